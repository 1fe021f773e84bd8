"""What the engine finds, as terms, and as SPARQL 1.1 Query Results JSON.

It stands apart from `answers`, since each process in which a graph is asked loads it first of all.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from anhai_kg.errors import QueryError
from anhai_kg.vocab import XSD

__all__ = ["Results", "as_json", "solutions"]

Results: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples


def solutions(
    results: Results, rows: int | None
) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...], bool]:
    """Names of the columns, rows of terms, and whether there are more than `rows` of them.

    Raises:
        QueryError: the query built a graph instead of asking; or evaluation failed.
    """
    if not isinstance(results, QuerySolutions):
        raise QueryError("CONSTRUCT and DESCRIBE give graphs, no rows; use SELECT or ASK")
    names = tuple(variable.value for variable in results.variables)
    try:
        terms = tuple(map(tuple, itertools.islice(results, rows)))
        return names, terms, next(results, None) is not None
    except (RuntimeError, OSError) as error:
        raise QueryError(f"query: {error}") from error


def as_json(names: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows of terms, with their datatypes and languages."""
    bindings = [
        {name: _described(term) for name, term in zip(names, row, strict=True) if term}
        for row in rows
    ]
    whole = {"head": {"vars": list(names)}, "results": {"bindings": bindings}}
    return json.dumps(whole, ensure_ascii=False)


def _described(term: object) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        return {}
    found = {"type": "literal", "value": term.value}
    if term.language:
        return found | {"xml:lang": term.language}
    return found if term.datatype == XSD.string else found | {"datatype": term.datatype.value}
