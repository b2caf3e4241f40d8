"""Several indicators typed into one row: "1.修路 2.架桥" beside "1.≥3公里 2.≥2座"."""

from __future__ import annotations

import re

_ITEM = re.compile(r"(?:^|(?<=[\s;；,，。、]))(?:[(（]?([1-9])(?:[)）、．]|\.(?!\d))|([①-⑨])|指标\s*([1-9])\s*[:：])")
_LIMIT = re.compile(r"[≥≤＞＜>＝]=?|<=?|不低于|不少于|不超过|不高于")


def several_indicators(name: str, *values: str) -> int:
    """Return how many indicators a 三级指标 and its 指标值 or 实际完成值 seem to hold, 1 where nothing says several.

    Both must fall into parts, by numbering, by lines or by semicolons: a long name alone may well wrap or enumerate.
    """
    names = max(_numbered(name), _parted(name))
    found = max((max(_numbered(text), _parted(text), len(_LIMIT.findall(text))) for text in values), default=1)
    return names if names > 1 and found > 1 else 1


def _numbered(text: str) -> int:
    """Return how far the items of a text are numbered from 1, at most 9."""
    numbers = [int(match[1] or match[3] or "①②③④⑤⑥⑦⑧⑨".index(match[2]) + 1) for match in _ITEM.finditer(text.strip())]
    count = 0
    for number in numbers:
        count = number if number == count + 1 else count
    return count


def _parted(text: str) -> int:
    lines = [line for line in re.split(r"[\r\n]+", text) if line.strip()]
    parts = [part for part in re.split("[;；]", text) if part.strip()]
    return max(len(lines), len(parts))
