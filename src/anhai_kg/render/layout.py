"""Where the nodes of the page stand: computed here, once, so that the page opens without physics.

What is linked stands together, the largest group first; what stands alone is shelved, class by class. Figures and undertakings gather around what they are about, or else around
their field, in a ring outside. Units are the pixels of the page at zoom 1.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Box", "Point", "positions"]

SEED: Final = 7
GAP: Final = 16.0  # free space between two labels
FORCE_LIMIT: Final = 400  # nodes of one group; above it springs take seconds and a tree reads better
ASPECT: Final = 1.5  # a page is wider than high
SWEEPS: Final = 200  # at most, of pushing labels apart
GOLDEN: Final = math.pi * (3 - math.sqrt(5))


class Point(NamedTuple):
    """Centre of a node."""

    x: float
    y: float


class Box(NamedTuple):
    """Room that a node needs with its label."""

    width: float
    height: float


Places = dict[str, Point]


def positions(
    boxes: Mapping[str, Box],
    links: Iterable[tuple[str, str]],
    *,
    groups: Sequence[Sequence[str]],
    later: Sequence[Sequence[str]],
    around: Mapping[str, str],
    hubs: Sequence[str],
) -> dict[str, tuple[int, int]]:
    """Place every node, in whole pixels.

    Args:
        boxes: the room each node needs.
        links: pairs of nodes.
        groups: the nodes that the page opens on, class by class: the order of the shelves.
        later: nodes that are shown on demand and have a shelf of their own below.
        around: what each of the other nodes stands beside, a node of `groups`, `later` or `hubs`.
        hubs: nodes of the outer ring.
    """
    core = {node for group in groups for node in group}
    blocks = _core([pair for pair in links if {*pair} <= core], boxes, groups)
    placed = _pack(blocks, boxes)
    left, _, right, bottom = _bounds(placed, boxes)
    shelves = _pack([_shelf(group, boxes) for group in later if group], boxes, wide=right - left)
    floor = bottom + 4 * GAP
    placed |= {node: Point(p.x, p.y + floor) for node, p in shelves.items()}
    placed |= _ring(placed, boxes, hubs, around)
    members: dict[str, list[str]] = defaultdict(list)
    for node, anchor in around.items():
        members[anchor].append(node)
    satellites: Places = {}
    for anchor, nodes in members.items():
        satellites |= _spiral(placed[anchor], nodes, start=1 if anchor in hubs else 2)
    together = _spread(placed | satellites, boxes, fixed={*placed})
    return {node: (round(point.x), round(point.y)) for node, point in together.items()}


def _core(
    links: Sequence[tuple[str, str]], boxes: Mapping[str, Box], groups: Sequence[Sequence[str]]
) -> list[Places]:
    """What is linked as one block each, the largest first; then a shelf for each class."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(node for group in groups for node in group)
    graph.add_edges_from(pair for pair in links if pair[0] != pair[1])
    order = {node: n for n, node in enumerate(graph)}
    parts = sorted(
        ([*sorted(part, key=order.__getitem__)] for part in nx.connected_components(graph)),
        key=lambda part: (-len(part), order[part[0]]),
    )
    blocks = [_cluster(graph.subgraph(part), boxes) for part in parts if len(part) > 1]
    alone = {part[0] for part in parts if len(part) == 1}
    shelves = ([node for node in group if node in alone] for group in groups)
    return blocks + [_shelf(shelf, boxes) for shelf in shelves if shelf]


def _cluster(graph: nx.Graph, boxes: Mapping[str, Box]) -> Places:
    """One connected group around the origin: springs, or a tree when it is very large."""
    import networkx as nx

    start = _tree(graph)
    if len(graph) > FORCE_LIMIT:
        return _spread(start, boxes, fixed=set())
    found = nx.spring_layout(
        graph,
        pos={node: (p.x, p.y) for node, p in start.items()},
        k=1.9 * 52.0,
        iterations=250,
        scale=None,
        seed=SEED,
        method="force",
    )
    drawn = {node: Point(float(x), float(y)) for node, (x, y) in found.items()}
    return _spread(_flat(_fit(drawn, 58.0 * math.sqrt(len(graph)))), boxes, fixed=set())


