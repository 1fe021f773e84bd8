"""How named things stand to each other: what lies where, what is part of what, who works with whom.

A name that begins with a place's name lies there (龙山寺片区改造); an area named right before another
holds it (石窠乡红岩村); 等10个优质项目 makes its members a group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest
from typing import Final

from anhai_kg.context import Context
from anhai_kg.mentions.area import area_tokens, suffix
from anhai_kg.mentions.place_heads import NATURE, SETTLED
from anhai_kg.mentions.roster import Roster, outermost
from anhai_kg.model import (
    Entity,
    Evidence,
    GroupRef,
    Kind,
    Mention,
    Ref,
    Relation,
    RelationKind,
    Span,
)
from anhai_kg.quotes import plain
from anhai_kg.statements.partners import partners

__all__ = ["relations"]

_PART_OF_PLACE: Final = re.compile(
    r"(?:段|蓄滞洪区|[东南西北中]片|[东南西北左右][岸段]|中段|老湖区|湖区|库区)$"
)
_PHASE: Final = re.compile(r"(?P<stem>.+?)(?:[一二三四五六七八九十]+期)(?:工程|项目)?$")
_LIES: Final = re.compile(r"(?:地处|位于|处于|坐落于|坐落在)")
_FEATURE: Final = re.compile("[湾河江湖山溪海岛岭桥路街港村镇]")
_FROM_TO: Final = ("至", "—", "到")  # 庆云至章丘 lies in neither
_DIVISIONS: Final = frozenset(
    f"places/{kind}"
    for kind in ("city", "county", "district", "county-level-city", "autonomous-county")
)
_NEAR: Final = 12  # characters: the longest name of an area
_PROVINCES: Final = ("places/province", "places/autonomous-region")
_NATURAL: Final = re.compile("[湾河江湖山溪海岛岭]")
_WORKS: Final = ("places/station", "places/airport", "places/market", "places/venue")
_ROADS: Final = ("places/road", "places/avenue", "places/street", "places/lane")


def relations(ctx: Context, roster: Roster) -> list[Relation]:
    """Every relation once, with the first words that say it."""
    found: dict[tuple[Ref, RelationKind, Ref | str], Relation] = {}
    known = {entity.ref for entity in roster.entities}
    for relation in _all(ctx, roster):
        if relation.subject not in known or (
            isinstance(relation.object, Ref) and relation.object not in known
        ):
            continue
        thing = relation.object.label if isinstance(relation.object, GroupRef) else relation.object
        if relation.subject != thing:
            found.setdefault((relation.subject, relation.relation, thing), relation)
    return list(found.values())


def _all(ctx: Context, roster: Roster) -> Iterator[Relation]:
    yield from _areas(ctx, roster)
    yield from _opening_place(roster)
    yield from _division_within(ctx, roster)
    yield from _lies(ctx, roster)
    yield from _phases(roster)
    yield from partners(ctx, roster)
    yield from _groups(ctx, roster)


def _made(
    subject: Ref, relation: RelationKind, thing: Ref | GroupRef, span: Span, rule: str, *via: Span
) -> Relation:
    evidence = Evidence(span=span, rule=rule, via=via)
    return Relation(subject=subject, relation=relation, object=thing, evidence=evidence)


def _areas(ctx: Context, roster: Roster) -> Iterator[Relation]:
    """An area right before another: 柳涧县鹤埠镇, 石窠乡红岩村, 晋江安海镇."""
    phrases = (i.phrase for s in ctx.sentences for i in s.items if i.phrase)
    for phrase in phrases:
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
    return _made(inner, RelationKind.PART_OF, outer, span, "relations.part-of-area")


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


def _forms(roster: Roster) -> dict[str, Entity]:
    """Places by each of their forms; an area also by its name without suffix."""
    forms: dict[str, Entity] = {}
    for place in roster.of(Kind.PLACE):
        for form in (place.name, *place.aliases):
            forms.setdefault(plain(form), place)
    for place in roster.of(Kind.PLACE):
        short = place.name.removesuffix(suffix(place.name))
        if len(short) >= 2 and short != place.name:
            forms.setdefault(short, place)
    return forms


def _opening_place(roster: Roster) -> Iterator[Relation]:
    forms = _forms(roster)
    for entity in roster.entities:
        if entity.kind not in (Kind.PROJECT, Kind.PLACE):
            continue
        for mention in entity.mentions[:1] if entity.kind is Kind.PLACE else entity.mentions:
            form = plain(mention.form)
            implied = any(
                e.form == mention.form and e.rule == "shared-head" for e in entity.expansions
            )
            whole = entity.kind is Kind.PLACE or len(form) <= 3 or implied
            name = plain(entity.name) if whole else form
            openings = [forms.get(name[:end]) for end in range(len(name) - 1, 0, -1)]
            around = [p for p in openings if p and p.name != entity.name and _opens(entity, p)]
            if around:
                place = next((p for p in around if not _is_works(p)), around[0])
                yield from _in_place(entity, place, mention, name)


def _division_within(ctx: Context, roster: Roster) -> Iterator[Relation]:
    """济南 in 济南机场二期, 成都 in 国家超级智算成都中心: a division of the country that the name holds."""
    own = (ctx.area.name, *ctx.area.parents) if ctx.area else ()
    for project in roster.of(Kind.PROJECT):
        for mention in project.mentions:
            for span, place in roster.within(mention.span, Kind.PLACE):
                apart = (
                    ctx.text[span.end : span.end + 1] in _FROM_TO
                    or ctx.text[span.start - 1] in _FROM_TO
                )
                if place.category in _DIVISIONS and place.name not in own and not apart:
                    yield _made(
                        project.ref,
                        RelationKind.LOCATED_IN,
                        place.ref,
                        mention.clause,
                        "relations.located-in-name",
                    )


def _opens(entity: Entity, place: Entity) -> bool:
    """A place known only from a list (西门) opens just the names that the list made."""
    if place.ref == entity.ref:
        return False
    return bool(place.category) or any(e.rule == "shared-head" for e in entity.expansions)


def _is_works(place: Entity) -> bool:
    """A station lies itself where its name begins: 沄江|东站."""
    return place.category in _WORKS or place.name.endswith("段")


def _in_place(entity: Entity, place: Entity, mention: Mention, name: str) -> Iterator[Relation]:
    span = mention.clause
    if entity.kind is Kind.PROJECT:
        if place.category in _DIVISIONS and name[len(place.name) :].startswith(_FROM_TO):
            return
        short = place.name.removesuffix(suffix(place.name))
        if (
            short != place.name
            and not name.startswith(place.name)
            and _FEATURE.match(name, len(short))
        ):
            return  # 临屿|湾大桥 lies at the bay
        yield _made(
            entity.ref, RelationKind.LOCATED_IN, place.ref, span, "relations.located-in-name"
        )
        return
    if _PART_OF_PLACE.search(name):
        yield _made(entity.ref, RelationKind.PART_OF, place.ref, span, "relations.part-of-name")
        return
    if suffix(entity.name) or entity.category in SETTLED:
        if suffix(place.name) and name.startswith(place.name):
            yield _made(entity.ref, RelationKind.PART_OF, place.ref, span, "relations.part-of-name")
        return
    rest = name.removeprefix(place.name.removesuffix(suffix(place.name)))
    area = bool(suffix(place.name)) or place.category in _DIVISIONS or place.category in _PROVINCES
    if area and (_NATURAL.match(rest) or entity.category in NATURE):
        return
    natural = place.category in NATURE and entity.category not in _ROADS
    if area or place.category in SETTLED or natural:
        yield _made(
            entity.ref, RelationKind.LOCATED_IN, place.ref, span, "relations.located-in-name"
        )


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
                    yield _made(
                        before[-1][1].ref,
                        RelationKind.LOCATED_IN,
                        place.ref,
                        clause,
                        "relations.located-in-said",
                    )


def _phases(roster: Roster) -> Iterator[Relation]:
    """A phase is part of the project that bears its stem."""
    for project in roster.of(Kind.PROJECT):
        match = _PHASE.fullmatch(project.name)
        if match and (whole := roster.named(Kind.PROJECT, match["stem"])):
            yield _made(
                project.ref,
                RelationKind.PART_OF,
                whole,
                project.mentions[0].clause,
                "relations.part-of-phase",
            )


def _groups(ctx: Context, roster: Roster) -> Iterator[Relation]:
    """储能电站二期、恒软机械等10个优质项目: members of the group that the figure counts."""
    for sentence in ctx.sentences:
        for listing in sentence.listings:
            number, head = listing.counted, listing.head
            if not (number and head) or not (listing.etc or len(listing.members) > 1):
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
                    yield _made(
                        entity.ref,
                        RelationKind.MEMBER_OF_GROUP,
                        GroupRef(number.digits, label),
                        ctx.clause(listing.span),
                        "relations.member-of-group",
                    )
