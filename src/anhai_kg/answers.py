"""What a query answers, as Python values that can become a table, a file or a DataFrame."""

from __future__ import annotations

import csv
import datetime
import html
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from traceback import clear_frames
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    parse_query_results,
)

from anhai_kg.errors import QueryError
from anhai_kg.results import as_json, solutions
from anhai_kg.vocab import XSD

if TYPE_CHECKING:
    from pandas import DataFrame

    from anhai_kg.store import Results

__all__ = ["Answer", "Cell", "answer", "told"]

Cell: TypeAlias = str | bool | int | Decimal | datetime.date | None
"""A value of an answer: IRIs are strings, what is unbound is None."""

_JSON: Final = QueryResultsFormat.JSON
_READ: Final[Mapping[NamedNode, Callable[[str], Cell]]] = {
    XSD.integer: int,
    XSD.nonNegativeInteger: int,
    XSD.decimal: Decimal,
    XSD.date: datetime.date.fromisoformat,
    XSD.boolean: "true".__eq__,
}
"""How the words of a literal are read, by its datatype; those of any other are left as they are."""
_QUOTES: Final = ("quote", "licence")  # ends of the names of columns that hold words of the report
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Cells(dict[object, "Cell"]):
    """The cell of each term, read when it is first met: an answer says the same again and again."""

    def __missing__(self, term: object) -> Cell:
        cell = self[term] = _cell(term)
        return cell


def _cell(term: object) -> Cell:
    if isinstance(term, NamedNode):
        return term.value
    if isinstance(term, BlankNode):
        return str(term)
    if not isinstance(term, Literal):
        return None
    read = _READ.get(term.datatype, str)
    try:
        return read(term.value)
    except (
        ValueError,
        InvalidOperation,
    ):  # ill-typed in a foreign file: the words are all there is
        return term.value


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """Columns and rows; a yes-or-no question has one column `answer` and one row.

    `terms` are the rows as RDF terms; None when the question was yes or no. It is `cut` when there
    were more rows than were allowed.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    terms: tuple[tuple[object, ...], ...] | None = None
    cut: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self.rows)

    def __repr__(self) -> str:
        first = "the first " if self.cut else ""
        return f"<Answer: {first}{len(self.rows)} rows of {', '.join(self.columns)}>"

    def to_pandas(self) -> DataFrame:
        """The answer as a DataFrame."""
        import pandas as pd

        return pd.DataFrame([list(row) for row in self.rows], columns=list(self.columns))

    def to_csv(self) -> str:
        """RFC 4180; text that a spreadsheet would run as a formula gets an apostrophe before it."""
        sheet = io.StringIO()
        writer = csv.writer(sheet, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows([[_harmless(cell) for cell in row] for row in self.rows])
        return sheet.getvalue()

    def to_json(self) -> str:
        """SPARQL 1.1 Query Results JSON, terms with their datatypes and languages."""
        if self.terms is None:
            return json.dumps({"head": {}, "boolean": self.rows[0][0]})
        return as_json(self.columns, self.terms)

    def to_markdown(self) -> str:
        """A table of GitHub's Markdown."""
        lines = [self.columns, ["---"] * len(self.columns), *map(_texts, self.rows)]
        return "".join(f"| {' | '.join(map(_marked, line))} |\n" for line in lines)

    def _repr_html_(self) -> str:
        """A table whose rows open to their quotes."""
        proofs = [i for i, name in enumerate(self.columns) if name.endswith(_QUOTES)]
        shown = [i for i in range(len(self.columns)) if i not in proofs] or proofs
        head = "".join(f"<th>{html.escape(self.columns[i])}</th>" for i in shown)
        body = "".join(_opening(_texts(row), shown, proofs) for row in self.rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _opening(cells: list[str], shown: list[int], proofs: list[int]) -> str:
    """A row of HTML; its first cell is pressed to see what `proofs` hold."""
    first, *others = (html.escape(cells[i]) for i in shown)
    quotes = "".join(
        f"<blockquote>{html.escape(cells[i])}</blockquote>" for i in proofs if cells[i]
    )
    if quotes and shown != proofs:
        first = f"<details><summary>{first or '…'}</summary>{quotes}</details>"
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in (first, *others))}</tr>"


def _texts(row: Sequence[Cell]) -> list[str]:
    return [_shown(cell) for cell in row]


def _harmless(cell: Cell) -> str:
    text = _shown(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA) else text


def _marked(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return " ".join(text.split("\n"))


def answer(results: Results, *, rows: int | None = None, cut: bool = False) -> Answer:
    """The answer that the engine's results are.

    Args:
        results: of one query.
        rows: how many at most; then the answer may be cut.
        cut: some are missing already.

    Raises:
        QueryError: the query built a graph instead of asking; or evaluation failed.
    """
    if isinstance(results, QueryBoolean):
        return Answer(("answer",), ((bool(results),),))
    names, terms, more = solutions(results, rows)
    return Answer(names, tuple(tuple(map(_cell, row)) for row in terms), terms, cut or more)


def told(data: bytes, *, rows: int | None = None, cut: bool = False) -> Answer:
    """The answer that SPARQL 1.1 Query Results JSON holds; `rows` and `cut` as for `answer`.

    Raises:
        QueryError: it is no such JSON.
    """
    try:
        return answer(parse_query_results(data, format=_JSON), rows=rows, cut=cut)
    except (SyntaxError, QueryError) as error:
        clear_frames(error.__traceback__)  # results must not outlive the thread that made them
        raise QueryError("no SPARQL 1.1 Query Results JSON") from error
