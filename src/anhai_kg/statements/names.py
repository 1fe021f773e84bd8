"""What names tell of how things stand to each other.

A name that begins with a place's name lies there (龙山寺片区改造), one that begins with a body's is a part
of it, and a phase is a part of the project that bears its stem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from anhai_kg.context import Context
from anhai_kg.mentions.area import suffix
from anhai_kg.mentions.place_kinds import NATURE, SETTLED
from anhai_kg.mentions.roster import Roster
from anhai_kg.model import Entity, Evidence, GroupRef, Kind, Ref, Relation, RelationKind, Span
from anhai_kg.quotes import plain

__all__ = ["made", "told_by_name"]

_PART_OF_PLACE: Final = re.compile(
    r"(?:段|蓄滞洪区|[东南西北中]片|[东南西北左右][岸段]|中段|老湖区|湖区|库区)$"
)
_PHASE: Final = re.compile(r"(?P<stem>.+?)(?:[一二三四五六七八九十]{1,3}期)(?:工程|项目)?$")
_FEATURE: Final = re.compile("[湾河江湖山溪海岛岭桥路街港村镇]")
_FROM_TO: Final = ("至", "—", "到")  # 庆云至章丘 lies in neither
_DIVISIONS: Final = frozenset(
    f"places/{kind}"
    for kind in (
        "city",
        "county",
        "district",
        "county-level-city",
        "autonomous-county",
        "prefecture",
        "autonomous-prefecture",
        "league",
    )
)
_BY_NAME: Final = {
    RelationKind.LOCATED_IN: "relations.located-in-name",
    RelationKind.PART_OF: "relations.part-of-name",
}
_PARKS: Final = ("places/industrial-park", "places/park-zone", "places/industrial-zone")
_PREFECTURES: Final = ("places/prefecture", "places/autonomous-prefecture", "places/league")
_PROVINCES: Final = ("places/province", "places/autonomous-region")
_NATURAL: Final = re.compile("[湾河江湖山溪海岛岭]")
_WORKS: Final = ("places/station", "places/airport", "places/market", "places/venue")
_ROADS: Final = ("places/road", "places/avenue", "places/street", "places/lane")


_HOLDING: Final = SETTLED | {"places/new-area"}
_NO_LEVEL: Final = ("places/port-area", "places/old-town")  # 枫渚港区, 枫渚古镇


def told_by_name(ctx: Context, roster: Roster) -> Iterator[Relation]:
    """Every relation that a name tells, with the words around its mention."""
    yield from _opening_place(ctx, roster)
    yield from _bodies_within(roster)
    yield from _division_within(ctx, roster)
    yield from _phases(roster)


def made(
    subject: Ref, relation: RelationKind, thing: Ref | GroupRef, span: Span, rule: str, *via: Span
) -> Relation:
    """A relation with its evidence."""
    evidence = Evidence(span=span, rule=rule, via=via)
    return Relation(subject=subject, relation=relation, object=thing, evidence=evidence)


def _opening_place(ctx: Context, roster: Roster) -> Iterator[Relation]:
    forms = _forms(roster)
    own = ctx.area.name if ctx.area else ""
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
            for place in _holding(own, entity, around):
                if kind := _in_place(own, entity, place, name):
                    yield made(entity.ref, kind, place.ref, mention.clause, _BY_NAME[kind])


def _holding(own: str, entity: Entity, around: Sequence[Entity]) -> list[Entity]:
    """Of the places that open a name, longest first, those that hold the thing.

    枫渚花卉园二期 lies in the park of that name and, as the park does, in 枫渚镇.
    """
    place = next((p for p in around if not _is_works(p)), None) or next(iter(around), None)
    if place is None:
        return []
    parked = entity.kind is Kind.PROJECT and place.category in _PARKS
    return [place, *(p for p in around[-1:] if parked and p.name == own)]


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


def _opens(entity: Entity, place: Entity) -> bool:
    """A place known only from a list (西门) opens just the names that the list made."""
    if place.ref == entity.ref:
        return False
    return bool(place.category) or any(e.rule == "shared-head" for e in entity.expansions)


def _is_works(place: Entity) -> bool:
    """A station lies itself where its name begins: 沄江|东站."""
    return place.category in _WORKS or place.name.endswith("段")


def _in_place(own: str, entity: Entity, place: Entity, name: str) -> RelationKind | None:
    """How a thing stands to the place that its name begins with."""
    rest = name.removeprefix(place.name.removesuffix(suffix(place.name)))
    between = place.category in _DIVISIONS and name[len(place.name) :].startswith(_FROM_TO)
    if entity.kind is Kind.PROJECT:
        longer = not name.startswith(place.name) and _FEATURE.match(
            rest
        )  # 临屿|湾大桥 lies at the bay
        return None if between or longer else RelationKind.LOCATED_IN
    if between or entity.category in _PREFECTURES:
        return None
    if _PART_OF_PLACE.search(name):
        return RelationKind.PART_OF
    if (suffix(entity.name) and entity.category not in _NO_LEVEL) or entity.category in SETTLED:
        part = suffix(place.name) and name.startswith(place.name)
        return RelationKind.PART_OF if part else None
    area = bool(suffix(place.name)) or place.category in _DIVISIONS or place.category in _PROVINCES
    if area and (_NATURAL.match(rest) or entity.category in NATURE):
        mere = place.name == own and entity.category in ("places/river", "places/lake")
        named = len(rest) > 2 and entity.category in NATURE
        return (
            RelationKind.LOCATED_IN if mere or named else None
        )  # 枫渚溪 in 枫渚镇's report, 恩施大峡谷
    natural = place.category in NATURE and entity.category not in _ROADS
    held = area or natural or place.category in _HOLDING
    return RelationKind.LOCATED_IN if held else None


def _bodies_within(roster: Roster) -> Iterator[Relation]:
    """沄江县人民法院枫渚人民法庭: a body whose name begins with another's is a part of it."""
    bodies = {body.name: body for body in roster.of(Kind.BODY) if body.category}
    for name, body in bodies.items():
        openings = (bodies.get(name[:end]) for end in range(len(name) - 2, 3, -1))
        if whole := next((b for b in openings if b), None):
            span = body.mentions[0].clause
            yield made(
                body.ref, RelationKind.PART_OF, whole.ref, span, "relations.part-of-body-name"
            )


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
                    yield made(
                        project.ref,
                        RelationKind.LOCATED_IN,
                        place.ref,
                        mention.clause,
                        "relations.located-in-name",
                    )


def _phases(roster: Roster) -> Iterator[Relation]:
    """A phase is part of the project that bears its stem."""
    for project in roster.of(Kind.PROJECT):
        match = _PHASE.fullmatch(project.name)
        if match and (whole := roster.named(Kind.PROJECT, match["stem"])):
            yield made(
                project.ref,
                RelationKind.PART_OF,
                whole,
                project.mentions[0].clause,
                "relations.part-of-phase",
            )
