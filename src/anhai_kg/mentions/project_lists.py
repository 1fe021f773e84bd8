"""Projects that a list names: its class word types them, its last member's head is everybody's.

盛达石材数控、海纳机械等项目 · 第五幼儿园二期、梧山中心幼儿园装修工程 (the head is shared) ·
世纪大道南延伸一期工程建设和二期工程 (the stem is carried) · 西门、安平2个长者食堂.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anhai_kg.context import Candidate, Context
from anhai_kg.listing import Listing
from anhai_kg.mentions.built import OWN
from anhai_kg.mentions.heads import concept, is_proper, proper
from anhai_kg.mentions.place_kinds import NATURE, WAYS
from anhai_kg.mentions.works import (
    PHASE,
    candidate,
    category,
    is_abstract,
    is_built,
    is_works,
    tail_of,
    trimmed,
)
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Phrase
from anhai_kg.quotes import unquoted

__all__ = ["listed_projects"]

_LIVED_IN: Final = frozenset(
    f"places/{kind}"
    for kind in ("village", "community", "estate", "neighbourhood", "natural-village", "building")
)
_CARRIED: Final = re.compile(r"^(?P<phase>[一二三四五六七八九十]+期)(?:工程|项目)?(?:建设)?$")


def listed_projects(ctx: Context, listing: Listing) -> Iterator[Candidate]:
    kind = Kind.PROJECT if _all_works(listing) else listing.kind(ctx.lexicon)
    priced = len([m for m in listing.members if m.quantity]) > 1
    if listing.counted and len(listing.members) > 1 and _has_facility(ctx, listing):
        kind = Kind.PROJECT  # 甲、乙2个卫生室
    if (kind is Kind.PROJECT and (listing.etc or listing.counted)) or priced:
        if _apposed(listing):
            yield from _composed(ctx, listing)
        else:
            yield from _members(ctx, listing)
    elif not listing.etc and not listing.counted and _shares_head(listing):
        yield from _shared(ctx, listing)


def _has_facility(ctx: Context, listing: Listing) -> bool:
    """Whether each place of a list has the facility that closes it."""
    last = listing.head.tokens[-1] if listing.head else None
    if last is None or not _apposed(listing):
        return False
    return concept(last, "bodies") in OWN or tail_of(ctx, last) == "facility"


def _all_works(listing: Listing) -> bool:
    """甲路打通、乙路拓宽等16条道路: what its members are done makes each of them works."""
    return len(listing.members) > 1 and all(
        m.phrase.tokens[-1].role == "verbal" and len(m.phrase.tokens) > 1 for m in listing.members
    )


def _apposed(listing: Listing) -> bool:
    """西门、安平2个长者食堂: the members only place what the head names."""
    if listing.head is None:
        return False
    last = listing.head.tokens[-1]
    seats = [m.phrase for m in listing.members]
    return bool(
        not listing.etc
        and (concept(last, "projects") or concept(last, "bodies") in OWN or "驿站" in last.word)
        and (last.word not in ("项目", "工程") or len(listing.head.tokens) > 1)
        and all(len(p.tokens) == 1 or concept(p.tokens[-1], "places") for p in seats)
    )


def _composed(ctx: Context, listing: Listing) -> Iterator[Candidate]:
    head = "".join(token.word for token in listing.head.tokens) if listing.head else ""
    for member in listing.members:
        span = member.phrase.span
        if not proper(member.phrase.tokens):
            continue
        yield Candidate(kind=Kind.PLACE, name=span.of(ctx.text), span=span, rule="places-listed")
        yield Candidate(
            kind=Kind.PROJECT,
            name=span.of(ctx.text) + head,
            span=span,
            category=category(listing.head.tokens if listing.head else ()),
            rule="shared-head",
            licence=listing.span,
        )


def _members(ctx: Context, listing: Listing) -> Iterator[Candidate]:
    works = [member for member in listing.members[:-1] if _works_tail(member.phrase)]
    mixed = any(not _is_seat(m.phrase) and len(m.phrase.tokens) > 1 for m in listing.members[:-1])
    tail = "" if works or mixed else _tail(listing.members[-1].phrase)
    all_told = listing.counted is not None and listing.counted.value == len(listing.members)
    for member in listing.members:
        span = trimmed(ctx, member.phrase)
        name = unquoted(span.of(ctx.text))
        named = proper(member.phrase.tokens) or is_works(member.phrase.tokens) or all_told
        if not name or not named:
            continue
        if not tail and _tells_where(listing, member.phrase):
            continue  # 永宁小区等5个旧住房修缮项目: it tells where, not what
        licence = None
        if tail and _takes(member.phrase, tail):
            name, licence = name + tail, listing.span
        yield Candidate(
            kind=Kind.PROJECT,
            name=name,
            span=span,
            category=category(member.phrase.tokens),
            rule="shared-head" if licence else "projects-listed",
            licence=licence,
        )


def _takes(phrase: Phrase, tail: str) -> bool:
    """Whether a member shares the works of the last one; a phase only where they are called 工程."""
    phased = bool(PHASE.fullmatch(phrase.tokens[-1].word)) and not tail.endswith(("工程", "项目"))
    return not _works_tail(phrase) and _is_seat(phrase) and not phased


def _tail(phrase: Phrase) -> str:
    """The works that a list's last member ends in and its siblings share: 装修工程, 人畜饮水工程."""
    tokens = phrase.tokens
    seats = [at for at, t in enumerate(tokens) if concept(t, "bodies") or concept(t, "places")]
    works = tokens[seats[-1] + 1 :] if seats else ()
    if (
        not works
        or is_abstract(tokens)
        or not _works_tail(phrase)
        or any(PHASE.fullmatch(t.word) for t in works)
    ):
        return ""
    return "".join(token.word for token in works)


