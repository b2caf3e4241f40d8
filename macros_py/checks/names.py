"""Names as people write them: compared without spaces and closing marks, and looked up in the indicator system."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from typing import Any, Generic, TypeVar

from macros_py.checks.finding import Owner
from macros_py.config import IndicatorLevels

_SPACE = re.compile(r"\s")
_POINTS = re.compile(r"[(（][0-9.]+分?[)）]$")
NUMBERING = re.compile("[0-9０-９一二三四五六七八九十百千〇零甲乙丙丁A-Za-z]")
"""Characters that tell names apart as numbers do: 第1小学 and 第2小学."""
TELLING = re.compile(
    NUMBERING.pattern[:-1]
    + "两万东西南北中上下左右前后内外大小新老旧正副男女年月日省市州县区乡镇村组户高低初幼增减升降进出春夏秋冬早晚收支不未无非好坏优良公民私国家气电水油煤火]"
)
"""Characters that change what a name says: 上半年 and 下半年, 县级 and 市级, 增长率 and 减长率."""
COUNT_TAIL = re.compile("(?:的)?(?:数量|人数|次数|个数|户数|总数|数)$")
"""What a name may add to the thing that is counted: 培训人数 and 培训."""
_LARGEST_BLOCK = 60
_OF_LEVEL1 = frozenset(("产出", "效益"))


def compact(text: str) -> str:
    """Return text without white space and closing punctuation, for comparing names."""
    # Nearly every name is of letters and ideographs only.
    if text.isalnum():
        return text
    words = text.split()
    return (words[0] if len(words) == 1 else "".join(words)).rstrip("。．.；;，,")


def compact_names(owner: Owner) -> list[str]:
    """Return the names of a form's indicators for comparing."""
    return [compact(indicator.level3) for indicator in owner.indicators]


LevelColumns = tuple[tuple[str, str], ...]
Kept = TypeVar("Kept")


class OfColumns(Generic[Kept]):
    """What follows from 一级 and 二级 of a form alone, worked out once for all forms that have the same (``level_columns``)."""

    def __init__(self, work: Callable[[LevelColumns], Kept]) -> None:
        self._work = work
        # By identity, which takes no look at every cell; the columns are kept so that no others come to their id.
        self._kept: dict[int, tuple[LevelColumns, Kept]] = {}

    def __call__(self, columns: LevelColumns) -> Kept:
        """Return what follows from the columns of a form."""
        kept = self._kept.get(id(columns))
        if kept is not None:
            return kept[1]
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        found = self._work(columns)
        self._kept[id(columns)] = (columns, found)
        return found


_MOST_KEPT = 4096


class LevelNames:
    """The 一级 / 二级 system as forms write it: with points behind a name (产出指标(50分)), with or without 指标.

    Remembers what it was asked: a book of many rows holds few different names.
    """

    def __init__(self, levels: IndicatorLevels) -> None:
        self.levels = levels
        self._pairs: dict[tuple[str, str], tuple[str | None, str | None]] = {}
        self._homes: dict[str, tuple[str, ...]] = {}
        self.strangers = OfColumns(self._strangers)
        """The pairs of 一级 and 二级 in the columns of a form of which one is not known; blanks are not."""

    def pair(self, level1: str, level2: str) -> tuple[str | None, str | None]:
        """Return the canonical 一级 and 二级 that two cells spell, None for a name that is not known there."""
        key = (level1, level2)
        if key not in self._pairs:
            self._pairs[key] = self._pair(level1, level2)
        return self._pairs[key]

    def level1(self, text: str) -> str | None:
        """Return the canonical 一级 that a cell spells, or None."""
        return self.pair(text, "")[0]

    def homes(self, text: str) -> tuple[str, ...]:
        """Return the canonical 一级 under which a cell's text may stand as 二级."""
        if text not in self._homes:
            ways = (self.levels.homes_of(way) for way in _spellings(text))
            self._homes[text] = next(filter(None, ways), ())
        return self._homes[text]

    def is_level(self, text: str) -> bool:
        """Tell whether a cell holds the name of a 一级 or 二级."""
        return bool(text) and (self.level1(text) is not None or bool(self.homes(text)))

    def _strangers(self, columns: LevelColumns) -> frozenset[tuple[str, str]]:
        return frozenset(pair for pair in columns if None in self.pair(*pair))

    def _pair(self, level1: str, level2: str) -> tuple[str | None, str | None]:
        first = next(filter(None, map(self.levels.level1, _spellings(level1))), None)
        if first is None:
            return None, None
        second = next(filter(None, (self.levels.level2(first, way) for way in _spellings(level2))), None)
        # 社会公众满意度, 受益对象满意度指标: whose satisfaction it is, is told in many words.
        if second is None and "满意度" in first and "满意度" in level2:
            second = self.levels.level2_names(first)[0]
        return first, second