def _fit(places: Places, room: float) -> Places:
    """Centre on the origin and scale so that the mean distance from it is `room`."""
    count = len(places)
    cx = sum(p.x for p in places.values()) / count
    cy = sum(p.y for p in places.values()) / count
    mean = sum(math.hypot(p.x - cx, p.y - cy) for p in places.values()) / count or 1.0
    factor = room / mean
    return {n: Point((p.x - cx) * factor, (p.y - cy) * factor) for n, p in places.items()}


def _flat(places: Places) -> Places:
    """Turned so that the longest way across lies level: labels are wide, and so are screens."""
    xx = sum(p.x * p.x for p in places.values())
    yy = sum(p.y * p.y for p in places.values())
    xy = sum(p.x * p.y for p in places.values())
    turn = -math.atan2(2 * xy, xx - yy) / 2
    cos, sin = math.cos(turn), math.sin(turn)
    return {n: Point(p.x * cos - p.y * sin, p.x * sin + p.y * cos) for n, p in places.items()}


def _tree(graph: nx.Graph) -> Places:
    """Rings around the node of most links; each branch gets the angle that its leaves need."""
    import networkx as nx

    root = max(graph, key=lambda node: (graph.degree(node), str(node)))
    tree = nx.bfs_tree(graph, root, sort_neighbors=lambda nodes: sorted(nodes))
    leaves: dict[str, int] = {}
    for node in reversed([*nx.bfs_tree(tree, root)]):
        leaves[node] = sum(leaves[child] for child in tree.successors(node)) or 1
    step = max(120.0, leaves[root] * 60.0 / math.tau / 3)
    placed = {root: Point(0.0, 0.0)}
    wedge = {root: (0.0, math.tau)}
    depth = {root: 0}
    spent = dict.fromkeys(graph, 0.0)  # of a node's wedge, by the branches already placed
    for parent, child in nx.bfs_edges(tree, root):
        begin, end = wedge[parent]
        share = (end - begin) * leaves[child] / leaves[parent]
        begin += spent[parent]
        spent[parent] += share
        wedge[child] = (begin, begin + share)
        depth[child] = depth[parent] + 1
        angle, radius = begin + share / 2, step * depth[child]
        placed[child] = Point(math.cos(angle) * radius, math.sin(angle) * radius)
    return placed


