"""Fact tables against a judged reading: precision, recall and F1 by kind.

Both folders hold `entities.csv`, `posts.csv`, `acts.csv`, `relations.csv` and `figures.csv`; further
columns are ignored and a missing file counts as empty. Names are compared without spaces and quotation
marks, through the aliases of the gold. What the gold marks as optional counts neither way.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from anhai_kg.errors import InputError

__all__ = ["COLUMNS", "Score", "score"]

Row = Mapping[str, str]
Key = tuple[str, ...]
Tables = Mapping[str, list[Row]]

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "entities": ("type", "name"),
    "posts": ("person", "post", "body", "how"),
    "acts": ("agent", "act", "object"),
    "relations": ("subject", "relation", "object"),
    "figures": ("status", "indicator", "value"),
}
"""The tables, and the columns without which a row cannot be compared."""

_IGNORED: Final = re.compile(r"[\s“”\"'‘’《》〈〉「」]")
_ONE_BY_ONE: Final = dict.fromkeys("项件宗处座条台所间份支场", "个")
"""Classifiers that count alike: 5项 and 5个 are one value."""


@dataclass(frozen=True, slots=True)
class Score:
    """How one kind of fact was found; `missed` and `extra` are the keys that did not match."""

    kind: str
    gold: int
    system: int
    hit: int
    missed: tuple[Key, ...] = ()
    extra: tuple[Key, ...] = ()

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 when nothing was to be found and nothing was."""
        if self.system:
            return self.hit / self.system
        return 0.0 if self.gold else 1.0

    @property
    def recall(self) -> float:
        """Share of what was to be found that was found."""
        return self.hit / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def _plain(text: str) -> str:
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text))


def _parts(cell: str) -> list[str]:
    """The alternatives of a cell: `a|b`."""
    return [part for part in cell.split("|") if part]


def _number(text: str) -> str:
    plain = _plain(text).replace(",", "")
    try:
        return format(Decimal(plain).normalize(), "f")
    except InvalidOperation:
        return plain


def _core(row: Row) -> Key:
    """What makes two figures the same number: status, value, unit and bound."""
    unit = _plain(row.get("unit", ""))
    unit = "人" if unit == "名" else _ONE_BY_ONE.get(unit, unit)
    return (row["status"], _number(row["value"]), unit, row.get("bound") or "=")


def _table(path: Path, columns: Iterable[str]) -> list[Row]:
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            rows = [{k: (v or "").strip() for k, v in row.items() if k} for row in reader]
            header = reader.fieldnames or ()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: {error}; give a CSV table in UTF-8") from error
    if lacking := [name for name in columns if name not in header]:
        raise InputError(f"{path}:1: lacks the column {', '.join(lacking)}; add it to the header")
    return list(rows)


def _tables(folder: Path) -> Tables:
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; give the folder that holds entities.csv")
    return {name: _table(folder / f"{name}.csv", columns) for name, columns in COLUMNS.items()}


def _names(*tables: Iterable[Row]) -> Callable[[str], str]:
    """Any form of a name to the one it is compared by; earlier tables decide."""
    known: dict[str, str] = {}
    for row in (row for table in tables for row in table):
        forms = [_plain(form) for form in (row["name"], *_parts(row.get("aliases", "")))]
        canonical = next((known[form] for form in forms if form in known), forms[0])
        for form in forms:
            known.setdefault(form, canonical)
    return lambda text: known.get(_plain(text), _plain(text))


def _compared(kind: str, gold: Iterable[Key], system: Iterable[Key], may: Iterable[Key]) -> Score:
    """Multisets; what the gold has only as optional leaves the system's."""
    wanted, found = Counter(gold), Counter(system)
    for key in set(may):
        found[key] = min(found[key], wanted[key])
    found = +found
    common = wanted & found
    return Score(
        kind,
        wanted.total(),
        found.total(),
        common.total(),
        tuple((wanted - common).elements()),
        tuple((found - common).elements()),
    )


