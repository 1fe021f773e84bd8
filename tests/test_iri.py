"""IRIs: readable, whole, and nothing hidden in them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from anhai_kg.errors import GraphError
from anhai_kg.iri import BASE, checked_base, iri, join, segment

ENCODED = {
    "“1+6”": "%E2%80%9C1%2B6%E2%80%9D",
    "a\u202eb": "a%E2%80%AEb",
    "a\u200bb": "a%E2%80%8Bb",
    "a\ue000b": "a%EE%80%80b",
    "a\x00b": "a%00b",
    "a\nb": "a%0Ab",
    "</script>": "%3C%2Fscript%3E",
    "a%20b": "a%2520b",
    "#?/": "%23%3F%2F",
    "\ufffe": "%EF%BF%BE",
    ".": "%2E",
    "..": "%2E%2E",
}
RAW = ["安海镇", "副镇长(科技)", "𠮷野", "買買提·艾力", "北环—龙山片区", "５号", "A-1_x.y~"]


@pytest.mark.parametrize(("name", "expected"), ENCODED.items())
def test_what_separates_or_hides_is_encoded(name: str, expected: str) -> None:
    assert segment(name) == expected


@pytest.mark.parametrize("name", RAW)
def test_what_reads_well_stays(name: str) -> None:
    assert segment(name) == name


@pytest.mark.parametrize("name", ["", "\ud800", "镇\udfff"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(GraphError):
        segment(name)


def test_names_are_composed() -> None:
    assert segment("e\u0301") == segment("\u00e9")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_name_makes_an_iri_of_one_more_step(name: str) -> None:
    made = segment(name)
    assert "/" not in made
    node = iri(join(BASE, "x", name))
    assert isinstance(node, NamedNode)
    assert not any(unicodedata.category(c)[0] in "CZ" for c in node.value)


@given(st.text(min_size=1, max_size=4), st.text(min_size=1, max_size=4))
def test_different_names_differ(one: str, other: str) -> None:
    try:
        same = segment(one) == segment(other)
    except GraphError:
        return
    assert same == (unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other))


@pytest.mark.parametrize("text", ["", "relative", "https://a b", "https://a/<", "https://a/\n"])
def test_what_is_no_iri_is_refused(text: str) -> None:
    with pytest.raises(GraphError):
        iri(text)


def test_bases() -> None:
    assert checked_base(BASE) == BASE
    assert checked_base("urn:x:")
    for wrong in ("ftp://a/", "https://a b/", "https://a", "//a/"):
        with pytest.raises(GraphError):
            checked_base(wrong)
