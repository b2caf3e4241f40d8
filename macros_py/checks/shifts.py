"""Rows that stand one column off, and what they would say in their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from macros_py.checks.base import Check
from macros_py.checks.finding import Finding, Owner, Severity
from macros_py.checks.names import LevelNames
from macros_py.checks.readings import Readings
from macros_py.checks.subjects import strange_levels
from macros_py.model import Indicator
from macros_py.targets import Kind, read_target
from macros_py.targets.columns import read_columns
from macros_py.targets.target import Conflict
from macros_py.targets.units import is_unit

# The columns of an indicator row that may change places, from left to right as the 2026 form prints them.
PLACES = {
    "stray_left": "表左",
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "target": "指标值",
    "explanation": "指标解释",
    "standard": "评分标准",
    "unit": "度量单位",
    "target_type": "指标值类型",
    "note": "备注",
    "stray_right": "表右",
}
# As 绩效指标 of the standard workbook has them.
_WORKBOOK = "stray_left level1 level2 level3 target_type target unit explanation standard note stray_right".split()
SCORING = re.compile(r"得[0-9.]*分|得满分|不得分|不计分|满分|扣完|扣[0-9.]+分|分值计|计算得分|酌情扣")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?[%％]?")


def is_scoring(text: str) -> bool:
    """Tell whether a text is a scoring sentence."""
    return len(text) >= 6 and ("分" in text or "扣" in text) and SCORING.search(text) is not None


_SHORTEST_SENTENCE = 8
_LONGEST_UNIT = 6
# 满意度得分≥90分 is a target; what earns so much, and nothing else, is the business of a sentence.
_EARNS_OTHERWISE = re.compile(r"否则|不得分|扣完|每[^,，]{1,8}扣|得[0-9.]+分.*得[0-9.]+分")


def _is_all_scoring(text: str) -> bool:
    """Tell whether a text can only be a scoring sentence, which says what else is earned."""
    return is_scoring(text) and _EARNS_OTHERWISE.search(text) is not None


def is_type(text: str) -> bool:
    """Tell whether a cell holds what belongs under 指标值类型: 定性, 定量 or an operator."""
    if not text or len(text) > 6:
        return False
    said = read_columns("", text)
    return said.operator is not None or said.says_text or said.says_number


def is_value(text: str) -> bool:
    """Tell whether a cell holds a number or a date, as 指标值 does."""
    if not text or len(text) > 24:
        return False
    read = read_target(text)
    return read.is_quantitative or read.is_calendar


class Shift:
    """What is off in a row: ``where`` in words, ``reading`` the row in its places, ``field`` the first cell to change."""

    __slots__ = ("field", "reading", "where")

    def __init__(self, indicator: Indicator, reading: Indicator, where: str) -> None:
        self.reading = reading
        self.where = where
        changed = (name for name in PLACES if getattr(indicator, name).strip() != getattr(reading, name))
        self.field = next(changed, "level1")


def shift_of(indicator: Indicator, names: LevelNames) -> Shift | None:
    """Return how a row stands off its columns, None for a row that stands in place."""
    in_place = None not in names.pair(indicator.level1, indicator.level2)
    # Nearly every row stands in place and can be told to by a glance at it.
    if in_place and not _seem_displaced((indicator,)):
        return None
    cells = {name: getattr(indicator, name).strip() for name in PLACES}
    where = _off(cells, in_place, names)
    return Shift(indicator, _in_places(indicator, cells, names), where) if where else None


def shifted_rows(readings: Readings, owner: Owner) -> list[tuple[Indicator, Shift]]:
    """Return the rows of a form that stand off their columns, and how; worked out once a run."""
    return readings.once(_shifted, owner, readings)


def _shifted(owner: Owner, readings: Readings) -> list[tuple[Indicator, Shift]]:
    rows = owner.indicators
    odd = _seem_displaced(rows)
    if strangers := strange_levels(readings, owner):
        displaced = set(map(id, odd))
        odd = [row for row in rows if (row.level1, row.level2) in strangers or id(row) in displaced]
    return [(row, shift) for row in odd if (shift := shift_of(row, readings.names)) is not None]


def _seem_displaced(rows: Sequence[Indicator]) -> list[Indicator]:
    """Return the rows of which something behind 一级 and 二级 may stand off its column, by a glance at them."""
    return [
        row
        for row in rows
        if not row.target
        or row.stray_left
        or row.stray_right
        or ((row.unit or row.target_type) and not _belong(row.unit, row.target_type))
        or (len(row.target) >= _SHORTEST_SENTENCE and _is_all_scoring(row.target.strip()))
        or (row.explanation and row.standard and is_scoring(row.explanation.strip()))
    ]


@lru_cache(maxsize=4096)
def _belong(unit: str, kind: str) -> bool:
    """Tell whether 度量单位 and 指标值类型 hold nothing, or what belongs there."""
    unit, kind = unit.strip(), kind.strip()
    if unit and (not is_unit(unit) or is_type(unit) or is_value(unit)):
        return False
    return not kind or (is_type(kind) and not is_value(kind))


def _off(cells: dict[str, str], in_place: bool, names: LevelNames) -> str:
    """Return in words what stands off, "" for nothing."""
    if names.is_level(cells["stray_left"]) or (
        not in_place and not names.homes(cells["level2"]) and _moved_left(cells, names)
    ):
        return "整行左移了一格"
    if not in_place and _moved_right(cells, names):
        return "整行右移了一格"
    unit, kind, standard = cells["unit"], cells["target_type"], cells["standard"]
    if is_scoring(unit):
        return "评分标准落在“度量单位”栏"
    if _is_all_scoring(cells["target"]) and not is_scoring(standard):
        return "评分标准落在“指标值”栏"
    no_unit = bool(unit) and Conflict.UNIT_UNKNOWN in read_columns(unit, "").conflicts
    if no_unit and (len(unit) >= 8 or is_scoring(cells["explanation"])):
        return "说明的文字落在“度量单位”栏"
    if is_scoring(cells["explanation"]) and standard and not is_scoring(standard):
        return "评分标准落在“指标解释”栏"
    if not cells["target"] and (is_value(cells["explanation"]) or is_value(cells["note"])):
        return f"指标值落在“{'指标解释' if is_value(cells['explanation']) else '备注（说明）'}”栏"
    if is_type(unit) and not is_type(kind):
        return "指标值类型落在“度量单位”栏"
    if _NUMBER.fullmatch(unit) and not is_value(cells["target"]):
        return "指标值落在“度量单位”栏"
    if is_value(kind) and cells["target"] and is_unit(cells["target"]) and not is_value(cells["target"]):
        return "指标值落在“指标值类型”栏，度量单位落在“指标值”栏"
    if is_type(cells["target"]) and (is_value(kind) or is_value(unit)):
        return f"指标值落在“{'指标值类型' if is_value(kind) else '度量单位'}”栏"
    if kind and is_type(cells["note"]) and not is_type(kind) and is_unit(kind):
        return "度量单位以后的各格右移了一格"
    if not kind and is_type(cells["stray_right"]):
        return "各格右移，指标值类型落在备注右边"
    return ""


def _moved_left(cells: dict[str, str], names: LevelNames) -> bool:
    """Tell whether a 二级 stands as 一级 with the indicator's name and target to the left of their columns as well."""
    if not cells["level2"] or (not names.homes(cells["level1"]) and cells["level1"]):
        return False
    if is_value(cells["level3"]) or is_type(cells["level3"]):
        return not is_value(cells["target"])
    if not names.homes(cells["level1"]):
        return False
    grade = read_target(cells["level3"]).kind is Kind.GRADE if cells["level3"] else False
    return (grade and not is_value(cells["target"])) or not cells["target"] or is_scoring(cells["explanation"])


