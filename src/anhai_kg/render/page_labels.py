"""Labels of the network: how wide words are, and where a long name is broken or shortened.

Widths are those of wide sans-serif faces (DejaVu Sans, Verdana) and CJK faces; the page narrows a line
whose face is wider still, so that no label ever runs over its neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

__all__ = ["LINE", "Written", "breadth", "labels", "written"]

LETTER: Final = 13.0  # pixels: size of the letters of a label
LINE: Final = 234.0  # width of a line
LINES: Final = 3  # of a label

_EM: Final[dict[str, float]] = {
    **dict.fromkeys(map(chr, range(32, 127)), 0.61),
    **dict.fromkeys("ABCDEFGHKNOQRSUVXYZ&", 0.7),
    **dict.fromkeys("ijlI'|.,:; ", 0.32),
    **dict.fromkeys('ftr()[]{}"-/!', 0.4),
    **dict.fromkeys("mwMW%@", 0.95),
}
"""Widths of characters as shares of the size of the letters; others are as wide as high."""

_PIECES: Final = re.compile(
    r"[(“‘《（【]*(?:[^\s\u2e80-\u9fff\uff00-\uffef]{1,20}[ ]?|.[，。、；：”’》）】…]*)",
    re.DOTALL,
)
"""Between two of them a line may be broken: between words and between Chinese characters."""


class Written(NamedTuple):
    """A label as it is drawn."""

    wide: float  # pixels, of its widest line
    lines: tuple[str, ...]


def breadth(text: str) -> float:
    """Width of a line in pixels."""
    get = _EM.get
    return LETTER * sum([get(character, 1.0) for character in text])


def labels(names: Sequence[str]) -> list[Written]:
    """The label of each name; different names have different labels."""
    short = [written(name) for name in names]
    told: dict[tuple[str, ...], str] = {}
    for name, label in zip(names, short, strict=True):
        told.setdefault(label.lines, name)
    return [
        label if told[label.lines] == name else written(name, most=len(name))
        for name, label in zip(names, short, strict=True)
    ]


def written(name: str, *, most: int = LINES) -> Written:
    """The name in lines of much the same width; of too long a one the middle is left out."""
    whole = breadth(name)
    if whole <= LINE:
        return Written(whole, (name,))
    pieces = [(piece, breadth(piece)) for piece in _PIECES.findall(name)]
    lines = _filled(pieces, LINE)
    for slack in (1.05, 1.2, 1.4):
        even = _filled(pieces, min(LINE, slack * whole / len(lines)))
        if len(even) == len(lines):
            lines = even
            break
    if len(lines) > most:
        backwards = [(piece[::-1], wide) for piece, wide in pieces[::-1]]
        lines[most - 1 :] = ["…" + _filled(backwards, LINE - LETTER)[0][::-1]]
    return Written(max(map(breadth, lines)), tuple(lines))


def _filled(pieces: Iterable[tuple[str, float]], width: float) -> list[str]:
    """Pieces, each with its width, in lines that are filled one after the other."""
    lines, line, taken = [], "", 0.0
    for piece, wide in pieces:
        if line and taken + wide > width:
            lines.append(line.strip())
            line, taken = "", 0.0
        line += piece
        taken += wide
    return [*lines, line.strip()]
