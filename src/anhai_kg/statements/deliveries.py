"""Who gives which report, and for whom: 谁作报告, 谁代表谁."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anhai_kg.mentions.report import title_report
from anhai_kg.mentions.represented import BODIES, REPRESENTS, stood_for
from anhai_kg.model import Act, ActKind, Entity, Kind, Ref, Span
from anhai_kg.statements.scene import Scene, group_before

__all__ = ["by_line", "delivers", "first_person", "represents"]

_DELIVERS: Final = re.compile(
    r"(?:分别)?(?:所作|(?<!工)作了?|汇报|所?提[出交]的?)的?(?=[^，,。；;]{0,60}报告)|报告(?:了)?工作"
    r"|(?:分别)?(?:向(?:大会|会议))?(?:书面|口头)?报告了(?!工作)|作(?:了)?[^，,。；;]{0,20}说明"
)
_OF_WORK: Final = re.compile("报告了?工作")
_BARE: Final = re.compile("(?:作了?|作的|汇报了?)(?:政府|工作)*报告|报告了?工作|报告了")
_SHORT: Final = 8
_BY: Final = re.compile(
    r"由(?P<who>[^。；;]{2,80}?)(?:向(?:大会|会议))?作(?:出|了)?(?:的?(?:报告|说明|汇报))?(?=[，,。；;]|$)"
)
_SENT_BEFORE: Final = re.compile("(?:(?:受|代表)[^，,。；;]{2,20}(?:委托)?)[，,]?(?:分别)?$")
_SENT: Final = re.compile("(?:(?:受|代表)[^，,。；;]*)?")
_SELF: Final = re.compile(
    r"(?:受(?P<by>[^，,。；;]{2,20})委托[，,])?"
    r"我(?:受(?P<of>[^，,。；;]{2,20})委托|代表(?P<body>[^，,。；;]{2,20}?))?[，,]?\s*"
    r"向(?:大会|会议|各位代表)"
)
_NAMED: Final = 24  # 受…委托，: how far behind the name of the one sent may stand
_EACH: Final = re.compile("分别(?:向|作|报告|就)")
_AT: Final = re.compile(r"(?:日)?在[^，,。；;\n]{4,40}会议上$")


def delivers(scene: Scene, sentence: Span) -> Iterator[Act]:
    """谁作报告: 张三代表政府作报告, 张三、李四分别作…报告, 两份报告分别由张三和李四作出."""
    for cue in _DELIVERS.finditer(scene.ctx.text, *sentence):
        for (span, official), report in _given(scene, sentence, cue):
            yield scene.made(
                official.ref, ActKind.DELIVERS, report.ref, Span(span.start, cue.end())
            )
    for cue in _BY.finditer(scene.ctx.text, *sentence):
        people = scene.people(Span(*cue.span("who")))
        told = scene.roster.within(Span(sentence.start, cue.start()), Kind.REPORT)
        for (span, official), (_, report) in zip(people, told[-len(people) :], strict=False):
            yield scene.made(
                official.ref, ActKind.DELIVERS, report.ref, Span(span.start, cue.end())
            )


def _given(
    scene: Scene, sentence: Span, cue: re.Match[str]
) -> Iterator[tuple[tuple[Span, Entity], Entity]]:
    """Who gave which report, as one cue says it."""
    people = scene.people(Span(sentence.start, cue.start()))
    told = scene.roster.within(Span(cue.start(), sentence.end), Kind.REPORT)
    reports = [] if _OF_WORK.fullmatch(cue[0]) else [report for _, report in told]
    if "分别" in cue[0]:
        yield from zip(people[-len(reports) :], reports, strict=False)
        return
    sent = _SENT_BEFORE.search(
        scene.ctx.text, max(sentence.start, cue.start() - _NAMED), cue.start()
    )
    group = group_before(scene, sentence.start, sent.start() if sent else cue.start())
    if 1 < len(group) == len(reports):
        yield from zip(group, reports, strict=True)  # 甲、乙受政府委托，报告了…、…
        return
    last = people[-1:]
    if "提" in cue[0] and last and not _SENT.fullmatch(scene.ctx.text, last[0][0].end, cue.start()):
        return  # 镇财政所提交的报告: nobody is named
    if last and (given := reports[0] if reports else _understood(scene, last[0][0], cue)):
        yield last[0], given


def _understood(scene: Scene, official: Span, cue: re.Match[str]) -> Entity | None:
    """报告工作 and 作工作报告 without a name: the report of the body that the speaker stands for."""
    text = scene.ctx.text
    if "说明" in cue[0] or not _BARE.search(text, cue.start(), cue.end() + _SHORT):
        return None
    between = text[official.end : cue.end() + 6]
    named = REPRESENTS.search(between)
    form = BODIES.findall(named["a"] or named["b"])[0] if named else "政府"
    body = stood_for(scene.ctx, "主席团" if form == "大会" else form, official.end)
    if body is None:
        return None
    reports = scene.roster.of(Kind.REPORT)
    same = [r for r in reports if r.name == f"{body.name}工作报告"]
    same += [r for r in reports if body.name in r.name and r.name.endswith("工作报告")]
    same += [r for r in reports if "主席团" in body.name and r.name.endswith("主席团工作报告")]
    return same[0] if same else None


def represents(scene: Scene, sentence: Span) -> Iterator[Act]:
    """谁代表谁: 张三代表镇人民政府, 张三受区人民政府委托."""
    for cue in REPRESENTS.finditer(scene.ctx.text, *sentence):
        group = group_before(scene, sentence.start, cue.start())
        form, at = (cue["a"], cue.start("a")) if cue["a"] else (cue["b"], cue.start("b"))
        sent = group
        if not group and cue["b"]:  # 受县人民政府委托，县财政局局长简从周作…报告
            each = _EACH.search(scene.ctx.text, cue.end(), sentence.end)
            end = each.start() if each else min(sentence.end, cue.end() + _NAMED)
            sent = scene.people(Span(cue.end(), end))[: None if each else 1]
        bodies = [_body(scene, m[0], at + m.start()) for m in BODIES.finditer(form)]
        for span, official in sent:
            words = Span(min(span.start, cue.start()), max(span.end, cue.end()))
            for body in filter(None, bodies):
                yield scene.made(official.ref, ActKind.REPRESENTS, body, words)


def _body(scene: Scene, form: str, position: int) -> Ref | None:
    resolved = stood_for(scene.ctx, form, position)
    return scene.roster.named(Kind.BODY, resolved.name if resolved else form)


def first_person(scene: Scene, sentence: Span) -> Iterator[Act]:
    """现在，我代表省人民政府，向大会报告工作，请予审议: the author of the report speaks."""
    cue = _SELF.search(scene.ctx.text, *sentence)
    author = next(iter(scene.held), None)
    if cue is None or author is None:
        return
    agent, whole = Ref(Kind.OFFICIAL, author.person.name), Span(cue.start(), sentence.end)
    for group in ("body", "by", "of"):
        if cue[group] and (body := _body(scene, cue[group], cue.start(group))):
            yield scene.made(agent, ActKind.REPRESENTS, body, Span(*cue.span()), author.span)
    if report := _title(scene):
        yield scene.made(agent, ActKind.DELIVERS, report, whole, author.span)
        if scene.meeting and "审议" in whole.of(scene.ctx.text):
            yield scene.made(scene.meeting, ActKind.HEARS, report, whole)


def by_line(scene: Scene, sentence: Span) -> Iterator[Act]:
    """——2025年1月8日在…会议上, then the author: whoever is named below the title gave the report."""
    at = _AT.search(scene.ctx.text, *sentence)
    report = _title(scene)
    if at and report and scene.held:
        author = scene.held[0]
        agent = Ref(Kind.OFFICIAL, author.person.name)
        yield scene.made(agent, ActKind.DELIVERS, report, Span(*at.span()), author.span)


def _title(scene: Scene) -> Ref | None:
    """The report that the text itself is."""
    title = title_report(scene.ctx)
    return scene.roster.named(Kind.REPORT, title.name) if title else None
