"""From projects to one printed workbook: each in the template of its 表样, a 目录 before them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from macros_py.config import Config, FormKind
from macros_py.errors import TemplateProblem
from macros_py.home import home
from macros_py.model import Project
from macros_py.printing.book import CONTENTS, contents_request, render_book
from macros_py.printing.program import Page
from macros_py.printing.template import Request, Template, load_templates
from macros_py.sheets.form_values import INDICATOR_NAMES, PROJECT_NAMES, indicator_values, project_values


def templates_folder() -> Path:
    """Return the folder that holds the templates of the printed forms."""
    return home() / "templates_xlsx"


def print_projects(
    projects: Sequence[Project], config: Config, out: Path, progress: Callable[[int, int], None]
) -> list[str]:
    """Write a sheet for each project, and a 目录 before them, to ``out``; return the sheet names.

    Every project's form kind must have a template. ``progress`` is told how many of the sheets are done.

    Raises:
        TemplateProblem: a template is missing, or holds tags that are not known; nothing is written then.
        FileProblem: ``out`` cannot be written.
    """
    kinds = [_kind(project, config) for project in projects]
    contents, templates = _load(dict.fromkeys(kind.template for kind in kinds))

    def pages() -> Iterator[tuple[Template, Page]]:
        for number, (project, kind) in enumerate(zip(projects, kinds, strict=True), 1):
            name = f"{number:0{len(str(len(projects)))}d} {project.name or project.project_id}"
            rows = [indicator_values(indicator) for indicator in project.indicators]
            yield templates[kind.template], Page(name, project_values(project, config), rows)

    return render_book(out, pages(), contents, lambda done, _: progress(done, len(projects)))


def _kind(project: Project, config: Config) -> FormKind:
    kind = config.form_kind(project.form_kind)
    if kind is None or not kind.template:
        raise TemplateProblem(f"表样“{project.form_kind}”还没有模板，请在 config.yaml 的 form_kinds 里给它指定一个。")
    return kind


def _load(names: dict[str, None]) -> tuple[Template, dict[str, Template]]:
    folder = templates_folder()
    requests = {name: Request(folder / name, PROJECT_NAMES, INDICATOR_NAMES) for name in names}
    requests[CONTENTS] = contents_request(folder / f"{CONTENTS}.xlsx", PROJECT_NAMES)
    templates = load_templates(requests)
    return templates.pop(CONTENTS), templates
