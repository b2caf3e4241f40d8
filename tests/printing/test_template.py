import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros_py.errors import FileProblem, TemplateProblem
from macros_py.printing import Page, Request, Template, load_templates
from macros_py.printing.blueprints import BLUEPRINTS

ROOT = Path(__file__).resolve().parents[2]
PAGE = Page("表", {"项目名称": "甲"}, [{"三级指标": "一", "指标值": "=3次"}, {"三级指标": "二", "指标值": "1个"}])


@pytest.mark.parametrize("name", sorted(BLUEPRINTS))
def test_a_shipped_template_is_drawn_from_its_blueprint_byte_for_byte(name: str) -> None:
    assert BLUEPRINTS[name]() == (ROOT / "templates_xlsx" / name).read_bytes()


def test_every_wrong_cell_of_every_template_is_named_at_once(draw: Callable[..., Path]) -> None:
    """
    甲.xlsx: B2 an unknown name, C3 an unknown filter, D4 an open tag, E5 a formula. 乙.xlsx: A1 合并 outside a row.
    """
    first = draw(
        {"B2": "{{ 项目名 }}", "C3": "{{ 项目名称 | 大写 }}", "D4": "{{ 项目名称", "E5": "=SUM(A1:A2)"}, name="甲.xlsx"
    )
    second = draw({"A1": "{{ 项目名称 | 合并 }}"}, name="乙.xlsx")
    names, rows = frozenset({"项目名称"}), frozenset({"三级指标"})
    with pytest.raises(TemplateProblem) as caught:
        load_templates({"1": Request(first, names, rows), "2": Request(second, names, rows)})
    told = re.findall(r"模板 (\S+) 的 (\w+)", str(caught.value))
    assert {("甲.xlsx", "B2"), ("甲.xlsx", "C3"), ("甲.xlsx", "D4"), ("甲.xlsx", "E5"), ("乙.xlsx", "A1")} == set(told)


def test_two_blocks_of_repeating_rows_are_refused(draw: Callable[..., Path], load: Callable[[Path], Template]) -> None:
    with pytest.raises(TemplateProblem, match="只能有一处重复的行"):
        load(draw({"A2": "{{ 三级指标 }}", "A5": "{{ 指标值 }}"}))


def test_a_template_without_tags_is_refused(draw: Callable[..., Path], load: Callable[[Path], Template]) -> None:
    with pytest.raises(TemplateProblem, match="没有标签"):
        load(draw({"A1": "附表7"}))


def test_a_merge_that_starts_in_the_repeating_row_and_goes_on_below_is_refused(
    draw: Callable[..., Path], load: Callable[[Path], Template]
) -> None:
    with pytest.raises(TemplateProblem, match="A2:A3"):
        load(draw({"A2": "标", "B2": "{{ 三级指标 }}"}, lambda sheet: sheet.merge_cells("A2:A3")))


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_workbook_is_told_as_a_file_problem(
    tmp_path: Path, load: Callable[[Path], Template], content: bytes
) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileProblem, match="坏.xlsx"):
        load(path)


def test_a_missing_template_is_told(tmp_path: Path, load: Callable[[Path], Template]) -> None:
    with pytest.raises(FileProblem, match="找不到模板"):
        load(tmp_path / "无.xlsx")


def test_several_template_rows_repeat_together(
    draw: Callable[..., Path], load: Callable[[Path], Template], rendered: Callable[..., Any]
) -> None:
    """
    A1 三级指标 over two rows with 合并, B1 指标值, B2 说明.
    """
    template = load(
        draw(
            {"A1": "{{ 三级指标 | 合并 }}", "B1": "{{ 指标值 }}", "B2": "注：{{ 说明 }}"},
            lambda s: s.merge_cells("A1:A2"),
        )
    )
    rows = [
        {"三级指标": "甲", "指标值": "1", "说明": "x"},
        {"三级指标": "甲", "指标值": "2"},
        {"三级指标": "乙", "指标值": "3"},
    ]
    sheet = rendered(template, [Page("表", {}, rows)]).worksheets[0]
    assert ["1", "注：x", "2", "注：", "3", "注："] == [sheet.cell(row, 2).value for row in range(1, 7)]
    assert {"A1:A4", "A5:A6"} == {str(area) for area in sheet.merged_cells.ranges}


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """Change the parts of a package as another program would have written them."""
    target = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("sheet1.xml", "Blatt 1.xml"), change(name, old.read(name)))
    path.write_bytes(target.getvalue())
    return path


def test_a_template_as_other_programs_write_it_still_works(
    draw: Callable[..., Path], load: Callable[[Path], Template], rendered: Callable[..., Any]
) -> None:
    """
    Another part name, x14ac attributes, mc:AlternateContent, extLst, a tag split over rich-text runs, an inline string.
    """
    runs = '<si><r><rPr><b/><sz val="11"/></rPr><t>{{ 项目</t></r><r><t xml:space="preserve">名称 }}</t></r><phoneticPr fontId="1"/></si>'

    def change(name: str, content: bytes) -> bytes:
        text = content.decode()
        if name.endswith("sheet1.xml"):
            text = text.replace(
                "<worksheet ",
                (
                    '<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
                    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" mc:Ignorable="x14ac" '
                ),
                1,
            )
            text = text.replace("<row ", '<row x14ac:dyDescent="0.2" ')
            text = re.sub(r'<c r="B2"[^>]*>.*?</c>', '<c r="B2" t="inlineStr"><is><t>{{ 指标值 }}</t></is></c>', text)
            text = text.replace(
                "</worksheet>",
                (
                    '<mc:AlternateContent><mc:Choice Requires="x14"><controls/></mc:Choice></mc:AlternateContent>'
                    '<extLst><ext uri="{0}"/></extLst></worksheet>'
                ),
            )
        elif name.endswith("sharedStrings.xml"):
            text = text.replace("<si><t>{{ 项目名称 }}</t></si>", runs)
        else:
            text = text.replace("sheet1.xml", "Blatt%201.xml" if name.endswith(".rels") else "Blatt 1.xml")
        return text.encode()

    path = rewritten(draw({"A1": "{{ 项目名称 }}", "A2": "{{ 三级指标 }}", "B2": "{{ 指标值 }}"}), change)
    sheet = rendered(load(path), [PAGE]).worksheets[0]
    assert ["甲", "一", "二"] == [sheet.cell(row, 1).value for row in range(1, 4)]
    assert ["=3次", "1个"] == [sheet.cell(row, 2).value for row in (2, 3)]


def test_a_picture_is_told_as_a_warning(draw: Callable[..., Path], load: Callable[[Path], Template]) -> None:
    def change(name: str, content: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return content.replace(b"sheet1.xml", b"Blatt 1.xml")
        return content.replace(b"</worksheet>", b'<drawing xmlns:r="r" r:id="rId1"/></worksheet>')

    template = load(rewritten(draw({"A1": "{{ 项目名称 }}"}), change))
    assert 1 == len(template.warnings)
    assert "图片" in template.warnings[0]
