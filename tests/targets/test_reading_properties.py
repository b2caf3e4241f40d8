"""What holds for every text: reading never fails, keeps what was printed, and its normal form reads the same."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from macros_py.targets import Kind, Operator, Target, explain, read_actual, read_target, to_json

PIECES = (
    "≥ ≤ = > < ＞＝ ≧ ＝ >= <= 不低于 不超过 至少 控制在 达到 超过 低于 约 近 左右 以上 以下 以内 及以上 (含) （不含） 余 多 之间 0 1 12 2024 95 0.98 27.37 1,000 １２ "
    "1.5E+05 三 十二 两 百分之 半 万 亿 千 % ％ ‰ 元 万元 个 次 人次 人/次 元/人·月 月 个月 年 日 天 季度 个工作日 ㎡ km 分 级 年底 月底 前 底 末 内 年内 上半年 第一季度 "
    "2023年 12月 31日 2月30日 2026-12-31 2026.12.31 20261231 - ~ — 至 到 、 ， 。 ； / : ( ) [ ] \n \u3000 \u00a0 \u200b 满意度 合格率 优秀 良好 效果明显 有所提高 完成 "
    "无 好坏 高中低 每人 且 × ± # * “ ” 对76家 全覆盖 x"
).split(" ")

texts = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=7).map("".join),
    st.text(alphabet="0123456789.,，．≥≤=<>＝%％万亿元个年月日号底前内至-~()（） \n十百千零一二三点半", max_size=18),
)


def essence(target: Target) -> tuple[object, ...]:
    return (
        target.kind,
        target.operator,
        target.value,
        target.upper,
        target.lower_closed,
        target.upper_closed,
        target.year,
        target.month,
        target.day,
        target.is_approximate,
        target.is_scale,
        target.normal,
    )


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(texts)
@example("_x000D_≥\x0095%")
@example("\ud800≥5")
def test_any_text_is_read_without_an_error_and_kept_as_printed(printed: str) -> None:
    target = read_target(printed)
    assert printed == target.printed
    assert (target.kind is Kind.UNREADABLE) == bool(target.reason)
    assert explain(target)
    assert set(to_json(target)) >= {"kind", "operator", "value", "unit", "normal", "reason"}
    assert read_actual(printed) == target


@settings(max_examples=2500, deadline=None, derandomize=True)
@given(texts)
@example("24月")
@example("20000101(含)(含)")
@example("20000101(不含)")
@example("020261231")
@example("十二≥≥近≥近十二")
@example("0余余")
@example("每人500元以上")
@example("2024年6月—12月")
@example("5%≤x<10%")
@example("“≥95%”")
def test_the_normal_form_reads_as_the_text_does(printed: str) -> None:
    target = read_target(printed)
    assert essence(target) == essence(read_target(target.normal))


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(
    texts,
    st.sampled_from(
        [
            "",
            "个",
            "%",
            "万元",
            "元",
            "人次",
            "月",
            "年",
            "天",
            "好坏",
            "/",
            "（%）",
            "元/人",
            "效果明显得15分,否则不得分。",
        ]
    ),
    st.sampled_from(["", "≥", "≤", "=", "＝", "＞", "定性", "定量", "大于等于", "预期"]),
)
def test_columns_never_break_a_reading_and_never_go_unheard(printed: str, unit: str, target_type: str) -> None:
    target = read_target(printed, unit=unit, target_type=target_type)
    alone = read_target(printed)
    assert printed == target.printed
    assert alone.operator in (None, target.operator) or target.kind is not alone.kind
    if target_type in ("≥", "≤", "=") and target.is_quantitative and target.operator != target_type:
        assert target.conflicts
    if unit in ("%", "万元", "人次") and target.is_quantitative and target.unit != unit:
        assert (
            target.conflicts
            or target.normal_unit.endswith(unit)
            or target.unit.startswith(unit)
            or unit in target.normal_unit
        )


OPERATORS = {
    Operator.GE: ["≥", "≧", ">=", "＞＝", "=>", "不低于", "不少于", "大于等于", "至少", "≥ "],
    Operator.LE: ["≤", "≦", "<=", "＜=", "不高于", "不超过", "小于或等于", "≤\u3000"],
    Operator.EQ: ["=", "＝", "==", "═"],
    Operator.GT: [">", "＞", "﹥", "大于", "高于"],
    Operator.LT: ["<", "＜", "﹤", "小于", "低于"],
    None: [""],
}
UNITS = [
    "个",
    "次",
    "人次",
    "份",
    "%",
    "‰",
    "元",
    "万元",
    "亿元",
    "个月",
    "天",
    "工作日",
    "平方米",
    "km",
    "元/人·月",
    "万人次",
    "分",
]


@settings(max_examples=800, deadline=None, derandomize=True)
@given(
    st.sampled_from([(operator, written) for operator, ways in OPERATORS.items() for written in ways]),
    st.decimals(min_value=0, max_value=10**9, places=2) | st.integers(0, 10**9).map(Decimal),
    st.sampled_from(UNITS),
    st.booleans(),
    st.booleans(),
)
def test_an_operator_a_number_and_a_unit_read_back_exactly(
    operator: tuple[Operator | None, str], number: Decimal, unit: str, grouped: bool, wide: bool
) -> None:
    digits = format(number, ",f" if grouped else "f")
    if wide:
        digits = "".join(chr(ord(char) + 0xFEE0) for char in digits)
    target = read_target(f"{operator[1]}{digits}{unit}")
    assert (operator[0], number, unit) == (target.operator, target.value, target.unit)
    assert f"{operator[0] or ''}{number:f}{unit}" == target.normal


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_reads_the_same_in_every_way_of_writing_it(day: date) -> None:
    ways = [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month:02} 月 {day.day:02} 号",
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}前",
        f"{day:%Y%m%d}",
        f"{day.isoformat()} 00:00:00",
    ]
    assert {(Kind.DATE, day, day)} == {(read.kind, read.value, read.deadline) for read in map(read_target, ways)}


@pytest.mark.parametrize(
    "char",
    [
        "9",
        "≥",
        "(",
        '"',
        "中",
        " ",
        "，",
        "=<",
        "_x000D_",
        "1,",
        "百",
        "5至",
        "(1",
        "≥1",
        "年",
        "2024年",
        "第",
        "\u200b",
        "约",
    ],
)
def test_a_cell_full_of_one_thing_is_read_without_harm(char: str) -> None:
    printed = char * (32767 // len(char))
    target = read_target(printed)
    assert printed == target.printed
    assert target.kind in (Kind.UNREADABLE, Kind.SENTENCE, Kind.BLANK)
    for short in (char * 10, char * 44, char * 88):
        assert read_target(short).printed == short


@pytest.mark.parametrize("operator", ["", "≥", "≤", "=", ">", "<"])
@pytest.mark.parametrize("digits", ["0", "1", "0.50", "12", "2024", "202412", "20241231", "999999999999"])
def test_the_short_way_reads_what_the_long_way_reads(operator: str, digits: str) -> None:
    for unit in (
        "人",
        "万人次",
        "元",
        "亿元",
        "%",
        "‰",
        "年",
        "月",
        "个月",
        "日",
        "号",
        "季度",
        "万",
        "百万",
        "百分点",
        "两",
        "个村",
    ):
        printed = f"{operator}{digits}{unit}"
        # A blank asks for the long way.
        assert read_target(f" {printed}") == replace(read_target(printed), printed=f" {printed}")
