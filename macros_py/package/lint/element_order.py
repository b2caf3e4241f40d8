"""The order of child elements that the schema prescribes and Excel insists on (ECMA-376 part 1, annex A.2)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from macros_py.package.lint.complaint import Complaint
from macros_py.package.parts import MAIN

_ORDERS = {
    "worksheet": """
        sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
        autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting
        dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties
        cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls
        webPublishItems tableParts extLst
    """.split(),
    "workbook": """
        fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences
        definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing
        fileRecoveryPr webPublishObjects extLst
    """.split(),
    "styleSheet": """
        numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst
    """.split(),
    "table": "autoFilter sortState tableColumns tableStyleInfo extLst".split(),
}
_REPEATED = ("conditionalFormatting", "fileRecoveryPr")


def order_complaints(part: str, root: ElementTree.Element) -> Iterator[Complaint]:
    """Yield the children of ``root`` that stand too late, are there twice, or have no place there."""
    order = _ORDERS.get(root.tag.removeprefix(MAIN), [])
    last = -1
    for node in root:
        if not node.tag.startswith(MAIN) or not order:
            continue  # mc:AlternateContent and later namespaces stand where their makers put them
        name = node.tag.removeprefix(MAIN)
        position = order.index(name) if name in order else -1
        if position < last or (position == last and name not in _REPEATED):
            yield Complaint("element-order", part, name, f"after {order[last]}" if position >= 0 else "unknown")
        last = max(last, position)
