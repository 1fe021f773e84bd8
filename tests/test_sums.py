"""Files of one build know each other, and a graph has a name that anybody can work out."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import oracle
import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, parse

from anhai_kg.errors import GraphError
from anhai_kg.files import write_all
from anhai_kg.knowledge import KnowledgeGraph
from anhai_kg.remote import open_graph
from anhai_kg.sums import checked, with_sums

GRAPH = oracle.graph()


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One build of two files."""
    files = {tmp_path / "镇 一.ttl": b"1", tmp_path / "a.html": b"2"}
    write_all(with_sums(files, tmp_path / "a.sha256", graph="0" * 64))
    return tmp_path


def wrong(folder: Path) -> dict[str, str]:
    return {path.name: said.partition(";")[0] for path, said in checked(folder) if said}


def test_r33c_the_name_of_a_graph_is_the_hash_of_its_canonical_n_quads(tmp_path: Path) -> None:
    """Whatever file it came from, and whoever works it out."""
    assert GRAPH.digest == digest(GRAPH.write(tmp_path / "a.nq").read_bytes())
    path = GRAPH.write(tmp_path / "a.trig")
    assert open_graph(path).digest == GRAPH.digest
    dataset = Dataset(parse(path=str(path)))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    canonical = "".join(sorted(f"{quad} .\n" for quad in dataset))
    assert digest(canonical.encode()) == GRAPH.digest


def test_the_name_does_not_depend_on_order_or_repetition() -> None:
    assert KnowledgeGraph([*reversed(GRAPH.quads), *GRAPH.quads]).digest == GRAPH.digest
    assert KnowledgeGraph(GRAPH.quads[1:]).digest != GRAPH.digest


def test_files_as_written_are_in_order(folder: Path) -> None:
    assert [(path.name, said) for path, said in checked(folder)] == [
        ("镇 一.ttl", ""),
        ("a.html", ""),
    ]


def test_sha256sum_reads_them_too(folder: Path) -> None:
    program = shutil.which("sha256sum") or shutil.which("shasum")
    assert program
    command = [program, *(["-a", "256"] if program.endswith("shasum") else []), "-c", "a.sha256"]
    assert not subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode
    (folder / "a.html").write_bytes(b"3")
    assert subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode == 1


def test_a_file_of_another_build_is_told(folder: Path) -> None:
    (folder / "a.html").write_bytes(b"3")
    assert wrong(folder) == {
        "a.html": "is not what a.sha256 says: of another build, or changed since"
    }


def test_a_missing_file_is_told(folder: Path) -> None:
    (folder / "a.html").unlink()
    assert wrong(folder) == {"a.html": "is missing, though a.sha256 names it"}


@pytest.mark.parametrize(
    "data", [b"", b"# only words\n", b"0" * 64, b"0" * 64 + b"  ../a\n", b"\xff", b"x  a.ttl\n"]
)
def test_what_is_no_sums_is_told(folder: Path, data: bytes) -> None:
    (folder / "a.sha256").write_bytes(data)
    with pytest.raises(GraphError, match=r"a\.sha256: .*; build it again"):
        list(checked(folder))


def test_the_command_says_so(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    def said(where: Path) -> tuple[int, str]:
        command = [sys.executable, "-m", "anhai_kg", "check", str(where)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    assert said(folder) == (0, f"{folder}/镇 一.ttl: as written\n{folder}/a.html: as written\n")
    (folder / "a.html").write_bytes(b"3")
    assert said(folder)[0] == 1
    code, line = said(tmp_path_factory.mktemp("empty"))
    assert code == 2
    assert "holds no .sha256 of a build" in line
    assert said(folder / "a.html") == (
        2,
        f"anhai-kg: {folder}/a.html: is no folder; build it again, or name another\n",
    )
