"""What the lint complains of, and the catalogue of its rules."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something in a package that makes Excel show its repair prompt, drop a thing, or that leads nowhere.

    ``rule`` is a key of ``RULES``, ``part`` the name of the part in lower case, ``place`` a cell, a range, a name
    or an element in it. The text is for developers, hence English.
    """

    rule: str
    part: str
    place: str
    text: str

    def __str__(self) -> str:
        """Return one line."""
        return f"[{self.rule}] {self.part} {self.place}: {self.text}"


#: Every rule and what it is about. Limits are Excel's own ("Excel specifications and limits", ECMA-376, [MS-XLSX])
#: unless the rule says otherwise; what is marked "silent" costs no repair prompt but loses or misleads.
RULES: dict[str, str] = {
    "zip-damaged": "not a zip, a wrong checksum, a password, or a packing method other than stored and deflated",
    "zip-duplicate-entry": "two entries of one name, compared without regard to case",
    "zip-entry-name": "an absolute name, a backslash, '..', an empty segment or a character no part name may hold",
    "xml": "a part is no well-formed XML, holds a document type, or has another root element than its kind",
    "content-type-missing": "a part has neither an Override nor a Default",
    "content-type-wrong": "a part's content type is not that of the relationship that leads to it",
    "content-type-duplicate": "two entries of [Content_Types].xml for one part or extension",
    "content-type-orphan": "an Override for a part that is not there",
    "relationship-dangling": "the target is not in the package",
    "relationship-id": "an Id is missing, no XML name, or there twice",
    "relationship-missing": "r:id names no relationship of the part, or one of another kind",
    "relationship-shared": "two relationships lead to one sheet, table, drawing or comments part",
    "document-properties": "docProps: an element twice, a date that is none, a vector whose size is not that of its items",
    "workbook-missing": "no officeDocument relationship leads to a workbook with sheets",
    "element-order": "children of worksheet, workbook, styleSheet or table out of the order of the schema, or doubled",
    "sheet-name": "empty, over 31 characters, one of : \\ / ? * [ ], an apostrophe at an end, or History",
    "sheet-name-duplicate": "two sheets of one name, compared without regard to case",
    "sheet-id": "sheetId missing, out of range or there twice",
    "sheet-visible": "every sheet is hidden",
    "active-tab": "activeTab or firstSheet names no sheet, or activeTab a hidden one",
    "sheets-grouped": "several tabs are selected: what is typed goes into all of them (silent)",
    "defined-name": "no valid name: a cell address, R or C, a character no name may hold, over 255 characters",
    "defined-name-duplicate": "twice in one scope, without regard to case",
    "defined-name-scope": "localSheetId names no sheet",
    "defined-name-print": "print area or titles are no areas of their own sheet",
    "formula-length": "over 8192 characters",
    "formula-separator": "a semicolon outside texts and array constants",
    "formula-prefix": "a function newer than Excel 2007 without its _xlfn. prefix",
    "formula-malformed": "brackets or quotes unbalanced, an operator without operand, a character no formula holds",
    "formula-text-length": "a text literal over 255 characters",
    "formula-nesting": "functions nested over 64 deep, or over 255 arguments",
    "formula-missing-sheet": "a reference to a sheet or outside workbook that is not there",
    "formula-missing-table": "a structured reference to a table or column that is not there",
    "formula-shared": "a shared formula without its first cell, or an array formula without its area",
    "cell-reference": "no address inside the sheet, or one in another row than the cell",
    "cell-order": "cells of a row not from left to right, or one cell twice",
    "row-order": "rows not from top to bottom, or one row twice",
    "row-height": "below 0 or above 409.5 points",
    "column-width": "below 0 or above 255",
    "columns": "col elements that overlap, are unsorted, or lie outside the sheet",
    "cell-type": "an unknown type, or a value that is none of its type",
    "cell-style": "no such entry in cellXfs",
    "cell-metadata": "cm or vm without a metadata part",
    "shared-string-index": "no such entry in the shared strings",
    "text-length": "over 32,767 characters",
    "text-escape": "_xHHHH_ of a character no cell can hold",
    "text-space": "white space at an end without xml:space='preserve', which Excel drops (silent)",
    "reference": "a ref or sqref that is no area of the sheet",
    "merge-overlap": "merged areas overlap",
    "merge-single": "a merged area of one cell",
    "merge-table": "a merged area overlaps a table",
    "autofilter": "a sheet's filter overlaps a table, or a filtered column lies outside the filter",
    "validation-length": "a list literal, prompt or its title over 255 and 32, an error text over 225 characters",
    "validation-formula": "a rule lacks a formula that its type needs",
    "conditional-format-priority": "missing, below 1, or used twice on one sheet",
    "conditional-format-style": "dxfId names no differential format",
    "conditional-format-formula": "a rule lacks the formula that its type needs",
    "hyperlink-count": "over 65,530 links on one sheet",
    "hyperlink-length": "an address over 2079, a tooltip over 255 characters, or white space in an address",
    "link-dead": "a link inside the workbook that leads to no sheet, cell or name (silent)",
    "sheet-view": "a pane or selection that does not fit, or a view of a window that is not there",
    "page-breaks": "over 1026 manual breaks, or one outside the sheet",
    "header-footer": "a header or footer over 255 characters",
    "page-setup": "a scale outside 10 to 400, or margins below 0",
    "comment": "two notes in one cell, an author that is not there",
    "calc-chain": "the calculation chain names a cell without a formula",
    "table-id": "id missing, 0, or used twice in the workbook",
    "table-name": "no valid name, or one that a table or a name of the workbook has already",
    "table-reference": "no area with a heading and a data row inside the sheet",
    "table-overlap": "tables of one sheet overlap",
    "table-columns": "the columns are not as many as the area is wide or as count says, or an id is there twice",
    "table-heading": "empty, over 255 characters, there twice, or not the text of its heading cell",
    "table-autofilter": "the filter is not the table without its totals row",
    "table-style": "a differential format of the table is not there",
    "style-index": "a font, fill, border, number format or base format that is not there",
    "style-name": "two cell styles of one name",
    "style-count": "over 65,490 cell formats",
    "number-format": "an id twice, over 255 characters, over 4 sections, or a quote or bracket left open",
    "font": "a name over 31 characters, or a size outside 1 to 409",
    "alignment": "an indent above 250, or a rotation that is none",
}
