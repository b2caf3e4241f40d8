"""From projects and departments to one printed workbook: each in the template of its form kind, a 目录 before them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from macros_py.config import Config, FormKind
from macros_py.errors import TemplateProblem
from macros_py.home import home
from macros_py.model import DepartmentEvaluation, Indicator, Project
from macros_py.printing.book import CONTENTS, contents_request, render_book
from macros_py.printing.program import Page
from macros_py.printing.template import Request, Template, load_templates
from macros_py.sheets.form_values import (
    DEPARTMENT_NAMES,
    INDICATOR_NAMES,
    PROJECT_NAMES,
    department_values,
    indicator_values,
    project_values,
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet to print: its name without the number before it, its template's file name, values and rows.

    ``names`` are the tags the template may use outside its repeating rows.
    """

    name: str
    template: str
    names: frozenset[str]
    values: dict[str, object]
    indicators: tuple[Indicator, ...]


def project_sheet(project: Project, config: Config, form_kind: str = "") -> Sheet:
    """Return the sheet of a project in its own 表样, or in ``form_kind``.

    Raises:
        TemplateProblem: the form kind is unknown or has no template.
    """
    kind = _with_template(form_kind or project.form_kind, config)
    values = project_values(project, config, form_kind)
    return Sheet(project.name or project.project_id, kind.template, PROJECT_NAMES, values, project.indicators)


def department_sheet(department: DepartmentEvaluation, config: Config, projects: Sequence[Project]) -> Sheet:
    """Return the sheet of a department's evaluation; ``projects`` are those its 项目支出 may be summed from."""
    kind = _with_template(config.department_form_kind.name, config)
    values = department_values(department, config, projects)
    return Sheet(f"{department.department}整体自评", kind.template, DEPARTMENT_NAMES, values, department.indicators)


class Printed(NamedTuple):
    """The names of the sheets that were printed, and sentences on what of their templates is not carried over."""

    names: list[str]
    warnings: tuple[str, ...]


def print_sheets(sheets: Sequence[Sheet], out: Path, progress: Progress) -> Printed:
    """Write ``sheets``, and a 目录 before them, to ``out``.

    Raises:
        TemplateProblem: a template is missing, or holds tags that are not known; nothing is written then.
        FileProblem: ``out`` cannot be written.
    """
    contents, templates = _load({sheet.template: sheet.names for sheet in sheets})
    digits = len(str(len(sheets)))

    def pages() -> Iterator[tuple[Template, Page]]:
        for number, sheet in enumerate(sheets, 1):
            template = templates[sheet.template]
            rows = indicator_values(sheet.indicators, template.program.row_names)
            yield template, Page(f"{number:0{digits}d} {sheet.name}", sheet.values, rows)

    names = render_book(out, pages(), contents, lambda done, _: progress(done, len(sheets)))
    return Printed(names, tuple(text for template in (*templates.values(), contents) for text in template.warnings))


def print_blank(kind: FormKind, year: int, rows: int, out: Path, config: Config) -> Printed:
    """Write the blank form of ``kind`` for a unit to fill in, with ``rows`` empty indicator rows, to ``out``.

    Raises:
        TemplateProblem: the form kind has no blank form.
    """
    if not kind.blank:
        raise TemplateProblem(f"表样“{kind.name}”没有空白表，请在 config.yaml 的 form_kinds 里用 blank 指定模板。")
    templates = load_templates({kind.blank: _request(kind.blank, PROJECT_NAMES)})
    values = project_values(Project("", form_kind=kind.name, year=year), config, kind.name)
    template = templates[kind.blank]
    empty = indicator_values([Indicator("")] * rows, template.program.row_names)
    names = render_book(out, [(template, Page(f"空白{kind.name}", values, empty))])
    return Printed(names, template.warnings)


def _with_template(name: str, config: Config) -> FormKind:
    kind = config.form_kind(name)
    if kind is None or not kind.template:
        raise TemplateProblem(f"表样“{name}”还没有模板，请在 config.yaml 的 form_kinds 里给它指定一个。")
    return kind


def _request(template: str, names: frozenset[str]) -> Request:
    return Request(home() / "templates_xlsx" / template, names, INDICATOR_NAMES)


def _load(wanted: dict[str, frozenset[str]]) -> tuple[Template, dict[str, Template]]:
    requests = {template: _request(template, names) for template, names in wanted.items()}
    requests[CONTENTS] = contents_request(home() / "templates_xlsx" / f"{CONTENTS}.xlsx", PROJECT_NAMES)
    templates = load_templates(requests)
    return templates.pop(CONTENTS), templates
