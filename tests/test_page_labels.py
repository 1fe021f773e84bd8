"""Labels of the network: whole where they can be, told apart where they cannot, never too wide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhai_kg.render.page_labels import LINE, breadth, labels, written

LETTERS = st.text(st.sampled_from("镇政府报告大会，“”《》 aeimwMT-().1"), min_size=1, max_size=160)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("青石镇", ("青石镇",)),
        ("青石镇人民政府关于二〇二四年财政决算情况的报告", None),
        ("Report of the People's Government of Qingshi Town", None),
    ],
)
def test_a_name_of_common_length_is_whole(name: str, lines: tuple[str, ...] | None) -> None:
    found = written(name).lines
    assert lines in (None, found)
    assert "".join(found).replace(" ", "") == name.replace(" ", "")


def test_lines_are_of_much_the_same_width() -> None:
    wide = [
        breadth(line) for line in written("青石镇人民政府关于二〇二四年财政决算情况的报告").lines
    ]
    assert len(wide) == 2 and max(wide) < 1.5 * min(wide)


def test_a_very_long_name_keeps_both_ends() -> None:
    name = "Report of " + "the very long-winded committee " * 6 + "on roads"
    first, *_, last = written(name).lines
    assert first.startswith("Report of") and last.startswith("…") and last.endswith("on roads")


def test_names_that_differ_in_the_middle_alone_are_told_apart() -> None:
    names = [f"Report of {'the town ' * 12}{year} {'and the county ' * 8}" for year in (2023, 2024)]
    one, two = labels(names)
    assert one.lines != two.lines


def test_no_line_begins_with_what_closes() -> None:
    name = "青石镇人民政府关于“青石镇文旅融合发展攻坚行动”、“百日攻坚”落实情况的报告"
    assert not any(line[0] in "”、，" for line in written(name).lines)


@given(st.lists(LETTERS, max_size=12))
def test_no_label_is_too_wide_and_different_names_have_different_labels(names: list[str]) -> None:
    found = labels(names)
    for name, (wide, lines) in zip(names, found, strict=True):
        assert wide == max(map(breadth, lines)) <= LINE + 40
        assert "…" in "".join(lines) or "".join("".join(lines).split()) == "".join(name.split())
    spaced = {" ".join(name.split()): lines for name, (_, lines) in zip(names, found, strict=True)}
    assert len({*spaced.values()}) == len(spaced)
