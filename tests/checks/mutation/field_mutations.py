"""Things left out, put in the wrong column or named wrongly: the families of fields and of structure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from macros_py.checks import Records
from macros_py.model import Funds, MoneyUnit, Project
from tests.checks.mutation.planting import (
    ERROR,
    HINT,
    WARNING,
    Family,
    Planted,
    cells_of,
    choose,
    owners,
    spoil,
    spoil_owner,
    with_rows,
)

fields = Family("fields")
structure = Family("structure")


def _typed(owner: object, row: object) -> bool:
    return isinstance(owner, Project) and owner.form_kind == "目标表2026"


@fields(ERROR)
def blank_project_text(random: Random, records: Records) -> Planted | None:
    """A project without name, unit or goal."""
    if not records.projects:
        return None
    field = random.choice(("name", "implementing_unit", "goal"))
    return spoil_owner(records, random.choice(records.projects), field, **{field: random.choice(("", " ", "\u3000"))})


@fields(ERROR)
def blank_total(random: Random, records: Records) -> Planted | None:
    """A project without its total."""
    project = random.choice(records.projects)
    return spoil_owner(records, project, "total", funds=replace(project.funds, total=None))


@fields(ERROR)
def blank_cell(random: Random, records: Records) -> Planted | None:
    """An indicator without 一级, 二级, 三级 or 指标值."""
    field = random.choice(("level1", "level2", "level3", "target"))
    return spoil(records, choose(random, records, lambda owner, row: True), field, **{field: ""})


@fields(ERROR)
def blank_unit(random: Random, records: Records) -> Planted | None:
    """A number without 度量单位 in the 2026 form."""
    found = choose(random, records, lambda owner, row: _typed(owner, row) and bool(row.unit))
    return spoil(records, found, "unit target", unit="")


@fields(WARNING)
def blank_type(random: Random, records: Records) -> Planted | None:
    """A blank 指标值类型 in the 2026 form."""
    found = choose(random, records, lambda owner, row: _typed(owner, row) and bool(row.target_type))
    return spoil(records, found, "target_type target", target_type="")


@fields(ERROR)
def placeholder(random: Random, records: Records) -> Planted | None:
    """A word that stands for nothing in place of content."""
    field = random.choice(("level3", "target"))
    word = random.choice(("无", "待定", "/", "××", "同上", "暂无", "待填", "——", "略"))
    return spoil(records, choose(random, records, lambda owner, row: True), field, **{field: word})


@fields(ERROR)
def placeholder_goal(random: Random, records: Records) -> Planted | None:
    """A goal that only says 无 or 略."""
    return spoil_owner(
        records, random.choice(records.projects), "goal", goal=random.choice(("无", "略", "待补充", "/"))
    )


_COLUMNS = ("level1", "level2", "level3", "target", "explanation", "standard", "unit", "target_type", "note")
_ANY_CELL = " ".join((*_COLUMNS, "stray_left", "stray_right"))


@fields(ERROR)
def row_to_the_left(random: Random, records: Records) -> Planted | None:
    """A row of the 2026 form pasted one column to the left, its 一级 merged away."""
    found = choose(random, records, _typed)
    if found is None:
        return None
    texts = [getattr(found[1], field) for field in _COLUMNS]
    return spoil(records, found, _ANY_CELL, **dict(zip(_COLUMNS, [*texts[1:], ""], strict=True)))


@fields(ERROR)
def row_to_the_right(random: Random, records: Records) -> Planted | None:
    """A row of the 2026 form pasted one column to the right."""
    found = choose(random, records, _typed)
    if found is None:
        return None
    texts = [getattr(found[1], field) for field in _COLUMNS]
    shifted = dict(zip(_COLUMNS[1:], texts, strict=False))
    return spoil(records, found, _ANY_CELL, level1="", stray_right=texts[-1], **shifted)


@fields(ERROR)
def standard_as_unit(random: Random, records: Records) -> Planted | None:
    """A scoring sentence under 度量单位."""
    found = choose(random, records, lambda owner, row: _typed(owner, row) and bool(row.standard))
    return found and spoil(
        records, found, _ANY_CELL, unit=found[1].standard, standard=found[1].explanation, explanation=""
    )


@fields(ERROR)
def standard_as_explanation(random: Random, records: Records) -> Planted | None:
    """指标解释 and 评分标准 in each other's column."""
    found = choose(random, records, lambda owner, row: _typed(owner, row) and bool(row.standard and row.explanation))
    return found and spoil(records, found, _ANY_CELL, explanation=found[1].standard, standard=found[1].explanation)


@fields(ERROR)
def unit_and_type_exchanged(random: Random, records: Records) -> Planted | None:
    """The operator under 度量单位 and the unit under 指标值类型."""
    found = choose(random, records, lambda owner, row: _typed(owner, row) and bool(row.unit))
    return found and spoil(records, found, _ANY_CELL, unit=found[1].target_type, target_type=found[1].unit)


