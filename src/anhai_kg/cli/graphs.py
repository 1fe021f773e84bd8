"""Which graph is meant when none is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from anhai_kg.cli.terminal import note
from anhai_kg.errors import GraphError

if TYPE_CHECKING:
    from anhai_kg.knowledge import KnowledgeGraph

__all__ = ["FOLDER", "mention", "opened"]

FOLDER: Final = Path("build")
"""Where `build` writes unless told otherwise."""


def _newest() -> Path:
    found = sorted(FOLDER.glob("*.trig"), key=lambda path: (path.stat().st_mtime_ns, path.name))
    if not found:
        raise GraphError(
            f"{FOLDER}: holds no graph; run `anhai-kg build REPORT` or name one with -g"
        )
    return found[-1]


def opened(source: str | None, *, asked: bool = False) -> KnowledgeGraph:
    """The graph named by a path or by the address of an endpoint, or the newest of `build/`.

    One that will be `asked` begins to be read at once.

    Raises:
        GraphError: there is none, or it cannot be read.
        EndpointError: nothing answers at the address.
    """
    from anhai_kg.opened import OpenedGraph
    from anhai_kg.remote import open_graph

    graph = open_graph(source or _newest(), wait=False)
    if asked and isinstance(graph, OpenedGraph):
        graph.start()
    return graph


def mention(source: str | None) -> None:
    """Say which graph was taken when none was named; after the answer, so that an error stands alone."""
    if source is None:
        note(f"graph {_newest()}")
