"""Taking the graph away: one writer for each suffix, and a folder of CSV tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, serialize

from anhai_kg.errors import GraphError
from anhai_kg.facts import facts
from anhai_kg.network import gexf, graphml
from anhai_kg.render.html import page
from anhai_kg.render.turtle import nquads

if TYPE_CHECKING:
    from anhai_kg.knowledge import KnowledgeGraph

__all__ = ["FORMS", "rendered", "tables"]


def _ntriples(graph: KnowledgeGraph) -> bytes:
    """The facts, each once, sorted."""
    return "".join(sorted({f"{quad.triple} .\n" for quad in graph.quads})).encode()


def _jsonld(graph: KnowledgeGraph) -> bytes:
    """Expanded JSON-LD, so that nobody has to fetch a context; the order is that of the N-Quads."""
    quads = sorted(graph.quads, key=lambda quad: (str(quad.graph_name), str(quad.triple)))
    told = json.loads(serialize(quads, format=RdfFormat.JSON_LD) or "[]")
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


FORMS: Final[Mapping[str, Callable[[KnowledgeGraph], bytes]]] = {
    ".ttl": lambda graph: graph.to_turtle().encode(),
    ".trig": lambda graph: graph.to_trig().encode(),
    ".nq": lambda graph: nquads(graph.quads).encode(),
    ".nt": _ntriples,
    ".jsonld": _jsonld,
    ".graphml": lambda graph: graphml(graph.to_networkx()),
    ".gexf": lambda graph: gexf(graph.to_networkx()),
    ".html": lambda graph: page(graph).encode(),
}
"""Suffix to what writes it; the same graph gives the same bytes in each."""


def rendered(graph: KnowledgeGraph, suffix: str) -> bytes:
    """The graph as the file that the suffix asks for.

    Raises:
        GraphError: another suffix.
    """
    form = FORMS.get(suffix.lower())
    if form is None:
        raise GraphError(f"no such format; end the name with one of {', '.join(FORMS)}")
    return form(graph)


def tables(graph: KnowledgeGraph) -> dict[str, bytes]:
    """The fact tables by the names of their files: entities.csv, posts.csv, acts.csv, relations.csv, figures.csv."""
    return {f"{table.name}.csv": table.to_csv().encode() for table in facts(graph)}
