"""One group of linked nodes as trees that are read like a table of contents.

What hangs on a node stands below it, a step to the right, a row each. A chain of single nodes that a row
holds stays on it. So every label has the rest of its row, and links run where no label is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from anhai_kg.render.layout_boxes import ROW, SIGN, Block, Room, Spot, listed

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["trees"]

TALL: Final = 540.0  # height of a tree; what makes it higher stands as its own
DEEP: Final = 8  # steps of a tree
CROWD: Final = 16  # leaves of one node; more are listed in columns
INDENT: Final = 24.0  # from a sign to those that hang on it
LINK: Final = 26.0  # free way of a link along a row
LONG: Final = 300.0  # width of a row of several nodes

Children = Mapping[str, Sequence[str]]


def trees(graph: nx.Graph, rooms: Mapping[str, Room]) -> list[Block]:
    """A connected group as trees, the first from its node of most links; other links cross them."""
    import networkx as nx

    order = {node: n for n, node in enumerate(graph)}
    root = max(graph, key=graph.degree)
    children: dict[str, list[str]] = {root: []}
    for parent, child in nx.bfs_edges(
        graph, root, sort_neighbors=lambda nodes: sorted(nodes, key=order.__getitem__)
    ):
        children[parent].append(child)
        children[child] = []
    return [_Tree(children, rooms).block(one) for one in (root, *_cut(children, rooms))]


def _cut(children: dict[str, list[str]], rooms: Mapping[str, Room]) -> list[str]:
    """Takes off what makes a tree too large; returns these nodes, from the first root on."""
    high = {node: rooms[node].high + ROW for node in children}
    steps = dict.fromkeys(children, 0)
    cut = []
    for node in reversed([*children]):  # from the leaves up: they were found from the root down
        kept = []
        for child in children[node]:
            if steps[child] and (high[node] + high[child] > TALL or steps[child] >= DEEP):
                cut.append(child)
                continue
            high[node] += high[child]
            steps[node] = max(steps[node], steps[child] + 1)
            kept.append(child)
        children[node] = kept
    return cut[::-1]


class _Tree:
    """Writes one tree, row by row."""

    def __init__(self, children: Children, rooms: Mapping[str, Room]) -> None:
        self.children = children
        self.rooms = rooms
        self.spots: dict[str, Spot] = {}
        self.right = 0.0

    def block(self, root: str) -> Block:
        height = self._write(root, SIGN, 0.0)
        return Block(self.spots, self.right, height)

    def _write(self, node: str, x: float, y: float) -> float:
        """Write it and what hangs on it from there on; returns where the next row begins."""
        row = self._row(node, x)
        high = max(self.rooms[one].high for one, _ in row) + ROW
        for one, left in row:
            self.spots[one] = Spot(left, y + high / 2)
        last, left = row[-1]
        self.right = max(self.right, left + self.rooms[last].right)
        return self._write_all(self.children[last], left + INDENT, y + high)

    def _row(self, node: str, x: float) -> list[tuple[str, float]]:
        """The node, and the chain that begins with it if a row holds it to its end."""
        row = [(node, x)]
        while children := self.children[node]:
            x += self.rooms[node].right + LINK + SIGN
            node = children[0]
            if len(children) > 1 or x + self.rooms[node].right > LONG:
                return row[:1]
            row.append((node, x))
        return row

    def _write_all(self, nodes: Sequence[str], x: float, y: float) -> float:
        leaves = [node for node in nodes if not self.children[node]]
        crowd = leaves if len(leaves) > CROWD else []
        for node in nodes:
            if node not in crowd:
                y = self._write(node, x, y)
        if crowd:
            block = listed(crowd, self.rooms, columns=round(math.sqrt(len(crowd) / 8)))
            self.spots |= block.at(x - SIGN, y)
            self.right = max(self.right, x - SIGN + block.width)
            y += block.height
        return y
