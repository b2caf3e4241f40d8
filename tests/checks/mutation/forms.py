"""Clean filings: what one unit hands in, in each of the five kinds of form, drawn at random from the vocabulary.

Everything adds up and nothing is missing: whatever a check calls an error here is a false alarm.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import TypeVar

from macros_py.checks import CATALOGUE, Records, Severity, run_checks
from macros_py.config import Config
from macros_py.model import (
    DepartmentEvaluation,
    Evaluation,
    Funds,
    FundsLine,
    Heading,
    Indicator,
    MoneyUnit,
    Project,
)
from macros_py.sheets.transcription import sample_departments, sample_projects
from tests.checks.mutation import vocabulary
from tests.checks.mutation.vocabulary import Sample

Owner = TypeVar("Owner", Project, DepartmentEvaluation)
KINDS = ("附表7", "批复表2025", "目标表2026", "自评表", "部门整体自评表")
CENT = Decimal("0.01")
ZERO = Decimal(0)
# What the forms call a level beside its own name.
_SHORT = {"数量指标": "数量", "质量指标": "质量", "时效指标": "时效", "成本指标": "成本", "社会效益指标": "社会效益"}
_WORDED = {"≥": ("不低于{}", "{}以上", "≥{}", "大于等于{}", ">={}"), "≤": ("不超过{}", "≤{}", "{}以内", "小于等于{}")}
_SINGLE = {"=": ("={}", "={}", "＝{}", "等于{}")}
PRINTED_RULE = (
    "3.定量指标若为正向指标（即指标值为≥*），则得分计算方法应用实际完成值（B）/年度指标值（A）*该指标分值；"
    "若定量指标为反向指标（即指标值为≤*），则得分计算方法应用年度指标值（A）/实际完成值（B）*该指标分值。"
)


@dataclass(frozen=True, slots=True)
class Style:
    """How one unit fills its forms in: signs or words, the money unit, whose name stands below."""

    kind: str
    year: int
    unit_name: str
    code: str
    money: MoneyUnit
    worded: bool
    short_levels: bool
    person: tuple[str, str]
    split_costs: bool


def filing(random: Random, kind: str) -> Records:
    """Return three projects of one unit (and its department evaluation, of that kind), every record with a row of its own."""
    style = Style(
        kind,
        random.choice((2022, 2023, 2024, 2025, 2026)),
        random.choice(vocabulary.UNITS),
        str(random.randint(101, 640)),
        MoneyUnit.YUAN if kind == "批复表2025" or random.random() < 0.3 else MoneyUnit.WAN_YUAN,
        random.random() < 0.3,
        random.random() < 0.3,
        random.choice(vocabulary.PEOPLE),
        random.random() < 0.6,
    )
    names = random.sample(vocabulary.PROJECTS, 3)
    projects = [_project(random, style, f"{style.year}-{number:03}", name) for number, name in enumerate(names, 1)]
    departments = [_department(random, style)] if kind == "部门整体自评表" else []
    return _with_rows(projects, departments)


def real_filings(config: Config) -> dict[str, Records]:
    """Return the real forms, one filing a year, without the rows that a check calls wrong or very likely wrong."""
    projects, departments = sample_projects(), sample_departments()
    whole = _with_rows(projects, departments)
    suspect = {
        finding.record.row
        for finding in run_checks(CATALOGUE, whole, config).findings
        if finding.severity is not Severity.HINT and isinstance(finding.record, Indicator)
    }
    filings = {}
    for year in sorted({project.year for project in whole.projects if project.year}):
        of_year = [_without(project, suspect) for project in whole.projects if project.year == year]
        filings[f"真实 {year}"] = Records(of_year)
    done = [_without(department, suspect) for department in whole.departments]
    filings["真实 2022"] = Records(filings["真实 2023"].projects, (), done)
    return filings


def _without(owner: Owner, rows: Collection[int]) -> Owner:
    return replace(owner, indicators=tuple(row for row in owner.indicators if row.row not in rows))


def _with_rows(projects: Sequence[Project], departments: Sequence[DepartmentEvaluation]) -> Records:
    """Give every project, department and indicator the row in which it would stand on its worksheet."""
    row = 4
    placed: list[list[Project] | list[DepartmentEvaluation]] = []
    for owners in (projects, departments):
        done = []
        for number, owner in enumerate(owners, 4):
            rows = tuple(replace(one, row=row + place) for place, one in enumerate(owner.indicators))
            row += len(rows)
            done.append(replace(owner, indicators=rows, row=number))
        placed.append(done)
    return Records(placed[0], (), placed[1])


def _between(random: Random, sample: Sample) -> Decimal:
    steps = int((sample.high - sample.low) / sample.step)
    return sample.low + sample.step * random.randint(0, steps)


def figure(number: Decimal) -> str:
    """Return a number as people write it."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def split(random: Random, total: Decimal, parts: int, step: Decimal = Decimal(1)) -> list[Decimal]:
    """Return ``parts`` random shares of ``total``, each a multiple of ``step`` and above zero."""
    steps = int(total / step)
    cuts = sorted(random.sample(range(1, steps), parts - 1))
    edges = [0, *cuts, steps]
    shares = [(after - before) * step for before, after in zip(edges, edges[1:], strict=False)]
    shares[-1] += total - steps * step
    return shares


