"""rdflib graphs in memory for pyshacl, which looks up tens of thousands of tiny things.

All graphs of one `Terms` share their terms: a look-up that meets the very same object need not
compare two IRIs letter by letter (docs/decisions/0004).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from anhai_kg.errors import ShapesError

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result
    from rdflib.store import Store
    from rdflib.term import Node

__all__ = ["Terms", "empty"]

_Triple: TypeAlias = "tuple[Node, Node, Node]"
_Pattern: TypeAlias = "tuple[Node | None, Node | None, Node | None]"
_Index: TypeAlias = "dict[Node, dict[Node, dict[Node, None]]]"


class Terms:
    """pyoxigraph terms as rdflib terms, each made once."""

    def __init__(self) -> None:
        self._made: dict[object, Node] = {}

    def graph(self, triples: Iterable[ox.Triple]) -> rdflib.Graph:
        """A graph of these.

        Raises:
            ShapesError: a statement about a statement.
        """
        graph, term = empty(), self._term
        store = graph.store
        for triple in triples:
            store.add((term(triple.subject), term(triple.predicate), term(triple.object)), graph)
        return graph

    def _term(self, term: object) -> Node:
        found = self._made.get(term)
        if found is None:
            found = self._made[term] = _converted(term)
        return found


def _converted(term: object) -> Node:
    from rdflib import BNode, URIRef
    from rdflib import Literal as Words

    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if not isinstance(term, Literal):
        raise ShapesError(f"{term}: a statement about a statement cannot be validated")
    if term.language:
        return Words(term.value, lang=term.language)
    return Words(term.value, datatype=URIRef(term.datatype.value), normalize=False)


def empty() -> rdflib.Graph:
    """A graph that is quick to ask."""
    return _graph_class()(_store_class()(), bind_namespaces="none")


@cache
def _graph_class() -> type[rdflib.Graph]:
    from rdflib import Graph, URIRef
    from rdflib.plugins.sparql import prepareQuery

    prepared = cache(prepareQuery)

    class Quick(Graph):
        """Parses a query once, however many nodes it is asked of; it declares its own prefixes."""

        def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:
            asked = prepared(query_object) if isinstance(query_object, str) else query_object
            return super().query(asked, *args, **kwargs)

        def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Any:
            """What validation asks most: the values of one property, straight from the index."""
            if subject is not None and type(predicate) is URIRef:
                return iter(self.store.values(subject, predicate))  # type: ignore[attr-defined]
            return super().objects(subject, predicate, unique)

    return Quick


@cache
def _store_class() -> type[Store]:
    from rdflib.plugins.stores.memory import SimpleMemory

    class Plain(SimpleMemory):
        """Two indexes and no contexts; pyshacl only asks whether there could be some."""

        context_aware = graph_aware = True

        def __init__(self) -> None:
            super().__init__()
            self._said: _Index = {}  # subject, predicate, value
            self._sayers: _Index = {}  # predicate, value, subject
            self._count = 0

        def add(self, triple: _Triple, *_: object, **__: object) -> None:
            subject, predicate, value = triple
            values = self._said.setdefault(subject, {}).setdefault(predicate, {})
            self._count += value not in values
            values[value] = None
            self._sayers.setdefault(predicate, {}).setdefault(value, {})[subject] = None

        def remove(self, triple: _Pattern, context: object = None) -> None:  # noqa: ARG002
            for (subject, predicate, value), _contexts in list(self.triples(triple)):
                del self._said[subject][predicate][value]
                del self._sayers[predicate][value][subject]
                self._count -= 1

        def values(self, subject: Node, predicate: Node) -> tuple[Node, ...]:
            return tuple(self._said.get(subject, {}).get(predicate, ()))

        def triples(
            self, triple_pattern: _Pattern, *_: object, **__: object
        ) -> Iterator[tuple[_Triple, Iterator[None]]]:
            for triple in _matching(self._said, self._sayers, triple_pattern):
                yield triple, iter(())

        def __len__(self, context: object = None) -> int:
            return self._count

    return Plain


def _matching(said: _Index, sayers: _Index, pattern: _Pattern) -> Iterator[_Triple]:
    subject, predicate, value = pattern
    if subject is not None:
        of_subject = said.get(subject, {})
        for name in of_subject if predicate is None else (predicate,):
            values = of_subject.get(name, {})
            for found in values if value is None else {value} & values.keys():
                yield subject, name, found
        return
    for name in sayers if predicate is None else (predicate,):
        of_name = sayers.get(name, {})
        for found in of_name if value is None else (value,):
            for sayer in of_name.get(found, ()):
                yield sayer, name, found
