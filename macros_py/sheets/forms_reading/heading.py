"""The lines above a form's table: its title, the year under it, and the lines of the unit and the project."""

from __future__ import annotations

import re
from dataclasses import dataclass

from macros_py.sheets.forms_reading.entries import labels_in
from macros_py.sheets.forms_reading.grid import Block, Layout
from macros_py.sheets.forms_reading.labels import folded
from macros_py.sheets.forms_reading.ledger import Ledger

_MARKER = re.compile(r"附(?:表|件)?[\d一二三四五六七八九十]*(?:[-—]\d+)?:?|表[\d一二三四五六七八九十]+(?:[-—]\d+)?:?")
_YEAR_LINE = re.compile(r"[(\[]?(\d{4}|[_\s×xX]*)年?[)\]]?年?度?[)\]]?")
_TITLE = re.compile(r"(?:表|申报书|批复书|情况)(?:[(\[].{0,16}[)\]])?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_CONTINUED = re.compile(r"\(?(?:续[表上页]?|接上[表页]|续上[表页])\d{0,2}[)]?")
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the table; ``lines`` are the lines between the title and the first label."""

    title: str = ""
    year_line: str = ""
    year: int | None = None
    lines: tuple[Block, ...] = ()


def is_marker(text: str) -> bool:
    """Tell whether a text is 附表7, 附件1 or the like."""
    return len(text) < 20 and bool(_MARKER.fullmatch(folded(text)))


def is_continued(text: str) -> bool:
    """Tell whether a text says that a table goes on from the page before: 续表, "项目支出绩效目标表（续）"."""
    short = folded(text)
    found = _CONTINUED.search(short[-6:]) if len(short) <= _LONGEST_TITLE else None
    ends = found is not None and short[-6:].endswith(found[0])
    return ends and (len(short) <= 6 or (found is not None and "(" in found[0]) or short.endswith(("续表", "续")))


def without_continued(title: str) -> str:
    """Return a title without the （续） of a further page."""
    return re.sub(r"\s*[(（]\s*续[表上页]?\d{0,2}\s*[)）]\s*$", "", title) if is_continued(title) else title


def is_year_line(text: str) -> bool:
    """Tell whether a text is the line of the year: "（2022年度）", "(2026年)年度", also with the year left blank."""
    short = folded(text)
    dated = "(" in short or "[" in short or any(map(str.isdigit, short))
    return len(text) < 30 and dated and bool(_YEAR_LINE.fullmatch(short))


def is_title(text: str) -> bool:
    """Tell whether a text is plainly a form's title."""
    whole = folded(text)
    if len(whole) > _LONGEST_TITLE or ":" in whole or re.match(r"注|说明|备注|\d[.、]", whole):
        return False
    ends = _TITLE.search(whole[-22:])
    return (
        bool(ends)
        and whole.endswith(ends[0] if ends else "")
        and bool(re.search("绩效|自评|批复|申报|项目支出|整体支出", whole))
    )


def year_in(text: str) -> int | None:
    """Return the first year that a text names."""
    found = _YEAR.search(folded(text))
    return int(found[0]) if found else None


def read_heading(layout: Layout, ledger: Ledger, rows: range) -> Heading:
    """Read the lines above the first label of a form; ``rows`` are those above its table.

    The title is the first line that reads like one; where none does, the first line above that of the year.
    """
    title = year_line = ""
    lines: list[Block] = []
    for row in layout.row_numbers(rows):
        blocks = [block for block in layout.rows[row] if not is_marker(block.text)]
        ledger.take(*(block for block in layout.rows[row] if is_marker(block.text)))
        labelled = [block for block in blocks if labels_in(block.text) and not is_year_line(block.text)]
        # 单位：万元 stands above or beside the title; any other label begins the table.
        if any(
            label.field not in ("money_unit", "project_id") and not (label.field == "year" and value)
            for b in labelled
            for label, _, value in labels_in(b.text)
        ):
            break
        for block in blocks:
            if block in labelled:
                continue
            if is_year_line(block.text):
                if year_line:
                    continue
                ledger.take(block)
                year_line = block.text if year_in(block.text) else ""
                if not title and lines and not any(is_title(line.text) for line in lines):
                    title = _take_title(ledger, lines.pop(0))
            elif not title and is_title(block.text):
                title, under = _parted(block.text)
                year_line = year_line or under
                ledger.take(block)
            elif not labelled:
                lines.append(block)
    year = year_in(year_line) or year_in(title)
    return Heading(title, year_line, year, tuple(lines))


def _take_title(ledger: Ledger, block: Block) -> str:
    ledger.take(block)
    return block.text


def _parted(text: str) -> tuple[str, str]:
    """Part a title from the year that stands in the same cell, on a line of its own."""
    head, _, last = text.rstrip().rpartition("\n")
    return (head.strip(), last.strip()) if head and is_year_line(last) else (text, "")
