"""What the rules give; points are exact and rounded half up."""

from datetime import date
from decimal import Decimal

import pytest

from macros_py.scoring import (
    Band,
    BandRule,
    ChecklistRule,
    DateCell,
    DeductionRule,
    Direction,
    GradeRange,
    GradeRangeRule,
    GradeRule,
    MetRule,
    NumberCell,
    PercentCell,
    RatioRule,
)
from macros_py.scoring.literals import serial

PEOPLE = NumberCell(("人",))
MONEY = NumberCell(("万元",))
YEAR_END = Decimal(serial(date(2026, 12, 31)))

RATIO = RatioRule(PEOPLE, Decimal(13), Decimal(1))
REVERSE = RatioRule(MONEY, Decimal(20), Decimal(10), reverse=True)
CUT = RatioRule(PEOPLE, Decimal(100), Decimal(10), threshold=Decimal("0.6"))
SCALED = RatioRule(PEOPLE, Decimal(100), Decimal(10), threshold=Decimal("0.6"), scaled=True)
OVERRUN = DeductionRule(MONEY, Direction.OVER, Decimal(6), Decimal("0.6"), Decimal(2), Decimal(20), percent=Decimal(10))
SHORTFALL = DeductionRule(
    PercentCell(), Direction.UNDER, Decimal(95), Decimal(1), Decimal("0.5"), Decimal(10), cutoff=Decimal(60)
)
DEADLINE = DeductionRule(DateCell(), Direction.OVER, YEAR_END, Decimal(10), Decimal(1), Decimal(10))
BEGUN = DeductionRule(DateCell(), Direction.OVER, YEAR_END, Decimal(10), Decimal(1), Decimal(10), begun=True)
DEVIATION = DeductionRule(PercentCell(), Direction.BOTH, Decimal(100), Decimal(3), Decimal(1), Decimal(10))
INCIDENTS = DeductionRule(
    NumberCell(("处",)), Direction.OVER, Decimal(0), Decimal(1), Decimal(1), Decimal(5), incidents=True
)
ON_TIME = MetRule(DateCell(), "≤", YEAR_END, Decimal(10))
BANDS = BandRule(
    PercentCell(),
    (
        Band(Decimal(10), Decimal(95)),
        Band(Decimal(8), Decimal(80), Decimal(95), True, False),
        Band(Decimal(5), Decimal(60), Decimal(80), True, False),
        Band(Decimal(0), None, Decimal(60), True, False),
    ),
)
FLIPPED = BandRule(
    PercentCell(),
    (
        Band(Decimal(10), Decimal(90), None, False),
        Band(Decimal(8), Decimal(80), Decimal(90), True, True),
        Band(Decimal(0), None, Decimal(80), True, False),
    ),
)
RATE_BANDS = BandRule(
    PEOPLE, (Band(Decimal(10), Decimal(95)), Band(Decimal(0), None, Decimal(95), True, False)), base=Decimal(30)
)
GRADES = GradeRule(((("效果明显", "明显"), Decimal(15)), (("效果一般", "一般"), Decimal(8))), Decimal(0))
RANGES = GradeRangeRule(
    (
        GradeRange(("达成预期指标",), Decimal(80), Decimal(100), True, True),
        GradeRange(("部分达成",), Decimal(50), Decimal(80)),
        GradeRange(("未达成",), Decimal(0), Decimal(50)),
    ),
    Decimal(10),
)
CHECKLIST = ChecklistRule(NumberCell(("项",)), 3, Decimal(1))


@pytest.mark.parametrize(
    ("rule", "actual", "points"),
    [
        (RATIO, "12人", "0.92"), (RATIO, "13人", "1"), (RATIO, "40", "1"), (RATIO, "0", "0"), (RATIO, "", None), (RATIO, "12个", None),
        (RatioRule(PEOPLE, Decimal(1000), Decimal(5)), "1", "0.01"), (RatioRule(PEOPLE, Decimal(200), Decimal(1)), "1", "0.01"), (RatioRule(PEOPLE, Decimal(201), Decimal(1)), "1", "0"),
        (REVERSE, "20", "10"), (REVERSE, "0", "10"), (REVERSE, "25万元", "8"), (REVERSE, "-1", None),
        (CUT, "59", "0"), (CUT, "60", "6"), (SCALED, "60", "0"), (SCALED, "59", "0"), (SCALED, "80", "5"), (SCALED, "100", "10"),
        (OVERRUN, "6", "20"), (OVERRUN, "6.59", "20"), (OVERRUN, "6.6", "18"), (OVERRUN, "7.2万元", "16"), (OVERRUN, "60", "0"),
        (SHORTFALL, "95%", "10"), (SHORTFALL, 0.945, "10"), (SHORTFALL, "94%", "9.5"), (SHORTFALL, "60%", "0"), (SHORTFALL, "59.9%", "0"),
        (DEADLINE, "2026年12月31日", "10"), (DEADLINE, "2027-01-09", "10"), (DEADLINE, "2027-01-10", "9"), (DEADLINE, "2027年12月31日", "0"),
        (DEADLINE, "按时完成", "10"), (DEADLINE, "未完成", None), (DEADLINE, "已完成", None),
        (BEGUN, "2027-01-01", "9"), (BEGUN, "2027-01-10", "9"), (BEGUN, "2027-01-11", "8"),
        (DEVIATION, "103%", "9"), (DEVIATION, "94%", "8"), (DEVIATION, 1, "10"), (INCIDENTS, "2处", "3"), (INCIDENTS, "9", "0"), (INCIDENTS, 0, "5"),
        (ON_TIME, "2027-1-1", "0"), (ON_TIME, "2026-12-31", "10"), (ON_TIME, "未完成", "0"), (ON_TIME, "完成", None),
        (BANDS, "95%", "10"), (BANDS, 0.9499, "8"), (BANDS, "80%", "8"), (BANDS, "79.99%", "5"), (BANDS, "59.999999%", "0"), (BANDS, "高", None),
        (FLIPPED, "90%", "8"), (FLIPPED, "90.000001%", "10"), (FLIPPED, "80%", "8"), (RATE_BANDS, "28.5人", "10"), (RATE_BANDS, "28人", "0"),
        (GRADES, "效果明显", "15"), (GRADES, "一般", "8"), (GRADES, "效果较差", "0"), (GRADES, "还可以", None), (GRADES, "", None), (GRADES, 15, None),
        (RANGES, "85%", "8.5"), (RANGES, 0.5, "5"), (RANGES, "101%", None), (RANGES, "达成预期指标", None),
        (CHECKLIST, "2项", "2"), (CHECKLIST, 3, "3"), (CHECKLIST, "2.5", "2"), (CHECKLIST, "4", None),
    ],
)  # fmt: skip
def test_what_an_actual_earns(rule, actual, points):
    assert rule.evaluate(actual) == (None if points is None else Decimal(points))


