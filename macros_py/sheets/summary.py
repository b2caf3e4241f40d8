"""What a leader asks of the whole list: projects, money, execution, scores and open problems, by group.

Amounts are exact: pandas holds them as Decimal objects in yuan (dtype object), whatever unit a project is written in; the
cell is the only place where they become floats.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from macros_py.model import Project
from macros_py.scoring import ExecutionRule
from macros_py.sheets.table import PENDING, identity
from macros_py.sheets.totals import grade_of

NOT_FILLED = "（未填）"
NOT_SCORED = "未评分"
REST = "其他"
LOWEST = 10
SCORE_PLACES = Decimal("0.01")
RATE_PLACES = Decimal("0.0001")
# How many lines each group may take on the one page, the line of the rest among them.
MOST_LINES = {"主管部门": 9, "一级项目": 6, "表样": 4, "等级": 6}
GROUPS = tuple(MOST_LINES)
AMOUNTS = ("budget", "executed", "rated_budget", "rated_executed", "score")
COUNTS = ("projects", "budgets", "executions", "scores", "problems")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: how many projects, their money in yuan, the rate as a fraction, the mean score, the open problems.

    ``budget`` is 全年预算数, or 年度资金总额 where that is blank. ``rate`` is of the projects that have both amounts.
    ``members`` counts the groups a line of the rest stands for. None where nothing is filled in.
    """

    name: str
    projects: int
    budget: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    score: Decimal | None
    problems: int
    members: int = 1


