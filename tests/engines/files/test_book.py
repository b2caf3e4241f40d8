from __future__ import annotations

import datetime as dt
import shutil
import zipfile

import openpyxl
import pytest

from macros_py.engines import open_book
from macros_py.errors import FileProblem

VALUES = [
    ["编号", "目标", "日期", "得分", None],
    ["001", "=3次", dt.datetime(2026, 12, 20), 3.0, "普通 粗 尾"],
    ["002", "甲\n乙 ", True, None, 0.1],
]


def test_values_read_the_same_before_and_after_openpyxl_is_asked(rich_file):
    with open_book(rich_file) as book:
        sheet = book.sheets["项目清单"]
        assert sheet["B3:F5"].value == VALUES
        assert not book.impl.loaded
        assert sheet["E4:E5"].formula == (("=1+2",), ("=1/0",))
        assert book.impl.loaded
        sheet["H1"].value = 1
        assert sheet["B3:F5"].value == VALUES


def test_what_calamine_reads_is_what_openpyxl_reads(rich_file):
    workbook = openpyxl.load_workbook(rich_file, data_only=True)
    with open_book(rich_file) as book:
        for sheet in book.sheets:
            for row in workbook[sheet.name].iter_rows():
                for cell in row:
                    expected = None if cell.data_type == "e" else cell.value
                    if isinstance(expected, int) and sheet.range(cell.coordinate).value != expected:
                        expected = dt.datetime(1899, 12, 30) + dt.timedelta(expected)  # Chinese built-in date formats
                    assert sheet.range(cell.coordinate).value == expected


def test_a_chinese_built_in_date_format_is_named(rich_file):
    with open_book(rich_file) as book:
        assert book.sheets[0]["D4"].number_format == 'yyyy"年"m"月"d"日"'


def test_a_calculated_value_stays_readable_until_its_cell_is_written(rich_file):
    with open_book(rich_file) as book:
        sheet = book.sheets[0]
        sheet["A1"].value = 1
        assert sheet["E4"].value == 3.0
        sheet["E4"].value = "=2+3"
        assert (sheet["E4"].value, sheet["E4"].formula) == (None, "=2+3")


def test_saving_loses_nothing(rich_file):
    with open_book(rich_file) as book:
        book.sheets[0]["B5"].value = "003"
        book.save()
    sheet = openpyxl.load_workbook(rich_file, rich_text=True)["项目清单"]
    table = sheet.tables["项目"]
    assert (sheet["B5"].value, sheet["C4"].value, sheet["C4"].data_type) == ("003", "=3次", "s")
    assert (table.ref, table.tableStyleInfo.name, table.column_names) == (
        "B3:E5",
        "TableStyleLight9",
        ["编号", "目标", "日期", "得分"],
    )
    assert [(str(v.sqref), v.formula1) for v in sheet.data_validations.dataValidation] == [("C4:C99", "字典!$A$1:$A$3")]
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["E4:E99"]
    assert sheet.freeze_panes == "C4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert (sheet.print_title_rows, sheet.print_area) == ("$3:$3", "'项目清单'!$B$3:$F$99")
    assert sheet.oddFooter.center.text == "第 &P 页"
    assert (sheet["F9"].hyperlink.location, sheet["B4"].comment.text) == ("'字典'!A1", "编号是文本")
    assert [(str(part), bool(getattr(getattr(part, "font", None), "b", False))) for part in sheet["F4"].value] == [
        ("普通", False),
        (" 粗 ", True),
        ("尾", False),
    ]
    assert (sheet.row_dimensions[4].height, sheet.column_dimensions["G"].hidden) == (33, True)
    assert (sheet.column_dimensions["A"].min, sheet.column_dimensions["A"].max) == (1, 4)
    assert sheet["B99"].number_format in ("@", "General")
    assert sheet.parent["字典"].sheet_state == "veryHidden"
    assert sheet.parent.defined_names["年度"].value == "项目清单!$F$5"
    assert sheet.parent.calculation.fullCalcOnLoad is True


