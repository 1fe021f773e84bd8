"""Graph files, the same bytes every time: Turtle (facts), TriG and N-Quads (with evidence)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from anhai_kg.errors import GraphError
from anhai_kg.render.terms import Spelling, natural
from anhai_kg.vocab import RDF, SKOS

__all__ = ["nquads", "trig", "turtle"]

_Facts: TypeAlias = dict[NamedNode, dict[NamedNode, set[NamedNode | Literal]]]
_FIRST: Final = {RDF.type: 0, SKOS.prefLabel: 1, SKOS.altLabel: 2}


def _facts() -> _Facts:
    return defaultdict(lambda: defaultdict(set))


def _simple(quad: Quad) -> tuple[NamedNode, NamedNode, NamedNode | Literal]:
    subject, value = quad.subject, quad.object
    if isinstance(subject, NamedNode) and isinstance(value, (NamedNode, Literal)):
        return subject, quad.predicate, value
    raise GraphError(f"{quad}: nothing may be nameless here; give the node an IRI")


def _spelling(quads: Iterable[Quad]) -> Spelling:
    nodes: set[NamedNode] = set()
    for quad in quads:
        for term in (quad.subject, quad.object, quad.graph_name):
            if isinstance(term, NamedNode):
                nodes.add(term)
    return Spelling(nodes)


def _blocks(facts: _Facts, spell: Spelling, indent: str = "") -> Iterator[str]:
    """One block a subject: its class first, then its names, then the rest."""
    for subject in sorted(facts, key=lambda node: natural(node.value)):
        said = facts[subject]
        lines = []
        for predicate in sorted(said, key=lambda p: (_FIRST.get(p, 3), spell(p))):
            spelt = (
                spell.node(v) if isinstance(v, NamedNode) else spell(v) for v in said[predicate]
            )
            values = sorted(spelt, key=natural)
            if predicate == SKOS.prefLabel:
                values.reverse()  # zh before en
            lines.append(f"{spell(predicate)} {' , '.join(values)}")
        body = f" ;\n{indent}    ".join(lines)
        yield f"{indent}{spell.node(subject)}\n{indent}    {body} .\n"


def turtle(quads: Iterable[Quad]) -> str:
    """The facts of all graphs as one Turtle file.

    Raises:
        GraphError: a blank node.
    """
    quads = list(quads)
    spell, facts = _spelling(quads), _facts()
    for quad in quads:
        subject, predicate, value = _simple(quad)
        facts[subject][predicate].add(value)
    blocks = list(_blocks(facts, spell))
    return spell.prefixes() + "\n" + "\n".join(blocks)


def trig(quads: Iterable[Quad]) -> str:
    """The facts, each in the graph of its evidence, as one TriG file.

    Raises:
        GraphError: a blank node.
    """
    quads = list(quads)
    spell = _spelling(quads)
    graphs: defaultdict[NamedNode | BlankNode | DefaultGraph, _Facts] = defaultdict(_facts)
    for quad in quads:
        subject, predicate, value = _simple(quad)
        graphs[quad.graph_name][subject][predicate].add(value)
    blocks = ["\n".join(_blocks(graphs.pop(DefaultGraph(), _facts()), spell))]
    named = [graph for graph in graphs if isinstance(graph, NamedNode)]
    for graph in sorted(named, key=lambda node: natural(node.value)):
        inner = "\n".join(_blocks(graphs[graph], spell, "    "))
        blocks.append(f"GRAPH {spell.node(graph)} {{\n{inner}}}\n")
    return spell.prefixes() + "\n" + "\n".join(block for block in blocks if block)


def nquads(quads: Iterable[Quad]) -> str:
    """One statement a line, sorted."""
    return "".join(sorted(f"{quad} .\n" for quad in quads))