def target_text(random: Random, style: Style, sign: str, number: str) -> str:
    """Return a target with its sign, as a symbol or in words."""
    ways = _WORDED.get(sign) or _SINGLE.get(sign, ("{}",))
    return (random.choice(ways) if style.worded else f"{sign}{{}}").format(number)


def _indicator(random: Random, style: Style, level1: str, level2: str, sample: Sample) -> Indicator:
    number = figure(_between(random, sample))
    return _measured(random, style, level1, level2, sample.name, sample.sign, number, sample.unit)


def _measured(
    random: Random, style: Style, level1: str, level2: str, name: str, sign: str, number: str, unit: str
) -> Indicator:
    level2 = _SHORT.get(level2, level2) if style.short_levels else level2
    if style.kind != "目标表2026":
        return Indicator("", level1, level2, name, target_text(random, style, sign, f"{number}{unit}"))
    words = {"≥": "不低于", "≤": "不超过", "=": "达到"}[sign]
    planned = f"计划{name}{words}{number}{unit}"
    explanation = planned if "成本" not in level1 + level2 and random.random() < 0.7 else f"考核{name}情况。"
    return Indicator("", level1, level2, name, number, sign, unit, explanation)


def _plain(style: Style, level1: str, level2: str, name: str, text: str) -> Indicator:
    level2 = _SHORT.get(level2, level2) if style.short_levels else level2
    if style.kind != "目标表2026":
        return Indicator("", level1, level2, name, text)
    return Indicator("", level1, level2, name, text, "定性", "", f"考核{name}情况。")


def _indicators(random: Random, style: Style, total_yuan: Decimal) -> list[Indicator]:
    rows: list[Indicator] = []
    costs = _costs(random, style, total_yuan)
    if style.kind == "目标表2026":
        rows += costs
    for sample in random.sample(vocabulary.QUANTITY, random.randint(1, 4)):
        rows.append(_indicator(random, style, "产出指标", "数量指标", sample))
    for sample in random.sample(vocabulary.QUALITY, random.randint(1, 3)):
        rows.append(_indicator(random, style, "产出指标", "质量指标", sample))
    if random.random() < 0.4:
        rows.append(_plain(style, "产出指标", "质量指标", *random.choice(vocabulary.WORDS["质量指标"])))
    rows.append(
        _plain(style, "产出指标", "时效指标", random.choice(vocabulary.DEADLINES), deadline(random, style.year))
    )
    if random.random() < 0.5:
        rows.append(_indicator(random, style, "产出指标", "时效指标", random.choice(vocabulary.TIMELINESS)))
    if style.kind != "目标表2026":
        rows += costs
    for level2 in sorted(random.sample(sorted(vocabulary.BENEFITS), random.randint(1, 3))):
        if random.random() < 0.5:
            rows.append(_indicator(random, style, "效益指标", level2, random.choice(vocabulary.BENEFITS[level2])))
        if rows[-1].level2 not in (level2, _SHORT.get(level2)):
            rows.append(_plain(style, "效益指标", level2, *random.choice(vocabulary.WORDS[level2])))
    for sample in random.sample(vocabulary.SATISFACTION, random.randint(1, 2)):
        rows.append(_indicator(random, style, "满意度指标", "服务对象满意度指标", sample))
    return rows


