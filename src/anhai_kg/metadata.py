"""What is known of a report besides its facts: title, date, publisher, address; and which year is its own."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Final

from anhai_kg.alphabet import DIGIT, YEAR
from anhai_kg.errors import InputError
from anhai_kg.model import Metadata
from anhai_kg.period import own_year

__all__ = ["metadata", "report_year"]

_LINE: Final = re.compile(r"[^\r\n]+")
_DATE: Final = re.compile(rf"({YEAR})年\s*0?({DIGIT}{{1,2}})月\s*0?({DIGIT}{{1,2}})日")
_HEAD: Final = 600  # characters; further down a date is one that the report speaks of

Beside = Mapping[str, Mapping[str, str]]
"""What is said of a report beside its words, by where: see `anhai_kg.source.Source`."""


def report_year(text: str, beside: Beside) -> int | None:
    """What 今年 means: as the user says, as the text tells, or when its page was published."""
    dates = {origin: said["date"][:4] for origin, said in beside.items() if said.get("date")}
    told = dates.get("option") or dates.get("front matter") or own_year(text) or dates.get("file")
    return int(told) if told else None


def metadata(text: str, beside: Beside, year: int | None, name: str) -> Metadata:
    """What is said of a report: the user's word goes first, then the text, then a page's own tags.

    Raises:
        InputError: the text is dated with a day that is none, and the user gives no other.
    """
    given = [(origin, beside.get(origin, {})) for origin in ("option", "front matter")]
    said = {"title": _title(text)}
    if not any("date" in values for _, values in given):
        said["date"] = _day(text, name)
    file, rough = beside.get("file", {}), {"date": str(year or "")}
    found: dict[str, str] = {}
    for origin, values in (*given, ("text", said), ("file", file), ("text", rough)):
        for field, value in values.items():
            if value and field not in found:
                found |= {field: value, f"{field}_from": origin}
    return Metadata(**found)


def _title(text: str) -> str:
    """The first line with words."""
    stripped = (match[0].strip(" \t　#*") for match in _LINE.finditer(text))
    return next(filter(None, stripped), "")


def _day(text: str, name: str) -> str:
    """The day that the first lines name (ISO 8601); empty when they name none.

    Raises:
        InputError: there is no such day.
    """
    dated = _DATE.search(text[:_HEAD])
    if not dated:
        return ""
    year, month, day = map(int, dated.groups())
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError as error:
        line = text.count("\n", 0, dated.start()) + 1
        raise InputError(
            f"{name}:{line}: {dated[0]} is no day; mend it, or give the right one with --date"
        ) from error
