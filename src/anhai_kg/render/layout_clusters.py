"""One group of linked nodes around the origin: by springs, or as a tree when it is very large."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from anhai_kg.render.layout_boxes import GAP, Box, Places, Point, laps, near

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["cluster"]

FORCE_LIMIT: Final = 400  # nodes of a group; above it a tree reads better
REST: Final = 98.8  # length at which a link and the push of its ends are even
STEPS: Final = 100  # of the springs, at most
EFFORT: Final = 2_000_000  # pairs of nodes looked at in all steps: about a second
SWEEPS: Final = 60  # at most, of pushing labels apart


def cluster(graph: nx.Graph, boxes: Mapping[str, Box]) -> Places:
    """One connected group around the origin: springs, or a tree when it is very large."""
    start = _tree(graph)
    if len(graph) > FORCE_LIMIT:
        return spread(start, boxes)
    drawn = _springs(graph, start)
    return spread(_flat(_fit(drawn, 58.0 * math.sqrt(len(graph)))), boxes)


def _springs(graph: nx.Graph, start: Places) -> Places:
    """Every two nodes push, linked ones pull, and each step is shorter than the last.

    T. Fruchterman, E. Reingold: Graph Drawing by Force-directed Placement (1991). In plain floats,
    the same on every machine; groups are small, and importing numpy takes longer than this.
    """
    at = {node: n for n, node in enumerate(start)}
    xs, ys = [p.x for p in start.values()], [p.y for p in start.values()]
    links = [(at[a], at[b]) for a, b in graph.edges()]
    steps = min(STEPS, 2 * EFFORT // (len(at) * (len(at) - 1)))
    longest = 0.1 * max(max(xs) - min(xs), max(ys) - min(ys))
    for step in range(steps, 0, -1):
        reach = longest * step / steps
        for n, (x, y) in enumerate(_forces(xs, ys, links)):
            share = reach / max(math.hypot(x, y), reach)
            xs[n] += x * share
            ys[n] += y * share
    return {node: Point(xs[n], ys[n]) for node, n in at.items()}


def _forces(
    xs: Sequence[float], ys: Sequence[float], links: Iterable[tuple[int, int]]
) -> Iterable[tuple[float, float]]:
    """Which way each node is moved, and how strongly."""
    across, down = [0.0] * len(xs), [0.0] * len(ys)
    for a, (x, y) in enumerate(zip(xs, ys, strict=True)):
        for b in range(a):
            dx, dy = x - xs[b], y - ys[b]
            push = REST * REST / max(dx * dx + dy * dy, 1e-4)
            across[a] += dx * push
            across[b] -= dx * push
            down[a] += dy * push
            down[b] -= dy * push
    for a, b in links:
        dx, dy = xs[a] - xs[b], ys[a] - ys[b]
        pull = math.hypot(dx, dy) / REST
        across[a] -= dx * pull
        across[b] += dx * pull
        down[a] -= dy * pull
        down[b] += dy * pull
    return zip(across, down, strict=True)


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
    tree = nx.bfs_tree(graph, root, sort_neighbors=sorted)
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


def spread(places: Places, boxes: Mapping[str, Box]) -> Places:
    """Push overlapping labels apart, a little at a time."""
    found = dict(places)
    cell = max((max(boxes[node]) for node in places), default=0.0) + GAP
    for _ in range(SWEEPS):
        grid: dict[tuple[int, int], list[str]] = defaultdict(list)
        for node, point in found.items():
            grid[int(point.x // cell), int(point.y // cell)].append(node)
        pairs = [(a, b) for a in places for b in near(grid, found[a], cell) if a < b]
        if not any(_push(found, boxes, a, b) for a, b in pairs):
            break
    return found


def _push(places: Places, boxes: Mapping[str, Box], one: str, two: str) -> bool:
    """Part two boxes along the axis of least overlap; whether they overlapped."""
    a, b = places[one], places[two]
    overlap = laps(boxes, one, two, a, b)
    if overlap is None:
        return False
    across, down = overlap
    x = math.copysign(across / 2, a.x - b.x) if across < down else 0.0
    y = math.copysign(down / 2, a.y - b.y) if across >= down else 0.0
    places[one], places[two] = Point(a.x + x, a.y + y), Point(b.x - x, b.y - y)
    return True
