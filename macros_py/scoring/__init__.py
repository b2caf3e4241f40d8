"""Scoring rules: each evaluates in Python, compiles to a native Excel formula, and says what it does."""

from macros_py.scoring.execution import ExecutionRule

__all__ = ["ExecutionRule"]
