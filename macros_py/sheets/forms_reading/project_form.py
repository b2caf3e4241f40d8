"""A form of one project, put together from its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from macros_py.model import Evaluation, Funds, FundsLine, Heading, Indicator, MoneyUnit, Project
from macros_py.sheets.forms_reading.amounts import rate, score
from macros_py.sheets.forms_reading.answers import Answers, Money, doubt_other_unit, form_unit, read_year
from macros_py.sheets.forms_reading.entries import Entry
from macros_py.sheets.forms_reading.footer import Totals
from macros_py.sheets.forms_reading.funds_table import FundsRow, FundsTable
from macros_py.sheets.forms_reading.grid import Block, seen_text
from macros_py.sheets.forms_reading.heading import Heading as Lines
from macros_py.sheets.forms_reading.heading import year_in
from macros_py.sheets.forms_reading.labels import folded
from macros_py.sheets.forms_reading.ledger import Ledger

_CODED = re.compile(r"\s*[\[【〔(（]\s*([0-9A-Za-z\-]*)\s*[\]】〕)）]\s*(.*)", re.DOTALL)
_CODE_FIRST = re.compile(r"\s*(\d{3,12})\s*[-—_]?\s*(\D.*)", re.DOTALL)
_OF_THE_YEAR = re.compile("年度|当年|本年")
_SIGNED = ("division_review", "performance_review", "filled_by", "phone", "fill_date", "signed_by")
_LINE = ("initial", "annual", "executed")
_PLAIN_FUNDS = ("fiscal", "non_fiscal", "superior_grant", "local", "carryover", "other")
_NO_PLACE = "项目清单里没有放这一项的栏目，没有读入"


@dataclass(frozen=True, slots=True)
class Parts:
    """What was found of one form: its lines, labels, funds table, indicators, totals and the money units it prints.

    ``rare_unit`` is one that the master list does not keep, "" for none.
    """

    lines: Lines
    answers: Answers
    funds_table: FundsTable | None
    indicators: tuple[Indicator, ...]
    totals: Totals
    notes: tuple[str, ...]
    units: tuple[MoneyUnit, ...] = ()
    rare_unit: str = ""


def read_project(kind: str, parts: Parts, ledger: Ledger) -> Project:
    """Return the project that the parts of a form make up; what does not fit is refused or doubted."""
    answers = parts.answers
    name = answers.text("name")
    unit_entry = answers.entry("implementing_unit", "unit_name", "seal_line")
    implementing_unit = unit_entry.text if unit_entry and not unit_entry.blank else ""
    department, code = _department(answers)
    funds, evaluation = _money(parts, ledger)
    goal_entry = answers.entry("goal", "goal_expected")
    goal_label = next(iter([*answers.entries("goal"), *([goal_entry] if goal_entry else [])]), None)
    if goal_entry and goal_entry.label.field == "goal":
        goal_label = goal_entry
    title, unit_line, project_line = _lines(parts.lines, kind, name, implementing_unit, ledger)
    answers.refuse_fields("conclusion", "contact", "basic", "project", why=_NO_PLACE)
    return Project(
        project_id=answers.text("project_id").strip(),
        form_kind=kind,
        year=read_year(answers, parts.lines.year or year_in(title)),
        level1_project=answers.text("level1_project"),
        name=name,
        department=department,
        department_code=code,
        implementing_unit=implementing_unit,
        funds=funds,
        goal=goal_entry.text if goal_entry and not goal_entry.blank else "",
        evaluation=evaluation,
        heading=Heading(
            title=title,
            year_line=parts.lines.year_line,
            unit_line=unit_line,
            project_line=project_line,
            unit_label=unit_entry.printed if unit_entry and unit_entry.label.field == "unit_name" else "",
            goal_label=goal_label.printed if goal_label else "",
            **{field: answers.text(field) for field in _SIGNED},
        ),
        indicators=parts.indicators,
    )


def _department(answers: Answers) -> tuple[str, str]:
    entry = answers.entry("department_coded", "department")
    text = entry.text if entry and not entry.blank else ""
    code = answers.text("department_code").strip()
    if entry and entry.label.field == "department_coded" and not code:
        parts = _CODED.fullmatch(text) or _CODE_FIRST.fullmatch(text)
        if parts:
            return parts[2], parts[1]
    return text, code


def _lines(lines: Lines, kind: str, name: str, unit: str, ledger: Ledger) -> tuple[str, str, str]:
    """Return title, unit line and project line: the lines above the table that are no labels."""
    title = lines.title
    rest = list(lines.lines)
    if not title and rest and folded(rest[0].text) not in (folded(name), folded(unit)):
        first = rest.pop(0)
        ledger.take(first)
        ledger.doubt(first, "这一行当作表的标题读入，请核对")
        title = first.text
    if kind != "目标表2026" and not any(folded(b.text) in (folded(name), folded(unit)) for b in rest):
        return title, "", ""
    found = {"unit": "", "project": ""}
    for block in rest:
        text = folded(block.text)
        if text == folded(name) and text != folded(unit):
            place = "project"
        elif text == folded(unit) and not found["unit"]:
            place = "unit"
        else:
            place = "unit" if not found["unit"] and not found["project"] and len(rest) <= 2 else "project"
            ledger.doubt(block, "这一行与表内的单位、项目名称都不同，按它的位置读入，请核对")
        if found[place]:
            continue
        found[place] = block.text
        ledger.take(block)
    return title, found["unit"], found["project"]


def _money(parts: Parts, ledger: Ledger) -> tuple[Funds, Evaluation]:
    answers, table = parts.answers, parts.funds_table
    money = Money(form_unit(answers, *parts.units), ledger, parts.rare_unit)
    amounts: dict[str, Decimal | None] = {}
    total = _funds_entry(answers, "total")
    if total is None and table is None and answers.entry("project_total"):
        total = answers.entry("project_total")
    elif (own := answers.entry("project_total")) is not None:
        amounts["project_total"] = _amount(money, own)
    if total is not None:
        amounts["total"] = _amount(money, total)
    for field in _PLAIN_FUNDS:
        entry = _funds_entry(answers, field, total)
        amounts[field] = _amount(money, entry) if entry else None
    evaluation = Evaluation(goal_actual=answers.text("goal_actual"))
    if table:
        evaluation = _from_table(table, money, amounts, parts, ledger)
    unit = money.unit
    if total is not None and not parts.rare_unit:
        doubt_other_unit(answers, unit, total.block, ledger)
    return Funds(unit=unit, **{k: v for k, v in amounts.items() if v is not None}), evaluation


def _funds_entry(answers: Answers, field: str, total: Entry | None = None) -> Entry | None:
    """Return the entry of an amount; of several different ones that which stands in the total's column, else none.

    A form may print the funds of the whole project beside those of the year, under the same labels.
    """
    entries = [entry for entry in answers.entries(field) if not entry.blank]
    if len({entry.text for entry in entries}) <= 1 and len({entry.printed for entry in entries}) <= 1:
        return next(iter(entries or answers.entries(field)), None)
    preferred = sorted(entries, key=lambda entry: entry.label.rank)
    beside = [entry for entry in preferred if total and entry.label_block.left == total.label_block.left]
    ranks = [entry.label.rank for entry in preferred]
    of_the_year = [entry for entry in preferred if _OF_THE_YEAR.search(entry.printed)]
    if field == "total" and len(of_the_year) == 1:
        chosen: Entry | None = of_the_year[0]
    elif len(beside) == 1:
        chosen = beside[0]
    else:
        chosen = preferred[0] if ranks.count(ranks[0]) == 1 else None
    for entry in entries:
        if entry is not chosen:
            answers.refuse(entry, f"“{entry.printed[:20]}”这类金额印了不止一处，不知道以哪一处为准，没有读入")
    return chosen


def _amount(money: Money, entry: Entry) -> Decimal | None:
    return None if entry.blank else money.read(entry.value, entry.block, entry.label.unit)


def _from_table(
    table: FundsTable, money: Money, amounts: dict[str, Decimal | None], parts: Parts, ledger: Ledger
) -> Evaluation:
    """Read 执行情况 line by line; of a line that 项目清单 has no columns for, only the budget finds a place."""
    evaluation = Evaluation(goal_actual=parts.answers.text("goal_actual"))
    lines: dict[str, Any] = {}
    for row in table.rows:
        cells = dict(row.cells)
        if row.field in ("total", "project_total"):
            line = _line(row, money)
            evaluation = replace(
                evaluation, initial_budget=line.initial, annual_budget=line.annual, executed=line.executed
            )
            _check_execution(row, evaluation, ledger)
            _check_totals(row, parts, ledger)
        elif row.field in ("fiscal", "carryover", "other"):
            lines[row.field] = _line(row, money)
            _refuse_amounts({name: block for name, block in cells.items() if name not in _LINE}, ledger)
        elif row.field in _PLAIN_FUNDS:
            budget = cells.pop("initial", None) or cells.pop("annual", None)
            if budget and amounts.get(row.field) is None:
                amounts[row.field] = money.read(budget.value, budget, row.unit)
            elif budget:
                ledger.refuse(budget, "这项资金在表上另有一处，只读入了那一处")
            _refuse_amounts(cells, ledger)
        else:
            ledger.refuse(row.label_block, _NO_PLACE)
            _refuse_amounts(cells, ledger)
    return replace(evaluation, **lines)


def _line(row: FundsRow, money: Money) -> FundsLine:
    cells = row.cells
    return FundsLine(
        *(money.read(cells[name].value, cells[name], row.unit) if name in cells else None for name in _LINE)
    )


def _refuse_amounts(cells: dict[str, Block], ledger: Ledger) -> None:
    for block in cells.values():
        if set(folded(block.text)) - set("-—–―/"):
            ledger.refuse(block, _NO_PLACE)


def _check_execution(row: FundsRow, evaluation: Evaluation, ledger: Ledger) -> None:
    """Doubt a printed 执行率 that is not B ÷ A to the digits printed: the workbook computes it anew."""
    for name, read in (("rate", rate), ("weight", score), ("score", score)):
        block = row.cells.get(name)
        if block is None:
            continue
        try:
            printed = read(block.value)
        except ValueError:
            ledger.refuse(block, "这里应是数字，没有读入")
            continue
        if name != "rate" or printed is None:
            continue
        exact = None
        budget = evaluation.annual_budget if evaluation.annual_budget is not None else evaluation.initial_budget
        if budget and evaluation.executed is not None:
            exact = evaluation.executed / budget
        digits = printed.as_tuple().exponent
        places = Decimal(1).scaleb(max(int(digits), -6) if isinstance(digits, int) else 0)
        near = exact is not None and abs(exact - printed) <= max(places, Decimal("0.01"))
        if not near:
            shown = "" if exact is None else f"（算出来是 {(exact * 100).quantize(Decimal('0.01'), ROUND_HALF_UP)}%）"
            ledger.doubt(block, f"印的执行率与执行数、预算数对不上{shown}；执行率以【计算】得出的为准")


def _check_totals(row: FundsRow, parts: Parts, ledger: Ledger) -> None:
    """Doubt printed 总分 that are not the sum of the lines: the workbook computes them anew."""
    for name, heading in (("weight", "分值"), ("score", "得分")):
        block = parts.totals.weight if name == "weight" else parts.totals.score
        if block is None:
            continue
        numbers = [indicator.weight if name == "weight" else indicator.score for indicator in parts.indicators]
        found = sum((number for number in numbers if number is not None), Decimal(0)) + _score_of(row.cells.get(name))
        if found != _score_of(block):
            ledger.doubt(block, f"印的总{heading}是 {seen_text(block.value)}，各行相加是 {found}，请核对")


def _score_of(block: Block | None) -> Decimal:
    try:
        return (score(block.value) if block else None) or Decimal(0)
    except ValueError:
        return Decimal(0)
