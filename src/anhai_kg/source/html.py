"""The text of an HTML page: its article, one block or row of a table a line; nothing is fetched.

The article is the innermost box that holds nearly all sentences of the page; the heading of the page
stands before it when it lies outside. White space is what a browser shows, cells are parted by tabs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from anhai_kg.errors import InputError
from anhai_kg.source.about import checked

__all__ = ["read"]

_SKIPPED: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "aside",
        "form",
        "button",
        "select",
        "textarea",
        "input",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "img",
        "picture",
        "map",
        "head",
        "title",
        "datalist",
        "dialog",
    ]
)
_FRAMES: Final = frozenset({"header", "footer"})  # of the page, unless within the article
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "ul",
    ]
)
_BOXES: Final = frozenset({"body", "main", "article", "section", "div", "td", "center"})
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STOPS: Final = re.compile("[，。！？；]")
_SHARE: Final = 0.9  # of the stops of a page: who holds so many is, or holds, the article
_TOLD: Final = {  # tags that government sites must have (政府网站发展指引, 2017), the better one first
    "date": ("pubdate",),
    "publisher": ("contentsource", "sitename"),
    "source": ("url",),
}
_ENDS_LINE: Final = re.compile(r"[ \t\r\f]*\n[ \t\r\n\f]*")
_JOIN: Final = re.compile(r"(?<=[\u2e80-\uffef]) *\x0b[ \x0b]*(?=[\u2e80-\uffef])")
_SPACE: Final = re.compile(r"[ \t\x0b\xa0]+")


class _Mark(Enum):
    BREAK = "break"
    ROW = "row"
    CELL = "cell"
    ROW_END = "row end"


@dataclass(slots=True)
class _Box:
    """An element that may be the article: which pieces it holds, and how many stops are in them."""

    begin: int
    stops: int
    end: int = 0


@dataclass(slots=True)
class _Page:
    """A page flattened: its words and breaks in order, its boxes and headings."""

    pieces: list[str | _Mark] = field(default_factory=list)
    boxes: list[_Box] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    stops: int = 0


def read(data: bytes) -> tuple[str, Mapping[str, str]]:
    """The text of a page, given in UTF-8, and what its meta tags say of it.

    Raises:
        InputError: there is no text in it.
    """
    tree = LexborHTMLParser(data.decode())
    page = _flattened(tree.body) if tree.body else _Page()
    lines = _article(page)
    if not lines:
        raise InputError("no text in the page; save the page whole, or its text as .txt")
    return "\n".join(lines) + "\n", _told(tree)


def _flattened(body: LexborNode) -> _Page:
    """Walks over the tree without recursion, for pages are nested as deep as their makers like."""
    page, within = _Page(), 0
    open_boxes: list[_Box] = []
    stack: list[tuple[LexborNode, bool]] = [(body, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag or ""
        if tag == "-text":
            _add_words(page, node.text_content or "")
        elif leaving:
            within -= tag in ("article", "main")
            _leave(page, tag, open_boxes)
        elif not _is_left_out(node, tag, within):
            within += tag in ("article", "main")
            _enter(page, node, tag, open_boxes)
            stack.append((node, True))
            child = node.last_child
            while child is not None:
                stack.append((child, False))
                child = child.prev
    return page


def _is_left_out(node: LexborNode, tag: str, within: int) -> bool:
    if tag in _SKIPPED or tag.startswith(("-", "_", "!")) or (tag in _FRAMES and not within):
        return True
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def _add_words(page: _Page, words: str) -> None:
    page.pieces.append(_ENDS_LINE.sub("\x0b", words).replace("\n", "\x0b"))
    page.stops += len(_STOPS.findall(words))


def _enter(page: _Page, node: LexborNode, tag: str, boxes: list[_Box]) -> None:
    if tag in _BOXES:
        box = _Box(len(page.pieces), page.stops)
        boxes.append(box)
        page.boxes.append(box)
    if tag == "h1":
        page.headings.append((len(page.pieces), " ".join(node.text().split())))
    if tag in ("td", "th"):
        page.pieces.append(_Mark.CELL)
    elif tag == "tr":
        page.pieces.append(_Mark.ROW)
    elif tag in _BLOCKS or tag == "br":
        page.pieces.append(_Mark.BREAK)


def _leave(page: _Page, tag: str, boxes: list[_Box]) -> None:
    if tag == "tr":
        page.pieces.append(_Mark.ROW_END)
    elif tag in _BLOCKS:
        page.pieces.append(_Mark.BREAK)
    if tag in _BOXES:
        box = boxes.pop()
        box.end, box.stops = len(page.pieces), page.stops - box.stops


def _article(page: _Page) -> list[str]:
    """The lines of the article, its heading first."""
    box = page.boxes[0] if page.boxes else _Box(0, 0)
    for (
        inner
    ) in page.boxes:  # those with a large share lie in each other: the last is the innermost
        if page.stops and inner.stops >= _SHARE * page.stops:
            box = inner
    lines = list(_lines(page.pieces[box.begin : box.end]))
    above = [words for at, words in page.headings if at < box.begin and words]
    if above and lines and not lines[0].startswith(above[-1]):
        lines.insert(0, above[-1])
    return lines


def _lines(pieces: Sequence[str | _Mark]) -> Iterator[str]:
    """Lines, and rows as lines where each cell has one; a cell of many lines lays out the page."""
    rows: list[list[list[str]]] = []  # open rows: their cells: the lines of each
    lines, words = [""], ""
    for piece in [*pieces, _Mark.BREAK]:
        if isinstance(piece, str):
            words += piece
            continue
        if line := _shown(words):
            lines.append(line)
        words = ""
        if piece is _Mark.ROW:
            rows.append([lines])
            lines = []
        elif piece is _Mark.CELL and rows:
            rows[-1].append(lines)
            lines = []
        elif piece is _Mark.ROW_END and rows:
            before, *cells = rows.pop()
            lines = before + _row([*cells, lines])
    for row in reversed(rows):
        lines = [line for cell in row for line in cell] + lines
    yield from filter(None, lines)


def _row(cells: list[list[str]]) -> list[str]:
    if all(len(cell) <= 1 for cell in cells):
        words = "\t".join(line for cell in cells for line in cell)
        return [words] if words else []
    return [line for cell in cells for line in cell]


def _shown(words: str) -> str:
    """White space as a browser shows it; a line end of the file parts no Chinese characters."""
    return _SPACE.sub(" ", _JOIN.sub("", words)).strip()


def _told(tree: LexborHTMLParser) -> Mapping[str, str]:
    """What the meta tags say, as far as it is sound: it is of the site's making, not of the user's."""
    said: dict[str, str] = {}
    for node in tree.css("meta[name][content]"):
        name = (node.attributes.get("name") or "").lower()
        said.setdefault(name, (node.attributes.get("content") or "").strip())
    found = {}
    for name, tags in _TOLD.items():
        value = next((said[tag] for tag in tags if said.get(tag)), "")
        try:
            found[name] = checked(name, value[:10] if name == "date" else value, "meta")
        except InputError:
            continue
    return found
