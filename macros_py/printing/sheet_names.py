"""Names for worksheets: allowed by Excel, different from each other, and still recognisable."""

from __future__ import annotations

from collections.abc import Iterable

_LOOK_ALIKES = str.maketrans({"[": "［", "]": "］", ":": "：", "*": "＊", "?": "？", "/": "／", "\\": "＼"})
_LIMIT = 31  # UTF-16 units; an emoji takes two
_NAMELESS = "未命名"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2


def _shortened(text: str, limit: int) -> str:
    while _units(text) > limit:
        text = text[:-1]
    return text


def _allowed(wish: str) -> str:
    printable = "".join(letter if letter.isprintable() else " " for letter in wish)
    name = " ".join(printable.translate(_LOOK_ALIKES).split()).strip("' ")
    name = _shortened(name, _LIMIT).strip("' ")
    # Excel keeps "History" for itself, in every language.
    return "History_" if name.lower() == "history" else name or _NAMELESS


class SheetNames:
    """Hands out sheet names one after another; what was given once is not given again, upper or lower case."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """Start with the names in ``taken`` already given."""
        self._taken = {name.casefold() for name in taken}
        self._next: dict[str, int] = {}

    def add(self, wish: str) -> str:
        """Return ``wish`` made allowed and unique: a second 培训经费 becomes 培训经费(2)."""
        base = name = _allowed(wish)
        number = self._next.get(base.casefold(), 2)
        while name.casefold() in self._taken:
            tail = f"({number})"
            name = _shortened(base, _LIMIT - len(tail)).rstrip("' ") + tail
            number += 1
        self._next[base.casefold()] = number
        self._taken.add(name.casefold())
        return name


def sheet_names(wishes: Iterable[str]) -> list[str]:
    """Return an allowed, unique sheet name for each wish, in order; the same wishes give the same names."""
    names = SheetNames()
    return [names.add(wish) for wish in wishes]