def _works_tail(phrase: Phrase) -> bool:
    last = phrase.tokens[-1]
    return bool(concept(last, "projects")) and not PHASE.fullmatch(last.word)


def _is_seat(phrase: Phrase) -> bool:
    """A school, a village: what a work is done to, no work itself."""
    tokens = [t for t in phrase.tokens if not PHASE.fullmatch(t.word)]
    return bool(tokens) and bool(concept(tokens[-1], "bodies") or concept(tokens[-1], "places"))


def _tells_where(listing: Listing, phrase: Phrase) -> bool:
    """A village; or, where the list does not say 项目, a road or river: 东风路等12条道路改造."""
    kind = concept(phrase.tokens[-1], "places")
    head = listing.head.text() if listing.head else ""
    works = "项目" in head or "工程" in head
    return _lived_in(phrase) or (kind in WAYS | NATURE and head != "" and not works)


def _lived_in(phrase: Phrase) -> bool:
    return concept(phrase.tokens[-1], "places") in _LIVED_IN


def _shares_head(listing: Listing) -> bool:
    last = listing.members[-1].phrase.tokens[-1]
    return concept(last, "projects") != "" and len(listing.members) > 1


def _shared(ctx: Context, listing: Listing) -> Iterator[Candidate]:
    """Coordination without 等: the stem of a first phase carries over; a shared 工程 makes both works."""
    stem: Span | None = None
    for member in listing.members:
        span = trimmed(ctx, member.phrase)
        text = span.of(ctx.text)
        if (carried := _CARRIED.match(text)) and stem:
            whole = Candidate(
                kind=Kind.PROJECT, name=stem.of(ctx.text), span=stem, rule="carried-stem"
            )
            yield whole
            yield Candidate(
                kind=Kind.PROJECT,
                name=whole.name + carried["phase"],
                span=member.phrase.span,
                category="projects/phase",
                rule="carried-stem",
                licence=listing.span,
            )
        elif match := re.match(r"(.{3,}?)[一二三四五六七八九十]{1,3}期", text):
            stem = Span(span.start, span.start + match.end(1))
    yield from _one_head(ctx, listing)
    if len(listing.members) == 2 and listing.members[-1].phrase.tokens[-1].word.endswith("工程"):
        for member in listing.members:
            yield from _one_of_two(ctx, member.phrase)


def _one_head(ctx: Context, listing: Listing) -> Iterator[Candidate]:
    """雄商、济滨高铁 and 柳荫社区、永安里社区长者食堂: the last member's head is everybody's."""
    last = listing.members[-1].phrase
    built = is_built(ctx, last.tokens[-1])
    works = _tail(last)  # 普照寺、文星塔修缮工程
    tail = last.tokens[-1].word if built else works or _facility(ctx, last)
    if not tail or len(last.text()) <= len(tail):
        return
    for member in listing.members:
        phrase = member.phrase
        bare = all(is_proper(token) for token in phrase.tokens)  # 莱临, 日照至五莲
        kind = concept(phrase.tokens[-1], "places")
        done_to = bool(works and kind and proper(phrase.tokens)) and not is_works(phrase.tokens)
        seat = not built and (kind in _LIVED_IN or done_to)
        if phrase is last and any(
            len(m.phrase.tokens) == 1 or _is_seat(m.phrase) for m in listing.members[:-1]
        ):
            yield candidate(phrase, phrase.text(), "projects-listed")
        elif (bare and built) or seat:
            yield candidate(phrase, phrase.text() + tail, "shared-head", licence=listing.span)


def _facility(ctx: Context, phrase: Phrase) -> str:
    """长者食堂 at the end of 永安里社区长者食堂."""
    key = concept(phrase.tokens[-1], "projects")
    facility = bool(key) and ctx.lexicon.concept(key).fact("tailOf") == "facility"
    seated = len(phrase.tokens) > 1 and bool(concept(phrase.tokens[-2], "places"))
    return phrase.tokens[-1].word if facility and seated else ""


def _one_of_two(ctx: Context, phrase: Phrase) -> Iterator[Candidate]:
    if is_works(phrase.tokens) and len(phrase.tokens) > 2 and not _CARRIED.match(phrase.text()):
        span = trimmed(ctx, phrase)
        yield Candidate(
            kind=Kind.PROJECT,
            name=span.of(ctx.text),
            span=span,
            category=category(phrase.tokens),
            rule="projects-listed",
        )
