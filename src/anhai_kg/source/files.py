"""Paths to texts: which files are meant, what they are, and what stands beside their words."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from anhai_kg.errors import InputError
from anhai_kg.limits import Limit, limit, too_long
from anhai_kg.source.characters import clean, decode

__all__ = ["Source", "load", "sources"]

_STDIN: Final = Path("-")
_FORMATS: Final = {
    ".txt": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}
_OTHERS: Final = {
    ".doc": "an old Word file",
    ".wps": "a WPS file",
    ".rtf": "an RTF file",
    ".odt": "an OpenDocument file",
    ".ofd": "an OFD file",
}
"""What reports also come in; in a folder they are not passed over in silence."""

_MAGIC: Final = (
    (b"PK", "docx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
)
_KINDS: Final = {
    "docx": "a zip file (Word, Excel)",
    "html": "an HTML page",
    "ole": "an old Word file, or one with a password",
    "pdf": "a PDF file",
    "rtf": "an RTF file",
    "text": "plain text",
}
_PDF_STARTS_WITHIN: Final = 1024  # bytes; ISO 32000-1, annex H.3.4.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A report before it is understood: its text as read, and what is said of it beside the text.

    `beside` maps "file" (what a page says of itself), "front matter" and "option" to what they say:
    title, date, publisher, source.
    """

    id: str  # stem of the file's name
    name: str  # the file as named by the caller, for messages
    text: str
    first_line: int = 1  # of the file, on which the text begins
    beside: Mapping[str, Mapping[str, str]]


def sources(reports: Iterable[str | Path], said: Mapping[str, str] | None = None) -> list[Source]:
    """The reports of files, of folders and all below them, and of standard input (`-`); each once.

    Args:
        said: title, date, publisher or source of the one report that is given.

    Raises:
        InputError: one of them cannot be read, a folder holds no report, or two have one name.
    """
    found: dict[Path, Path] = {}
    for given in map(Path, reports):
        for path in _reports_below(given) if given.is_dir() else [given]:
            found.setdefault(path if path == _STDIN else _real(path), path)
    named: dict[str, Path] = {}
    for path in found.values():
        other = named.setdefault(_identifier(path), path)
        if other is not path:
            raise InputError(
                f"{other} and {path}: two reports of one name, {_identifier(path)}; "
                "rename one, or leave one out"
            )
    read = [load(path) for path in found.values()]
    if not said or not any(said.values()):
        return read
    if len(read) > 1:
        raise InputError(
            f"{len(read)} reports cannot share {' and '.join(filter(said.get, said))}; "
            "build one alone, or write it in front matter"
        )
    from anhai_kg.source.about import checked

    option = {field: checked(field, value, "option") for field, value in said.items() if value}
    return [replace(read[0], beside={**read[0].beside, "option": option})]


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve raises where a link leads to itself


def _identifier(path: Path) -> str:
    return "stdin" if path == _STDIN else path.stem


def _reports_below(folder: Path) -> list[Path]:
    """The reports in a folder and in those below it, sorted; links that lead back are not followed."""
    found = sorted(_walk(folder, set()))
    if not found:
        raise InputError(
            f"{folder}: no report in this folder; give one with {' '.join(_FORMATS)} files"
        )
    return found


def _walk(folder: Path, seen: set[Path]) -> Iterator[Path]:
    if (real := _real(folder)) in seen:
        return
    seen.add(real)
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror}; check that you may read it") from error
    for path in entries:
        if path.name.startswith((".", "~$")):  # hidden, or Word's lock on a file
            continue
        if path.is_dir():
            yield from _walk(path, seen)
        elif path.suffix.lower() in _FORMATS or path.suffix.lower() in _OTHERS:
            yield path


