"""The letters and the numbers of worksheet columns, and how large a worksheet is."""

from __future__ import annotations

from functools import lru_cache

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384


@lru_cache(maxsize=1024)
def column_letters(number: int) -> str:
    """Return the letters of a column (1-based): 1 → A, 28 → AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Return the number (1-based) of a column named by letters: AB → 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
