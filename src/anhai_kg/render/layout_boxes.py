"""Signs with labels on a plane: how far they reach, and blocks of them side by side or in lists.

Units are the pixels of the page at zoom 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

__all__ = ["GAP", "Block", "Box", "Room", "Spot", "Title", "block", "listed", "pack", "titled"]

GAP: Final = 16.0  # free space between two labels
ROW: Final = 4.0  # between two rows of a list
HEAD: Final = 34.0  # height of a title with the space below it
LEAST: Final = 110.0  # width of a title


class Box(NamedTuple):
    """How far a node reaches from its centre, with its label."""

    left: float
    right: float
    up: float
    down: float


class Room(NamedTuple):
    """What a node takes with its label below it, and with its label to the right."""

    below: Box
    beside: Box


class Spot(NamedTuple):
    """Centre of a node, and whether its label stands to the right of it."""

    x: float
    y: float
    beside: bool = False


class Title(NamedTuple):
    """The heading of some nodes: its left end and how far it reaches."""

    key: str  # empty for a line under a node that is the heading itself
    x: float
    y: float
    width: float
    nodes: tuple[str, ...]


class Block(NamedTuple):
    """Nodes that keep together; with their labels they fill `[0, width)` by `[0, height)`."""

    spots: Mapping[str, Spot]
    width: float
    height: float
    titles: tuple[Title, ...] = ()

    def at(self, x: float, y: float) -> dict[str, Spot]:
        """The spots with the corner of the block at that place."""
        return {n: Spot(s.x + x, s.y + y, s.beside) for n, s in self.spots.items()}

    def titles_at(self, x: float, y: float) -> tuple[Title, ...]:
        """The titles with the corner of the block at that place."""
        return tuple(t._replace(x=t.x + x, y=t.y + y) for t in self.titles)


def block(spots: Mapping[str, Spot], rooms: Mapping[str, Room]) -> Block:
    """The block that these nodes fill."""
    boxes = {n: rooms[n].beside if s.beside else rooms[n].below for n, s in spots.items()}
    left = min((s.x - boxes[n].left for n, s in spots.items()), default=0.0)
    right = max((s.x + boxes[n].right for n, s in spots.items()), default=0.0)
    top = min((s.y - boxes[n].up for n, s in spots.items()), default=0.0)
    bottom = max((s.y + boxes[n].down for n, s in spots.items()), default=0.0)
    return Block(Block(spots, 0, 0).at(-left, -top), right - left, bottom - top)


def titled(key: str, body: Block, *, width: float = 0.0) -> Block:
    """The block under a title that reaches over it, or as far as `width`."""
    wide = max(width, body.width, LEAST)
    title = Title(key, 0.0, 0.0, wide, tuple(body.spots))
    below = body.titles_at(0.0, HEAD)
    return Block(body.at(0.0, HEAD), wide, body.height + HEAD, (title, *below))


def listed(nodes: Sequence[str], rooms: Mapping[str, Room], *, columns: int) -> Block:
    """Nodes in columns, read downwards, each with its label to the right of it."""
    rows = math.ceil(len(nodes) / columns)
    boxes = [rooms[node].beside for node in nodes]
    left = max((box.left for box in boxes), default=0.0)
    spots, x = {}, 0.0
    heights = [max(box.up + box.down for box in boxes[n::rows]) + ROW for n in range(rows)]
    for begin in range(0, len(nodes), rows):
        y = 0.0
        for node, high in zip(nodes[begin : begin + rows], heights, strict=False):
            spots[node] = Spot(x + left, y + high / 2, beside=True)
            y += high
        x += left + max(box.right for box in boxes[begin : begin + rows]) + GAP
    return Block(spots, max(0.0, x - GAP), sum(heights))


def pack(blocks: Sequence[Block], *, width: float, gap: tuple[float, float]) -> Block:
    """Blocks side by side, each as high up as it fits on a page of that width.

    Args:
        blocks: in this order.
        width: of the page; 0 puts each below the last.
        gap: across and down.
    """
    across, down = gap
    page = max([width, *(one.width for one in blocks)]) + across
    skyline = [(0.0, page, 0.0)]  # from, to, how far down it is taken
    spots: dict[str, Spot] = {}
    titles: tuple[Title, ...] = ()
    right = 0.0
    for one in blocks:
        wide = one.width + across
        y, x = min(
            (max(low for begin, end, low in skyline if begin < left + wide and end > left), left)
            for left, _, _ in skyline
            if left + wide <= page + 0.5
        )
        skyline = _cover(skyline, x, x + wide, y + one.height + down)
        spots |= one.at(x, y)
        titles += one.titles_at(x, y)
        right = max(right, x + one.width)
    return Block(spots, right, max(0.0, max(low for *_, low in skyline) - down), titles)


def _cover(
    skyline: Iterable[tuple[float, float, float]], left: float, right: float, low: float
) -> list[tuple[float, float, float]]:
    """The skyline with `[left, right)` taken down to `low`."""
    old = [*skyline]
    kept = [(begin, min(end, left), y) for begin, end, y in old if begin < left]
    kept += [(max(begin, right), end, y) for begin, end, y in old if end > right]
    return sorted([*kept, (left, right, low)])
