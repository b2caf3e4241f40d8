"""Rules of every kind, and actuals as clerks type them: sound, odd and hostile ones."""

from __future__ import annotations

import json
import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

import yaml

from macros_py.home import home
from macros_py.model import Indicator
from macros_py.scheme import read_scheme
from macros_py.scoring import ShareRule, read_standard, rule_for
from macros_py.scoring.bands import Band, BandRule
from macros_py.scoring.cells import DateCell, NumberCell, PercentCell, number_cell
from macros_py.scoring.grades import ChecklistRule, GradeRange, GradeRangeRule, GradeRule
from macros_py.scoring.literals import serial
from macros_py.scoring.rules import MetRule, RatioRule, RuleKind
from macros_py.scoring.steps import DeductionRule, Direction
from tests.scoring.sentences import ALL as SENTENCES

D = Decimal
CASES_PER_KIND = 1100
SCORING = yaml.safe_load((home() / "config.yaml").read_text(encoding="utf-8"))["scoring"]
UNITS = ("个", "万元", "人次", "份", "件", "分钟", "公里")
JUNK = (
    None, "", " ", "无", "-", "/", "未完成", "已完成", "1/2", "12:30", "1e3", "1E3", "5-", "--5", "(5)", "¥5", "$5", "５", "1.2.3",
    "3,5", "1,200", "12,34", "1,2345", "1,234,567.5", "1 000", "+5", "-5", "- 5", "+ 5", ".5", "5.", ".", "e0", "5e0", "约300", ">300",
    "300+", "2个3个", "98≥95", "≥", "≥≥5", "％", "%", "5%%", "5%％", "-2%", "-0.5", "1.2", "1.2%", "0", "0%", "1", "1%", "100%", "#N/A",
    "TRUE", True, False, -1, -0.02, 0, 1, 1.2, 5, 9.99, 10, 0.98, 98, 1e-7, 1e12, "abc", "2026-12", "2026年12月", "2026-2-29", "2024-2-29",
    "2024年2月29日", "26-12-31", "20261231", "2026.12.31", "2026/1/5", "2026-01-05", "2026年12月31日前", "-2026-12-31", " 2026-12-31", "2026-12-31 ",
    "2026-12-31 10:00", "2026-012-3", "2026-12-", "1999-12-31", "2100-1-1", 20261231, 46387, 36525, 36526, 73050, 73051, "*", "?", "效果*", "效果??",
    "5|6", "|5", "[5", '5"', "5份份", "=5", "＝5", "≧5", "≤5", "<5", "\u00a05", "5\u00a0", "\n5", "5\n", "\u30005", "½", "²", "٣", "1d5", "&H5", "5_", "98 %", "≥ 95 %", "5 %", "240 人次", "3,5%",
    "1,200%", "1.0000002", 1.0000004, 1.0000006, 1.000001, "0.0000001", "95.0000001", "94.9999999", 94.9999999,
)  # fmt: skip


def number(dice: random.Random, near: Decimal) -> Decimal:
    """A number that is often near ``near``, at it, at nothing, or far beyond it."""
    choice = dice.randrange(8)
    if choice == 0:
        return near
    if choice == 1:
        return D(0)
    if choice == 2:
        return near * dice.choice([D("0.6"), D("0.5"), D("0.8"), D("1.1"), D("1.2"), D("0.9"), D(3), D(40)])
    if choice == 3:
        return max(D(0), near + D(dice.randrange(-5, 6)) / dice.choice([1, 10, 100]))
    spread = D(dice.randrange(0, 20001)) / 10000
    return (near * spread).quantize(D(dice.choice(["1", "0.1", "0.01", "0.0001"])))


