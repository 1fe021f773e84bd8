"""Where the nodes of the page stand: computed here, once, so that the page opens without physics.

What is linked stands together as a tree: first the groups with people and meetings in them, then the
projects around their places. What is named alone is listed, class by class. Whatever waits until it is
asked for has a sheet of its own: to the right of the first, or below it on a narrow screen.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from anhai_kg.render.layout_boxes import GAP, Block, Room, Title, listed, pack, titled
from anhai_kg.render.layout_trees import tree

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Plan", "arrange"]

ASPECT: Final = 1.5  # of a sheet on a wide screen
FIRST: Final = 900.0  # width of a sheet that is tried first
NARROW: Final = 440.0  # width of the sheets on a narrow one
AISLE: Final = (2.5 * GAP, 2 * GAP)  # between the parts of a sheet, across and down
BETWEEN: Final = (1.5 * GAP, 0.6 * GAP)  # between two groups of linked nodes
DEEP: Final = 12  # rows of the list of a field

Groups = Mapping[str, Sequence[str]]
Rooms = Mapping[str, Room]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which node belongs where; the keys of the groups become titles."""

    opening: Groups  # what the page opens on
    people: Set[str]  # linked groups that hold one of them come first
    later: Groups  # what waits, in lists
    fields: Mapping[str, Groups]  # what waits, each in lists under the node that is its key


def arrange(plan: Plan, rooms: Rooms, *, links: Iterable[tuple[str, str]]) -> tuple[Block, Block]:
    """All nodes for a wide screen, and for a narrow one."""
    named = [node for nodes in plan.opening.values() for node in nodes]
    trees = [tree(part, rooms) for part in _parts(named, links)]
    linked = {node for one in trees for node in one.spots}
    alone = {key: [n for n in nodes if n not in linked] for key, nodes in plan.opening.items()}
    order = {node: n for n, node in enumerate(named)}
    told = [one for one in trees if not plan.people.isdisjoint(one.spots)]
    heads = {
        "people": sorted(told, key=lambda one: min(map(order.__getitem__, one.spots))),
        "projects": [one for one in trees if plan.people.isdisjoint(one.spots)],
    }
    fields = [_field(hub, groups, rooms) for hub, groups in plan.fields.items()]

    def first(width: float) -> Block:
        bands = [_heads(heads, width), _lists(alone, rooms, width)]
        return pack([pack([*band], width=width, gap=AISLE) for band in bands], width=0.0, gap=AISLE)

    def second(width: float) -> Block:
        return pack([*_lists(plan.later, rooms, width), *fields], width=width, gap=AISLE)

    sheets = [_shaped(first, ASPECT), _shaped(second, 0.6 * ASPECT)]
    wide = pack(sheets, width=sum(sheet.width + 2 * GAP for sheet in sheets), gap=AISLE)
    return wide, pack([first(NARROW), second(NARROW)], width=0.0, gap=AISLE)


def _heads(heads: Mapping[str, Sequence[Block]], width: float) -> Iterator[Block]:
    """The linked groups under their titles: side by side when there is room for the widest tree."""
    area = {key: sum(one.width * one.height for one in blocks) for key, blocks in heads.items()}
    shares = {
        key: (width - AISLE[0]) * area[key] / sum(area.values()) for key in heads if area[key]
    }
    cramped = any(one.width > shares[key] for key in shares for one in heads[key])
    for key in shares:
        page = width if cramped else shares[key]
        yield titled(key, pack(heads[key], width=page, gap=BETWEEN), width=page)


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


def _lists(groups: Groups, rooms: Rooms, width: float) -> Iterator[Block]:
    """Titled lists that fill one band of the page, as columns fill a newspaper."""
    wide = {
        key: max(rooms[n].beside.left + rooms[n].beside.right for n in nodes) + GAP
        for key, nodes in groups.items()
        if nodes
    }

    def needed(rows: int) -> float:
        return sum(math.ceil(len(groups[key]) / rows) * wide[key] + GAP for key in wide)

    longest = max((len(groups[key]) for key in wide), default=0)
    rows = next((n for n in range(3, longest) if needed(n) <= width), max(3, longest))
    for key in wide:
        most = max(1, int((width + GAP) // wide[key]))
        columns = min(most, math.ceil(len(groups[key]) / rows))
        yield titled(key, listed(groups[key], rooms, columns=columns))


def _field(hub: str, groups: Groups, rooms: Rooms) -> Block:
    """A node as the heading of lists; each begins at the top, for the others may be hidden."""
    lists = [
        listed(nodes, rooms, columns=math.ceil(len(nodes) / DEEP)) for nodes in groups.values()
    ]
    body = pack(lists, width=sum(one.width + GAP for one in lists), gap=(GAP, 0.0))
    whole = pack([listed([hub], rooms, columns=1), body], width=0.0, gap=(0.0, GAP))
    rule = Title("", 0.0, 0.0, whole.width, tuple(whole.spots))
    return whole._replace(titles=(rule,))


def _shaped(sheet: Callable[[float], Block], aspect: float) -> Block:
    """The sheet as wide as comes nearest to that shape, of a few."""
    drawn = [sheet(FIRST)]
    for _ in range(3):
        width = math.sqrt(aspect * drawn[-1].width * drawn[-1].height)
        drawn.append(sheet(width))
    return min(drawn, key=lambda one: abs(math.log((one.width + 1) / (one.height + 1) / aspect)))
