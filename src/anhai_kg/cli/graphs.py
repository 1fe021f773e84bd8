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


def opened(path: Path | None) -> KnowledgeGraph:
    """The graph named, or the newest of `build/`.

    Raises:
        GraphError: there is none, or it cannot be read.
    """
    from anhai_kg.knowledge import KnowledgeGraph

    return KnowledgeGraph.open(path or _newest())


def mention(path: Path | None) -> None:
    """Say which graph was taken when none was named; after the answer, so that an error stands alone."""
    if path is None:
        note(f"graph {_newest()}")
