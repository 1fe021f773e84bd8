"""Named projects: members of a list that 项目 or 工程 closes, and phrases that end in works.

盛达石材数控、海纳机械等项目 · 第五幼儿园二期、梧山中心幼儿园装修工程 (the head is shared) ·
世纪大道南延伸一期工程建设和二期工程 (the stem is carried) · 西门、安平2个长者食堂.
A counted class (河道治理项目13个) is a figure, not a project.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from anhai_kg.context import Candidate, Context, Sentence
from anhai_kg.mentions.heads import concept, is_proper, opening, proper
from anhai_kg.mentions.listing import Listing, listings
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Item, Mark, Phrase, Token

__all__ = ["projects", "trimmed"]

_PHASE: Final = re.compile(r"[一二三四五六七八九十首]+期|第[一二三四五六]+期")
_CARRIED: Final = re.compile(r"^(?P<phase>[一二三四五六七八九十]+期)(?:工程|项目)?(?:建设)?$")
_AFTER_HEAD: Final = re.compile(
    r"(?:(?<=工程)|(?<=项目)|(?<=期))(?:标准化建设|建设|前期工作|前期)$"
)
_DONE: Final = re.compile(r"(?:控规|规划|方案|征收|征迁|拆迁|验收|前期工作|前期|签约|招商)$")


def trimmed(ctx: Context, phrase: Phrase) -> Span:
    """The phrase without the verbal 建设 after its head: 智慧停车二期项目[建设]."""
    span = Span(phrase.tokens[opening(phrase)].span.start, phrase.span.end)
    while match := _AFTER_HEAD.search(span.of(ctx.text)):
        span = Span(span.start, span.start + match.start())
    return span


def projects(ctx: Context, sentence: Sentence) -> Iterator[Candidate]:
    """The projects of a sentence."""
    listed: set[Span] = set()
    for listing in listings(sentence.items):
        for candidate in _listed(ctx, listing):
            listed.add(candidate.span)
            yield candidate
    for index, item in enumerate(sentence.items):
        if item.phrase and not _counted(sentence.items, index):
            if _built(ctx, item.phrase.tokens[-1]) and not _building(ctx, sentence.items, index):
                continue
            found = [*_works(ctx, item.phrase)] or [*_staged(ctx, sentence.items, index)]
            for candidate in found:
                if not any(candidate.span.covers(s) or s.covers(candidate.span) for s in listed):
                    yield candidate


_STAGES: Final = frozenset(
    [
        "竣工",
        "开工",
        "动工",
        "投产",
        "封顶",
        "完工",
        "落成",
        "开建",
        "开工建设",
        "动工建设",
        "竣工投产",
        "建成投产",
    ]
)


def _staged(ctx: Context, items: Sequence[Item], index: int) -> Iterator[Candidate]:
    """鹤鸣冷链物流中心竣工: what is finished was built, unless it is a school or another body."""
    phrase = items[index].phrase
    after = items[index + 1] if index + 1 < len(items) else None
    if phrase is None or after is None or after.word not in _STAGES:
        return
    tokens = phrase.tokens
    taught = any(
        concept(t, "bodies") and concept(t, "bodies") != "bodies/service-centre" for t in tokens
    )
    if _specific(tokens[:-1] or tokens) and not taught and not concept(tokens[-1], "projects"):
        yield _candidate(ctx, phrase, phrase.text(), "projects-listed", None)


_BUILDING: Final = re.compile(
    r"建|开工|动工|投用|启用|启动|通车|运行|获批|推进|加快|提速|实施|实现蓄水|做好|投运|开通|竣工|完工|封顶|入列"
)


def _building(ctx: Context, items: Sequence[Item], index: int) -> bool:
    """Whether the clause builds what the phrase names: 投用枣庄机场, 隆泸叙铁路开通."""
    near = [items[i] for i in (index - 1, index + 1) if 0 <= i < len(items)]
    if index >= 2 and items[index - 1].word == "的":
        near += items[max(0, index - 5) : index - 1]  # 开工建设全长3.7公里的隧道
    return any(i.mark in (Mark.VERB, Mark.STOP) and _BUILDING.search(i.word) for i in near)


def _counted(items: Sequence[Item], index: int) -> bool:
    """Whether a number stands right before or after: a class that is counted."""
    span = items[index].span
    near = [items[i] for i in (index - 1, index + 1) if 0 <= i < len(items)]
    return any(
        i.quantity and not i.quantity.rank and span.end == i.span.start and _counts(i) for i in near
    ) or any(i.quantity and i.span.end == span.start and _counts(i) for i in near)


def _counts(item: Item) -> bool:
    return bool(item.quantity) and item.quantity.unit in (
        "个",
        "项",
        "件",
        "处",
        "宗",
        "条",
        "座",
        "大",
        "批",
    )


def _listed(ctx: Context, listing: Listing) -> Iterator[Candidate]:
    kind = listing.kind(ctx.lexicon)
    priced = len([m for m in listing.members if m.quantity]) > 1
    if (kind is Kind.PROJECT and (listing.etc or listing.counted)) or priced:
        if _apposed(listing):
            yield from _composed(ctx, listing)
        else:
            yield from _members(ctx, listing)
    elif not listing.etc and not listing.counted and _shares_head(listing):
        yield from _shared(ctx, listing)


def _apposed(listing: Listing) -> bool:
    """西门、安平2个长者食堂: the members only place what the head names."""
    last = listing.head.tokens[-1] if listing.head else None
    seats = [m.phrase for m in listing.members]
    return bool(
        last
        and not listing.etc
        and (concept(last, "projects") or "食堂" in last.word or "驿站" in last.word)
        and last.word not in ("项目", "工程")
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
            category=_category(listing.head.tokens if listing.head else ()),
            rule="shared-head",
            licence=listing.span,
        )


def _members(ctx: Context, listing: Listing) -> Iterator[Candidate]:
    works = [member for member in listing.members[:-1] if _works_tail(member.phrase)]
    tail = "" if works else _tail(listing.members[-1].phrase)
    for member in listing.members:
        span = trimmed(ctx, member.phrase)
        name = span.of(ctx.text).strip("“”")
        if not name or not (proper(member.phrase.tokens) or _works_head(member.phrase.tokens)):
            continue
        licence = None
        if tail and not _works_tail(member.phrase) and _is_seat(member.phrase):
            name, licence = name + tail, listing.span
        yield Candidate(
            kind=Kind.PROJECT,
            name=name,
            span=span,
            category=_category(member.phrase.tokens),
            rule="shared-head" if licence else "projects-listed",
            licence=licence,
        )


def _tail(phrase: Phrase) -> str:
    """The works that a list's last member ends in and its siblings share: 装修工程."""
    index = len(phrase.tokens)
    while (
        index
        and concept(phrase.tokens[index - 1], "projects")
        and not _PHASE.fullmatch(phrase.tokens[index - 1].word)
    ):
        index -= 1
    tokens = phrase.tokens[index:]
    seat = phrase.tokens[index - 1] if index else None
    if tokens and seat and (concept(seat, "bodies") or concept(seat, "places")):
        return "".join(token.word for token in tokens)
    return ""


