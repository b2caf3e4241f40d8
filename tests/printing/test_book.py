import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.datavalidation import DataValidation

from macros_py.errors import FileProblem, TemplateProblem, WorkbookProblem
from macros_py.printing import Page, Template, render_book

Draw, Load, Rendered = Callable[..., Path], Callable[[Path], Template], Callable[..., Any]


def rows(count: int, **fields: str) -> list[dict[str, object]]:
    base = {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "完成次数", "指标值": "≥1次", "说明": ""}
    return [{**base, **fields, "三级指标": fields.get("三级指标", f"第{n}项")} for n in range(1, count + 1)]


def merges(sheet: Any) -> set[str]:
    return {str(area) for area in sheet.merged_cells.ranges}


def test_the_real_forms_land_in_their_cells(
    shipped: dict[str, Template], pages: list[Page], rendered: Rendered
) -> None:
    book = rendered(shipped["附表7"], pages, shipped["目录"])
    assert 14 == len(book.worksheets)
    for page, sheet in zip(pages, book.worksheets[1:], strict=True):
        cells = {
            "A2": "标题",
            "C4": "一级项目名称",
            "F4": "项目名称",
            "C5": "主管部门",
            "F5": "实施单位",
            "C9": "年度总体目标",
        }
        assert {key: page.values[name] for key, name in cells.items()} == {key: sheet[key].value for key in cells}
        amounts = [float(str(page.values[name])) for name in ("年度资金总额", "财政拨款", "非财政拨款")]
        assert amounts == [sheet[f"E{row}"].value for row in (6, 7, 8)]
        for number, row in enumerate(page.rows, start=11):
            assert [row["三级指标"], row["指标值"], row["说明"] or None] == [
                sheet.cell(number, c).value for c in (4, 5, 6)
            ]
            assert {"s"} == {sheet.cell(number, c).data_type for c in (4, 5)}
            assert "@" == sheet.cell(number, 5).number_format
        assert f"A10:A{10 + len(page.rows)}" in merges(sheet)


def test_equal_labels_merge_inside_the_label_left_of_them_and_blanks_never(
    shipped: dict[str, Template], rendered: Rendered
) -> None:
    """
    产出 数量 / 产出 数量 / 产出 质量 / 效益 质量 / 效益 "" / 效益 "" / "" 满意 / "" 满意
    """
    pairs = [
        ("产出", "数量"),
        ("产出", "数量"),
        ("产出", "质量"),
        ("效益", "质量"),
        ("效益", ""),
        ("效益", ""),
        ("", "满意"),
        ("", "满意"),
    ]
    lines = [{"一级指标": one, "二级指标": two, "三级指标": "x"} for one, two in pairs]
    sheet = rendered(shipped["附表7"], [Page("表", {}, lines)]).worksheets[0]
    assert {"B11:B13", "B14:B16", "C11:C12"} == {area for area in merges(sheet) if re.match("[BC]1[1-9]", area)}
    assert [None, None] == [sheet["B12"].value, sheet["C12"].value]
    assert ["满意", "满意"] == [sheet["C17"].value, sheet["C18"].value]


def test_a_form_without_indicators_prints_one_empty_row(shipped: dict[str, Template], rendered: Rendered) -> None:
    sheet = rendered(shipped["附表7"], [Page("表", {"标题": "甲"}, [])]).worksheets[0]
    assert (11, "甲", None) == (sheet.max_row, sheet["A2"].value, sheet["D11"].value)
    assert "thin" == sheet["D11"].border.left.style


@pytest.mark.parametrize(
    "text",
    [
        "=3次",
        "=SUM(A1)",
        "+86",
        "-5",
        "@x",
        "<b>&\"'</b>",
        "]]>",
        " 前后空格 ",
        "两\n行",
        "😀👍🏽",
        "_x0041_",
        "100%%s",
        "{{ 项目名称 }}",
        "0012",
    ],
)
def test_every_text_stays_the_text_it_is(text: str, shipped: dict[str, Template], rendered: Rendered) -> None:
    sheet = rendered(shipped["附表7"], [Page("表", {"项目名称": text}, rows(2, 指标值=text))]).worksheets[0]
    assert [text] * 3 == [sheet["F4"].value, sheet["E11"].value, sheet["E12"].value]
    assert {"s"} == {sheet[place].data_type for place in ("F4", "E11")}


def test_control_characters_are_left_out_and_line_ends_are_one(
    shipped: dict[str, Template], rendered: Rendered
) -> None:
    sheet = rendered(shipped["附表7"], [Page("表", {"项目名称": "甲\x00\x0b乙\r\n丙\ud800丁\ufffe"}, [])]).worksheets[0]
    assert "甲乙\n丙丁" == sheet["F4"].value


