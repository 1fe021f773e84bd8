"""The promises hold for reports of a grammar, for arbitrary text, and for all that fuzzing ever found."""

from __future__ import annotations

from pathlib import Path

import genre
import promises
import pytest
from fuzzing import CORPUS
from hypothesis import given
from hypothesis import strategies as st

FOUND = sorted(path for path in CORPUS.rglob("*") if path.is_file())
ANY_TEXT = st.text(max_size=200)
ANY_BYTES = st.one_of(
    st.binary(max_size=60),
    st.builds(
        str.encode,
        st.text(max_size=40),
        st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "big5"]),
        st.just("replace"),
    ),
)
WORDS = """
SELECT ASK * { } ( ) WHERE ?s ?p ?o . ; , | / ^ ! + GRAPH FILTER EXISTS UNION BIND AS VALUES SERVICE
service FROM NAMED <u:x> <http://127.0.0.1/> PREFIX x: x:y # \\u0053 "a" ''' 1.5 @zh ^^ [] () << >>
LIMIT 1 INSERT LOAD BASE = < > && a DESCRIBE
"""
QUERY_PARTS = st.lists(st.sampled_from([*WORDS.split(), " ", "\n", ""]), max_size=24)
QUERIES = st.one_of(
    QUERY_PARTS.map(" ".join),
    QUERY_PARTS.map(lambda parts: f"SELECT * {{ ?s ?p ?o {' '.join(parts)} }}"),
    QUERY_PARTS.map("".join),
    st.text(max_size=60),
)


def test_every_promise_has_inputs_to_start_from() -> None:
    assert {path.parent.name for path in FOUND} == set(promises.PROMISES)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_holds(path: Path) -> None:
    promises.PROMISES[path.parent.name](path.read_bytes())


@given(ANY_BYTES)
def test_r23_bytes_are_text_or_refused(data: bytes) -> None:
    promises.sources(data)


@given(st.one_of(genre.texts, ANY_TEXT))
def test_r26_sections_and_clauses_lie_in_the_text(text: str) -> None:
    promises.documents(text)


@given(st.one_of(genre.figures, genre.texts, ANY_TEXT))
def test_r27_no_number_is_invented_or_lost(text: str) -> None:
    promises.quantities(text)


@given(st.one_of(genre.figures, genre.texts, ANY_TEXT))
def test_r18_periods_are_of_the_calendar(text: str) -> None:
    promises.periods(text)


@given(genre.texts)
def test_r26_every_quote_stands_at_its_offset(text: str) -> None:
    promises.reading(text)


@given(QUERIES)
def test_r7d_what_the_gate_lets_pass_stays_inside(sparql: str) -> None:
    promises.gate(sparql)
