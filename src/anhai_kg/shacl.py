"""Validation: SHACL shapes (https://www.w3.org/TR/shacl/) against the union of all graphs.

An empty or misspelt shapes file "conforms" in silence, and so do shapes that match nothing. Here
each of them is an error: a verdict says how many shapes looked at how many nodes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from anhai_kg import resources
from anhai_kg.errors import ShapesError
from anhai_kg.memory import Terms, empty
from anhai_kg.store import load
from anhai_kg.vocab import NIF, RDF

if TYPE_CHECKING:
    import rdflib

__all__ = ["SHAPES", "Result", "Validator", "Verdict", "validate"]

SHAPES: Final = resources.ONTOLOGY / "shapes.ttl"
_NOBODY: Final = NamedNode("urn:nobody")
_TARGETS: Final = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One complaint: which node, which property, what is wrong, and how bad it is.

    `path` is empty when the node itself is meant; `severity` is Violation, Warning or Info.
    """

    severity: str
    focus: str
    path: str
    message_zh: str
    message_en: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `shapes` shapes say of `focus_nodes` nodes; warnings do not break conformity."""

    conforms: bool
    shapes: int
    focus_nodes: int
    results: tuple[Result, ...]

    def to_json(self) -> dict[str, object]:
        """What `json` can write, for another process."""
        return asdict(self)

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Verdict:
        """The same verdict."""
        results = tuple(Result(**result) for result in said["results"])
        return cls(**said | {"results": results})

    def report(self, *, language: str = "zh") -> str:
        """One line a complaint, sorted, and the verdict as the last."""
        lines = []
        for result in self.results:
            message = result.message_zh if language == "zh" else result.message_en
            where = " ".join(filter(None, (result.focus, result.path, result.value)))
            lines.append(f"{result.severity}: {where}: {message}")
        word = "conforms" if self.conforms else "does not conform"
        lines.append(f"{word}: {self.shapes} shapes, {self.focus_nodes} nodes")
        return "\n".join(lines) + "\n"


def _read_shapes(path: Path, terms: Terms) -> rdflib.Graph:
    """The shapes; a term that SHACL does not have is a misspelling.

    Raises:
        ShapesError: see there.
    """
    from rdflib import SH

    try:
        triples = [quad.triple for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE)]
    except OSError as error:
        raise ShapesError(f"{path}: {error.strerror}; the shapes are missing") from error
    except SyntaxError as error:
        raise ShapesError(f"{path}: no Turtle: {error}; mend it") from error
    shapes = terms.graph(triples)
    for term in sorted({str(t) for triple in shapes for t in triple}):
        if term.startswith(str(SH)) and term not in SH:
            raise ShapesError(f"{path}: {term.removeprefix(str(SH))} is no term of SHACL; mend it")
    return shapes


def _targets(shapes: rdflib.Graph) -> set[tuple[str, str]]:
    """How nodes come into view: kind of target and its IRI."""
    from rdflib import SH

    return {(kind, str(target)) for kind in _TARGETS for target in shapes.objects(None, SH[kind])}


def _flat(shapes: rdflib.Graph) -> rdflib.Graph:
    """The same shapes with each property shape aimed at its node shape's targets itself.

    pyshacl enters a property shape once for every focus node when it comes by way of sh:property,
    but once for all when the shape has targets of its own: 0.15 s against 0.4 s.
    """
    from rdflib import SH

    flat = _copy(shapes)
    for shape in {s for kind in _TARGETS for s in shapes.subjects(SH[kind], None)}:
        if (None, None, shape) in shapes:  # somebody uses it whole
            continue
        for part in shapes.objects(shape, SH.property):
            flat.remove((shape, SH.property, part))
            for kind in _TARGETS:
                for target in shapes.objects(shape, SH[kind]):
                    flat.add((part, SH[kind], target))
    return flat


def _without_comparisons(shapes: rdflib.Graph) -> rdflib.Graph:
    from rdflib import SH

    plain = _copy(shapes)
    for constraint in (SH.lessThan, SH.lessThanOrEquals):
        plain.remove((None, constraint, None))
    return plain


def _copy(graph: rdflib.Graph) -> rdflib.Graph:
    copy = empty()
    for triple in graph:
        copy.add(triple)
    return copy


def _focus(quads: Iterable[Quad], targets: set[tuple[str, str]]) -> int:
    """How many nodes the targets bring into view, by direct types."""
    by_kind = {kind: {iri for k, iri in targets if k == kind} for kind in _TARGETS}
    classes = set(map(NamedNode, by_kind["targetClass"]))
    found: set[object] = set()
    for quad in quads:
        predicate, value = quad.predicate, quad.object
        if predicate == RDF.type and value in classes:
            found.add(quad.subject)
        if predicate.value in by_kind["targetSubjectsOf"]:
            found.add(quad.subject)
        if predicate.value in by_kind["targetObjectsOf"]:
            found.add(value)
        if isinstance(quad.subject, NamedNode) and quad.subject.value in by_kind["targetNode"]:
            found.add(quad.subject)
    return len(found)


def _results(report: rdflib.Graph) -> Iterable[Result]:
    from rdflib import RDF as TYPES
    from rdflib import SH

    for node in report.subjects(TYPES.type, SH.ValidationResult):
        said = {
            getattr(message, "language", None): str(message)
            for message in report.objects(node, SH.resultMessage)
        }
        first = min(said.values(), default="")
        yield Result(
            severity=str(report.value(node, SH.resultSeverity)).rpartition("#")[2],
            focus=str(report.value(node, SH.focusNode)),
            path=str(report.value(node, SH.resultPath) or ""),
            message_zh=said.get("zh", first),
            message_en=said.get("en", first),
            value=str(report.value(node, SH.value) or ""),
        )


class Validator:
    """The shapes of a file, read once; it judges any number of graphs.

    Raises:
        ShapesError: the shapes are missing, empty or misspelt.
    """

    def __init__(self, shapes: Path = SHAPES) -> None:
        from rdflib import SH

        self._path, self._terms = shapes, Terms()
        rules = _read_shapes(shapes, self._terms)
        self._targets = _targets(rules)
        self._count = len({s for kind in _TARGETS for s in rules.subjects(SH[kind], None)})
        if not self._count:
            raise ShapesError(f"{shapes}: no shape has a target; nothing would be looked at")
        self._shapes = _flat(rules)

    def warm(self) -> Verdict:
        """Judge one bare node of each class, so that the next graph finds all in place."""
        classes = (NamedNode(iri) for kind, iri in self._targets if kind == "targetClass")
        return self.judge([Quad(_NOBODY, RDF.type, cls, _NOBODY) for cls in classes])

    def judge(self, quads: Collection[Quad]) -> Verdict:
        """What the shapes say of the union of all graphs.

        Raises:
            ShapesError: the shapes match nothing, or pyshacl cannot use them.
        """
        focus = _focus(quads, self._targets)
        if not focus:
            raise ShapesError(
                "no node of the graph is a target of any shape; is it a graph of reports?"
            )
        # the text of a report is long, and no shape reads it
        triples = {quad.triple for quad in quads if quad.predicate != NIF.isString}
        graph = self._terms.graph(triples)
        try:
            report = self._report(graph, self._shapes)
        except (
            TypeError
        ):  # 12 against x: pyshacl compares them; the shapes of datatypes tell which is wrong
            report = self._report(graph, _without_comparisons(self._shapes))
        results = tuple(sorted(set(_results(report))))
        wrong = any(result.severity == "Violation" for result in results)
        return Verdict(not wrong, self._count, focus, results)

    def _report(self, graph: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
        import pyshacl
        from pyshacl.errors import ReportableRuntimeError

        try:
            said: tuple[bool, rdflib.Graph, str] = pyshacl.validate(
                graph, shacl_graph=shapes, advanced=False, inference="none"
            )
        except ReportableRuntimeError as error:
            raise ShapesError(f"{self._path}: {' '.join(str(error).split())}") from error
        return said[1]


def validate(graph: Iterable[Quad] | str | Path, *, shapes: Path = SHAPES) -> Verdict:
    """What the shapes say of a graph, or of a graph file.

    Raises:
        GraphError: the file cannot be read.
        ShapesError: the shapes are missing, empty, misspelt or match nothing.
    """
    quads = load(graph) if isinstance(graph, (str, Path)) else list(graph)
    return Validator(shapes).judge(quads)
