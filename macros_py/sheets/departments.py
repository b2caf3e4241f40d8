"""The rows of 部门整体 as department evaluations of the model, and back."""

from __future__ import annotations

from decimal import Decimal

from macros_py.model import DepartmentEvaluation, FundsLine, Indicator, MoneyUnit
from macros_py.sheets.table import Record, cell_amount, cell_rate, cell_score, cell_year, is_pending

LINES = ("total", "basic", "project", "other")
AMOUNTS = ("initial", "annual", "executed")
SUMMED = {"initial": "initial_budget", "annual": "annual_budget", "executed": "executed"}
"""The amounts of 项目支出 that are summed over the projects of a department, and the field of each in 项目清单."""

TEXTS = (
    "title",
    "year_line",
    "seal_line",
    "fill_date",
    "department",
    "goal_expected",
    "goal_actual",
    "conclusion",
    "contact",
    "phone",
)


def funds_line(record: Record, line: str, **execution: Decimal | None) -> FundsLine:
    """Return the amounts of one line of a funds table, with the weight, rate and score that only the first has."""
    return FundsLine(*(cell_amount(record.raw(f"{line}_{amount}")) for amount in AMOUNTS), **execution)


def funds_line_cells(line: str, amounts: FundsLine) -> dict[str, Decimal | None]:
    """Return the three amounts of a line by field."""
    return {f"{line}_{amount}": getattr(amounts, amount) for amount in AMOUNTS}


def read_department(record: Record, indicators: tuple[Indicator, ...]) -> DepartmentEvaluation:
    """Return one row of 部门整体 with its indicators. ValueError for text where a number belongs."""
    execution = {name: cell_score(record.raw(f"execution_{name}")) for name in ("weight", "score")}
    execution["rate"] = cell_rate(record.raw("execution_rate"))
    return DepartmentEvaluation(
        evaluation_id=record.text("evaluation_id").strip(),
        year=cell_year(record.raw("year")),
        unit=MoneyUnit(record.text("money_unit").strip() or MoneyUnit.WAN_YUAN),
        total=funds_line(record, "total", **execution),
        basic=funds_line(record, "basic"),
        project=funds_line(record, "project"),
        other=funds_line(record, "other"),
        indicators=indicators,
        total_weight=cell_score(record.raw("total_weight")),
        total_score=cell_score(record.raw("total_score")),
        notes=tuple(line for line in record.text("notes").split("\n") if line),
        pending=is_pending(record.raw("total_score")),
        accepted=record.text("accepted"),
        row=record.row,
        **{field: record.text(field) for field in TEXTS},
    )


def department_cells(department: DepartmentEvaluation) -> dict[str, object]:
    """Return the cells of an evaluation's row by field; None for a blank."""
    cells: dict[str, object] = {field: getattr(department, field) or None for field in TEXTS}
    for line in LINES:
        cells.update(funds_line_cells(line, getattr(department, line)))
    for name in ("weight", "rate", "score"):
        cells[f"execution_{name}"] = getattr(department.total, name)
    cells.update(
        evaluation_id=department.evaluation_id or None,
        year=department.year,
        money_unit=department.unit.value,
        total_weight=department.total_weight,
        total_score=department.total_score,
        notes="\n".join(department.notes) or None,
        accepted=department.accepted or None,
    )
    return cells
