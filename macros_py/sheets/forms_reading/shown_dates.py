"""What a cell's number format makes of a date or a time: a month alone, a day without its year, hours gone by."""

from __future__ import annotations

import datetime
import re
from itertools import groupby

from macros_py.sheets.forms_reading.shown import Shown, Token, number_sections

_SEPARATORS = re.compile(r"[年月日时分秒\-/.:,\s]*")


def shown_date(value: datetime.date | datetime.time | datetime.timedelta, code: str) -> Shown | None:
    """Return what a cell with the format ``code`` shows of a date or a time; None for a whole date, which is read as ever.

    A month alone stays a month ("2024年12月"); the order of the parts and what stands between them is made Chinese.
    """
    tokens = number_sections(code)[0].tokens
    parts = _date_parts(tokens)
    letters = {part[0] for kind, part in parts if kind == "date"}
    weekday = any(kind == "date" and part.startswith("ddd") for kind, part in parts)
    if weekday or not letters or not letters <= set("ymdhnst"):
        return None
    if not _SEPARATORS.fullmatch("".join(part for kind, part in parts if kind == "literal")):
        texts = [_date_text(value, part) if kind == "date" else part for kind, part in parts]
        whole = None if None in texts else "".join(text or "" for text in texts).strip()
        return Shown(whole, f"?{whole}") if whole else None
    if isinstance(value, datetime.datetime | datetime.date) and letters >= set("ymd"):
        midnight = not isinstance(value, datetime.datetime) or value.time() == datetime.time()
        if midnight or not letters & set("hns"):
            return None
    text = _canonical(value, letters)
    if text is None:
        return None
    doubt = ""
    if letters == set("md") and isinstance(value, datetime.date):
        typed = f"{value.month}-{value.day}"
        doubt = f"这一格是日期 {text}；原来写的如果是“{typed}”这样的数，Excel 会自动变成日期，请核对"
    return Shown(text, f"?{text}", doubt)


def _date_parts(tokens: tuple[Token, ...]) -> list[Token]:
    """Return literals and runs of one date letter; "n" stands for minutes, "t…" for hours, minutes or seconds gone by."""
    parts: list[Token] = []
    for kind, text in tokens:
        if kind == "date" and not text.startswith("t"):
            for letter, run in groupby(text.lower()):
                parts.append(("date", ("y" if letter == "e" else letter) * len(list(run))))
        elif kind in ("literal", "fraction", "comma", "point"):
            parts.append(("literal", text))
        elif kind in ("date", "noon"):
            parts.append((kind, text.lower() if kind == "date" else ""))
    dates = [at for at, (kind, _) in enumerate(parts) if kind == "date"]
    for place, at in enumerate(dates):
        beside = [parts[other][1] for other in dates[max(0, place - 1) : place + 2] if other != at]
        before = parts[dates[place - 1]][1] if place else ""
        if parts[at][1][0] == "m" and (before[:1] in ("h", "t") or any(text[0] == "s" for text in beside)):
            parts[at] = ("date", "n" * len(parts[at][1]))
    return parts


def _date_text(value: datetime.date | datetime.time | datetime.timedelta, part: str) -> str | None:
    letter, wide = part[0], len(part) > 1
    field = {"y": "year", "m": "month", "d": "day", "h": "hour", "n": "minute", "s": "second"}.get(letter)
    if letter == "t":
        return _elapsed(value)
    number = getattr(value, field, None) if field else None
    if number is None:
        return None
    if letter == "y":
        return str(number) if len(part) > 2 else f"{number % 100:02}"
    return f"{number:02}" if wide and len(part) == 2 else str(number)


def _canonical(value: datetime.date | datetime.time | datetime.timedelta, letters: set[str]) -> str | None:
    if "t" in letters:
        return _elapsed(value)
    if isinstance(value, datetime.timedelta):
        return None
    text = ""
    if isinstance(value, datetime.date):
        names = {"y": f"{value.year}年", "m": f"{value.month}月", "d": f"{value.day}日"}
        text = "".join(name for letter, name in names.items() if letter in letters)
    if letters & set("hn") and isinstance(value, datetime.datetime | datetime.time):
        seconds = f":{value.second:02}" if "s" in letters else ""
        text += f"{' ' if text else ''}{value.hour}:{value.minute:02}{seconds}"
    return text or None


def _elapsed(value: object) -> str | None:
    if not isinstance(value, datetime.timedelta | datetime.time):
        return None
    if isinstance(value, datetime.time):
        value = datetime.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    minutes = round(value.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}"
