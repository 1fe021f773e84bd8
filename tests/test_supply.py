"""What is installed: pinned by hash, of a known licence, without known vulnerability, and looked at by a person."""

from __future__ import annotations

import csv
import datetime
import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from itertools import chain, groupby, pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

TREE = Path(__file__).resolve().parent.parent
LOCKS = ("run", "dev")
ALLOWED = {
    *("MIT", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "ISC", "Zlib", "CC0-1.0", "PSF-2.0"),
    *("MPL-2.0", "W3C"),
}  # fmt: skip
PIN = re.compile(r"([a-z0-9][a-z0-9-]*)==([^\s;\\]+)(?: ; [^\\]+)?(?: \\)?")
HASH = re.compile(r" {4}--hash=sha256:[0-9a-f]{64}(?: \\)?")
ROW = re.compile(r"\| ([a-z0-9-]+) \| (\d\S*) \| ([^|]+) \| ([^|]+) \| ([^|]*)\| ([\d-]+) \|")
RELEASE = re.compile(r"## \[[\d.]+\] - (\d{4}-\d\d-\d\d)")
FRESH = 30  # days before a release in which advisories are looked up
AUDIT = TREE / "tools" / "audit.py"
COPYLEFT = re.compile(r"\bA?L?GPL|GNU|Affero", re.IGNORECASE)


