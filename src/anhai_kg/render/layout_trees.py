"""One group of linked nodes as trees that are read from left to right."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final

from anhai_kg.render.layout_boxes import Block, Room, Spot, block, listed, pack

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["tree"]

MANY: Final = 60  # nodes of a tree; what hangs on a larger one stands beside it as its own
CROWD: Final = 16  # leaves of one node; more are listed in columns
STEP: Final = 28.0  # free way of a link from one column to the next
ROW: Final = 4.0  # free space between two branches
ASPECT: Final = 1.5  # of a group of several trees

Spots = dict[str, Spot]


def tree(graph: nx.Graph, rooms: Mapping[str, Room]) -> Block:
    """A connected group as trees, the first from its node of most links; other links cross them."""
    import networkx as nx

    order = {node: n for n, node in enumerate(graph)}
    root = max(graph, key=graph.degree)
    branches = nx.bfs_tree(
        graph, root, sort_neighbors=lambda nodes: sorted(nodes, key=order.__getitem__)
    )
    cut = _cut(branches)
    blocks = [block(_columns(branches, node, rooms, cut), rooms) for node in (root, *cut)]
    area = sum(one.width * one.height for one in blocks)
    return pack(blocks, width=math.sqrt(ASPECT * area), gap=(2 * STEP, 2 * ROW))


def _cut(branches: nx.DiGraph) -> list[str]:
    """The nodes that are roots of trees of their own, from the first root on."""
    size: dict[str, int] = {}
    cut = []
    for node in reversed([*branches]):  # from the leaves up: the tree was made from its root down
        size[node] = 1
        for child in branches.successors(node):
            if size[child] > 1 and size[node] + size[child] > MANY:
                cut.append(child)
            else:
                size[node] += size[child]
    return cut[::-1]


def _columns(
    branches: nx.DiGraph, node: str, rooms: Mapping[str, Room], cut: Collection[str]
) -> Spots:
    """The node at x = 0 and what hangs on it to the right, each branch below the last."""
    children = [child for child in branches.successors(node) if child not in cut]
    if not children:
        return {node: Spot(0.0, 0.0, beside=True)}
    leaves = [child for child in children if not branches.out_degree(child)]
    crowd = leaves if len(leaves) > CROWD else []
    heads = [child for child in children if child not in crowd] + crowd[:1]
    blocks = [
        listed(crowd, rooms, columns=round(math.sqrt(len(crowd) / 8)))
        if child in crowd
        else block(_columns(branches, child, rooms, cut), rooms)
        for child in heads
    ]
    left = [part.spots[head].x for head, part in zip(heads, blocks, strict=True)]
    column = rooms[node].below.right + STEP + max(left)
    spots: Spots = {}
    y = 0.0
    for part, head in zip(blocks, left, strict=True):
        spots |= part.at(column - head, y)
        y += part.height + ROW
    middle = (
        min(spots[child].y for child in children) + max(spots[child].y for child in children)
    ) / 2
    return {node: Spot(0.0, middle), **spots}
