"""Signs with their labels to the right of them: rows, and blocks of rows.

Units are the pixels of the page at zoom 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

__all__ = ["GAP", "ROW", "SIGN", "Block", "Room", "Spot", "Title", "listed"]

GAP: Final = 18.0  # free space between two labels side by side
ROW: Final = 4.0  # between two rows
SIGN: Final = 9.0  # from the left end of a row to the middle of its sign: half of the largest


class Room(NamedTuple):
    """What a node takes: from the middle of its sign to the end of its label, and its height."""

    right: float
    high: float


class Spot(NamedTuple):
    """The middle of a sign."""

    x: float
    y: float


class Title(NamedTuple):
    """The heading of some nodes: its left end and how far it reaches."""

    key: str  # empty under the heading of the column before
    x: float
    y: float
    width: float
    nodes: tuple[str, ...]
    again: bool = False  # whether it stood over others before


class Block(NamedTuple):
    """Nodes that keep together; with their labels they fill `[0, width)` by `[0, height)`."""

    spots: Mapping[str, Spot]
    width: float
    height: float
    titles: tuple[Title, ...] = ()

    def at(self, x: float, y: float) -> dict[str, Spot]:
        """The spots with the corner of the block at that place."""
        return {node: Spot(a + x, b + y) for node, (a, b) in self.spots.items()}


def listed(nodes: Sequence[str], rooms: Mapping[str, Room], *, columns: int = 1) -> Block:
    """Nodes in columns, read downwards."""
    rows = math.ceil(len(nodes) / columns)
    heights = [max(rooms[node].high for node in nodes[n::rows]) + ROW for n in range(rows)]
    spots, x = {}, 0.0
    for begin in range(0, len(nodes), rows):
        column, y = nodes[begin : begin + rows], 0.0
        for node, high in zip(column, heights, strict=False):
            spots[node] = Spot(x + SIGN, y + high / 2)
            y += high
        x += SIGN + max(rooms[node].right for node in column) + GAP
    return Block(spots, max(0.0, x - GAP), sum(heights))