@pytest.mark.parametrize(
    ("value", "format", "expected"),
    [
        (Decimal("27.37"), "0.00", 27.37),
        (Decimal("0.00"), "0.00", 0),
        (3, "General", 3),
        (Decimal("1E+3"), "0.00", 1000),
        (Decimal("27.37"), "@", "27.37"),
        (True, "General", "是"),
        (None, "0.00", None),
        ("27.37", "0.00", "27.37"),
        (1.5, "0.0", 1.5),
    ],
)
def test_a_number_stays_a_number_unless_its_cell_is_text(
    value: object, format: str, expected: object, draw: Draw, load: Load, rendered: Rendered
) -> None:
    template = load(draw({"A1": "{{ 财政拨款 }}"}, lambda sheet: setattr(sheet["A1"], "number_format", format)))
    cell = rendered(template, [Page("表", {"财政拨款": value}, [])]).worksheets[0]["A1"]
    assert (expected, format) == (cell.value, cell.number_format)


def test_a_text_longer_than_a_cell_is_told_with_its_sheet(shipped: dict[str, Template], tmp_path: Path) -> None:
    page = Page("培训", {"年度总体目标": "长" * 32_768}, [])
    with pytest.raises(WorkbookProblem, match="表“培训”.*32768 个字"):
        render_book(tmp_path / "x.xlsx", [(shipped["附表7"], page)])
    assert [] == list(tmp_path.iterdir())


def test_no_page_is_told_and_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="没有可以生成的项目"):
        render_book(tmp_path / "x.xlsx", [])
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "tag", ["{{ 财政拨款 + 1 }}", "{{ 1 / 财政拨款|int }}", "{{ '字' * 9999999 }}", "{{ 项目名称.__class__.mro() }}"]
)
def test_a_tag_that_cannot_be_worked_out_is_named_with_cell_and_sheet(
    tag: str, draw: Draw, load: Load, tmp_path: Path
) -> None:
    template = load(draw({"A1": "{{ 项目名称 }}", "B3": tag}))
    with pytest.raises(TemplateProblem, match=r"B3 .*表“甲表”"):
        render_book(tmp_path / "x.xlsx", [(template, Page("甲表", {"财政拨款": "零"}, []))])


