"""The text of a Word file: what its pages show, one paragraph or row of a table a line.

Automatic numbers stand before their paragraphs, cells are parted by tabs, foot- and endnotes come last.
Left out: what is deleted, moved away or hidden, tables of contents, headers and footers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Final

from anhai_kg.errors import InputError
from anhai_kg.source import package
from anhai_kg.source.numbering import Numbering
from anhai_kg.source.symbols import plain_symbols
from anhai_kg.source.wordml import style_of, value, w

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

__all__ = ["read"]

_NOTES: Final = ("footnotes", "endnotes")
_SKIPPED: Final = frozenset(
    {w("del"), w("moveFrom"), w("pPr"), w("rPr"), w("tblPr"), w("sdtPr")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_SIGNS: Final = {
    w("tab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
    w("sym"): "\ufffd",  # a sign of a font of pictures
}


def read(data: bytes) -> tuple[str, Mapping[str, str]]:
    """The text of a docx; it says nothing of itself that is to be relied on.

    Raises:
        InputError: it is broken, or something else.
    """
    package.check(data)
    import docx
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(BytesIO(data))
        lines = list(_Reader(document).lines())
    except (OpcError, SyntaxError, KeyError, ValueError, AttributeError) as error:
        raise InputError("its parts do not fit together; save it anew in Word or WPS") from error
    text = "\n".join(plain_symbols(line) for line in lines)
    if not text.strip():
        raise InputError("no text in it, perhaps only pictures; give a report with text")
    return f"{text}\n", {}


class _Reader:
    """Walks over the parts that are text, in their order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._styles = {
            style.get(w("styleId")): style
            for style in document.part._styles_part.element.iter(w("style"))
        }
        self._contents = {
            key
            for key, style in self._styles.items()
            if value(style, "name").lower().startswith("toc ")
        }
        self._numbering = Numbering(_numbering_of(document), self._styles)

    def lines(self) -> Iterator[str]:
        yield from self._blocks(self._document.element.body)
        for kind in _NOTES:
            for note in _notes(self._document, kind):
                words = " ".join(line.strip() for line in self._blocks(note))
                if words.strip():
                    yield words.strip()

    def _blocks(self, parent: _Element) -> Iterator[str]:
        """The lines of paragraphs and tables, wherever they are wrapped in something."""
        for block in parent:
            if block.tag == w("p"):
                yield from self._paragraph(block)
            elif block.tag == w("tbl"):
                yield from self._rows(block)
            elif block.tag not in _SKIPPED and not _is_contents(block):
                yield from self._blocks(block)

    def _paragraph(self, paragraph: _Element) -> Iterator[str]:
        if style_of(paragraph) in self._contents:
            return
        boxes: list[_Element] = []
        words = "".join(self._words(paragraph, boxes))
        number = self._numbering.of(paragraph) if words.strip() else ""
        yield from (number + words).split("\n")
        for box in boxes:
            yield from self._blocks(box)

    def _words(self, parent: _Element, boxes: list[_Element]) -> Iterator[str]:
        for node in parent:
            if node.tag == w("t"):
                yield node.text or ""
            elif node.tag in _SIGNS:
                yield _SIGNS[node.tag]
            elif node.tag == w("txbxContent"):
                boxes.append(node)
            elif node.tag == w("r") and _is_hidden(node):
                continue
            elif isinstance(node.tag, str) and node.tag not in _SKIPPED:
                yield from self._words(node, boxes)

    def _rows(self, table: _Element) -> Iterator[str]:
        for row in table.iter(w("tr")):
            if next(row.iterancestors(w("tbl"))) is table:
                cells = (self._cell(cell) for cell in row.iter(w("tc")) if _row_of(cell) is row)
                if line := "\t".join(cells).strip():
                    yield line

    def _cell(self, cell: _Element) -> str:
        return " ".join(line.strip() for line in self._blocks(cell) if line.strip())


def _row_of(cell: _Element) -> _Element:
    return next(cell.iterancestors(w("tr")))


def _is_contents(block: _Element) -> bool:
    """Whether it is the content control of a table of contents."""
    galleries = block.findall(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
    return any(gallery.get(w("val")) == "Table of Contents" for gallery in galleries)


def _is_hidden(run: _Element) -> bool:
    found = run.find(f"{w('rPr')}/{w('vanish')}")
    return found is not None and found.get(w("val"), "1") not in ("0", "false", "off")


def _numbering_of(document: Document) -> _Element | None:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            element: _Element = relation.target_part.element
            return element
    return None


def _notes(document: Document, kind: str) -> Iterator[_Element]:
    """The notes of a part, without the lines that part them from the text."""
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                if note.get(w("type"), "normal") == "normal":
                    yield note