def test_saving_is_reproducible_and_saving_again_changes_nothing(rich_file, tmp_path):
    made = []
    for name in ("一", "二"):
        shutil.copy(rich_file, tmp_path / f"{name}.xlsx")
        with open_book(tmp_path / f"{name}.xlsx") as book:
            book.sheets[0]["B5:C6"].value = [["003", "x"], ["004", "y"]]
            book.sheets[0]["A:A"].column_width = 9
            book.save()
            made.append((tmp_path / f"{name}.xlsx").read_bytes())
            book.save()
            made.append((tmp_path / f"{name}.xlsx").read_bytes())
    assert len(set(made)) == 1


def test_an_untouched_book_is_saved_byte_for_byte(rich_file, tmp_path):
    with open_book(rich_file) as book:
        assert book.sheets[0]["B4"].value == "001"
        book.save(tmp_path / "副本.xlsx")
    assert (tmp_path / "副本.xlsx").read_bytes() == rich_file.read_bytes()


def test_a_book_that_openpyxl_would_damage_is_read_and_not_saved(rich_file):
    with zipfile.ZipFile(rich_file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    before = rich_file.read_bytes()
    with open_book(rich_file) as book:
        book.sheets[0]["A1"].value = 1
        with pytest.raises(FileProblem, match=r"样本.xlsx.*VBA 宏.*在 Excel 里打开"):
            book.save()
    assert rich_file.read_bytes() == before


@pytest.mark.parametrize("name", ["甲.xls", "甲.xlsm", "甲.csv", "甲"])
def test_only_workbooks_without_macros_are_written(rich_file, tmp_path, name):
    with open_book(rich_file) as book, pytest.raises(FileProblem, match=r"\.xlsx"):
        book.save(tmp_path / name)
    assert not (tmp_path / name).exists()


def test_only_one_tab_is_selected_after_sheets_were_added_and_copied(rich_file):
    with open_book(rich_file) as book:
        book.sheets.add("新", after=book.sheets[0])
        book.sheets[0].copy(name="副本")
        book.sheets["新"].activate()
        book.save()
    workbook = openpyxl.load_workbook(rich_file)
    assert [sheet.title for sheet in workbook if sheet.sheet_view.tabSelected] == ["新"]
    assert workbook.active.title == "新"


def test_a_copied_sheet_keeps_what_openpyxl_leaves_out(rich_file):
    with open_book(rich_file) as book:
        book.sheets[0].copy(name="副本")
        book.save()
    sheet = openpyxl.load_workbook(rich_file)["副本"]
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == ("C4", "$3:$3", "landscape")
    assert sheet.print_area == "'副本'!$B$3:$F$99"
    assert [str(v.sqref) for v in sheet.data_validations.dataValidation] == ["C4:C99"]
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["E4:E99"]
    assert sheet.tables.items() == [("项目_2", "B3:E5")]
    assert sheet.oddFooter.center.text == "第 &P 页"


def test_one_column_of_a_group_is_widened_alone(rich_file):
    with open_book(rich_file) as book:
        sheet = book.sheets[0]
        sheet["B:B"].column_width = 40
        widths = [sheet[f"{c}1"].column_width for c in "ABCD"]
        book.save()
    assert widths == [18.0, 40.0, 18.0, 18.0]
    with open_book(rich_file) as book:
        assert [book.sheets[0][f"{c}1"].column_width for c in "ABCD"] == widths


def test_writing_over_rich_text_and_links_replaces_the_text(rich_file):
    with open_book(rich_file) as book:
        book.sheets[0]["F4"].value = "新"
        book.save()
    assert openpyxl.load_workbook(rich_file, rich_text=True)["项目清单"]["F4"].value == "新"


def test_a_damaged_sheet_is_told_in_a_sentence(rich_file, tmp_path):
    with zipfile.ZipFile(rich_file) as source, zipfile.ZipFile(tmp_path / "坏.xlsx", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[: len(content) // 2] if name == "xl/worksheets/sheet1.xml" else content)
    with open_book(tmp_path / "坏.xlsx") as book, pytest.raises(FileProblem, match="坏.xlsx"):
        book.sheets[0]["B4"].value  # noqa: B018
        book.sheets[0]["B4"].formula  # noqa: B018
