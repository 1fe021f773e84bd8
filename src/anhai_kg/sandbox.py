"""The process in which strangers' queries run, and which may die of one.

It takes a graph, then shuts itself in: no descriptor can be opened any more, so neither a file nor a
socket, whatever the engine is asked. Each query then has a time and a memory that the kernel watches
over; when one is used up the process ends, also when nobody is left to read the answer. What goes in and
out is written in `worker`.
"""

from __future__ import annotations

import contextlib
import gc
import json
import resource
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from anhai_kg.answers import answer
from anhai_kg.errors import QueryError
from anhai_kg.store import run, store_of

__all__ = ["main"]

_PAGES: Final = Path("/proc/self/statm")
_PAGE: Final = 4096  # bytes, at least


def _shut_in() -> int:
    """Forbid every new descriptor; the bytes of memory in use, where the system tells."""
    used = 0
    with contextlib.suppress(OSError):
        used = int(_PAGES.read_text().split()[0]) * _PAGE
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    return used


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
    store: Store, sparql: str, bindings: Mapping[str, str], rows: int, size: int
) -> tuple[dict[str, object], bytes]:
    """What is said of the answer, and the answer as SPARQL 1.1 Query Results JSON."""
    bound = {name: _term(text) for name, text in bindings.items()}
    try:
        found = answer(run(store, sparql, bindings=bound), rows=rows)
        data = found.to_json().encode()
    except MemoryError:
        return {"memory": True}, b""
    except QueryError as error:
        return {"error": str(error)}, b""
    if len(data) > size:
        return {"large": len(data)}, b""
    return {"size": len(data), "cut": found.cut}, data


def _serve(asked: BinaryIO, told: BinaryIO) -> None:
    quads = parse(asked.read(int(asked.readline())), format=RdfFormat.N_QUADS)
    store = store_of(quads)
    gc.freeze()
    used = _shut_in()
    for line in asked:
        query = json.loads(line)
        _wake(query.pop("timeout"))
        _allow(used + query.pop("memory"))
        head, data = _answered(store, **query)
        told.write(json.dumps(head).encode() + b"\n" + data)
        _wake(0)
        told.flush()


def main() -> None:
    """Answer queries until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks decides when to stop
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
    _serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