def deadline(random: Random, year: int) -> str:
    """Return a deadline within ``year``, in one of the ways in which people write it."""
    month = random.randint(6, 12)
    day = random.choice((15, 20, 28, 30))
    ways = (
        "{y}年{m}月底前",
        "{y}年{m}月{d}日前",
        "{y}年{m}月底",
        "{y}年12月31日前",
        "{y}.{m}.{d}",
        "{y}年{m}月",
        "12月底前",
    )
    return random.choice(ways).format(y=year, m=month, d=day)


def _costs(random: Random, style: Style, total_yuan: Decimal) -> list[Indicator]:
    level1, level2 = ("成本指标", "经济成本指标") if style.kind == "目标表2026" else ("产出指标", "成本指标")
    # The unit of a cost target is not always that of the funds.
    wan = random.random() < 0.7

    def written(yuan: Decimal) -> tuple[str, str]:
        return (figure(yuan / 10000), "万元") if wan else (figure(yuan), "元")

    rows = []
    if style.split_costs:
        count = random.randint(2, 3)
        names = random.sample(vocabulary.COSTS, count)
        for name, yuan in zip(names, split(random, total_yuan, count, Decimal(100)), strict=True):
            rows.append(_measured(random, style, level1, level2, name, "≤", *written(yuan)))
    else:
        rows.append(_measured(random, style, level1, level2, "项目总成本", "≤", *written(total_yuan)))
    if random.random() < 0.3:
        sample = random.choice(vocabulary.UNIT_COSTS)
        rows.append(_indicator(random, style, level1, level2, sample))
    return rows


def _project(random: Random, style: Style, number: str, name: str) -> Project:
    # In tens of yuan, so that 元 and 万元 both print without rounding.
    total_yuan = Decimal(random.randint(2_000, 900_000)) * 100
    funds = _funds(random, style, total_yuan)
    rows = _indicators(random, style, total_yuan)
    evaluation = Evaluation()
    if style.kind == "目标表2026":
        rows = _with_standards(random, rows)
    elif style.kind == "自评表":
        rows = _evaluated(random, rows, Decimal(90), standards=random.random() < 0.5)
        evaluation = _evaluation(random, funds)
    rows = [replace(row, project_id=number) for row in rows]
    return Project(
        number,
        form_kind="附表7" if style.kind in ("自评表", "部门整体自评表") else style.kind,
        year=style.year,
        level1_project="特定目标类",
        name=name,
        department=style.unit_name,
        department_code=style.code if style.kind == "批复表2025" else "",
        implementing_unit=style.unit_name,
        funds=funds,
        goal=_goal(random, style, rows, total_yuan),
        evaluation=evaluation,
        heading=_heading(random, style, name),
        indicators=tuple(rows),
    )


def _goal(random: Random, style: Style, rows: Sequence[Indicator], total_yuan: Decimal) -> str:
    goal = random.choice(vocabulary.GOALS)
    counted = [row for row in rows if "数量" in row.level2 and row.target.startswith(("≥", "=")) and not row.unit]
    if counted and random.random() < 0.7:
        row = counted[0]
        goal += f"{style.year}年{row.level3}{row.target[1:]}。"
    if random.random() < 0.3:
        goal += f"项目预算{figure(total_yuan / 10000)}万元。"
    return goal


