"""Work that other processes do while this one reads: the verdict, and the page.

Each imports what it needs at once, works once on next to nothing so that all is in place, and then
waits for the quads (docs/decisions/0009). Where no process can be had, or one dies, nothing is
missing: the caller does the work itself.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from pyoxigraph import RdfFormat, parse

if TYPE_CHECKING:
    from anhai_kg.shacl import Verdict

__all__ = ["Helper", "verdict_of"]


class Helper:
    """A process that does one of `TASKS`.

    Left without being asked, it is stopped.
    """

    def __init__(self, task: str) -> None:
        self._thread = threading.Thread(target=self._ask, daemon=True)
        self._process: subprocess.Popen[bytes] | None = None
        self._quads = self._answer = b""
        if (os.cpu_count() or 1) > 1 and sys.executable:
            # -P: what lies in the working folder is no module
            command = [sys.executable, "-P", "-m", __name__, task]
            pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
            with contextlib.suppress(OSError):
                self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()

    def give(self, quads: bytes) -> None:
        """Hand over the graph as N-Quads, and go on."""
        self._quads = quads
        self._thread.start()

    def answer(self) -> bytes:
        """What came of it, when it is done; nothing if it cannot be had."""
        self._thread.join()
        return self._answer

    def _ask(self) -> None:
        if self._process:
            answer, _ = self._process.communicate(self._quads)
            self._answer = b"" if self._process.returncode else answer


def verdict_of(answer: bytes) -> Verdict:
    """The verdict that a helper sent."""
    from anhai_kg.shacl import Result, Verdict

    told = json.loads(answer)
    return Verdict(**told | {"results": tuple(Result(**result) for result in told["results"])})


def _verdict() -> Callable[[bytes], bytes]:
    from anhai_kg.shacl import Validator

    validator = Validator()
    validator.warm()

    def work(quads: bytes) -> bytes:
        verdict = validator.judge(list(parse(quads, format=RdfFormat.N_QUADS)))
        return json.dumps(asdict(verdict)).encode()

    return work


def _page() -> Callable[[bytes], bytes]:
    from anhai_kg.knowledge import KnowledgeGraph
    from anhai_kg.render.html import page

    page(KnowledgeGraph(()))
    return lambda quads: page(KnowledgeGraph(parse(quads, format=RdfFormat.N_QUADS))).encode()


TASKS: Final = {"page": _page, "verdict": _verdict}


def main() -> None:
    """Be a helper."""
    gc.disable()
    os.nice(0)
    work = TASKS[sys.argv[1]]()
    if quads := sys.stdin.buffer.read():
        sys.stdout.buffer.write(work(quads))


if __name__ == "__main__":
    main()
