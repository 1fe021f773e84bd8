"""Who is called what: the IRI of every node, and which towns of one name are one town."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import NamedNode

from anhai_kg.iri import iri, join, segment
from anhai_kg.model import Area, Kind, Post, Reading, Ref, Span

__all__ = ["Names", "chains", "key_of_area"]


def key_of_area(area: Area) -> tuple[str, ...]:
    """Outermost first: 晋江市, 安海镇."""
    return (*reversed(area.parents), area.name)


def _adopted(area: Area, known: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The fullest chain among `known` that this area's own chain is the inner end of, if only one.

    A report that does not say in which city its town lies joins the town of another report that
    does; where two cities have a town of that name it stays alone.
    """
    own = key_of_area(area)
    fuller = {chain for chain in known if chain[-len(own) :] == own}
    fullest = [c for c in fuller if not any(d != c and d[-len(c) :] == c for d in fuller)]
    return fullest[0] if len(fullest) == 1 else own


def chains(readings: Sequence[Reading]) -> Mapping[str, tuple[str, ...]]:
    """Document id to the chain of its area; a reading without an area has none."""
    areas = {r.document.id: r.area for r in readings if r.area}
    whole = {key_of_area(area) for area in areas.values()}
    known = {chain[:depth] for chain in whole for depth in range(1, len(chain) + 1)}
    return {identifier: _adopted(area, known) for identifier, area in areas.items()}


class Names:
    """The IRIs of one reading."""

    def __init__(self, base: str, *, document: str, chain: tuple[str, ...]) -> None:
        self.base = base
        self.report = iri(join(base, "report", document))
        self.chain = chain
        self._scope = join(base, *chain) if chain else self.report.value
        self._citations: dict[Span, NamedNode] = {}
        self._entities: dict[Ref, NamedNode] = {}

    @property
    def citations(self) -> Mapping[Span, NamedNode]:
        """Every span cited so far."""
        return self._citations

    def citation(self, span: Span) -> NamedNode:
        """The span as RFC 5147 has it; also the graph of what it proves."""
        found = self._citations.get(span)
        if found is None:
            found = NamedNode(f"{self.report.value}#char={span.start},{span.end}")
            self._citations[span] = found
        return found

    def place(self, depth: int) -> NamedNode:
        """The reporting area's n outermost steps: 1 is 晋江市, 2 安海镇 in it."""
        return iri(join(self.base, "place", *self.chain[:depth]))

    def entity(self, ref: Ref) -> NamedNode:
        """An entity: in the scope of its area, so that reports of one town meet."""
        found = self._entities.get(ref)
        if found is None:
            if ref.kind is Kind.PLACE and ref.name in self.chain:
                found = self.place(self.chain.index(ref.name) + 1)
            else:
                found = NamedNode(f"{self._scope}/{ref.kind.lower()}/{segment(ref.name)}")
            self._entities[ref] = found
        return found

    def post(self, post: Post) -> NamedNode:
        """A post of a body."""
        return self._under(self.entity(Ref(Kind.BODY, post.body)), "post", post.title)

    def tenure(self, post: Post) -> NamedNode:
        """Somebody's holding of a post."""
        official = self.entity(Ref(Kind.OFFICIAL, post.person))
        return self._under(official, "tenure", f"{post.body}-{post.title}-{post.how}")

    def indicator(self, name: str) -> NamedNode:
        """What is measured."""
        return NamedNode(f"{self._scope}/indicator/{segment(name)}")

    def period(self, identifier: str) -> NamedNode:
        """A span of time: the same for all reports."""
        return NamedNode(f"{self.base}period/{segment(identifier.replace('/', '--'))}")

    def day(self, day: str) -> NamedNode:
        """A day: the same for all reports."""
        return NamedNode(f"{self.base}day/{segment(day)}")

    def part(self, kind: str, name: str | int) -> NamedNode:
        """Something of the report itself: a figure, a section, a graph of derived facts."""
        return self._under(self.report, kind, str(name))

    @staticmethod
    def _under(node: NamedNode, kind: str, name: str) -> NamedNode:
        return NamedNode(f"{node.value}/{kind}/{segment(name)}")