def written(dice: random.Random, value: Decimal, unit: str) -> object:
    """A number as a clerk may type it."""
    plain = format(value.normalize(), "f")
    if unit == "%":
        share = format((value / 100).normalize(), "f")
        return dice.choice(
            [f"{plain}%", f"{plain}％", f"≥{plain}%", plain, share, float(share), float(plain), D(share), f" {plain}% "]
        )
    return dice.choice(
        [
            plain, float(value), value, f"{plain}{unit}", f"≥{plain}{unit}", f"≤ {plain}{unit}", f"＝{plain}", f"{value:,}{unit}", f"{value:,}",
            f" {plain}{unit} ", f"{plain} {unit}", f"{plain}吨", f"{plain}万", f"{plain}元", f"{value * 10000:f}元", f"{plain} 亿元", f"{plain}万人次",
        ]
    )  # fmt: skip


def day(dice: random.Random, near: date) -> object:
    """A day around ``near`` as a clerk may type it."""
    value = near + timedelta(days=dice.choice([0, 1, -1, 9, 10, 11, 20, 100, -40, 101, dice.randrange(-400, 400)]))
    leap = dice.random() < 0.1
    value = date(2028, 2, 29) if leap else value
    y, m, d = value.year, value.month, value.day
    return dice.choice(
        [
            value, datetime(y, m, d, 15, 30), f"{y}年{m}月{d}日", f"{y}年{m:02}月{d:02}日", f"{y}-{m:02}-{d:02}", f"{y}-{m}-{d}", f"{y}/{m}/{d}",
            f"{y}.{m}.{d}", f"{y}年{m}月", f"{y}年{m}月{d}日前", serial(value), f" {y}年{m}月{d}日", f"{y}年2月30日", "按时完成", "未完成", "按期完成",
        ]
    )  # fmt: skip


def points(dice: random.Random) -> Decimal:
    return D(dice.choice(["1", "2", "4", "5", "7.5", "10", "15", "20", "3.33", "0.5", "6.67"]))


def a_number_cell(dice: random.Random) -> tuple[NumberCell | PercentCell, str, Decimal]:
    if dice.random() < 0.35:
        small = dice.random() < 0.3
        target = (
            D(dice.choice(["5", "2", "0.5", "8"])) if small else D(dice.choice(["95", "90", "100", "80", "98.5", "60"]))
        )
        return PercentCell(small), "%", target
    unit = dice.choice(UNITS)
    if dice.random() < 0.1:
        unit, target = dice.choice([("‰", D("4.5")), ("户(次)", D(120)), ("户次", D(30)), ("个百分点", D(3))])
        return number_cell((unit,), target), unit.replace("(次)", "（次）"), target
    if unit in ("万元", "人次") and dice.random() < 0.5:
        target = D(dice.choice(["1.2", "27.37", "6", "3308.29"]))
        return number_cell((unit,), target), unit, target
    return (
        NumberCell((unit,)),
        unit,
        D(dice.choice(["1", "3", "6", "7", "13", "30", "200", "478.99", "1600", "3308.29", "100000", "27370000"])),
    )