@pytest.mark.parametrize(
    ("grade", "share", "points"),
    [
        ("达成预期指标", "80%", "8"), ("部分达成", "80%", None), ("部分达成", "79%", "7.9"), ("部分达成", 0.5, "5"), ("未达成", "50%", None),
        ("未达成", "0%", "0"), ("还可以", "90%", None), ("达成预期指标", "", None),
    ],
)  # fmt: skip
def test_the_share_must_lie_in_the_range_of_its_grade(grade, share, points):
    assert RANGES.evaluate(grade, share) == (None if points is None else Decimal(points))


def test_where_bands_contradict_each_other_or_leave_a_gap_nothing_is_guessed():
    overlap = BandRule(PercentCell(), (Band(Decimal(10), Decimal(90)), Band(Decimal(8), Decimal(80), Decimal(90))))

    assert [overlap.evaluate(actual) for actual in ("91%", "90%", "85%", "79%")] == [
        Decimal(10),
        None,
        Decimal(8),
        None,
    ]


@pytest.mark.parametrize(
    ("rule", "actual", "arithmetic"),
    [
        (RATIO, "12人", "12 ÷ 13 × 1 = 0.92"),
        (RATIO, "15人", "15 达到 13，得满分 1"),
        (RATIO, "", "没有填实际完成值"),
        (RATIO, "12个", "实际完成值“12个”读不出来，请填一个不小于零的数（单位 人）"),
        (REVERSE, "25", "20 ÷ 25 × 10 = 8"),
        (OVERRUN, "7.2", "实际值 7.2万元，计 2 档：20 - 2 × 2 = 16"),
        (OVERRUN, "60", "实际值 60万元，计 90 档：20 - 2 × 90，扣到 0 分为止"),
        (SHORTFALL, "50%", "实际值 50%，达到不得分的界限，得 0 分"),
        (DEADLINE, "2027-01-10", "实际值 2027年1月10日，计 1 档：10 - 1 × 1 = 9"),
        (BANDS, "85%", "85%落在得 8 分的一档"),
        (GRADES, "还可以", "实际完成值应填 效果明显、效果一般（或“效果较差”一类的话）"),
        (RANGES, "85%", "85% × 10 = 8.5"),
        (CHECKLIST, "4", "完成了4项，多于标准里的3项，请核对"),
    ],
)
def test_the_arithmetic_is_told(rule, actual, arithmetic):
    assert rule.arithmetic(actual) == arithmetic


def test_the_formula_of_a_ratio_reads_its_cell_and_never_gives_an_error_value():
    assert RATIO.formula("K7") == (
        '=IFERROR(IF(SUMPRODUCT((MID(K7,{1,2,3,4,5,6,7,8,9,10,11},1)=",")*(ISERROR(VALUE(MID(SUBSTITUTE(K7,".","x")&"|||",'
        '{2,3,4,5,6,7,8,9,10,11,12},3)))+ISNUMBER(VALUE(MID(K7&"|||||",{5,6,7,8,9,10,11,12,13,14,15},1)))))'
        '+COUNT(FIND({"\xa0","$","¥","￥"},K7))+ISLOGICAL(K7),"待核",ROUND(ROUND(MAX(0,MIN(1,ROUND(IF(ISNUMBER(K7),K7/(K7>=0),'
        'VALUE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(TRIM(MID(K7,1+COUNT(FIND(LEFT(K7),"≥≤=＝≧≦")),99)),"-","x")&"e0","人e0","e0")," e","e"),'
        '",",""))),6)/13*1)),10),2)),"待核")'
    )
