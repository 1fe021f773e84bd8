"""Where the nodes of the page stand: computed here, once, so that the page opens without physics.

What is linked stands together, the largest group first; what stands alone is shelved, class by
class. Figures and undertakings gather around what they are about, or else around their field, in a
ring outside. Units are the pixels of the page at zoom 1.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anhai_kg.render.layout_boxes import ASPECT, GAP, Box, Places, Point, Room, bounds
from anhai_kg.render.layout_clusters import cluster

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Plan", "positions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which node belongs where."""

    groups: Sequence[Sequence[str]]  # what the page opens on, class by class
    later: Sequence[Sequence[str]]  # shown on demand, with shelves of their own below
    hubs: Sequence[str]  # an outer ring
    around: Mapping[str, str]  # what each of the other nodes stands beside


def positions(
    plan: Plan, boxes: Mapping[str, Box], *, links: Iterable[tuple[str, str]]
) -> dict[str, tuple[int, int]]:
    """Where the centre of each box stands, in whole pixels."""
    core = {node for group in plan.groups for node in group}
    clusters, shelves = _core([pair for pair in links if {*pair} <= core], plan.groups)
    page = _page(boxes[node] for group in plan.groups for node in group)
    placed = _pack([cluster(part, boxes) for part in clusters], boxes, page=page)
    for nodes in filter(None, (*shelves, *plan.later)):
        placed |= _shelf(nodes, boxes, under=bounds(placed, boxes), page=page)
    placed |= _ring(placed, boxes, plan)
    members: dict[str, list[str]] = defaultdict(list)
    for node, anchor in plan.around.items():
        members[anchor].append(node)
    room = Room(boxes, placed)
    for anchor, nodes in members.items():
        room.gather(placed[anchor], nodes)
    return {node: (round(point.x), round(point.y)) for node, point in room.places.items()}


def _page(boxes: Iterable[Box]) -> float:
    """How wide a page of `ASPECT` is that holds the boxes and the space between them.

    Links and what is left over at the ends of rows take more room than the boxes do.
    """
    area = sum((box.width + GAP) * (box.height + GAP) for box in boxes)
    return math.sqrt(2.6 * area * ASPECT)


def _core(
    links: Sequence[tuple[str, str]], groups: Sequence[Sequence[str]]
) -> tuple[list[nx.Graph], list[list[str]]]:
    """The groups of linked nodes, the largest first; and class by class what stands alone."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(node for group in groups for node in group)
    graph.add_edges_from(pair for pair in links if pair[0] != pair[1])
    order = {node: n for n, node in enumerate(graph)}
    parts = sorted(
        ([*sorted(part, key=order.__getitem__)] for part in nx.connected_components(graph)),
        key=lambda part: (-len(part), order[part[0]]),
    )
    alone = {part[0] for part in parts if len(part) == 1}
    shelves = [[node for node in group if node in alone] for group in groups]
    return [_part(graph, part) for part in parts if len(part) > 1], shelves


def _part(graph: nx.Graph, nodes: Sequence[str]) -> nx.Graph:
    """The links among `nodes`, in their order: a networkx subgraph has the order of a set."""
    import networkx as nx

    part = nx.Graph()
    part.add_nodes_from(nodes)
    part.add_edges_from((a, b) for a in nodes for b in graph.adj[a])
    return part


def _pack(blocks: Sequence[Places], boxes: Mapping[str, Box], *, page: float) -> Places:
    """Blocks side by side, each as high up as it fits on a page of that width."""
    edges = [bounds(block, boxes) for block in blocks]
    sizes = [(x1 - x0 + 2 * GAP, y1 - y0 + 2 * GAP) for x0, y0, x1, y1 in edges]
    page = max([page, *(width for width, _ in sizes)])
    skyline = [(0.0, page, 0.0)]  # from, to, how far down it is taken
    placed: Places = {}
    for block, (x0, y0, _, _), (width, height) in zip(blocks, edges, sizes, strict=True):
        y, x = min(
            (max(low for begin, end, low in skyline if begin < left + width and end > left), left)
            for left, _, _ in skyline
            if left + width <= page + 0.5
        )
        skyline = _cover(skyline, x, x + width, y + height)
        placed |= {n: Point(p.x - x0 + x, p.y - y0 + y) for n, p in block.items()}
    return placed


def _cover(
    skyline: Sequence[tuple[float, float, float]], left: float, right: float, low: float
) -> list[tuple[float, float, float]]:
    """The skyline with `[left, right)` taken down to `low`."""
    kept = [(begin, min(end, left), y) for begin, end, y in skyline if begin < left]
    kept += [(max(begin, right), end, y) for begin, end, y in skyline if end > right]
    return sorted([*kept, (left, right, low)])


def _shelf(
    nodes: Sequence[str],
    boxes: Mapping[str, Box],
    *,
    under: tuple[float, float, float, float],
    page: float,
) -> Places:
    """Nodes in rows across the page, under what stands there already."""
    left, _, right, bottom = under
    wide = max(boxes[node].width for node in nodes) + GAP
    high = max(boxes[node].height for node in nodes) + GAP / 2
    columns = max(1, int(max(page, right - left) // wide))
    return {
        node: Point(left + (n % columns + 0.5) * wide, bottom + (n // columns + 0.5) * high + GAP)
        for n, node in enumerate(nodes)
    }


def _ring(placed: Places, boxes: Mapping[str, Box], plan: Plan) -> Places:
    """Hubs on an ellipse around everything, with room for what gathers at each."""
    left, top, right, bottom = bounds(placed, boxes)
    crowd = [sum(anchor == hub for anchor in plan.around.values()) for hub in plan.hubs]
    reach = 70.0 * math.sqrt(max(crowd, default=0) + 1)
    rx, ry = (right - left) / 2 + reach + 160, (bottom - top) / 2 + reach + 160
    cx, cy = (left + right) / 2, (top + bottom) / 2
    return {
        hub: Point(
            cx + rx * math.cos(math.tau * n / len(plan.hubs) - math.pi / 2),
            cy + ry * math.sin(math.tau * n / len(plan.hubs) - math.pi / 2),
        )
        for n, hub in enumerate(plan.hubs)
    }
