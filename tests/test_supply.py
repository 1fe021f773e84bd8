"""What is installed: pinned by hash, of a known licence, and looked at by a person."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from itertools import pairwise
from pathlib import Path

import pytest

TREE = Path(__file__).resolve().parent.parent
LOCKS = ("run", "dev")
ALLOWED = {
    *("MIT", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "ISC", "Zlib", "CC0-1.0", "PSF-2.0"),
    *("MPL-2.0", "W3C"),
}  # fmt: skip
PIN = re.compile(r"([a-z0-9][a-z0-9-]*)==([^\s;\\]+)(?: ; [^\\]+)?(?: \\)?")
HASH = re.compile(r" {4}--hash=sha256:[0-9a-f]{64}(?: \\)?")
ROW = re.compile(r"\| ([a-z0-9-]+) \| (\d\S*) \| ([^|]+) \| ([^|]+) \| ([^|]*)\|")
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
    """Package to version, licence, who asks for it, what it sees."""
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