def _moved_right(cells: dict[str, str], names: LevelNames) -> bool:
    """Tell whether a 二级 stands as 三级, with 二级 blank or a 一级 in it."""
    level1, level2, level3 = cells["level1"], cells["level2"], cells["level3"]
    if level1:
        # 群众满意度 names a 二级 as well as an indicator; where its value stands in place, so does the name.
        moved = not level2 and bool(level3) and names.pair(level1, level3)[1] is not None
        return moved and not is_value(cells["target"])
    return names.level1(level2) is not None and (bool(names.homes(level3)) or not names.homes(level2))


def _in_places(indicator: Indicator, cells: dict[str, str], names: LevelNames) -> Indicator:
    """Return the row with every text in the column it belongs to by what it says."""
    reading = _placed(indicator, cells, PLACES, names)
    if is_unit(reading.level3) and len(reading.level3) <= _LONGEST_UNIT:
        # Moved on the sheet of the workbook, the name stands left of what the 2026 form prints before it.
        other = _placed(indicator, cells, _WORKBOOK, names)
        return reading if is_unit(other.level3) or is_value(other.level3) else other
    return reading


def _placed(indicator: Indicator, cells: dict[str, str], order: Iterable[str], names: LevelNames) -> Indicator:
    """Return the row read in the ``order`` of columns in which its texts were moved."""
    texts = [text for name in order if (text := cells[name])]
    level1, level2, texts = _levels(texts, names)
    found = dict.fromkeys(("target_type", "standard", "target", "unit"), "")
    rest: list[str] = []
    for number, text in enumerate(texts):
        if not found["target_type"] and is_type(text):
            found["target_type"] = text
        elif not found["standard"] and is_scoring(text):
            found["standard"] = text
        elif not found["target"] and rest and is_value(text):
            found["target"] = text
        elif not found["unit"] and number and len(text) <= _LONGEST_UNIT and rest and is_unit(text):
            found["unit"] = text
        else:
            rest.append(text)
    level3 = rest.pop(0) if rest else ""
    if not found["target"] and rest:
        grades = [text for text in rest if read_target(text).kind is Kind.GRADE]
        found["target"] = (grades or rest)[0]
        rest.remove(found["target"])
    explained = bool(cells["explanation"] or cells["standard"] or found["standard"])
    explanation, note = (rest[0] if rest and explained else ""), rest[1 if explained else 0 :]
    return replace(
        indicator,
        level1=level1,
        level2=level2,
        level3=level3,
        explanation=explanation,
        note="；".join(note),
        stray_left="",
        stray_right="",
        target_type=found["target_type"],
        standard=found["standard"],
        target=found["target"],
        unit=found["unit"],
    )