def load(path: str | Path) -> Source:
    """The report of one file.

    Raises:
        InputError: it cannot be read, is too large, or its content is not what its name says.
    """
    path = Path(path)
    name = "standard input" if path == _STDIN else str(path)
    data = _bytes(path, name)
    form = _form(path, data, name)
    if form in ("docx", "pdf"):
        text, said = _converted(form, data, name)
        return _source(path, name, text, beside={"file": said})
    text = decode(data, name)
    page = _is_page(text)
    if form == "html" or (page and path == _STDIN):
        if "<" not in text:
            raise _unlike(path, "text", name)
        text, said = _converted("html", text.encode(), name)
        return _source(path, name, text, beside={"file": said})
    if page:
        raise _unlike(path, "html", name)
    text, first_line, front = _parted(text, name)
    if form == "md":
        text, _ = _converted("md", text.encode(), name)
        first_line = 1
    return _source(path, name, text, first_line=first_line, beside={"front matter": front})


def _source(
    path: Path,
    name: str,
    text: str,
    *,
    first_line: int = 1,
    beside: Mapping[str, Mapping[str, str]],
) -> Source:
    if problem := too_long(text):
        raise InputError(f"{name}: {problem}")
    return Source(id=_identifier(path), name=name, text=text, first_line=first_line, beside=beside)


def _bytes(path: Path, name: str) -> bytes:
    most = limit(Limit.FILE) * 1_000_000
    try:
        if path == _STDIN:
            data = sys.stdin.buffer.read(most + 1)
        else:
            if not path.exists():
                raise InputError(f"{name}: no such file; check the path")
            if not path.is_file():
                raise InputError(f"{name}: not a file; give the path of a report")
            with path.open("rb") as file:
                data = file.read(most + 1)
    except OSError as error:
        raise InputError(f"{name}: {error.strerror}; check that you may read it") from error
    if len(data) > most:
        raise InputError(
            f"{name}: larger than {most:,} bytes; split the report, or set {Limit.FILE}"
        )
    return data


def _form(path: Path, data: bytes, name: str) -> str:
    """What the name says the file is, once its first bytes agree.

    Raises:
        InputError: they do not, or it is of a format that is not read.
    """
    suffix = path.suffix.lower()
    if suffix in _OTHERS:
        raise InputError(f"{name}: {_OTHERS[suffix]} is not read; save it as .docx or .txt")
    content = next((kind for magic, kind in _MAGIC if data.startswith(magic)), "text")
    form = _FORMATS.get(suffix, "txt")
    if data.startswith(b"%PDF") or (form == "pdf" and b"%PDF-" in data[:_PDF_STARTS_WITHIN]):
        content = "pdf"
    if path == _STDIN and content in ("docx", "pdf"):
        return content
    if not data.strip() or content == (form if form in ("docx", "pdf") else "text"):
        return form
    raise _unlike(path, content, name)


def _is_page(text: str) -> bool:
    start = text[:200].lstrip().lower()
    return start.startswith(("<!doctype html", "<html")) or (
        start.startswith("<?xml") and "<html" in text[:1000].lower()
    )


def _unlike(path: Path, content: str, name: str) -> InputError:
    """The error of a name that promises something else than the bytes hold."""
    suffix = path.suffix.lower()
    if suffix == ".docx":
        todo = "open it in Word or WPS and save it as .docx without a password"
    elif content in _FORMATS.values():
        todo = f"end its name with .{content}, or save the report as plain text"
    else:
        todo = "end its name with .txt" if content == "text" else "save it as .docx or .txt"
    return InputError(
        f"{name}: holds {_KINDS[content]}, not what {suffix or 'its name'} says; {todo}"
    )


def _converted(form: str, data: bytes, name: str) -> tuple[str, Mapping[str, str]]:
    from anhai_kg.source.child import convert

    text, said = convert(form, data, name)
    return clean(text, name), said


def _parted(text: str, name: str) -> tuple[str, int, Mapping[str, str]]:
    """The text after its front matter, the line on which it begins, and what the front matter says."""
    if not text.startswith("---"):
        return text, 1, {}
    from anhai_kg.source.front_matter import parted

    rest, first_line, said = parted(text, name)
    return clean(rest, name), first_line, said
