"""Another process validates and draws while this one reads and writes.

It imports what it needs, works once on next to nothing so that all is in place, and waits for the
graph (docs/decisions/0009). Where no process can be had, or it dies, nothing is missing: whoever
asked does the work itself, and meets the error if there is one. Imports of this module cost time
before the helper starts, so they stay inside the functions.
"""

from __future__ import annotations

import contextlib
import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from anhai_kg.shacl import Verdict

__all__ = ["Helper"]


class Helper:
    """The process, once started; it does not outlive the `with`."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.kill()
            with contextlib.suppress(BrokenPipeError), self._process:
                pass  # closes its pipes and waits for it

    def start(self) -> None:
        """Let it begin, where there is a processor for it."""
        if (os.cpu_count() or 1) < 2 or not sys.executable:
            return
        # -P: what lies in the working folder is no module; -m would import runpy first
        command = [sys.executable, "-P", "-c", f"from {__name__} import main; main()"]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        with contextlib.suppress(OSError):
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere)

    def give(self, quads: Iterable[Quad]) -> None:
        """Hand over the graph, as soon as it can be taken."""
        from pyoxigraph import RdfFormat, serialize

        if self._process and self._process.stdin:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.write(serialize(quads, format=RdfFormat.N_QUADS) or b"")
                self._process.stdin.close()

    def answer(self) -> tuple[Verdict | None, bytes]:
        """The verdict and the page of the graph; what cannot be had is nothing."""
        import json

        from anhai_kg.shacl import Verdict

        if self._process is None or self._process.stdout is None:
            return None, b""
        line, page = self._process.stdout.readline(), self._process.stdout.read()
        if self._process.wait():
            return None, b""
        if not line.strip():
            return None, page
        return Verdict.from_json(json.loads(line)), page


def _drawing() -> Callable[[Iterable[Quad]], bytes]:
    from pyoxigraph import Literal, NamedNode, Quad

    from anhai_kg.knowledge import KnowledgeGraph
    from anhai_kg.render.html import page
    from anhai_kg.vocab import AKG, RDF, SKOS

    nobody = NamedNode("urn:nobody")
    named = Quad(nobody, SKOS.prefLabel, Literal("甲", language="zh"), nobody)
    page(KnowledgeGraph([Quad(nobody, RDF.type, AKG.Official, nobody), named]))
    return lambda quads: page(KnowledgeGraph(quads)).encode()


def _judging() -> Callable[[list[Quad]], bytes]:
    import json

    from anhai_kg.shacl import Validator

    validator = Validator()
    validator.warm()
    return lambda quads: json.dumps(validator.judge(quads).to_json()).encode()


def _without_notebooks() -> None:
    """pyvis imports all of IPython for one class, which shows a page in a notebook; here is none."""
    from types import ModuleType

    display = ModuleType("IPython.display")
    vars(display)["IFrame"] = None
    sys.modules |= {"IPython": ModuleType("IPython"), "IPython.display": display}


def _beside(first: Callable[[], bytes], second: Callable[[], bytes]) -> tuple[bytes, bytes]:
    """What both make; the first in a process of its own where there can be one."""
    if not hasattr(os, "fork"):
        return first(), second()
    out, into = os.pipe()
    if not os.fork():
        try:
            with os.fdopen(into, "wb") as pipe:
                pipe.write(first())
        finally:
            os._exit(0)
    os.close(into)
    made = second()
    with os.fdopen(out, "rb") as pipe:
        return pipe.read(), made


def main() -> None:
    """Be the helper: quads come in; the verdict goes out as a line of JSON, then the page."""
    gc.disable()
    _without_notebooks()
    judge, draw = _judging(), _drawing()
    if data := sys.stdin.buffer.read():
        from pyoxigraph import RdfFormat, parse

        quads = list(parse(data, format=RdfFormat.N_QUADS))
        verdict, page = _beside(lambda: judge(quads), lambda: draw(quads))
        with sys.stdout.buffer as answer:
            answer.write(verdict + b"\n" + page)
    os._exit(0)  # taking down a large graph politely takes a tenth of a second
