"""Rows that add up those above them, and are none themselves: sums of projects in 项目清单, of points in 绩效指标."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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


# The same of points, whole: 合计, 小计：, 分值合计（分）, 产出指标小计, 合计100分. Who is added up may be long where no name can stand.
_WORD = r"(?:合计|总计|小计|共计|总分)(?:分值|得分|分数|权重|数|分)?(?:[(（][^()（）]{0,8}[)）])?[:：]?(?:[0-9.]{1,8}(?:分|%)?)?"
_SUM_OF_ROWS = re.compile(rf"(?:.{{2,6}}指标|指标)?(?:各项|全部)?(?:分值|得分|分数|权重)?{_WORD}")
_SUM_OF_LEVEL = re.compile(rf".{{0,20}}?{_WORD}")
_LEVELS = ("project_id", "level1", "level2")
_NAMED = ("level3", "target")
_BESIDE = ("explanation", "standard", "actual", "target_type", "unit", "reason", "note")
_AMOUNT = re.compile(r"[0-9.,]+[\u4e00-\u9fff%]{0,3}")


def indicator_sum_word(row: Indicator) -> tuple[str, str] | None:
    """Return the field and text by which a row of 绩效指标 calls itself the sum of others; None for an indicator.

    What has a name or a target of its own is an indicator, whatever stands beside it.
    """
    words = {field: text for field in (*_LEVELS, *_NAMED, *_BESIDE) if (text := _word_in(row, field))}
    if not words:
        return None
    # 产出指标 小计 80 is a sum; 数量指标 总计 500人 has levels and a target.
    rest = [text for field in _NAMED if field not in words and (text := "".join(getattr(row, field).split()))]
    field = next(iter(words))
    of_levels = field == "level3" and row.level1.strip() and row.level2.strip()
    if any(_AMOUNT.fullmatch(text) is None for text in rest) or (rest and of_levels):
        return None
    return field, words[field]


def _word_in(row: Indicator, field: str) -> str:
    """Return the text of a cell that says 合计 and nothing else, "" for any other."""
    text: str = getattr(row, field)
    if "计" not in text and "总分" not in text:
        return ""
    text = "".join(text.split())
    return text if (_SUM_OF_LEVEL if field in _LEVELS else _SUM_OF_ROWS).fullmatch(text) else ""


def indicators_and_sums(rows: Sequence[Indicator]) -> tuple[tuple[Indicator, ...], tuple[Indicator, ...]]:
    """Return the indicators among the rows of 绩效指标, and the rows that add them up.

    Such a row says so, or it has no text at all and its 分值 or 得分 is that of the rows of its project above it together.
    """
    # Nearly every row is told apart here.
    suspects = {
        place
        for place, row in enumerate(rows)
        if not (row.level3 and row.target and row.level1 and row.level2) or "计" in row.level3 or "总分" in row.level3
    }
    sums = {place for place in suspects if indicator_sum_word(rows[place]) is not None}
    bare = {place for place in suspects - sums if _has_points_alone(rows[place])}
    if bare:
        sums |= _adding_up(rows, sums, bare)
    if not sums:
        return tuple(rows), ()
    kept = tuple(row for place, row in enumerate(rows) if place not in sums)
    return kept, tuple(row for place, row in enumerate(rows) if place in sums)


def _has_points_alone(row: Indicator) -> bool:
    texts = (*_LEVELS[1:], *_NAMED, *_BESIDE)
    return (row.weight is not None or row.score is not None) and not any(getattr(row, field).strip() for field in texts)


def _adding_up(rows: Sequence[Indicator], sums: set[int], bare: set[int]) -> set[int]:
    """Return those of ``bare`` whose points are those of two or more indicators above it, of its project or of all."""
    found = set()
    above: dict[tuple[str | None, str], tuple[Decimal, int]] = {}
    last = ""
    for place, row in enumerate(rows):
        if place in sums:
            continue
        points = [(field, value) for field in ("weight", "score") if (value := getattr(row, field)) is not None]
        groups = (row.project_id,) if row.project_id else ("", last, None)
        totals = [(above.get((group, field)), value) for group in groups for field, value in points]
        if place in bare and any(total and total[1] > 1 and total[0] == value for total, value in totals):
            found.add(place)
            continue
        for group in (row.project_id, None):
            for field, value in points:
                total, count = above.get((group, field), (Decimal(0), 0))
                above[group, field] = (total + value, count + 1)
        last = row.project_id or last
    return found


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
