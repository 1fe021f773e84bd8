"""Blocks under headings set in columns, as a newspaper sets them: down, then to the right.

When the page is full to its right edge, a further band of columns begins below. The last band is only
as high as its columns must be, so that they end together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from anhai_kg.render.layout_boxes import Block, Spot, Title

__all__ = ["Section", "flow"]

HEAD: Final = 30.0  # height of a heading with the space below it
ABOVE: Final = 16.0  # space above a heading that has something above it
AISLE: Final = 30.0  # between two columns
LEAST: Final = 170.0  # width of a column
TOGETHER: Final = 110.0  # as much of a section stands under its heading, if there is that much
SLACK: Final = 1.15  # so much higher are the columns if nothing has to go below them then
CLOSE: Final = 8.0  # how exactly the height of the last band is found


class Section(NamedTuple):
    """What stands under one heading."""

    key: str
    blocks: Sequence[Block]


class _Item(NamedTuple):
    key: str
    first: bool  # under its heading
    block: Block
    least: float  # height without which it does not begin


class _Column(NamedTuple):
    begin: int
    end: int  # of the items
    width: float
    height: float


def flow(sections: Sequence[Section], *, width: float, height: float) -> Block:
    """The sections in columns of at most that height, on a page of at most that width.

    A block that is wider or higher than the page is not cut: the page grows. Of endless height,
    it is one column.
    """
    items = [*_items(sections)]
    spots: dict[str, Spot] = {}
    titles: list[Title] = []
    right = low = 0.0
    at = 0
    while at < len(items):
        band = _band(items, at, width, SLACK * height)
        if band[-1].end < len(items):
            band = _band(items, at, width, height)
        elif height < math.inf:
            band = _even(items, at, width, SLACK * height)
        top = low + ABOVE if low else 0.0
        x, spanned = 0.0, False
        for column in band:
            found = [*_headed(items, column, (x, top), spots, spanned=spanned)]
            spanned = len(found) == 1 and _goes_on(items, column) and column is not band[-1]
            if spanned:
                found[0] = found[0]._replace(width=column.width + AISLE)
            titles += found
            x += column.width + AISLE
        right = max(right, x - AISLE)
        low = top + max(column.height for column in band)
        at = band[-1].end
    return Block(spots, right, low, tuple(titles))


def _items(sections: Sequence[Section]) -> Iterator[_Item]:
    for key, blocks in sections:
        whole = sum(block.height for block in blocks)
        for n, block in enumerate(blocks):
            least = block.height if n else max(block.height, min(TOGETHER, whole))
            yield _Item(key, n == 0, block, least)


def _column(items: Sequence[_Item], begin: int, height: float) -> _Column:
    """As much from `begin` on as a column of that height holds, at least one block."""
    y, wide, n = HEAD, LEAST, begin
    while n < len(items):
        _, first, block, least = items[n]
        above = ABOVE + HEAD if first and n > begin else 0.0
        if n > begin and y + above + least > height:
            break
        y += above + block.height
        wide = max(wide, block.width)
        n += 1
    return _Column(begin, n, wide, y)


def _band(items: Sequence[_Item], begin: int, width: float, height: float) -> list[_Column]:
    """Columns side by side from `begin` on, as many as that width holds, at least one."""
    columns: list[_Column] = []
    left = 0.0
    while begin < len(items):
        column = _column(items, begin, height)
        if columns and left + column.width > width:
            break
        columns.append(column)
        left += column.width + AISLE
        begin = column.end
    return columns


def _even(items: Sequence[_Item], begin: int, width: float, height: float) -> list[_Column]:
    """The lowest band that holds all from `begin` on."""
    low, high = 0.0, height
    best = _band(items, begin, width, height)
    while high - low > CLOSE:
        middle = (low + high) / 2
        band = _band(items, begin, width, middle)
        if band[-1].end == len(items):
            best, high = band, middle
        else:
            low = middle
    return best


def _goes_on(items: Sequence[_Item], column: _Column) -> bool:
    """Whether what stands last in it is continued in the next."""
    return column.end < len(items) and not items[column.end].first


def _headed(
    items: Sequence[_Item],
    column: _Column,
    corner: tuple[float, float],
    spots: dict[str, Spot],
    *,
    spanned: bool,
) -> Iterator[Title]:
    """Put the blocks of a column into `spots`; yields its headings.

    Args:
        spanned: whether the heading of the column before reaches over it.
    """
    x, y = corner
    n = column.begin
    while n < column.end:
        begin, top = n, y
        y += HEAD
        nodes: list[str] = []
        while n < column.end and (n == begin or not items[n].first):
            block = items[n].block
            spots |= block.at(x, y)
            nodes += block.spots
            y += block.height
            n += 1
        key, first, *_ = items[begin]
        silent = spanned and begin == column.begin
        yield Title("" if silent else key, x, top, column.width, tuple(nodes), again=not first)
        y += ABOVE
