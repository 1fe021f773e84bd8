"""Where the nodes of the page stand: computed here, once, so that the page opens without physics.

What is linked stands together as a tree: first the groups with people and meetings in them, then the
projects around their places. What is named alone is listed, class by class. All of it is set in columns,
for several widths of screen; what waits until it is asked for begins below.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from anhai_kg.render.layout_boxes import GAP, ROW, SIGN, Block, Room, listed
from anhai_kg.render.layout_flow import Section, flow
from anhai_kg.render.layout_trees import trees

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["SHEETS", "Plan", "arrange"]

SHEETS: Final = ((360.0, 600.0), (620.0, 600.0), (900.0, 580.0), (1240.0, 740.0))
"""Width of each sheet and height of its columns: a phone, a tablet, 1280 or 1440 pixels across, 1920."""

BELOW: Final = 40.0  # from what the page opens on to what waits
INDENT: Final = 24.0  # from the sign of a field to its lists

Groups = Mapping[str, Sequence[str]]
Rooms = Mapping[str, Room]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which node belongs where; the keys of the groups become titles."""

    opening: Groups  # what the page opens on
    people: Set[str]  # linked groups that hold one of them come first
    later: Groups  # what waits, in lists
    fields: Mapping[str, Groups]  # what waits, each in lists under the node that is its key


def arrange(plan: Plan, rooms: Rooms, *, links: Iterable[tuple[str, str]]) -> list[Block]:
    """All nodes, once for each of `SHEETS`."""
    opening = [*_opening(plan, rooms, links)]
    return [
        _below(flow(opening, width=width, height=height), _later(plan, rooms, width))
        for width, height in SHEETS
    ]


def _below(first: Block, second: Block) -> Block:
    down = first.height + BELOW if first.spots else 0.0
    return Block(
        {**first.spots, **second.at(0.0, down)},
        max(first.width, second.width),
        down + second.height,
        (*first.titles, *(title._replace(y=title.y + down) for title in second.titles)),
    )


def _later(plan: Plan, rooms: Rooms, width: float) -> Block:
    """Lists one below the other, each over the whole width: the page closes up where one is hidden."""
    sections = [
        Section(key, [_spread(nodes, rooms, width)]) for key, nodes in plan.later.items() if nodes
    ]
    fields = [_field(hub, groups, rooms, width) for hub, groups in plan.fields.items()]
    return flow([*sections, Section("fields", fields)], width=width, height=math.inf)


def _opening(plan: Plan, rooms: Rooms, links: Iterable[tuple[str, str]]) -> Iterator[Section]:
    """The linked groups, those with people by the first of their nodes, then what is alone."""
    named = [node for nodes in plan.opening.values() for node in nodes]
    heads: dict[str, list[Block]] = {"people": [], "projects": []}
    linked: set[str] = set()
    parts = _parts(named, links)
    order = {node: n for n, node in enumerate(named)}
    told = [part for part in parts if not plan.people.isdisjoint(part)]
    told.sort(key=lambda part: min(map(order.__getitem__, part)))
    for part in told + [part for part in parts if plan.people.isdisjoint(part)]:
        heads["projects" if plan.people.isdisjoint(part) else "people"] += trees(part, rooms)
        linked.update(part)
    yield from (Section(key, blocks) for key, blocks in heads.items())
    alone = {key: [n for n in nodes if n not in linked] for key, nodes in plan.opening.items()}
    yield from _lists(alone, rooms)


def _parts(nodes: Sequence[str], links: Iterable[tuple[str, str]]) -> list[nx.Graph]:
    """The groups of linked nodes, the largest first, in the order of the nodes."""
    import networkx as nx

    known = set(nodes)
    graph = nx.Graph()
    graph.add_edges_from((a, b) for a, b in links if a != b and a in known and b in known)
    order = {node: n for n, node in enumerate(nodes)}
    parts = [sorted(part, key=order.__getitem__) for part in nx.connected_components(graph)]
    return [_part(graph, part) for part in sorted(parts, key=lambda p: (-len(p), order[p[0]]))]


def _part(graph: nx.Graph, nodes: Sequence[str]) -> nx.Graph:
    """The links among `nodes`, in their order: a networkx subgraph has the order of a set."""
    import networkx as nx

    part = nx.Graph()
    part.add_nodes_from(nodes)
    part.add_edges_from((a, b) for a in nodes for b in graph.adj[a])
    return part


def _lists(groups: Groups, rooms: Rooms) -> Iterator[Section]:
    for key, nodes in groups.items():
        yield Section(key, [listed([node], rooms) for node in nodes])


def _field(hub: str, groups: Groups, rooms: Rooms, width: float) -> Block:
    """A node as the heading of lists."""
    head = listed([hub], rooms)
    spots, right, low = {**head.spots}, head.width, head.height
    for nodes in groups.values():
        part = _spread(nodes, rooms, width - INDENT)
        spots |= part.at(INDENT, low)
        right = max(right, INDENT + part.width)
        low += part.height + ROW
    return Block(spots, right, low + ROW)


def _spread(nodes: Sequence[str], rooms: Rooms, width: float) -> Block:
    """A list in as many columns as that width holds."""
    widest = SIGN + max(rooms[node].right for node in nodes) + GAP
    return listed(nodes, rooms, columns=max(1, min(len(nodes), int((width + GAP) // widest))))
