from decimal import Decimal

import pytest
from jinja2.exceptions import SecurityError, TemplateError, UndefinedError

from macros_py.printing.tags import TagEnvironment, parse_tag

KNOWN = ("项目名称", "项目编号", "指标值", "财政拨款")


@pytest.mark.parametrize(
    ("tag", "value", "shown"),
    [
        ("{{ 财政拨款 | 金额 }}", Decimal("27.365"), "27.37"),
        ("{{ 财政拨款 | 金额 }}", 5, "5.00"),
        ("{{ 财政拨款 | 金额 }}", "", ""),
        ("{{ 财政拨款 | 金额 }}", "见附件", "见附件"),
        ("{{ 财政拨款 | 千分位 }}", Decimal("338700"), "338,700"),
        ("{{ 财政拨款 | 金额 | 千分位 }}", Decimal("4000000"), "4,000,000.00"),
        ("{{ 财政拨款 | 百分比 }}", Decimal("0.98765"), "98.77%"),
        ("{{ 财政拨款 | 百分比(0) }}", Decimal(1), "100%"),
        ("{{ 财政拨款 | default('无', true) }}", "", "无"),
        ("共{{ 财政拨款 }}万元", Decimal("1E+2"), "共100万元"),
        ("{% if 财政拨款 %}有{% else %}无{% endif %}", None, "无"),
        ("值{{ 财政拨款 }}", None, "值"),
    ],
)
def test_a_filter_shows_a_value_as_a_form_prints_it(tag: str, value: object, shown: str) -> None:
    assert shown == TagEnvironment().from_string(tag).render(财政拨款=value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 项目名 }}", "“项目名”不认识，是不是“项目名称”？"),
        ("{{ 项目名称 | 全额 }}", "“全额”不认识，是不是“金额”？"),
        ("{{ 项目名称 | upper2 }}", "“upper2”不认识"),
        ("{{ 项目名称 is 空 }}", "判断“空”不认识"),
        ("{{ 项目名称", "没有写完"),
        ("项目名称 }}", "缺少开头的 {{"),
        ("｛｛ 项目名称 ｝｝", "中文的大括号"),
        ("{{ 项目名称｜金额 }}", "符号要用英文的"),
        ("{{ 项目名称 | 合并 | upper }}", "“合并”要写在最后"),
        ("共{{ 项目名称 | 合并 }}", "单元格里不能有别的文字"),
        ("{% include 'x' %}", "不能用 include"),
        ("{{ range(9) }}", "“range”不认识"),
    ],
)
def test_a_wrong_tag_is_told_in_chinese(text: str, said: str) -> None:
    _, problems = parse_tag(TagEnvironment(), text, KNOWN)
    assert any(said in problem for problem in problems), problems


def test_one_expression_is_told_from_a_text_with_one() -> None:
    environment = TagEnvironment()
    alone, _ = parse_tag(environment, "{{ 指标值 | 合并 }}", KNOWN)
    mixed, _ = parse_tag(environment, " {{ 指标值 }}", KNOWN)
    assert alone is not None and mixed is not None
    assert (True, True, False) == (alone.expression is not None, alone.merges, alone.links)
    assert (None, False) == (mixed.expression, mixed.merges)


@pytest.mark.parametrize(
    ("target", "operator", "unit", "shown"),
    [
        ("95", "≥", "%", "≥95%"),
        ("≥95%", "≥", "%", "≥95%"),
        ("≥95", "≥", "%", "≥95%"),
        ("95%", "", "%", "95%"),
        ("效果明显", "定性", "", "效果明显"),
        ("2026年12月31日前", "定性", "", "2026年12月31日前"),
        ("", "≥", "%", ""),
        ("=3次", "", "", "=3次"),
        ("３", "=", "次", "=３次"),
    ],
)
def test_a_target_is_made_whole_and_nothing_is_said_twice(target: str, operator: str, unit: str, shown: str) -> None:
    tag = TagEnvironment().from_string("{{ 指标值 | 完整(类型, 单位) }}")
    assert shown == tag.render(指标值=target, 类型=operator, 单位=unit)


@pytest.mark.parametrize(
    "text",
    [
        "{{ 项目名称.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ 项目名称['__class__'] }}",
        "{{ 项目名称 | attr('__class__') }}",
        "{{ 财政拨款.__init__.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ lipsum.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ config }}{{ request.application }}",
        "{{ '{0.__class__}'.format(项目名称) }}",
        "{{ '%s' | format(项目名称) }}",
        "{{ [项目名称] | map(attribute='__class__') | list }}",
        "{{ x.append(1) }}",
        "{% include '/etc/hostname' %}",
        "{% import 'os' as os %}{{ os }}",
        "{% extends 'x' %}",
        "{{ 'x' * 1000000000 }}",
        "{{ 9 ** 99999999 }}",
        "{{ 'x'.ljust(1000000000) }}",
        "{{ 'x' | center(1000000000) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '1' | indent(1000000000, true) }}",
        "{% for i in range(10**9) %}{% endfor %}",
    ],
)
def test_a_template_reaches_no_attribute_and_no_file_and_takes_no_memory(text: str) -> None:
    """Refused on reading, refused on rendering, or without effect: never anything of the machine."""
    _, problems = parse_tag(TagEnvironment(), text, KNOWN)
    if problems:
        return
    try:
        shown = TagEnvironment().from_string(text).render(项目名称="甲", 财政拨款=Decimal(1), x=[])
    except (SecurityError, UndefinedError, TemplateError, TypeError):
        return
    assert len(shown) < 100 and "class" not in shown and "subclass" not in shown
