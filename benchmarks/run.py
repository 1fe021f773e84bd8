"""Speed as ratios of one run: what we do against what a reader knows, in turns on the same machine.

A ratio is the median over the turns of ours by theirs; seconds alone would only tell of the machine.
Exit 1 when a wanted ratio is missed.
"""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

TREE: Final = Path(__file__).resolve().parent.parent
REPORT: Final = TREE / "data" / "reports" / "anhai-2023.txt"
COMMAND: Final = Path(sys.executable).with_name("anhai-kg")
LONG: Final = frozenset({"facts-about", "figures-in-section", "said-with-word"})
"""Questions that rdflib needs many seconds for, or that need a word."""


@dataclass(frozen=True, slots=True)
class Race:
    """Two things to do in turns; `wanted` is the highest ratio of ours to theirs."""

    title: str
    ours: Callable[[], object]
    theirs: Callable[[], object]
    wanted: float
    turns: int = 7


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _run(race: Race) -> bool:
    race.ours(), race.theirs()  # warm: tables built, files in the cache
    pairs = [(_seconds(race.ours), _seconds(race.theirs)) for _ in range(race.turns)]
    ours, theirs = (median(side) * 1000 for side in zip(*pairs, strict=True))
    ratio = median(a / b for a, b in pairs)
    met = ratio <= race.wanted
    said = f"{ratio:7.3f}  wanted {race.wanted:5.2f}  {'met' if met else 'MISSED'}"
    print(f"{race.title:<58} {ours:8.1f} ms {theirs:8.1f} ms {said}", flush=True)
    return met


def _process(*words: str | Path) -> Callable[[], object]:
    def run() -> object:
        return subprocess.run([*map(str, words)], check=True, stdout=subprocess.DEVNULL)

    return run


def _reading(reports: Sequence[Path], *, graph: bool) -> Race:
    import jieba
    import jieba.posseg

    from anhai_kg.api import graph_of, readings_of

    jieba.setLogLevel(logging.ERROR)
    texts = [report.read_text(encoding="utf-8") for report in reports]
    what = f"{len(texts)} text{'s' * (len(texts) > 1)} {'to graph' if graph else 'read'}, warm"
    return Race(
        f"{what} : jieba.posseg.lcut",
        lambda: graph_of(readings_of(reports)) if graph else readings_of(reports),
        lambda: [jieba.posseg.lcut(text) for text in texts],
        1.0,
        turns=15,
    )


def _asking() -> Race:
    """Both engines hold parsed statements in memory and get the same text of a query."""
    import rdflib

    import anhai_kg
    from anhai_kg.questions import catalogue

    graph = anhai_kg.build(REPORT)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=graph.to_nquads(), format="nquads")
    asked = [q.sparql for name, q in sorted(catalogue().items()) if name not in LONG]
    return Race(
        f"{len(asked)} questions of the catalogue : the same in rdflib",
        lambda: [graph.select(sparql).rows for sparql in asked],
        lambda: [list(dataset.query(sparql)) for sparql in asked],
        0.1,
        turns=3,
    )


def main(*reports: str) -> int:
    """Run every race, reading these reports or else the one that is here; 1 when one is lost."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        races = [
            Race(
                "anhai-kg --help : import typer",
                _process(COMMAND, "--help"),
                _process(python, "-c", "import typer"),
                1.5,
                turns=21,
            ),
            Race(
                "anhai-kg build, all files : import rdflib, pyshacl, pyvis",
                _process(COMMAND, "build", REPORT, "-o", folder),
                _process(python, "-c", "import rdflib, pyshacl, pyvis.network"),
                1.5,
                turns=11,
            ),
            _reading([REPORT], graph=True),
            _reading([Path(report) for report in reports] or [REPORT], graph=False),
            _asking(),
        ]
        lost = [race for race in races if not _run(race)]
        return 1 if lost else 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
