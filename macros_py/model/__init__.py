"""What the forms speak of: projects, departments, their funds, indicators and evaluation. Frozen, exact, no I/O."""

from macros_py.model.department import DepartmentEvaluation
from macros_py.model.funds import Funds, FundsLine, MoneyUnit
from macros_py.model.project import Evaluation, Heading, Indicator, Project

__all__ = [
    "DepartmentEvaluation",
    "Evaluation",
    "Funds",
    "FundsLine",
    "Heading",
    "Indicator",
    "MoneyUnit",
    "Project",
]
