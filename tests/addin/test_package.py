"""fubiao7.xlam and 附表7.xlsm as packages: sound, valid, with a ribbon that Office takes and VBA that a scanner reads."""

from __future__ import annotations

import importlib.resources
import io
import re
import shutil
import zipfile
from operator import attrgetter
from pathlib import Path

import pytest
from lxml import etree
from oletools.mraptor import MacroRaptor
from oletools.olevba import VBA_Parser
from openpyxl import load_workbook
from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.exceptions import VBACompileError

from macros_py.addin import source
from macros_py.home import home
from macros_py.package.lint import lint

PRODUCTS = ("fubiao7.xlam", "附表7.xlsm")
RIBBONS = {
    "customUI/customUI14.xml": (
        "http://schemas.microsoft.com/office/2009/07/customui",
        "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
    ),
    "customUI/customUI.xml": (
        "http://schemas.microsoft.com/office/2006/01/customui",
        "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility",
    ),
}
#: Pictures that Office has by these names; only such may stand on a button, an unknown one shows an empty square.
ICONS = set(
    """
    AutoSum CalculateNow CreateReport ExportTextFile FileNew FileOpen FilePrint FileSave FileSaveAsPdfOrXps FunctionWizard
    ChartInsert Help ImportExcel PivotTableInsert PropertySheet ReplaceDialog ReviewAcceptChange ReviewTrackChanges Undo
    """.split()
)


@pytest.fixture(params=PRODUCTS)
def product(request):
    return home() / "workbook" / request.param


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_no_product_gives_a_complaint(product):
    assert [] == [str(complaint) for complaint in lint(product)]


@pytest.mark.validator
def test_every_product_is_valid(product, validate, tmp_path):
    assert [] == validate(Path(shutil.copy(product, tmp_path / f"product{product.suffix}")))


@pytest.mark.parametrize("part", RIBBONS)
def test_each_ribbon_is_led_to_by_the_relationship_of_its_version(product, part):
    namespace, kind = RIBBONS[part]
    package = parts(product)
    relationships = etree.fromstring(package["_rels/.rels"])

    assert [kind] == [node.get("Type") for node in relationships if node.get("Target") == part]
    assert etree.QName(etree.fromstring(package[part])).namespace == namespace


@pytest.mark.parametrize("part", RIBBONS)
def test_the_ribbon_keeps_to_the_schema(product, part):
    text = (Path(__file__).parent / "ribbon.xsd").read_text(encoding="utf-8")
    schema = etree.XMLSchema(etree.fromstring(text.replace("NAMESPACE", RIBBONS[part][0]).encode()))
    schema.validate(etree.fromstring(parts(product)[part]))

    assert [] == [str(error) for error in schema.error_log]


def test_the_schema_refuses_what_office_refuses():
    text = (Path(__file__).parent / "ribbon.xsd").read_text(encoding="utf-8")
    namespace = RIBBONS["customUI/customUI14.xml"][0]
    schema = etree.XMLSchema(etree.fromstring(text.replace("NAMESPACE", namespace).encode()))
    good = source.ribbon_xml(namespace)

    for old, new in (
        ('keytip="J"', 'keytip="ABCD"'),
        ('supertip="', f'supertip="{"长" * 1024}'),
        ('size="large"', 'size="big"'),
        ('label="校验" imageMso', "imageMso"),
    ):
        assert old in good
        assert not schema.validate(etree.fromstring(good.replace(old, new, 1).encode()))


def test_ids_and_keys_of_the_ribbon_are_unique_and_its_icons_known(product):
    ribbon = etree.fromstring(parts(product)["customUI/customUI14.xml"])
    nodes = list(ribbon.iter())
    ids = [node.get("id") for node in nodes if node.get("id")]
    keys = [node.get("keytip") for node in nodes if node.get("size")]

    assert sorted(ids) == sorted(set(ids))
    # A key that another one begins with could never be reached.
    assert [] == [(one, other) for one in keys for other in keys if one is not other and other.startswith(one)]
    assert set() == {node.get("imageMso") for node in nodes if node.get("imageMso")} - ICONS


def test_every_callback_is_in_the_vba_with_the_signature_of_a_button(product):
    ribbon = etree.fromstring(parts(product)["customUI/customUI14.xml"])
    wanted = {node.get("onAction") for node in ribbon.iter() if node.get("onAction")}
    with ExcelFile(product) as file:
        text = file.get_module(source.BUTTONS_MODULE)
    found = re.findall(r"^Public Sub (\w+)\(control As IRibbonControl\)\r$", text, re.MULTILINE)

    assert wanted == {f"{source.BUTTONS_MODULE}.{name}" for name in found}
    assert len(found) == len(set(found))


