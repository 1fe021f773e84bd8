"""Rows as a table of a terminal: hanzi are two columns wide, and no text can move the cursor."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

__all__ = ["plain", "table", "width_of"]

_WIDE: Final = frozenset("WF")
_HIDDEN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_GAP: Final = "  "
_NARROWEST: Final = 6  # columns of the terminal that a column keeps when room is short


def plain(text: str) -> str:
    """One line without control characters: what could steer a terminal is spelt out.

    >>> plain("a\\x1b[31mb\\nc")
    'a\\\\x1b[31mb c'
    """
    if text.isprintable():
        return text
    line = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    return "".join(
        character.encode("unicode_escape").decode()
        if unicodedata.category(character) in _HIDDEN
        else character
        for character in line
    )


def width_of(text: str) -> int:
    """Columns that a line takes in a terminal.

    >>> width_of("安海 town")
    9
    """
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in _WIDE for character in text)
    marks = sum(unicodedata.combining(character) > 0 for character in text)
    return len(text) + wide - marks


def _lines(text: str, width: int) -> Iterator[str]:
    """The text cut into lines of at most that width; Latin words stay whole where they fit."""
    line, used = "", 0
    for character in text:
        size = width_of(character)
        if used + size > width and line:
            head, blank, tail = line.rpartition(" ")
            if blank and head and tail.isascii() and character.isascii() and character != " ":
                yield head
                line, used = tail, width_of(tail)
            else:
                yield line.rstrip()
                line, used = "", 0
        if line or character != " ":
            line, used = line + character, used + size
    yield line


def _widths(cells: Sequence[Sequence[str]], room: int) -> list[int]:
    """Each column as wide as it wants to be; the widest give way until all fit."""
    wanted = [max(map(width_of, column)) for column in zip(*cells, strict=True)]
    room -= len(_GAP) * (len(wanted) - 1)
    while sum(wanted) > room and max(wanted) > _NARROWEST:
        widest = wanted.index(max(wanted))
        others = sorted(set(wanted))
        floor = max(others[-2] if len(others) > 1 else 0, _NARROWEST)
        wanted[widest] = max(min(floor, wanted[widest] - 1), wanted[widest] - (sum(wanted) - room))
    return wanted


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int = 100) -> str:
    """A table with a rule under its head; long cells go on in the next line.

    Args:
        columns: the head; at least one.
        rows: cells of text, as many as there are columns.
        width: columns of the terminal.
    """
    cells = [[plain(text) for text in row] for row in (columns, *rows)]
    widths = _widths(cells, width)
    rule = ["-" * size for size in widths]
    shown = []
    for row in (cells[0], rule, *cells[1:]):
        parts = [list(_lines(text, size)) for text, size in zip(row, widths, strict=True)]
        for depth in range(max(map(len, parts))):
            line = [part[depth] if depth < len(part) else "" for part in parts]
            padded = (t + " " * (size - width_of(t)) for t, size in zip(line, widths, strict=True))
            shown.append(_GAP.join(padded).rstrip())
    return "\n".join(shown) + "\n"