def level_columns(owner: Owner) -> LevelColumns:
    """Return what stands under 一级 and 二级 in the rows of a form; forms that have the same are given the same object."""
    return _as_before(tuple([(row.level1, row.level2) for row in owner.indicators]))


@lru_cache(maxsize=4096)
def _as_before(columns: LevelColumns) -> LevelColumns:
    return columns


def _spellings(text: str) -> tuple[str, ...]:
    name = _POINTS.sub("", compact(text))
    if not name:
        return ()
    ways: tuple[str, ...] = (name,)
    # 满意度指标指标 is a slip of the pen.
    if not name.endswith("指标指标"):
        ways = (name, f"{name}指标", name.removesuffix("指标"))
    # 产出值 / 数量值, 产出指标 / 产出数量指标: the same levels in forms of other provinces.
    if name.endswith("值") or name[:2] in _OF_LEVEL1:
        plain = name.removesuffix("值").removesuffix("指标")
        ways += (f"{plain}指标",)
        if len(plain) > 3 and plain[:2] in _OF_LEVEL1:
            ways += (f"{plain[2:]}指标",)
    return ways


@lru_cache(maxsize=1)
def _indel() -> Any:
    # Imported when first asked for: a start that needs no names does without, and a million calls import it once.
    from rapidfuzz.distance import Indel

    return Indel


def nearly_same(first: str, second: str, most: int = 2, telling: re.Pattern[str] = TELLING) -> bool:
    """Tell whether two names differ by at most ``most`` characters, none of them one that is ``telling``."""
    if abs(len(first) - len(second)) > 2 * most:
        return False
    indel = _indel()
    # A replaced character counts twice: once as taken out, once as put in.
    if indel.distance(first, second, score_cutoff=2 * most) > 2 * most:
        return False
    changed = ""
    for edit in indel.editops(first, second):
        changed += first[edit.src_pos] if edit.tag == "delete" else second[edit.dest_pos]
    return telling.search(changed) is None


def near_pairs(
    names: Iterable[str], shortest: int, most: int = 2, telling: re.Pattern[str] = TELLING
) -> Iterator[tuple[str, str]]:
    """Yield pairs of different names, ``shortest`` characters or longer, that nearly agree.

    Only names with the same beginning or the same end are compared, and no block of more than 60 names: the work grows with the
    number of names, not with its square.
    """
    blocks: dict[tuple[bool, str], list[str]] = {}
    size = max(shortest // 2, 2)
    for name in dict.fromkeys(names):
        if len(name) >= shortest:
            blocks.setdefault((True, name[:size]), []).append(name)
            blocks.setdefault((False, name[-size:]), []).append(name)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        for pair in combinations(block, 2) if len(block) <= _LARGEST_BLOCK else _neighbours(block):
            if pair not in seen and nearly_same(*pair, most, telling):
                seen.add(pair)
                yield pair


def _neighbours(block: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a large block that stand close together when sorted from either end."""
    place = {name: number for number, name in enumerate(block)}
    for key in (None, lambda name: name[::-1]):
        ordered = sorted(block, key=key)
        for number, name in enumerate(ordered):
            for other in ordered[number + 1 : number + 6]:
                yield (name, other) if place[name] < place[other] else (other, name)
