"""From files to a graph: what `import anhai_kg` offers."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from anhai_kg import document
from anhai_kg.graph import statements_of
from anhai_kg.iri import BASE
from anhai_kg.knowledge import KnowledgeGraph
from anhai_kg.model import Reading
from anhai_kg.pipeline import read
from anhai_kg.source import sources

__all__ = ["build", "graph_of", "readings_of"]


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """Reading makes many small values, all of which stay: looking for garbage among them takes a fifth of its time.

    In the end they are put among the old ones, which are looked at seldom; what somebody froze stays frozen.
    """
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def readings_of(
    reports: Iterable[str | Path], said: Mapping[str, str] | None = None
) -> list[Reading]:
    """What is read in each report.

    Args:
        reports: paths of files and folders; - is standard input.
        said: title, date, publisher or source of a single report, before what it says itself.

    Raises:
        InputError: one of them cannot be read, or is no report.
    """
    with _no_search_for_garbage():
        return [read(document.of_source(source)) for source in sources(reports, said)]


def graph_of(readings: Iterable[Reading], *, base: str = BASE) -> KnowledgeGraph:
    """The graph of what was read.

    Raises:
        GraphError: two reports of one name, or a base that begins no IRI.
    """
    with _no_search_for_garbage():
        return KnowledgeGraph(statements_of(list(readings), base=base))


def build(
    reports: str | Path | Iterable[str | Path],
    *,
    base: str = BASE,
    title: str = "",
    date: str = "",
    publisher: str = "",
    source: str = "",
) -> KnowledgeGraph:
    """The graph of one report, or of several together.

    Args:
        reports: paths of files (txt, md, html, docx, pdf) and folders; - is standard input.
        base: what the IRIs of things begin with.
        title: of a single report, like the rest; what is not given is taken from the report.
        date: 2023, 2023-09 or 2023-09-28; its year is what 今年 means.
        publisher: who published it.
        source: the web address that it is from.

    Raises:
        InputError: a file cannot be read, or is no report; two have one name; what is said cannot be.
        GraphError: a base that begins no IRI.
    """
    several = [reports] if isinstance(reports, (str, Path)) else reports
    said = {"title": title, "date": date, "publisher": publisher, "source": source}
    return graph_of(readings_of(several, said), base=base)