def _funds(random: Random, style: Style, total_yuan: Decimal) -> Funds:
    scale = style.money.yuan
    total = total_yuan / scale
    if style.kind == "目标表2026":
        return Funds(style.money, total, total, total)
    first, second, third = (share / scale for share in split(random, total_yuan, 3, Decimal(100)))
    way = random.randrange(3)
    if style.kind == "批复表2025":
        parts = {"fiscal": total, "superior_grant": first, "local": second + third, "other": ZERO}
        if way == 0:
            parts = {"fiscal": first + second, "superior_grant": first, "local": second, "other": third}
        return Funds(style.money, total=total, **parts)
    if way == 0:
        return Funds(style.money, total=total, fiscal=total, non_fiscal=ZERO)
    if way == 1:
        return Funds(style.money, total=total, fiscal=first + second, non_fiscal=third)
    return Funds(style.money, total=total, fiscal=first, carryover=second, other=third)


def _heading(random: Random, style: Style, name: str) -> Heading:
    titles = {
        "附表7": f"某州{style.year}年项目支出绩效目标批复表",
        "批复表2025": "项目支出绩效目标批复表",
        "目标表2026": "项目支出绩效目标表",
    }
    heading = Heading(title=titles.get(style.kind, ""))
    if style.kind == "批复表2025":
        heading = replace(heading, year_line=f"({style.year}年度)")
    if style.kind != "目标表2026":
        return heading
    filled, reviewed = sorted(random.sample(range(1, 29), 2))
    return replace(
        heading,
        year_line=f"({style.year})年度",
        unit_line=style.unit_name,
        project_line=name,
        division_review=f"已审核 {style.year - 1}.12.{reviewed}",
        performance_review=f"通过 {style.year - 1}年12月{reviewed}日",
        filled_by=style.person[0],
        phone=style.person[1],
        fill_date=f"{style.year - 1}12{filled:02}",
    )


def _standard(random: Random, row: Indicator, weight: Decimal) -> str:
    """Return a scoring sentence that agrees with the target of a row in columns and its points."""
    points, half = figure(weight), figure(weight / 2)
    if row.target_type == "定性":
        if row.level3 in vocabulary.DEADLINES:
            return f"在{row.target.rstrip('前')}前完成得满分{points}分,每推迟10天扣1分,扣完为止。"
        return random.choice(
            (f"{row.target}得{points}分,效果一般{half}分,否则不得分。", f"达到预期得{points}分，否则不得分。")
        )
    bound = f"{row.target}{row.unit}"
    if row.target_type == "≤":
        return random.choice(
            (
                f"项目成本控制在总成本范围内,得{points}分,每超出10%,扣1分,扣完为止。"
                if "成本" in row.level2
                else f"{row.level3}小于等于{bound}得{points}分，否则不得分。",
                f"{row.level3}≤{bound}得{points}分，否则不得分。",
            )
        )
    ways = [
        f"达到计划值得{points}分,否则按实际值/计划值*指标分值计分。",
        f"完成目标值得{points}分，未达到的按完成比例得分。",
        f"大于等于{bound}得{points}分，否则不得分。",
    ]
    if row.unit == "%" and Decimal(row.target) > 80:
        low = figure(weight / 2)
        ways.append(f"大于等于{row.target}%的得{points}分,小于{row.target}%且大于等于80%的得{low}分,小于80%不得分")
    return random.choice(ways)


def _with_standards(random: Random, rows: Sequence[Indicator]) -> list[Indicator]:
    weights = split(random, Decimal(90), len(rows))
    return [replace(row, standard=_standard(random, row, weight)) for row, weight in zip(rows, weights, strict=True)]


def _evaluated(
    random: Random, rows: Sequence[Indicator], points: Decimal, *, standards: bool, weights: Sequence[Decimal] = ()
) -> list[Indicator]:
    weights = weights or split(random, points, len(rows), Decimal("0.5"))
    done = []
    for row, weight in zip(rows, weights, strict=True):
        actual, share, reason = _done(random, row)
        score = (weight * share).quantize(CENT, ROUND_HALF_UP)
        standard = ""
        if standards and row.target[:1] == "≥":
            standard = random.choice(
                ("完成目标值得满分，未达到的按完成比例得分。", "达到计划值得满分,否则按实际值/计划值*指标分值计分。")
            )
        done.append(replace(row, weight=weight, actual=actual, score=score, reason=reason, standard=standard))
    return done


