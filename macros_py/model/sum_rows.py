"""Rows of 项目清单 that add up the projects above them, and are none themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from macros_py.model.project import Project

# What a row of sums calls itself in one of its names, as a whole or behind whose sum it is: 合 计, 总计（万元）, 某局小计, 共计25个项目.
_SUM = re.compile(
    r".{0,20}(?:合计|总计|小计|共计)(?:数|金额|行)?(?:[(（][^)）]{0,12}[)）])?[:：]?(?:共?[0-9]+个?(?:二级)?项目)?"
)
_NAMES = ("project_id", "name", "level1_project", "department", "implementing_unit", "form_kind")


def sum_word(project: Project) -> tuple[str, str] | None:
    """Return the field and text by which a row without goal and indicators calls itself a sum; None for a project.

    A name alone decides where the row has one: a department called 合计 does not make its project a sum.
    """
    if project.indicators or project.goal.strip():
        return None
    texts = {field: "".join(getattr(project, field).split()) for field in _NAMES}
    named = {field: text for field, text in texts.items() if "计" in text and _SUM.fullmatch(text)}
    if not named or (texts["name"] and not named.keys() & {"name", "project_id"}):
        return None
    field = next(iter(named))
    return field, named[field]


def projects_and_sums(rows: Iterable[Project]) -> tuple[tuple[Project, ...], tuple[Project, ...]]:
    """Return the projects among the rows of 项目清单, and the rows that add them up.

    Such a row says so, or it has no text at all and its 年度资金总额 is that of all projects above it together.
    """
    projects: list[Project] = []
    sums: list[Project] = []
    printed = yuan = Decimal(0)
    for row in rows:
        total = row.funds.total
        # Nearly every row is told apart here.
        if not row.indicators and not row.goal:
            added = total and len(projects) > 1 and (total == printed or row.funds.in_yuan(total) == yuan)
            if sum_word(row) or (added and _is_bare(row)):
                sums.append(row)
                continue
        projects.append(row)
        if total is not None:
            printed += total
            yuan += row.funds.in_yuan(total)
    return tuple(projects), tuple(sums)


def _is_bare(row: Project) -> bool:
    """Tell whether a row has no name of any kind."""
    return not any(getattr(row, field).strip() for field in _NAMES if field != "form_kind")
