"""A graph of files of strangers: it is parsed and asked in a process of its own (docs/decisions/0010)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Quad, RdfFormat, parse

from anhai_kg.knowledge import KnowledgeGraph
from anhai_kg.limits import Limit, limit
from anhai_kg.store import graph_files
from anhai_kg.worker import Limits, Worker

if TYPE_CHECKING:
    from anhai_kg.answers import Answer
    from anhai_kg.shacl import Verdict
    from anhai_kg.store import Statement, Value

__all__ = ["DistantGraph", "OpenedGraph"]

_LARGE: Final = 1 << 30  # bytes; a catalogue of a thousand reports has names enough


class DistantGraph(KnowledgeGraph):
    """A graph whose statements stay where they are until something needs all of them."""

    def __init__(self) -> None:
        super().__init__(())

    @property
    def statements(self) -> Sequence[Statement]:
        """The statements, fetched when they are first wanted."""
        return self.quads

    @cached_property
    def quads(self) -> tuple[Quad, ...]:
        """The same."""
        return tuple(self._fetched())

    @abstractmethod
    def _fetched(self) -> Iterable[Quad]:
        """All statements."""


class OpenedGraph(DistantGraph):
    """The graph of a file: .trig, .nq and .jsonld with their evidence, .ttl and .nt without; or of a folder of such.

    Whatever is asked of it, by us too, is asked of its process; nothing here parses the file.

    Raises:
        GraphError: the file is missing, of no known suffix, or too large.
    """

    def __init__(self, path: str | Path) -> None:
        super().__init__()
        self._worker = Worker(str(path), graph_files(path))

    def start(self) -> None:
        """Let its process begin to read, for whoever will ask in a moment."""
        self._worker.start()

    @cached_property
    def _size(self) -> int:
        return self._worker.count()

    def __len__(self) -> int:
        return self._size

    def _fetched(self) -> Iterable[Quad]:
        return parse(self._worker.nquads(), format=RdfFormat.N_QUADS)

    def validate(self) -> Verdict:
        """What the shapes say of it, in a process with limits.

        Raises:
            GraphError: the graph could not be read.
            ShapesError: no verdict can be given, or not within the limits.
        """
        from anhai_kg.verdicts import judged

        return judged(self._worker.name, self._worker.files)

    def select(self, sparql: str, **bindings: Value) -> Answer:
        """The rows of a query of ours, all of them.

        Raises:
            QueryError: the query is malformed or not allowed, or was stopped: the graph is too much for it.
            GraphError: the graph could not be read.
        """
        ours = Limits(
            timeout=limit(Limit.SECONDS), rows=None, size=_LARGE, more=f"set {Limit.SECONDS}"
        )
        return self._queried(sparql, bindings, ours)
