"""A graph behind an address: any SPARQL 1.1 endpoint whose default graph is the union of its graphs.

This is the only module that reaches a network, and it reaches the address that the user names and no other: it
follows no redirection and asks no service.
"""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    Triple,
)

from anhai_kg import __version__
from anhai_kg.answers import Answer, told
from anhai_kg.errors import EndpointError, QueryError, ShapesError
from anhai_kg.gate import admit
from anhai_kg.opened import DistantGraph, OpenedGraph
from anhai_kg.store import term
from anhai_kg.worker import Limits

if TYPE_CHECKING:
    from http.client import HTTPResponse

    from anhai_kg.knowledge import KnowledgeGraph
    from anhai_kg.shacl import Verdict
    from anhai_kg.store import Value

__all__ = ["RemoteGraph", "open_graph"]

_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_NAME: Final = re.compile(r"\w+")
_JSON: Final = "application/sparql-results+json"
_TAKEN: Final = frozenset({_JSON, "application/json"})
_PIECE: Final = 1 << 16  # bytes
_TEXT: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))
_DEEPEST: Final = 64
_SHOWN: Final = 200  # characters of what an endpoint says of an error
_NAMED: Final = "SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }"
_DEFAULT: Final = "SELECT ?s ?p ?o { ?s ?p ?o }"
_COUNTS: Final = (
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",  # where there are no named graphs
)


def open_graph(source: str | Path, *, wait: bool = True) -> KnowledgeGraph:
    """The graph of a file or folder, or behind the address of a SPARQL endpoint.

    Args:
        source: .trig, .nq and .jsonld come with their evidence, .ttl and .nt without; http(s) is an address.
        wait: until the file is read; otherwise what is wrong in it is raised at the first question.

    Raises:
        GraphError: the file cannot be read.
        EndpointError: nothing answers at the address.
    """
    if isinstance(source, str) and _ADDRESS.match(source):
        return RemoteGraph(source)
    graph = OpenedGraph(source)
    if wait:
        len(graph)
    return graph


class RemoteGraph(DistantGraph):
    """A graph that is asked over HTTP; what needs all statements fetches them, once, as the store spells them.

    Raises:
        EndpointError: nothing answers at the address, or nothing that speaks SPARQL.
    """

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.select("ASK {}")

    def __repr__(self) -> str:
        return f"<RemoteGraph: {self.address}>"

    def __len__(self) -> int:
        """How many statements there are, without fetching them."""
        counts = (self.select(sparql).rows[0][0] for sparql in _COUNTS)
        return next((count for count in counts if isinstance(count, int) and count), 0)

    def _fetched(self) -> list[Quad]:
        named = self._all(_NAMED)
        known = {quad.triple for quad in named}
        return [*named, *(quad for quad in self._all(_DEFAULT) if quad.triple not in known)]

    def _all(self, sparql: str) -> list[Quad]:
        return [_quad(*row) for row in self.select(sparql).terms or ()]

    def select(self, sparql: str, **bindings: Value) -> Answer:
        """The rows of a query of ours, asked there, all of them.

        Raises:
            QueryError: the endpoint refuses it, or was too slow.
            EndpointError: it does not answer.
        """
        return self._queried(sparql, bindings, replace(self.limits, rows=None))

    def validate(self) -> Verdict:
        """No verdict: a store spells numbers anew, so that it would be about the store.

        Raises:
            ShapesError: always.
        """
        raise ShapesError(
            f"{self.address}: a store spells values anew, so it cannot be judged; validate the file"
        )

    def _queried(self, sparql: str, bindings: Mapping[str, Value], limits: Limits) -> Answer:
        admit(sparql)
        data = _posted(self.address, _bound(sparql, bindings), limits)
        if _depth(data) > _DEEPEST:
            raise EndpointError(f"{self.address}: answers values in values in values; ask another")
        try:
            return told(data, rows=limits.rows)
        except QueryError as error:
            raise EndpointError(
                f"{self.address}: answers no SPARQL 1.1 results; give the address of an endpoint"
            ) from error


