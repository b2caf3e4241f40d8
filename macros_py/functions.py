"""Worksheet functions: =JX_RATE(…) and its sisters for a cell in Excel; the same for Python and the command line.

``FUNCTIONS`` says everything about them: name, help, arguments, and the typed Python function that answers for one row.
In Excel xlwings serves the objects named as the functions; one call answers for a whole column. An answer is a number,
"" where nothing is filled in, 待核 where it cannot be told, or a short Chinese sentence; never an exception.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from inspect import Parameter, Signature
from pathlib import Path
from typing import Any

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.config import Config, load_config
from macros_py.engines.port import xw
from macros_py.errors import FubiaoError
from macros_py.home import settings_file
from macros_py.log import log_unexpected
from macros_py.model import Indicator, Project
from macros_py.scoring import ExecutionRule, rule_for
from macros_py.sheets.indicator_scores import as_actual
from macros_py.sheets.table import PENDING, Cell, cell_amount, cell_score, cell_text, cell_year
from macros_py.targets import CONFLICTS, Kind, Operator, explain, read_target

CATEGORY = "附表7"
NOTHING_FOUND = "没有发现问题"
SHAPES_DIFFER = "几个参数选的行数或列数不一样，请选成一样大，或者只选一个格子。"

Answer = Decimal | str
Block = list[list[Cell]]


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a worksheet function: its ASCII name, its help, and whether it may be left out."""

    name: str
    help: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """A worksheet function: its ASCII name, its help, its arguments in order, and what answers for one row."""

    name: str
    help: str
    arguments: tuple[Argument, ...]
    answer: Callable[..., Answer]

    def over(self, *given: object) -> object:
        """Return the answers for whole blocks, single cells standing for every row: a block, or one answer for one row.

        ``given`` are blocks (rows of cells), columns or single values. Numbers come out as floats, for a cell.
        """
        blocks = [_block(value) for value in given]
        rows, columns = max(map(len, blocks)), max(len(block[0]) for block in blocks)
        if any(len(block) not in (1, rows) or len(block[0]) not in (1, columns) for block in blocks):
            return SHAPES_DIFFER
        answers = [
            [self._one([_at(block, row, column) for block in blocks]) for column in range(columns)]
            for row in range(rows)
        ]
        return answers if rows * columns > 1 else answers[0][0]

    def _one(self, cells: list[Cell]) -> float | str:
        try:
            answer = self.answer(*cells)
        except FubiaoError as problem:
            return str(problem)
        except Exception as error:  # noqa: BLE001 - the last door: a cell never shows a Python error, it goes to the log
            return f"没有算出来，请把记录文件发给维护人员：{log_unexpected(error)}"
        return float(answer) if isinstance(answer, Decimal) else answer


def execution_rate(budget: Cell, executed: Cell) -> Answer:
    """Return B ÷ A with four decimals (0.9945), 待核 where A is not positive, B negative or either no amount.

    Amounts are numbers in one unit, or texts with their unit ("478.99万元", "4789900元").
    """
    if _is_blank(budget) or _is_blank(executed):
        return ""
    whole, part = _amount(budget), _amount(executed)
    if whole is None or part is None or whole[1] != part[1]:
        return PENDING
    rate = ExecutionRule(_settings().execution).shown_rate(whole[0], part[0])
    return PENDING if rate is None else rate


def indicator_score(
    standard: Cell,
    target: Cell,
    weight: Cell,
    actual: Cell,
    unit: Cell = "",
    target_type: Cell = "",
    level2: Cell = "",
    year: Cell = None,
) -> Answer:
    """Return the points that ``actual`` earns, "" before there is an actual, 待核 where it cannot be told.

    Without a 评(扣)分标准 the scheme of config.yaml decides, which looks at ``level2`` (二级指标) and, for a deadline
    without a year, at ``year``.
    """
    if _is_blank(actual):
        return ""
    try:
        points, of_year = cell_amount(weight), cell_year(year)
    except ValueError:
        return PENDING
    row = Indicator(
        "1",
        level2=cell_text(level2),
        target=cell_text(target),
        target_type=cell_text(target_type),
        unit=cell_text(unit),
        standard=cell_text(standard),
        weight=points,
    )
    rule = rule_for(row, of_year, _settings().scheme).rule
    earned = None if rule is None else rule.evaluate(as_actual(actual))
    return PENDING if earned is None else earned


def normal_reading(target: Cell, unit: Cell = "", target_type: Cell = "") -> str:
    """Return a 指标值 in its normal form ("≥95%"), with what is doubtful about it; why, where it cannot be read."""
    read = read_target(cell_text(target), unit=cell_text(unit), target_type=cell_text(target_type))
    if read.kind is Kind.BLANK:
        return ""
    if not read.is_readable:
        return explain(read)
    doubts = [*filter(None, [read.doubt]), *(CONFLICTS[conflict] for conflict in read.conflicts)]
    return f"{read.normal}（请核对：{'；'.join(doubts)}）" if doubts else read.normal


