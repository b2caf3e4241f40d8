"""The real forms as transcribed in workbook/source/forms.json, turned into projects of the model.

Everything stays as printed, mistakes included; where a whole row stands shifted, its cells stay in the columns they
were printed in.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from macros_py.home import home
from macros_py.model import DepartmentEvaluation, Funds, FundsLine, Heading, Indicator, MoneyUnit, Project

FUNDS_LABELS = {
    "项目资金(万元)": "project_total",
    "年度资金总额": "total",
    "资金总额(元)": "total",
    "财政拨款": "fiscal",
    "非财政拨款": "non_fiscal",
    "上级补助": "superior_grant",
    "本级安排": "local",
    "上年结转": "carryover",
    "其他资金": "other",
}

FOOTER_LABELS = {
    "业务股室审核": "division_review",
    "绩效股审核": "performance_review",
    "填表人": "filled_by",
    "联系电话": "phone",
    "填报日期": "fill_date",
    "单位负责人签字": "signed_by",
}

Form = dict[str, Any]


def load_forms() -> list[Form]:
    """Return the transcribed forms as they stand in forms.json."""
    path = home() / "workbook" / "source" / "forms.json"
    forms: list[Form] = json.loads(path.read_text(encoding="utf-8"))
    return forms


def sample_projects(forms: list[Form] | None = None) -> tuple[Project, ...]:
    """Return the project forms in order of year, each with a 项目编号 made of its year and its number in it."""
    projects = []
    for _, group in groupby(forms if forms is not None else load_forms(), key=itemgetter("seed")):
        forms_of_set = [form for form in group if isinstance(form["funds"], dict)]
        # One of the 2026 forms prints 2025 in its title by mistake; its number follows the set it belongs to.
        year = max((form["year"] for form in forms_of_set), default=0)
        projects += [_project(form, f"{year}-{number:03d}") for number, form in enumerate(forms_of_set, 1)]
    return tuple(projects)


def _amount(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if text else None


def _project(form: Form, project_id: str) -> Project:
    text = partial(_text, form)
    footer = form.get("footer", {})
    return Project(
        project_id=project_id,
        form_kind=form["kind"],
        year=form["year"],
        level1_project=text("level1_project"),
        name=text("level2_project") or text("project_name"),
        department=text("department"),
        department_code=text("department_code"),
        implementing_unit=text("implementing_unit"),
        funds=Funds(
            unit=MoneyUnit(form["money_unit"]),
            **{FUNDS_LABELS[label]: _amount(value) for label, value in form["funds"].items()},
        ),
        goal=text("goal"),
        heading=Heading(
            title=text("title"),
            year_line=text("title_year_line"),
            unit_line=text("heading_unit"),
            project_line=text("heading_project"),
            unit_label=text("unit_label"),
            goal_label=text("goal_label"),
            **{field: footer.get(label, "") for label, field in FOOTER_LABELS.items()},
        ),
        indicators=tuple(_indicator(row, project_id) for row in form["indicators"]),
    )


def _text(form: Form, key: str) -> str:
    value: str = form.get(key) or ""
    return value


def _indicator(row: Form, project_id: str) -> Indicator:
    text = partial(_text, row)
    return Indicator(
        project_id=project_id,
        level1=text("level1"),
        level2=text("level2"),
        level3=text("level3"),
        target=text("target"),
        target_type=text("type"),
        unit=text("unit"),
        explanation=text("explanation"),
        standard=text("standard"),
        note=text("note") or text("remark"),
        stray_left=text("col_0"),
        stray_right=text("extra_col_11"),
    )


def sample_departments() -> tuple[DepartmentEvaluation, ...]:
    """Return the 部门整体自评表 among the forms, numbered BM- and their year."""
    listed = [form for form in load_forms() if isinstance(form["funds"], list)]
    return tuple(_department(form, f"BM-{form['year']}-{form['no']:03d}") for form in listed)


def _department(form: Form, evaluation_id: str) -> DepartmentEvaluation:
    text = partial(_text, form)
    lines = [_funds_line(line) for line in form["funds"]]
    return DepartmentEvaluation(
        evaluation_id,
        year=form["year"],
        title=text("title"),
        year_line=text("title_year_line"),
        seal_line=text("unit_seal_line"),
        fill_date=text("fill_date"),
        department=text("unit_name"),
        unit=MoneyUnit(form["money_unit"]),
        total=lines[0],
        basic=lines[1],
        project=lines[2],
        other=lines[3],
        goal_expected=text("goal_expected"),
        goal_actual=text("goal_actual"),
        indicators=tuple(_scored_indicator(row, evaluation_id) for row in form["indicators"]),
        total_weight=_amount(text("total_weight")),
        total_score=_amount(text("total_score")),
        conclusion=text("conclusion"),
        contact=text("contact"),
        phone=text("phone"),
        notes=tuple(form["notes"]),
    )


def _funds_line(line: Form) -> FundsLine:
    """Return a line of 部门总体资金; "5219.46万元", "10分", "99%" and "—" are printed with their units."""

    def number(key: str, unit: str) -> Decimal | None:
        printed = line[key].strip()
        return None if printed in ("", "—") else Decimal(printed.removesuffix(unit))

    rate = number("rate", "%")
    return FundsLine(
        number("initial", "万元"),
        number("annual", "万元"),
        number("executed", "万元"),
        number("weight", "分"),
        None if rate is None else rate / 100,
        number("score", "分"),
    )


def _scored_indicator(row: Form, evaluation_id: str) -> Indicator:
    """Return an indicator of a self-evaluation; its 一级 is printed with the weight of the group."""
    text = partial(_text, row)
    return Indicator(
        project_id=evaluation_id,
        level1=text("level1") + text("level1_weight"),
        level2=text("level2"),
        level3=text("level3"),
        target=text("target"),
        weight=_amount(text("weight")),
        actual=text("actual"),
        score=_amount(text("score")),
        reason=text("reason"),
    )