def a_case(kind: RuleKind, dice: random.Random) -> tuple[object, object]:
    """A rule of the kind and an actual for it."""
    cell, unit, target = a_number_cell(dice)
    full = points(dice)
    per = D(dice.choice(["0.5", "1", "2", "0.25"]))
    if kind in (RuleKind.RATIO, RuleKind.REVERSE_RATIO):
        threshold = dice.choice([None, None, D("0.6"), D("0.5")])
        rule = RatioRule(
            cell, target, full, kind is RuleKind.REVERSE_RATIO, threshold, threshold is not None and dice.random() < 0.5
        )
    elif kind is RuleKind.MET and dice.random() < 0.4:
        deadline = date(2026, dice.choice([2, 6, 12]), 28)
        return MetRule(DateCell(), "≤", D(serial(deadline)), full, dice.choice([D(0), D(1)])), day(dice, deadline)
    elif kind is RuleKind.MET:
        rule = MetRule(cell, dice.choice("≥≤><="), target, full, dice.choice([D(0), D(1)]))
    elif kind is RuleKind.DEADLINE:
        deadline = dice.choice([date(2026, 12, 31), date(2028, 2, 29), date(2027, 2, 28), date(2026, 6, 30)])
        step = D(dice.choice([1, 5, 10, 30]))
        rule = DeductionRule(DateCell(), Direction.OVER, D(serial(deadline)), step, per, full, dice.random() < 0.5)
        return rule, day(dice, deadline)
    elif kind is RuleKind.INCIDENTS:
        cell, unit, target = NumberCell(("处",)), "处", D(3)
        rule = DeductionRule(
            cell, Direction.OVER, D(0), D(dice.choice([1, 2])), per, full, incidents=True, begun=dice.random() < 0.5
        )
    elif kind in (RuleKind.OVERRUN, RuleKind.SHORTFALL, RuleKind.DEVIATION):
        direction = {
            RuleKind.OVERRUN: Direction.OVER,
            RuleKind.SHORTFALL: Direction.UNDER,
            RuleKind.DEVIATION: Direction.BOTH,
        }[kind]
        percent = D(dice.choice(["1", "3", "5", "10"]))
        relative = isinstance(cell, NumberCell)
        step = target * percent / 100 if relative else percent
        cutoff = None
        if direction is not Direction.BOTH and dice.random() < 0.4:
            cutoff = target * (D("1.5") if direction is Direction.OVER else D("0.6"))
        rule = DeductionRule(
            cell, direction, target, step, per, full, dice.random() < 0.5, dice.choice([D(0), D(0), full / 2]),
            percent if relative else None, cutoff, dice.random() < 0.5,
        )  # fmt: skip
    elif kind is RuleKind.BANDS and dice.random() < 0.2:
        days = [D(serial(date(2026, month, 28))) for month in (6, 9, 12)]
        starts: list[Decimal | None] = [None, *days]
        ends: list[Decimal | None] = [*days, None]
        earned = (full, full / 2, full / 4, D(0))
        bands = tuple(Band(*band, low_closed=False) for band in zip(earned, starts, ends, strict=True))
        return BandRule(DateCell(), bands[: dice.choice([3, 4])]), day(dice, date(2026, dice.choice([6, 9, 12]), 28))
    elif kind is RuleKind.BANDS:
        cell = PercentCell(target < 10) if isinstance(cell, PercentCell) else cell
        edges = [(target * share).quantize(D("0.01")) for share in (D(1), D("0.8"), D("0.6"))]
        shut = [dice.random() < 0.5 for _ in range(6)]
        bands = (
            Band(full, edges[0], None, shut[0]),
            Band(full / 2, edges[1], edges[0], shut[1], shut[2]),
            Band(full / 4, edges[2], edges[1], shut[3], shut[4]),
            Band(D(0), None, edges[2], True, shut[5]),
        )
        base = target if isinstance(cell, NumberCell) and dice.random() < 0.3 else None
        if base is not None:
            bands = (
                Band(full, D(95)),
                Band(full / 2, D(60), D(95), shut[1], False),
                Band(D(0), None, D(60), True, shut[5]),
            )
        rule = BandRule(cell, bands[: dice.choice([2, 3, 4])], base)
    elif kind is RuleKind.GRADES:
        levels = ((("效果明显", "明显"), full), (("效果一般", "一般"), full / 2), (("未完成",), D(0)))
        rule = GradeRule(levels, dice.choice([None, D(0), D(1)]))
        words = [
            "效果明显",
            "明显",
            "效果一般",
            " 一般",
            "效果较差",
            "差",
            "很好",
            "效果 明显",
            "效果明显。",
            "未完成",
            "效果明显 ",
            5,
            "明 显",
        ]
        return rule, dice.choice(words)
    elif kind is RuleKind.GRADE_RANGES:
        low = dice.choice([D(50), D(60)])
        ranges = (
            GradeRange(("达成预期指标",), D(80), D(100), True, True),
            GradeRange(("部分达成",), low, D(80)),
            GradeRange(("未达成",), D(0), low),
        )
        if dice.random() < 0.4:
            grade = dice.choice(["达成预期指标", "部分达成", "未达成 ", "很好", ""])
            return GradeRangeRule(ranges, full), (
                grade,
                written(dice, number(dice, D(dice.choice([80, 60, 100, 50, 85]))), "%"),
            )
        return GradeRangeRule(ranges, full), written(dice, number(dice, D(dice.choice([80, 60, 100, 50]))), "%")
    else:
        items = dice.choice([3, 4, 5])
        return ChecklistRule(NumberCell(("项",)), items, per), written(dice, number(dice, D(items)), "项")
    if kind is RuleKind.RATIO and dice.random() < 0.15:
        # A tie at the half cent: actual ÷ target × full is an odd number of half cents.
        actual = (D(dice.randrange(1, 400, 2)) / 200 / full * target).quantize(D("0.000001"))
        return rule, written(dice, actual, unit)
    return rule, written(dice, number(dice, target), unit)