def _done(random: Random, row: Indicator) -> tuple[str, Decimal, str]:
    """Return an actual, the share of the points it earns, and its reason."""
    text = row.target.removeprefix("大于等于").removeprefix("小于等于").removeprefix("不低于").removeprefix("不超过")
    text = text.lstrip("≥≤=＝>").removeprefix("等于").removesuffix("以上").removesuffix("以内")
    digits = next((end for end in range(len(text), 0, -1) if _is_number(text[:end])), 0)
    if row.level3 in vocabulary.DEADLINES:
        return "已按期完成", Decimal(1), ""
    if not digits:
        return random.choice(("达成预期目标", row.target)), Decimal(1), ""
    number, unit = Decimal(text[:digits]), text[digits:]
    reverse = row.target[:1] in "≤<小" or "不超过" in row.target or "以内" in row.target
    exact = row.target[:1] in "=＝等"
    if random.random() < 0.2 and not reverse and not exact and number >= 20 and unit not in ("年", "月"):
        fewer = (number * Decimal("0.9")).quantize(Decimal(1), ROUND_HALF_UP)
        return f"{figure(fewer)}{unit}", fewer / number, random.choice(vocabulary.REASONS)
    return f"{figure(number)}{unit}", Decimal(1), ""


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _line(initial: Decimal, annual: Decimal, executed: Decimal) -> FundsLine:
    return FundsLine(initial, annual, executed)


def _evaluation(random: Random, funds: Funds) -> Evaluation:
    assert funds.total is not None
    share = Decimal(random.choice((100, 100, 99, 97, 95, 92))) / 100
    executed = (funds.total * share).quantize(CENT, ROUND_HALF_UP)
    total = _line(funds.total, funds.total, executed)
    fiscal, nothing = total, FundsLine(ZERO, ZERO, ZERO)
    return Evaluation(
        funds.total, funds.total, executed, "已完成年度目标。", fiscal=fiscal, carryover=nothing, other=nothing
    )


def _department(random: Random, style: Style) -> DepartmentEvaluation:
    number = f"BM-{style.year}-001"
    basic = Decimal(random.randint(20_000, 200_000)) / 100
    spending = Decimal(random.randint(20_000, 400_000)) / 100
    done = (spending * Decimal(random.randint(91, 100)) / 100).quantize(CENT, ROUND_HALF_UP)
    annual, executed = basic + spending, basic + done
    rate = (executed / annual).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    points = (executed / annual * 10).quantize(CENT, ROUND_HALF_UP)
    groups = {"产出指标": Decimal(50), "效益指标": Decimal(30), "满意度指标": Decimal(10)}
    rows: list[Indicator] = []
    drawn = _indicators(random, style, annual * 10000)
    for level1, full in groups.items():
        own = [row for row in drawn if row.level1 == level1]
        weights = split(random, full, len(own), Decimal("0.5"))
        rows += [
            replace(row, level1=f"{level1}({figure(full)}分)", project_id=number)
            for row in _evaluated(random, own, full, standards=False, weights=weights)
        ]
    total = sum((row.score for row in rows if row.score is not None), ZERO) + points
    return DepartmentEvaluation(
        number,
        style.year,
        title="部门整体支出绩效目标自评表",
        year_line=f"（{style.year}年度）",
        seal_line=style.unit_name,
        fill_date=f"{style.year + 1}年3月",
        department=style.unit_name,
        total=FundsLine(annual, annual, executed, Decimal(10), rate, points),
        basic=_line(basic, basic, basic),
        project=_line(spending, spending, done),
        goal_expected=random.choice(vocabulary.GOALS),
        goal_actual="已完成年度目标任务。",
        indicators=tuple(rows),
        total_weight=Decimal(100),
        total_score=total,
        contact=style.person[0],
        phone=style.person[1],
        notes=(PRINTED_RULE,),
    )