@dataclass(frozen=True, slots=True)
class Scored:
    """A project among the lowest scores."""

    project: Project
    rate: Decimal | None
    score: Decimal
    grade: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole list in one line, the lines of each group, the lowest scores, and how many projects have no rate or score.

    ``rated_budget`` and ``rated_executed`` are what the rate of the whole list divides, in yuan. ``uneven`` are the
    scored projects whose points do not come to the whole mark: their scores compare with no other.
    """

    years: tuple[int, ...]
    total: Line
    departments: int
    groups: Mapping[str, tuple[Line, ...]]
    lowest: tuple[Scored, ...]
    unrated: int
    unscored: int
    rated_budget: Decimal
    rated_executed: Decimal
    uneven: tuple[Project, ...] = ()


def summarize(
    projects: Sequence[Project],
    scores: Mapping[int, Decimal],
    problems: Mapping[int, int],
    grades: tuple[tuple[Decimal, str], ...],
    rule: ExecutionRule,
    default_form_kind: str,
    whole: Decimal = Decimal(100),
) -> Summary:
    """Return the summary of ``projects``; ``scores`` and ``problems`` are by worksheet row, ``grades`` fall from the best.

    ``whole`` is the full mark of a project.
    """
    import pandas as pd

    records = [_record(project, scores, problems, grades, rule, default_form_kind) for project in projects]
    frame = pd.DataFrame(records).assign(projects=1)
    scored = [project for project in projects if project.row in scores]
    in_order = sorted(scored, key=lambda project: (scores[project.row], project.project_id, project.row))
    return Summary(
        tuple(sorted({project.year for project in projects if project.year is not None})),
        _line("合计", frame),
        len(_lines(frame, "主管部门")),
        {group: tuple(_group(frame, group, grades)) for group in GROUPS},
        tuple(_scored(project, scores[project.row], grades, rule) for project in in_order[:LOWEST]),
        sum(1 for record in records if not record["rated"]),
        len(projects) - len(scored),
        sum((record["rated_budget"] for record in records), Decimal(0)),
        sum((record["rated_executed"] for record in records), Decimal(0)),
        tuple(
            project
            for project in scored
            if scores[project.row] > whole or not _is_whole(project, whole, rule.scoring.weight)
        ),
    )


def _record(
    project: Project,
    scores: Mapping[int, Decimal],
    problems: Mapping[int, int],
    grades: tuple[tuple[Decimal, str], ...],
    rule: ExecutionRule,
    default_form_kind: str,
) -> dict[str, Any]:
    """Return a project as a row of numbers in yuan, each amount with whether it is filled in."""
    zero = Decimal(0)
    unit, done = project.funds.unit.yuan, project.evaluation
    budget = done.annual_budget if done.annual_budget is not None else project.funds.total
    rated = rule.rate(done.annual_budget, done.executed) is not None
    score = scores.get(project.row)
    return {
        "主管部门": project.department,
        "一级项目": project.level1_project,
        "表样": project.form_kind or default_form_kind,
        "等级": _grade(score, grades),
        "budgets": int(budget is not None),
        "budget": (budget or zero) * unit,
        "executions": int(done.executed is not None),
        "executed": (done.executed or zero) * unit,
        "rated": int(rated),
        "rated_budget": (done.annual_budget or zero) * unit if rated else zero,
        "rated_executed": (done.executed or zero) * unit if rated else zero,
        "scores": int(score is not None),
        "score": score or zero,
        "problems": problems.get(project.row, 0),
    }


def _group(frame: Any, group: str, grades: tuple[tuple[Decimal, str], ...]) -> Iterable[Line]:
    """Return the lines of one group: of 等级 every grade in its order, of others so many as the page has room for."""
    lines = _lines(frame, group)
    if group == "等级":
        names = [name for _, name in grades] + [NOT_SCORED]
        lines = _with_every_grade([line for name in names for line in lines if line.name == name], names)
    return _folded(frame, group, lines, MOST_LINES[group])


def _scored(project: Project, score: Decimal, grades: tuple[tuple[Decimal, str], ...], rule: ExecutionRule) -> Scored:
    done = project.evaluation
    return Scored(project, rule.shown_rate(done.annual_budget, done.executed), score, _grade(score, grades))


def _is_whole(project: Project, whole: Decimal, execution: Decimal) -> bool:
    """Tell whether the points of a project come to the whole, with or without 预算执行率, or nobody can tell."""
    weights = [row.weight for row in project.indicators if row.weight is not None]
    points = sum(weights, Decimal(0))
    return len(weights) < len(project.indicators) or not weights or points in (whole, whole - execution)


def _grade(score: Decimal | None, grades: tuple[tuple[Decimal, str], ...]) -> str:
    grade = grade_of(score, grades)
    return NOT_SCORED if grade == PENDING else grade


def _lines(frame: Any, group: str) -> list[Line]:
    """Return a line a group, the greatest budget first and （未填） last; spellings that differ in width or spaces are one."""
    keys = frame[group].map(identity)
    lines = []
    for _, part in frame.groupby(keys, sort=False):
        name = str(part[group].iloc[0]).strip() or NOT_FILLED
        lines.append(_line(name, part))
    return sorted(lines, key=lambda line: (line.name == NOT_FILLED, -(line.budget or 0), -line.projects, line.name))


def _line(name: str, part: Any, members: int = 1) -> Line:
    # Python's sum adds Decimals exactly and from an exact zero; pandas' own sum of objects begins with an int.
    total = {column: sum(part[column].tolist(), Decimal(0)) for column in AMOUNTS}
    count = {column: int(part[column].sum()) for column in COUNTS}
    with localcontext(prec=50):
        rate = total["rated_executed"] / total["rated_budget"] if total["rated_budget"] else None
        mean = total["score"] / count["scores"] if count["scores"] else None
    return Line(
        name,
        count["projects"],
        total["budget"] if count["budgets"] else None,
        total["executed"] if count["executions"] else None,
        None if rate is None else rate.quantize(RATE_PLACES, ROUND_HALF_UP),
        None if mean is None else mean.quantize(SCORE_PLACES, ROUND_HALF_UP),
        count["problems"],
        members,
    )


def _folded(frame: Any, group: str, lines: list[Line], most: int) -> Iterable[Line]:
    """Return at most ``most`` lines: the last stands for all groups that have no line of their own."""
    if len(lines) <= most:
        return lines
    shown, rest = lines[: most - 1], {identity(line.name) for line in lines[most - 1 :]}
    keys = frame[group].map(lambda name: identity(str(name).strip() or NOT_FILLED))
    return [*shown, _line(f"{REST} {len(rest)} 个", frame[keys.isin(rest)], len(rest))]


def _with_every_grade(lines: list[Line], names: Sequence[str]) -> list[Line]:
    """Return a line for every grade; 未评分 only where a project is."""
    by_name = {line.name: line for line in lines}
    return [
        by_name.get(name, Line(name, 0, None, None, None, None, 0))
        for name in names
        if name in by_name or name != NOT_SCORED
    ]
