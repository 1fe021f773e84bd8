"""What is said of named things: posts, acts, relations, states, figures, undertakings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from typing import Final

from pyoxigraph import NamedNode

from anhai_kg.errors import GraphError
from anhai_kg.graph.desk import Desk
from anhai_kg.graph.sheet import decimal, flag, text
from anhai_kg.model import (
    ActKind,
    Figure,
    GroupRef,
    How,
    Kind,
    Post,
    Ref,
    Relation,
    RelationKind,
    Span,
    Status,
    Undertaking,
)
from anhai_kg.vocab import AKG, ORG, PROV

__all__ = ["figure_nodes", "write_statements"]

_ACTS: Final = {
    ActKind.CHAIRS: AKG.chairs,
    ActKind.HEARS: AKG.hears,
    ActKind.DELIVERS: AKG.delivers,
    ActKind.SPEAKS: AKG.speaks,
    ActKind.REPRESENTS: AKG.represents,
    ActKind.ATTENDS: AKG.attends,
}
_RELATIONS: Final = {
    RelationKind.LOCATED_IN: AKG.locatedIn,
    RelationKind.PART_OF: AKG.partOf,
    RelationKind.PARTNERS_WITH: AKG.partnersWith,
    RelationKind.MEMBER_OF_GROUP: AKG.memberOfGroup,
}
_HOW: Final = {How.SERVES: AKG.serves, How.ELECTED: AKG.elected}
_STATES: Final = {Status.RESULT: AKG.state, Status.TARGET: AKG.plannedState}
_FIGURES: Final = {Status.RESULT: AKG.Result, Status.TARGET: AKG.Target}
_UNDERTAKINGS: Final = {Status.RESULT: AKG.Achievement, Status.TARGET: AKG.Commitment}


def _post(desk: Desk, said: Post) -> None:
    graph, sheet = desk.names.citation(said.evidence.span), desk.sheet
    post, tenure = desk.names.post(said), desk.names.tenure(said)
    body = desk.names.entity(Ref(Kind.BODY, said.body))
    official = desk.names.entity(Ref(Kind.OFFICIAL, said.person))
    sheet.kind(post, AKG.Post, graph=graph)
    sheet.named(post, said.title, graph=graph)
    sheet.add(post, ORG.postIn, body, graph=graph)
    sheet.kind(tenure, AKG.Tenure, graph=graph)
    sheet.add(tenure, ORG.member, official, graph=graph)
    sheet.add(tenure, ORG.organization, body, graph=graph)
    sheet.add(tenure, AKG.post, post, graph=graph)
    sheet.add(tenure, AKG.how, sheet.term(_HOW[said.how]), graph=graph)
    sheet.add(tenure, PROV.wasQuotedFrom, graph, graph=graph)
    desk.read_by(tenure, said.evidence)


def _binary(desk: Desk) -> None:
    for act in desk.reading.acts:
        graph = desk.names.citation(act.evidence.span)
        agent, target = desk.names.entity(act.agent), desk.names.entity(act.object)
        desk.sheet.add(agent, _ACTS[act.act], target, graph=graph)
        desk.read_by(graph, act.evidence)
    for said in desk.reading.states:
        graph = desk.names.citation(said.evidence.span)
        project = desk.names.entity(Ref(Kind.PROJECT, said.project))
        state = desk.sheet.concept(said.state)
        desk.sheet.add(project, _STATES[said.status], state, graph=graph)
        desk.read_by(graph, said.evidence)


def _relation(
    desk: Desk, said: Relation, nodes: Mapping[int, Sequence[NamedNode]], grouped: Set[Span]
) -> None:
    """A relation; the figure of a group bears its label, unless its own words are one (in `grouped`)."""
    graph = desk.names.citation(said.evidence.span)
    if isinstance(said.object, GroupRef):
        if said.object.number.start not in nodes:
            raise GraphError(f"{graph.value}: {said.object.label} is no figure; mend the rule")
        target = nodes[said.object.number.start][0]
        if said.object.number not in grouped:
            desk.sheet.add(target, AKG.groupLabel, text(said.object.label), graph=graph)
    else:
        target = desk.names.entity(said.object)
    desk.sheet.add(desk.names.entity(said.subject), _RELATIONS[said.relation], target, graph=graph)
    desk.read_by(graph, said.evidence)


def figure_nodes(desk: Desk) -> list[NamedNode]:
    """One IRI a figure, in their order: where two share a number, the later ones count on."""
    seen: Counter[int] = Counter()
    nodes = []
    for figure in desk.reading.figures:
        start = figure.number.start
        seen[start] += 1
        nodes.append(
            desk.names.part("figure", f"{start}-{seen[start]}" if seen[start] > 1 else start)
        )
    return nodes


def _figure(desk: Desk, node: NamedNode, said: Figure) -> None:
    graph, add = desk.names.citation(said.evidence.span), desk.sheet.add
    indicator = desk.names.indicator(said.indicator)
    desk.sheet.kind(node, _FIGURES[said.status], graph=graph)
    desk.sheet.kind(indicator, AKG.Indicator, graph=graph)
    desk.sheet.named(indicator, said.indicator, graph=graph)
    add(node, AKG.indicator, indicator, graph=graph)
    add(node, AKG.value, decimal(said.value), graph=graph)
    add(node, AKG.valueText, text(said.printed), graph=graph)
    add(node, AKG.unitText, text(said.unit), graph=graph)
    if unit := desk.sheet.unit(said.unit):
        add(node, AKG.unit, desk.sheet.concept(unit.key), graph=graph)
    if bound := desk.sheet.bound(said.bound):
        add(node, AKG.bound, bound, graph=graph)
    for predicate, words in ((AKG.boundWord, said.bound_word), (AKG.groupLabel, said.group)):
        if words:
            add(node, predicate, text(words), graph=graph)
    for predicate, holds in ((AKG.isRank, said.rank), (AKG.isGrowth, said.growth)):
        if holds:
            add(node, predicate, flag(), graph=graph)
    for subject in said.subjects:
        add(node, AKG.about, desk.names.entity(subject), graph=graph)
    desk.period(node, said.period, graph=graph)
    add(node, AKG.numberAt, desk.names.citation(said.number), graph=graph)
    add(node, PROV.wasQuotedFrom, graph, graph=graph)
    desk.read_by(node, said.evidence)


def undertaking_nodes(desk: Desk) -> list[NamedNode]:
    """One IRI an undertaking, in their order: a clause with several counts them from 1."""
    starts = [said.evidence.span.start for said in desk.reading.undertakings]
    total, seen = Counter(starts), Counter[int]()
    nodes = []
    for start in starts:
        seen[start] += 1
        name = f"{start}-{seen[start]}" if total[start] > 1 else start
        nodes.append(desk.names.part("undertaking", name))
    return nodes


def _undertaking(
    desk: Desk, node: NamedNode, said: Undertaking, nodes: Mapping[int, Sequence[NamedNode]]
) -> None:
    graph, add = desk.names.citation(said.evidence.span), desk.sheet.add
    desk.sheet.kind(node, _UNDERTAKINGS[said.status], graph=graph)
    add(node, AKG.actionText, text(said.action), graph=graph)
    if said.concept:
        add(node, AKG.action, desk.sheet.concept(said.concept), graph=graph)
    if said.object:
        add(node, AKG.objectText, text(said.object), graph=graph)
    for ref in said.about:
        add(node, AKG.about, desk.names.entity(ref), graph=graph)
    for number in said.figures:
        for figure in nodes.get(number.start, ()):
            add(node, AKG.figure, figure, graph=graph)
    desk.period(node, said.period, graph=graph)
    add(node, PROV.wasQuotedFrom, graph, graph=graph)
    desk.read_by(node, said.evidence)


def write_statements(desk: Desk) -> None:
    """Write every statement."""
    by_number: defaultdict[int, list[NamedNode]] = defaultdict(list)
    for node, figure in zip(figure_nodes(desk), desk.reading.figures, strict=True):
        by_number[figure.number.start].append(node)
        _figure(desk, node, figure)
    for post in desk.reading.posts:
        _post(desk, post)
    _binary(desk)
    grouped = {figure.number for figure in desk.reading.figures if figure.group}
    for relation in desk.reading.relations:
        _relation(desk, relation, by_number, grouped)
    for node, said in zip(undertaking_nodes(desk), desk.reading.undertakings, strict=True):
        _undertaking(desk, node, said, by_number)
