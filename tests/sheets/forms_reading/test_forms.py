"""The real forms read back exactly as transcribed, from grids and from real files, whatever is done to their layout."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest

from macros_py.model import Project
from macros_py.sheets.forms_reading import Grid, read_forms, read_sheets
from macros_py.sheets.forms_reading.labels import FOREIGN, head_label, indicator_column
from macros_py.sheets.transcription import load_forms, sample_departments, sample_projects

PROJECT_FORMS = [form for form in load_forms() if isinstance(form["funds"], dict)]
PROJECTS = sample_projects()
NAMES = [f"{form['seed']}-{form['no']}" for form in PROJECT_FORMS]
SEEDS = range(6)
EACH_FORM = pytest.mark.parametrize(("form", "expected"), list(zip(PROJECT_FORMS, PROJECTS, strict=True)), ids=NAMES)


def plain(project: Project | None) -> Project:
    """Return the project as a form can tell it: the 项目编号 and the form kind are not printed."""
    assert project is not None
    indicators = tuple(replace(indicator, project_id="") for indicator in project.indicators)
    return replace(project, project_id="", form_kind="", indicators=indicators)


def the_department_form() -> dict:
    return next(form for form in load_forms() if form["kind"] == "部门整体自评表")


@EACH_FORM
@pytest.mark.parametrize("merged", [True, False], ids=["merged", "typed"])
def test_every_real_form_reads_back_with_its_mistakes(
    form: dict, expected: Project, merged: bool, typed: Callable[..., Grid]
) -> None:
    (read,) = read_forms(typed(form, merged=merged))
    assert plain(expected) == plain(read.project)
    assert (form["kind"], ()) == (read.kind, read.unplaced)


def test_every_real_form_reads_back_from_one_file(typed: Callable[..., Grid], written: Callable[..., object]) -> None:
    path = written(*(typed(form) for form in PROJECT_FORMS))
    read = [read_forms(grid) for grid in read_sheets(path)]
    assert [plain(project) for project in PROJECTS] == [plain(form.project) for (form,) in read]


def test_all_real_forms_below_one_another_on_one_sheet_are_told_apart(typed: Callable[..., Grid]) -> None:
    read = read_forms(typed(*load_forms()))
    assert [form["kind"] for form in load_forms()] == [form.kind for form in read]
    assert [plain(project) for project in PROJECTS] == [plain(form.project) for form in read if form.project]
    assert [()] * 25 == [form.unplaced for form in read]


def test_however_many_forms_stand_beside_one_another_each_is_read(page_of: Callable[[str], Grid]) -> None:
    """Each way of parting the sheet was read anew in each other one: five forms took minutes."""
    one = (
        "2025年项目支出绩效目标表 | < | < | < | <",
        "项目名称 | 项目{n} | 实施单位 | 某局 | ",
        "年度总体目标 | 完成{n} | < | < | <",
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 备注",
        "产出指标 | 数量指标 | 次数 | ≥{n}次 | 无",
    )
    page = page_of("\n".join(" |  | ".join(line.format(n=n) for n in range(1, 6)) for line in one))
    forms = read_forms(page)
    assert [f"项目{n}" for n in range(1, 6)] == [form.project.name for form in forms if form.project]


@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("lower", [0, 7])
def test_forms_beside_one_another_on_one_sheet_are_told_apart(typed: Callable[..., Grid], gap: int, lower: int) -> None:
    forms = [PROJECT_FORMS[place] for place in (0, 13, 15)]
    cells: dict[tuple[int, int], object] = {}
    merges: list[tuple[int, int, int, int]] = []
    for place, form in enumerate(forms):
        right, down = max((column + gap for _, column in cells), default=0), place * lower
        grid = typed(form)
        cells |= {(row + down, column + right): value for (row, column), value in grid.cells.items()}
        merges += [(t + down, left + right, b + down, r + right) for t, left, b, r in grid.merges]
    read = read_forms(Grid("x", cells, tuple(merges)))
    assert [plain(PROJECTS[place]) for place in (0, 13, 15)] == [plain(form.project) for form in read]
    assert [()] * 3 == [form.unplaced for form in read]


def test_forms_without_a_title_or_a_blank_row_between_are_told_apart(typed: Callable[..., Grid]) -> None:
    grid = typed(*PROJECT_FORMS[:3])
    titles = {form["title"] for form in PROJECT_FORMS} | {"附表7"}
    cells = {place: value for place, value in grid.cells.items() if value not in titles}
    rows = {row: new for new, row in enumerate(sorted({row for row, _ in cells}), 1)}
    merges = tuple((rows[t], left, rows[b], right) for t, left, b, right in grid.merges if t in rows and b in rows)
    packed = Grid("x", {(rows[row], column): value for (row, column), value in cells.items()}, merges)
    assert [form["level2_project"] for form in PROJECT_FORMS[:3]] == [
        form.project.name for form in read_forms(packed) if form.project
    ]


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "typed"])
def test_the_department_form_reads_back_field_by_field(typed: Callable[..., Grid], merged: bool) -> None:
    form = the_department_form()
    (read,) = read_forms(typed(form, merged=merged))
    assert ("部门整体自评表", ()) == (read.kind, read.unplaced)
    evaluation = read.department
    assert evaluation is not None
    (sample,) = sample_departments()
    indicators = tuple(replace(indicator, project_id="") for indicator in sample.indicators)
    assert replace(sample, evaluation_id="", indicators=indicators) == evaluation
    assert (Decimal("5219.46"), Decimal(10), Decimal("0.99"), None) == (
        evaluation.total.initial,
        evaluation.total.weight,
        evaluation.total.rate,
        evaluation.basic.rate,
    )


def test_a_weight_in_a_cell_of_its_own_belongs_to_the_level_of_its_group(page_of: Callable[[str], Grid]) -> None:
    grid = page_of("""
        部门整体支出绩效自评表 | | | |
        部门（单位）名称 | 某局 | | |
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值
        产出指标 | 数量 | 甲 | 1个 | 1个
        (50分) | | 乙 | 2个 | 2个
        | 质量 | 丙 | 3个 | 3个
        效益指标(30分) | 社会效益 | 丁 | 4个 | 4个
    """)
    (read,) = read_forms(grid)
    assert read.department is not None
    assert [
        ("产出指标(50分)", "数量"),
        ("产出指标(50分)", "数量"),
        ("产出指标(50分)", "质量"),
        ("效益指标(30分)", "社会效益"),
    ] == [(indicator.level1, indicator.level2) for indicator in read.department.indicators]


def with_rows_and_columns(grid: Grid, seed: int) -> Grid:
    """Insert blank rows and columns as Excel does: merged ranges they fall into grow."""
    rng = random.Random(seed)
    rows = sorted(rng.sample(range(1, max(r for r, _ in grid.cells) + 1), 4))
    columns = sorted(rng.sample(range(1, max(c for _, c in grid.cells) + 1), 2))

    def moved(number: int, inserted: Iterable[int]) -> int:
        return number + sum(number >= place for place in inserted)

    return Grid(
        grid.name,
        {(moved(r, rows), moved(c, columns)): value for (r, c), value in grid.cells.items()},
        tuple((moved(t, rows), moved(a, columns), moved(b, rows), moved(z, columns)) for t, a, b, z in grid.merges),
    )


def with_other_writing(grid: Grid, seed: int) -> Grid:
    """Respace the labels and write them full-width, as clerks do."""
    rng = random.Random(seed)
    ways = [
        lambda text: "　".join(text),
        lambda text: "\n".join(text[i : i + 2] for i in range(0, len(text), 2)),
        lambda text: text.translate({ord("("): "（", ord(")"): "）", ord(":"): "："}) + " ",
        lambda text: f" {text}：" if not text.endswith((":", "：")) else text,
    ]

    def rewritten(value: object) -> object:
        label = isinstance(value, str) and (head_label(value) or indicator_column(value))
        known = label and label.field != FOREIGN
        return rng.choice(ways)(value) if known else value

    return Grid(grid.name, {place: rewritten(value) for place, value in grid.cells.items()}, grid.merges)


CHANGES = {"rows and columns inserted": with_rows_and_columns, "labels written otherwise": with_other_writing}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_changed_layouts_read_the_same(change: str, seed: int, typed: Callable[..., Grid]) -> None:
    for form, expected in zip(PROJECT_FORMS, PROJECTS, strict=True):
        if change == "rows and columns inserted" and form.get("anomaly"):
            continue  # its heading row is itself shifted by one column
        (read,) = read_forms(CHANGES[change](typed(form), seed))
        found, wanted = plain(read.project), plain(expected)
        labels = {"goal_label": "", "unit_label": ""}
        found = replace(found, heading=replace(found.heading, **labels))
        assert replace(wanted, heading=replace(wanted.heading, **labels)) == found
        assert () == read.unplaced


def test_columns_in_another_order_read_the_same(
    new_page: Callable[..., object], page_of: Callable[[str], Grid]
) -> None:
    headings = {
        "一级指标": "产出指标",
        "二级指标": "数量指标",
        "三级指标": "次数",
        "指标值": "3",
        "度量单位": "次",
        "备注": "说",
    }
    for order in list(permutations(headings))[::37]:
        table = " | ".join(order), " | ".join(headings[name] for name in order)
        (read,) = read_forms(page_of(f"项目名称 | 甲\n{table[0]}\n{table[1]}"))
        assert read.project is not None
        (row,) = read.project.indicators
        assert tuple(headings.values()) == (row.level1, row.level2, row.level3, row.target, row.unit, row.note)


def test_one_merged_cell_split_leaves_blanks_that_are_listed(typed: Callable[..., Grid]) -> None:
    form, expected = PROJECT_FORMS[0], PROJECTS[0]
    grid = typed(form)
    split = next(area for area in grid.merges if area[1] == area[3] == 3)
    (read,) = read_forms(replace(grid, merges=tuple(area for area in grid.merges if area != split)))
    assert read.project is not None
    rows = range(split[0] + 1, split[2] + 1)
    assert {f"C{row}" for row in rows} == {doubt.cell for doubt in read.doubts}
    assert [
        ("" if found.row in rows else wanted.level2)
        for found, wanted in zip(read.project.indicators, expected.indicators, strict=True)
    ] == [indicator.level2 for indicator in read.project.indicators]


@pytest.mark.parametrize(
    ("label", "field", "lost"),
    [
        ("二级项目名称", "name", "E4"),
        ("实施单位", "implementing_unit", "E5"),
        ("年度总体目标", "goal", "B9"),
        ("指标值", "target", "E11"),
        ("三级指标", "level3", "D11"),
        ("二级指标", "level2", "C11"),
        ("一级指标", "level1", "B11"),
    ],
)
def test_what_stands_beside_a_deleted_label_is_listed_not_guessed(
    label: str, field: str, lost: str, typed: Callable[..., Grid]
) -> None:
    grid = typed(PROJECT_FORMS[0])
    (read,) = read_forms(replace(grid, cells={k: v for k, v in grid.cells.items() if v != label}))
    assert read.project is not None
    assert lost in {unplaced.cell for unplaced in read.unplaced}
    owners = read.project.indicators if field in ("target", "level1", "level2", "level3") else (read.project,)
    assert {""} == {getattr(owner, field) for owner in owners}


def test_forms_to_fill_in_read_as_blank_forms(page_of: Callable[[str], Grid]) -> None:
    grid = page_of("""
        附表7 | | | | |
        项目支出绩效目标批复表 | < | < | < | < | <
        （    年度） | < | < | < | < | <
        | | | | | 单位：万元
        一级项目名称 | | | 二级项目名称 | |
        主管部门 | | | 实施单位 | |
        资金情况 | 年度资金总额： | < | | |
        ^ | 其中：财政拨款 | < | | |
        ^ | 非财政拨款 | < | | |
        年度总体目标 | | < | < | < | <
        绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 说明
        ^ | | | | |
        ^ | | | | |
    """)
    (read,) = read_forms(grid)
    assert read.project is not None
    heading = replace(read.project.heading, title="", goal_label="")
    assert Project("", "附表7") == replace(read.project, heading=heading)
    assert ((), ()) == (read.unplaced, read.doubts)


@pytest.mark.parametrize(
    "document",
    [
        "",
        "姓名 | 电话\n张三 | 138",
        "项目名称 | 主管部门 | 实施单位 | 年度资金总额 | 年度总体目标\n甲 | 乙 | 丙 | 5 | 完成",
        "项目编号 | 一级指标 | 二级指标 | 三级指标 | 指标值\n1 | 产出指标 | 数量指标 | 次数 | 3次",
    ],
)
def test_a_sheet_that_is_no_form_gives_none(document: str, page_of: Callable[[str], Grid]) -> None:
    assert () == read_forms(page_of(document) if document else Grid("空", {}))


@pytest.mark.parametrize("distance", [-1, 1])
def test_a_row_shifted_by_one_column_is_read_where_it_stands_and_doubted(
    distance: int, typed: Callable[..., Grid]
) -> None:
    grid = typed(PROJECT_FORMS[0], merged=False)
    row = 12
    cells = {
        (r, c + distance if r == row and c > 1 else c): value for (r, c), value in sorted(grid.cells.items()) if value
    }
    cells[row, 2 + distance] = "产出指标"
    (read,) = read_forms(replace(grid, cells=cells, merges=()))
    assert read.project is not None
    shifted = next(indicator for indicator in read.project.indicators if indicator.row == row)
    assert ("", "产出指标") == (shifted.level1, shifted.level2) if distance > 0 else ("产出指标" == shifted.stray_left)
    assert any(doubt.cell[1:] == str(row) for doubt in read.doubts)


def test_a_changed_title_is_read_as_the_title_and_doubted(typed: Callable[..., Grid]) -> None:
    grid = typed(PROJECT_FORMS[0])
    (read,) = read_forms(replace(grid, cells={**grid.cells, (2, 1): "关于运维经费的一张纸"}))
    assert read.project is not None
    assert "关于运维经费的一张纸" == read.project.heading.title
    assert (["A2"], ()) == ([doubt.cell for doubt in read.doubts], read.unplaced)
