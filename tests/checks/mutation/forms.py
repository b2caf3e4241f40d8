"""Clean filings: what one unit hands in, in each of the five kinds of form, drawn at random from the vocabulary.

Everything adds up and nothing is missing: whatever a check calls an error here is a false alarm.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
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
from tests.checks.mutation.evaluations import (
    evaluated_rows,
    evaluation_of,
    funds_line,
    with_standards,
)
from tests.checks.mutation.rows import (
    CENT,
    ZERO,
    Style,
    figure,
    indicators_of,
    split,
)

Owner = TypeVar("Owner", Project, DepartmentEvaluation)
KINDS = ("附表7", "批复表2025", "目标表2026", "自评表", "部门整体自评表")
PRINTED_RULE = (
    "3.定量指标若为正向指标（即指标值为≥*），则得分计算方法应用实际完成值（B）/年度指标值（A）*该指标分值；"
    "若定量指标为反向指标（即指标值为≤*），则得分计算方法应用年度指标值（A）/实际完成值（B）*该指标分值。"
)


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


def _project(random: Random, style: Style, number: str, name: str) -> Project:
    # In tens of yuan, so that 元 and 万元 both print without rounding.
    total_yuan = Decimal(random.randint(2_000, 900_000)) * 100
    funds = _funds(random, style, total_yuan)
    rows = indicators_of(random, style, total_yuan)
    evaluation = Evaluation()
    if style.kind == "目标表2026":
        rows = with_standards(random, rows)
    elif style.kind == "自评表":
        rows = evaluated_rows(random, rows, Decimal(90), standards=random.random() < 0.5)
        evaluation = evaluation_of(random, funds)
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
    drawn = indicators_of(random, style, annual * 10000)
    for level1, full in groups.items():
        own = [row for row in drawn if row.level1 == level1]
        weights = split(random, full, len(own), Decimal("0.5"))
        rows += [
            replace(row, level1=f"{level1}({figure(full)}分)", project_id=number)
            for row in evaluated_rows(random, own, full, standards=False, weights=weights)
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
        basic=funds_line(basic, basic, basic),
        project=funds_line(spending, spending, done),
        goal_expected=random.choice(vocabulary.GOALS),
        goal_actual="已完成年度目标任务。",
        indicators=tuple(rows),
        total_weight=Decimal(100),
        total_score=total,
        contact=style.person[0],
        phone=style.person[1],
        notes=(PRINTED_RULE,),
    )