def _levels(texts: list[str], names: LevelNames) -> tuple[str, str, list[str]]:
    """Take 一级 and 二级 off the front of a row's texts; a 一级 that is not printed follows from its 二级."""
    if len(texts) > 1 and names.pair(texts[0], texts[1])[1]:
        return texts[0], texts[1], texts[2:]
    if texts and (homes := names.homes(texts[0])):
        return homes[0], texts[0], texts[1:]
    if texts and names.level1(texts[0]):
        return texts[0], "", texts[1:]
    return "", "", texts


class ShiftedRow(Check):
    """一行指标的各格没有对齐栏目.

    检查什么: 二级指标落在一级指标栏、指标值落在三级指标栏、评分标准落在度量单位栏、表外有错位的文字等整行或半行错位。
    为什么: 错位的行读不出指标和指标值，计分和汇总都会出错。
    反例: 一级指标栏是“时效指标”，二级指标栏是“完成时限”，三级指标栏是“2026年12月31日前”。
    正例: 一级指标“产出指标”，二级指标“时效指标”，三级指标“完成时限”，指标值“2026年12月31日前”。
    依据: 各表样的固定栏目。
    """

    code = "F110"
    title = "整行错位"
    severity = Severity.ERROR
    message = "这一行错位：{where}。对齐后应为：{reading}。"
    hint = "请按对齐后的内容把各格移回原来的栏目，并核对一遍。"
    # Whatever else is said of such a row follows from its cells standing in the wrong columns.
    hides = frozenset(
        f"{family}{number:02}" for family in ("F1", "S2", "T3", "D4", "M5", "W6", "X7", "P8") for number in range(100)
    ) - {"F110"}

    def rows(self, owner: Owner) -> Iterator[Finding]:
        for indicator, shift in shifted_rows(self.readings, owner):
            reading = "，".join(
                f"{heading}“{text}”" for name, heading in PLACES.items() if (text := getattr(shift.reading, name))
            )
            yield self.finding(
                owner, indicator, shift.field, getattr(indicator, shift.field), where=shift.where, reading=reading
            )


CHECKS = (ShiftedRow,)
