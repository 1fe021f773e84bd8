"""What holds for any text whatever: each function takes an input and fails where a promise is broken.

The same functions are tried with sentences of the genre and arbitrary text (test_fuzz.py), and with
what a fuzzer finds by looking at which branches it reaches (fuzzing.py).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from anhai_kg import document
from anhai_kg.context import gauge
from anhai_kg.errors import AnhaiError, InputError, QueryError
from anhai_kg.gate import admit
from anhai_kg.graph import to_quads
from anhai_kg.lexicons import lexicon
from anhai_kg.model import Bound, Document, Reading, Span
from anhai_kg.period import bounds, find_periods, own_year
from anhai_kg.pipeline import read
from anhai_kg.quantity import Quantity
from anhai_kg.render.turtle import trig
from anhai_kg.source.characters import decode
from anhai_kg.vocab import AKG, NIF

__all__ = ["PROMISES", "documents", "gate", "periods", "quantities", "reading", "sources"]

_NUMBER: Final = re.compile("[0-9０-９]+")
_PERIOD: Final = re.compile(r"[0-9]{4}(-(H[12]|Q[1-4]|[0-9]{2}))?(/[0-9]{4}(-[0-9]{2})?)?")
_TENTH: Final = re.compile(
    "[ \u00a0\u3000余多]?成([一二三四五六七八九])(?:以上|以下|左右)?(?![^\\W_])"
)
_WIDE: Final = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_ENCODINGS: Final = ("utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
_ONES: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def _own(text: str) -> Document | None:
    """The text as a document, or nothing when it is refused as a user may be refused."""
    try:
        return document.parse(text, name="report.txt", identifier="report")
    except InputError as error:
        assert "\n" not in str(error)
        return None


def _inside(spans: Iterable[Span], text: str) -> None:
    for span in spans:
        assert 0 <= span.start <= span.end <= len(text), span


def sources(data: bytes) -> None:
    """Bytes are text or are refused in one line; what was read stands in the bytes, in its order."""
    try:
        text = decode(data, "report.txt")
    except InputError as error:
        assert str(error).startswith("report.txt")
        assert "\n" not in str(error)
        return
    assert any(_in_order(text, data, encoding) for encoding in _ENCODINGS)


def _in_order(text: str, data: bytes, encoding: str) -> bool:
    """Whether the text is what the bytes say in an encoding, with nothing put in."""
    try:
        said = iter(data.decode(encoding))
    except UnicodeDecodeError:
        return False
    return all(character in said for character in text)


def documents(text: str) -> None:
    """Sections, sentences and clauses lie in the text and in each other."""
    if (read_as := _own(text)) is None:
        return
    _inside(read_as.sentences, text)
    _inside(read_as.clauses, text)
    for section in read_as.sections:
        _inside((section.heading, section.body), text)
        if section.period:
            _inside([section.period.source], text)
            assert _PERIOD.fullmatch(section.period.id), section.period
    assert all(any(s.covers(c) for s in read_as.sentences) for c in read_as.clauses)


def value(printed: str) -> Decimal:
    """A printed numeral by another way than the reader's: from left to right, by place.

    >>> value("一万二千"), value("１,860"), value("三十点五"), value("百")
    (Decimal('12000'), Decimal('1860'), Decimal('30.5'), Decimal('100'))
    """
    plain = printed.translate(_WIDE).replace(",", "")
    if plain.isascii():
        return Decimal(plain)
    whole, _, fraction = plain.partition("点")
    total = below = digit = 0
    for index, character in enumerate(whole):
        if character in _ONES:
            digit = _ONES[character]
            continue
        scale, first = _SCALES[character], index == 0
        if scale < 10**4:
            below += (digit or int(first or whole[index - 1] in "零〇万亿")) * scale
        elif scale == 10**8:
            total, below = (total + below + digit) * scale, 0
        else:
            total, below = total + (below + digit) * scale, 0
        digit = 0
    digits = "".join(str(_ONES[c]) for c in fraction)
    return Decimal(f"{total + below + digit}.{digits}" if digits else total + below + digit)


def _readable(found: Decimal, digits: Span, whole: Span, text: str) -> bool:
    """Whether a value stands at its place; 过万人 is 1 in 万人, 三十万 is 30 in 万, 一天半 is 1.5, 九成五 9.5."""
    printed = digits.of(text).removeprefix("百分之")
    half = Decimal("0.5") if text.startswith("半", whole.end - 1) else Decimal(0)
    tenth = _TENTH.match(text, digits.end)
    if tenth and value(printed) < 10:
        return found == value(printed) + Decimal(_ONES[tenth[1]]) / 10
    bare = printed in ("万", "亿")
    scaled = printed[:-1] if printed[-1] in "万亿" and len(printed) > 1 else printed
    readings = {Decimal(1)} if bare else {value(printed), value(scaled)}
    return found in readings or found - half in readings


def quantities(text: str) -> None:
    """Each run of digits is in a quantity or refused, once; each value is readable at its place."""
    found = list(gauge(lexicon()).scan(text))
    _inside((f.span for f in found), text)
    for one in found:
        if isinstance(one, Quantity):
            assert one.span.covers(one.digits) or one.bound is Bound.AT_MOST, one
            assert _readable(one.value, one.digits, one.span, text), one
    covered = {i for f in found for i in range(*(getattr(f, "digits", f.span)))}
    covered |= {i for f in found for i in range(*f.span)}
    for match in _NUMBER.finditer(text):
        assert covered.issuperset(range(*match.span())), match


def periods(text: str) -> None:
    """A period is one that the calendar has, at words of the text."""
    year = own_year(text)
    for given in {year, 2024, None}:
        for found in find_periods(text, Span(0, len(text)), given):
            _inside([found.span], text)
            assert _PERIOD.fullmatch(found.id), found
            first, last = bounds(found.id)
            assert first <= last, found


def _spans(read_as: Reading) -> Iterable[Span]:
    """The spans of everything that was read."""
    said = (read_as.posts, read_as.acts, read_as.relations, read_as.states, read_as.figures)
    for one in (*(f for facts in said for f in facts), *read_as.undertakings):
        yield one.evidence.span
        yield from one.evidence.via
    for entity in read_as.entities:
        assert entity.mentions, entity
        for mention in entity.mentions:
            yield from (mention.span, mention.clause)
        for expansion in entity.expansions:
            yield from (expansion.clause, expansion.licence)
    yield from (span for skipped in read_as.skipped for span in (skipped.span, skipped.clause))
    yield from (doubt.span for doubt in read_as.doubts)


def _literal(quad: Quad) -> str:
    assert isinstance(quad.object, Literal)
    return quad.object.value


def _quoted(quads: list[Quad], text: str) -> None:
    """Every quotation stands at its offset."""
    at: dict[NamedNode, dict[NamedNode, str]] = {}
    for quad in quads:
        if quad.predicate in (NIF.beginIndex, NIF.endIndex, NIF.anchorOf):
            assert isinstance(quad.subject, NamedNode)
            at.setdefault(quad.subject, {})[quad.predicate] = _literal(quad)
    for citation in at.values():
        if NIF.anchorOf in citation:
            begin, end = int(citation[NIF.beginIndex]), int(citation[NIF.endIndex])
            assert text[begin:end] == citation[NIF.anchorOf]


def reading(text: str) -> None:
    """A text is refused, or read so that every quote stands at its offset and no number is invented."""
    if (given := _own(text)) is None:
        return
    read_as = read(given)
    _inside(_spans(read_as), text)
    for entity in read_as.entities:
        assert all(m.span.of(text) == m.form for m in entity.mentions), entity
    for figure in read_as.figures:
        printed = figure.printed
        places = [m.start() for m in re.finditer(re.escape(printed), text)]
        spots = (Span(at, at + len(printed)) for at in places)
        assert any(_readable(figure.value, spot, figure.number, text) for spot in spots), figure
    try:
        quads = to_quads([read_as])
    except AnhaiError as error:
        assert "\n" not in str(error)
        return
    _quoted(quads, text)
    values = {figure.value for figure in read_as.figures}
    assert {Decimal(_literal(q)) for q in quads if q.predicate == AKG.value} <= values
    assert set(parse(trig(quads).encode(), format=RdfFormat.TRIG)) == set(quads)


def gate(sparql: str) -> None:
    """What the gate lets pass does not end the process, and rdflib finds nothing in it that reaches out."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        admit(sparql)
    except QueryError as error:
        assert "\n" not in str(error)
        return
    with contextlib.suppress(SyntaxError):
        Store().query(sparql)
    with contextlib.suppress(ParseException, RecursionError, ValueError):  # ValueError: \U01088888
        told = str(parseQuery(sparql))
        assert "ServiceGraphPattern" not in told
        assert "DatasetClause" not in told


def _words(promise: Callable[[str], None]) -> Callable[[bytes], None]:
    return lambda data: promise(data.decode("utf-8", errors="ignore"))


PROMISES: Final[Mapping[str, Callable[[bytes], None]]] = MappingProxyType(
    {
        "source": sources,
        "document": _words(documents),
        "quantity": _words(quantities),
        "period": _words(periods),
        "reading": _words(reading),
        "gate": _words(gate),
    }
)
"""What a fuzzer may try, by name; it gives bytes."""
