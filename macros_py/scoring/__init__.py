"""Scoring rules: each evaluates in Python, compiles to a native Excel formula, and says what it does."""

from macros_py.scoring.bands import Band, BandRule
from macros_py.scoring.cells import PENDING, Actual, DateCell, NumberCell, PercentCell
from macros_py.scoring.execution import ExecutionRule
from macros_py.scoring.explanation import explain_standard, explanation_text
from macros_py.scoring.grades import ChecklistRule, GradeRange, GradeRangeRule, GradeRule
from macros_py.scoring.row_rules import RowRule, Source, rule_for
from macros_py.scoring.rules import MetRule, RatioRule, Rule, RuleKind
from macros_py.scoring.shares import ShareRule, named_grade
from macros_py.scoring.standard import Doubt, Remark, StandardReading, read_standard
from macros_py.scoring.steps import DeductionRule, Direction

__all__ = [
    "PENDING",
    "Actual",
    "Band",
    "BandRule",
    "ChecklistRule",
    "DateCell",
    "DeductionRule",
    "Direction",
    "Doubt",
    "ExecutionRule",
    "GradeRange",
    "GradeRangeRule",
    "GradeRule",
    "MetRule",
    "NumberCell",
    "PercentCell",
    "RatioRule",
    "Remark",
    "RowRule",
    "Rule",
    "RuleKind",
    "ShareRule",
    "Source",
    "StandardReading",
    "explain_standard",
    "explanation_text",
    "named_grade",
    "read_standard",
    "rule_for",
]
