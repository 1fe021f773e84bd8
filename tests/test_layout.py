"""Where nodes stand: each has a place, and no sign or label covers another, whatever is linked with what."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anhai_kg.render.layout import Plan, arrange
from anhai_kg.render.layout_boxes import Block, Box, Room

Pairs = list[tuple[str, str]]


def room(letters: int) -> Room:
    wide = letters * 13.0
    return Room(Box(wide / 2 + 7, wide / 2 + 7, 7, 28), Box(7, wide + 13, 9, 9))


def sheets(links: Pairs, *, alone: int = 0, later: int = 0, fields: int = 0) -> list[Block]:
    named = sorted({node for pair in links for node in pair})
    groups = {"Place": named, "Body": [f"body{n}" for n in range(alone)]}
    counted = {
        f"field{n}": {"Result": [f"result{n}-{m}" for m in range(n + 1)]} for n in range(fields)
    }
    plan = Plan(
        opening=groups,
        people={named[0]} if named else set(),
        later={"Initiative": [f"later{n}" for n in range(later)]},
        fields=counted,
    )
    nodes = [*named, *groups["Body"], *plan.later["Initiative"], *counted]
    nodes += [node for lists in counted.values() for some in lists.values() for node in some]
    rooms = {node: room(1 + n * 7 % 12) for n, node in enumerate(nodes)}
    arranged = arrange(plan, rooms, links=links)
    for sheet in arranged:
        assert sorted(sheet.spots) == sorted(nodes)
        assert overlaps(sheet, rooms) == []
        assert within(sheet, rooms)
    return [*arranged]


def edges(sheet: Block, rooms: dict[str, Room]) -> dict[str, tuple[float, float, float, float]]:
    """Left, right, top and bottom of each node with its label."""
    found = {}
    for node, spot in sheet.spots.items():
        box = rooms[node].beside if spot.beside else rooms[node].below
        found[node] = (spot.x - box.left, spot.x + box.right, spot.y - box.up, spot.y + box.down)
    return found


def overlaps(sheet: Block, rooms: dict[str, Room]) -> list[tuple[str, str]]:
    boxes = sorted(edges(sheet, rooms).items(), key=lambda item: item[1])
    found = []
    for n, (one, (_, right, top, bottom)) in enumerate(boxes):
        for two, (left, _, high, low) in boxes[n + 1 :]:
            if left >= right - 0.01:
                break
            if high < bottom - 0.01 and top < low - 0.01:
                found.append((one, two))
    return found


def within(sheet: Block, rooms: dict[str, Room]) -> bool:
    return all(
        left >= -0.01
        and right <= sheet.width + 0.01
        and top >= -0.01
        and low <= sheet.height + 0.01
        for left, right, top, low in edges(sheet, rooms).values()
    )


CHAIN: Pairs = [(f"n{a}", f"n{b}") for a, b in pairwise(range(30))]
STAR: Pairs = [("hub", f"leaf{n}") for n in range(200)]
WHEEL: Pairs = [(f"w{n}", f"w{(n + 1) % 40}") for n in range(40)] + [
    ("w0", f"w{n}") for n in range(1, 40)
]
DEEP: Pairs = [(f"t{n // 3}", f"t{n}") for n in range(1, 400)]


@pytest.mark.parametrize("links", [[], [("a", "b")], [("a", "a")], CHAIN, STAR, WHEEL, DEEP])
def test_nothing_covers_anything(links: Pairs) -> None:
    sheets(links, alone=50, later=20, fields=14)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=90),
    st.integers(0, 40),
    st.integers(0, 20),
    st.integers(0, 6),
)
def test_nothing_covers_anything_in_any_graph(
    pairs: list[tuple[int, int]], alone: int, later: int, fields: int
) -> None:
    sheets([(f"n{a}", f"n{b}") for a, b in pairs], alone=alone, later=later, fields=fields)


def test_the_order_of_links_changes_nothing() -> None:
    assert sheets(DEEP) == sheets(DEEP[:1] + DEEP[:0:-1])


def test_a_title_stands_over_what_it_names() -> None:
    [wide, narrow] = sheets(CHAIN, alone=9, later=3)
    for sheet in (wide, narrow):
        assert {title.key for title in sheet.titles} == {"people", "Body", "Initiative"}
        for title in sheet.titles:
            assert all(sheet.spots[node].y > title.y for node in title.nodes)


def test_a_narrow_sheet_is_narrow_and_a_wide_one_wide() -> None:
    small: Pairs = [(f"p{n}", f"q{n}") for n in range(40)]
    [wide, narrow] = sheets(small, alone=60)
    assert narrow.width < 500 < wide.width
    assert wide.width > wide.height


def test_a_very_large_group_becomes_blocks() -> None:
    tree = nx.full_rary_tree(4, 3000)
    [wide, _] = sheets([(f"n{a}", f"n{b}") for a, b in tree.edges])
    assert wide.width < 3 * wide.height and wide.height < 3 * wide.width
