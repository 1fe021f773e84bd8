"""The house keeps its promises: small files, drawn layers, a true map, silent imports, links that lead somewhere."""

from __future__ import annotations

import ast
import doctest
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

TREE: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = TREE / "src" / "anhai_kg"
MODULES: Final = sorted(SOURCE.rglob("*.py"))
CODE: Final = [*MODULES, *(TREE / "tools").glob("*.py"), *(TREE / "benchmarks").glob("*.py")]
LINES: Final = 300
FUNCTION: Final = 40
HEAVY: Final = ("IPython", "networkx", "numpy", "pandas", "pypinyin", "pyshacl", "pyvis", "rdflib")
INDEX: Final = re.compile(
    r"pypi\.|pythonhosted|/simple\b|--(?:extra-)?index-url|--find-links|--trusted-host|npmjs|tuna\.",
    re.IGNORECASE,
)
WATCH: Final = """
import json, os, pkgutil, sys
seen = []
def hook(event, args):
    writes = event == "open" and any(c in str(args[1] or "r") for c in "wxa+")
    if writes or event.split(".")[0] in ("socket", "subprocess", "urllib") or event == "os.system":
        seen.append([event, repr(args[0])])
before = (dict(os.environ), os.getcwd())
sys.addaudithook(hook)
import anhai_kg
alone = sorted(sys.modules)
for module in pkgutil.walk_packages(anhai_kg.__path__, "anhai_kg."):
    if not module.name.endswith("__main__"):
        __import__(module.name)
print(json.dumps([alone, sorted(sys.modules), seen, before == (dict(os.environ), os.getcwd())]))
"""


def name(path: Path) -> str:
    return path.relative_to(TREE).as_posix()


@cache
def tracked() -> tuple[Path, ...]:
    """What git keeps, or would keep: every file that is not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(command, cwd=TREE, check=True, capture_output=True).stdout.decode()
    return tuple(path for part in said.split("\0") if part and (path := TREE / part).is_file())


def texts() -> Iterator[tuple[str, str]]:
    for path in tracked():
        if path.suffix not in {".png", ".gz", ".docx", ".pdf"}:
            yield name(path), path.read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize("path", CODE, ids=name)
class TestEachFile:
    def test_is_short(self, path: Path) -> None:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        assert lines <= LINES

    def test_has_short_functions(self, path: Path) -> None:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno:
                lines = node.end_lineno - node.lineno + 1
                assert lines <= FUNCTION, f"{node.name}: {lines} lines"

    def test_says_what_it_offers(self, path: Path) -> None:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if tree.body and path.is_relative_to(SOURCE):
            assert ast.get_docstring(tree)
            assigned = [n.targets[0] for n in tree.body if isinstance(n, ast.Assign)]
            assert any(isinstance(t, ast.Name) and t.id == "__all__" for t in assigned)


class TestTheMap:
    TEXT = (TREE / "ARCHITECTURE.md").read_text(encoding="utf-8")

    def drawn(self) -> set[str]:
        """Paths of the tree that ARCHITECTURE.md draws: two spaces deeper is one folder further in."""
        block = self.TEXT.partition("```tree\n")[2].partition("```")[0]
        found, above = set(), [""]
        for line in filter(str.strip, block.splitlines()):
            depth = (len(line) - len(line.lstrip())) // 2
            path = above[depth] + line.split()[0]
            above[depth + 1 :] = [path]
            found.add(path)
        return found

    def test_draws_nothing_that_is_not_there(self) -> None:
        drawn = self.drawn()
        assert len(drawn) > 50
        assert {path for path in drawn if not (TREE / path).exists()} == set()

    def test_draws_every_module_and_vocabulary_and_all_at_the_top(self) -> None:
        wanted = {name(p) for p in MODULES if p.name != "__init__.py" or p.parent == SOURCE}
        wanted |= {name(path) for path in (TREE / "ontology").glob("*.ttl")}
        top = {name(path).partition("/") for path in tracked()}
        wanted |= {first + slash for first, slash, _ in top if not first.startswith(".git")}
        assert wanted - self.drawn() == set()


def test_every_module_has_its_layer() -> None:
    """A module that no contract names could import anything."""
    settings = tomllib.loads((TREE / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = [layer for contract in contracts for layer in contract.get("layers", ())]
    named = {part for layer in layers for part in layer.split(" | ")}
    tops = {f"anhai_kg.{path.relative_to(SOURCE).parts[0].removesuffix('.py')}" for path in MODULES}
    alone = {"anhai_kg.__init__", "anhai_kg.__main__"}  # they only open the door
    assert tops - named == alone
    assert named <= tops


def test_import_is_silent_and_pure() -> None:
    environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-W", "error", "-c", WATCH]
    done = subprocess.run(command, check=True, capture_output=True, env=environ)
    assert done.stderr == b""
    [line] = done.stdout.decode().splitlines()
    alone, whole, seen, same = json.loads(line)
    assert [m for m in alone if m.startswith("anhai_kg")] == ["anhai_kg"]
    assert set(HEAVY) & set(whole) == set()
    assert seen == []
    assert same


def test_no_index_host_is_named() -> None:
    here = name(Path(__file__))
    assert [
        (file, found[0]) for file, text in texts() if file != here and (found := INDEX.search(text))
    ] == []


def test_nothing_points_out_of_the_tree() -> None:
    outside = re.compile(r"\.\./shared|\bparent / \"shared\"")
    found = [file for file, text in texts() if outside.search(text)]
    assert [file for file in found if not file.startswith("tests/")] == []


PAGES: Final = [path for path in tracked() if path.suffix == ".md"]


@pytest.mark.parametrize("page", PAGES, ids=name)
class TestEachPage:
    def test_has_links_that_lead_somewhere(self, page: Path) -> None:
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
            if not re.match(r"[a-z]+:", target):
                assert (page.parent / target).exists(), target

    def test_names_files_that_exist(self, page: Path) -> None:
        text = page.read_text(encoding="utf-8")
        for path in re.findall(
            r"`((?:\.ci|benchmarks|data|docs|notebooks|ontology|requirements|src|tests|tools)/[\w./-]*)`",
            text,
        ):
            assert (TREE / path).exists(), path


def test_the_examples_of_the_readme_are_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TREE)
    result = doctest.testfile(str(TREE / "README.md"), module_relative=False, encoding="utf-8")
    assert result.attempted > 0
    assert result.failed == 0


def test_the_readme_says_what_ci_runs() -> None:
    readme = (TREE / "README.md").read_text(encoding="utf-8").splitlines()
    makefile = (TREE / "Makefile").read_text(encoding="utf-8")
    for command in ("make build", "make test"):
        assert command in readme
        assert f"\n{command.removeprefix('make ')}:" in makefile
