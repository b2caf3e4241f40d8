"""Multiplications and additions that a text writes out, 209人×3600元=75.24万元, worked out again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.form_texts import Texts, goal_of, texts_of
from macros_py.checks.readings import subject
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.scoring.literals import literal

_NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_TERM = rf"{_NUMBER}(?:[万亿]?[\u4e00-\u9fff㎡%％‰/／·]{{0,8}}?)"
_SIGNS = {"×": "[×xX*＊✕]", "+": "[+＋]"}
_EQUATION = re.compile(
    "|".join(
        rf"(?<![0-9],)(?<![0-9.%％)）×xX*＊✕+＋\-－—÷/／=＝])(?P<{name}>{_TERM}(?:{sign}{_TERM}){{1,6}})[=＝](?P<{name}_sum>{_NUMBER})(?P<{name}_unit>[万亿]?[\u4e00-\u9fff㎡%％‰]{{0,3}})(?![0-9×xX*＊✕+＋\-－÷/／=＝.])"
        for name, sign in (("product", _SIGNS["×"]), ("sum", _SIGNS["+"]))
    )
)
_PARTS = re.compile(rf"({_NUMBER})([万亿])?([^0-9×xX*＊✕+＋]*)")
_SCALES = {"万": Decimal(10**4), "亿": Decimal(10**8)}
_SHARES = {"%": Decimal("0.01"), "％": Decimal("0.01"), "‰": Decimal("0.001")}
# What a text only gives as an example, or rounds.
_LOOSE = re.compile("约|左右|余|近|≈|若|如|示例|例如")


# Begin with the sign, to which the engine skips.
_RESULTS = (re.compile(r"=\s*[0-9]"), re.compile(r"＝\s*[0-9]"))


@subject(texts_of)
def equations(texts: Texts) -> bool:
    """Tell whether a text of a form writes out a multiplication or an addition."""
    together = texts.together
    some = any([sign.search(together) is not None for sign in _RESULTS])  # noqa: C419 - a generator takes twice as long
    return some and _EQUATION.search("".join(together.split(" "))) is not None


@dataclass(frozen=True, slots=True)
class Equation:
    """An equation as written: what its left side comes to and what its right side says, in the unit of the right."""

    text: str
    made: Decimal
    said: Decimal
    unit: str

    @property
    def holds(self) -> bool:
        """Whether both sides are the same but for the rounding of the right one."""
        places = max(-int(self.said.as_tuple().exponent), 0)
        return abs(self.made - self.said) <= Decimal("0.5").scaleb(-places)

    def shown(self, side: Decimal) -> str:
        """Return one side as people write it, with the unit."""
        return f"{literal(side.quantize(Decimal('0.0001')).normalize())}{self.unit}"


def written_out(text: str) -> Iterator[Equation]:
    """Yield the equations of a text whose units can be compared."""
    text = "".join(text.split())
    for found in _EQUATION.finditer(text):
        name = "product" if found["product"] else "sum"
        terms = [(_value(part), part[3]) for part in _PARTS.finditer(found[name])]
        unit = found[f"{name}_unit"]
        made = Decimal(1) if name == "product" else Decimal(0)
        for value, _ in terms:
            made = made * value if name == "product" else made + value
        said = Decimal(found[f"{name}_sum"].replace(",", ""))
        scale = _SCALES.get(unit[:1], Decimal(1)) * _SHARES.get(unit[-1:], Decimal(1))
        units = [said_of for _, said_of in terms if said_of]
        if not _comparable(name, units, unit):
            continue
        yield Equation(found[0], made / scale, said, unit)


def _value(part: re.Match[str]) -> Decimal:
    value = Decimal(part[1].replace(",", "")) * _SCALES.get(part[2] or "", Decimal(1))
    return value * _SHARES.get(part[3][-1:], Decimal(1))


def _comparable(name: str, units: list[str], unit: str) -> bool:
    """Tell whether the unit of the result is one of the terms' own: 3米×4米=12平方米 and 5×2.6=13万元 are left alone."""
    bare = unit.lstrip("万亿")
    if name == "sum":
        return all(one.startswith(bare[:1]) for one in units) if bare else not units
    return any("元" in one for one in units) if "元" in unit else not bare or any(one.startswith(bare) for one in units)


_FIELDS = ("explanation", "note", "standard", "reason")


class EquationAgainstItself(Check):
    """写出来的算式不等.

    检查什么: 年度总体目标、指标解释、说明等文字里写出来的乘法、加法算式（209人×3600元=75.24万元），两边是否相等；四舍五入的不算，写“约”的、单位对不上的不查。
    为什么: 算式不等，必有一个数写错。
    反例: 指标解释“6人×5.4万元=34.2万元”。
    正例: 指标解释“6人×5.4万元=32.4万元”。
    依据: 算术。
    """

    code = "M523"
    about = equations
    title = "写出来的算式不等"
    severity = Severity.ERROR
    message = "“{value}”：左边算出来是 {made}，右边写的是 {said}。"
    hint = "请核对算式里的各个数，改正写错的一个。"
    hides = frozenset({"M520", "M521", "M525:=", "W615:="})

    def rows(self, owner: Owner) -> Iterator[Finding]:
        yield from self._of(owner, owner, *goal_of(owner))
        for indicator in owner.indicators:
            for field in _FIELDS:
                text: str = getattr(indicator, field)
                if "=" in text or "＝" in text:
                    yield from self._of(owner, indicator, field, text)

    def _of(
        self, owner: Owner, record: Project | DepartmentEvaluation | Indicator, field: str, text: str
    ) -> Iterator[Finding]:
        if not ("=" in text or "＝" in text) or _LOOSE.search(text) is not None:
            return
        for one in written_out(text):
            if not one.holds:
                yield self.finding(owner, record, field, one.text, made=one.shown(one.made), said=one.shown(one.said))
                return


CHECKS = (EquationAgainstItself,)
