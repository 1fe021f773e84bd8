"""Bytes of a file as text, without ever guessing: what is not clearly one encoding is refused.

Offsets everywhere count Unicode code points of the text that this module returns; a byte order mark is
not part of it, line ends stay as they are.
"""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path
from typing import Final

from anhai_kg.errors import InputError

__all__ = ["LIMIT", "decode", "read_text"]

LIMIT: Final = 50_000_000
"""Bytes that a report may have."""

_FORMATS: Final = ((b"%PDF", "PDF"), (b"PK", "zip (Word, Excel)"))
"""How files begin that may pass for text to the last byte."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, name: str) -> str:
    """The text of the bytes: by byte order mark, else strict UTF-8, else strict GB18030.

    Raises:
        InputError: neither fits, the file is of another format, or the result holds characters that no Chinese text has.
    """
    if not data.strip():
        raise InputError(f"{name}: the file is empty; give a report with text")
    for magic, kind in _FORMATS:
        if data.startswith(magic):
            raise InputError(f"{name}: a {kind} file, not text; save the report as plain text")
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", ""))
    text = ""
    for candidate in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            text = data[len(mark) :].decode(candidate)
            break
        except UnicodeDecodeError as error:
            where = error.start + len(mark)
    else:
        raise InputError(
            f"{name}: byte {where} is neither UTF-8 nor GB18030; save the file as UTF-8"
        )
    _check(text, name)
    return text


def _check(text: str, name: str) -> None:
    if not text.strip():
        raise InputError(f"{name}: the file holds no text; give a report with text")
    for offset, character in enumerate(text):
        category = unicodedata.category(character) if character > "\x7f" or character < " " else ""
        if (category == "Cc" and character not in "\t\n\r\f\x85") or category in {"Co", "Cs"}:
            line = text.count("\n", 0, offset) + 1
            raise InputError(
                f"{name}:{line}: character U+{ord(character):04X} belongs in no report; "
                "the file is not text, or not in UTF-8 or GB18030"
            )


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        InputError: missing, no file, not readable, too large, or not text.
    """
    try:
        if not path.exists():
            raise InputError(f"{path}: no such file; check the path")
        if not path.is_file():
            raise InputError(f"{path}: not a file; give the path of a report")
        if path.stat().st_size > LIMIT:
            raise InputError(f"{path}: larger than {LIMIT:,} bytes; split the report")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; check that you may read it") from error
    return decode(data, str(path))
