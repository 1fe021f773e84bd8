"""Strangers' queries, asked of a process of their own that may not live as long as they run.

The process (`sandbox`) is started with the first query, gets the graph once, and answers one query after the
other. A query that takes too long, grows too large or brings the engine down ends it; the next one starts
it anew. In: the length of the N-Quads, a line end, the N-Quads, then a line of JSON a query. Out: a line
of JSON about each answer, then its bytes.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, serialize

from anhai_kg.answers import Answer, told
from anhai_kg.errors import QueryError
from anhai_kg.gate import admit
from anhai_kg.store import Value, term

if TYPE_CHECKING:
    from pyoxigraph import Quad

__all__ = ["Limits", "Worker"]

_MEGA: Final = 1 << 20
_ENDLESS: Final = 1 << 53  # no clock of the kernel goes further


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may use."""

    timeout: float = 10.0
    """Seconds until it is stopped."""
    rows: int = 100_000
    """Rows of the answer; what is more is cut off, and the answer says so."""
    size: int = 64 * _MEGA
    """Bytes of the answer as JSON."""
    memory: int = 1024 * _MEGA
    """Bytes beside the graph's own; kept on Linux."""

    def but(self, *, timeout: float | None, rows: int | None) -> Limits:
        """The same with what is given."""
        return replace(
            self,
            timeout=self.timeout if timeout is None else timeout,
            rows=self.rows if rows is None else rows,
        )

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if not 0 < value < _ENDLESS:
                raise QueryError(f"{name}={value}: a limit is more than nothing and has an end")


class Worker:
    """One graph in a process of its own."""

    def __init__(self, quads: Sequence[Quad]) -> None:
        self._quads = quads
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0  # a process that was forked off does not share the pipes
        self._turn = threading.Lock()
        self._end: Callable[[], object] = int  # ends the process, when there is one

    def query(self, sparql: str, bindings: Mapping[str, Value], limits: Limits) -> Answer:
        """The rows that a SELECT or ASK finds.

        Raises:
            QueryError: malformed or not allowed; or stopped, with which limit stopped it.
        """
        admit(sparql)
        bound = {name: str(term(value)) for name, value in bindings.items()}
        asked = asdict(limits) | {"sparql": sparql, "bindings": bound}
        with self._turn:
            try:
                head, data = self._asked(json.dumps(asked).encode() + b"\n")
            except BaseException:  # also when the user stops it: nothing is left running
                self.close()
                raise
            if not head:
                raise self._died(limits)
        if "size" in head:
            return told(data, cut=bool(head["cut"]))
        raise _refusal(head, limits)

    def close(self) -> None:
        """End the process; the next query starts another."""
        self._end()
        self._process, self._end = None, int

    def _asked(self, line: bytes) -> tuple[dict[str, object], bytes]:
        """What is said of the answer, and the answer; nothing when the process died."""
        process = self._started()
        assert process.stdin is not None and process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(line)
            process.stdin.flush()
        head = process.stdout.readline()
        if not head.endswith(b"\n"):
            return {}, b""
        known = json.loads(head)
        data = process.stdout.read(known.get("size", 0))
        return (known, data) if len(data) == known.get("size", 0) else ({}, b"")

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process and self._owner == os.getpid() and self._process.poll() is None:
            return self._process
        self.close()
        command = [sys.executable, "-P", "-m", "anhai_kg.sandbox"]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        try:
            process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere)
        except OSError as error:
            raise QueryError(
                f"query: no process to run it in: {error.strerror}; end some others"
            ) from error
        self._process, self._owner = process, os.getpid()
        self._end = weakref.finalize(self, _ended, process, self._owner)
        data = serialize(self._quads, format=RdfFormat.N_QUADS) or b""
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(b"%d\n" % len(data) + data)
        return process

    def _died(self, limits: Limits) -> QueryError:
        """Why the process is no more."""
        code = self._process.wait() if self._process else 0
        self.close()
        if code == -signal.SIGALRM:
            return QueryError(
                f"query: stopped after {limits.timeout:g} s; ask in smaller steps or allow more time"
            )
        if code == -signal.SIGABRT:
            return _too_large(limits)
        return QueryError(
            "query: it brought the engine down; nothing is lost, ask in smaller steps"
        )


def _refusal(head: Mapping[str, object], limits: Limits) -> QueryError:
    if "large" in head:
        size = f"{head['large']} bytes; at most {limits.size} are allowed"
        return QueryError(f"query: an answer of {size}; ask for less")
    return QueryError(str(head["error"])) if "error" in head else _too_large(limits)


def _too_large(limits: Limits) -> QueryError:
    memory = limits.memory // _MEGA
    return QueryError(f"query: stopped at {memory} MB of memory; ask in smaller steps")


def _ended(process: subprocess.Popen[bytes], owner: int) -> None:
    """Leave nothing behind; a process that was forked off has nothing to end."""
    if owner == os.getpid():
        process.kill()
    with contextlib.suppress(BrokenPipeError, ValueError), process:
        pass  # closes its pipes and waits for it