@cache
def lines(lock: str) -> tuple[str, ...]:
    text = (TREE / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def pins(lock: str) -> dict[str, str]:
    return dict(found.groups() for line in lines(lock) if (found := PIN.fullmatch(line)))  # type: ignore[misc]


@cache
def rows() -> dict[str, tuple[str, ...]]:
    """Package to version, licence, who asks for it, what it sees, when its advisories were looked up."""
    text = (TREE / "docs" / "supply.md").read_text(encoding="utf-8")
    found = [match.groups() for match in map(ROW.fullmatch, text.splitlines()) if match]
    assert len({name for name, *_ in found}) == len(found)
    return {name: tuple(cell.strip() for cell in cells) for name, *cells in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_a_pin_or_its_hash(lock: str) -> None:
    """No URL, no range, no path; and no pin without a hash."""
    assert len(pins(lock)) > 40
    for line, following in pairwise((*lines(lock), "")):
        assert PIN.fullmatch(line) or HASH.fullmatch(line), line
        assert not PIN.fullmatch(line) or HASH.fullmatch(following), line


def test_both_locks_hold_the_same_versions() -> None:
    assert pins("run").items() <= pins("dev").items()


def test_every_package_was_looked_at_in_its_version() -> None:
    locked = {**pins("dev"), **pins("run")}
    seen = {name: row[0] for name, row in rows().items()}
    assert seen == locked, "docs/supply.md differs from the locks: look at what is new"


def test_every_licence_is_allowed() -> None:
    for name, (_, licence, *_) in rows().items():
        parts = set(re.findall(r"[A-Za-z0-9][A-Za-z0-9.-]*", re.sub(r"\(.*?\)", "", licence)))
        assert parts - {"AND", "OR"} <= ALLOWED, name


def test_what_is_installed_says_no_worse() -> None:
    """The metadata of what is really installed name no licence that passes itself on."""
    looked_at = 0
    for name in pins("run"):
        try:
            said = metadata(name)
        except PackageNotFoundError:  # for another system
            continue
        looked_at += 1
        words = [line for line in said.get_all("Classifier", []) if line.startswith("License")]
        for field in ("License", "License-Expression"):  # some put the whole text there
            words += [text.partition("\n")[0] for text in said.get_all(field, [])]
        assert not COPYLEFT.search(" ".join(words)), name
    assert looked_at > 40


def test_what_sees_the_words_of_strangers_is_told() -> None:
    exposed = {name for name, row in rows().items() if row[3]}
    direct = {"pyoxigraph", "pypdfium2", "lxml", "selectolax", "pyyaml", "uvicorn", "starlette"}
    assert direct <= exposed


def audit(*words: str | Path) -> tuple[int, list[str]]:
    """The exit code of tools/audit.py, and what it says."""
    command = [sys.executable, str(AUDIT), *map(str, words)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    return done.returncode, (done.stdout + done.stderr).splitlines()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder of requirements that may be changed."""
    (tmp_path / "docs").mkdir()
    shutil.copy(TREE / "docs" / "supply.md", tmp_path / "docs")
    return Path(shutil.copytree(TREE / "requirements", tmp_path / "requirements"))


def changed(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_no_locked_version_has_a_known_vulnerability() -> None:
    code, said = audit()
    assert (code, len(said)) == (0, 1), said
    assert said[0].startswith(f"{len({**pins('dev'), **pins('run')})} packages against ")


def test_an_affected_version_is_found(copy: Path) -> None:
    for lock in LOCKS:
        changed(copy / f"{lock}.lock", f"jinja2=={pins(lock)['jinja2']}", "jinja2==3.1.5")
    code, said = audit(copy)
    assert code == 1
    assert said[0].startswith("jinja2 3.1.5: not looked up; do so")
    assert said[1].startswith("jinja2 3.1.5: GHSA-cpwx-vrp4-4pq7 CVE-2025-27516: ")
    assert len(said) == 3


def test_a_version_that_nobody_looked_up_is_found(copy: Path) -> None:
    changed(copy.parent / "docs" / "supply.md", "| lxml | ", "| lxml2 | ")
    code, said = audit(copy)
    assert (code, len(said)) == (1, 2)
    assert "lxml" in said[0] and "not looked up" in said[0]


PIP_AUDIT = """#!/bin/sh
cat <<'END'
{"dependencies": [%s], "fixes": []}
END
"""
SKIPPED = '{"name": "jinja2", "skip_reason": "not found"}'
CLEAN = '{"name": "jinja2", "version": "3.1.6", "vulns": []}'
BAD = '{"name": "lxml", "version": "6.1.3", "vulns": [{"id": "X-1", "fix_versions": ["9"], "aliases": []}]}'


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a script of the shell")
@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (PIP_AUDIT % CLEAN, 0, "knows 1 of 1 packages, 0 advisories"),
        (PIP_AUDIT % BAD, 1, "run.lock: lxml 6.1.3: X-1: fixed in 9"),
        (PIP_AUDIT % SKIPPED, 2, "knows 0 of 1 packages"),
        ("#!/bin/sh\necho no network >&2; exit 1\n", 2, "could not ask its database: no network"),
    ],
)
def test_a_database_that_answers_nothing_is_no_good_news(
    copy: Path, answer: str, code: int, words: str
) -> None:
    """pip-audit itself ends with 0 when it could look up no package at all."""
    pin = f"jinja2=={pins('run')['jinja2']} --hash=sha256:0\n"
    for lock in LOCKS:
        (copy / f"{lock}.lock").write_text(pin, encoding="utf-8")
    program = copy / "pip-audit"
    program.write_text(answer, encoding="utf-8")
    program.chmod(0o755)
    found, said = audit(copy, "--ask", program)
    assert found == code
    assert any(words in line for line in said), said


def test_the_least_versions_allowed_have_no_known_vulnerability() -> None:
    """Who installs without the locks may get them."""
    project = tomllib.loads((TREE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    built = (TREE / "requirements" / "build.in").read_text(encoding="utf-8").splitlines()
    lines = [*asked, *(line for line in built if not line.startswith("#"))]
    with (TREE / "requirements" / "advisories.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    for requirement in map(Requirement, lines):
        least = [s.version for s in requirement.specifier if s.operator in {">=", "=="}]
        for row in listed:
            sets = [SpecifierSet(part) for part in row["affected"].split("||")]
            if row["package"] == requirement.name and least:
                assert not any(part.contains(least[0]) for part in sets), (requirement, row["id"])


def test_the_advisories_are_of_what_is_locked_and_told_whole() -> None:
    with (TREE / "requirements" / "advisories.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    assert len({row["id"] for row in listed}) == len(listed) > 90
    for row in listed:
        assert row["package"] in pins("dev"), row
        assert all(row[name] for name in ("id", "affected", "what", "here", "source")), row
    together = [name for name, _ in groupby(row["package"] for row in listed)]
    assert len(set(together)) == len(together)


def test_what_is_released_was_looked_up_shortly_before() -> None:
    """Days of the repository against each other: the clock is not asked."""
    released = RELEASE.findall((TREE / "CHANGELOG.md").read_text(encoding="utf-8"))
    newest = max(map(datetime.date.fromisoformat, released), default=datetime.date.min)
    for name, row in rows().items():
        looked_up = datetime.date.fromisoformat(row[4])
        assert newest - looked_up <= datetime.timedelta(days=FRESH), name