def a_default_case(dice: random.Random) -> tuple[object, object]:
    """A rule that a scheme of config.yaml gives to a row without a sentence, and an actual for it."""
    scheme = read_scheme(SCORING | {"scheme": dice.choice(list(SCORING["schemes"]))})
    sign = dice.choice(["≥", "≥", "≤", "=", ">", "<", ""])
    number_, unit = dice.choice(
        [("300", "份"), ("1.2", "万人次"), ("27.37", "万元"), ("500000", "元"), ("13", "个"), ("95", "%"), ("100", "%"), ("5", "%"), ("3", "个月"), ("5", "‰"), ("120", "户(次)"), ("3", "个百分点")]
    )  # fmt: skip
    level1, level2 = dice.choice(
        [("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "成本指标"), ("满意度指标", "服务对象满意度")]
    )
    target = dice.choice(
        [f"{sign}{number_}{unit}"] * 6 + ["2026年12月底前", "12月31日前", "效果明显", "≤0起", "80-100次"]
    )
    row = Indicator("P", level1, level2, "指标", target, weight=points(dice))
    found = rule_for(row, 2026, scheme)
    assert found.rule is not None, (target, found.reason)
    if isinstance(found.rule, ShareRule):
        grade = dice.choice(
            [
                "达成预期指标",
                "部分达成",
                "未达成 ",
                "很好",
                "",
                "效果较差",
                "没有完成",
                "未完成",
                "无事故",
                "差",
                " 达成预期",
                5,
            ]
        )
        share = dice.choice([0.8, 0.5, 0.6, 1, 0, 0.79, 0.499999, 0.93, 1.2, -0.1, "85%", None, True, 0.85])
        return found.rule, (grade, share)
    if "月底" in target or "日前" in target:
        return found.rule, day(dice, date(2026, 12, 31))
    return found.rule, written(dice, number(dice, D(number_)), unit)


@cache
def all_cases() -> list[tuple[RuleKind, object, object]]:
    dice = random.Random(20261231)
    cases = []
    for _ in range(2500):
        rule, actual = a_default_case(dice)
        cases.append((rule.kind, rule, actual))
    for kind in RuleKind:
        cases += [(kind, *a_case(kind, dice)) for _ in range(CASES_PER_KIND)]
        for actual in JUNK:
            cases.append((kind, a_case(kind, dice)[0], actual))
            cases.append((kind, a_case(kind, dice)[0], actual))
    forms = json.loads((home() / "workbook" / "source" / "forms.json").read_text(encoding="utf-8"))
    for indicator in (indicator for form in forms for indicator in form["indicators"] if indicator.get("standard")):
        target, unit = indicator["target"], indicator["unit"]
        rule = read_standard(indicator["standard"], target, D(10), unit=unit, target_type=indicator["type"]).rule
        if rule is not None:
            near = D(target) if target.replace(".", "").isdigit() else D(0)
            cases += [(rule.kind, rule, written(dice, number(dice, near), unit)) for _ in range(10)]
            cases += [
                (rule.kind, rule, dice.choice(["效果明显", "效果一般", "较差", "", target, f"≥{target}{unit}"]))
                for _ in range(3)
            ]
            cases += [(rule.kind, rule, day(dice, date(2026, 12, 31))) for _ in range(3)]
    for target_type, target, unit, weight, sentence, actuals in SENTENCES:
        rule = read_standard(sentence, target, D(weight), unit=unit, target_type=target_type, year=2026).rule
        assert rule is not None, sentence
        cases += [(rule.kind, rule, actual) for actual in actuals]
    return cases