def row_findings(
    level1: Cell,
    level2: Cell,
    level3: Cell,
    target: Cell,
    unit: Cell = "",
    target_type: Cell = "",
    standard: Cell = "",
    weight: Cell = None,
    actual: Cell = "",
    score: Cell = None,
    year: Cell = None,
) -> str:
    """Return what the checks find in one row of 绩效指标, each as "错误 T302 …", parted by ；."""
    given = (level1, level2, level3, target, unit, target_type, standard, weight, actual, score)
    if all(_is_blank(cell) for cell in given):
        return ""
    try:
        points, earned, whole_year = cell_amount(weight), cell_score(score), cell_year(year)
    except ValueError as problem:
        return f"分值、得分和年度要填数，写的是“{str(problem)[:20]}”"
    row = Indicator(
        "1",
        cell_text(level1),
        cell_text(level2),
        cell_text(level3),
        cell_text(target),
        cell_text(target_type),
        cell_text(unit),
        standard=cell_text(standard),
        weight=points,
        actual=cell_text(actual),
        score=earned,
    )
    project = Project("1", year=whole_year, indicators=(row,))
    report = run_checks(CATALOGUE, Records((project,)), _settings())
    # What the checks say of the project itself is owed to its other rows, which are not here.
    found = [finding for finding in report.findings if finding.record is row]
    return "；".join(f"{one.severity} {one.code} {one.message.rstrip('。')}" for one in found) or NOTHING_FOUND


_UNIT = Argument("unit", "度量单位，如 %、万元；已写在指标值里的不用给", optional=True)
_TYPE = Argument("target_type", "指标值类型：≥、≤、= 或 定性；已写在指标值里的不用给", optional=True)
_TARGET = Argument("target", "指标值，如 ≥95%、≤27.37万元、2026年12月底前")

FUNCTIONS: tuple[Function, ...] = (
    Function(
        "JX_RATE",
        "预算执行率：全年执行数 ÷ 全年预算数，四位小数；算不出来显示“待核”。可以选整栏，一次算完。",
        (
            Argument("budget", "全年预算数(A)，一个格子或一栏"),
            Argument("executed", "全年执行数(B)，与预算数单位相同"),
        ),
        execution_rate,
    ),
    Function(
        "JX_SCORE",
        "按评(扣)分标准给实际完成值算得分，没有标准的按设置的计分办法；读不准的显示“待核”，不猜。可以选整栏，一次算完。",
        (
            Argument("standard", "评(扣)分标准，如 满意度≥95%得10分，否则不得分"),
            _TARGET,
            Argument("weight", "分值；标准里写了满分的可以空着"),
            Argument("actual", "实际完成值，如 12次、98%、2026年12月20日"),
            _UNIT,
            _TYPE,
            Argument("level2", "二级指标；没有评(扣)分标准时用", optional=True),
            Argument("year", "项目年度，如 2026；指标值没写年份时用", optional=True),
        ),
        indicator_score,
    ),
    Function(
        "JX_READ",
        "指标值的规范写法；读不出来时说明原因，有疑问时写在括号里。可以选整栏，一次算完。",
        (_TARGET, _UNIT, _TYPE),
        normal_reading,
    ),
    Function(
        "JX_CHECK",
        "校验一条指标，把发现的问题写成一句话；整个项目才能看出的问题请用【校验】。可以选整栏，一次算完。",
        (
            Argument("level1", "一级指标"),
            Argument("level2", "二级指标"),
            Argument("level3", "三级指标"),
            _TARGET,
            _UNIT,
            _TYPE,
            Argument("standard", "评(扣)分标准", optional=True),
            Argument("weight", "分值", optional=True),
            Argument("actual", "实际完成值", optional=True),
            Argument("score", "得分", optional=True),
            Argument("year", "项目年度，如 2026", optional=True),
        ),
        row_findings,
    ),
)


def _served(function: Function) -> Callable[..., Any]:
    """Return the function as xlwings finds and serves it: decorated, named, without type hints that it would convert to."""

    def served(*given: object) -> object:
        return function.over(*given)

    served.__name__ = function.name
    served.__doc__ = function.help
    served.__annotations__ = {}
    served.__signature__ = Signature(  # type: ignore[attr-defined]
        [
            Parameter(
                argument.name, Parameter.POSITIONAL_OR_KEYWORD, default="" if argument.optional else Parameter.empty
            )
            for argument in function.arguments
        ]
    )
    # xw.func comes last: every other decorator of xlwings sets the category back.
    decorated = xw.ret()(served)
    for argument in function.arguments:
        decorated = xw.arg(argument.name, ndim=2, doc=argument.help)(decorated)
    result: Callable[..., Any] = xw.func(category=CATEGORY)(decorated)
    return result


JX_RATE, JX_SCORE, JX_READ, JX_CHECK = map(_served, FUNCTIONS)


def _block(value: object) -> Block:
    """Return rows of cells: a block as it is, a list as a column, anything else as one cell."""
    rows = list(value) if isinstance(value, list | tuple) else [value]
    return [list(row) if isinstance(row, list | tuple) else [row] for row in rows] or [[None]]


def _at(block: Block, row: int, column: int) -> Cell:
    cells = block[row if len(block) > 1 else 0]
    return cells[column if len(cells) > 1 else 0]


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _amount(cell: Cell) -> tuple[Decimal, bool] | None:
    """Return an amount and whether it is in yuan by its own unit; None for what is no amount."""
    try:
        number = cell_amount(cell)
    except ValueError:
        read = read_target(cell_text(cell))
        plain = read.is_certain and not read.is_approximate and read.operator in (None, Operator.EQ)
        return (read.yuan, True) if plain and read.yuan is not None else None
    return None if number is None else (number, False)


def _settings() -> Config:
    path = settings_file()
    return _config(path, path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=1)
def _config(path: Path, changed: int) -> Config:
    """Return the settings, read once for a version of the file: Excel asks cell by cell."""
    return load_config(path)
