"""Rows that add up those above them, and are none themselves: sums of projects in 项目清单, of points in 绩效指标."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from macros_py.model.project import Indicator, Project

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


_SUM_OF_ROWS = re.compile("(?:合计|总计|小计|共计|总分|(?:分值|得分)合计)(?:[(（][^()（）]{0,8}[)）])?[:：]?")
_AMOUNT = re.compile(r"[0-9.,]+[\u4e00-\u9fff%]{0,3}")


def indicator_sum_word(row: Indicator) -> tuple[str, str] | None:
    """Return the field and text by which a row of 绩效指标 calls itself the sum of the others; None for an indicator."""
    # Nearly every row is told apart here.
    if row.level1 and row.level2 and row.level3 and row.target:
        return None
    texts = {field: "".join(getattr(row, field).split()) for field in ("level1", "level2", "level3", "target")}
    word = next((field for field, text in texts.items() if text and _SUM_OF_ROWS.fullmatch(text)), None)
    if word is None:
        return None
    # 产出指标 小计 80 is a sum; what has a name or a target of its own is none.
    rest = [text for field, text in texts.items() if field in ("level3", "target") and field != word and text]
    return None if any(_AMOUNT.fullmatch(text) is None for text in rest) else (word, texts[word])


def indicators_without_sums(rows: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    """Return the rows of 绩效指标 that are indicators."""
    if all([row.level3 and row.target for row in rows]):  # noqa: C419 - a generator takes twice as long
        return rows
    return tuple(row for row in rows if indicator_sum_word(row) is None)


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
