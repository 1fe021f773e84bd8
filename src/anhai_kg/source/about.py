"""What is said of a report beside its words: title, date, publisher and the address it is from."""

from __future__ import annotations

import datetime
import re
from typing import Final
from urllib.parse import urlsplit

from anhai_kg.errors import InputError

__all__ = ["FIELDS", "checked", "is_date"]

FIELDS: Final = ("title", "date", "publisher", "source")

_LONGEST: Final = 300  # characters
_DATE: Final = re.compile(r"[12][0-9]{3}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_NO_IRI: Final = re.compile('[\x00-\x20\x7f-\xa0<>"{}|\\\\^`\u2028\u2029]')


def checked(field: str, value: object, where: str) -> str:
    """The value, without white space around it.

    >>> checked("date", "2024-01-18", "option")
    '2024-01-18'

    Raises:
        InputError: it is no such thing: no line of text, no date, no address.
    """
    if not isinstance(value, str) or not (text := value.strip()):
        raise InputError(f"{where}: {field} is no text; write {field}: and its words")
    if len(text) > _LONGEST or not text.isprintable():
        raise InputError(
            f"{where}: {field} is no line of at most {_LONGEST} characters; shorten it"
        )
    if field == "date" and not is_date(text):
        raise InputError(f"{where}: {field} {text!r} is no date; write 2023, 2023-09 or 2023-09-28")
    if field == "source" and not _is_address(text):
        raise InputError(f"{where}: {field} {text!r} is no web address; write https://…")
    return text


def is_date(text: str) -> bool:
    """Whether it is a year, month or day as ISO 8601 writes them.

    >>> is_date("2024-02-29"), is_date("2023-02-29"), is_date("2023-2-1")
    (True, False, False)
    """
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not _NO_IRI.search(text)
