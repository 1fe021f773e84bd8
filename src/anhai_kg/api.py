"""From files to a graph: what `import anhai_kg` offers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from anhai_kg import document
from anhai_kg.graph import to_quads
from anhai_kg.iri import BASE
from anhai_kg.knowledge import KnowledgeGraph
from anhai_kg.model import Reading
from anhai_kg.pipeline import read

__all__ = ["build", "graph_of", "open_graph", "readings_of"]


def readings_of(reports: Iterable[str | Path]) -> list[Reading]:
    """What is read in each report.

    Raises:
        InputError: one of them cannot be read, or is no report.
    """
    return [read(document.load(report)) for report in reports]


def graph_of(readings: Iterable[Reading], *, base: str = BASE) -> KnowledgeGraph:
    """The graph of what was read.

    Raises:
        GraphError: two reports of one name, or a base that begins no IRI.
    """
    return KnowledgeGraph(to_quads(list(readings), base=base))


def build(reports: str | Path | Iterable[str | Path], *, base: str = BASE) -> KnowledgeGraph:
    """The graph of one report, or of several together.

    Args:
        reports: paths of text files.
        base: what the IRIs of things begin with.

    Raises:
        InputError: a file cannot be read, or is no report.
        GraphError: two reports of one name, or a base that begins no IRI.
    """
    several = [reports] if isinstance(reports, (str, Path)) else reports
    return graph_of(readings_of(several), base=base)


def open_graph(path: str | Path) -> KnowledgeGraph:
    """The graph of a file: .trig and .nq with their evidence, .ttl without.

    Raises:
        GraphError: the file cannot be read.
    """
    return KnowledgeGraph.open(path)
