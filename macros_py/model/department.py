"""部门整体支出绩效自评: what a department spent and did in a year as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from macros_py.model.funds import FundsLine, MoneyUnit
from macros_py.model.project import Indicator


@dataclass(frozen=True, slots=True)
class DepartmentEvaluation:
    """附件1《部门整体支出绩效目标自评表》 of one department and year, scores as printed.

    Its indicators carry ``evaluation_id`` as their ``project_id``; a 一级指标 may be printed with its weight
    ("产出指标(50分)"). ``seal_line`` is the unit behind 单位（盖章）. Source: the 2022 form.
    ``accepted`` is 已核, the findings a clerk has looked at and left (code and reason); ``row`` is the worksheet row it
    was read from (0: none). ``pending`` says that 计算 left the total open (待核). None of them takes part in equality.
    """

    evaluation_id: str
    year: int | None = None
    title: str = ""
    year_line: str = ""
    seal_line: str = ""
    fill_date: str = ""
    department: str = ""
    unit: MoneyUnit = MoneyUnit.WAN_YUAN
    total: FundsLine = FundsLine()
    basic: FundsLine = FundsLine()
    project: FundsLine = FundsLine()
    other: FundsLine = FundsLine()
    goal_expected: str = ""
    goal_actual: str = ""
    indicators: tuple[Indicator, ...] = ()
    total_weight: Decimal | None = None
    total_score: Decimal | None = None
    conclusion: str = ""
    contact: str = ""
    phone: str = ""
    notes: tuple[str, ...] = ()
    pending: bool = field(default=False, compare=False)
    accepted: str = field(default="", compare=False)
    row: int = field(default=0, compare=False)

    @property
    def project_id(self) -> str:
        """The 项目编号 that its indicator rows carry."""
        return self.evaluation_id

    @property
    def name(self) -> str:
        """What it is called in lists: its department."""
        return self.department
