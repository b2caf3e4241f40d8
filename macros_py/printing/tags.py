"""The tags in a template's cells: jinja2 expressions with Chinese names, checked before anything is printed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from jinja2 import TemplateSyntaxError, meta, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

MERGE = "合并"
LINK = "链接"

_MOST_CHARACTERS = 1_000_000
_MOST_POWER = 64
_OPERATORS = frozenset("≥≤=＝><＞＜≧≦")
_TAG = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|｛｛|｝｝|｛%|%｝")
_WIDE_BRACES = re.compile(r"[｛｝]")
_QUOTED_TAG = re.compile(r"\{[{%#].*?(?:[}%#]\}|$)", re.DOTALL)
_NOT_IN_A_CELL = {
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from",
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
}


def _decimal(value: object) -> Decimal | None:
    """Return a number, or a text that is one ("1,234.50"), exactly; None for everything else."""
    if isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value).replace(",", "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def money(value: object) -> object:
    """Return an amount with two decimals, 四舍五入; what is no number stays as it is."""
    number = _decimal(value)
    return value if number is None else f"{number.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"


def thousands(value: object) -> object:
    """Return a number with a comma after every third digit, its decimals unchanged."""
    number = _decimal(value)
    return value if number is None else f"{number:,f}"


def percent(value: object, places: int = 2) -> object:
    """Return a ratio as a percentage (0.9876 → 98.76%), 四舍五入 to ``places`` decimals."""
    number = _decimal(value)
    if number is None:
        return value
    return f"{(number * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}%"


def whole_target(value: object, operator: object = "", unit: object = "") -> str:
    """Return a 指标值 with the operator and the unit that stand in columns of their own (95, ≥, % → ≥95%).

    What the text already holds is not added again; 定性 is no operator.
    """
    if not operator and not unit:
        return str(shown(value))
    text, sign, measure = str(shown(value)), str(shown(operator)).strip(), str(shown(unit)).strip()
    if not text:
        return ""
    head = "" if sign == "定性" or text.lstrip()[:1] in _OPERATORS else sign
    return f"{head}{text}{measure if text.rstrip()[-1:].isdigit() else ''}"


def shown(value: object) -> object:
    """Return what a value looks like inside a text: nothing for None, no exponent, 是/否 for a truth."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value:f}" if isinstance(value, Decimal) else value


# What reaches attributes by name, differs from run to run, makes markup, or makes a huge text of a small one.
_WITHOUT_FILTERS = ("pprint", "attr", "map", "random", "xmlattr", "urlize", "center", "indent", "format", "wordwrap")
_HUGE = frozenset({"ljust", "rjust", "center", "zfill", "expandtabs", "format", "format_map", "replace", "join"})


class TagEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox in which tags are evaluated: no globals, no loader, and no sums that take all memory."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self) -> None:
        """Take jinja's own filters and tests and add ours."""
        super().__init__(finalize=shown, keep_trailing_newline=True)
        self.globals.clear()
        for name in _WITHOUT_FILTERS:
            self.filters.pop(name, None)
        self.filters.update({"金额": money, "千分位": thousands, "百分比": percent, "完整": whole_target})
        self.filters.update({MERGE: lambda value: value, LINK: lambda value: value})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuse besides the methods that make a huge text of a small one."""
        return attr not in _HUGE and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse a product or power whose result would be huge."""
        sizes = [
            len(side) * other
            for side, other in ((left, right), (right, left))
            if isinstance(side, (str, list, tuple)) and isinstance(other, int)
        ]
        if any(size > _MOST_CHARACTERS for size in sizes):
            raise SecurityError("结果太长")
        if operator == "%" and isinstance(left, str):
            raise SecurityError("不能这样排文字")
        if operator == "**" and abs(right) > _MOST_POWER:
            raise SecurityError("结果太大")
        return super().call_binop(context, operator, left, right)


@dataclass(frozen=True, slots=True)
class CellTag:
    """The parsed content of one cell.

    ``expression`` is set when the cell is exactly one ``{{ expression }}``; otherwise ``body`` renders to a text.
    """

    expression: nodes.Expr | None
    body: tuple[nodes.Node, ...]
    merges: bool
    links: bool
    names: frozenset[str]


def has_tag(text: str) -> bool:
    """Return whether a cell's text holds a tag, or something that was meant to be one."""
    return _TAG.search(text) is not None


