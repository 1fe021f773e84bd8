"""How named things stand to each other: what lies where, what is part of what, who works with whom.

A name that begins with a place's name lies there (龙山寺片区改造); an area named right before another
holds it (石窠乡红岩村); 等10个优质项目 makes its members a group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise, zip_longest
from typing import Final

from anhai_kg.context import Context
from anhai_kg.mentions.area import area_tokens, suffix
from anhai_kg.mentions.place_kinds import SETTLED
from anhai_kg.mentions.roster import Roster, outermost
from anhai_kg.model import (
    Entity,
    Figure,
    GroupRef,
    Kind,
    Ref,
    Relation,
    RelationKind,
    Span,
)
from anhai_kg.statements.names import made, told_by_name
from anhai_kg.statements.partners import partners

__all__ = ["relations"]

_LIES: Final = re.compile("地处|位于|处于|坐落于|坐落在|(?:落户|选址|落地)(?:于|在)?")
_NEAR: Final = 12  # characters: the longest name of an area


def relations(ctx: Context, roster: Roster, measured: Sequence[Figure]) -> list[Relation]:
    """Every relation once, with the first words that say it; a group is one that a figure counts."""
    found: dict[tuple[Ref, RelationKind, Ref | str], Relation] = {}
    known = {entity.ref for entity in roster.entities}
    numbers = {figure.number for figure in measured}
    for relation in _all(ctx, roster, numbers):
        if relation.subject not in known or (
            isinstance(relation.object, Ref) and relation.object not in known
        ):
            continue
        thing = relation.object.label if isinstance(relation.object, GroupRef) else relation.object
        if relation.subject != thing:
            found.setdefault((relation.subject, relation.relation, thing), relation)
    return list(found.values())


def _all(ctx: Context, roster: Roster, numbers: Set[Span]) -> Iterator[Relation]:
    yield from _areas(ctx, roster)
    yield from told_by_name(ctx, roster)
    yield from _lies(ctx, roster)
    yield from partners(ctx, roster)
    yield from _groups(ctx, roster, numbers)


def _areas(ctx: Context, roster: Roster) -> Iterator[Relation]:
    """An area right before another: 柳涧县鹤埠镇, 石窠乡红岩村, 晋江安海镇."""
    for phrase in (i.phrase for s in ctx.sentences for i in s.items if i.phrase):
        named = list(area_tokens(ctx.text, phrase, ctx.lexicon))
        for (outer, first), (inner, second) in pairwise(named):
            a, b = roster.named(Kind.PLACE, inner), roster.named(Kind.PLACE, outer)
            if a and b and first.end == second.start:
                yield _inside(a, b, ctx.clause(Span(first.start, second.end)))
    for place in roster.of(Kind.PLACE):
        for mention in place.mentions if place.category in SETTLED else ():
            if around := _area_ending(roster, mention.span.start):
                yield _inside(place.ref, around.ref, mention.clause)
    yield from _own_parent(ctx)


def _inside(inner: Ref, outer: Ref, span: Span) -> Relation:
    return made(inner, RelationKind.PART_OF, outer, span, "relations.part-of-area")


def _area_ending(roster: Roster, position: int) -> Entity | None:
    """The administrative area whose name ends right there."""
    near = roster.within(Span(max(0, position - _NEAR), position), Kind.PLACE)
    found = [e for s, e in near if s.end == position and suffix(e.name)]
    return found[-1] if found else None


def _own_parent(ctx: Context) -> Iterator[Relation]:
    """The reporting area after the one around it, that with or without its suffix."""
    if ctx.area is None or not ctx.area.parents:
        return
    own, parent = ctx.area.name, ctx.area.parents[0]
    for form in (parent + own, parent.removesuffix(suffix(parent)) + own):
        for span in ctx.occurrences(form):
            yield _inside(Ref(Kind.PLACE, own), Ref(Kind.PLACE, parent), ctx.clause(span))
            return


def _lies(ctx: Context, roster: Roster) -> Iterator[Relation]:
    """安海处于泉州南翼国家高新区、晋江晋西辅城规划核心区."""
    for sentence in ctx.document.sentences:
        cues = list(_LIES.finditer(ctx.text, *sentence))
        for cue, following in zip_longest(cues, cues[1:]):
            clause = ctx.clause(Span(*cue.span()))
            before = roster.within(Span(clause.start, cue.start()), Kind.PLACE, Kind.PROJECT)
            end = min(clause.end, following.start()) if following else clause.end
            after = outermost(roster.within(Span(cue.end(), end), Kind.PLACE))
            tail = roster.within(Span(cue.end(), end), Kind.PROJECT)
            if (
                after and tail and ctx.text[tail[0][0].start - 1] == "的"
            ):  # 位于双桐村的冷链物流中心
                before, after = tail[:1], after[:1]
            for place in after:
                if before:
                    yield made(
                        before[-1][1].ref,
                        RelationKind.LOCATED_IN,
                        place.ref,
                        clause,
                        "relations.located-in-said",
                    )


def _groups(ctx: Context, roster: Roster, numbers: Set[Span]) -> Iterator[Relation]:
    """储能电站二期、恒软机械等10个优质项目: members of the group that the figure counts."""
    for sentence in ctx.sentences:
        for listing in sentence.listings:
            number, head = listing.counted, listing.head
            if not (number and head and number.span in numbers):
                continue
            if not (listing.etc or len(listing.members) > 1):
                continue
            start, end = (
                min(number.digits.start, head.span.start),
                max(number.span.end, head.span.end),
            )
            label = Span(start, end).of(ctx.text)
            for member in listing.members:
                found = roster.within(member.phrase.span)
                entity = next(
                    (
                        e
                        for kind in (Kind.PROJECT, Kind.BODY, Kind.PLACE)
                        for s, e in found
                        if e.kind is kind and s.start - member.phrase.span.start < 2
                    ),
                    None,
                )
                if entity:
                    yield made(
                        entity.ref,
                        RelationKind.MEMBER_OF_GROUP,
                        GroupRef(number.span, label),
                        ctx.clause(listing.span),
                        "relations.member-of-group",
                    )
