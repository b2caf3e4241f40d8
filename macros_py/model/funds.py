"""资金情况 of a project: exact amounts with the money unit they are printed in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class MoneyUnit(StrEnum):
    """The unit in which a form prints its amounts (单位：元 / 万元)."""

    YUAN = "元"
    WAN_YUAN = "万元"

    @property
    def yuan(self) -> Decimal:
        """How many yuan one of this unit is."""
        return Decimal(10000) if self is MoneyUnit.WAN_YUAN else Decimal(1)


@dataclass(frozen=True, slots=True)
class Funds:
    """The amounts of a project's 资金情况, each in ``unit``; None where the form leaves the cell blank.

    ``project_total`` is the 项目资金 that the 2026 form prints beside 年度资金总额 (``total``).
    ``superior_grant`` and ``local`` are parts of ``fiscal`` in the 2025 form.
    Source: 附表7 of 2023 and 2024, 批复表 of 2025, 目标表 of 2026.
    """

    unit: MoneyUnit = MoneyUnit.WAN_YUAN
    project_total: Decimal | None = None
    total: Decimal | None = None
    fiscal: Decimal | None = None
    non_fiscal: Decimal | None = None
    superior_grant: Decimal | None = None
    local: Decimal | None = None
    carryover: Decimal | None = None
    other: Decimal | None = None

    def in_yuan(self, amount: Decimal) -> Decimal:
        """Return ``amount`` (in this form's unit) in yuan."""
        return amount * self.unit.yuan


@dataclass(frozen=True, slots=True)
class FundsLine:
    """One line of a self-evaluation's funds table: amounts in the form's money unit, ``rate`` a fraction; None where blank or "—".

    ``annual`` is 全年预算数(A), ``executed`` 全年执行数(B). Only the line of 年度资金总额 has weight, rate and score.
    """

    initial: Decimal | None = None
    annual: Decimal | None = None
    executed: Decimal | None = None
    weight: Decimal | None = None
    rate: Decimal | None = None
    score: Decimal | None = None
