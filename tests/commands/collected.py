"""What stands in a workbook after 汇总, and what its report says."""

from dataclasses import replace

from macros_py.engines import open_book
from macros_py.printing.project_sheets import project_sheet
from macros_py.sheets.master_list import read_master_list


def read(path):
    with open_book(path) as book:
        return read_master_list(book, may_be_empty=True)


def lines(data, kind):
    return [
        (line["project"].split(" ")[0], line["field"], line["ours"], line["theirs"])
        for line in data["lines"]
        if line["kind"] == kind
    ]


def without_number(record):
    rows = tuple(replace(row, project_id="") for row in record.indicators)
    number = "project_id" if hasattr(record, "funds") else "evaluation_id"
    return replace(record, indicators=rows, **{number: ""})


def as_kept(record, config):
    """Return a record as it is kept: without its number, and without the title its form kind prints of itself."""
    record = without_number(record)
    if not hasattr(record, "funds"):
        default = config.department_form_kind.title
        return replace(record, title="" if record.title == default else record.title)
    untitled = replace(record, heading=replace(record.heading, title=""))
    return untitled if project_sheet(untitled, config).values["标题"] == record.heading.title else record