@fields(ERROR)
def no_indicators(random: Random, records: Records) -> Planted | None:
    """A project none of whose indicators were entered."""
    project = random.choice(records.projects)
    return spoil_owner(records, project, "project_id", indicators=())


@fields(ERROR)
def orphan(random: Random, records: Records) -> Planted | None:
    """An indicator whose 项目编号 no project has."""
    project = random.choice(records.projects)
    row = random.choice(project.indicators)
    lost = replace(row, project_id=random.choice(("", f"{row.project_id}1", row.project_id.replace("-", ""))))
    rest = with_rows(records, project, [one for one in project.indicators if one is not row])
    return Planted(Records(rest.projects, [lost], rest.departments), cells_of(lost, "project_id"))


@fields(ERROR)
def repeated_id(random: Random, records: Records) -> Planted | None:
    """Two projects with one 项目编号."""
    first, second = records.projects[:2]
    return spoil_owner(records, second, "project_id", project_id=first.project_id, indicators=())


@fields(ERROR)
def row_of_sums(random: Random, records: Records) -> Planted | None:
    """A row below the projects that adds up their amounts."""
    total = sum(
        (one.funds.total * one.funds.unit.yuan for one in records.projects if one.funds.total is not None), Decimal(0)
    )
    name = random.choice(("合计", "总计", "合 计", "小计：", "合计（万元）", ""))
    amounts = Funds(MoneyUnit.YUAN, total=total, fiscal=total)
    if not name and not total:
        return None
    numbered = random.choice(("", "合计")) if name else ""
    row = Project(numbered, name=name, funds=amounts, row=9000)
    return Planted(
        Records([*records.projects, row], records.orphans, records.departments), cells_of(row, "name project_id total")
    )


@fields(ERROR)
def unknown_form(random: Random, records: Records) -> Planted | None:
    """A 表样 that there is not."""
    return spoil_owner(
        records, random.choice(records.projects), "form_kind", form_kind=random.choice(("附表八", "目标表", "附件7"))
    )


@fields(ERROR)
def plain_row_to_the_left(random: Random, records: Records) -> Planted | None:
    """A row of a form without 度量单位 pasted one column to the left."""
    found = choose(random, records, lambda owner, row: not row.unit and not row.target_type and row.weight is None)
    if found is None:
        return None
    row = found[1]
    return spoil(records, found, _ANY_CELL, level1=row.level2, level2=row.level3, level3=row.target, target="")


@fields(ERROR)
def plain_row_to_the_right(random: Random, records: Records) -> Planted | None:
    """A row of a form without 度量单位 pasted one column to the right."""
    found = choose(random, records, lambda owner, row: not row.unit and not row.target_type and row.weight is None)
    if found is None:
        return None
    row = found[1]
    return spoil(
        records, found, _ANY_CELL, level1="", level2=row.level1, level3=row.level2, target=row.level3, note=row.target
    )


@fields(ERROR)
def target_in_the_name(random: Random, records: Records) -> Planted | None:
    """Name and target in one cell, 指标值 left blank."""
    found = choose(random, records, lambda owner, row: row.level3 != "" and not row.unit)
    return found and spoil(records, found, "target", level3=found[1].level3 + found[1].target, target="")


@fields(ERROR)
def target_and_unit_exchanged(random: Random, records: Records) -> Planted | None:
    """The number under 度量单位 and the unit under 指标值."""
    found = choose(random, records, lambda owner, row: _typed(owner, row) and bool(row.unit))
    return found and spoil(records, found, _ANY_CELL, target=found[1].unit, unit=found[1].target)


@fields(ERROR)
def target_and_type_exchanged(random: Random, records: Records) -> Planted | None:
    """The number under 指标值类型 and the operator under 指标值."""
    found = choose(random, records, lambda owner, row: _typed(owner, row) and bool(row.unit))
    return found and spoil(records, found, _ANY_CELL, target=found[1].target_type, target_type=found[1].target)


@fields(ERROR)
def no_year(random: Random, records: Records) -> Planted | None:
    """A project without a year."""
    return spoil_owner(records, random.choice(records.projects), "year", year=None)


@fields(ERROR)
def department_without_name(random: Random, records: Records) -> Planted | None:
    """A department evaluation without name or goal."""
    if not records.departments:
        return None
    field = random.choice(("department", "goal_expected"))
    return spoil_owner(records, records.departments[0], field, **{field: ""})


@fields(WARNING)
def left_open(random: Random, records: Records) -> Planted | None:
    """A mark that a template left to be filled in."""
    found = choose(random, records, lambda owner, row: len(row.level3) > 4 and not row.level3[:2].isascii())
    mark = random.choice(("××", "XX", "____", "**"))
    return found and spoil(records, found, "level3", level3=f"{found[1].level3[:2]}{mark}{found[1].level3[2:]}")


@fields(ERROR)
def heading_for_content(random: Random, records: Records) -> Planted | None:
    """The heading of a column, or a number, in place of a name."""
    found = choose(random, records, lambda owner, row: True)
    return spoil(records, found, "level3", level3=random.choice(("三级指标", "指标1", "指标名称", "绩效指标", "3")))