def _required(table: Iterable[Row]) -> list[Row]:
    return [row for row in table if not row.get("optional")]


def _optional(table: Iterable[Row]) -> list[Row]:
    return [row for row in table if row.get("optional")]


def _spared(gold: list[Row], system: list[Row]) -> list[Row]:
    """The system's figures without one for each optional figure that no required one needs."""
    figures = list(system)
    needed = Counter(_core(row) for row in _required(gold))
    for row in _optional(gold):
        alike = [figure for figure in figures if _core(figure) == _core(row)]
        if len(alike) > needed[_core(row)]:
            figures.remove(alike[-1])
    return figures


def _says_the_same(gold: Row, figure: Row) -> bool:
    """Same number, same period, and the label holds one of the gold's keys."""
    if _core(gold) != _core(figure):
        return False
    if figure.get("period", "") not in gold.get("period", "").split("|"):
        return False
    label = _plain(figure["indicator"])
    labels = {_plain(part) for part in figure["indicator"].split("|")} - {""}
    keys = [_plain(key) for key in _parts(gold["indicator"])]
    return any(key in label or key in labels for key in keys)


def _full(gold: list[Row], figures: list[Row]) -> Score:
    left, missed = list(figures), []
    for row in gold:
        match = next((figure for figure in left if _says_the_same(row, figure)), None)
        if match is None:
            missed.append((row["indicator"], *_core(row), row.get("period", "")))
        else:
            left.remove(match)
    extra = tuple((row["indicator"], *_core(row), row.get("period", "")) for row in left)
    hit = len(gold) - len(missed)
    return Score("figures full", len(gold), len(figures), hit, tuple(missed), extra)


def _figure_scores(gold: list[Row], system: list[Row], name: Callable[[str], str]) -> list[Score]:
    figures, required = _spared(gold, system), _required(gold)

    def subjects(rows: Iterable[Row], column: str = "subjects") -> set[Key]:
        return {(*_core(row), name(part)) for row in rows for part in _parts(row.get(column, ""))}

    may = subjects(gold, "optional_subjects") | subjects(_optional(gold))
    return [
        _compared("figures core", map(_core, required), map(_core, figures), ()),
        _full(required, figures),
        _compared("figure subjects", subjects(required), subjects(figures), may),
    ]


def score(gold: str | Path, system: str | Path) -> tuple[Score, ...]:
    """The fact tables of `system` against those of `gold`, one score a kind.

    Kinds are the types of entities, then posts, acts, relations, and figures three times: core (status,
    value, unit, bound), full (also indicator and period) and their subjects.

    Raises:
        InputError: a folder is missing, or a table lacks a column.
    """
    judged, read = _tables(Path(gold)), _tables(Path(system))
    name = _names(judged["entities"], read["entities"])

    def relation(row: Row) -> Key:
        group = row["relation"] == "memberOfGroup"
        return (name(row["subject"]), row["relation"], "" if group else name(row["object"]))

    def by(kind: str, table: str, key: Callable[[Row], Key], only: str = "") -> Score:
        def keys(rows: Iterable[Row]) -> set[Key]:
            return {key(row) for row in rows if not only or row["type"] == only}

        rows = judged[table]
        return _compared(kind, keys(_required(rows)), keys(read[table]), keys(_optional(rows)))

    types = sorted({row["type"] for tables in (judged, read) for row in tables["entities"]})
    return (
        *(by(kind, "entities", lambda row: (name(row["name"]),), kind) for kind in types),
        by(
            "posts",
            "posts",
            lambda r: (name(r["person"]), _plain(r["post"]), name(r["body"]), r["how"]),
        ),
        by("acts", "acts", lambda r: (name(r["agent"]), r["act"], name(r["object"]))),
        by("relations", "relations", relation),
        *_figure_scores(judged["figures"], read["figures"], name),
    )
