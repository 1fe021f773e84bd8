"""Case folders: a short text and the facts that must, and must not, be read from it.

`expected.toml` holds tables in CSV with the columns of the fact tables. A cell left empty, or out at the
end of a row, is not compared; `-` must be empty; `a|b` is either. A figure's indicator must contain one
of its keys; its subjects, and the aliases of an entity, are each found. `closed` names the tables that
hold nothing but what is expected; a row of `forbidden` must match no fact.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from anhai_kg.document import load
from anhai_kg.model import GroupRef, Reading
from anhai_kg.pipeline import read

__all__ = ["COLUMNS", "FOLDER", "Case", "case", "names", "wrong"]

FOLDER: Final = Path(__file__).resolve().parent / "cases"
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "entities": ("type", "name", "aliases"),
    "posts": ("person", "post", "body", "how"),
    "acts": ("agent", "act", "object"),
    "relations": ("subject", "relation", "object"),
    "figures": ("status", "indicator", "value", "unit", "bound", "period", "subjects"),
}
_MANY: Final = {"aliases", "subjects"}
_MARKS: Final = str.maketrans("", "", '“”"「」《》 \t　')

Fact = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """What a folder expects; the tables are by name, as in `COLUMNS`."""

    says: str
    expected: Mapping[str, Sequence[Fact]]
    forbidden: Mapping[str, Sequence[Fact]]
    closed: Sequence[str]


def names() -> list[str]:
    """Every case folder."""
    return sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())


def _tables(tables: Mapping[str, str]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for table, block in tables.items():
        rows = list(csv.reader(line for line in block.splitlines() if line))
        if any(len(row) > len(COLUMNS[table]) for row in rows):
            raise ValueError(f"{table}: a row has more cells than {', '.join(COLUMNS[table])}")
        found[table] = [dict(zip(COLUMNS[table], row, strict=False)) for row in rows]
    return found


@cache
def case(name: str) -> Case:
    """What the folder of that name expects."""
    table = tomllib.loads((FOLDER / name / "expected.toml").read_text("utf-8"))
    return Case(
        table["says"],
        _tables(table.get("expected", {})),
        _tables(table.get("forbidden", {})),
        table.get("closed", ()),
    )


def facts(reading: Reading) -> dict[str, list[Fact]]:
    """A reading as rows with the columns of the fact tables."""
    rows: dict[str, list[tuple[str, ...]]] = {
        "entities": [(e.kind, e.name, "|".join(e.aliases)) for e in reading.entities],
        "posts": [(p.person, p.title, p.body, p.how) for p in reading.posts],
        "acts": [(a.agent.name, a.act, a.object.name) for a in reading.acts],
        "relations": [
            (
                r.subject.name,
                r.relation,
                r.object.label if isinstance(r.object, GroupRef) else r.object.name,
            )
            for r in reading.relations
        ],
        "figures": [
            (
                f.status,
                f.indicator,
                format(f.value.normalize(), "f"),
                f.unit,
                f.bound,
                f.period.id if f.period else "",
                "|".join(s.name for s in f.subjects),
            )
            for f in reading.figures
        ],
    }
    return {t: [dict(zip(COLUMNS[t], row, strict=True)) for row in rows[t]] for t in COLUMNS}


def _plain(cell: str) -> str:
    return cell.translate(_MARKS)


def _fits(column: str, wanted: str, found: str) -> bool:
    if not wanted:
        return True
    if wanted == "-":
        return not found
    options = [_plain(option) for option in wanted.split("|")]
    if column in _MANY:
        return set(options) <= {_plain(part) for part in found.split("|")}
    if column == "indicator":
        return any(option in _plain(found) for option in options)
    return _plain(found) in options


def _matches(wanted: Fact, found: Fact) -> bool:
    return all(_fits(column, cell, found[column]) for column, cell in wanted.items())


def _line(fact: Fact) -> str:
    return ",".join(fact.values())


def wrong(name: str, tables: Mapping[str, Iterable[Fact]] | None = None) -> list[str]:
    """What the reading of a case misses, and what it has and should not have; nothing when it is right."""
    wanted = case(name)
    if tables is None:
        tables = facts(read(load(FOLDER / name / "report.txt")))
    found: list[str] = []
    for table, rows in tables.items():
        left = list(rows)
        for row in wanted.forbidden.get(table, ()):
            found += [f"{table}: forbidden {_line(fact)}" for fact in left if _matches(row, fact)]
        for row in wanted.expected.get(table, ()):
            match = next((fact for fact in left if _matches(row, fact)), None)
            if match is None:
                found.append(f"{table}: missing {_line(row)}")
            else:
                left.remove(match)
        if table in wanted.closed:
            found += [f"{table}: too much {_line(fact)}" for fact in left]
    return found
