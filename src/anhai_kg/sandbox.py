"""The process in which strangers' graphs are read and their queries run, and which may die of either.

It shuts itself in first: no descriptor can be opened any more, so neither a file nor a socket, whatever the
parser or the engine is told. Reading the graph, and then each query, has a time and a memory that the
kernel watches over; when one is used up the process ends, also when nobody is left to read the answer.
What goes in and out is written in `worker`.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO, Final

from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)

from anhai_kg.errors import GraphError, QueryError
from anhai_kg.results import Results, as_json, solutions
from anhai_kg.store import GraphFile, parsed, run, store_of

__all__ = ["main"]

_PAGE: Final = resource.getpagesize()


def _shut_in() -> Callable[[], int]:
    """Forbid every new descriptor; what tells the bytes of memory in use, where the system does."""
    try:
        pages = os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        pages = -1
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    return lambda: int(os.pread(pages, 64, 0).split()[0]) * _PAGE if pages >= 0 else 0


def _allow(memory: int) -> None:
    """Let the process grow to so many bytes."""
    if sys.platform == "linux":  # elsewhere the system does not keep to it
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        if hard == resource.RLIM_INFINITY or memory < hard:
            resource.setrlimit(resource.RLIMIT_AS, (memory, hard))


def _wake(seconds: float) -> None:
    """End this process after so many seconds; 0 is never."""
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _term(text: str) -> NamedNode | Literal:
    """A term as N-Triples writes it."""
    [statement] = parse(f"<urn:x> <urn:x> {text} .", format=RdfFormat.N_TRIPLES)
    found = statement.object
    assert isinstance(found, (NamedNode, Literal))
    return found


def _answered(
    store: Store, sparql: str, bindings: Mapping[str, str], rows: int | None, size: int
) -> tuple[dict[str, object], bytes]:
    """What is said of the answer, and the answer as SPARQL 1.1 Query Results JSON."""
    bound = {name: _term(text) for name, text in bindings.items()}
    try:
        data, cut = _rows(run(store, sparql, bindings=bound), rows)
    except MemoryError:
        return {"memory": True}, b""
    except QueryError as error:
        return {"error": str(error)}, b""
    if len(data) > size:
        return {"large": len(data)}, b""
    return {"size": len(data), "cut": cut}, data


def _rows(results: Results, rows: int | None) -> tuple[bytes, bool]:
    """So many rows, and whether there are more; the engine writes all of them faster than we some."""
    if isinstance(results, QueryBoolean) or (rows is None and isinstance(results, QuerySolutions)):
        try:
            return results.serialize(format=QueryResultsFormat.JSON) or b"", False
        except (RuntimeError, OSError) as error:
            raise QueryError(f"query: {error}") from error
    names, terms, more = solutions(results, rows)
    return as_json(names, terms).encode(), more


def _statements(files: Iterable[GraphFile]) -> Iterator[Quad]:
    """What the files say.

    Raises:
        GraphError: broken, or nested in a way that may end whoever looks at it.
    """
    for file in files:
        quads = parsed(file)
        if b"<<" in file.data and any(map(_nested, quads)):
            raise GraphError(f"{file.name}: a statement about one about a third; leave it out")
        yield from quads


def _nested(quad: Quad) -> bool:
    return isinstance(quad.object, Triple) and isinstance(quad.object.object, Triple)


def _read(files: Iterable[GraphFile]) -> tuple[list[Quad], Store] | dict[str, object]:
    """The statements, as they are spelt and as they are asked; or why there are none."""
    try:
        quads = list(_statements(files))
        return quads, store_of(quads)
    except GraphError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"memory": True}


def _serve(asked: BinaryIO, told: BinaryIO) -> None:
    used = _shut_in()
    line = asked.readline()
    if not line:  # nobody has come to ask
        return
    head = json.loads(line)
    files = [GraphFile(name, suffix, asked.read(size)) for name, suffix, size in head["files"]]
    room = used() + head["memory"]
    _wake(head["timeout"])
    _allow(room)
    read = _read(files)
    if isinstance(read, dict):
        _tell(told, read)
        return
    del files
    gc.freeze()
    quads, store = read
    _tell(told, {"statements": len(quads)})
    whole = used()
    for line in asked:
        if line.strip():
            query = json.loads(line)
            _wake(query.pop("timeout"))
            _allow(whole + query.pop("memory"))
            _tell(told, *_answered(store, **query))
        else:
            _allow(room)
            data = serialize(quads, format=RdfFormat.N_QUADS) or b""
            _tell(told, {"size": len(data)}, data)


def _tell(told: BinaryIO, said: Mapping[str, object], data: bytes = b"") -> None:
    told.write(json.dumps(said).encode() + b"\n" + data)
    _wake(0)
    told.flush()


def main() -> None:
    """Answer queries until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks decides when to stop
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
    _serve(sys.stdin.buffer, sys.stdout.buffer)
