"""Quads from files, and SPARQL over them: a query sees the union of all graphs, each fact once."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
    parse,
)

from anhai_kg.errors import GraphError, QueryError
from anhai_kg.gate import admit
from anhai_kg.vocab import XSD

__all__ = ["Results", "Value", "load", "run", "store_of"]

Value: TypeAlias = str | bool | int | Decimal | datetime.date | NamedNode | Literal
"""What a variable of a query may be bound to; a string that is an http(s) or urn IRI is one."""
Bound: TypeAlias = NamedNode | BlankNode | Literal | Triple
Results: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples

_FORMATS: Final = {
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
}
"""Suffix to format; of several files of one name in a folder the first says most."""
_PLACE: Final = re.compile(r"error at ([0-9]+):([0-9]+)")
_UNKNOWN: Final = re.compile(r"\?\w+(?= in its SELECT)")
_IRI: Final = re.compile(r"(?:https?://|urn:)[^\s<>\"{}|^`\\]+")


def load(path: str | Path) -> list[Quad]:
    """Every statement of a graph file, spelt as it is there; or of the graph files of a folder, each graph once.

    Raises:
        GraphError: the file is missing, of no known suffix, or broken; with line and column.
    """
    file = Path(path)
    if file.is_dir():
        return [quad for part in _graphs(file) for quad in load(part)]
    form = _FORMATS.get(file.suffix.lower())
    if form is None:
        raise GraphError(f"{file}: no graph file; give one of {', '.join(_FORMATS)}")
    try:
        return list(parse(file.read_bytes(), format=form))
    except OSError as error:
        raise GraphError(f"{file}: {error.strerror or error}; give a graph that exists") from error
    except SyntaxError as error:
        raise GraphError(
            f"{file}:{error.lineno}:{error.offset}: {error.msg}; build it again"
        ) from error


def _graphs(folder: Path) -> list[Path]:
    """The graph files of a folder; of `a.trig` and `a.ttl` only the one with the evidence."""
    found: dict[str, Path] = {}
    for suffix in _FORMATS:
        for path in sorted(folder.glob(f"*{suffix}")):
            found.setdefault(path.stem, path)
    if not found:
        raise GraphError(f"{folder}: holds no graph; give a folder with {', '.join(_FORMATS)}")
    return [found[stem] for stem in sorted(found)]


def store_of(quads: Iterable[Quad]) -> Store:
    """A store in memory whose default graph holds every statement once.

    The engine's own union of graphs has a statement as often as it is proved, so that counts and
    sums would be wrong; `GRAPH ?quote { ... }` still finds each proof.
    """
    store = Store()
    store.extend(quads)
    store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
    return store


def term(value: Value) -> NamedNode | Literal:
    """A Python value as an RDF term.

    >>> str(term("https://example.org/a")), str(term("a"))
    ('<https://example.org/a>', '"a"')

    Raises:
        QueryError: half a character.
    """
    if isinstance(value, (NamedNode, Literal)):
        return value
    if isinstance(value, bool):
        return Literal(value)
    if isinstance(value, Decimal):
        return Literal(f"{value:f}", datatype=XSD.decimal)
    if isinstance(value, datetime.date):
        return Literal(value.isoformat(), datatype=XSD.date)
    if isinstance(value, int):
        return Literal(str(value), datatype=XSD.integer)
    return _spelt(value)


def _spelt(text: str) -> NamedNode | Literal:
    if _IRI.fullmatch(text):
        with contextlib.suppress(ValueError):  # http://[ is none
            return NamedNode(text)
    try:
        return Literal(text)
    except ValueError as error:
        raise QueryError(f"{text!r}: holds half a character; give whole ones") from error


def _variable(name: str) -> Variable:
    try:
        return Variable(name)
    except ValueError as error:
        raise QueryError(f"{name!r}: names no variable; bind one that the query has") from error


def run(store: Store, sparql: str, *, bindings: Mapping[str, Value] | None = None) -> Results:
    """The engine's own results, by default over the union of all graphs.

    It runs in this process and nothing stops it: for queries of ours (docs/decisions/0010).

    Bound values never become text of the query. In a SELECT a bound variable must be projected.

    Raises:
        QueryError: the query is malformed, not allowed, or does not have a bound variable.
    """
    admit(sparql)
    bound: dict[Variable, Bound] = {
        _variable(name): term(value) for name, value in (bindings or {}).items()
    }
    try:
        return store.query(sparql, substitutions=bound or None)
    except SyntaxError as error:
        place = _PLACE.search(str(error))
        where = f":{place[1]}:{place[2]}" if place else ""
        raise QueryError(f"query{where}: no SPARQL from here on; mend it") from error
    except RuntimeError as error:
        if unknown := _UNKNOWN.search(str(error)):
            raise QueryError(f"{unknown[0]}: bound, but not asked for; add it to SELECT") from error
        raise QueryError(f"query: {error}") from error
