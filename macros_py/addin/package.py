"""fubiao7.xlam and 附表7.xlsm: a workbook, the VBA project and the ribbon put into one package, byte for byte the same."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from macros_py.addin import source
from macros_py.config import Config
from macros_py.errors import MissingPart
from macros_py.package.archive import normalise, package_bytes
from macros_py.sheets.standard_workbook import build_standard_workbook

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

CONFIGURATION_SHEET = f"{source.PROJECT}.conf"
_TYPES, _ROOT_RELATIONSHIPS = "[Content_Types].xml", "_rels/.rels"
_PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WITH_MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
_RIBBON_RELATIONSHIPS = {
    "customUI/customUI14.xml": "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
    "customUI/customUI.xml": "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility",
}


def build_addin(config: Config) -> bytes:
    """Return the bytes of fubiao7.xlam: the configuration sheet, the VBA project and the ribbon."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = CONFIGURATION_SHEET
    _fill_configuration(book)
    book.properties.title = "绩效目标"
    package = _with_vba(_saved(book))
    package[_TYPES] = _replaced(package[_TYPES], _WITH_MACROS, _ADDIN)
    return _with_ribbon(package)


def build_single_file(config: Config) -> bytes:
    """Return the bytes of 附表7.xlsm: the standard workbook with the same VBA project and ribbon inside."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(build_standard_workbook(config)))
    book.create_sheet(CONFIGURATION_SHEET).sheet_state = "veryHidden"
    _fill_configuration(book)
    return _with_ribbon(_with_vba(_saved(book)))


def _fill_configuration(book: Workbook) -> None:
    sheet = book[CONFIGURATION_SHEET]
    for row in source.configuration():
        sheet.append(row)
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 32


def _saved(book: Workbook) -> bytes:
    book.properties.creator = "附表7 工作簿"
    stream = io.BytesIO()
    book.save(stream)
    return normalise(stream.getvalue())


def _with_vba(workbook: bytes) -> dict[str, bytes]:
    """Return the parts of the .xlsx ``workbook`` as those of an .xlsm with our modules in its VBA project."""
    try:
        from pyopenvba import ExcelFile
    except ImportError as error:
        raise MissingPart("重建加载项要用维护者的环境，请先运行：pip install -e .[dev]") from error
    parts = _parts(workbook)
    parts[_TYPES] = _replaced(parts[_TYPES], _PLAIN, _WITH_MACROS)
    modules = {
        source.XLWINGS_MODULE: source.xlwings_module(),
        source.BUTTONS_MODULE: source.buttons_module(),
        source.FUNCTIONS_MODULE: source.functions_module(source.worksheet_functions()),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsm"
        path.write_bytes(package_bytes(parts))
        with ExcelFile(path) as file:
            project = file.add_vba_project()
            for name, text in modules.items():
                text.encode("ascii")  # the code page of the project is 1252: anything else would become "?"
                project.add_module(name, text.replace("\n", "\r\n"))
            file.save()
        return _parts(path.read_bytes())


def _with_ribbon(package: dict[str, bytes]) -> bytes:
    """Return the package with both forms of the ribbon, each led to by the relationship of its own version of Office."""
    relationships = b""
    for number, (name, kind) in enumerate(_RIBBON_RELATIONSHIPS.items(), 1):
        package[name] = source.ribbon_xml(source.CUSTOM_UI[name]).encode("utf-8")
        relationships += f'<Relationship Id="ribbon{number}" Type="{kind}" Target="{name}"/>'.encode()
    end = b"</Relationships>"
    package[_ROOT_RELATIONSHIPS] = _replaced(package[_ROOT_RELATIONSHIPS], end, relationships + end)
    return normalise(package_bytes(package))


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}


def _replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    if content.count(old) != 1:
        raise ValueError(f"{content.count(old)} times {old!r}")
    return content.replace(old, new)
