"""A served graph, and the processes behind it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import httpx

__all__ = ["Served", "children", "running", "served", "soon"]


def running(pid: int) -> bool:
    """Whether it is there and no corpse."""
    said = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, check=False)
    return said.stdout.strip()[:1] not in {b"", b"Z"}


def children(pid: int) -> list[int]:
    said = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, check=False).stdout
    return [int(line) for line in said.split()]


def soon(check: Callable[[], object], seconds: float = 60) -> bool:
    """Whether it holds before long."""
    end = time.monotonic() + seconds
    while not (held := bool(check())) and time.monotonic() < end:
        time.sleep(0.02)
    return held


@dataclass
class Served:
    """`anhai-kg serve` at work; `said` are its lines beside the result."""

    process: subprocess.Popen[str]
    folder: Path
    address: str = ""
    said: list[str] = field(default_factory=list)

    @property
    def endpoint(self) -> str:
        return f"{self.address}sparql"

    def family(self) -> list[int]:
        """The keeper and the server of oxigraph."""
        return [pid for child in children(self.process.pid) for pid in (child, *children(child))]

    def ask(self, sparql: str, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.post(self.endpoint, data={"query": sparql}, headers=named, timeout=60)

    def end(self, sign: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(sign)
        return self.process.wait(60)


@contextmanager
def served(graph: Path, folder: Path, *options: str) -> Iterator[Served]:
    """The command on a free port, with `folder` for what is temporary."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "anhai_kg", "serve", str(graph), "--port", "0", *options]
    pipe = subprocess.PIPE
    environ = {**os.environ, "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environ) as process:
        found = Served(process, folder)
        assert process.stdout is not None and process.stderr is not None
        errors = process.stderr
        Thread(target=lambda: found.said.extend(errors), daemon=True).start()
        found.address = process.stdout.readline().partition(" ")[0]
        assert found.address.startswith("http://127.0.0.1:"), found.said
        try:
            yield found
        finally:
            if process.poll() is None:
                found.end()
