"""Each question of the catalogue on the graph of one report and on one 100 times its size, against rdflib in memory.

questions.py [COPIES]. Both engines hold the same statements in memory and get the same text of a query; rdflib's
default graph is the union, ours holds every statement once. What is counted is time of the processor, so that other work
on the machine does not count. rdflib may take 25 times what we need and at least 5 seconds: what it does not finish is
printed with `>` and counts as that, which flatters it. Exit 1 when the median over the catalogue is less than 20 times
faster than rdflib, or one question slower.
"""

from __future__ import annotations

import gc
import math
import multiprocessing
import resource
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

import anhai_kg
from anhai_kg.iri import BASE
from anhai_kg.questions import catalogue
from anhai_kg.vocab import SKOS

if TYPE_CHECKING:
    import rdflib

REPORT: Final = Path(__file__).resolve().parent.parent / "data" / "reports" / "anhai-2023.txt"
COPIES: Final = 100
PATIENCE: Final = 25.0  # times our own time that rdflib may take
LEAST: Final = 5.0  # seconds that it may take at least
WANTED: Final = 20.0  # times faster, the median
NAMES: Final = frozenset({SKOS.prefLabel, SKOS.altLabel})
Term = NamedNode | Literal | DefaultGraph


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of one question on one graph; `capped` when rdflib did not finish."""

    ours: float
    theirs: float
    capped: bool

    @property
    def faster(self) -> float:
        """How many times, or at least how many."""
        return self.theirs / self.ours

    def __str__(self) -> str:
        mark = ">" if self.capped else " "
        return f"{self.ours * 1e3:9.1f} {mark}{self.theirs * 1e3:9.0f} {mark}{self.faster:6.0f}"


def copies(quads: Iterable[Quad], number: int) -> Iterator[Quad]:
    """The statements that often, each time of other things with other names; the vocabulary is there once."""
    read = list(quads)
    for turn in range(number):
        renamed: dict[object, NamedNode] = {}

        def other(
            term: object, renamed: dict[object, NamedNode] = renamed, turn: int = turn
        ) -> object:
            if not isinstance(term, NamedNode) or not term.value.startswith(BASE):
                return term
            if term not in renamed:
                renamed[term] = NamedNode(f"{BASE}{turn}/{term.value.removeprefix(BASE)}")
            return renamed[term]

        for subject, predicate, value, graph in read:
            who, told = other(subject), other(value)
            if predicate in NAMES and who is not subject and isinstance(value, Literal):
                told = Literal(f"{value.value} {turn}", language=value.language)
            yield Quad(who, predicate, told, other(graph))  # type: ignore[arg-type]


def _seconds(work: Callable[[], object], turns: int) -> float:
    """Of the processor, the median."""
    gc.collect()
    spent = []
    for _ in range(turns):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return median(spent)


def _warm(work: Callable[[], object], cap: float) -> float:
    """Seconds of the second time where there is time for one, else of the first."""
    first = _seconds(work, 1)
    return min(first, _seconds(work, 1)) if 2 * first < cap else first


def _within(work: Callable[[], object], cap: float) -> tuple[float, bool]:
    """Seconds that the work takes in a process of its own, which sees all that is in memory; whether it was stopped."""
    fork = multiprocessing.get_context("fork")
    told = fork.SimpleQueue()

    def run() -> None:
        limit = math.ceil(cap)
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        told.put(_warm(work, cap))

    process = fork.Process(target=run)
    process.start()
    process.join()
    return (cap, True) if told.empty() else (float(told.get()), False)


def _timed(graph: anhai_kg.KnowledgeGraph, dataset: rdflib.Dataset) -> dict[str, Timed]:
    found = {}
    for name, question in catalogue().items():
        ask = partial(graph.select, question.sparql)
        ask()
        ours = _seconds(ask, 3)
        theirs = partial(_rows, dataset, question.sparql)
        found[name] = Timed(ours, *_within(theirs, max(LEAST, PATIENCE * ours)))
        print(f"  {name:32}{found[name]}", file=sys.stderr, flush=True)
    return found


def _rows(dataset: rdflib.Dataset, sparql: str) -> list[object]:
    return list(dataset.query(sparql))


def _both(graph: anhai_kg.KnowledgeGraph) -> dict[str, Timed]:
    import rdflib

    start = time.perf_counter()
    graph.select("ASK {}")
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=graph.to_nquads(), format="nquads")
    _rows(dataset, catalogue()["who-chairs"].sparql)
    gc.freeze()
    spent = time.perf_counter() - start
    print(f"{len(graph)} statements, loaded into both in {spent:.0f} s", flush=True)
    return _timed(graph, dataset)


def main() -> int:
    """Print how long each takes, how it grows, and the worst; 1 when a wanted ratio is missed."""
    warnings.simplefilter("ignore", DeprecationWarning)
    number = int(sys.argv[1]) if len(sys.argv) > 1 else COPIES
    graph = anhai_kg.build(REPORT)
    one = _both(graph)
    many = _both(anhai_kg.KnowledgeGraph(copies(graph.quads, number)))
    title = f"{'ms':>9} {'rdflib':>10} {'times':>7}"
    print(f"{'':32}{title}   {f'{number} times the size':>28}   growth")
    growth = {name: many[name].ours / one[name].ours / number for name in one}
    for name in sorted(one, key=lambda name: -many[name].ours):
        print(f"{name:32}{one[name]}  {many[name]}   {growth[name]:5.1f}")
    print("growth 1.0: as fast as the graph; the first three are explained in docs/queries.md")
    lost = False
    for size, table in (("1", one), (str(number), many)):
        middle, least = (
            median(t.faster for t in table.values()),
            min(t.faster for t in table.values()),
        )
        lost |= middle < WANTED or least < 1
        print(
            f"size {size}: median {middle:.0f} times faster than rdflib (wanted {WANTED:.0f}), least {least:.1f}"
        )
    return 1 if lost else 0


if __name__ == "__main__":
    raise SystemExit(main())
