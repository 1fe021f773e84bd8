"""The zip package of a docx, looked over before any parser sees it."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Final

from anhai_kg.errors import InputError
from anhai_kg.limits import Limit, limit

__all__ = ["check"]

_REQUIRED: Final = ("[Content_Types].xml", "word/document.xml")
_XML: Final = (".xml", ".rels")
_STARTS: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_SLACK: Final = 10_000_000  # bytes that any package may unpack to, whatever the ratio


def check(data: bytes) -> None:
    """See that it is a docx whose parts are whole, of bounded size, and free of document types.

    Raises:
        InputError: it is not.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _check_parts(package, len(data))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise InputError("the file is cut or damaged; give a whole copy") from error
    except RuntimeError as error:  # zipfile's word for a password
        raise InputError("a part has a password; save it as .docx without one") from error


def _check_parts(package: zipfile.ZipFile, packed: int) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    for name in _REQUIRED:
        if name not in names:
            raise InputError(f"a zip file without {name}, no Word file; save it as .docx")
    _check_size(sum(part.file_size for part in parts), packed)
    for part in parts:
        data = package.read(part)
        if part.filename.endswith(_XML):
            _check_xml(part.filename, data)


def _check_size(unpacked: int, packed: int) -> None:
    most, ratio = limit(Limit.UNPACKED) * 1_000_000, limit(Limit.RATIO)
    if unpacked > most:
        raise InputError(
            f"unpacks to {unpacked:,} bytes, more than {most:,}; "
            f"save it anew, or set {Limit.UNPACKED}"
        )
    if unpacked > max(_SLACK, ratio * packed):
        raise InputError(
            f"unpacks to {unpacked // packed:,} times its size, more than {ratio}; "
            f"save it anew, or set {Limit.RATIO}"
        )


def _check_xml(name: str, data: bytes) -> None:
    """A document type could define entities that reach files or grow; Word writes none."""
    if not _STARTS.match(data):
        raise InputError(f"{name} in it is no XML in UTF-8; save it anew in Word or WPS")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise InputError(f"{name} in it has a DOCTYPE, which no Word file has; save it anew")
