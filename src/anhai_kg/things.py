"""The things of one class as a DataFrame: one row a thing, one column a property."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from anhai_kg.errors import GraphError
from anhai_kg.vocab import AKG, RDF, SKOS

if TYPE_CHECKING:
    from pandas import DataFrame

    from anhai_kg.answers import Cell
    from anhai_kg.knowledge import KnowledgeGraph

__all__ = ["frame"]

_NAMESPACE: Final = AKG.Official.value.removesuffix("Official")
_CLASSES: Final = """
SELECT DISTINCT ?class WHERE { ?thing a ?class FILTER (STRSTARTS(STR(?class), "https://w3id.org/anhai-kg/ontology#")) } ORDER BY ?class
"""
_SAID: Final = """
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
SELECT DISTINCT ?class ?thing ?property ?value (LANG(?value) AS ?language) ?words WHERE {
  ?thing a ?class ; ?property ?value
  OPTIONAL { ?value nif:anchorOf ?words }
} ORDER BY ?thing ?property ?value ?words
"""
_LEFT_OUT: Final = frozenset({RDF.type.value, AKG.mentionedIn.value})


def _column(prop: str, language: object) -> str:
    """prefLabel in Chinese is `zh`; any other property has the end of its IRI for a name."""
    if prop == SKOS.prefLabel.value:
        return str(language)
    return prop.rpartition("#")[2].rpartition("/")[2]


def _one(values: list[Cell]) -> Cell:
    return values[0] if len(values) == 1 else "; ".join(map(str, values))


def frame(graph: KnowledgeGraph, name: str, *, language: str = "") -> DataFrame:
    """A row for each thing, indexed by IRI; names first, then its properties by name.

    Args:
        graph: what is asked.
        name: of a class of the ontology: `Official`, `Result`.
        language: `zh` or `en` puts labels in place of IRIs, and the words themselves in place of quotations.

    Raises:
        GraphError: the graph has nothing of that class; the message names those that it has.
    """
    import pandas as pd

    from anhai_kg.questions import labelled, labels_of

    found = graph.select(_SAID, **{"class": _NAMESPACE + name})
    if not found.rows:
        kinds = ", ".join(str(row[0]).removeprefix(_NAMESPACE) for row in graph.select(_CLASSES))
        raise GraphError(f"{name}: the graph has nothing of this class; it has {kinds or 'none'}")
    shown = labelled(found, labels_of(graph), language) if language else found
    table: dict[object, dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for (_, thing, prop, _, tag, words), row in zip(found.rows, shown.rows, strict=True):
        if prop not in _LEFT_OUT:
            value = words if language and words is not None else row[3]
            table[thing][_column(str(prop), tag)].append(value)
    columns = sorted({column for said in table.values() for column in said}, key=_place)
    rows = [[_one(said[c]) if c in said else None for c in columns] for said in table.values()]
    return pd.DataFrame(rows, index=pd.Index(table, name="iri"), columns=columns, dtype=object)


def _place(column: str) -> tuple[int, str]:
    return (
        ("zh", "en", "altLabel").index(column) if column in {"zh", "en", "altLabel"} else 3,
        column,
    )
