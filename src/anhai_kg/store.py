"""Quads from files, and SPARQL over them: a query sees the union of all graphs."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    Variable,
    parse,
)

from anhai_kg.errors import GraphError, QueryError
from anhai_kg.gate import admit
from anhai_kg.limits import Limit, limit
from anhai_kg.results import Results
from anhai_kg.vocab import XSD

__all__ = [
    "GraphFile",
    "Results",
    "Statement",
    "Value",
    "graph_files",
    "load",
    "parsed",
    "run",
    "store_of",
    "term",
]

Statement: TypeAlias = (
    Quad | tuple[NamedNode, NamedNode, NamedNode | Literal, NamedNode | DefaultGraph]
)
"""Subject, predicate, value and graph."""
Value: TypeAlias = str | bool | int | Decimal | datetime.date | NamedNode | Literal
"""What a variable of a query may be bound to; a string that is an http(s) or urn IRI is one."""
Bound: TypeAlias = NamedNode | BlankNode | Literal | Triple

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
_BUFFER: Final = "buffer maximal size"  # of the parser for one token
_IRI: Final = re.compile(r"(?:https?://|urn:)[^\s<>\"{}|^`\\]+")


class GraphFile(NamedTuple):
    """A graph file as it lies there: what errors call it, the suffix that tells its format, its bytes."""

    name: str
    suffix: str
    data: bytes


def graph_files(path: str | Path) -> list[GraphFile]:
    """A graph file; or those of a folder, each graph once.

    Raises:
        GraphError: missing, of no known suffix, or larger than the limit.
    """
    source, most = Path(path), limit(Limit.GRAPH)
    if not source.is_dir() and source.suffix.lower() not in _FORMATS:
        raise GraphError(f"{source}: no graph file; give one of {', '.join(_FORMATS)}")
    found, left = [], most * 1_000_000
    for part in _graphs(source) if source.is_dir() else [source]:
        try:
            with part.open("rb") as file:
                data = file.read(left + 1)  # a device has no end, and no size to ask for
        except OSError as error:
            raise GraphError(
                f"{part}: {error.strerror or error}; give a graph that exists"
            ) from error
        left -= len(data)
        if left < 0:
            raise GraphError(f"{source}: more than {most:,} MB; open less, or set {Limit.GRAPH}")
        found.append(GraphFile(str(part), part.suffix.lower(), data))
    return found


def parsed(file: GraphFile) -> list[Quad]:
    """Every statement of a graph file, spelt as it is there.

    What is nested deeply enough ends the process: files of strangers are parsed in `sandbox` alone.

    Raises:
        GraphError: broken; with line and column.
    """
    try:
        return list(parse(file.data, format=_FORMATS[file.suffix]))
    except SyntaxError as error:
        raise GraphError(
            f"{file.name}:{error.lineno}:{error.offset}: {error.msg}; build it again"
        ) from error
    except MemoryError as error:
        if _BUFFER not in str(error):
            raise
        raise GraphError(f"{file.name}: one value has more than 16 MB; make it shorter") from error


def load(path: str | Path) -> list[Quad]:
    """Every statement of a graph file of ours, or of a folder of such, spelt as it is there.

    Raises:
        GraphError: missing, of no known suffix, too large, or broken.
    """
    return [quad for file in graph_files(path) for quad in parsed(file)]


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


def run(
    store: Store,
    sparql: str,
    *,
    bindings: Mapping[str, Value] | None = None,
    union: bool = False,
) -> Results:
    """The engine's own results.

    It runs in this process and nothing stops it: for queries of ours (docs/decisions/0010).

    Args:
        store: what is asked.
        sparql: a query.
        bindings: they never become text of the query; in a SELECT a bound variable must be projected.
        union: the default graph is the union of all graphs, with a statement as often as it is proved: quick, and for
            queries that count nothing twice (docs/decisions/0003). Without it, it is what the store says it is.

    Raises:
        QueryError: the query is malformed, not allowed, or does not have a bound variable.
    """
    admit(sparql)
    bound: dict[Variable, Bound] = {
        _variable(name): term(value) for name, value in (bindings or {}).items()
    }
    try:
        return store.query(sparql, substitutions=bound or None, use_default_graph_as_union=union)
    except SyntaxError as error:
        place = _PLACE.search(str(error))
        where = f":{place[1]}:{place[2]}" if place else ""
        raise QueryError(f"query{where}: no SPARQL from here on; mend it") from error
    except RuntimeError as error:
        if unknown := _UNKNOWN.search(str(error)):
            raise QueryError(f"{unknown[0]}: bound, but not asked for; add it to SELECT") from error
        raise QueryError(f"query: {error}") from error
