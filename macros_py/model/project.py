"""A project of the master list with its indicators, and what was done of it at year end."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from macros_py.model.funds import Funds, FundsLine


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of 绩效指标, every text exactly as the clerk wrote it; "" where the cell is blank.

    ``target_type`` is 指标值类型 (≥ ≤ = 定性) and ``unit`` is 度量单位, columns of their own in the 2026 form.
    ``note`` is 说明 (附表7) or 备注 (2026). ``stray_left`` and ``stray_right`` hold text that a form prints outside
    its columns, left of 一级指标 or right of 备注 (rows shifted by one in the 2026 forms).
    ``accepted`` is 已核, the findings a clerk has looked at and left (code and reason); ``row`` is the worksheet row it
    was read from (0: none). ``pending`` says that 计算 left the score open (待核). None of them takes part in equality.
    ``share`` is 评定比例, the part of the weight (0 to 1) that the office gives to a qualitative indicator.
    """

    project_id: str
    level1: str = ""
    level2: str = ""
    level3: str = ""
    target: str = ""
    target_type: str = ""
    unit: str = ""
    explanation: str = ""
    standard: str = ""
    weight: Decimal | None = None
    actual: str = ""
    score: Decimal | None = None
    reason: str = ""
    note: str = ""
    stray_left: str = ""
    stray_right: str = ""
    share: Decimal | None = None
    pending: bool = field(default=False, compare=False)
    accepted: str = field(default="", compare=False)
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a form prints above and below its table, where it differs from what the other fields give.

    ``year_line`` is the line under the title ("(2026年)年度"), ``goal_label`` the label of the goal
    (年度总体目标, 年度履职目标), ``unit_label`` the label of the unit; ``unit_line`` and ``project_line`` are the two
    lines the 2026 form prints above its table. The rest are its review and signature lines.
    """

    title: str = ""
    year_line: str = ""
    unit_line: str = ""
    project_line: str = ""
    unit_label: str = ""
    goal_label: str = ""
    division_review: str = ""
    performance_review: str = ""
    filled_by: str = ""
    phone: str = ""
    fill_date: str = ""
    signed_by: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a project spent and did: amounts in the project's money unit, None where not filled in.

    ``annual_budget`` is 全年预算数(A), ``executed`` 全年执行数(B); ``fiscal``, ``carryover`` and ``other`` are the lines
    其中：当年财政拨款, 上年结转资金 and 其他资金 (amounts only). Source: 财预〔2020〕10号, annex.
    ``rate``, ``execution_score``, ``indicator_score``, ``total_score`` and ``grade`` are what the sheet shows of them,
    None or "" where it shows nothing or 待核; they take no part in equality.
    """

    initial_budget: Decimal | None = None
    annual_budget: Decimal | None = None
    executed: Decimal | None = None
    goal_actual: str = ""
    fiscal: FundsLine = FundsLine()
    carryover: FundsLine = FundsLine()
    other: FundsLine = FundsLine()
    rate: Decimal | None = field(default=None, compare=False)
    execution_score: Decimal | None = field(default=None, compare=False)
    indicator_score: Decimal | None = field(default=None, compare=False)
    total_score: Decimal | None = field(default=None, compare=False)
    grade: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Project:
    """One row of 项目清单 with its indicators in printed order.

    ``name`` is 二级项目名称 in 附表7 and 项目名称 in the later forms. ``form_kind`` is the 表样; "" asks for the
    default of config.yaml. ``year`` is None where the cell is blank.
    ``accepted`` is 已核, the findings a clerk has looked at and left (code and reason); ``row`` is the worksheet row it
    was read from (0: none). Neither takes part in equality.
    """

    project_id: str
    form_kind: str = ""
    year: int | None = None
    level1_project: str = ""
    name: str = ""
    department: str = ""
    department_code: str = ""
    implementing_unit: str = ""
    funds: Funds = Funds()
    goal: str = ""
    evaluation: Evaluation = Evaluation()
    heading: Heading = Heading()
    indicators: tuple[Indicator, ...] = ()
    accepted: str = field(default="", compare=False)
    row: int = field(default=0, compare=False)
