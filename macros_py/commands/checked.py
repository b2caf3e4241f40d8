"""Reading a workbook and running every check on it: what 【校验】 lists is what 【统计】 counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from macros_py.checks import CATALOGUE, Records, run_checks
from macros_py.checks.running import Report
from macros_py.config import Config
from macros_py.sheets.formula_cells import uncomputed_amounts, uncomputed_texts
from macros_py.sheets.fresh_scores import with_fresh_scores
from macros_py.sheets.live_totals import on_typed_totals
from macros_py.sheets.master_list import MasterList

if TYPE_CHECKING:
    import xlwings as xw


class Checked(NamedTuple):
    """A workbook as it was checked, its fresh scores worked out, and what the checks found."""

    master_list: MasterList
    records: Records
    report: Report


def checked(book: xw.Book, master_list: MasterList, config: Config) -> Checked:
    """Run every check on ``master_list``, which was read from ``book``."""
    master_list = with_fresh_scores(book, master_list, config.scheme)
    records = Records(
        master_list.projects,
        master_list.orphans,
        master_list.departments,
        uncomputed_amounts(book, master_list),
        uncomputed_texts(book, master_list),
        master_list.sums,
    )
    report = run_checks(CATALOGUE, records, config)
    findings = on_typed_totals(book, master_list, report.findings)
    return Checked(master_list, records, replace(report, findings=findings))
