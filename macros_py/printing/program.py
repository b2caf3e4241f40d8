"""All tags of one template compiled together: a page goes in, the value of every tagged cell comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any

import jinja2
from jinja2 import nodes

from macros_py.printing.tags import CellTag, TagEnvironment, shown

#: Everything that evaluating a clerk's expression can raise.
EVALUATION_ERRORS = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    TypeError,
    ValueError,
    RecursionError,
)

_FIXED, _RECORDS, _ROWS, _PUT = "_fixed", "_records", "_rows", "_put"


@dataclass(frozen=True, slots=True)
class Page:
    """What one sheet is printed from: a wished sheet name, the project's values, and one mapping per indicator row."""

    name: str
    values: Mapping[str, object]
    rows: Sequence[Mapping[str, object]]


class Program:
    """Evaluates the tags outside the repeating row once a page, and those inside once a row.

    One jinja2 template runs over the whole page; the values come back as objects, so that an amount stays a number.
    ``row_names`` are the names that the tags look up in a row: no other needs a value there.
    """

    def __init__(
        self,
        environment: TagEnvironment,
        fixed: Sequence[CellTag],
        repeated: Sequence[CellTag],
        row_names: frozenset[str],
    ) -> None:
        """Compile ``fixed`` and ``repeated`` tags; a name in ``row_names`` is looked up in the row."""
        environment.filters.setdefault(_PUT, _put)
        self._environment, self._all_row_names = environment, row_names
        used = {name for tag in repeated for name in tag.names}
        self.row_names = tuple(sorted(used & row_names))
        self._values = tuple(sorted({name for tag in (*fixed, *repeated) for name in tag.names} - set(self.row_names)))
        body = self._collecting(fixed, _FIXED, "f")
        if repeated:
            target = nodes.Tuple([nodes.Name(name, "store") for name in self.row_names], "store")
            row_body = self._collecting(repeated, _RECORDS, "r")
            body.append(nodes.For(target, nodes.Name(_ROWS, "load"), row_body, [], None, False))
        tree = nodes.Template(body, lineno=1)
        tree.set_lineno(1)
        tree.set_environment(environment)
        self._template = environment.from_string(tree)
        self._pick: Callable[[Any], Any] = itemgetter(*self.row_names) if self.row_names else lambda _row: ()

    def run(self, page: Page) -> tuple[tuple[object, ...], list[tuple[object, ...]]]:
        """Return the values of the fixed cells and of each row's cells; a page without rows has one empty row."""
        fixed: list[tuple[object, ...]] = []
        records: list[tuple[object, ...]] = []
        context = {name: page.values.get(name, "") for name in self._values}
        rows = self._picked(page.rows) or [("",) * len(self.row_names)]
        self._template.render({**context, _FIXED: fixed, _RECORDS: records, _ROWS: rows})
        return fixed[0], records

    def _picked(self, rows: Sequence[Mapping[str, object]]) -> list[tuple[object, ...]]:
        """Return the rows' values that the tags use; a missing one is blank."""
        if len(self.row_names) != 1:
            try:
                return list(map(self._pick, rows))
            except KeyError:
                pass
        return [tuple(row.get(name, "") for name in self.row_names) for row in rows]

    def only(self, tags: Sequence[CellTag], repeated: bool) -> Program:
        """Return a program of these tags alone, to find the one that fails."""
        fixed, rows = ([], tags) if repeated else (tags, [])
        return Program(self._environment, fixed, rows, self._all_row_names)

    @staticmethod
    def _collecting(tags: Sequence[CellTag], into: str, prefix: str) -> list[nodes.Node]:
        """Return the statements that append a tuple of the tags' values to the list ``into``."""
        statements: list[nodes.Node] = []
        values: list[nodes.Expr] = []
        for position, tag in enumerate(tags):
            if tag.expression is not None:
                values.append(tag.expression)
                continue
            name = f"_{prefix}{position}"
            statements.append(nodes.AssignBlock(nodes.Name(name, "store"), None, list(tag.body)))
            values.append(nodes.Name(name, "load"))
        row = nodes.Tuple(values, "load")
        put = nodes.Filter(row, _PUT, [nodes.Name(into, "load")], [], None, None)
        return [*statements, nodes.ExprStmt(put)]


def settled(value: object) -> str | int | float | Decimal:
    """Return a value as a cell takes it: a text, or a finite number."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (Decimal, int, float)) and not isinstance(value, bool):
        finite = value.is_finite() if isinstance(value, Decimal) else abs(value) < float("inf")
        return value if finite else ""
    return str(shown(value))


def _put(value: tuple[object, ...], into: list[tuple[object, ...]]) -> str:
    into.append(value)
    return ""
