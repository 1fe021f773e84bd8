"""Queries in a process of their own: right, bounded, and nothing is lost when it dies."""

from __future__ import annotations

import datetime
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import hostile
import oracle
import pytest
from endpoints import children, running, soon
from pyoxigraph import Literal, NamedNode

from anhai_kg.answers import Answer
from anhai_kg.errors import CutWarning, QueryError
from anhai_kg.knowledge import KnowledgeGraph
from anhai_kg.questions import catalogue
from anhai_kg.worker import Limits

GRAPH = oracle.graph()
STOPPED = [name for name, (said, _) in hostile.BOMBS.items() if said == "stopped"]
ENDLESS = hostile.BOMBS["product"][1]
EASY = "SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 1"


@pytest.fixture
def graph() -> KnowledgeGraph:
    """A graph with a process of its own."""
    return KnowledgeGraph(GRAPH.quads)


def pid_of(graph: KnowledgeGraph) -> int:
    graph.query(EASY)
    assert graph._worker._process is not None
    return graph._worker._process.pid


@pytest.mark.parametrize("name", catalogue())
def test_it_answers_as_this_process_does(name: str) -> None:
    sparql = catalogue()[name].sparql
    assert GRAPH.query(sparql) == GRAPH.select(sparql)


def test_values_arrive_as_they_were_bound() -> None:
    sparql = "SELECT ?a ?b ?c ?d ?e ?f { BIND(1 AS ?one) }"
    bound: dict[str, Any] = {
        "a": Decimal("1.5"),
        "b": datetime.date(2023, 6, 30),
        "c": 'x" } #\n',
        "d": Literal("镇", language="zh"),
        "e": NamedNode("https://a.b/镇"),
        "f": True,
    }
    found = GRAPH.query(sparql, **bound)
    assert found == GRAPH.select(sparql, **bound)
    assert found.rows == (
        (Decimal("1.5"), datetime.date(2023, 6, 30), 'x" } #\n', "镇", "https://a.b/镇", True),
    )


@pytest.mark.parametrize("name", STOPPED)
def test_r9_a_bomb_is_one_line_and_the_next_query_works(name: str) -> None:
    worker = KnowledgeGraph(GRAPH.quads[:2000])._worker
    limits = Limits(timeout=0.5, memory=256 << 20)
    with pytest.raises(QueryError, match=r"^query: stopped") as raised:
        worker.query(hostile.BOMBS[name][1], {}, limits)
    assert "\n" not in str(raised.value)
    assert len(worker.query(EASY, {}, Limits())) == 1


def test_r9_rows_that_are_cut_off_are_spoken_of() -> None:
    with pytest.warns(CutWarning, match="only the first 7 rows"):
        found = GRAPH.query(hostile.BOMBS["all rows"][1], rows=7)
    assert found.cut
    assert repr(found).startswith("<Answer: the first 7 rows")
    assert not GRAPH.query(EASY, rows=1).cut


def test_r9_an_answer_of_too_many_bytes_is_refused(graph: KnowledgeGraph) -> None:
    graph.limits = Limits(size=1000)
    with pytest.raises(QueryError, match="bytes; at most 1000"):
        graph.query("SELECT * { ?s ?p ?o }")
    assert len(graph.query(EASY)) == 1


@pytest.mark.parametrize(
    "given", [{"timeout": 0}, {"timeout": float("inf")}, {"timeout": float("nan")}, {"rows": -1}]
)
def test_a_limit_is_a_limit(given: dict[str, float]) -> None:
    with pytest.raises(QueryError, match="has an end"):
        GRAPH.query(EASY, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (signal.SIGSEGV, "brought the engine down"),
        (signal.SIGABRT, "memory"),
        (signal.SIGKILL, "down"),
    ],
)
def test_r8_r9_a_process_that_dies_costs_one_answer(
    graph: KnowledgeGraph, end: signal.Signals, said: str
) -> None:
    pid = pid_of(graph)
    threading.Timer(0.2, os.kill, (pid, end)).start()
    with pytest.raises(QueryError, match=said):
        graph.query(ENDLESS, timeout=60)
    assert pid_of(graph) != pid
    pid = pid_of(graph)
    os.kill(pid, end)
    assert soon(lambda: not running(pid))  # between two queries it costs nothing
    assert len(graph.query(EASY)) == 1


WITHOUT_GATE = """
import sys, socket
from pyoxigraph import Store
from anhai_kg.sandbox import _shut_in
_shut_in()
for attempt in (
    lambda: list(Store().query("SELECT * { SERVICE <%s> { ?s ?p ?o } }" % sys.argv[1])),
    lambda: Store().update("LOAD <%s>" % sys.argv[1]),
    lambda: open("/etc/hostname"), socket.socket,
):
    try:
        attempt()
    except OSError as error:
        print(error.errno or error)
    else:
        print("reached")
"""


def test_r7_r7c_the_process_reaches_nothing_even_without_the_gate() -> None:
    with hostile.canary() as bird:
        command = [sys.executable, "-c", WITHOUT_GATE, bird.address]
        said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        assert len(said.splitlines()) == 4
        assert "reached" not in said
        assert bird.visits == 0


def test_threads_share_it(graph: KnowledgeGraph) -> None:
    asked = [f"SELECT ({n} AS ?n) {{}}" for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        found: list[Answer] = list(pool.map(graph.query, asked))
    assert [answer.rows for answer in found] == [((n,),) for n in range(40)]


def test_a_forked_process_has_its_own(graph: KnowledgeGraph) -> None:
    pid = pid_of(graph)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(len, [EASY]) == [len(EASY)]  # its processes end, ours stays
    assert pid_of(graph) == pid


def test_it_ends_with_its_graph() -> None:
    graph = KnowledgeGraph(GRAPH.quads)
    pid = pid_of(graph)
    del graph
    assert soon(lambda: not running(pid))


@contextmanager
def asking(folder: Path, timeout: int) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A command at work on an endless query, and the process that it started."""
    command = [sys.executable, "-m", "anhai_kg", "query", ENDLESS, "--timeout", str(timeout), "-g"]
    path = str(GRAPH.write(folder / "a.nq"))
    with subprocess.Popen([*command, path], stderr=subprocess.PIPE) as process:
        assert soon(lambda: children(process.pid))
        [child] = children(process.pid)
        yield process, child
        process.kill()


def test_control_c_leaves_nothing_behind(tmp_path: Path) -> None:
    with asking(tmp_path, 600) as (process, child):
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr is not None and process.stderr.read() == b"anhai-kg: stopped\n"
        assert soon(lambda: not running(child))


def test_r9_a_process_nobody_waits_for_ends_by_itself(tmp_path: Path) -> None:
    with asking(tmp_path, 3) as (process, child):
        process.kill()
        assert soon(lambda: not running(child))