def test_the_vba_is_ascii_and_its_lines_short_enough_for_the_editor(product):
    with ExcelFile(product) as file:
        for name in file.module_names():
            text = file.get_module(name)
            assert text.isascii(), name
            assert max(map(len, text.splitlines())) < 1024, name
        assert [] == file.vba_project().validate()
        assert {"stdole", "Office"} == {reference.name for reference in file.references()}


def test_every_module_compiles(product):
    app = ExcelApplication()
    app.add_workbook()
    with ExcelFile(product) as file:
        for name in (source.XLWINGS_MODULE, source.BUTTONS_MODULE, source.FUNCTIONS_MODULE):
            app.add_module(file.get_module(name).replace("\r\n", "\n").partition("\n")[2], name=name)
    with pytest.raises(VBACompileError):
        app.add_module("Sub Broken()\n    If True Then\nEnd Sub\n", name="Broken")


def macros(path):
    parser = VBA_Parser(str(path))
    try:
        return {name.rpartition(".")[0]: code for _, _, name, code in parser.extract_macros()}
    finally:
        parser.close()


def test_olevba_reads_the_same_source_back(product, tmp_path):
    read = macros(shutil.copy(product, tmp_path / f"product{product.suffix}"))
    written = {
        source.XLWINGS_MODULE: source.xlwings_module(),
        source.BUTTONS_MODULE: source.buttons_module(),
        source.FUNCTIONS_MODULE: source.functions_module(source.worksheet_functions()),
    }

    assert written == {name: read[name].replace("\r\n", "\n").partition("\n")[2] for name in written}
    others = [line for name, code in read.items() if name not in written for line in code.splitlines()]
    assert [] == [line for line in others if not line.startswith("Attribute VB_")]


def raptor(code):
    found = MacroRaptor(code)
    found.scan()
    return found.get_flags(), found.suspicious, set(found.matches)


def test_mraptor_finds_in_the_module_of_xlwings_what_it_finds_in_theirs_and_nothing_in_ours(product, tmp_path):
    read = macros(shutil.copy(product, tmp_path / f"product{product.suffix}"))
    theirs = (importlib.resources.files("xlwings") / "xlwings_custom_addin.bas").read_text(encoding="utf-8")

    # W: it writes a settings file and deletes its log (SetAttr is a method of its Python object). X: it starts Python
    # (Declare … Lib, WScript.Shell). No A: nothing runs by itself, so mraptor calls it no malware.
    assert ("-WX", False, {"SetAttr", "Declare PtrSafe Function system Lib"}) == raptor(theirs)
    assert raptor(theirs) == raptor(read.pop(source.XLWINGS_MODULE))
    assert ("---", False, set()) == raptor("\n".join(read.values()))


def test_the_configuration_is_in_the_product_and_names_no_interpreter(product):
    addin, workbook = (f"application/vnd.ms-excel.{kind}.macroEnabled.main+xml".encode() for kind in ("addin", "sheet"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:  # openpyxl opens no add-in
        for name, content in parts(product).items():
            archive.writestr(name, content.replace(addin, workbook))
    sheet = load_workbook(stream)["fubiao7.conf"]
    rows = dict(sheet.iter_rows(values_only=True))

    assert rows["USE UDF SERVER"] is True
    assert rows["ADD_WORKBOOK_TO_PYTHONPATH"] == "false"
    assert not {"INTERPRETER_WIN", "INTERPRETER", "PYTHONPATH"} & set(rows)


def test_the_single_file_holds_the_standard_workbook():
    plain = load_workbook(home() / "workbook" / "附表7.xlsx")
    single = load_workbook(home() / "workbook" / "附表7.xlsm")

    assert [*plain.sheetnames, "fubiao7.conf"] == single.sheetnames
    assert single["fubiao7.conf"].sheet_state == "veryHidden"
    for name in plain.sheetnames:
        assert list(plain[name].values) == list(single[name].values)
        assert list(plain[name].tables) == list(single[name].tables)
        for part in ("data_validations.dataValidation", "conditional_formatting", "freeze_panes"):
            one, other = (attrgetter(part)(book[name]) for book in (plain, single))
            assert (one if isinstance(one, str | None) else len(list(one))) == (
                other if isinstance(other, str | None) else len(list(other))
            )


def test_no_other_product_of_the_project_holds_vba():
    folders = (home() / "workbook", home() / "templates_xlsx")
    with_vba = {path.name for folder in folders for path in folder.glob("*.xl*") if "xl/vbaProject.bin" in parts(path)}

    assert with_vba == set(PRODUCTS)
