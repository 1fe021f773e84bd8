"""Files of every format that the tests of reading need, made by hand so that each may be broken on purpose."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

__all__ = ["Printed", "docx_of", "pdf_of", "rc4", "with_parts", "zip_of"]

Printed = tuple[float, float, str]
"""Where a run of text begins on a page, in points from the bottom left, and the run."""

_LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
_PASSWORD_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def docx_of(lines: Iterable[str | tuple[int, str]], rows: Iterable[Sequence[str]] = ()) -> bytes:
    """A Word file of paragraphs, those with a level numbered by Word, and a table."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{mark}"/></w:lvl>'
        for depth, (form, mark) in enumerate(_LEVELS)
    )
    names = nsdecls("w")
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {names} w:abstractNumId="77">{levels}</w:abstractNum>')
    )
    numbering.append(
        parse_xml(f'<w:num {names} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    for line in lines:
        depth, words = line if isinstance(line, tuple) else (None, line)
        paragraph = document.add_paragraph(words)
        if depth is not None:
            settings = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            settings.get_or_add_ilvl().val = depth
            settings.get_or_add_numId().val = 77
    table = [*rows]
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def zip_of(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of those parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


def with_parts(package: bytes, parts: Mapping[str, bytes], *, without: str = "") -> bytes:
    """A zip file with some of its parts made new, and one left out."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        kept = {name: old.read(name) for name in old.namelist() if name != without}
    return zip_of(kept | dict(parts))


def _pdf(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """A file of those objects, numbered from 1; the first is the catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode()


def _content(runs: Iterable[Printed], size: int) -> bytes:
    return "".join(
        f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n"
        for x, y, words in runs
    ).encode()


def pdf_of(
    pages: Sequence[Sequence[Printed]],
    *,
    size: int = 12,
    streams: Sequence[bytes] = (),
    filters: str = "",
    password: str | None = None,
) -> bytes:
    """A PDF whose pages hold those runs, in a font that every reader knows; or those raw streams.

    Args:
        password: RC4 of 40 bits locks the file with it; an empty one locks nothing out.
    """
    contents = [*streams] or [_content(page, size) for page in pages]
    first = 6  # object of the first page
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H "
        b"/DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000 "
        b"/W [1 95 500 814 907 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    key, lock = (b"", "") if password is None else _locked(password)
    for n, content in enumerate(contents):
        number = first + 2 * n + 1
        data = rc4(_object_key(key, number), content) if key else content
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        head = f"<< /Length {len(data)} {filters} >>\nstream\n".encode()
        objects.append(head + data + b"\nendstream")
    return _pdf(objects, lock)


def _object_key(key: bytes, number: int) -> bytes:
    salted = key + number.to_bytes(3, "little") + b"\0\0"
    return hashlib.md5(salted).digest()[:10]


def _locked(password: str) -> tuple[bytes, str]:
    """The key and the trailer of the standard handler, revision 2 (ISO 32000-1, 7.6.3)."""
    user = (password.encode() + _PASSWORD_PAD)[:32]
    owner = rc4(hashlib.md5(_PASSWORD_PAD).digest()[:5], user)
    name, rights = b"0" * 16, -4
    key = hashlib.md5(user + owner + rights.to_bytes(4, "little", signed=True) + name).digest()[:5]
    lock = f"/O <{owner.hex()}> /U <{rc4(key, _PASSWORD_PAD).hex()}> /P {rights}"
    return (
        key,
        f"/ID [<{name.hex()}> <{name.hex()}>] /Encrypt << /Filter /Standard /V 1 /R 2 {lock} >>",
    )


def rc4(key: bytes, data: bytes) -> bytes:
    """RC4, which reads what it writes."""
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i, j, out = 0, 0, bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
