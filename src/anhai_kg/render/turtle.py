"""Graph files, the same bytes every time: Turtle (facts), TriG and N-Quads (with evidence)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import Final, TypeAlias

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, serialize

from anhai_kg.errors import GraphError
from anhai_kg.render.terms import Spelling, natural
from anhai_kg.store import Statement
from anhai_kg.vocab import RDF, SKOS

__all__ = ["Writing", "nquads", "trig", "turtle"]

_Parts: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal, NamedNode | DefaultGraph]
_Row: TypeAlias = tuple[int, int, int]
"""Subject, predicate and value by their places; a name's place is inverted: zh before en."""
_FIRST: Final = {RDF.type: 0, SKOS.prefLabel: 1, SKOS.altLabel: 2}


class Writing:
    """The statements in the order of a file, each term spelt and placed once.

    A subject has one block: its class first, then its names, then the rest.

    Raises:
        GraphError: a blank node.
    """

    def __init__(self, statements: Iterable[Statement]) -> None:
        parts = [_parts(statement) for statement in statements]
        subjects, predicates = {part[0] for part in parts}, {part[1] for part in parts}
        values, graphs = {part[2] for part in parts}, {part[3] for part in parts}
        nodes = (term for term in subjects | values | graphs if isinstance(term, NamedNode))
        spell = self._spell = Spelling(nodes)
        spelt = {v: spell.node(v) if isinstance(v, NamedNode) else spell(v) for v in values}
        in_order = sorted(subjects, key=lambda node: natural(node.value))
        by_use = sorted(predicates, key=lambda node: (_FIRST.get(node, 3), spell(node)))
        listed = sorted(values, key=lambda value: (natural(spelt[value]), spelt[value]))
        self._subjects = [spell.node(node) for node in in_order]
        self._predicates = [spell(node) for node in by_use]
        self._values = [spelt[value] for value in listed]
        self._prefixes = spell.prefixes()
        self._rows = _rows(parts, in_order, by_use, listed)

    def turtle(self) -> str:
        """The facts of all graphs."""
        rows = sorted(set(chain.from_iterable(self._rows.values())))
        return f"{self._prefixes}\n" + "\n".join(self._blocks(rows))

    def trig(self) -> str:
        """The facts, each in the graph of its evidence."""
        blocks = ["\n".join(self._blocks(sorted(self._rows.get(DefaultGraph(), ()))))]
        named = [graph for graph in self._rows if isinstance(graph, NamedNode)]
        for graph in sorted(named, key=lambda node: natural(node.value)):
            inner = "\n".join(self._blocks(sorted(self._rows[graph]), "    "))
            blocks.append(f"GRAPH {self._spell.node(graph)} {{\n{inner}}}\n")
        return f"{self._spell.prefixes()}\n" + "\n".join(filter(None, blocks))

    def _blocks(self, rows: Iterable[_Row], indent: str = "") -> Iterator[str]:
        values = self._values
        for subject, said in groupby(rows, key=itemgetter(0)):
            lines = []
            for predicate, row in groupby(said, key=itemgetter(1)):
                spelt = [values[at if at >= 0 else ~at] for _, _, at in row]
                lines.append(f"{self._predicates[predicate]} {' , '.join(spelt)}")
            body = f" ;\n{indent}    ".join(lines)
            yield f"{indent}{self._subjects[subject]}\n{indent}    {body} .\n"


def _parts(statement: Statement) -> _Parts:
    subject, predicate, value, graph = statement
    if (
        isinstance(subject, NamedNode)
        and isinstance(value, (NamedNode, Literal))
        and isinstance(graph, (NamedNode, DefaultGraph))
    ):
        return subject, predicate, value, graph
    raise GraphError(f"{Quad(*statement)}: nothing may be nameless here; give the node an IRI")


def _rows(
    parts: Iterable[_Parts],
    subjects: Iterable[NamedNode],
    predicates: Iterable[NamedNode],
    values: Iterable[NamedNode | Literal],
) -> dict[NamedNode | DefaultGraph, set[_Row]]:
    """The statements of each graph; the terms are given in their order."""
    subject_at = {term: place for place, term in enumerate(subjects)}
    predicate_at = {term: place for place, term in enumerate(predicates)}
    value_at = {term: place for place, term in enumerate(values)}
    name = predicate_at.get(SKOS.prefLabel)
    rows: defaultdict[NamedNode | DefaultGraph, set[_Row]] = defaultdict(set)
    for subject, predicate, value, graph in parts:
        use, place = predicate_at[predicate], value_at[value]
        rows[graph].add((subject_at[subject], use, ~place if use == name else place))
    return dict(rows)


def turtle(quads: Iterable[Quad]) -> str:
    """The facts of all graphs as one Turtle file.

    Raises:
        GraphError: a blank node.
    """
    return Writing(quads).turtle()


def trig(quads: Iterable[Quad]) -> str:
    """The facts, each in the graph of its evidence, as one TriG file.

    Raises:
        GraphError: a blank node.
    """
    return Writing(quads).trig()


def nquads(quads: Iterable[Quad]) -> str:
    """One statement a line, each once, sorted: canonical N-Quads (RDFC-1.0) when nothing is nameless."""
    lines = (serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    return b"".join(sorted(set(lines))).decode()
