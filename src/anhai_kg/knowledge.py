"""The knowledge graph as an object: ask it, look at it, take it away."""

from __future__ import annotations

import html
import itertools
import warnings
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, Store, serialize

from anhai_kg.answers import Answer, answer
from anhai_kg.errors import CutWarning, GraphError
from anhai_kg.files import write_all, write_whole
from anhai_kg.store import GraphFile, Statement, Value, run, store_of
from anhai_kg.sums import SUFFIX, with_sums
from anhai_kg.worker import Limits, Worker

if TYPE_CHECKING:
    import networkx as nx
    import rdflib
    from IPython.display import HTML
    from pandas import DataFrame
    from pyvis.network import Network

    from anhai_kg.render.turtle import Writing
    from anhai_kg.shacl import Verdict

__all__ = ["KnowledgeGraph"]

_MADE = itertools.count()
"""Numbers graphs in the order in which they are made, so that a notebook can ask the last."""
_SUMMARY = """
PREFIX akg: <https://w3id.org/anhai-kg/ontology#>
SELECT ?kind (COUNT(DISTINCT ?thing) AS ?count) WHERE {
  VALUES ?kind { akg:Official akg:Body akg:Post akg:Place akg:Project akg:Initiative akg:Event
                 akg:Report akg:Result akg:Target akg:Achievement akg:Commitment }
  ?thing a ?kind
} GROUP BY ?kind ORDER BY ?kind
"""


