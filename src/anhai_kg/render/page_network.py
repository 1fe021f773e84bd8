"""The page's network as a `pyvis.network.Network`: ids, shapes, labels and positions.

pyvis' own template is not used: it loads scripts from elsewhere and writes titles and headings into
the page unescaped. So nothing here gets a title, and ids are generated.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from anhai_kg.render.layout import SHEETS, Plan, arrange
from anhai_kg.render.layout_boxes import Block, Room
from anhai_kg.render.page_labels import Written, labels
from anhai_kg.render.page_values import CLASSES, COUNTED, NAMED, Label, Link, PageData

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
SIZES: Final[Mapping[str, int]] = {"Event": 9, "Official": 8, **dict.fromkeys(COUNTED, 5)}
SIZE: Final = 6.5  # of the others: from the centre of a shape to its edge
HIGH: Final = 16.0  # of a line of a label
BESIDE: Final = 6.0  # from a sign to its label
WIDE: Final = 2  # of the sheets: where pyvis' own page has the nodes

PEOPLE: Final = ("Event", "Official", "Post")


def node_ids(data: PageData) -> dict[str, str]:
    """`n0`, `n1`, ... by IRI: no word of a report becomes an id."""
    return {thing.iri: f"n{n}" for n, thing in enumerate(data.things)}


def network(data: PageData) -> Network:
    """Nodes, parallel edges and positions, physics off; pyvis hangs labels below, so rows part."""
    links = [*data.links, *_to_fields(data)]
    sheets = _arranged(data, links, _rooms(data, _written(data, 0)))
    return _network(data, links, sheets[WIDE], stretch=2.2)


def drawing(data: PageData) -> dict[str, Any]:
    """The network for the page's script, with its labels and sheets in each language."""
    ids = node_ids(data)
    links = [*data.links, *_to_fields(data)]
    written = [_written(data, n) for n in range(len(Label._fields))]
    sheets = [_arranged(data, links, _rooms(data, some)) for some in written]
    net = _network(data, links, sheets[0][WIDE])
    return {
        "nodes": net.nodes,
        "edges": net.edges,
        "options": json.loads(net.options.to_json()),
        "labels": {
            language: [[round(wide), *lines] for wide, lines in some]
            for language, some in zip(Label._fields, written, strict=True)
        },
        "sheets": {
            language: [
                {"for": size[0], **_sheet(data, ids, sheet)}
                for size, sheet in zip(SHEETS, some, strict=True)
            ]
            for language, some in zip(Label._fields, sheets, strict=True)
        },
    }


def _written(data: PageData, language: int) -> list[Written]:
    return labels([_clean(thing.label[language]) for thing in data.things])


def _rooms(data: PageData, written: Sequence[Written]) -> dict[str, Room]:
    rooms = {}
    for thing, (wide, lines) in zip(data.things, written, strict=True):
        size = SIZES.get(thing.cls, SIZE)
        rooms[thing.iri] = Room(size + BESIDE + wide, max(2.0 * size, len(lines) * HIGH))
    return rooms


def _sheet(data: PageData, ids: Mapping[str, str], sheet: Block) -> dict[str, Any]:
    """Positions in the order of the things, and titles with what stands under them."""
    spots = [sheet.spots[thing.iri] for thing in data.things]
    titles = [
        {
            "key": title.key,
            "at": [round(title.x), round(title.y), round(title.width)],
            "again": title.again,
            "nodes": [ids[iri] for iri in title.nodes],
        }
        for title in sheet.titles
    ]
    return {"spots": [[round(x), round(y)] for x, y in spots], "titles": titles}


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


def _arranged(data: PageData, links: Iterable[Link], rooms: Mapping[str, Room]) -> list[Block]:
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
    return arrange(plan, rooms, links=((link.source, link.target) for link in links))


def _unfielded(data: PageData, cls: str) -> list[str]:
    return [t.iri for t in data.things if t.cls == cls and not t.facts.get("field")]


def _clean(label: str) -> str:
    """A label without characters that turn the direction of what stands beside it."""
    return "".join(c for c in label if c not in _TURNS)


_TURNS: Final = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