def _works_tail(phrase: Phrase) -> bool:
    last = phrase.tokens[-1]
    return bool(concept(last, "projects")) and not _PHASE.fullmatch(last.word)


def _is_seat(phrase: Phrase) -> bool:
    """A school, a village: what a work is done to, no work itself."""
    tokens = [t for t in phrase.tokens if not _PHASE.fullmatch(t.word)]
    return bool(tokens) and bool(concept(tokens[-1], "bodies") or concept(tokens[-1], "places"))


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
        elif match := re.match(r"(.{3,}?)[一二三四五六七八九十]+期", text):
            stem = Span(span.start, span.start + match.end(1))
    yield from _one_head(ctx, listing)
    if len(listing.members) == 2 and listing.members[-1].phrase.tokens[-1].word.endswith("工程"):
        for member in listing.members:
            yield from _one_of_two(ctx, member.phrase)


def _one_head(ctx: Context, listing: Listing) -> Iterator[Candidate]:
    """雄商、济滨高铁 and 柳荫社区、永安里社区长者食堂: the last member's head is everybody's."""
    last = listing.members[-1].phrase
    built = _built(ctx, last.tokens[-1])
    tail = last.tokens[-1].word if built else _facility(ctx, last)
    if not tail or len(last.text()) <= len(tail):
        return
    for member in listing.members:
        phrase = member.phrase
        bare = len(phrase.tokens) == 1 and is_proper(phrase.tokens[0])
        seat = not built and _is_seat(phrase)
        if phrase is last and any(
            len(m.phrase.tokens) == 1 or _is_seat(m.phrase) for m in listing.members[:-1]
        ):
            yield _candidate(ctx, phrase, phrase.text(), "projects-listed", None)
        elif (bare and built) or seat:
            yield _candidate(ctx, phrase, phrase.text() + tail, "shared-head", listing.span)


