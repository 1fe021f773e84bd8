"""Which meeting a passage tells of: the one that title and lead name, of two the one named last."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from anhai_kg.context import Context
from anhai_kg.mentions.roster import Roster
from anhai_kg.model import Entity, Kind, Ref, Span

__all__ = ["Meetings"]

_MEETINGS: Final = frozenset(
    f"events/{kind}"
    for kind in ("congress-session", "consultative-session", "local-congress", "party-plenum")
)
_STANDING: Final = re.compile("常委会|常务委员会")
_HELD: Final = re.compile(r"(?:[^，,。；;]{0,14}?)(?:召开|举行|开幕|闭幕)")
_HOLDS: Final = re.compile("(?:召开|举行)了?$")
_LESSER: Final = re.compile(f"{_STANDING.pattern}|政协|预备会议")


class Meetings:
    """The meetings that one text tells of."""

    def __init__(self, ctx: Context, roster: Roster) -> None:
        meetings = [e for e in roster.of(Kind.EVENT) if e.category in _MEETINGS]
        lead, paragraph = _lead(ctx)

        def order(event: Entity) -> tuple[bool, bool, Span]:
            first = event.mentions[0].span
            return first.start > lead, _LESSER.search(event.name) is not None, first

        main = min(meetings, key=order, default=None)
        self.main = main.ref if main else None
        """The first that title and lead name, a standing committee's for want of others; else of all."""
        plenums = [e.ref for e in meetings if e.category == "events/party-plenum"]
        self._text, self._plenum = ctx.text, plenums[0] if plenums else None
        self._turns = sorted(
            (span.start, until, event.ref)
            for event in meetings
            for span in (mention.span for mention in event.mentions)
            if main and span.start > paragraph
            if (until := _until(ctx, span, told=_is_told(event, main, paragraph)))
        )

    def at(self, sentence: Span) -> Ref | None:
        """The meeting that a sentence tells of; 全会 is the plenum, where there is one."""
        if self._plenum and "全会" in sentence.of(self._text):
            return self._plenum
        for at in range(bisect_left(self._turns, (sentence.end,)) - 1, -1, -1):
            _, until, meeting = self._turns[at]
            if sentence.start < until:
                return meeting
        return self.main


def _lead(ctx: Context) -> tuple[int, int]:
    """Where the first full sentence ends, and its paragraph; lines of sources and dates are none."""
    stop = ctx.text.find("。")
    first = ctx.document.sentences[:2][-1].end if ctx.document.sentences else 0
    lead = max(first, stop)
    return lead, _line_end(ctx.text, lead)


def _line_end(text: str, position: int) -> int:
    line = text.find("\n", position)
    return line if line >= 0 else len(text)


def _until(ctx: Context, span: Span, *, told: bool) -> int:
    """How far the text tells of a meeting that it names there.

    To its end where the lead announced that meeting; over the paragraph that says it was held; else not at all.
    """
    if told:
        return len(ctx.text)
    held = _HELD.match(ctx.text, span.end) or _HOLDS.search(
        ctx.text, max(0, span.start - 2), span.start
    )
    return _line_end(ctx.text, span.end) if held else 0


def _is_told(event: Entity, main: Entity, paragraph: int) -> bool:
    """Whether the lead announces it beside the main one; a standing committee's meeting is by the way."""
    standing = _STANDING.search(event.name) and not _STANDING.search(main.name)
    return event.mentions[0].span.start <= paragraph and not standing
