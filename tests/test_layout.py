"""Where nodes stand: each has a place, and no sign or label covers another, whatever is linked with what."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anhai_kg.render.layout import SHEETS, Plan, arrange
from anhai_kg.render.layout_boxes import SIGN, Block, Room

Pairs = list[tuple[str, str]]


def room(letters: int) -> Room:
    return Room(letters * 13.0 + 13, 16.0 * (1 + letters % 3))


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
    return arranged


def edges(sheet: Block, rooms: dict[str, Room]) -> dict[str, tuple[float, float, float, float]]:
    """Left, right, top and bottom of each node with its label."""
    return {
        node: (x - SIGN, x + right, y - high / 2, y + high / 2)
        for node, (x, y) in sheet.spots.items()
        for right, high in [rooms[node]]
    }


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
    for sheet in sheets(CHAIN, alone=9, later=3):
        assert {title.key for title in sheet.titles} - {""} == {"people", "Body", "Initiative"}
        for title in sheet.titles:
            assert all(sheet.spots[node].y > title.y for node in title.nodes)
            assert all(sheet.spots[node].x >= title.x for node in title.nodes)


def test_every_node_stands_under_one_title() -> None:
    for sheet in sheets(DEEP, alone=50, later=20, fields=9):
        under = [node for title in sheet.titles for node in title.nodes]
        assert sorted(under) == sorted(sheet.spots)


def test_a_title_is_written_over_the_first_column_of_a_row() -> None:
    for sheet in sheets([], alone=400):
        begun = min(title.y for title in sheet.titles)
        rows = {title.y for title in sheet.titles}
        firsts = [min((t for t in sheet.titles if t.y == row), key=lambda t: t.x) for row in rows]
        assert all(title.key == "Body" for title in firsts)
        assert [title.again for title in firsts].count(False) == 1
        assert all(title.again for title in firsts if title.y > begun)


@pytest.mark.parametrize("alone", [1, 20, 60, 700])
def test_a_sheet_is_as_wide_as_its_screen_and_no_wider(alone: int) -> None:
    small: Pairs = [(f"p{n}", f"q{n}") for n in range(40)]
    for sheet, (width, _) in zip(sheets(small, alone=alone), SHEETS, strict=True):
        assert 0.6 * width < sheet.width <= width


def test_columns_end_together() -> None:
    """Two hundred rows of one height: the columns of the last band differ by a row or two."""
    for sheet, (_, height) in zip(sheets([], alone=200), SHEETS, strict=True):
        last = [t for t in sheet.titles if t.y == max(title.y for title in sheet.titles)]
        ends = [max(sheet.spots[node].y for node in title.nodes) for title in last]
        assert max(ends[:-1], default=0) - min(ends[:-1], default=0) < 60
        assert max(ends) - min(t.y for t in last) <= height


def test_a_very_large_group_becomes_columns_of_trees() -> None:
    tree = nx.full_rary_tree(4, 3000)
    links = [(f"n{a}", f"n{b}") for a, b in tree.edges]
    for sheet, (width, _) in zip(sheets(links), SHEETS, strict=True):
        assert sheet.width <= max(width, 500)  # a tree of many steps is wider than a phone