def _depth(data: bytes) -> int:
    """How deeply JSON is nested; who parses what is too deep would die of it."""
    brackets = _TEXT.sub(b"", data).translate(None, _NO_BRACKETS)
    return max(itertools.accumulate(1 if sign in b"[{" else -1 for sign in brackets), default=0)


def _quad(subject: object, predicate: object, value: object, graph: object = None) -> Quad:
    assert isinstance(subject, (NamedNode, BlankNode)) and isinstance(predicate, NamedNode)
    assert isinstance(value, (NamedNode, BlankNode, Literal, Triple))
    named = graph if isinstance(graph, (NamedNode, BlankNode)) else DefaultGraph()
    return Quad(subject, predicate, value, named)


def _bound(sparql: str, bindings: Mapping[str, Value]) -> str:
    """The query with a VALUES clause at its end, which its pattern is joined with before all else."""
    for name in bindings:
        if not _NAME.fullmatch(name) or not re.search(rf"[?$]{name}\b", sparql):
            raise QueryError(f"?{name}: bound, but not asked for; add it to SELECT")
    if not bindings:
        return sparql
    names = " ".join(f"?{name}" for name in bindings)
    values = " ".join(str(term(value)) for value in bindings.values())
    return f"{sparql}\nVALUES ({names}) {{ ({values}) }}"


def _posted(address: str, sparql: str, limits: Limits) -> bytes:
    """What the endpoint answers to a query.

    Raises:
        QueryError: it refuses the query, or takes too long, or says too much.
        EndpointError: it does not answer, or not in SPARQL 1.1 Query Results JSON.
    """
    from http.client import HTTPException
    from urllib.error import HTTPError

    try:
        with _opened(address, sparql, limits.timeout) as response:
            media = response.headers.get_content_type()
            if media not in _TAKEN:
                raise EndpointError(
                    f"{address}: answers {media}, no SPARQL results; is it the endpoint itself?"
                )
            return _read(response, limits)
    except HTTPError as error:
        with error:
            raise _refusal(
                address, error.code, error.headers.get("location"), error.read(_PIECE)
            ) from error
    except TimeoutError as error:
        raise _late(limits) from error
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            raise _late(limits) from error
        why = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        raise EndpointError(f"{address}: no answer: {why}; is the address right?") from error


def _opened(address: str, sparql: str, timeout: float) -> HTTPResponse:
    from urllib.parse import urlencode, urlsplit
    from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

    class Staying(HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None  # the answer that would send us elsewhere is an error

    around = [ProxyHandler({})] if urlsplit(address).hostname in _LOOPBACK else []
    headers = {"Accept": _JSON, "User-Agent": f"anhai-kg/{__version__}"}
    request = Request(address, urlencode({"query": sparql}).encode(), headers)
    opened: HTTPResponse = build_opener(Staying, *around).open(request, timeout=timeout)
    return opened


def _read(response: HTTPResponse, limits: Limits) -> bytes:
    """The body, while there is time and room for it."""
    end, found = time.monotonic() + limits.timeout, bytearray()
    while piece := response.read1(_PIECE):
        found += piece
        if len(found) > limits.size:
            raise QueryError(f"query: an answer of more than {limits.size} bytes; add LIMIT")
        if time.monotonic() > end:
            raise _late(limits)
    return bytes(found)


def _late(limits: Limits) -> QueryError:
    return QueryError(
        f"query: stopped after {limits.timeout:g} s; ask in smaller steps or allow more time"
    )


def _refusal(
    address: str, status: int, elsewhere: str | None, body: bytes
) -> QueryError | EndpointError:
    said = " ".join(body.decode("utf-8", "replace").split())[:_SHOWN]
    if elsewhere and 300 <= status < 400:
        return EndpointError(
            f"{address}: sends us on to {elsewhere[:_SHOWN]}; open that if you trust it"
        )
    if status in {400, 413, 504}:
        return QueryError(said if said.startswith("query") else f"{address}: {said or status}")
    hint = "; is it the endpoint itself?" if status in {404, 405} else ""
    return EndpointError(f"{address}: HTTP {status}: {said or 'no more is said'}{hint}")
