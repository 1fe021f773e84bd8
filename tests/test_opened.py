"""Files of graphs are strangers': what they do to the parser or to a question ends their process alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import hostile
import oracle
import pytest
from endpoints import children

import anhai_kg as kg
from anhai_kg.errors import AnhaiError, GraphError, QueryError, ShapesError
from anhai_kg.limits import Limit
from anhai_kg.vocab import AKG, SKOS

GRAPH = oracle.graph()
MANY: Final = 3_000_000
FEW_MB, FEW_SECONDS = {Limit.GRAPH_MEMORY: "200"}, {Limit.SECONDS: "1"}
RDF_TYPE, LABEL = (
    "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
    "<http://www.w3.org/2000/01/rdf-schema#label>",
)


def nested(opening: str, depth: int, inside: str, closing: str) -> bytes:
    return (opening * depth + inside + closing * depth).encode()


def about(depth: int) -> bytes:
    """A statement about a statement about ..."""
    said = nested("<<( <urn:a> <urn:b> ", depth, "<urn:c>", " )>>")
    return b"<urn:a> <urn:b> " + said + b" ."


def numbers() -> bytes:
    return b"<urn:a> <urn:b> " + b",".join(b"%d" % n for n in range(MANY)) + b" ."


def long_prefix() -> bytes:
    """Three hundred kilobytes that stand for three gigabytes."""
    named = b",".join(b"a:%d" % n for n in range(30_000))
    return b"@prefix a: <urn:" + b"x" * 100_000 + b"> .\n<urn:s> <urn:p> " + named + b" ."


BOMBS: Final[dict[str, tuple[str, Callable[[], bytes], Mapping[Limit, str], str]]] = {
    # suffix, the file, settings, what is told
    "statements, Turtle": (".ttl", lambda: about(30_000), {}, "brought the parser down"),
    "statements, TriG": (".trig", lambda: about(30_000), {}, "brought the parser down"),
    "statements, N-Triples": (".nt", lambda: about(30_000), {}, "brought the parser down"),
    "statements, N-Quads": (".nq", lambda: about(30_000), {}, "brought the parser down"),
    "a third statement": (".nt", lambda: about(2), {}, "about one about a third"),
    "objects": (".jsonld", lambda: nested('{"urn:p":', 30_000, "1", "}"), FEW_MB, Limit.GRAPH_MEMORY),
    "lists": (
        ".jsonld",
        lambda: b'{"urn:p":' + nested('{"@list":[', 30_000, "1", "]}") + b"}",
        FEW_MB,
        Limit.GRAPH_MEMORY,
    ),
    "prefix": (".ttl", long_prefix, FEW_MB, Limit.GRAPH_MEMORY),
    "numbers in memory": (".ttl", numbers, FEW_MB, Limit.GRAPH_MEMORY),
    "numbers in time": (".ttl", numbers, FEW_SECONDS, Limit.SECONDS),
    "large": (".nq", lambda: b"#" * 1_000_001, {Limit.GRAPH: "1"}, Limit.GRAPH),
    "long value": (".nq", lambda: b'<urn:a> <urn:a> "' + b"x" * (17 << 20), {}, "more than 16 MB"),
    "context": (".jsonld", lambda: b'{"@context": "file:///etc/passwd"}', {}, "build it again"),
    "no graph": (".ttl", lambda: b"no graph", {}, r"a\.ttl:1:"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_r8_r9_a_hostile_file_is_one_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suffix, data, settings, said = BOMBS[name]
    if settings is FEW_MB and sys.platform != "linux":
        pytest.skip("only Linux keeps to a limit of memory")
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data())
    for variable, value in settings.items():
        monkeypatch.setenv(variable, value)
    with pytest.raises(GraphError, match=said) as raised:
        kg.open(path)
    assert str(raised.value).startswith(str(path))
    assert "\n" not in str(raised.value)
    for command in (["ask", "who-chairs"], ["query", "ASK {}"]):
        words = [sys.executable, "-m", "anhai_kg", *command, "-g", str(path)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"anhai-kg: {raised.value}\n"


def test_a_file_without_an_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(Limit.GRAPH, "5")
    (tmp_path / "a.ttl").symlink_to("/dev/zero")
    with pytest.raises(GraphError, match="more than 5 MB"):
        kg.open(tmp_path / "a.ttl")


def test_a_folder_has_one_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(Limit.GRAPH, "1")
    for name in "ab":
        (tmp_path / f"{name}.nq").write_bytes(b"#" * 600_000)
    with pytest.raises(GraphError, match="more than 1 MB; open less, or set ANHAI_KG_MAX_GRAPH_MB"):
        kg.open(tmp_path)


def exploding(folder: Path) -> Path:
    """Six thousand statements whose names are nine million."""
    kinds = ",".join(f"<urn:kind:{n}>" for n in range(3000))
    names = ",".join(f'"n{n}"' for n in range(3000))
    path = folder / "a.ttl"
    path.write_text(f"<urn:a> {RDF_TYPE} {kinds} ; {LABEL} {names} .")
    return path


def test_r9_a_question_that_explodes_on_a_graph_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(Limit.SECONDS, "2")
    graph = kg.open(exploding(tmp_path))
    stopped = r"^query: stopped (after 2 s; .* set ANHAI_KG_MAX_SECONDS|at \d+ MB of memory)"
    with pytest.raises(QueryError, match=stopped):
        graph.ask("who-chairs")
    assert len(graph.query("ASK {}")) == 1
    words = [sys.executable, "-m", "anhai_kg", "ask", "谁主持会议？", "-g", str(tmp_path / "a.ttl")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("anhai-kg: query: stopped")


def test_r9_a_verdict_that_would_take_too_long_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ",".join(f'"n{n}"@zh' for n in range(400_000))  # six seconds' work
    path = tmp_path / "a.ttl"
    path.write_text(f"<urn:a> {RDF_TYPE} {AKG.Project} ; {SKOS.prefLabel} {names} .")
    graph = kg.open(path)
    for variable, few, said in (
        (Limit.SECONDS, "2", "2 seconds"),
        (Limit.GRAPH_MEMORY, "150", "150 MB"),
    ):
        with monkeypatch.context() as patch:
            patch.setenv(variable, few)
            with pytest.raises(
                ShapesError, match=rf"a\.ttl: not judged within {said}; .*{variable}"
            ):
                graph.validate()


def test_the_verdict_is_the_same(tmp_path: Path) -> None:
    assert kg.open(GRAPH.write(tmp_path / "a.trig")).validate() == GRAPH.validate()
    (tmp_path / "b.ttl").write_text("<urn:a> <urn:b> 1 .")
    with pytest.raises(ShapesError, match="is it a graph of reports"):
        kg.open(tmp_path / "b.ttl").validate()


def test_it_is_the_same_graph(tmp_path: Path) -> None:
    again = kg.open(GRAPH.write(tmp_path / "a.trig"))
    assert len(again) == len(GRAPH)
    assert "quads" not in vars(again)  # nothing has needed them yet
    assert again.ask("谁主持会议？") == GRAPH.ask("谁主持会议？")
    assert again.to_html() == GRAPH.to_html()
    assert "quads" not in vars(again)
    assert again == GRAPH


def test_a_query_that_ends_the_process_costs_no_statement(tmp_path: Path) -> None:
    """The file may be gone or another by then: what was opened is kept."""
    path = GRAPH.write(tmp_path / "a.nq")
    again = kg.open(path)
    path.unlink()
    with pytest.raises(QueryError, match="stopped"):
        again.query(hostile.BOMBS["product"][1], timeout=0.3)
    assert again == GRAPH


def test_many_open_graphs_have_few_processes(tmp_path: Path) -> None:
    path = GRAPH.write(tmp_path / "a.nq")
    before = len(children(os.getpid()))
    graphs = [kg.open(path) for _ in range(9)]
    assert len(children(os.getpid())) <= max(before, 4)
    with ThreadPoolExecutor(9) as pool:
        found = list(pool.map(lambda graph: graph.ask("谁主持会议？"), [*graphs, *graphs]))
    assert set(found) == {GRAPH.ask("谁主持会议？")}


def test_what_is_wrong_is_told_when_it_is_opened(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> .")
    with pytest.raises(AnhaiError, match=r"a\.ttl:1:17: "):
        kg.open(tmp_path / "a.ttl")
