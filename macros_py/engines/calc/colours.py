"""Colours as Calc counts them, red × 65536 + green × 256 + blue, -1 for the automatic one."""

from __future__ import annotations

Rgb = tuple[int, int, int]
AUTOMATIC = -1


def rgb_of(number: int | None) -> Rgb | None:
    """Return a colour of Calc as (red, green, blue); None for none and for the automatic one."""
    if number is None or number < 0:
        return None
    return number >> 16 & 255, number >> 8 & 255, number & 255


def number_of(value: Rgb | int | str | None) -> int:
    """Return a colour, (red, green, blue) or ``#rrggbb`` or Excel's blue-green-red number, as Calc counts it."""
    if value is None:
        return AUTOMATIC
    if isinstance(value, str):
        return int(value.removeprefix("#"), 16)
    if isinstance(value, int):
        value = (value & 255, value >> 8 & 255, value >> 16 & 255)
    return value[0] << 16 | value[1] << 8 | value[2]