def parse_tag(environment: TagEnvironment, text: str, known: Collection[str]) -> tuple[CellTag | None, list[str]]:
    """Return the tag in a cell's text and what is wrong with it, each a Chinese half sentence."""
    if _WIDE_BRACES.search(text) and ("｛｛" in text or "｝｝" in text or "｛%" in text or "%｝" in text):
        return None, [f"标签“{_shown_tag(text)}”用了中文的大括号，请改成英文的 {{{{ 和 }}}}"]
    try:
        tree = environment.parse(text)
    except TemplateSyntaxError as problem:
        return None, [f"标签“{_shown_tag(text)}”写法不对（{_reason(problem)}）"]
    if not _QUOTED_TAG.search(text):
        return None, [f"标签“{_shown_tag(text)}”缺少开头的 {{{{"]
    calls = _unknown_calls(environment, tree, text)
    try:
        names = _loaded_names(tree) if calls else frozenset(meta.find_undeclared_variables(tree))
    except TemplateSyntaxError as problem:
        return None, [f"标签“{_shown_tag(text)}”写法不对（{_reason(problem)}）"]
    problems = [
        f"标签“{_shown_tag(text, name)}”里的“{name}”不认识{_suggestion(name, known)}"
        for name in sorted(names - set(known))
    ]
    problems += calls
    expression, merges, links = _single_expression(tree)
    for found in (expression or tree).find_all(nodes.Filter):
        if found.name in (MERGE, LINK):
            problems.append(f"标签“{_shown_tag(text)}”里的“{found.name}”要写在最后，并且单元格里不能有别的文字")
    if isinstance(expression, nodes.Filter) and expression.name in (MERGE, LINK):
        problems.append(f"标签“{_shown_tag(text)}”里的“{expression.name}”写了两次")
    return CellTag(expression, tuple(tree.body), merges, links, names), problems


def _loaded_names(tree: nodes.Template) -> frozenset[str]:
    """Return the names a text uses and does not set; jinja's own search stops at an unknown filter."""
    found = list(tree.find_all(nodes.Name))
    return frozenset(name.name for name in found if name.ctx == "load") - {
        name.name for name in found if name.ctx != "load"
    }


def _single_expression(tree: nodes.Template) -> tuple[nodes.Expr | None, bool, bool]:
    """Return the expression of a cell that is exactly one, without the filters that speak of the cell itself."""
    if len(tree.body) != 1 or not isinstance(tree.body[0], nodes.Output) or len(tree.body[0].nodes) != 1:
        return None, False, False
    expression: nodes.Expr | None = tree.body[0].nodes[0]
    if isinstance(expression, nodes.TemplateData):
        return None, False, False
    flags = set()
    while isinstance(expression, nodes.Filter) and expression.name in (MERGE, LINK) and expression.name not in flags:
        flags.add(expression.name)
        expression = expression.node
    return expression, MERGE in flags, LINK in flags


def _unknown_calls(environment: TagEnvironment, tree: nodes.Template, text: str) -> list[str]:
    problems = []
    kinds: tuple[tuple[type[nodes.Filter | nodes.Test], frozenset[str], str], ...] = (
        (nodes.Filter, frozenset(environment.filters), "处理方式"),
        (nodes.Test, frozenset(environment.tests), "判断"),
    )
    for kind, known, word in kinds:
        for found in tree.find_all(kind):
            if found.name not in known:
                problems.append(
                    f"标签“{_shown_tag(text, found.name)}”里的{word}“{found.name}”不认识{_suggestion(found.name, known)}"
                )
    for forbidden, word in _NOT_IN_A_CELL.items():
        if tree.find(forbidden) is not None:
            problems.append(f"标签“{_shown_tag(text)}”里不能用 {word}")
    return problems


def _suggestion(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    return f"，是不是“{near[0]}”？" if near else ""


def _reason(problem: TemplateSyntaxError) -> str:
    message = problem.message or ""
    if "unexpected char" in message:
        character = message.partition("unexpected char ")[2].partition(" at ")[0].strip("'")
        return f"有不该出现的“{character}”，符号要用英文的"
    if "Unexpected end of template" in message or "unexpected end of" in message or "unclosed" in message:
        return "没有写完，缺少结尾"
    return f"模板引擎说：{message}"


def _shown_tag(text: str, name: str = "") -> str:
    """Return the tag that a sentence quotes: the one that holds ``name``, else the first, else the cell's text."""
    tags = _QUOTED_TAG.findall(text)
    tag: str = next((found for found in tags if name and name in found), tags[0] if tags else text)
    return tag if len(tag) <= 60 else f"{tag[:59]}…"
