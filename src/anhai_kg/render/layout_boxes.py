"""Boxes with labels on a plane: where they are, whether they overlap, where there is room.

Units are the pixels of the page at zoom 1.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from typing import Final, NamedTuple

__all__ = ["ASPECT", "GAP", "Box", "Places", "Point", "Room", "bounds", "laps", "near"]

GAP: Final = 16.0  # free space between two labels
ASPECT: Final = 1.5  # a page is wider than high
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
"""Where each node stands, by name."""


def bounds(places: Places, boxes: Mapping[str, Box]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of all labels; zeros for nothing."""
    if not places:
        return 0.0, 0.0, 0.0, 0.0
    return (
        min(p.x - boxes[n].width / 2 for n, p in places.items()),
        min(p.y - boxes[n].height / 2 for n, p in places.items()),
        max(p.x + boxes[n].width / 2 for n, p in places.items()),
        max(p.y + boxes[n].height / 2 for n, p in places.items()),
    )


def laps(
    boxes: Mapping[str, Box], one: str, two: str, a: Point, b: Point
) -> tuple[float, float] | None:
    """How far two boxes overlap across and down; None when they do not."""
    across = (boxes[one].width + boxes[two].width) / 2 + GAP - abs(a.x - b.x)
    down = (boxes[one].height + boxes[two].height) / 2 + GAP - abs(a.y - b.y)
    return (across, down) if across > 0.5 and down > 0.5 else None


def near(grid: Mapping[tuple[int, int], list[str]], point: Point, cell: float) -> Iterator[str]:
    column, row = int(point.x // cell), int(point.y // cell)
    for dx, dy in product((-1, 0, 1), repeat=2):
        yield from grid.get((column + dx, row + dy), ())


class Room:
    """Nodes that stand where they are, and free space between them."""

    def __init__(self, boxes: Mapping[str, Box], places: Places) -> None:
        self.boxes = boxes
        self.places: Places = {}
        self._cell = max((max(box) for box in boxes.values()), default=0.0) + GAP
        self._near: dict[tuple[int, int], list[tuple[Point, Box]]] = defaultdict(list)
        for node, point in places.items():
            self._put(node, point)

    def _put(self, node: str, point: Point) -> None:
        """Enter it in its cell and the eight around: putting is rare, looking is not."""
        self.places[node] = point
        column, row = int(point.x // self._cell), int(point.y // self._cell)
        for dx, dy in product((-1, 0, 1), repeat=2):
            self._near[column + dx, row + dy].append((point, self.boxes[node]))

    def gather(self, centre: Point, nodes: Iterable[str]) -> None:
        """Each node in the free space nearest to `centre`, as the seeds of a sunflower lie."""
        n = 0
        for node in nodes:
            while not self._free(self.boxes[node], point := _seed(centre, n)):
                n += 1
            self._put(node, point)

    def _free(self, box: Box, point: Point) -> bool:
        x, y = point
        wide, high = box.width / 2 + GAP - 0.5, box.height / 2 + GAP - 0.5
        for other, size in self._near.get((int(x // self._cell), int(y // self._cell)), ()):
            if (
                abs(x - other.x) < wide + size.width / 2
                and abs(y - other.y) < high + size.height / 2
            ):
                return False
        return True


def _seed(centre: Point, n: int) -> Point:
    x, y = _offset(n)
    return Point(centre.x + x, centre.y + y)


@cache
def _offset(n: int) -> tuple[float, float]:
    radius, angle = 30.0 * math.sqrt(n), n * GOLDEN
    return radius * math.cos(angle) * ASPECT, radius * math.sin(angle)
