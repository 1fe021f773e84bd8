"""The page: one HTML file that holds graph, text, tables and pictures, and asks nothing of anyone.

Every word of a report travels as JSON and is shown as text. Styles and scripts are admitted by
their hashes alone (Content-Security-Policy), so that a page can neither load nor run anything else.
"""

from __future__ import annotations

import json
import os.path
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from anhai_kg.pinyin import spell
from anhai_kg.render.page_data import Queryable, collect
from anhai_kg.render.page_network import SHAPES, drawing, node_ids
from anhai_kg.render.page_text import marks, pieces
from anhai_kg.render.page_values import CLASSES, COUNTED, Label, PageData, Thing

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["page"]

TEMPLATES: Final = "anhai_kg.render"
STYLES: Final = ("base", "layout", "graph", "text", "panel", "deeds", "tables", "charts", "print")
SCRIPTS: Final = (
    *(
        "data",
        "dom",
        "words",
        "state",
        "neighbours",
        "theme",
        "camera",
        "labels",
        "graph",
        "scatter",
        "keys",
        "legend",
        "text",
    ),
    *("quotes", "cite", "panel", "path", "search", "deeds", "tables", "charts", "views", "main"),
)
"""In this order they become one script: each may use what stands before it."""

OPENS_WITHOUT: Final = ("Initiative", *COUNTED)
"""Classes that wait in the legend until somebody asks for them."""


def page(graph: Queryable) -> str:
    """The whole page as one HTML text; the same graph gives the same text."""
    data = collect(graph)
    strings = json.loads(_file("strings.json"))
    title = " · ".join(report.title for report in data.reports if report.title)
    return _frame().render(
        title=title or strings["title"]["zh"],
        t={key: words["zh"] for key, words in strings.items()},
        data=_json(_payload(data) | {"strings": strings}),
    )


@cache
def _frame() -> Template:
    """All of the page but its data."""
    from jinja2 import Environment

    script = "(() => {\n'use strict';\n" + "\n".join(map(_script, SCRIPTS)) + "\n})();\n"
    style = "\n".join(_file(f"css/{name}.css") for name in STYLES)
    library = _vis()
    fixed = {
        "policy": _policy(scripts=(library, script), styles=(style,)),
        "style": style,
        "library": library,
        "script": script,
    }
    return Environment(autoescape=True).from_string(_file("page.html.j2"), globals=fixed)


def _file(name: str) -> str:
    return files(TEMPLATES).joinpath("templates", *name.split("/")).read_text("utf-8")


def _script(name: str) -> str:
    return f"// {name}.js\n{_file(f'js/{name}.js')}"


def _vis() -> str:
    """vis-network's script as the installed pyvis brings it.

    Its style sheet is left out: it dresses navigation buttons and an editor that the page does not
    use, and weighs 220 kB.
    """
    import pyvis

    folder = Path(pyvis.__file__).parent / "templates" / "lib"
    newest = max(folder.glob("vis-*/vis-network.min.js"), key=_version)
    return newest.read_text("utf-8").replace("</script", "<\\/script")


def _version(path: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in path.parent.name.removeprefix("vis-").split("."))


def _policy(*, scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """Nothing from anywhere; of what is inside, only what has one of these hashes."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(map(_hash, scripts)),
            "style-src " + " ".join(map(_hash, styles)),
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _json(value: Any) -> str:
    """JSON that no HTML parser can mistake for markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _payload(data: PageData) -> dict[str, Any]:
    ids = node_ids(data)
    return {
        "classes": [_class(cls, data) for cls in CLASSES],
        "relations": {name: label._asdict() for name, label in data.terms.items()},
        "reports": [_report(data, n, ids) for n in range(len(data.reports))],
        "things": _things(data, ids),
        "links": [{"name": link.name, "cites": link.cites} for link in data.links],
        "skipped": [
            {"cite": cite, "printed": printed, "reason": reason._asdict()}
            for cite, printed, reason in data.skipped
        ],
        "network": drawing(data),
    }


def _class(cls: str, data: PageData) -> dict[str, Any]:
    label = data.terms.get(cls, Label("领域", "Field") if cls == "Field" else Label(cls, cls))
    return {"key": cls, "shape": SHAPES[cls], "shown": cls not in OPENS_WITHOUT, **label._asdict()}


def _report(data: PageData, number: int, ids: Mapping[str, str]) -> dict[str, Any]:
    report = data.reports[number]
    found = marks(data, number)
    cites = [cite for thing in data.things for cite in thing.cites if cite.report == number]
    cites += [cite for link in data.links for cite in link.cites if cite.report == number]
    return {
        "title": report.title,
        "date": report.date,
        "publisher": report.publisher,
        "source": report.source,
        "text": report.text,
        "headings": report.headings,
        "marks": [[m.start, m.end, [ids[iri] for iri in m.things], m.skipped] for m in found],
        "pieces": [[p.start, p.end, p.mark, int(p.cited)] for p in pieces(report, found, cites)],
    }


def _things(data: PageData, ids: Mapping[str, str]) -> dict[str, Any]:
    iris = [thing.iri for thing in data.things if thing.cls != "Field"]
    base = os.path.commonpath(iris).rpartition("/")[0] + "/" if len(iris) > 1 else ""
    return {ids[thing.iri]: _thing(thing, base, ids) for thing in data.things}


def _thing(thing: Thing, base: str, ids: Mapping[str, str]) -> dict[str, Any]:
    return {
        "iri": thing.iri,
        "key": thing.iri.removeprefix(base),
        "cls": thing.cls,
        **thing.label._asdict(),
        "pinyin": _pinyin((thing.label.zh, *thing.forms)) if thing.cls not in COUNTED else "",
        "forms": thing.forms,
        "cites": thing.cites,
        "facts": {
            name: ids[value] if name == "field" else _plain(value)
            for name, value in thing.facts.items()
            if value not in ("", False, None)
        },
    }


def _plain(value: Any) -> Any:
    """A value of a fact as JSON has it."""
    if isinstance(value, Label):
        return value._asdict()
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list) else value


def _pinyin(names: tuple[str, ...]) -> str:
    """How the names are typed in Latin letters: whole syllables, and initials."""
    spelt = []
    for name in names:
        syllables = [spell(character, {}) for character in name]
        spelt += ["".join(syllables), "".join(syllable[:1] for syllable in syllables)]
    return " ".join(dict.fromkeys(word.replace(" ", "").lower() for word in spelt))
