"""The numbers that a text states in a unit like that of a target: 4500米 of a target in 公里, 1.2万人 of one in 人."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from macros_py.checks.finding import Owner
from macros_py.checks.form_texts import goal_of
from macros_py.checks.readings import target_of
from macros_py.model import Indicator
from macros_py.targets import Kind, Target, read_target
from macros_py.targets.units import base

# Units that come down to one, as texts write them; any other unit stands for itself.
_LIKE = {
    "米": "公里|千米|米",
    "亩": "平方公里|公顷|平方米|亩",
    "公斤": "公斤|千克|吨|斤",
    "元": "元",
    "比率": "%|％|‰",
    "工作日": "个工作日|工作日",
}
_STEPPED = "(?:百万|千万|[百千万亿])?"
# 个百分点, 人次 and 元/人 are other units than the one they begin with.
# Begins with the digit, to which the engine skips.
_NUMBER = r"[0-9](?<![0-9.第\-—~～].)"
STATES_A_NUMBER = re.compile(_NUMBER)
"""What a text holds that states any number; 第3期 is none."""
CLAUSE = re.compile("[，,。；;、：:\n]")
"""What parts the clauses of a text."""
_OTHER_UNIT = "(?![/／每·]|次|均|百分点|月|工作日|小时|季度|学[年期时])"


@dataclass(frozen=True, slots=True)
class Stated:
    """One number as printed, where it stands in its text, and as read."""

    text: str
    start: int
    end: int
    read: Target


@lru_cache(maxsize=1024)
def _spellings(unit: str) -> tuple[str, ...]:
    # 台(套) is written 台（套） as well, and 台 for short.
    if "(" in unit:
        return (unit.partition("(")[0],)
    bare = base(unit)[1]
    return tuple(_LIKE[bare].split("|")) if bare in _LIKE else (bare if unit.endswith(bare) else unit,)


@lru_cache(maxsize=1024)
def _pattern(unit: str) -> re.Pattern[str]:
    units = "|".join(map(re.escape, _spellings(unit)))
    return re.compile(rf"({_NUMBER}[0-9,]*(?:\.[0-9]+)?)\s*余?({_STEPPED}(?:{units})){_OTHER_UNIT}")


_COUNTS = (Kind.NUMBER, Kind.PERCENT)


def figures_of_goal(owner: Owner) -> list[tuple[Indicator, Target, tuple[Stated, ...]]]:
    """Return the rows of a form in whose unit its goal states numbers, with target and numbers."""
    goal, found = goal_of(owner)[1], []
    here: dict[str, bool] = {"": False}
    for indicator in owner.indicators:
        target = target_of(indicator)
        if target.kind not in _COUNTS:
            continue
        unit = target.unit
        if unit not in here:
            spellings = _spellings(unit)
            here[unit] = spellings[0] in goal or (len(spellings) > 1 and any(word in goal for word in spellings))
        if here[unit] and not target.is_rate and (figures := stated_figures(goal, target)):
            found.append((indicator, target, figures))
    return found


def stated_figures(text: str, target: Target) -> tuple[Stated, ...]:
    """Return the numbers of a text in units like the target's, from left to right."""
    unit = target.unit
    # Most texts say nothing in that unit.
    if not any([spelling in text for spelling in _spellings(unit)]):  # noqa: C419 - a generator takes twice as long
        return ()
    return _stated(text, unit, target.base_unit)


@lru_cache(maxsize=4096)
def _stated(text: str, unit: str, base_unit: str) -> tuple[Stated, ...]:
    # The rows of a form ask its goal again and again for the same few units.
    found = []
    wanted = base(unit.partition("(")[0])[1] if "(" in unit else base_unit
    for figure in _pattern(unit).finditer(text):
        read = read_target(f"={figure[1].replace(',', '')}{figure[2]}")
        if read.base_unit == wanted and read.base_value is not None:
            found.append(Stated(figure[0], figure.start(), figure.end(), read))
    return tuple(found)
