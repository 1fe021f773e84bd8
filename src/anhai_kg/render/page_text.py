"""The report's text cut into the pieces that the page shows: marks, cited words and the rest."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from anhai_kg.render.page_values import NAMED, Cite, PageData, Report, Thing

__all__ = ["Mark", "Piece", "marks", "pieces"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words that name a thing, state a figure or an undertaking, or hold a number left unread."""

    start: int
    end: int
    things: tuple[str, ...] = ()  # IRIs; empty for a number that is no figure
    skipped: int = -1  # index in `PageData.skipped`


@dataclass(frozen=True, slots=True)
class Piece:
    """`[start, end)` in code points; `mark` is an index into the marks or -1."""

    start: int
    end: int
    mark: int
    cited: bool


def marks(data: PageData, report: int) -> list[Mark]:
    """What can be pointed at in one report, without overlaps, in the order of the text.

    Names come first and the longest wins; then numbers; then the verbs of undertakings.
    """
    text = data.reports[report].text
    wanted: dict[tuple[int, int, int], dict[str, None]] = defaultdict(dict)
    for thing in data.things:
        for rank, start, end in _spans(thing, report, text):
            wanted[rank, start, end][thing.iri] = None
    skipped = {(c.start, c.end): n for n, (c, *_) in enumerate(data.skipped) if c.report == report}
    candidates = [
        *((rank, s, e, tuple(things), -1) for (rank, s, e), things in wanted.items()),
        *((2, s, e, (), n) for (s, e), n in skipped.items()),
    ]
    taken: list[Mark] = []
    starts: list[int] = []
    for _, s, e, things, n in sorted(candidates, key=lambda c: (c[0], c[1] - c[2], c[1])):
        at = bisect_left(starts, e)
        if at and taken[at - 1].end > s:
            continue
        where = bisect_left(starts, s)
        starts.insert(where, s)
        taken.insert(where, Mark(start=s, end=e, things=things, skipped=n))
    return taken


def _spans(thing: Thing, report: int, text: str) -> Iterable[tuple[int, int, int]]:
    """Rank, start and end of the words that stand for `thing`."""
    cites = [cite for cite in thing.cites if cite.report == report]
    if thing.cls in NAMED:
        forms = sorted({thing.label.zh, *thing.forms} - {""}, key=len, reverse=True)
        pattern = re.compile("|".join(map(re.escape, forms)))
        for cite in cites:
            for found in pattern.finditer(text, cite.start, cite.end):
                yield (0, *found.span())
    elif "number" in thing.facts:
        for cite in thing.facts["number"]:
            if cite.report == report:
                yield 1, cite.start, cite.end
    elif action := thing.facts.get("action"):
        for cite in cites:
            start = text.find(action, cite.start, cite.end)
            if start >= 0:
                yield 3, start, start + len(action)


def pieces(report: Report, found: Sequence[Mark], cites: Iterable[Cite]) -> list[Piece]:
    """Cut the text wherever a mark or a citation begins or ends, or a heading begins."""
    length = len(report.text)
    spans = sorted({(cite.start, cite.end) for cite in cites})
    cuts = {0, length} | {n for span in spans for n in span}
    cuts |= {start for start, *_ in report.headings}
    cuts |= {n for mark in found for n in (mark.start, mark.end)}
    edges = sorted(cut for cut in cuts if 0 <= cut <= length)
    depth = _depth(spans, edges)
    starts = [mark.start for mark in found]
    result = []
    for start, end in pairwise(edges):
        at = bisect_right(starts, start) - 1
        mark = at if at >= 0 and found[at].end >= end else -1
        result.append(Piece(start, end, mark, depth[start] > 0))
    return result


def _depth(spans: Iterable[tuple[int, int]], edges: Sequence[int]) -> dict[int, int]:
    """How many citations cover the piece that begins at each edge."""
    change: dict[int, int] = defaultdict(int)
    for start, end in spans:
        change[start] += 1
        change[end] -= 1
    depth, level = {}, 0
    for edge in edges:
        level += change[edge]
        depth[edge] = level
    return depth
