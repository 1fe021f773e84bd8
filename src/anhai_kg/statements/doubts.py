"""What a rule saw and would not assert: a cue without its name, a clipped name without its licence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from anhai_kg.context import Context
from anhai_kg.mentions.people import People
from anhai_kg.mentions.resolve import resolve_body
from anhai_kg.model import Act, ActKind, Doubt, Span

__all__ = ["doubts"]

_CHAIRED: Final = re.compile(r"主持(?:会议|大会|开幕会|闭幕会)|会议由[^，,。；;]{2,20}主持")
_CLIPPED: Final = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[省市县区镇乡](?:委|政府|人民政府|人大|人大常委会|政协))(?=[、，,和]|的|领导)"
)


def doubts(ctx: Context, people: People, acts: Sequence[Act]) -> list[Doubt]:
    """Doubts in the order of the text."""
    found = [*_chairs(ctx, acts), *_clipped(ctx), *_titles(people)]
    return sorted(found, key=lambda doubt: (doubt.span, doubt.rule))


def _chairs(ctx: Context, acts: Sequence[Act]) -> Iterator[Doubt]:
    """主持会议 where no chair was read."""
    read = [act.evidence.span for act in acts if act.act is ActKind.CHAIRS]
    for match in _CHAIRED.finditer(ctx.text):
        span = Span(*match.span())
        if not any(clause.covers(span) for clause in read):
            yield Doubt(span=span, rule="acts.chairs", reason="no known name stands at the cue")


def _clipped(ctx: Context) -> Iterator[Doubt]:
    """市委 where the text names no city that it could be of."""
    for match in _CLIPPED.finditer(ctx.text):
        if resolve_body(ctx, match[0], match.start()) is None:
            yield Doubt(
                span=Span(*match.span()),
                rule="own-area",
                reason="the text does not tell whose it is",
            )


def _titles(people: People) -> Iterator[Doubt]:
    """副镇长包片: what follows a title may be a short name, and nothing else in the text says so."""
    for title in people.titles:
        if doubtful := people.doubted_at(title.span.end):
            yield Doubt(
                span=doubtful,
                rule="posts.serves",
                reason="two characters that may be a name or a verb",
            )
