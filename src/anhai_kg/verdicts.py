"""The shapes' verdict on somebody's graph, given by a process that may not live as long as it takes.

A name in a hundred thousand spellings, a class below a thousand others: what `shacl` does with a graph has no
bound that holds for every graph. In: a line of JSON about the graph files, then their bytes. Out: JSON.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from itertools import chain
from typing import Final

from anhai_kg.errors import GraphError, ShapesError
from anhai_kg.limits import Limit, limit
from anhai_kg.shacl import Verdict, validate
from anhai_kg.store import GraphFile, parsed

__all__ = ["judged", "main"]

_FULL: Final = 3  # the exit code of a process that has no memory left


def judged(name: str, files: Sequence[GraphFile]) -> Verdict:
    """What the shapes say of graph files; errors call them `name`.

    Raises:
        GraphError: a file is broken.
        ShapesError: no verdict can be given, or not within the limits.
    """
    head = json.dumps([(file.name, file.suffix, len(file.data)) for file in files])
    # -P: what lies in the working folder is no module; -m would import runpy first
    command = [sys.executable, "-P", "-c", f"from {__name__} import main; main()"]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    try:
        done = subprocess.run(
            command,
            input=b"\n".join((head.encode(), b"".join(file.data for file in files))),
            stdout=pipe,
            stderr=nowhere,
            check=False,
        )
    except OSError as error:
        raise ShapesError(
            f"{name}: no process to judge it in: {error.strerror}; end some others"
        ) from error
    if done.returncode:
        raise ShapesError(f"{name}: {_why(done.returncode)}")
    said = json.loads(done.stdout)
    if "verdict" in said:
        return Verdict.from_json(said["verdict"])
    raise (GraphError if said["graph"] else ShapesError)(said["error"])


def _why(code: int) -> str:
    """Why there is no verdict."""
    if code == -signal.SIGALRM:
        return f"not judged within {limit(Limit.SECONDS):,} seconds; judge less, or set {Limit.SECONDS}"
    if code in {-signal.SIGABRT, _FULL}:
        most = limit(Limit.GRAPH_MEMORY)
        return f"not judged within {most:,} MB; judge less, or set {Limit.GRAPH_MEMORY}"
    return "brought the judge down, as what is nested too deeply does; mend it"


def _confine() -> None:
    """Let the kernel end this process when its time is up, and give it no more memory than the limit."""
    import resource

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limit(Limit.SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # elsewhere the system does not keep to it
        most, hard = (
            limit(Limit.GRAPH_MEMORY) * 1_000_000,
            resource.getrlimit(resource.RLIMIT_AS)[1],
        )
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def main() -> None:
    """Be the process."""
    _confine()
    asked = sys.stdin.buffer
    files = [
        GraphFile(name, suffix, asked.read(size))
        for name, suffix, size in json.loads(asked.readline())
    ]
    said: dict[str, object]
    try:
        said = {"verdict": validate(chain.from_iterable(map(parsed, files))).to_json()}
    except (GraphError, ShapesError) as error:
        said = {"error": str(error), "graph": isinstance(error, GraphError)}
    except MemoryError:
        os._exit(_FULL)
    sys.stdout.write(json.dumps(said))
    sys.stdout.flush()
    os._exit(0)  # taking down a large graph politely takes time
