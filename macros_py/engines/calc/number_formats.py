"""Number formats: Excel's codes, and the keys under which an open Calc document keeps them."""

from __future__ import annotations

import re
from typing import Any

from macros_py.engines.calc.bridge import struct
from macros_py.engines.entry import GENERAL

# com.sun.star.util.NumberFormat
DATE, TIME, LOGICAL = 2, 4, 1024
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ESCAPED_CHINESE = re.compile(r"(?:\\[^\x00-\x7f])+")
_DATE_LETTERS = re.compile(r"[YMDHSQ]+|AM/PM")


class NumberFormats:
    """The number formats of one open document; each is asked for once."""

    def __init__(self, document: Any) -> None:
        """Stand for the formats of ``document``."""
        self._formats = document.NumberFormats
        # The locale without a country: codes are English and mean the same on every machine.
        self._locale = struct("com.sun.star.lang.Locale")
        self._keys: dict[str, int] = {}
        self._known: dict[int, tuple[str, int]] = {}
        self._bool_key: int | None = None

    def key(self, code: str) -> int:
        """Return the key of an Excel ``code``."""
        if code not in self._keys:
            key = self._formats.queryKey(code, self._locale, False)
            self._keys[code] = key if key >= 0 else self._formats.addNew(code, self._locale)
        return self._keys[code]

    @property
    def bool_key(self) -> int:
        """The key of the format that shows TRUE and FALSE; to Excel such a cell is a General one."""
        if self._bool_key is None:
            self._bool_key = self._formats.getStandardFormat(LOGICAL, self._locale)
        return self._bool_key

    def code(self, key: int) -> str:
        """Return the Excel code of a key."""
        return self._look(key)[0]

    def is_date(self, key: int) -> bool:
        """Whether numbers of that format are dates or times."""
        return bool(self._look(key)[1] & (DATE | TIME))

    def is_bool(self, key: int) -> bool:
        """Whether numbers of that format show as TRUE and FALSE."""
        return bool(self._look(key)[1] & LOGICAL)

    def _look(self, key: int) -> tuple[str, int]:
        if key not in self._known:
            found = self._formats.getByKey(key)
            kind = found.Type
            code = GENERAL if kind & LOGICAL else found.FormatString
            self._known[key] = (_excel_code(code, bool(kind & (DATE | TIME))), kind)
        return self._known[key]


def _excel_code(code: str, is_date: bool) -> str:
    """Return a code of Calc as Excel spells it: date letters small outside quotes."""
    if code in ("Standard", "General") or not is_date:
        return GENERAL if code == "Standard" else code
    code = _ESCAPED_CHINESE.sub(lambda found: '"' + found[0].replace("\\", "") + '"', code)
    spelt, place = [], 0
    for quoted in _QUOTED.finditer(code):
        spelt += [_DATE_LETTERS.sub(_small, code[place : quoted.start()]), quoted[0]]
        place = quoted.end()
    return "".join([*spelt, _DATE_LETTERS.sub(_small, code[place:])])


def _small(found: re.Match[str]) -> str:
    return found[0] if found[0] == "AM/PM" else found[0].lower()