@structure(ERROR)
def misspelt_level1(random: Random, records: Records) -> Planted | None:
    """A 一级 with a wrong character."""
    found = choose(random, records, lambda owner, row: True)
    if found is None:
        return None
    name = found[1].level1
    wrong = name.replace("出", "岀").replace("效益", "效率").replace("满意度", "满意率").replace("成本", "戍本")
    return spoil(records, found, "level1", level1=wrong)


@structure(ERROR)
def misspelt_level2(random: Random, records: Records) -> Planted | None:
    """A 二级 that there is not."""
    found = choose(random, records, lambda owner, row: "满意度" not in row.level2)
    return spoil(
        records, found, "level2", level2=random.choice(("数理指标", "进度指标", "绩效指标", "社会效应指标", "其他"))
    )


@structure(ERROR)
def level2_as_level1(random: Random, records: Records) -> Planted | None:
    """A 二级 in the column of 一级."""
    found = choose(random, records, lambda owner, row: row.level1 == "效益指标" and len(row.level2) > 4)
    if found is None:
        return None
    return spoil(records, found, "level1 level2", level1=found[1].level2, level2=random.choice(("", found[1].level2)))


@structure(ERROR)
def wrong_pair(random: Random, records: Records) -> Planted | None:
    """A 二级 under the 一级 of another."""
    found = choose(
        random, records, lambda owner, row: row.level1.startswith(("产出", "效益")) and "成本" not in row.level2
    )
    if found is None:
        return None
    other = "社会效益指标" if found[1].level1.startswith("产出") else random.choice(("数量指标", "质量指标"))
    return spoil(records, found, "level2 level1", level2=other)


@structure(ERROR)
def indicator_twice(random: Random, records: Records) -> Planted | None:
    """An indicator entered a second time, perhaps with a full stop or another target."""
    found = choose(random, records, lambda owner, row: True)
    if found is None:
        return None
    owner, row = found
    again = replace(row, row=9000, level3=row.level3 + random.choice(("", "。", " ", ".")))
    rows = list(owner.indicators)
    rows.insert(rows.index(row) + 1, again)
    return Planted(with_rows(records, owner, rows), cells_of(again, "level3"))


@structure(HINT)
def nearly_twice(random: Random, records: Records) -> Planted | None:
    """An indicator entered a second time with one word more."""
    found = choose(random, records, lambda owner, row: len(row.level3) >= 10)
    if found is None:
        return None
    owner, row = found
    again = replace(row, row=9000, level3=row.level3[:6] + "的" + row.level3[6:])
    rows = list(owner.indicators)
    rows.insert(rows.index(row) + 1, again)
    return Planted(with_rows(records, owner, rows), cells_of(again, "level3") | cells_of(row, "level3"))


@structure(HINT)
def no_dimension(random: Random, records: Records) -> Planted | None:
    """A project without any indicator of one dimension."""
    owner = random.choice(owners(records))
    word = random.choice(("数量", "质量", "时效", "效益", "满意度"))
    rows = [row for row in owner.indicators if word not in row.level2 and word not in row.level1]
    return Planted(with_rows(records, owner, rows), cells_of(owner, "project_id evaluation_id"))


@structure(HINT)
def group_torn_apart(random: Random, records: Records) -> Planted | None:
    """An output indicator behind the satisfaction ones."""
    found = choose(random, records, lambda owner, row: "数量" in row.level2 and len(owner.indicators) > 2)
    if found is None:
        return None
    owner, row = found
    if sum("数量" in one.level2 for one in owner.indicators) < 2:
        return None
    rows = [one for one in owner.indicators if one is not row]
    return Planted(with_rows(records, owner, [*rows, row]), cells_of(row, "level1 level2"))


__all__ = ["fields", "structure"]


@fields(ERROR)
def name_and_value_swapped(random: Random, records: Records) -> Planted | None:
    """A name and a value without a sign that changed places: 100% as the name."""
    found = choose(
        random,
        records,
        lambda owner, row: (
            row.target.lstrip("≥≤=").endswith("%") and not row.unit and not any(char.isdigit() for char in row.level3)
        ),
    )
    if found is None:
        return None
    row = found[1]
    return spoil(records, found, "level3 target", level3=row.target.lstrip("≥≤="), target=row.level3)


@fields(ERROR)
def sum_among_the_rows(random: Random, records: Records) -> Planted | None:
    """A row that adds up the others."""
    owner = random.choice(owners(records))
    field = random.choice(("level1", "level2", "level3"))
    last = owner.indicators[-1]
    blank = dict.fromkeys(("level1", "level2", "level3", "target", "target_type", "unit"), "")
    texts = dict.fromkeys(("explanation", "standard", "actual", "reason", "note"), "")
    sum_ = replace(
        last, row=last.row + 1000, weight=None, score=None, **{**blank, **texts, field: random.choice(("合计", "小计"))}
    )
    return Planted(with_rows(records, owner, [*owner.indicators, sum_]), cells_of(sum_, field))