def _bounds(places: Places, boxes: Mapping[str, Box]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of all labels; zeros for nothing."""
    if not places:
        return 0.0, 0.0, 0.0, 0.0
    return (
        min(p.x - boxes[n].width / 2 for n, p in places.items()),
        min(p.y - boxes[n].height / 2 for n, p in places.items()),
        max(p.x + boxes[n].width / 2 for n, p in places.items()),
        max(p.y + boxes[n].height / 2 for n, p in places.items()),
    )


def _pack(blocks: Sequence[Places], boxes: Mapping[str, Box], *, wide: float = 0.0) -> Places:
    """Blocks side by side in a page of `ASPECT`, at least so wide: each as high up as it fits."""
    bounds = [_bounds(block, boxes) for block in blocks]
    sizes = [(x1 - x0 + 2 * GAP, y1 - y0 + 2 * GAP) for x0, y0, x1, y1 in bounds]
    area = sum(width * height for width, height in sizes)
    page = max([wide, math.sqrt(area * ASPECT) * 1.05, *(width for width, _ in sizes)])
    skyline = [(0.0, page, 0.0)]  # from, to, how far down it is taken
    placed: Places = {}
    for block, (x0, y0, _, _), (width, height) in zip(blocks, bounds, sizes, strict=True):
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


def _shelf(nodes: Sequence[str], boxes: Mapping[str, Box]) -> Places:
    """Nodes in columns, about as wide as high."""
    wide = max(boxes[node].width for node in nodes) + GAP
    high = max(boxes[node].height for node in nodes) + GAP / 2
    columns = max(1, round(math.sqrt(len(nodes) * high / wide * ASPECT * 1.4)))
    return {
        node: Point(n % columns * wide, n // columns * high) for n, node in enumerate(nodes)
    }


def _ring(
    placed: Places, boxes: Mapping[str, Box], hubs: Sequence[str], around: Mapping[str, str]
) -> Places:
    """Hubs on an ellipse around everything, with room for what gathers at each."""
    left, top, right, bottom = _bounds(placed, boxes)
    crowd = [sum(anchor == hub for anchor in around.values()) for hub in hubs]
    reach = 70.0 * math.sqrt(max(crowd, default=0) + 1)
    rx, ry = (right - left) / 2 + reach + 160, (bottom - top) / 2 + reach + 160
    cx, cy = (left + right) / 2, (top + bottom) / 2
    return {
        hub: Point(
            cx + rx * math.cos(math.tau * n / len(hubs) - math.pi / 2),
            cy + ry * math.sin(math.tau * n / len(hubs) - math.pi / 2),
        )
        for n, hub in enumerate(hubs)
    }


def _spiral(centre: Point, nodes: Sequence[str], *, start: int) -> Places:
    """Like the seeds of a sunflower: even room for any number."""
    return {
        node: Point(
            centre.x + 70.0 * math.sqrt(n + start) * math.cos(n * GOLDEN) * 1.25,
            centre.y + 70.0 * math.sqrt(n + start) * math.sin(n * GOLDEN),
        )
        for n, node in enumerate(nodes)
    }


def _spread(places: Places, boxes: Mapping[str, Box], *, fixed: set[str]) -> Places:
    """Push overlapping labels apart, a little at a time; `fixed` nodes stay where they are."""
    found = dict(places)
    cell = max((max(boxes[n].width, boxes[n].height) for n in places), default=1.0) + GAP
    for _ in range(SWEEPS):
        grid: dict[tuple[int, int], list[str]] = defaultdict(list)
        for node, point in found.items():
            grid[int(point.x // cell), int(point.y // cell)].append(node)
        moved = False
        for node in places:
            near = _near(grid, found[node], cell)
            for other in near:
                if other > node and _push(found, boxes, node, other, fixed):
                    moved = True
        if not moved:
            break
    return found


def _near(grid: Mapping[tuple[int, int], list[str]], point: Point, cell: float) -> list[str]:
    column, row = int(point.x // cell), int(point.y // cell)
    return [
        node
        for dx in (-1, 0, 1)
        for dy in (-1, 0, 1)
        for node in grid.get((column + dx, row + dy), ())
    ]


def _push(
    places: Places, boxes: Mapping[str, Box], one: str, two: str, fixed: set[str]
) -> bool:
    """Part two boxes along the axis of least overlap; whether they overlapped."""
    if one in fixed and two in fixed:
        return False
    a, b = places[one], places[two]
    lap_x = (boxes[one].width + boxes[two].width) / 2 + GAP - abs(a.x - b.x)
    lap_y = (boxes[one].height + boxes[two].height) / 2 + GAP - abs(a.y - b.y)
    if lap_x <= 0.5 or lap_y <= 0.5:
        return False
    share_a = 0.0 if one in fixed else 1.0 if two in fixed else 0.5
    if lap_x < lap_y:
        step = math.copysign(lap_x, a.x - b.x)
        places[one] = Point(a.x + step * share_a, a.y)
        places[two] = Point(b.x - step * (1 - share_a), b.y)
    else:
        step = math.copysign(lap_y, a.y - b.y)
        places[one] = Point(a.x, a.y + step * share_a)
        places[two] = Point(b.x, b.y - step * (1 - share_a))
    return True
