"""Names and attributes of WordprocessingML (ECMA-376, part 1, chapter 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["style_of", "value", "w"]

_NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def w(name: str) -> str:
    """The name as lxml writes it."""
    return f"{{{_NAMESPACE}}}{name}"


def value(element: _Element | None, *path: str) -> str:
    """The w:val of what lies at that path below an element; empty where there is none."""
    found = None if element is None else element.find("/".join(map(w, path)))
    return "" if found is None else str(found.get(w("val"), ""))


def style_of(paragraph: _Element) -> str:
    """The id of a paragraph's style; empty for the default."""
    return value(paragraph, "pPr", "pStyle")
