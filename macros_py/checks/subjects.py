"""What of a form a check may be about: a form that has nothing of it need not be asked."""

from __future__ import annotations

import re

from macros_py.checks.finding import Owner
from macros_py.checks.form_texts import Texts, goal_of, names_together, texts_of
from macros_py.checks.names import level_columns
from macros_py.checks.readings import Readings, subject
from macros_py.checks.stated_figures import STATES_A_NUMBER
from macros_py.model import DepartmentEvaluation, Evaluation, FundsLine, Heading, Indicator

_NO_HEADING, _NO_LINE = Heading(), FundsLine()


@subject(texts_of)
def dates_in_texts(texts: Texts) -> bool:
    """Tell whether a text of a form may name a day, a month or a year; short targets count for none."""
    together = texts.together
    return "月" in together or "20" in together or "19" in together


# Begin with characters that the engine skips to.
_SPANS = tuple((century, re.compile(f"{century}[0-9]{{2}}[^\n]{{0,20}}[至到—－~～-]")) for century in ("20", "19"))


@subject(texts_of)
def spans_in_texts(texts: Texts) -> bool:
    """Tell whether a text of a form may name a first and a last day, or month."""
    together = texts.together
    return any(century in together and span.search(together) is not None for century, span in _SPANS)


def blank_rows(readings: Readings, owner: Owner) -> list[Indicator]:
    """Return the rows of a form that lack a level, a name or a target."""
    return [
        row
        for row in owner.indicators
        if not (row.level1.strip() and row.level2.strip() and row.level3.strip() and row.target.strip())
    ]


def strange_levels(readings: Readings, owner: Owner) -> frozenset[tuple[str, str]]:
    """Return the pairs of 一级 and 二级 in a form of which one is not known."""
    return readings.names.strangers(readings.once(level_columns, owner))


def noted_rows(readings: Readings, owner: Owner) -> list[Indicator]:
    """Return the rows of a form with a 备注 (说明)."""
    return [row for row in owner.indicators if row.note]


@subject(names_together)
def named_as_levels(names: str) -> bool:
    """Tell whether the name of an indicator may be that of a 一级 or 二级."""
    return "指标" in names


@subject(texts_of)
def money_in_texts(texts: Texts) -> bool:
    """Tell whether a text of a form speaks of money; short targets count for none."""
    return "元" in texts.together


def goal_money(readings: Readings, owner: Owner) -> bool:
    """Tell whether the goal of a form speaks of money."""
    return "元" in goal_of(owner)[1]


def goal_numbers(readings: Readings, owner: Owner) -> bool:
    """Tell whether the goal of a form states a number."""
    return STATES_A_NUMBER.search(goal_of(owner)[1]) is not None


def printed_heading(readings: Readings, owner: Owner) -> bool:
    """Tell whether a form prints lines of its own above or below its table, as that of a department always does."""
    return isinstance(owner, DepartmentEvaluation) or owner.heading != _NO_HEADING


def account(readings: Readings, owner: Owner) -> bool:
    """Tell whether a form says what was budgeted, spent or done in the year, or a total of it."""
    return isinstance(owner, DepartmentEvaluation) or not _is_blank(owner.evaluation)


def _is_blank(done: Evaluation) -> bool:
    amounts = (done.initial_budget, done.annual_budget, done.executed, done.rate)
    scores = (done.execution_score, done.indicator_score, done.total_score)
    if amounts != (None, None, None, None) or scores != (None, None, None) or done.goal_actual or done.grade:
        return False
    return done.fiscal == done.carryover == done.other == _NO_LINE