class KnowledgeGraph:
    """The statements read from reports, each in the graph of the words that prove it.

    Queries and exports see the union of all graphs; `GRAPH ?quote { ... }` asks for the words.
    """

    def __init__(self, statements: Iterable[Statement]) -> None:
        self.made = next(_MADE)
        self._given = tuple(statements)
        self.limits = Limits()

    def __len__(self) -> int:
        return len(self.statements)

    @property
    def statements(self) -> Sequence[Statement]:
        """Subject, predicate, value and graph of each."""
        return self._given

    @cached_property
    def quads(self) -> tuple[Quad, ...]:
        """The statements as an engine wants them; making one of a literal takes a microsecond."""
        return tuple(s if isinstance(s, Quad) else Quad(*s) for s in self.statements)

    def __repr__(self) -> str:
        return f"<KnowledgeGraph: {len(self)} statements>"

    @cached_property
    def store(self) -> Store:
        """The statements by quote, and in the default graph each once; 35.920 becomes 35.92."""
        return store_of(self.quads)

    @cached_property
    def _read(self) -> Store:
        """The statements as they are: half as many as in `store`."""
        store = Store()
        store.extend(self.quads)
        return store

    @cached_property
    def dataset(self) -> rdflib.Dataset:
        """The same store as an `rdflib.Dataset`; its default graph holds every statement once.

        It is for code of yours: what is asked of it passes no gate and has no limits.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.store))

    def query(
        self,
        sparql: str,
        *,
        timeout: float | None = None,
        rows: int | None = None,
        **bindings: Value,
    ) -> Answer:
        """The rows that a SELECT or ASK finds in the union of all graphs.

        It runs in a process of its own that can reach neither network nor files.

        Args:
            sparql: SPARQL 1.1; SERVICE and FROM are refused.
            timeout: seconds until it is stopped, instead of those of `limits`.
            rows: how many at most, instead of those of `limits`; a warning says that there are more.
            bindings: values of variables, by name; a SELECT must project them.

        Raises:
            QueryError: the query is malformed or not allowed, or was stopped.
        """
        found = self._queried(sparql, bindings, self.limits.but(timeout=timeout, rows=rows))
        if found.cut:
            message = f"query: only the first {len(found)} rows; allow more, or ask for fewer"
            warnings.warn(message, CutWarning, stacklevel=2)
        return found

    def _queried(self, sparql: str, bindings: Mapping[str, Value], limits: Limits) -> Answer:
        return self._worker.query(sparql, bindings, limits)

    @cached_property
    def _worker(self) -> Worker:
        data = serialize(self.quads, format=RdfFormat.N_QUADS) or b""
        return Worker("graph", [GraphFile("graph", ".nq", data)])

    def select(self, sparql: str, **bindings: Value) -> Answer:
        """The same for queries of ours: in this process, without limits, and they count nothing twice by themselves.

        Raises:
            QueryError: the query is malformed or not allowed.
        """
        return answer(run(self._read, sparql, bindings=bindings, union=True))

    def ask(self, question: str, **parameters: str) -> Answer:
        """The answer to a question of the catalogue, by name or in Chinese or English words.

        Raises:
            QuestionError: no question of the catalogue fits.
        """
        from anhai_kg import questions

        return questions.ask(self, question, **parameters)

    def validate(self) -> Verdict:
        """What the shapes say of the union of all graphs.

        Raises:
            ShapesError: no verdict can be given.
        """
        from anhai_kg.shacl import validate

        return validate(self.quads)

    def to_networkx(self) -> nx.MultiDiGraph:
        """Named things and posts as nodes, what links them as edges; parallel edges stay."""
        from anhai_kg.network import to_networkx

        return to_networkx(self)

    def to_pyvis(self) -> Network:
        """The network of the page for pyvis: every node has its place and need not move."""
        from anhai_kg.render.page_data import collect
        from anhai_kg.render.page_network import network

        data = collect(self)
        drawn = network(data)
        for node, thing in zip(drawn.nodes, data.things, strict=True):
            said = dict.fromkeys((*thing.label, thing.cls))
            node["title"] = html.escape(" · ".join(filter(None, said)))  # pyvis takes it for HTML
        return drawn

    def show(self, *, height: int = 640) -> HTML:
        """The page in a notebook, in a frame that can reach nothing outside; `height` in pixels."""
        from IPython.display import HTML

        frame = f'sandbox="allow-scripts" width="100%" height="{height}" style="border: 0"'
        page = html.escape(self.to_html())
        return HTML(f'<div><iframe {frame} srcdoc="{page}"></iframe></div>')  # type: ignore[no-untyped-call]

    @cached_property
    def _writing(self) -> Writing:
        from anhai_kg.render.turtle import Writing

        return Writing(self.statements)

    def to_turtle(self) -> str:
        """The facts as Turtle."""
        return self._writing.turtle()

    def to_trig(self) -> str:
        """The facts with their evidence as TriG."""
        return self._writing.trig()

    def to_nquads(self) -> str:
        """The facts with their evidence, one a line."""
        from anhai_kg.render.turtle import nquads

        return nquads(self.quads)

    @cached_property
    def digest(self) -> str:
        """What names this graph and no other: SHA-256, in hexadecimal, of `to_nquads`, which is canonical."""
        return sha256(self.to_nquads().encode()).hexdigest()

    def to_html(self) -> str:
        """The page."""
        from anhai_kg.render.html import page

        return page(self)

    def to_pandas(self, name: str, *, language: str = "") -> DataFrame:
        """The things of a class as a DataFrame: `Official`, `Project`, `Result`; `language` puts labels for IRIs.

        Raises:
            GraphError: the graph has nothing of that class.
        """
        from anhai_kg.things import frame

        return frame(self, name, language=language)

    def labelled(self, found: Answer, language: str = "zh") -> Answer:
        """An answer with a label in `zh` or `en` in place of each IRI."""
        from anhai_kg import questions

        return questions.labelled(found, questions.labels_of(self), language)

    def write(self, path: str | Path) -> Path:
        """Write the file that the suffix asks for: .ttl .trig .nq .nt .jsonld .graphml .gexf .html.

        Raises:
            GraphError: another suffix.
            OutputError: the file cannot be written; an older one stays whole.
        """
        from anhai_kg.exports import rendered

        target = Path(path)
        try:
            data = rendered(self, target.suffix)
        except GraphError as error:
            raise GraphError(f"{target}: {error}") from error
        write_whole(target, data)
        return target

    def write_tables(self, folder: str | Path) -> list[Path]:
        """Write the facts as CSV tables, and their sums, into a folder: entities, posts, acts, relations, figures.

        Raises:
            OutputError: one cannot be written; older ones stay whole.
        """
        from anhai_kg.exports import tables

        home = Path(folder)
        files = {home / name: data for name, data in tables(self).items()}
        write_all(with_sums(files, home / f"tables{SUFFIX}", graph=self.digest))
        return sorted(files)

    def _repr_html_(self) -> str:
        rows = self.select(_SUMMARY)
        cells = "".join(
            f"<tr><td>{html.escape(str(kind).rpartition('#')[2])}</td><td>{count}</td></tr>"
            for kind, count in rows
        )
        return f"<table><caption>{len(self)} statements</caption><tbody>{cells}</tbody></table>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KnowledgeGraph) and set(self.quads) == set(other.quads)

    __hash__ = None  # type: ignore[assignment]
