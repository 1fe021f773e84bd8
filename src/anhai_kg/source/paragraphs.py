"""Lines of printed pages made into paragraphs, so that what a line end broke is whole again.

A line goes on in the next one when it reaches the right edge of the text and the next does not begin a
paragraph. Rows of tables stay lines; numbers and headings of pages go where they are certain to be that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

__all__ = ["Line", "Sign", "joined", "lines_of"]

_CELL_GAP: Final = 1.5  # em between two characters of a line: they stand in two cells
_EDGE: Final = 1.6  # em that a full line may stay short of the edge: no line begins with ，
_INDENT: Final = 1.0  # em
_PITCH: Final = 1.5  # times the usual distance of lines: a paragraph ends
_OFTEN: Final = 3  # pages on which a line stands before it is a heading of pages
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_ENDED: Final = re.compile(r"[。！？；：…]”?$")
_MARKED: Final = re.compile(
    r"第?[一二三四五六七八九十]{1,3}(?:部分)?[、．.]|[（(][一二三四五六七八九十0-9]{1,3}[)）]"
    r"|[0-9]{1,2}[、．.](?![0-9])|[①-⑳●•◆■]"
)
_PAGE: Final = re.compile(
    r"[—–\-－·\s]{0,9}第?\s?[0-9]{1,4}\s?页?(?:\s?[/／,，]?\s?共?\s?[0-9]{1,4}\s?页?)?[—–\-－·\s]{0,9}"
)
_DASHED: Final = re.compile(r"[—–\-－]\s*[0-9]{1,4}\s*[—–\-－]")


class Sign(NamedTuple):
    """A character of a page; `made` when the file does not hold it. Points, from the bottom left."""

    character: str
    made: bool
    left: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; a tab stands between two cells."""

    text: str
    left: float
    right: float
    bottom: float
    em: float  # width of a Chinese character


def lines_of(signs: Iterable[Sign]) -> list[Line]:
    """The lines of a page, in its order; blank ones left out."""
    lines: list[list[Sign]] = [[]]
    for sign in signs:
        if sign.character in "\r\n":
            lines.append([])
        else:
            lines[-1].append(sign)
    return [line for signs in lines if (line := _line(signs))]


def _line(signs: Sequence[Sign]) -> Line | None:
    shown = [sign for sign in signs if not sign.character.isspace()]
    if not shown:
        return None
    chinese = [s.right - s.left for s in shown if s.character >= "\u2e80"]
    em = median(chinese or [2 * (s.right - s.left) for s in shown]) or 1.0
    words, before, space = "", shown[0], False
    for sign in signs:
        if sign.character.isspace():
            space = space or not sign.made
            continue
        words += _between(before, sign, space, em) + sign.character
        before, space = sign, False
    return Line(words.strip(), shown[0].left, max(s.right for s in shown), shown[0].bottom, em)


def _between(before: Sign, after: Sign, space: bool, em: float) -> str:
    """A tab where a cell ends; a space where the file has one, or where two Latin words meet."""
    gap = after.left - before.right
    if gap > _CELL_GAP * em:
        return "\t"
    apart = before.character.isascii() and after.character.isascii() and gap > 0.15 * em
    return " " if space or apart else ""


def joined(pages: Sequence[Sequence[Line]]) -> Iterator[str]:
    """The paragraphs and rows of all pages, in their order."""
    kept = _without_margins(pages)
    page = _Page.of([line for lines in kept for line in lines])
    words = ""
    last: Line | None = None
    for lines in kept:
        for place, line in enumerate(lines):
            if last and page.goes_on(last, line, same_page=place > 0):
                words = _whole(words, line.text)
            else:
                if words:
                    yield words
                words = line.text
            last = line
    if words:
        yield words


def _whole(before: str, after: str) -> str:
    """Two parts of a line; a space only between words that are not Chinese."""
    if before.endswith("\u00ad"):  # a word divided at the line end
        return before[:-1] + after
    apart = before[-1].isascii() and after[0].isascii() and (before[-1] + after[0]).isalpha()
    return before + (" " if apart else "") + after


@dataclass(frozen=True, slots=True)
class _Page:
    """How the text stands on all pages: its edges and the distance of its lines, in points."""

    left: float
    right: float
    pitch: float
    indents: bool  # paragraphs begin further in than their other lines

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Page:
        if not lines:
            return cls(0, 0, 0, False)
        em = median(line.em for line in lines)
        weights = {side: _weights(lines, side, em) for side in ("left", "right")}
        heaviest = max(weights["left"].values())
        steps = [
            a.bottom - b.bottom for a, b in pairwise(lines) if 0 < a.bottom - b.bottom < 4 * em
        ]
        edge = min(at for at, weight in weights["left"].items() if weight > heaviest / 6)
        return cls(
            left=edge * em,
            right=max(weights["right"], key=lambda at: (weights["right"][at], at)) * em,
            pitch=median(steps or [em]),
            indents=any(weights["left"][edge + by] > heaviest / 10 for by in (2, 3)),
        )

    def goes_on(self, line: Line, after: Line, *, same_page: bool) -> bool:
        """Whether the second line is the rest of a paragraph that the first leaves unfinished."""
        if "\t" in line.text or "\t" in after.text or line.right < self.right - _EDGE * line.em:
            return False
        step = line.bottom - after.bottom
        if abs(line.em - after.em) > 0.15 * line.em or (
            same_page and not 0 < step < _PITCH * self.pitch
        ):
            return False
        if _MARKED.match(after.text):
            return False
        if not _ENDED.search(line.text):
            return True
        return self.indents and after.left < self.left + _INDENT * after.em


def _weights(lines: Sequence[Line], side: str, em: float) -> Counter[int]:
    """How much text begins, or ends, within an em of each place."""
    exact: Counter[int] = Counter()
    for line in lines:
        exact[round(getattr(line, side) / em)] += len(line.text)
    return Counter({at: sum(exact[at + near] for near in (-1, 0, 1)) for at in exact})


def _without_margins(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Without the lines at the head and foot of pages that are alike on them or count them."""
    left = [list(lines) for lines in pages]
    for end in (max, min, max, min):  # a heading may have two lines
        edges = {
            number: end(lines, key=lambda line: line.bottom)
            for number, lines in enumerate(left)
            if lines
        }
        groups: dict[tuple[str, int], list[int]] = {}
        for number, line in edges.items():
            shape = (_NUMBER.sub("#", line.text), round(line.bottom / line.em))
            groups.setdefault(shape, []).append(number)
        for members in groups.values():
            if _is_margin([edges[number].text for number in members], members, len(left)):
                for number in members:
                    left[number].remove(edges[number])
    return left


def _is_margin(texts: Sequence[str], numbers: Sequence[int], pages: int) -> bool:
    """Whether lines at one place of several pages differ by nothing, or by the number of the page."""
    if _DASHED.fullmatch(texts[0]):
        return True
    wanted = 2 if _PAGE.fullmatch(texts[0]) else _OFTEN
    if len(texts) < max(wanted, pages / 3) or _ENDED.search(texts[0]):
        return False
    columns = zip(*(map(int, _NUMBER.findall(text)) for text in texts), strict=True)
    return all(
        len(set(column)) == 1
        or len({count - number for count, number in zip(column, numbers, strict=True)}) == 1
        for column in columns
    )
