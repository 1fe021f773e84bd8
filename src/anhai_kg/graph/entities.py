"""Named things: what they are, what they are called, and where."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from anhai_kg.graph.desk import Desk
from anhai_kg.graph.sheet import tagged
from anhai_kg.model import Entity, Kind, Mention, Ref
from anhai_kg.vocab import AKG, SKOS

__all__ = ["write_entities"]

_CLASSES: Final = {
    Kind.OFFICIAL: AKG.Official,
    Kind.BODY: AKG.Body,
    Kind.PLACE: AKG.Place,
    Kind.PROJECT: AKG.Project,
    Kind.INITIATIVE: AKG.Initiative,
    Kind.EVENT: AKG.Event,
    Kind.REPORT: AKG.Report,
}
_JOINED: Final = frozenset({"coordination", "shared-head"})


def _named_at(entity: Entity) -> Mention:
    """Where it is first called by its name; else where it first stands."""
    whole = (mention for mention in entity.mentions if mention.form == entity.name)
    return next(whole, entity.mentions[0])


def _borrowed(entity: Entity, names: frozenset[str]) -> frozenset[str]:
    """Forms that name something else, and this only beside its neighbours.

    In 西门、安平2个长者食堂 the words 西门 stand for a canteen; they are no name of it.
    """
    joined = {made.form for made in entity.expansions if made.rule in _JOINED}
    return frozenset((joined & names) - {entity.name})


def _write(desk: Desk, entity: Entity, names: frozenset[str]) -> None:
    node = desk.names.entity(entity.ref)
    first = desk.names.citation(_named_at(entity).clause)
    desk.sheet.kind(node, _CLASSES[entity.kind], graph=first)
    desk.sheet.named(node, entity.name, graph=first)
    borrowed = _borrowed(entity, names)
    for mention in entity.mentions:
        graph = desk.names.citation(mention.clause)
        desk.sheet.add(node, AKG.mentionedIn, graph, graph=graph)
        if mention.form != entity.name and mention.form not in borrowed:
            desk.sheet.add(node, SKOS.altLabel, tagged(mention.form, "zh"), graph=graph)
    english = desk.derived("english-labels")
    desk.sheet.english(node, entity.label_en, graph=english)
    if entity.category:
        desk.sheet.category(node, entity.category, graph=desk.derived("classification"))


def _write_area(desk: Desk, known: frozenset[Ref]) -> None:
    """The reporting area and what it lies in, as far as they are not named things anyway."""
    area, chain = desk.reading.area, desk.names.chain
    if area is None:
        return
    graph = desk.derived("own-area")
    outer: NamedNode | None = None
    for depth, name in enumerate(chain, start=1):
        node = desk.names.place(depth)
        if Ref(Kind.PLACE, name) not in known:
            desk.sheet.kind(node, AKG.Place, graph=graph)
            desk.sheet.named(node, name, graph=graph)
        if outer is not None:
            desk.sheet.add(node, AKG.partOf, outer, graph=graph)
        outer = node
    if area.level and outer is not None:
        desk.sheet.category(outer, area.level, graph=desk.derived("classification"))
    desk.about_report(graph, AKG.licence, desk.names.citation(area.span))


def write_entities(desk: Desk) -> None:
    """Write every named thing."""
    names = frozenset(entity.name for entity in desk.reading.entities)
    for entity in desk.reading.entities:
        _write(desk, entity, names)
    _write_area(desk, frozenset(entity.ref for entity in desk.reading.entities))
