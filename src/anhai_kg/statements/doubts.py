"""What a rule saw and would not assert: a cue without its name, a name without its kind, licence or post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from anhai_kg.alphabet import HAN
from anhai_kg.context import Context
from anhai_kg.listing import Listing
from anhai_kg.mentions.heads import is_proper
from anhai_kg.mentions.holding import Holding
from anhai_kg.mentions.people import People
from anhai_kg.mentions.resolve import resolve_body
from anhai_kg.mentions.roster import Roster
from anhai_kg.model import Act, ActKind, Doubt, Kind, Span

__all__ = ["doubts"]

_CUES: Final = (
    (
        ActKind.CHAIRS,
        re.compile(r"主持(?:会议|大会|开幕会|闭幕会)|会议由[^，,。；;]{2,20}主持"),
        "no known name stands at the cue",
    ),
    (
        ActKind.DELIVERS,
        re.compile(r"(?:所作|(?<!工)作)了?的?[^，,。；;、]{0,24}报告|向(?:大会|会议)报告工作"),
        "who gave which report is not told",
    ),
    (
        ActKind.REPRESENTS,
        re.compile(
            r"受[^，,。；;、]{2,20}委托|代表(?!大会|团|们)[^，,。；;、]{2,16}(?=向(?:大会|会议)|作)"
        ),
        "who was sent, or by which body, is not told",
    ),
)
"""Act, the words that tell of one, and what is said where none was read."""
_CLIPPED: Final = re.compile(
    rf"(?<!{HAN})(?:[省市县区镇乡](?:委|政府|人民政府|人大|人大常委会|政协))(?=[、，,和]|的|领导)"
)
_SHORTEST: Final = 2  # characters of a run that may be a name


def doubts(
    ctx: Context, people: People, roster: Roster, held: Sequence[Holding], acts: Sequence[Act]
) -> list[Doubt]:
    """Doubts in the order of the text."""
    found = [
        *_acts(ctx, acts),
        *_clipped(ctx),
        *_titles(people),
        *_without_post(roster, held),
        *_without_kind(ctx, roster),
    ]
    return sorted(found, key=lambda doubt: (doubt.span, doubt.rule))


def _acts(ctx: Context, acts: Sequence[Act]) -> Iterator[Doubt]:
    """主持会议, 作报告, 受委托 where nobody was read who did it."""
    for kind, cue, reason in _CUES:
        read = [act.evidence.span for act in acts if act.act is kind]
        for match in cue.finditer(ctx.text):
            span = Span(*match.span())
            clause = ctx.clause(span)
            again = bool(read) and "我" in ctx.sentence(span.start).of(
                ctx.text
            )  # the author, once more
            if not again and not any(clause.covers(s) or s.covers(span) for s in read):
                yield Doubt(span=span, rule=f"acts.{kind}", reason=reason)


def _clipped(ctx: Context) -> Iterator[Doubt]:
    """市委 where the text names no city that it could be of."""
    for match in _CLIPPED.finditer(ctx.text):
        resolved = resolve_body(ctx, match[0], match.start())
        if resolved is None or resolved.name == match[0]:
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


def _without_post(roster: Roster, held: Sequence[Holding]) -> Iterator[Doubt]:
    """Somebody who is named, and of whom no post is read: 执行主席, or of a body that is not told."""
    known = {holding.person.name for holding in held}
    for official in roster.of(Kind.OFFICIAL):
        if official.name not in known:
            yield Doubt(
                span=official.mentions[0].span,
                rule="posts.serves",
                reason="a person is named, and no post of a known body",
            )


def _without_kind(ctx: Context, roster: Roster) -> Iterator[Doubt]:
    """甲、乙等5家: names in a list whose class word tells no kind."""
    for sentence in ctx.sentences:
        for listing in sentence.listings:
            if listing.etc and len(listing.members) > 1 and listing.kind(ctx.lexicon) is None:
                yield from _unread(roster, listing)


def _unread(roster: Roster, listing: Listing) -> Iterator[Doubt]:
    for member in listing.members:
        tokens = member.phrase.tokens
        names = all(is_proper(t) and len(t.word) > _SHORTEST for t in tokens)
        if names and not roster.within(member.phrase.span):
            yield Doubt(
                span=member.phrase.span,
                rule="relations.member-of-group",
                reason="it stands as a name in a list that does not tell of what kind",
            )
