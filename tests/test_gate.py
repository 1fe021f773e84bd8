"""Which queries are let in, judged by a canary, by the engine and by rdflib's parser."""

from __future__ import annotations

from pathlib import Path

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QueryBoolean, Store

from anhai_kg.errors import QueryError
from anhai_kg.gate import BYTES, CHAIN, DEPTH, PATTERNS, admit
from anhai_kg.questions import catalogue
from anhai_kg.serve.judge import agree

PIECES = [
    *("SERVICE", "service", "SERVICE <CANARY> {}", "<CANARY>", "FROM", "LOAD", "true", "a", "1", "-1"),
    *("<", "1<2", "FILTER(1<2)", ")", "(", "{", "}", "[", "]", "#", "'", '"', '"""', "'''", "\n", "\r"),
    *(" ", ".", ";", ",", "?", "?s", "?s ?p ?o", "*", "/", "^", "@en", "\\", "\\u0022", "e:", "e:a", ":a"),
    *("_:a", "e:a\\'", "\\.", "\\#", "<urn:p>", "OPTIONAL", "UNION", "EXISTS", "PREFIX e: <CANARY>", "PREFIX : <CANARY>", "BIND("),
]  # fmt: skip
WHOLE = [*hostile.HARMLESS, *hostile.INJECTIONS.values()]


@pytest.mark.parametrize("name", hostile.INJECTIONS)
def test_r6_r7d_r7e_an_injection_is_refused_with_its_place(name: str) -> None:
    with pytest.raises(QueryError, match=r"^query:\d+:\d+: ") as raised:
        admit(hostile.INJECTIONS[name].replace("CANARY", "http://x.org/"))
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 160


PLAIN = Path(__file__).with_name("queries.txt").read_text(encoding="utf-8").splitlines()
"""All that SPARQL 1.1 can say, a query a line."""


@pytest.mark.parametrize(
    "sparql", [*hostile.HARMLESS, *PLAIN, *(q.sparql for q in catalogue().values())]
)
def test_r7d_what_is_harmless_passes_gate_engine_and_rdflib(sparql: str) -> None:
    admit(sparql)
    agree(sparql)
    Store().query(sparql)


@pytest.mark.parametrize(
    "name", [n for n, (said, _) in hostile.BOMBS.items() if said not in {"stopped", "rows"}]
)
def test_r8_a_query_that_is_too_large_is_refused(name: str) -> None:
    said, sparql = hostile.BOMBS[name]
    with pytest.raises(QueryError, match=said) as raised:
        admit(sparql)
    assert len(str(raised.value)) < 120


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK {" + "{" * (DEPTH - 1) + "}" * DEPTH,
        "ASK { FILTER(" + "(" * (DEPTH - 2) + "1" + ")" * (DEPTH - 1) + "}",
        "ASK { FILTER(" + "!" * CHAIN + "true) }",
        "ASK { FILTER(" + "||".join(["true"] * CHAIN) + ") }",
        "ASK { ?s " + "/".join(["<urn:p>"] * (PATTERNS - 2)) + " ?o }",
        "ASK { ?s ?p " + "[ ?p " * (DEPTH - 1) + "1" + "]" * (DEPTH - 1) + "}",
        "ASK { " + "UNION".join(["{}"] * (PATTERNS - 1)) + " }",
        "ASK {} #" + "x" * (BYTES - 8),
    ],
)
def test_r8_r8b_the_engine_bears_what_is_just_let_in(sparql: str) -> None:
    admit(sparql)
    assert isinstance(Store().query(sparql), QueryBoolean)


@pytest.mark.parametrize(
    ("sparql", "said"),
    [
        ("", "no SPARQL"),
        ("ASK { ) }", r"query:1:7: \) closes nothing"),
        ("ASK {\n  ?s ?p 安海 }", "query:2:9: '安' begins no token"),
        ("ASK { ?s ?p ?o } LIMITS 1", "query:1:18: LIMITS is no word"),
        ("PREFIX e: <urn:e> ASK { e:a\\u0041 ?p ?o }", "query:1:28: a .* write the letter itself"),
        ("ASK { _:a\\,b ?p ?o }", "query:1:7: .* blank node may not"),
        ('ASK { ?s ?p "a\nb" }', "query:1:13: '\"' begins no token"),
    ],
)
def test_the_place_of_a_mistake_is_told(sparql: str, said: str) -> None:
    from anhai_kg.store import run

    with pytest.raises(QueryError, match=said):
        run(Store(), sparql)


@st.composite
def spliced(draw: st.DrawFn) -> str:
    """A query of the tables, with pieces of others put in and taken out."""
    query = draw(st.sampled_from(WHOLE))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(query)))
        gone = draw(st.sampled_from([0, 0, 0, 1, 2, 5, 8]))
        other = draw(st.sampled_from(WHOLE))
        start = draw(st.integers(0, len(other)))
        piece = draw(st.sampled_from([*PIECES, other[start : start + draw(st.integers(0, 30))]]))
        query = query[:at] + piece + query[at + gone :]
    return query


def test_r7d_what_is_let_in_reaches_nobody_and_rdflib_agrees() -> None:
    """The engine takes what the gate lets in, and nobody hears of it; if rdflib takes it too, it finds nothing."""
    with hostile.canary() as bird:

        @given(spliced())
        def holds(query: str) -> None:
            query = bird.baited(query)
            try:
                admit(query)
                answers = Store().query(query)
                _ = isinstance(answers, QueryBoolean) or list(answers)
            except (QueryError, SyntaxError, RuntimeError):  # the last: no such function
                return
            assert bird.visits == 0
            try:
                agree(query)
            except QueryError as error:
                assert "not allowed" not in str(error)

        holds()
