"""Which text is a unit, and what it stands for."""

from decimal import Decimal

import pytest

from macros_py.targets.units import (
    base,
    is_known,
    is_percent,
    is_period,
    is_quotient,
    is_unit,
    money_scale,
    normal_unit,
)


@pytest.mark.parametrize(
    "unit",
    "份 人·月 元/人·月 元/㎡ 次/月 万平方米 km MB 个 人次 万人次 个行政村 名专家 场次 台(套) 台/套 m2 m³ mg/m³ 元每人每月 亿立方米 个百分点 % ‰ 百万元 次/人·年 吨/年 千瓦时 户次 课时 Mbps 元/亩 μg/m³ 万吨标准煤 岁 倍 元/生·年 元/生·天 名/网格".split(),
)
def test_units_of_the_forms_are_units(unit: str) -> None:
    assert is_unit(unit)


@pytest.mark.parametrize(
    "text",
    [
        "完成",
        "个以上完成验收",
        "效果明显得15分,效果一般8分,否则不得分。",
        "次并按时完成任务",
        "/个",
        "·",
        "个月内完成",
        "一二三四五六七八九",
        "。",
        "的",
        "月/一月",
        "%/网格",
    ],
)
def test_other_words_are_no_units(text: str) -> None:
    assert not is_unit(text)


def test_an_operator_allows_short_words_that_no_table_has() -> None:
    assert (False, True, False) == (is_unit("羊肚菌", False), is_unit("羊肚菌", True), is_unit("按时完成", True))


@pytest.mark.parametrize(
    ("unit", "scale"),
    [
        ("元", 1),
        ("万元", 10**4),
        ("亿元", 10**8),
        ("千元", 1000),
        ("百万元", 10**6),
        ("元整", 1),
        ("角", "0.1"),
        ("美元", None),
        ("元/人", None),
        ("分", None),
        ("万", None),
        ("万人", None),
        ("单元", None),
    ],
)
def test_money_units_know_their_yuan(unit: str, scale: int | str | None) -> None:
    assert (None if scale is None else Decimal(scale)) == money_scale(unit)


@pytest.mark.parametrize(
    ("unit", "normal"),
    [
        ("㎡", "平方米"),
        ("百分比", "%"),
        ("万㎡", "万平方米"),
        ("人/次", "人/次"),
        ("日", "天"),
        ("月", "个月"),
        ("元整", "元"),
        ("头", "头"),
        ("km", "公里"),
        ("千米", "公里"),
    ],
)
def test_a_unit_has_a_usual_name_where_its_meaning_is_certain(unit: str, normal: str) -> None:
    assert normal == normal_unit(unit)


@pytest.mark.parametrize(
    ("unit", "factor", "name"),
    [
        ("万元", 10000, "元"),
        ("%", "0.01", "比率"),
        ("年", 12, "个月"),
        ("小时", 3600, "秒"),
        ("万人次", 10000, "人次"),
        ("千克", 1, "公斤"),
        ("千米", 1000, "米"),
        ("公顷", 15, "亩"),
        ("万平方米", 15, "亩"),
        ("吨", 1000, "公斤"),
        ("工作日", 1, "工作日"),
        ("万", 10000, ""),
    ],
)
def test_units_come_down_to_a_base(unit: str, factor: int | str, name: str) -> None:
    assert (Decimal(factor), name) == base(unit)


def test_units_fall_into_sorts() -> None:
    assert (True, True, False, True, False, True, False, True, False) == (
        is_percent("%"),
        is_percent("个百分点"),
        is_percent("‰"),
        is_period("个工作日"),
        is_period("次"),
        is_quotient("次/月"),
        is_quotient("台/套"),
        is_known("万人次"),
        is_known("羊肚菌"),
    )
