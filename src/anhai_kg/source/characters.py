"""Bytes to characters, strictly; and the characters that belong in a report.

Characters that show nothing (zero-width ones, soft hyphens, marks of direction) are no part of a text
as read: within a name or a number they would make another of it that looks the same.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from anhai_kg.errors import InputError

__all__ = ["clean", "decode"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIDDEN: Final = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a\u202c\u202d\u2060-\u2064\u2066\u2068-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]+"
)
_REFUSED: Final = re.compile(  # controls, right-to-left, halves of characters, private use
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u202b\u202e\u2067\ud800-\udfff\ue000-\uf8ff"
    "\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]"
)

# Compiled where they are needed, which is seldom: large classes take their time.
_USUAL: Final = "[\t\n\r -~\u2010-\u2030\u3000-\u3011\u4e00-\u9fff\uff01-\uff5e]"
_HANZI: Final = "[\u3400-\u9fff]+"
_UTF8_WITHIN: Final = rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){3}"


def decode(data: bytes, name: str) -> str:
    """The text of the bytes: by byte order mark, else strict UTF-8, else strict GB18030.

    UTF-16 without its mark is read where only one order of its bytes gives a text.

    Raises:
        InputError: none fits, or the result is not what Chinese in that encoding looks like.
    """
    if not data.strip():
        raise InputError(f"{name}: the file is empty; give a report with text")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return clean(_strict(data, len(mark), encoding, name), name)
    if b"\0" in data and (text := _unmarked_utf16(data)):
        return clean(text, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _gb18030(data, error.start, name)
    return clean(text, name)


def _strict(data: bytes, start: int, encoding: str, name: str) -> str:
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: byte {start + error.start} is not {encoding.upper()}, as the byte order mark says; "
            "save the file as UTF-8"
        ) from error


def _unmarked_utf16(data: bytes) -> str:
    """The text, where one order of bytes gives usual characters and the other does not."""
    found = []
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(re.findall(_USUAL, text)) >= 0.9 * len(text):
            found.append(text)
    return found[0] if len(found) == 1 else ""


def _gb18030(data: bytes, where: int, name: str) -> str:
    """What is not UTF-8 from byte `where` on.

    Nearly every pair of bytes is some character of GB18030, so the result must also be likely: in
    simplified Chinese nearly all characters are among the 6,763 of GB2312; in Big5, UTF-16 or UTF-8
    taken for GB18030 a third are not.
    """
    if re.search(_UTF8_WITHIN, data):
        raise InputError(
            f"{name}: byte {where} is not UTF-8, other bytes are: damaged, or encodings are mixed; "
            "save the file as UTF-8"
        )
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        where = max(where, error.start)
        raise InputError(
            f"{name}: byte {where} is neither UTF-8 nor GB18030; save the file as UTF-8"
        ) from error
    hanzi = "".join(re.findall(_HANZI, text))
    rare = len(hanzi) - len(hanzi.encode("gb2312", "ignore")) // 2
    if rare > 3 and rare > len(hanzi) / 5:
        raise InputError(
            f"{name}: byte {where} is not UTF-8, and as GB18030 the file is no simplified Chinese "
            "(Big5?); save the file as UTF-8"
        )
    return text


def clean(text: str, name: str) -> str:
    """The text without characters that show nothing.

    Raises:
        InputError: it is blank, or holds a character that no report has.
    """
    text = _HIDDEN.sub("", text)
    if not text.strip():
        raise InputError(f"{name}: the file holds no text; give a report with text")
    if found := _REFUSED.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise InputError(
            f"{name}:{line}: character U+{ord(found[0]):04X} belongs in no report; "
            "remove it, or save the file as text in UTF-8"
        )
    return text
