"""Synthetic master lists of any size: every project differs, every row is one a clerk could have written."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import cycle, islice

from macros_py.model import Funds, Indicator, Project
from macros_py.sheets.transcription import sample_projects

ROWS = (
    ("产出指标", "数量指标", "开展第{n}期业务培训班次数", "≥{a}次"),
    ("产出指标", "数量指标", "第{n}批受训干部人数", "≥{b}人"),
    ("产出指标", "数量指标", "编印第{n}号工作简报", "={a}期"),
    ("产出指标", "质量指标", "第{n}期培训考核合格率", "≥9{c}%"),
    ("产出指标", "质量指标", "第{n}期资料差错率", "≤{c}%"),
    ("产出指标", "时效指标", "完成时限", "2024年12月底前"),
    ("产出指标", "成本指标", "第{n}项业务经费", "≤{m}元"),
    ("产出指标", "成本指标", "项目或定额成本控制率", "=100%"),
    ("效益指标", "社会效益指标", "第{n}项工作推动基层治理水平提升", "有所提高"),
    ("效益指标", "社会效益指标", "第{n}项政策知晓率", "≥8{c}%"),
    ("效益指标", "可持续影响指标", "长效机制健全程度", "持续保障"),
    ("满意度指标", "服务对象满意度指标", "受训人员满意度", "≥9{c}%"),
)
_NUMBER = re.compile("[0-9]+")


def evaluated_projects(count: int, *, distinct: bool = False, first: int = 1) -> list[Project]:
    """Return ``count`` projects as after a self-evaluation: explanations, scoring sentences, points, actuals and scores."""
    return [_evaluated(project, distinct) for project in synthetic_projects(count, distinct=distinct, first=first)]


def real_projects(count: int, *, first: int = 1) -> list[Project]:
    """Return ``count`` of the real project forms, mistakes included, over and over under other names and goals."""
    forms = islice(cycle(sample_projects()), count)
    return [_under_another_name(form, number) for number, form in enumerate(forms, first)]


def _under_another_name(form: Project, number: int) -> Project:
    project_id = f"{form.project_id}-{number}"
    rows = (
        replace(row, project_id=project_id, level3=row.level3 and f"第{number}批{row.level3}")
        for row in form.indicators
    )
    return replace(
        form,
        project_id=project_id,
        name=form.name and f"{form.name}{number}",
        goal=form.goal and f"第{number}批：{form.goal}",
        indicators=tuple(rows),
    )


def _evaluated(project: Project, distinct: bool) -> Project:
    rows = []
    for row in project.indicators:
        weight = Decimal(15) if row.level1 == "满意度指标" else Decimal(5) if len(rows) < 7 else Decimal(10)
        counted = row.target[:1] == "≥"
        reached = row.target if distinct else "达到计划值"
        rows.append(
            replace(
                row,
                explanation=f"考核{row.level3}的完成情况。",
                standard=f"{reached}得{weight}分,否则按实际值/计划值*指标分值计分。" if counted else "",
                weight=weight,
                actual=row.target.lstrip("≥≤=")
                if counted
                else "达成预期目标"
                if row.target[:1] not in "≤="
                else row.target[1:],
                score=weight,
            )
        )
    return replace(project, indicators=tuple(rows))


def synthetic_projects(count: int, rows: int = len(ROWS), *, distinct: bool = False, first: int = 1) -> list[Project]:
    """Return ``count`` projects of ``rows`` indicators each, without any error in them, numbered from ``first``.

    Targets repeat as they do in real lists; with ``distinct`` no two rows have a name or a target in common, dates and
    100% apart.
    """
    return [_project(number, rows, distinct) for number in range(first, first + count)]


def _project(number: int, rows: int, distinct: bool) -> Project:
    total = Decimal(1000 + number * 7) / 100
    project_id = f"2024-{number:05d}"
    numbers = {"n": number, "a": number % 30 + 2, "b": number % 700 + 40, "c": number % 9, "m": total * 10000}
    indicators = []
    for place in range(rows):
        # Beyond the twelfth row the same kinds come again under other names, grouped as a form prints them.
        level1, level2, level3, target = ROWS[place * len(ROWS) // rows]
        name = level3.format(**numbers) + ("" if rows <= len(ROWS) else f"之{place + 1}")
        target = target.format(**numbers)
        if distinct:
            name = name if _NUMBER.search(name) else f"第{number}项{name}"
            target = _unlike(target, number * rows + place)
        indicators.append(Indicator(project_id, level1, level2, name, target))
    return Project(
        project_id,
        year=2024,
        level1_project="特定目标-单位发展专项",
        name=f"第{number}项业务工作经费",
        department=f"某州第{number % 40 + 1}局",
        implementing_unit=f"某州第{number % 40 + 1}局",
        funds=Funds(total=total, fiscal=total, non_fiscal=Decimal(0)),
        goal=f"完成第{number}项业务工作的全年任务，提升干部队伍能力素质，推动各项决策部署落地见效。" * 3,
        indicators=tuple(indicators),
    )


def _unlike(target: str, place: int) -> str:
    """Return a target like another, with a number or a word that no other row has."""
    if target[:1] not in "≥≤=":
        return target if target[:1] == "2" else f"第{place}项{target}"
    if target == "=100%" or target[-1] == "元":
        return target
    if target[-1] == "%":
        # Nobody writes more places than six.
        return f"{target[:-1]}.{place:06}%"
    return f"{target[0]}{place}{target[-1]}"
