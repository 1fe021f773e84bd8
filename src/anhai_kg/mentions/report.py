"""Reports that a meeting hears: 《…报告》, the title of the text itself, and the objects of 听取 and 作."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anhai_kg.alphabet import HAN, YEAR
from anhai_kg.context import Candidate, Context
from anhai_kg.mentions.area import LEVELS
from anhai_kg.mentions.represented import stood_for
from anhai_kg.mentions.resolve import area_of
from anhai_kg.model import Kind, Span

__all__ = ["reports", "title_report"]

_QUOTED: Final = re.compile(r"《([^《》\n]{4,80}报告)》")
_ENTITLED: Final = re.compile(r"题为[《“](?P<name>[^《》“”\n]{4,80})[》”]的(?:工作)?报告")
_HEARD: Final = re.compile(
    r"(?:听取|审议|审查|书面审议|书面审查|听取和审议|听取并审议)(?:和审议|并审议|审议)?了?"
)
_GIVEN: Final = re.compile(
    r"(?:(?<!工)作|所作|汇报)(?:的|了)?"
    r"(?P<rest>[^，,。；;]{0,60}?工作报告(?:[、和][^，,。；;]{2,16}?工作报告)*|[^，,。；;]{2,60}?(?:情况|草案|方案|计划|预算|决算)(?:[（(]草案[)）])?的?报告)"
)
_SHARED: Final = re.compile(
    r"(?P<whose>[^、]+?)(?:的?工作报告)?(?:、|(?<=[会院府告])(?:以及|和|及)|$)"
)
_PART: Final = re.compile(r"(?:[,，、]|以及|(?<=报告)和|(?<=\))和|(?<=）)和)\s*(?:以及)?")
_TITLE: Final = re.compile(
    r"^(?P<name>.{2,60}?(?:工作报告|情况(?:的)?报告|草案(?:的)?报告))(?:[（(][^）)]*[)）])?$"
)
_AREAS: Final = "|".join(sorted(LEVELS, key=len, reverse=True))
_BRACKET: Final = re.compile(r"[（(](?:书面|摘要|全文)[)）]$")
_OF_BODY: Final = re.compile(
    rf"(?:代表|受)(?P<body>(?:(?!代表){HAN}){{2,24}}?)(?:委托)?[，,]?(?:向(?:大会|会议))?"
    r"[，,]?(?:所?作[了的]?(?P<form>工作报告)|(?P<told>报告了?工作))"
)
_ON: Final = re.compile(r"就(?P<topic>[^，,。；;]{6,60}?)向(?:大会|会议)作了?(?:的)?报告")
_TOLD: Final = re.compile(r"(?:书面|口头|分别|大会|会议)报告了(?P<topics>[^，,。；;]{6,120})")
_TOPIC: Final = re.compile(
    r"[^、]{4,60}?(?:情况(?:[与和及][^、]{2,24}?草案)?|草案|方案)(?=、|和|以及|$)"
)


def title_report(ctx: Context) -> Candidate | None:
    """The report that the text itself is, when its title says so."""
    for match in re.finditer(r"[^\n]+", ctx.text[:400]):
        line = match[0].strip(" \t\r　#*")
        if title := _TITLE.match(line):
            start = match.start() + match[0].index(line)
            span = Span(start, start + len(title["name"]))
            return Candidate(
                kind=Kind.REPORT,
                name=title["name"],
                span=span,
                category="reports/government-work-report",
                rule="reports-title",
            )
    return None


def reports(ctx: Context) -> Iterator[Candidate]:
    """Every report that the text names."""
    if title := title_report(ctx):
        yield title
    for quoted in (_QUOTED, _ENTITLED):
        for match in quoted.finditer(ctx.text):
            yield _made(ctx, Span(*match.span(1)), "reports-quoted")
    yield from _of_body(ctx)
    yield from _on_topic(ctx)
    for sentence in ctx.document.sentences:
        for cue in _HEARD.finditer(ctx.text, *sentence):
            yield from _heard(ctx, Span(cue.end(), sentence.end))
        for cue in _GIVEN.finditer(ctx.text, *sentence):
            yield from _given(ctx, Span(*cue.span("rest")))


def _on_topic(ctx: Context) -> Iterator[Candidate]:
    """就2024年预算执行情况和2025年预算草案向大会作报告: the report is on that."""
    for match in _ON.finditer(ctx.text):
        yield _on(ctx, Span(*match.span("topic")), Span(*match.span()))
    for match in _TOLD.finditer(ctx.text):
        for topic in _TOPIC.finditer(ctx.text, *match.span("topics")):
            yield _on(ctx, Span(*topic.span()), Span(*match.span()))


def _on(ctx: Context, topic: Span, licence: Span) -> Candidate:
    return Candidate(
        kind=Kind.REPORT,
        name=f"{topic.of(ctx.text)}的报告",
        span=topic,
        category="reports/work-report",
        rule="reports-topic",
        licence=licence,
    )


def _of_body(ctx: Context) -> Iterator[Candidate]:
    """代表乡人民政府作工作报告, 受县人大常委会委托所作的工作报告: the report of that body, named by it."""
    for match in _OF_BODY.finditer(ctx.text):
        at = Span(*match.span("body"))
        if match["told"] and ctx.text[: match.start()].endswith("我"):
            continue  # the author of this text gives it: see `acts.first_person`
        if body := stood_for(ctx, match["body"], at.start):
            yield Candidate(
                kind=Kind.REPORT,
                name=f"{body.name}工作报告",
                span=Span(*match.span("form" if match["form"] else "told")),
                category="reports/work-report",
                rule="own-area",
                licence=at,
            )


def _heard(ctx: Context, span: Span) -> Iterator[Candidate]:
    """Each part of the list after 听取 that ends in 报告; a part without an area carries the one before."""
    start = span.start
    carried: Span | None = None
    ends = [m.span() for m in _PART.finditer(ctx.text, *span)] + [(span.end, span.end)]
    for end, after in ends:
        part = Span(start, end)
        heard = _HEARD.match(ctx.text, *part)
        part = Span(heard.end(), end) if heard else part  # 听取…报告，[书面审议了]…报告
        form = _BRACKET.sub("", part.of(ctx.text))
        if form.endswith("报告") and "《" not in form and "作的" not in form and "作了" not in form:
            candidate = _made(
                ctx, Span(part.start, part.start + len(form)), "reports-heard", carried
            )
            if not candidate.name.endswith(form) or candidate.licence is None:
                carried = candidate.span
            yield candidate
            start = after
        elif "报告" in ctx.text[after : span.end] and ctx.text[end:after].strip() in (",", "，"):
            start = after


def _given(ctx: Context, span: Span) -> Iterator[Candidate]:
    """作区人大常委会、区人民法院、区人民检察院工作报告: each body has its own report."""
    form = span.of(ctx.text)
    if "《" in form:
        return
    parts = list(_SHARED.finditer(form))
    for part in parts:
        here = Span(span.start + part.start("whose"), span.start + part.end("whose"))
        if len(parts) > 1:
            yield _made(ctx, here, "reports-given", None, "工作报告", span)
        elif form != "工作报告":
            yield _made(ctx, span, "reports-given")


def _made(
    ctx: Context,
    span: Span,
    rule: str,
    carried: Span | None = None,
    tail: str = "",
    whole: Span | None = None,
) -> Candidate:
    name = span.of(ctx.text)
    licence = whole
    if name.startswith("政府工作报告") and ctx.area:
        name, licence, rule = f"{ctx.area.name}人民{name}", ctx.area.span, "own-area"
    elif level := re.match(
        rf"(?:{_AREAS})(?=人大|人民|政府|党|委|纪|财政|法|检|监|政协|预算)", name
    ):
        if found := area_of(ctx, level[0], span.start):
            name, rule, licence = found[0] + name[level.end() :], found[1], found[2]
    elif carried is not None and re.match(rf"{YEAR}年", name) and ctx.area:
        name, rule, licence = ctx.area.name + name, "coordination", carried
    category = _kind(ctx, name + tail)
    return Candidate(
        kind=Kind.REPORT, name=name + tail, span=span, category=category, rule=rule, licence=licence
    )


def _kind(ctx: Context, name: str) -> str:
    """The kind of report that the longest word at the end of its name tells."""
    word = ctx.lexicon.ending("reports", name)
    return ctx.lexicon.words["reports"].get(word, "reports/work-report")
