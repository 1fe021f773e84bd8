"""Each question of the catalogue on the graph of one report and on one 100 times its size, against rdflib in memory.

questions.py [NAME ...] [--copies 100] [--kept build/rdflib.json]. Both engines hold the same statements in memory and get
the same text of a query; the default graph of both is the union of the named ones. What is counted is time of the
processor, the least of several turns: other work on the machine can only add to it. Ours are all timed before anything is
loaded into rdflib, whose millions of objects leave a heap in which our rows take half as long again.

rdflib may take 30 times what we need, and at least 5 seconds. What it does not finish is printed with `>` and counts as
what it had: each ratio, and the median of them, is a lower bound. What rdflib took is kept in a file, by the text of the
query: a run that was stopped goes on where it was, and the next one asks rdflib only what is new. `--kept ''` keeps nothing.

Exit 1 when the median over what was asked is less than 20 times faster than rdflib, or one question slower.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

import anhai_kg
from anhai_kg.iri import BASE
from anhai_kg.questions import catalogue
from anhai_kg.vocab import SKOS

if TYPE_CHECKING:
    import rdflib

TREE: Final = Path(__file__).resolve().parent.parent
REPORT: Final = TREE / "data" / "reports" / "anhai-2023.txt"
KEPT: Final = TREE / "build" / "rdflib.json"
COPIES: Final = 100
TURNS: Final = 5  # of ours
PATIENCE: Final = 30.0  # times our own time that rdflib may take
LEAST: Final = 5.0  # seconds that it may take at least
WANTED: Final = 20.0  # times faster, the median
NAMES: Final = frozenset({SKOS.prefLabel, SKOS.altLabel})


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
    """Of the processor, the least; by the clock of the thread, for a timer makes that of the process coarse."""
    gc.collect()
    spent = []
    for _ in range(turns):
        start = time.thread_time()
        work()
        spent.append(time.thread_time() - start)
    return min(spent)


class _StoppedError(BaseException):
    """Time is over; nothing that catches an Exception may catch it."""


class Rdflib:
    """The same graph in rdflib, loaded when something is asked that is not known from before."""

    def __init__(self, statements: str, kept: str) -> None:
        self._statements = statements
        self._graph = hashlib.sha256(statements.encode()).hexdigest()[:16]
        self._file = Path(kept) if kept else None
        self._known: dict[str, tuple[float, bool]] = {}
        if self._file and self._file.exists():
            self._known = json.loads(self._file.read_text())

    def seconds(self, sparql: str, cap: float) -> tuple[float, bool]:
        """What a query takes, the second time where there is time for one; whether it was stopped."""
        query = sparql[sparql.index("PREFIX") :]
        key = f"{self._graph} {hashlib.sha256(query.encode()).hexdigest()[:16]}"
        spent, capped = self._known.get(key, (0.0, True))
        if capped and spent < cap:
            self._known[key] = spent, capped = _within(partial(_rows, self._dataset, sparql), cap)
            self._keep()
        return spent, capped

    def _keep(self) -> None:
        if self._file:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(self._known, indent=0))

    @cached_property
    def _dataset(self) -> rdflib.Dataset:
        import rdflib

        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=self._statements, format="nquads")
        _rows(dataset, catalogue()["who-chairs"].sparql)  # its first query compiles its grammar
        gc.collect()
        gc.freeze()
        return dataset


def _rows(dataset: rdflib.Dataset, sparql: str) -> list[object]:
    return list(dataset.query(sparql))


def _within(work: Callable[[], object], cap: float) -> tuple[float, bool]:
    """Seconds that the work takes, the second time where there is time for one; whether it was stopped at the cap."""

    def stop(*_: object) -> None:
        raise _StoppedError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, cap, 1)  # again every second, should one be swallowed
    try:
        first = _seconds(work, 1)
        return min(first, _seconds(work, 1)) if 2 * first < 0.9 * cap else first, False
    except _StoppedError:
        return cap, True
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _ours(graph: anhai_kg.KnowledgeGraph, names: Iterable[str]) -> dict[str, float]:
    graph.select("ASK {}")
    gc.collect()
    gc.freeze()
    print(f"{len(graph)} statements", file=sys.stderr, flush=True)
    sparql = {name: catalogue()[name].sparql for name in names}
    return {name: _seconds(partial(graph.select, sparql[name]), TURNS) for name in names}


def _compared(ours: Mapping[str, float], statements: str, kept: str) -> dict[str, Timed]:
    other, found = Rdflib(statements, kept), {}
    for name, spent in ours.items():
        cap = max(LEAST, PATIENCE * spent)
        found[name] = Timed(spent, *other.seconds(catalogue()[name].sparql, cap))
        print(f"  {name:32}{found[name]}", file=sys.stderr, flush=True)
    return found


def _verdict(size: int, table: Mapping[str, Timed]) -> bool:
    """Print whether one size is as fast as wanted."""
    ratios = sorted((timed.faster, name) for name, timed in table.items())
    middle, (least, slowest) = median(ratio for ratio, _ in ratios), ratios[0]
    enough = sum(ratio >= WANTED for ratio, _ in ratios)
    print(
        f"size {size}: {enough} of {len(ratios)} questions at least {WANTED:.0f} times faster than rdflib;"
        f" the median at least {middle:.0f}, the least {least:.1f} ({slowest})"
    )
    return middle >= WANTED and least >= 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time the questions of the catalogue.")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="questions; all, when none is named"
    )
    parser.add_argument("--copies", type=int, default=COPIES)
    parser.add_argument("--kept", default=str(KEPT), help="file of what rdflib took")
    given = parser.parse_args()
    if unknown := set(given.names) - catalogue().keys():
        parser.error(f"{min(unknown)}: no question of the catalogue")
    return given


def main() -> int:
    """Print how long each takes and how it grows, the slowest first; 1 when a wanted ratio is missed."""
    warnings.simplefilter("ignore", DeprecationWarning)
    given = _arguments()
    names = given.names or list(catalogue())
    graph = anhai_kg.build(REPORT)
    large = anhai_kg.KnowledgeGraph(copies(graph.quads, given.copies))
    told = [(_ours(each, names), each.to_nquads()) for each in (graph, large)]
    del graph, large
    one, many = (_compared(ours, statements, given.kept) for ours, statements in told)
    title = f"{'ms':>9} {'rdflib':>10} {'times':>7}"
    print(f"{'':32}{title}   {f'{given.copies} times the size':>28}   growth")
    for name in sorted(names, key=lambda name: -many[name].ours):
        growth = many[name].ours / one[name].ours / given.copies
        print(f"{name:32}{one[name]}  {many[name]}   {growth:5.1f}")
    print("growth 1.0: as fast as the graph; the first three are explained in docs/queries.md")
    return 0 if all([_verdict(1, one), _verdict(given.copies, many)]) else 1


if __name__ == "__main__":
    raise SystemExit(main())
