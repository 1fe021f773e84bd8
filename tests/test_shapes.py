"""Shapes: each has examples that it lets pass and faults that it finds.

In `shapes/<shape>.bad.ttl` every `bad:` node has one fault and tells in its name where:
`bad:value-twice` must be blamed at akg:value, `bad:self-...` as a whole, and nothing else may be
blamed. A new case is a line of Turtle.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import oracle
import pyoxigraph as ox
import pytest

from anhai_kg.shacl import SHAPES, Result, validate

FOLDER = Path(__file__).resolve().parent / "shapes"
BAD = "https://example.org/bad/"
SH = "http://www.w3.org/ns/shacl#"


def quads(path: Path) -> list[ox.Quad]:
    return list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))


def subjects(found: list[ox.Quad]) -> set[str]:
    return {q.subject.value for q in found if isinstance(q.subject, ox.NamedNode)}


RULES = quads(SHAPES)
TARGETED = [q for q in RULES if q.predicate.value.startswith(f"{SH}target")]
NAMES = sorted(iri.rpartition("#")[2] for iri in subjects(TARGETED))


@cache
def results(example: str) -> tuple[Result, ...]:
    background = quads(FOLDER / "background.ttl")
    return validate([*background, *quads(FOLDER / f"{example}.ttl")]).results


def test_every_example_belongs_to_a_shape() -> None:
    expected = {f"{name}.{kind}.ttl" for name in NAMES for kind in ("ok", "bad")}
    assert {path.name for path in FOLDER.glob("*.ttl")} == expected | {"background.ttl"}


@pytest.mark.parametrize("name", NAMES)
def test_good_example_passes(name: str) -> None:
    assert results(f"{name}.ok") == ()


@pytest.mark.parametrize("name", NAMES)
def test_each_fault_is_found_where_it_is(name: str) -> None:
    found = {
        (r.focus, r.path.rpartition("#")[2].rpartition("/")[2]) for r in results(f"{name}.bad")
    }
    nodes = subjects(quads(FOLDER / f"{name}.bad.ttl"))
    faults = {(n, n.removeprefix(BAD).partition("-")[0]) for n in nodes if n.startswith(BAD)}
    assert found == {(node, "" if where == "self" else where) for node, where in faults}
    assert faults


def messages() -> list[tuple[str, ox.Literal]]:
    """The constraint and the words of each message."""
    said = ((str(q.subject), q.object) for q in RULES if q.predicate.value == f"{SH}message")
    return [(where, words) for where, words in said if isinstance(words, ox.Literal)]


def test_every_message_is_given_for_some_fault() -> None:
    given = {r.message_en for name in NAMES for r in results(f"{name}.bad")}
    written = {words.value for _, words in messages() if words.language != "zh"}
    assert written - given == set()


def test_every_message_is_in_both_languages() -> None:
    languages: dict[str, list[str]] = {}
    for where, words in messages():
        languages.setdefault(where, []).append(words.language or "both")
    assert {tuple(sorted(found)) for found in languages.values()} == {("en", "zh"), ("both",)}


def test_every_property_shape_has_a_message() -> None:
    told = {where for where, _ in messages()}
    paths = {str(q.subject) for q in RULES if q.predicate.value == f"{SH}path"}
    assert paths - told == set()


def test_the_judged_reading_conforms() -> None:
    from anhai_kg.graph import to_quads

    graph = to_quads([oracle.reading()])
    verdict = validate(graph)
    assert verdict.conforms, verdict.report(language="en")
