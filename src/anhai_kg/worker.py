"""A graph in a process of its own, which may die of its file or of what it is asked.

The process (`sandbox`) parses the graph under limits, then answers one query after the other. What takes
too long, grows too large or brings the engine down ends it; the next query starts it anew.

In: a line of JSON about the graph files, their bytes, then a line of JSON a query, or an empty one for all
statements. Out: a line of JSON about the graph, then one about each answer and its bytes.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from anhai_kg.answers import Answer, told
from anhai_kg.errors import GraphError, QueryError
from anhai_kg.gate import admit
from anhai_kg.limits import Limit, limit
from anhai_kg.spawn import started
from anhai_kg.store import GraphFile, Value, term

__all__ = ["Limits", "Worker"]

_MEGA: Final = 1 << 20
_ENDLESS: Final = 1 << 53  # no clock of the kernel goes further
_AWAKE: Final = 4  # graphs that keep their process, of all that are open
_awake: list[weakref.ref[Worker]] = []
"""Who was asked last stands last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may use."""

    timeout: float = 10.0
    """Seconds until it is stopped."""
    rows: int | None = 100_000
    """Rows of the answer; what is more is cut off, and the answer says so. None: all of them."""
    size: int = 64 * _MEGA
    """Bytes of the answer as JSON."""
    memory: int = 1024 * _MEGA
    """Bytes beside the graph's own; kept on Linux."""
    more: str = "allow more time"
    """How; told when the time is up."""

    def but(self, *, timeout: float | None, rows: int | None) -> Limits:
        """The same with what is given."""
        return replace(
            self,
            timeout=self.timeout if timeout is None else timeout,
            rows=self.rows if rows is None else rows,
        )

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if isinstance(value, (int, float)) and not 0 < value < _ENDLESS:
                raise QueryError(f"{name}={value}: a limit is more than nothing and has an end")


class Worker:
    """One graph in a process of its own, which ends when many others are asked and is started anew when this is.

    Args:
        name: what errors call the graph.
        files: what it consists of.
    """

    def __init__(self, name: str, files: Sequence[GraphFile]) -> None:
        self.name, self.files = name, files
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0  # a process that was forked off does not share the pipes
        self._count: int | None = None  # of statements, once the process has told
        self._turn = threading.RLock()
        self._end: Callable[[], object] = int  # ends the process, when there is one

    def start(self) -> None:
        """Let the process begin with the graph; nobody waits for it here.

        Raises:
            QueryError: there can be no process.
        """
        with self._turn:
            self._started()

    def count(self) -> int:
        """How many statements the graph holds.

        Raises:
            GraphError: broken, or its parsing was stopped, with which limit stopped it.
        """
        with self._turn, self._closed_on_error():
            return self._read()

    def nquads(self) -> bytes:
        """All statements, as the files spell them.

        Raises:
            GraphError: as `count`.
        """
        with self._turn, self._closed_on_error():
            head, data = self._asked(b"\n")
            if not head:
                raise self._unread()
        return data

    def query(self, sparql: str, bindings: Mapping[str, Value], limits: Limits) -> Answer:
        """The rows that a SELECT or ASK finds.

        Raises:
            QueryError: malformed or not allowed; or stopped, with which limit stopped it.
            GraphError: the graph itself could not be read.
        """
        admit(sparql)
        bound = {name: str(term(value)) for name, value in bindings.items()}
        asked = asdict(limits) | {"sparql": sparql, "bindings": bound}
        del asked["more"]
        with self._turn, self._closed_on_error():
            head, data = self._asked(json.dumps(asked).encode() + b"\n")
            if not head:
                raise self._died(limits)
        if "size" in head:
            return told(data, cut=bool(head["cut"]))
        raise _refusal(head, limits)

    def close(self) -> None:
        """End the process; the next query starts another."""
        self._end()
        self._process, self._count, self._end = None, None, int

    @contextlib.contextmanager
    def _closed_on_error(self) -> Iterator[None]:
        try:
            yield
        except BaseException:  # also when the user stops it: nothing is left running
            self.close()
            raise

    def _read(self) -> int:
        """The number of statements, once the process has read the graph."""
        process = self._started()
        if self._count is None:
            assert process.stdout is not None
            line = process.stdout.readline()
            said = json.loads(line) if line.endswith(b"\n") else {}
            if "statements" not in said:
                raise GraphError(said["error"]) if "error" in said else self._unread()
            self._count = int(said["statements"])
        return self._count

    def _asked(self, line: bytes) -> tuple[dict[str, object], bytes]:
        """What is said of the answer, and the answer; nothing when the process died."""
        self._read()
        process = self._process  # not another one, should this have died since
        assert process and process.stdin is not None and process.stdout is not None
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
        _wake(self)
        if self._process and self._owner == os.getpid() and self._process.poll() is None:
            return self._process
        self.close()
        head = {
            "files": [(file.name, file.suffix, len(file.data)) for file in self.files],
            "timeout": limit(Limit.SECONDS),
            "memory": limit(Limit.GRAPH_MEMORY) * 1_000_000,
        }
        try:
            process = started()
        except OSError as error:
            raise QueryError(
                f"{self.name}: no process to read it in: {error.strerror}; end some others"
            ) from error
        self._process, self._owner = process, os.getpid()
        self._end = weakref.finalize(self, _ended, process, self._owner)
        parts = (json.dumps(head).encode() + b"\n", *(file.data for file in self.files))
        threading.Thread(target=_fed, args=(process, parts)).start()  # it takes while we go on
        return process

    def _unread(self) -> GraphError:
        """Why the process is no more, or could not go on, while it read the graph."""
        code = self._code()
        if code == -signal.SIGALRM:
            why = f"not read within {limit(Limit.SECONDS):,} seconds; open less, or set {Limit.SECONDS}"
        elif code in {0, -signal.SIGABRT}:
            most = limit(Limit.GRAPH_MEMORY)
            why = f"needs more than {most:,} MB of memory; open less, or set {Limit.GRAPH_MEMORY}"
        else:
            why = "brought the parser down, as what is nested too deeply does; mend it"
        return GraphError(f"{self.name}: {why}")

    def _died(self, limits: Limits) -> QueryError:
        """Why the process is no more."""
        code = self._code()
        if code == -signal.SIGALRM:
            return QueryError(
                f"query: stopped after {limits.timeout:g} s; ask in smaller steps or {limits.more}"
            )
        if code == -signal.SIGABRT:
            return _too_large(limits)
        return QueryError(
            "query: it brought the engine down; nothing is lost, ask in smaller steps"
        )

    def _code(self) -> int:
        """How the process ended."""
        code = self._process.wait() if self._process else 0
        self.close()
        return code


def _wake(worker: Worker) -> None:
    """Let the one that was not asked for longest go to sleep, if too many are awake and nobody asks it now."""
    others = [known for known in _awake if known() not in {None, worker}]
    _awake[:] = [*others[-_AWAKE + 1 :], weakref.ref(worker)]
    for known in others[: -_AWAKE + 1]:
        idle = known()
        if idle and idle._turn.acquire(blocking=False):
            idle.close()
            idle._turn.release()


def _fed(process: subprocess.Popen[bytes], parts: Sequence[bytes]) -> None:
    """Hand over the graph, as far as it is taken."""
    assert process.stdin is not None
    with contextlib.suppress(OSError, ValueError):  # it ended, or was ended
        for part in parts:
            process.stdin.write(part)
        process.stdin.flush()


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