def test_the_same_pages_give_the_same_bytes(shipped: dict[str, Template], pages: list[Page], tmp_path: Path) -> None:
    prints = []
    for name in ("a.xlsx", "b.xlsx"):
        render_book(tmp_path / name, [(shipped["附表7"], page) for page in pages], shipped["目录"])
        prints.append(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert prints[0] == prints[1]


def test_the_contents_list_every_sheet_with_a_link_that_leads_there(
    shipped: dict[str, Template], rendered: Rendered
) -> None:
    names = ["a/b\\c:*?", "同名", "同名", "O'Brien", "目录"]
    pages = [Page(name, {"项目名称": name, "年度资金总额": Decimal(n)}, rows(1)) for n, name in enumerate(names, 1)]
    book = rendered(shipped["附表7"], pages, shipped["目录"])
    sheet = book["目录"]
    assert ["目录", "a／b＼c：＊？", "同名", "同名(2)", "O'Brien", "目录(2)"] == book.sheetnames
    assert book.sheetnames[1:] == [sheet.cell(row, 8).value for row in range(4, 9)]
    assert [1, 2, 3, 4, 5] == [sheet.cell(row, 1).value for row in range(4, 9)]
    places = [sheet.cell(row, 8).hyperlink.location for row in range(4, 9)]
    assert [f"'{name.replace(chr(39), chr(39) * 2)}'!A1" for name in book.sheetnames[1:]] == places
    assert "共 5 个项目" == sheet["A2"].value


def test_rows_merges_and_rules_below_the_repeating_row_move_down(draw: Draw, load: Load, rendered: Rendered) -> None:
    def arrange(sheet: Any) -> None:
        sheet.merge_cells("A1:A3")  # a label over heading and rows, ending one row below them
        sheet.merge_cells("B4:C5")
        sheet.conditional_formatting.add(
            "B2:B2", FormulaRule(formula=['$B2="急"'], fill=PatternFill("solid", bgColor="FFFF00"))
        )
        sheet.conditional_formatting.add("B4", FormulaRule(formula=["LEN(B4)>3"], font=Font(bold=True)))
        check = DataValidation("list", formula1='"优,良"', sqref="B3")
        sheet.add_data_validation(check)
        sheet.print_area = "A1:C5"

    cells = {"A1": "绩效", "B1": "三级", "B2": "{{ 三级指标 }}", "B3": "优", "B4": "签字：{{ 项目名称 }}"}
    template = load(draw(cells, arrange))
    sheet = rendered(template, [Page("表", {"项目名称": "甲"}, rows(4))]).worksheets[0]
    assert {"A1:A6", "B7:C8"} == merges(sheet)
    assert ("优", "签字：甲") == (sheet["B6"].value, sheet["B7"].value)
    rules = {
        str(area.sqref): [rule.formula for rule in found]
        for area, found in sheet.conditional_formatting._cf_rules.items()
    }
    assert {"B2:B5": [['$B2="急"']], "B7": [["LEN(B7)>3"]]} == rules
    assert ["B6"] == [str(one.sqref) for one in sheet.data_validations.dataValidation]
    assert "'表'!$A$1:$C$8" == sheet.print_area


def test_two_templates_in_one_book_keep_their_looks(draw: Draw, load: Load, tmp_path: Path) -> None:
    """
    甲: 宋体 20 red, yellow fill. 乙: 黑体 9, an own number format, a theme colour, another theme.
    """

    def first(sheet: Any) -> None:
        sheet["A1"].font = Font(name="宋体", size=20, color="FFFF0000")
        sheet["A1"].fill = PatternFill("solid", fgColor="FFFFFF00")
        sheet["A2"].number_format = '0.0"万"'

    def second(sheet: Any) -> None:
        sheet.parent.loaded_theme = sheet.parent.loaded_theme or _theme().replace(b"4F81BD", b"123456")
        sheet["A1"].font = Font(name="黑体", size=9, color=Color(theme=4))
        sheet["A2"].number_format = '0.000"元"'
        sheet["A1"].alignment = Alignment(horizontal="right")

    cells = {"A1": "{{ 项目名称 }}", "A2": "{{ 财政拨款 }}"}
    one, two = load(draw(cells, first, "甲.xlsx")), load(draw(cells, second, "乙.xlsx"))
    page = Page("表", {"项目名称": "甲", "财政拨款": Decimal(5)}, [])
    render_book(tmp_path / "x.xlsx", [(one, page), (two, page), (one, page)])
    a, b, c = openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets
    for sheet in (a, c):
        assert ("宋体", 20, "FFFF0000", "FFFFFF00", '0.0"万"') == (
            sheet["A1"].font.name,
            sheet["A1"].font.size,
            sheet["A1"].font.color.rgb,
            sheet["A1"].fill.fgColor.rgb,
            sheet["A2"].number_format,
        )
    assert ("黑体", 9, "FF123456", "right", '0.000"元"', None) == (
        b["A1"].font.name,
        b["A1"].font.size,
        b["A1"].font.color.rgb,
        b["A1"].alignment.horizontal,
        b["A2"].number_format,
        b["A1"].fill.fill_type,
    )


def _theme() -> bytes:
    from openpyxl.xml.constants import ARC_THEME

    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    with zipfile.ZipFile(stream) as archive:
        return archive.read(ARC_THEME)


def test_only_the_first_sheet_is_selected_and_every_part_is_declared(
    shipped: dict[str, Template], pages: list[Page], tmp_path: Path
) -> None:
    path = tmp_path / "x.xlsx"
    names = render_book(path, [(shipped["附表7"], page) for page in pages[:3]], shipped["目录"])
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheets = [parts[f"xl/worksheets/sheet{n}.xml"] for n in range(1, 5)]
    assert [True, False, False, False] == ["tabSelected" in sheet for sheet in sheets]
    assert all("r:id" not in sheet and "<drawing" not in sheet for sheet in sheets)
    declared = set(re.findall(r'PartName="/([^"]+)"', parts["[Content_Types].xml"]))
    assert declared == {name for name in parts if not name.endswith(".rels") and name != "[Content_Types].xml"}
    assert [page.name for page in pages[:3]] == names
    assert "附表7 工作簿" in parts["docProps/core.xml"]


def test_progress_names_every_finished_sheet(shipped: dict[str, Template], pages: list[Page], tmp_path: Path) -> None:
    seen: list[tuple[int, str]] = []
    render_book(
        tmp_path / "x.xlsx",
        [(shipped["附表7"], page) for page in pages[:2]],
        None,
        lambda n, name: seen.append((n, name)),
    )
    assert [(1, pages[0].name), (2, pages[1].name)] == seen


def test_the_contents_keep_the_width_of_their_links_beside_long_names(
    shipped: dict[str, Template], pages: list[Page], rendered: Rendered
) -> None:
    long = [replace(page, values={**page.values, "项目名称": "农村人居环境整治提升" * 20}) for page in pages] * 3
    names = [replace(page, name=f"{n}{'乡村振兴与农村人居环境整治' * 3}") for n, page in enumerate(long)]
    sheet = rendered(shipped["附表7"], names, shipped["目录"])["目录"]
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFGH"]
    # 31 characters in print of 8 points across A4 turned, its margins 0.4 inches.
    assert widths[-1] / sum(widths) >= 31 * 8 / (841.9 - 0.8 * 72)
