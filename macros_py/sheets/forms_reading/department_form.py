"""部门整体支出绩效自评 of a department, put together from the parts of its form."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from macros_py.model import DepartmentEvaluation, FundsLine
from macros_py.sheets.forms_reading.amounts import rate, score
from macros_py.sheets.forms_reading.answers import Money, form_unit, read_year
from macros_py.sheets.forms_reading.funds_table import FundsRow, FundsTable
from macros_py.sheets.forms_reading.grid import Block, Value
from macros_py.sheets.forms_reading.heading import year_in
from macros_py.sheets.forms_reading.ledger import Ledger
from macros_py.sheets.forms_reading.project_form import Parts

_LINES = {"total": "total", "project_total": "total", "basic": "basic", "project": "project", "other": "other"}
_NO_PLACE = "部门整体自评表里没有放这一项的栏目，没有读入"
_OTHER_FIELDS = (
    "level1_project",
    "name",
    "department_code",
    "division_review",
    "performance_review",
    "filled_by",
    "signed_by",
)


def read_department(parts: Parts, ledger: Ledger) -> DepartmentEvaluation:
    """Return the evaluation that the parts of a form make up; what does not fit is refused or doubted."""
    answers, table = parts.answers, parts.funds_table
    money = Money(form_unit(answers, *parts.units), ledger, parts.rare_unit)
    lines = _lines(table, money, ledger)
    for entry in answers.entries(*_LINES, "fiscal", "non_fiscal", "superior_grant", "local", "carryover"):
        if not entry.blank:
            answers.refuse(entry, "这个金额不在“年初预算数、全年预算数……”各栏之下，没有读入")
    answers.refuse_fields(*_OTHER_FIELDS, why=_NO_PLACE)
    title = parts.lines.title
    rest = list(parts.lines.lines)
    if not title and rest:
        ledger.take(rest[0])
        ledger.doubt(rest[0], "这一行当作表的标题读入，请核对")
        title = rest[0].text
    return DepartmentEvaluation(
        evaluation_id=answers.text("project_id").strip(),
        year=read_year(answers, parts.lines.year or year_in(title)),
        title=title,
        year_line=parts.lines.year_line,
        seal_line=answers.text("seal_line"),
        fill_date=answers.text("fill_date"),
        department=answers.text("unit_name", "implementing_unit", "department", "department_coded"),
        unit=money.unit,
        total=lines.get("total", FundsLine()),
        basic=lines.get("basic", FundsLine()),
        project=lines.get("project", FundsLine()),
        other=lines.get("other", FundsLine()),
        goal_expected=answers.text("goal_expected", "goal"),
        goal_actual=answers.text("goal_actual"),
        indicators=parts.indicators,
        total_weight=_number(parts.totals.weight, score, ledger),
        total_score=_number(parts.totals.score, score, ledger),
        conclusion=answers.text("conclusion"),
        contact=answers.text("contact"),
        phone=answers.text("phone"),
        notes=parts.notes,
    )


def _lines(table: FundsTable | None, money: Money, ledger: Ledger) -> dict[str, FundsLine]:
    lines: dict[str, FundsLine] = {}
    for row in table.rows if table else ():
        name = _LINES.get(row.field)
        if name and name not in lines:
            lines[name] = _line(row, money, ledger)
        else:
            for block in (row.label_block, *row.cells.values()):
                ledger.refuse(block, _NO_PLACE)
    return lines


def _line(row: FundsRow, money: Money, ledger: Ledger) -> FundsLine:
    amounts = {
        name: money.read(block.value, block, row.unit)
        for name in ("initial", "annual", "executed")
        if (block := row.cells.get(name))
    }
    return FundsLine(
        **amounts,
        weight=_number(row.cells.get("weight"), score, ledger),
        rate=_number(row.cells.get("rate"), rate, ledger),
        score=_number(row.cells.get("score"), score, ledger),
    )


def _number(block: Block | None, read: Callable[[Value], Decimal | None], ledger: Ledger) -> Decimal | None:
    if block is None:
        return None
    try:
        return read(block.value)
    except ValueError:
        ledger.refuse(block, "这里应是数字，没有读入")
        return None
