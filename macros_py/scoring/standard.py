"""Reads a 评(扣)分标准 into a rule, or says exactly what it did not understand; it never guesses a number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from macros_py.scoring.assembly import rule_of
from macros_py.scoring.bands import BandRule, Stretch
from macros_py.scoring.cells import NumberCell
from macros_py.scoring.clauses import AgainstTarget, BeyondTarget, Clause, NoFullMark, NotUnderstood
from macros_py.scoring.literals import literal
from macros_py.scoring.phrases import OWN
from macros_py.scoring.proportion import WHOLE_THINGS
from macros_py.scoring.rules import Rule
from macros_py.scoring.sentence import Sentence
from macros_py.scoring.units import marked, own_unit, unmarked
from macros_py.scoring.wording import clauses, fold
from macros_py.targets import Target, read_target


class Doubt(StrEnum):
    """What a reading leaves to be checked by a person."""

    OVERLAP = "overlap"
    """Two bands claim the same value with different points; the score there is 待核."""
    GAP = "gap"
    """Values that no band claims; the score there is 待核."""
    FULL_MARK = "full_mark"
    """The full mark of the sentence is not the 分值 of the row; which one holds is not decided here."""
    TARGET = "target"
    """The limit for the full mark is not the target; which one holds is not decided here."""
    BEYOND_TARGET = "beyond_target"
    """The full mark is for the best that can be (none at all, all of it), and reaching the target earns less."""
    NO_FULL_MARK = "no_full_mark"
    """Neither the sentence nor the row says how many points there are."""
    PERCENT_STEP = "percent_step"
    """“每低1%” of a target in percent was read as one percentage point."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A doubt with its Chinese sentence."""

    doubt: Doubt
    sentence: str


@dataclass(frozen=True, slots=True)
class StandardReading:
    """What a sentence was read as. ``rule`` is None where it was not understood, and ``reason`` then says why.

    ``full`` is the full mark of the sentence, or of the row where the sentence leaves it open.
    ``truncated`` tells that the end of the sentence is missing.
    """

    rule: Rule | None
    full: Decimal | None
    reason: str
    findings: tuple[Remark, ...] = ()
    truncated: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether the rule may be used for a score: there is one, and neither full mark nor target says otherwise."""
        return self.rule is not None and not self.contradiction

    @property
    def contradiction(self) -> str:
        """How the sentence contradicts the row's 分值 or 指标值; "" where it does not."""
        contradictions = (Doubt.FULL_MARK, Doubt.TARGET, Doubt.BEYOND_TARGET)
        return next((remark.sentence for remark in self.findings if remark.doubt in contradictions), "")


def read_standard(
    text: str,
    target: str | Target = "",
    weight: Decimal | None = None,
    *,
    unit: str = "",
    target_type: str = "",
    begun: bool = False,
    year: int | None = None,
) -> StandardReading:
    """Read a scoring sentence with the target and weight of its row; never raises.

    ``target`` is the printed text (with ``unit`` 度量单位 and ``target_type`` 指标值类型) or a read Target.
    ``begun`` is what counts where the sentence does not say: False counts completed steps (10 days late for 每推迟10天),
    True every step that is begun. ``year`` is the 年度 of the project, for a deadline that neither states a year.
    """
    read = target if isinstance(target, Target) else read_target(target, unit=unit, target_type=target_type)
    if not text.strip():
        return StandardReading(None, weight, "没有写评分标准")
    if weight is not None and weight <= 0:
        return StandardReading(None, None, f"分值是 {literal(weight)}，要大于零才能计分")
    try:
        sentence = Sentence(_clauses(text, own_unit(read.unit)), read, weight, begun, year)
        rule = rule_of(sentence)
    except NotUnderstood as problem:
        doubt = next((doubt for kind, doubt in _DOUBTS.items() if isinstance(problem, kind)), None)
        against = (Remark(doubt, problem.reason),) if doubt is not None else ()
        return StandardReading(None, None, problem.reason.replace(OWN, own_unit(read.unit)), against, problem.truncated)
    findings = [Remark(Doubt(name), said) for name, said in sentence.remarks]
    if isinstance(rule, BandRule):
        findings += _band_findings(rule)
    if weight is not None and rule.full != weight:
        findings.append(
            Remark(
                Doubt.FULL_MARK, f"句子里的满分是 {literal(rule.full)} 分，分值栏是 {literal(weight)} 分，请先改成一致"
            )
        )
    return StandardReading(rule, rule.full, "", tuple(findings))


# The narrower kind first.
_DOUBTS = {BeyondTarget: Doubt.BEYOND_TARGET, AgainstTarget: Doubt.TARGET, NoFullMark: Doubt.NO_FULL_MARK}


@lru_cache(maxsize=4096)
def _clauses(text: str, own: str) -> tuple[Clause, ...]:
    # The same sentence stands beside many targets.
    if not own:
        return clauses(fold(text))
    return tuple(unmarked(clause, own) for clause in clauses(marked(fold(text), own)))


def _lies_between_counts(rule: BandRule, stretch: Stretch) -> bool:
    """Return whether a gap holds no whole number of things that come as wholes only: between 25家 and 26家 there is none."""
    if not isinstance(rule.cell, NumberCell) or rule.cell.unit not in WHOLE_THINGS or rule.base is not None:
        return False
    if stretch.start is None or stretch.end is None:
        return False
    (low, after), (high, past) = stretch.start, stretch.end
    return after == 1 and past == 0 and high == low + 1 and low == int(low)


def _band_findings(rule: BandRule) -> list[Remark]:
    """Return where bands overlap with different points or leave a gap; below zero and past 100% there is nothing to claim."""
    findings = []
    stretches = rule.stretches()
    for place, stretch in enumerate(stretches):
        span = rule.span(stretch.start, stretch.end)
        if len({band.points for band in stretch.bands}) > 1:
            points = "、".join(f"{literal(band.points)}分" for band in stretch.bands)
            findings.append(Remark(Doubt.OVERLAP, f"{span}同时落在{points}几档里，这时得分待核"))
        elif not stretch.bands:
            last = place == len(stretches) - 1
            if _lies_between_counts(rule, stretch):
                continue
            if (place == 0 and stretch.end == (Decimal(0), 0)) or (last and stretch.start == (Decimal(100), 1)):
                continue
            findings.append(Remark(Doubt.GAP, f"{span}没有写得几分，这时得分待核"))
    return findings
