"""The text layer of a PDF file: its lines with where they stand, made into paragraphs by `paragraphs`."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from anhai_kg.errors import InputError
from anhai_kg.limits import Limit, limit
from anhai_kg.source.paragraphs import Sign, joined, lines_of
from anhai_kg.source.symbols import plain_symbols

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["read"]

_UNKNOWN_SHARE: Final = (
    20  # one character in so many may be of a font that does not say what it shows
)


def read(data: bytes) -> tuple[str, Mapping[str, str]]:
    """The text of a pdf; it says nothing of itself that is to be relied on.

    Raises:
        InputError: it is broken, locked, has too many pages or no text.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise InputError("the file is encrypted; give a copy without a password") from error
        raise InputError("no readable PDF, or a part of one; give a whole copy") from error
    pages, most = len(document), limit(Limit.PAGES)
    if pages > most:
        raise InputError(f"{pages:,} pages, more than {most:,}; split it, or set {Limit.PAGES}")
    lines = joined([lines_of(_signs(document, number)) for number in range(pages)])
    text = "\n".join(map(plain_symbols, lines))
    if not text.strip():
        raise InputError("no text layer, perhaps a scan; run text recognition (OCR) over it first")
    if text.count("\ufffd") * _UNKNOWN_SHARE > len(text):
        raise InputError(
            "its fonts do not say which characters they show; run text recognition (OCR) first"
        )
    return f"{text}\n", {}


def _signs(document: PdfDocument, number: int) -> Iterator[Sign]:
    """The characters of a page with where they stand, in the order of the file."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise InputError(f"page {number + 1} is damaged; give a whole copy") from error
    box = raw.FS_RECTF()
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
        unknown = code == 0 or raw.FPDFText_HasUnicodeMapError(text, index) == 1
        made = raw.FPDFText_IsGenerated(text, index) == 1
        hyphen = raw.FPDFText_IsHyphen(text, index) == 1
        character = "\u00ad" if hyphen else "\ufffd" if unknown and not made else chr(code)
        yield Sign(character, made, box.left, box.right, box.bottom)
    text.close()
    page.close()
