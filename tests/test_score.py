"""Scoring: the same results as the independent judge, and errors that say what is wrong."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from anhai_kg.errors import InputError
from anhai_kg.score import COLUMNS, score

TREE = Path(__file__).resolve().parent.parent
GOLD = TREE / "data" / "gold" / "anhai-2023"
SHARED = TREE.parent / "shared"
JUDGE = SHARED / "tools" / "score.py"
FOLDERS = sorted(p for p in (SHARED / "gold").glob("*") if p.is_dir()) or [GOLD]
needs_judge = pytest.mark.skipif(not JUDGE.exists(), reason="the independent judge is not here")

Rows = list[dict[str, str]]


def lose(rows: Rows, dice: random.Random) -> Rows:
    return [row for row in rows if dice.random() < 0.8]


def double(rows: Rows, dice: random.Random) -> Rows:
    return [copy for row in rows for copy in [row] * dice.choice((1, 1, 2))]


def shuffle(rows: Rows, dice: random.Random) -> Rows:
    return dice.sample(rows, len(rows))


def garble(rows: Rows, dice: random.Random) -> Rows:
    """Cells take another row's value: wrong names, units, periods and subjects."""

    def cell(row: dict[str, str], column: str) -> str:
        return dice.choice(rows)[column] if dice.random() < 0.15 else row[column]

    return [{column: cell(row, column) for column in row} for row in rows]


def respell(rows: Rows, dice: random.Random) -> Rows:
    """What must not matter: quotation marks, spaces, wide digits, a decimal's zeros."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    columns = ("name", "person", "body", "agent", "subject", "value")
    return [
        {k: f" {v} ".translate(wide) if k in columns else v for k, v in r.items()} for r in rows
    ]


def empty(rows: Rows, dice: random.Random) -> Rows:
    return []


def copy(source: Path, target: Path, change: Callable[[Rows, random.Random], Rows]) -> Path:
    target.mkdir()
    dice = random.Random(source.name + change.__name__)
    for name in COLUMNS:
        with (source / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle)
            rows, header = list(reader), list(reader.fieldnames or ())
        with (target / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, header)
            writer.writeheader()
            writer.writerows(change(rows, dice))
    return target


def judged(gold: Path, system: Path) -> dict[str, dict[str, float]]:
    command = [sys.executable, str(JUDGE), str(gold), str(system), "--json", "--misses"]
    run = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    result: dict[str, dict[str, float]] = json.loads(run.stdout)["scores"]
    return result


def ours(gold: Path, system: Path) -> dict[str, dict[str, float]]:
    return {
        s.kind: {
            "gold": s.gold,
            "system": s.system,
            "hit": s.hit,
            "p": round(s.precision, 4),
            "r": round(s.recall, 4),
            "f1": round(s.f1, 4),
        }
        for s in score(gold, system)
    }


@needs_judge
@pytest.mark.parametrize("gold", FOLDERS, ids=lambda p: p.name)
@pytest.mark.parametrize("change", [shuffle, lose, double, garble, respell, empty])
def test_same_results_as_the_judge(
    gold: Path, change: Callable[[Rows, random.Random], Rows], tmp_path: Path
) -> None:
    system = copy(gold, tmp_path / "system", change)
    assert list(ours(gold, system).items()) == list(judged(gold, system).items())
    assert ours(system, gold) == judged(system, gold)


@needs_judge
def test_same_results_against_another_document() -> None:
    for gold, system in pairwise(FOLDERS):
        assert ours(gold, system) == judged(gold, system)


def test_the_gold_against_itself_is_perfect() -> None:
    for result in score(GOLD, GOLD):
        assert (result.precision, result.recall, result.f1) == (1, 1, 1), result.kind
        assert not result.missed and not result.extra


def test_what_was_missed_and_what_is_too_much_is_named(tmp_path: Path) -> None:
    system = copy(GOLD, tmp_path / "system", shuffle)
    acts = system / "acts.csv"
    acts.write_text(
        acts.read_text(encoding="utf-8").replace("黄胜鑫,delivers", "李四,delivers"), "utf-8"
    )
    [found] = [s for s in score(GOLD, system) if s.kind == "acts"]
    assert [key[:2] for key in found.missed] == [("黄胜鑫", "delivers")]
    assert [key[:2] for key in found.extra] == [("李四", "delivers")]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        score(GOLD, tmp_path / "nowhere")


def test_a_missing_file_counts_as_empty(tmp_path: Path) -> None:
    assert {s.system for s in score(GOLD, tmp_path)} == {0}


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"person,post\na,b\n", "lacks the column body, how"), (b"\xff\xfe\x00", "UTF-8")],
)
def test_a_broken_table_is_named(data: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / "posts.csv").write_bytes(data)
    with pytest.raises(InputError, match=says) as caught:
        score(GOLD, tmp_path)
    assert "posts.csv" in str(caught.value)
