"""One group of linked nodes: a tree read from left to right, or rings when it is very large."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING, Final

from anhai_kg.render.layout_boxes import GAP, Block, Room, Spot, block

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["tree"]

COLUMNS_LIMIT: Final = 80  # nodes of a group; above it rings take less room
STEP: Final = 22.0  # free way of a link from one column to the next
ROW: Final = 4.0  # free space between two branches
SWEEPS: Final = 60  # at most, of pushing labels apart

Spots = dict[str, Spot]


def tree(graph: nx.Graph, rooms: Mapping[str, Room]) -> Block:
    """A connected group as a tree from its node of most links; other links cross it."""
    import networkx as nx

    order = {node: n for n, node in enumerate(graph)}
    root = max(graph, key=graph.degree)
    branches = nx.bfs_tree(
        graph, root, sort_neighbors=lambda nodes: sorted(nodes, key=order.__getitem__)
    )
    if len(graph) <= COLUMNS_LIMIT:
        return block(_columns(branches, root, rooms), rooms)
    return block(_parted(_rings(branches, root), rooms), rooms)


def _columns(branches: nx.DiGraph, node: str, rooms: Mapping[str, Room]) -> Spots:
    """The node at x = 0 and what hangs on it to the right, each branch below the last."""
    children = [*branches.successors(node)]
    if not children:
        return {node: Spot(0.0, 0.0, beside=True)}
    blocks = [block(_columns(branches, child, rooms), rooms) for child in children]
    heads = [part.spots[child].x for child, part in zip(children, blocks, strict=True)]
    column = rooms[node].below.right + STEP + max(heads)
    spots: Spots = {}
    y = 0.0
    for part, head in zip(blocks, heads, strict=True):
        spots |= part.at(column - head, y)
        y += part.height + ROW
    middle = (spots[children[0]].y + spots[children[-1]].y) / 2
    return {node: Spot(0.0, middle), **spots}


def _rings(branches: nx.DiGraph, root: str) -> Spots:
    """Rings around the root; each branch gets the angle that its leaves need."""
    import networkx as nx

    leaves: dict[str, int] = {}
    for node in reversed([*nx.bfs_tree(branches, root)]):
        leaves[node] = sum(leaves[child] for child in branches.successors(node)) or 1
    step = max(120.0, leaves[root] * 60.0 / math.tau / 3)
    spots = {root: Spot(0.0, 0.0)}
    wedge = {root: (0.0, math.tau)}
    depth = {root: 0}
    spent = dict.fromkeys(branches, 0.0)  # of a node's wedge, by the branches already placed
    for parent, child in nx.bfs_edges(branches, root):
        begin, end = wedge[parent]
        share = (end - begin) * leaves[child] / leaves[parent]
        begin += spent[parent]
        spent[parent] += share
        wedge[child] = (begin, begin + share)
        depth[child] = depth[parent] + 1
        angle, radius = begin + share / 2, step * depth[child]
        spots[child] = Spot(math.cos(angle) * radius, math.sin(angle) * radius)
    return spots


def _parted(spots: Spots, rooms: Mapping[str, Room]) -> Spots:
    """Overlapping labels pushed apart, a little at a time."""
    found = dict(spots)
    cell = max(max(sum(rooms[n].below[:2]), sum(rooms[n].below[2:])) for n in spots) + GAP
    for _ in range(SWEEPS):
        grid: dict[tuple[int, int], list[str]] = defaultdict(list)
        for node, spot in found.items():
            grid[int(spot.x // cell), int(spot.y // cell)].append(node)
        pairs = [(a, b) for a in spots for b in _near(grid, found[a], cell) if a < b]
        if not any(_push(found, rooms, a, b) for a, b in pairs):
            break
    return found


def _near(grid: Mapping[tuple[int, int], list[str]], spot: Spot, cell: float) -> Iterator[str]:
    column, row = int(spot.x // cell), int(spot.y // cell)
    for dx, dy in product((-1, 0, 1), repeat=2):
        yield from grid.get((column + dx, row + dy), ())


def _push(spots: Spots, rooms: Mapping[str, Room], one: str, two: str) -> bool:
    """Part two boxes along the axis of least overlap; whether they overlapped."""
    a, b, box, other = spots[one], spots[two], rooms[one].below, rooms[two].below
    right, left = (box, other) if a.x < b.x else (other, box)
    low, high = (box, other) if a.y < b.y else (other, box)
    across = right.right + left.left + GAP - abs(a.x - b.x)
    down = low.down + high.up + GAP / 2 - abs(a.y - b.y)
    if across <= 0.5 or down <= 0.5:
        return False
    x = math.copysign(across / 2, a.x - b.x) if across < down else 0.0
    y = math.copysign(down / 2, a.y - b.y) if across >= down else 0.0
    spots[one], spots[two] = Spot(a.x + x, a.y + y), Spot(b.x - x, b.y - y)
    return True