def _candidate(
    ctx: Context, phrase: Phrase, name: str, rule: str, licence: Span | None
) -> Candidate:
    return Candidate(
        kind=Kind.PROJECT,
        name=name,
        span=phrase.span,
        category=_category(phrase.tokens),
        rule=rule,
        licence=licence,
    )


def _built(ctx: Context, token: Token) -> bool:
    key = concept(token, "projects")
    return bool(key) and ctx.lexicon.concept(key).fact("built") == "true"


def _facility(ctx: Context, phrase: Phrase) -> str:
    """长者食堂 at the end of 永安里社区长者食堂."""
    key = concept(phrase.tokens[-1], "projects")
    facility = bool(key) and ctx.lexicon.concept(key).fact("tailOf") == "facility"
    seated = len(phrase.tokens) > 1 and bool(concept(phrase.tokens[-2], "places"))
    return phrase.tokens[-1].word if facility and seated else ""


def _one_of_two(ctx: Context, phrase: Phrase) -> Iterator[Candidate]:
    if _works_head(phrase.tokens) and len(phrase.tokens) > 2 and not _CARRIED.match(phrase.text()):
        span = trimmed(ctx, phrase)
        yield Candidate(
            kind=Kind.PROJECT,
            name=span.of(ctx.text),
            span=span,
            category=_category(phrase.tokens),
            rule="projects-listed",
        )


def _works_head(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and bool(concept(tokens[-1], "projects"))


def _category(tokens: Sequence[Token]) -> str:
    return concept(tokens[-1], "projects") if tokens else ""


def _works(ctx: Context, phrase: Phrase) -> Iterator[Candidate]:
    """A phrase whose head is a work or a phase and whose stem is a name."""
    span = trimmed(ctx, phrase)
    tokens = [t for t in phrase.tokens if span.start <= t.span.start and t.span.end <= span.end]
    while tokens and _DONE.search(tokens[-1].word):
        tokens = tokens[:-1]
    last = max((i for i, t in enumerate(tokens) if concept(t, "projects")), default=-1)
    if last < 1:
        return
    tokens = tokens[: last + 1]
    stem = [t for t in tokens[:-1] if not concept(t, "projects")]
    phase = any(_PHASE.match(t.word) for t in tokens[1:])
    if not stem or not (_specific(stem) or phase):
        return
    if concept(tokens[-1], "initiatives") and tokens[-1].word != "工程":
        return
    if any(t.role == "quoted" for t in stem) and not any(concept(t, "places") for t in stem):
        return  # “党务、村务、财务”阳光工程 is a campaign: see `initiative`
    opened = is_proper(tokens[0]) or any(concept(tokens[0], s) for s in ("places", "bodies"))
    if not (opened or phase or _firm(tokens)):
        return
    end = tokens[-1].span.end
    if match := re.fullmatch(
        r"(.{4,}(?:项目|工程))[一二三四五六七八九十]+期(?:工程|项目)?", ctx.text[span.start : end]
    ):
        whole = Span(span.start, span.start + match.end(1))
        yield Candidate(kind=Kind.PROJECT, name=match[1], span=whole, rule="projects-works")
    yield Candidate(
        kind=Kind.PROJECT,
        name=ctx.text[span.start : end],
        span=Span(span.start, end),
        category=_category(tokens),
        rule="projects-works",
    )


def _specific(stem: Sequence[Token]) -> bool:
    """One unknown character (着项目) names nothing, unless a place or body does."""
    if any(concept(t, "places") or concept(t, "bodies") for t in stem[1:]):
        return proper(stem)
    return any(is_proper(t) and len(t.word) > 1 for t in stem) or (proper(stem) and len(stem) > 1)


def _firm(tokens: Sequence[Token]) -> bool:
    """项目 and 工程 make a project of any named stem."""
    return tokens[-1].word in ("项目", "工程") or bool(_PHASE.fullmatch(tokens[-1].word))
