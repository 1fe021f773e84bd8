"""The page's network as a `pyvis.network.Network`: ids, shapes, labels and positions.

pyvis' own template is not used: it loads scripts from elsewhere and writes titles and headings into
the page unescaped. So nothing here gets a title, and ids are generated.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from anhai_kg.render.layout import Plan, arrange
from anhai_kg.render.layout_boxes import Block, Box, Room
from anhai_kg.render.page_values import CLASSES, COUNTED, NAMED, Label, Link, PageData, Thing

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["SHAPES", "drawing", "network", "node_ids"]

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
SIZES: Final[Mapping[str, int]] = {"Event": 11, "Official": 9, **dict.fromkeys(COUNTED, 5)}
SIZE: Final = 7  # of the others: from the centre of a shape to its edge
LETTER: Final = 13.0  # width of a Chinese character of a label
LATIN: Final = 0.56  # of it: a Latin letter
LINE: Final = 16.0  # height of a line
LINES: Final[Mapping[str, tuple[int, int]]] = {"below": (8, 3), "beside": (12, 2)}
"""Chinese characters in a line of a label, and lines of it; the script breaks by the same numbers."""

PEOPLE: Final = ("Event", "Official", "Post")


def node_ids(data: PageData) -> dict[str, str]:
    """`n0`, `n1`, ... by IRI: no word of a report becomes an id."""
    return {thing.iri: f"n{n}" for n, thing in enumerate(data.things)}


def network(data: PageData) -> Network:
    """Nodes, parallel edges and positions, physics off; pyvis hangs labels below, so rows part."""
    links = [*data.links, *_to_fields(data)]
    wide, _ = _arranged(data, links, language=0)
    return _network(data, links, wide, stretch=2.2)


def drawing(data: PageData) -> dict[str, Any]:
    """The network for the page's script, and where it stands by language on each kind of screen."""
    links = [*data.links, *_to_fields(data)]
    sheets = [_arranged(data, links, language=n) for n in range(len(Label._fields))]
    net = _network(data, links, sheets[0][0])
    return {
        "nodes": net.nodes,
        "edges": net.edges,
        "options": json.loads(net.options.to_json()),
        "lines": LINES,
        "beside": [sheets[0][0].spots[thing.iri].beside for thing in data.things],
        "sheets": {
            language: {"wide": _sheet(data, wide), "narrow": _sheet(data, narrow)}
            for language, (wide, narrow) in zip(Label._fields, sheets, strict=True)
        },
    }


def _sheet(data: PageData, sheet: Block) -> dict[str, Any]:
    """Positions in the order of the things, and titles with what stands under them."""
    ids = node_ids(data)
    spots = [sheet.spots[thing.iri] for thing in data.things]
    titles = [
        {
            "key": title.key,
            "at": [round(title.x), round(title.y), round(title.width)],
            "nodes": [ids[iri] for iri in title.nodes],
        }
        for title in sheet.titles
    ]
    return {"spots": [[round(spot.x), round(spot.y)] for spot in spots], "titles": titles}


def _network(data: PageData, links: Iterable[Link], where: Block, stretch: float = 1.0) -> Network:
    from pyvis.network import Network

    ids = node_ids(data)
    net = Network(directed=True, cdn_resources="in_line")
    for thing in data.things:
        spot = where.spots[thing.iri]
        net.add_node(
            ids[thing.iri],
            label=_clean(thing.label.zh),
            group=thing.cls,
            shape=SHAPES[thing.cls],
            size=SIZES.get(thing.cls, SIZE),
            x=round(spot.x),
            y=round(spot.y * stretch),
            physics=True,
        )
    for n, link in enumerate(links):
        net.add_edge(ids[link.source], ids[link.target], id=f"e{n}")
    net.toggle_physics(False)
    return net


def _to_fields(data: PageData) -> Iterable[Link]:
    """What is about nothing in particular hangs on its field, or it would hang in the air."""
    named = {thing.iri for thing in data.things if thing.cls in NAMED}
    about = {link.source for link in data.links if link.target in named}
    for thing in data.things:
        if thing.facts.get("field") and thing.iri not in about:
            yield Link(source=thing.iri, target=thing.facts["field"], name="field")


def _arranged(data: PageData, links: Iterable[Link], *, language: int) -> tuple[Block, Block]:
    by_class: dict[str, list[str]] = {cls: [] for cls in CLASSES}
    fields: dict[str, dict[str, list[str]]] = {}
    for thing in data.things:
        by_class[thing.cls].append(thing.iri)
        if field := thing.facts.get("field"):
            fields.setdefault(field, {}).setdefault(thing.cls, []).append(thing.iri)
    plan = Plan(
        opening={cls: by_class[cls] for cls in NAMED if cls != "Initiative"},
        people={iri for cls in PEOPLE for iri in by_class[cls]},
        later={cls: _unfielded(data, cls) for cls in ("Initiative", *COUNTED)},
        fields={hub: fields[hub] for hub in by_class["Field"]},
    )
    rooms = {thing.iri: _room(thing, language) for thing in data.things}
    return arrange(plan, rooms, links=((link.source, link.target) for link in links))


def _unfielded(data: PageData, cls: str) -> list[str]:
    return [t.iri for t in data.things if t.cls == cls and not t.facts.get("field")]


def _room(thing: Thing, language: int) -> Room:
    size = SIZES.get(thing.cls, SIZE)
    text = thing.label[language]
    length = len(text) * (LATIN if language and text != thing.label.zh else 1.0)
    wide, lines = _label(length, *LINES["below"])
    below = Box(max(size, wide / 2), max(size, wide / 2), size, size + 4 + lines * LINE)
    wide, lines = _label(length, *LINES["beside"])
    half = max(size + 1.0, lines * LINE / 2)
    return Room(below, Box(size, size + 6 + wide, half, half))


def _label(length: float, line: int, most: int) -> tuple[float, int]:
    """How wide a label is and how many lines it has."""
    return LETTER * min(line, length), max(1, min(most, math.ceil(length / line)))


def _clean(label: str) -> str:
    """A label without characters that turn the direction of what stands beside it."""
    return "".join(c for c in label if c not in _TURNS)


_TURNS: Final = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
