"""The rows of 部门整体 as department evaluations of the model, and back."""

from __future__ import annotations

from macros_py.model import DepartmentEvaluation, FundsLine, Indicator, MoneyUnit
from macros_py.sheets.table import Record, cell_amount, cell_score, cell_year

LINES = ("total", "basic", "project", "other")
AMOUNTS = ("initial", "annual", "executed")
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


def read_department(record: Record, indicators: tuple[Indicator, ...]) -> DepartmentEvaluation:
    """Return one row of 部门整体 with its indicators. ValueError for text where a number belongs."""
    amounts = {line: {amount: cell_amount(record.raw(f"{line}_{amount}")) for amount in AMOUNTS} for line in LINES}
    execution = {name: cell_score(record.raw(f"execution_{name}")) for name in ("weight", "rate", "score")}
    return DepartmentEvaluation(
        evaluation_id=record.text("evaluation_id").strip(),
        year=cell_year(record.raw("year")),
        unit=MoneyUnit(record.text("money_unit").strip() or MoneyUnit.WAN_YUAN),
        total=FundsLine(**amounts["total"], **execution),
        basic=FundsLine(**amounts["basic"]),
        project=FundsLine(**amounts["project"]),
        other=FundsLine(**amounts["other"]),
        indicators=indicators,
        total_weight=cell_score(record.raw("total_weight")),
        total_score=cell_score(record.raw("total_score")),
        notes=tuple(line for line in record.text("notes").split("\n") if line),
        row=record.row,
        **{field: record.text(field) for field in TEXTS},
    )


def department_cells(department: DepartmentEvaluation) -> dict[str, object]:
    """Return the cells of an evaluation's row by field; None for a blank."""
    cells: dict[str, object] = {field: getattr(department, field) or None for field in TEXTS}
    for line in LINES:
        for amount in AMOUNTS:
            cells[f"{line}_{amount}"] = getattr(getattr(department, line), amount)
    for name in ("weight", "rate", "score"):
        cells[f"execution_{name}"] = getattr(department.total, name)
    cells.update(
        evaluation_id=department.evaluation_id or None,
        year=department.year,
        money_unit=department.unit.value,
        total_weight=department.total_weight,
        total_score=department.total_score,
        notes="\n".join(department.notes) or None,
    )
    return cells
