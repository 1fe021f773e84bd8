"""The fact tables: one row a fact, read out of the graph, with the words that prove it.

What they show is in the graph, because they know nothing else. `start` and `end` of the quote count code
points of the report as read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from anhai_kg.answers import Cell
    from anhai_kg.knowledge import KnowledgeGraph

__all__ = ["Facts", "facts"]

Row = tuple["Cell", ...]

_PREFIXES: Final = """
PREFIX akg: <https://w3id.org/anhai-kg/ontology#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_PROOF: Final = "?source nif:anchorOf ?quote ; nif:beginIndex ?start ; nif:endIndex ?end ."
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_RAW: Final = frozenset({"bound", "value", "start", "end"})
"""Columns that hold no words of a report: `=` is a bound there, not a formula."""


def _named(variable: str) -> str:
    """A thing and its Chinese name: `?x` and `?x_name`."""
    return f"{variable} skos:prefLabel {variable}_name . FILTER (LANG({variable}_name) = 'zh')"


_ENTITIES: Final = f"""{_PREFIXES}
SELECT DISTINCT ?type ?name ?alias ?quote ?start ?end ?thing ?place WHERE {{
  VALUES ?type {{
    akg:Official akg:Body akg:Place akg:Project akg:Initiative akg:Event akg:Report
  }}
  ?thing a ?type .
  GRAPH ?source {{ ?thing skos:prefLabel ?name }}
  {_PROOF}
  OPTIONAL {{
    GRAPH ?other {{ ?thing skos:altLabel ?alias }}
    ?other nif:beginIndex ?place
  }}
}}
ORDER BY ?start ?end ?thing ?place ?alias
"""
_POSTS: Final = f"""{_PREFIXES}
SELECT DISTINCT ?person_name ?post_name ?body_name ?how ?quote ?start ?end WHERE {{
  ?tenure a akg:Tenure ; org:member ?person ; akg:post ?post ; org:organization ?body ;
    akg:how ?how ; prov:wasQuotedFrom ?source .
  {_PROOF}
  {_named("?person")} {_named("?post")} {_named("?body")}
}}
ORDER BY ?start ?end ?tenure ?how
"""
_ACTS: Final = f"""{_PREFIXES}
SELECT DISTINCT ?agent_name ?act ?object_name ?quote ?start ?end WHERE {{
  VALUES ?act {{
    akg:chairs akg:hears akg:delivers akg:speaks akg:represents akg:attends
  }}
  GRAPH ?source {{ ?agent ?act ?object }}
  {_PROOF}
  {_named("?agent")} {_named("?object")}
}}
ORDER BY ?start ?end ?agent ?act ?object
"""
_RELATIONS: Final = f"""{_PREFIXES}
SELECT DISTINCT ?subject_name ?relation ?object_name ?quote ?start ?end WHERE {{
  VALUES ?relation {{ akg:locatedIn akg:partOf akg:partnersWith akg:memberOfGroup }}
  GRAPH ?source {{ ?subject ?relation ?object }}
  {_PROOF}
  {_named("?subject")}
  {{ {_named("?object")} }} UNION {{ ?object akg:groupLabel ?object_name }}
}}
ORDER BY ?start ?end ?subject ?relation ?object
"""
_FIGURES: Final = f"""{_PREFIXES}
SELECT DISTINCT ?status ?indicator_name ?value ?unit ?bound ?period ?subject_name ?quote ?start ?end ?figure
WHERE {{
  VALUES ?status {{ akg:Result akg:Target }}
  ?figure a ?status ; akg:indicator ?indicator ; akg:value ?value ; akg:unitText ?unit ;
    akg:numberAt/nif:beginIndex ?place ; prov:wasQuotedFrom ?source .
  {_PROOF}
  {_named("?indicator")}
  OPTIONAL {{ ?figure akg:bound/skos:notation ?bound }}
  OPTIONAL {{ ?figure akg:period/skos:notation ?period }}
  OPTIONAL {{ ?figure akg:about ?subject . {_named("?subject")} }}
}}
ORDER BY ?place ?figure ?subject_name
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """One table: the name of its file without `.csv`, its columns and rows of text."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def to_csv(self) -> str:
        """RFC 4180; words that a spreadsheet would run as a formula get an apostrophe before them."""
        sheet = io.StringIO()
        writer = csv.writer(sheet, lineterminator="\r\n")
        writer.writerow(self.columns)
        for row in self.rows:
            writer.writerow([_harmless(c, t) for c, t in zip(self.columns, row, strict=True)])
        return sheet.getvalue()


def _harmless(column: str, text: str) -> str:
    return f"'{text}" if column not in _RAW and text.startswith(_FORMULA) else text


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _local(cell: Cell) -> str:
    """The end of an IRI: akg:chairs is chairs."""
    return str(cell).rpartition("#")[2]


def _once(rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Each fact with its first proof: quote, start and end, the last three cells, do not tell facts apart."""
    first: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in rows:
        first.setdefault(row[:-3], row)
    return tuple(first.values())


def _grouped(rows: Iterable[Row], key: Callable[[Row], Row], part: int) -> dict[Row, list[str]]:
    """The texts of one cell for each key, in order, without repetition."""
    found: dict[Row, dict[str, None]] = {}
    for row in rows:
        parts = found.setdefault(key(row), {})
        if row[part] is not None:
            parts[_text(row[part])] = None
    return {row: list(parts) for row, parts in found.items()}


def _entities(rows: Iterable[Row]) -> Iterable[tuple[str, ...]]:
    seen: set[Cell] = set()
    for row, aliases in _grouped(rows, lambda r: (*r[:2], *r[3:7]), 2).items():
        kind, name, quote, start, end, thing = row
        if thing not in seen:
            seen.add(thing)
            yield (_local(kind), _text(name), "|".join(aliases), *map(_text, (quote, start, end)))


def _figures(rows: Iterable[Row]) -> Iterable[tuple[str, ...]]:
    for row, subjects in _grouped(rows, lambda r: (*r[:6], *r[7:]), 6).items():
        status, indicator, value, unit, bound, period, quote, start, end, _ = row
        said = (indicator, value, unit, bound or "=", period)
        yield (
            _local(status).lower(),
            *map(_text, said),
            "|".join(subjects),
            *map(_text, (quote, start, end)),
        )


def _plain(local: int) -> Callable[[Iterable[Row]], Iterable[tuple[str, ...]]]:
    """Rows as they are, but for the cell that holds an IRI of ours."""

    def told(rows: Iterable[Row]) -> Iterable[tuple[str, ...]]:
        for row in rows:
            yield tuple(_local(c) if i == local else _text(c) for i, c in enumerate(row))

    return told


_Told = Callable[[Iterable[Row]], Iterable[tuple[str, ...]]]
_TABLES: Final[Mapping[str, tuple[str, str, _Told]]] = {
    "entities": ("type name aliases", _ENTITIES, _entities),
    "posts": ("person post body how", _POSTS, _plain(3)),
    "acts": ("agent act object", _ACTS, _plain(1)),
    "relations": ("subject relation object", _RELATIONS, _plain(1)),
    "figures": ("status indicator value unit bound period subjects", _FIGURES, _figures),
}


def facts(graph: KnowledgeGraph) -> tuple[Facts, ...]:
    """The tables entities, posts, acts, relations and figures of a graph."""
    return tuple(
        Facts(
            name,
            (*columns.split(), "quote", "start", "end"),
            _once(told(graph.select(sparql).rows)),
        )
        for name, (columns, sparql, told) in _TABLES.items()
    )
