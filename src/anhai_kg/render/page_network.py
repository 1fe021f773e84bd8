"""The page's network as a `pyvis.network.Network`: ids, shapes, labels and positions.

pyvis' own template is not used: it loads scripts from elsewhere and writes titles and headings into
the page unescaped. So nothing here gets a title, and ids are generated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from anhai_kg.render.layout import Plan, positions
from anhai_kg.render.layout_boxes import Box
from anhai_kg.render.page_values import CLASSES, COUNTED, NAMED, Link, PageData, Thing

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["SHAPES", "link_id", "network", "node_ids"]

SHAPES: Final[Mapping[str, str]] = dict(
    zip(
        CLASSES,
        (
            *("star", "dot", "triangle", "square", "hexagon", "diamond", "square", "triangleDown"),
            *("dot", "dot", "square", "square", "dot"),
        ),
        strict=True,
    )
)
SIZES: Final[Mapping[str, int]] = {"Event": 16, "Official": 14, **dict.fromkeys(COUNTED, 6)}
SHAPE: Final = 30.0  # height of a shape with the space around it
LINE: Final = 9  # characters of a label's line
MOST: Final = 4  # lines of a label


def node_ids(data: PageData) -> dict[str, str]:
    """`n0`, `n1`, ... by IRI: no word of a report becomes an id."""
    return {thing.iri: f"n{n}" for n, thing in enumerate(data.things)}


def link_id(number: int) -> str:
    """The id of the n-th link."""
    return f"e{number}"


def network(data: PageData) -> Network:
    """Nodes, parallel edges and positions, physics off."""
    from pyvis.network import Network

    ids = node_ids(data)
    links = [*data.links, *_to_fields(data)]
    where = _places(data.things, links)
    net = Network(directed=True, cdn_resources="in_line")
    for thing in data.things:
        x, y = where[thing.iri]
        net.add_node(
            ids[thing.iri],
            label=_clean(thing.label.zh),
            group=thing.cls,
            shape=SHAPES[thing.cls],
            size=SIZES.get(thing.cls, 11),
            x=x,
            y=y - round((_box(thing.label.zh).height - SHAPE) / 2),  # the label hangs below
            physics=True,
        )
    for n, link in enumerate(links):
        net.add_edge(ids[link.source], ids[link.target], id=link_id(n))
    net.toggle_physics(False)
    return net


def _to_fields(data: PageData) -> Iterable[Link]:
    """What is about nothing in particular hangs on its field, or it would hang in the air."""
    named = {thing.iri for thing in data.things if thing.cls in NAMED}
    about = {link.source for link in data.links if link.target in named}
    for thing in data.things:
        if thing.facts.get("field") and thing.iri not in about:
            yield Link(source=thing.iri, target=thing.facts["field"], name="field")


def _places(things: Iterable[Thing], links: Iterable[Link]) -> dict[str, tuple[int, int]]:
    by_class: dict[str, list[str]] = {cls: [] for cls in CLASSES}
    boxes = {}
    for thing in things:
        by_class[thing.cls].append(thing.iri)
        boxes[thing.iri] = _box(thing.label.zh)
    core = {iri for cls in NAMED for iri in by_class[cls]} | {*by_class["Field"]}
    around: dict[str, str] = {}
    for link in links:
        if link.source not in core and link.target in core:
            around.setdefault(link.source, link.target)
    homeless = [iri for cls in COUNTED for iri in by_class[cls] if iri not in around]
    plan = Plan(
        groups=[by_class[cls] for cls in NAMED if cls != "Initiative"],
        later=[by_class["Initiative"], homeless],
        hubs=by_class["Field"],
        around=around,
    )
    return positions(plan, boxes, links=[(link.source, link.target) for link in links])


def _box(label: str) -> Box:
    lines = min(MOST, -(-len(label) // LINE))
    return Box(width=14.5 * min(max(len(label), 4), LINE), height=SHAPE + 17 * lines)


def _clean(label: str) -> str:
    """A label without characters that turn the direction of what stands beside it."""
    return "".join(c for c in label if c not in _TURNS)


_TURNS: Final = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
