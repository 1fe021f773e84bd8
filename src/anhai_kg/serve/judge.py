"""A second opinion on a query: what rdflib's parser makes of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from anhai_kg.errors import QueryError
from anhai_kg.gate import in_whole_numbers

__all__ = ["agree"]

_OUTWARD: Final = frozenset({"ServiceGraphPattern", "DatasetClause"})
_DEPTH: Final = 4_000  # calls; what the gate lets in needs fewer, what needs more is refused


def agree(sparql: str) -> None:
    """Agree that a query that the gate let in stays within its graph; it takes some milliseconds.

    Raises:
        QueryError: it does not, or is no SPARQL to this parser.
    """
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    sys.setrecursionlimit(max(sys.getrecursionlimit(), _DEPTH))
    try:
        parsed = parseQuery(in_whole_numbers(sparql))  # it cannot read -1.5 as a value
    except ParseException as error:
        where = f"{error.lineno}:{error.column}"
        raise QueryError(f"query:{where}: no SPARQL from here on; mend it") from error
    except Exception as error:  # its actions raise all kinds: of \uffffffff
        raise QueryError("query: rdflib's parser does not take it; write it plainly") from error
    if found := _OUTWARD.intersection(_names(parsed)):
        raise QueryError(f"query: {min(found)} is not allowed: a query stays within this graph")


def _names(parsed: object) -> Iterator[str]:
    """The names of all that a query is made of."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    todo: list[object] = [parsed]
    while todo:
        part = todo.pop()
        if isinstance(part, CompValue):
            yield part.name
            todo.extend(part.values())
        elif isinstance(part, (list, ParseResults)):
            todo.extend(part)
