"""What a printed form can show of a project: its values under the names that the tags of a template use.

The names are the column headings of the standard workbook without their brackets (see ``Column.tag``).
"""

from __future__ import annotations

from macros_py.config import Config
from macros_py.model import Indicator, Project
from macros_py.scoring import ExecutionRule
from macros_py.sheets.columns import INDICATORS, PROJECTS, Cells
from macros_py.sheets.master_list import indicator_cells, project_cells

Value = object

PROJECT_TAGS = {column.field: column.tag for column in PROJECTS.columns if column.cells is not Cells.MARK}
INDICATOR_TAGS = {
    column.field: column.tag
    for column in INDICATORS.columns
    if column.cells is not Cells.MARK and column.field != "project_id"
}
PROJECT_NAMES = frozenset(PROJECT_TAGS.values())
INDICATOR_NAMES = frozenset(INDICATOR_TAGS.values())


def project_values(project: Project, config: Config) -> dict[str, Value]:
    """Return a project's values by tag; "" for a blank, the form kind's default title where none is written.

    执行率 and its score are computed here, because a file saved without Excel holds formulas without values.
    """
    cells: dict[str, Value] = dict(project_cells(project))
    rule = ExecutionRule(config.execution)
    done = project.evaluation
    cells["execution_rate"] = rule.rate(done.annual_budget, done.executed)
    cells["execution_score"] = rule.score(done.annual_budget, done.executed)
    values = {tag: "" if cells[field] is None else cells[field] for field, tag in PROJECT_TAGS.items()}
    kind = config.form_kind(project.form_kind)
    if not project.heading.title and kind:
        values["标题"] = kind.title.replace("{年度}", str(project.year or ""))
    values["表样"] = kind.name if kind else project.form_kind
    return values


def indicator_values(indicator: Indicator) -> dict[str, Value]:
    """Return an indicator's values by tag; "" for a blank."""
    cells = indicator_cells(indicator)
    return {tag: "" if cells[field] is None else cells[field] for field, tag in INDICATOR_TAGS.items()}
