"""What is done at the meeting, and by whom: 谁主持会议, 听取什么, 谁作报告, 谁讲话, 谁代表谁, 谁出席.

Each rule looks for its cue in a sentence and for the names that stand where the genre puts them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from anhai_kg.context import Context
from anhai_kg.mentions.holdings import Holding
from anhai_kg.mentions.report import title_report
from anhai_kg.mentions.resolve import resolve_body
from anhai_kg.mentions.roster import Roster
from anhai_kg.model import Act, ActKind, Entity, Evidence, Kind, Ref, Span
from anhai_kg.statements.meetings import Meetings

__all__ = ["RULES", "acts"]

_CHAIRS: Final = re.compile(r"(?:分别|共同|轮流|先后)?主持(?!人|词)")
_CHAIRED: Final = re.compile(
    r"(?:了|召开)?(?:[^，,。；;]{0,12}?)(?:会议|大会|开幕会|闭幕会|全会|预备会|选举|表决|投票|议程|开幕式|闭幕式)|下|(?=[，,。；;])|$"
)
_HEARS: Final = re.compile(r"听取|审议|审查")
_DELIVERS: Final = re.compile(
    r"(?:分别)?(?:所作|(?<!工)作了?|汇报|所?提[出交]的?)的?(?=[^，,。；;]{0,60}报告)|报告(?:了)?工作"
    r"|(?:分别)?(?:向(?:大会|会议))?(?:书面|口头)?报告了(?!工作)|作(?:了)?[^，,。；;]{0,20}说明"
)
_SPEAKS: Final = re.compile(
    r"讲话|致辞|致[开闭]幕[词辞]|发言|表示祝贺|强调|指出|[^介述]说[，,：:]|就[^，。]{0,14}讲了"
)
_ATTENDS: Final = re.compile(
    r"出席|列席|担任(?:大会)?执行主席|到会|就座|就坐|参加会议|参加了会议|参会|莅临|莅会|亲临"
    r"|参加[^，,。；;]{0,40}(?:代表团|代表组|分组)(?:的)?审议"
)
_PRESENT: Final = re.compile(r"[^，,。；;]{0,12}的[^，,。；;]{0,6}?有[：:]?")
_REPRESENTS: Final = re.compile(
    r"代表(?P<a>(?:(?!代表)[^，,。；;]){2,40}?)(?=[，,。；;]|向|作|所作|在|对|致|就|讲|表|宣|汇)|受(?P<b>[^，,。；;]{2,40}?)(?:的)?委托"
)
_BODIES: Final = re.compile("(?:[^、和及]|和(?=平))+")  # 代表县委、县人大常委会和县政府
_SENT: Final = re.compile("(?:(?:受|代表)[^，,。；;]*)?")
_SELF: Final = re.compile(
    r"(?:受(?P<by>[^，,。；;]{2,20})委托[，,])?"
    r"我(?:受(?P<of>[^，,。；;]{2,20})委托|代表(?P<body>[^，,。；;]{2,20}?))?[，,]?\s*"
    r"向(?:大会|会议|各位代表)"
)
_NAMED: Final = 24  # 受…委托，: how far behind the name of the one sent may stand
_EACH: Final = re.compile("分别(?:向|作|报告|就)")
_ALL: Final = re.compile(r"(?:上述|以上|各项|这些)报告")
_AT: Final = re.compile(r"(?:日)?在[^，,。；;\n]{4,40}会议上$")


@dataclass(frozen=True)
class Scene:
    """A reading half made: the context, who is who, and the meeting that a sentence tells of."""

    ctx: Context
    roster: Roster
    held: Sequence[Holding]
    meeting: Ref | None

    @cached_property
    def posts_at(self) -> dict[Span, list[Holding]]:
        """The posts that the person named at a place is said there to hold."""
        found: dict[Span, list[Holding]] = {}
        for holding in self.held:
            found.setdefault(holding.person.span, []).append(holding)
        return found

    def people(self, span: Span) -> list[tuple[Span, Entity]]:
        return self.roster.within(span, Kind.OFFICIAL)

    def made(self, agent: Ref, act: ActKind, thing: Ref, span: Span, *via: Span) -> Act:
        clause = self.ctx.clause(span)
        evidence = Evidence(span=clause, rule=f"acts.{act}", via=via)
        return Act(agent=agent, act=act, object=thing, evidence=evidence)


def _group_before(scene: Scene, start: int, end: int) -> list[tuple[Span, Entity]]:
    """The list of names that ends right before a place: 戚远帆[主持], 宋砚秋、贝晓棠等[在主席台]."""
    found = scene.people(Span(start, end))
    group: list[tuple[Span, Entity]] = []
    edge = end
    for span, entity in reversed(found):
        gap = scene.ctx.text[span.end : edge]
        if not re.fullmatch(
            r"(?:[（(][^）)]*[）)])?(?:同志|等(?:同志|人)?|担任(?:大会)?执行主席(?:并)?|和|及|、|的|\s)*",
            gap,
        ):
            break
        group.append((span, entity))
        edge = min([span.start, *(held.span.start for held in scene.posts_at.get(span, ()))])
    return group[::-1]


def chairs(scene: Scene, sentence: Span) -> Iterator[Act]:
    """谁主持会议: the name right before the cue, in 会议由张三主持 and 张三主持会议 alike."""
    text = scene.ctx.text
    for cue in _CHAIRS.finditer(text, *sentence):
        if not _CHAIRED.match(text, cue.end()) or scene.meeting is None:
            continue
        for span, official in _group_before(scene, sentence.start, cue.start()):
            yield scene.made(
                official.ref, ActKind.CHAIRS, scene.meeting, Span(span.start, cue.end())
            )


def hears(scene: Scene, sentence: Span) -> Iterator[Act]:
    """会议听取和审议什么报告: every report named after the cue."""
    cue = _HEARS.search(scene.ctx.text, *sentence)
    if cue is None or scene.meeting is None:
        return
    above = Span(0, sentence.start if _ALL.search(scene.ctx.text, *sentence) else 0)
    for report in dict.fromkeys(r for _, r in scene.roster.within(above, Kind.REPORT)):
        yield scene.made(scene.meeting, ActKind.HEARS, report.ref, Span(*cue.span()))
    for span, report in scene.roster.within(Span(cue.end(), sentence.end), Kind.REPORT):
        yield scene.made(scene.meeting, ActKind.HEARS, report.ref, Span(cue.start(), span.end))


def delivers(scene: Scene, sentence: Span) -> Iterator[Act]:
    """谁作报告: 张三代表政府作报告, 张三受委托所作的《报告》, 张三、李四分别作…报告."""
    text = scene.ctx.text
    for cue in _DELIVERS.finditer(text, *sentence):
        speakers = _speakers(scene, sentence, cue)
        reports = list(scene.roster.within(Span(cue.start(), sentence.end), Kind.REPORT))
        if not speakers:
            continue
        if "分别" in cue[0] or (len(speakers) > 1 and len(speakers) == len(reports)):
            pairs = list(zip(speakers, [r for _, r in reports], strict=False))
        elif reports:
            pairs = [(speakers[-1], reports[0][1])]
        else:
            given = _understood(scene, speakers[-1][0], cue)
            pairs = [(speakers[-1], given)] if given else []
        for (span, official), report in pairs:
            yield scene.made(
                official.ref, ActKind.DELIVERS, report.ref, Span(span.start, cue.end())
            )


def _speakers(scene: Scene, sentence: Span, cue: re.Match[str]) -> list[tuple[Span, Entity]]:
    found = scene.people(Span(sentence.start, cue.start()))
    if "分别" in cue[0]:
        return found
    last = found[-1:]
    if "提" in cue[0] and last and not _SENT.fullmatch(scene.ctx.text, last[0][0].end, cue.start()):
        return []  # 镇财政所提交的报告: nobody is named
    return last


def _understood(scene: Scene, official: Span, cue: re.Match[str]) -> Entity | None:
    """报告工作 and 作工作报告 without a name: the report of the body that the speaker stands for."""
    text = scene.ctx.text
    if "说明" in cue[0]:
        return None
    between = text[official.end : cue.end() + 6]
    named = _REPRESENTS.search(between)
    form = _BODIES.findall(named["a"] or named["b"])[0] if named else "政府"
    body = resolve_body(scene.ctx, form.removeprefix("大会") or "主席团", official.end)
    if body is None:
        return None
    reports = scene.roster.of(Kind.REPORT)
    same = [r for r in reports if r.name == f"{body.name}工作报告"]
    same += [r for r in reports if body.name in r.name and r.name.endswith("工作报告")]
    same += [r for r in reports if "主席团" in body.name and r.name.endswith("主席团工作报告")]
    return same[0] if same else None


def speaks(scene: Scene, sentence: Span) -> Iterator[Act]:
    """谁讲话: the name that opens the sentence or its clause, and a cue after it."""
    if scene.meeting is None:
        return
    text = scene.ctx.text
    for cue in _SPEAKS.finditer(text, *sentence):
        people = scene.people(Span(sentence.start, cue.start() + 1))
        subject = [(s, e) for s, e in people if _opens(scene, sentence, s)]
        if not subject:
            continue
        span, official = subject[-1]
        after = text[span.end : cue.end()]
        if not re.search(
            r"报告(?:指出|提出|强调|显示)|主持|作.{0,12}工作报告|[，,].{0,40}[，,].*[，,]", after
        ):
            yield scene.made(
                official.ref, ActKind.SPEAKS, scene.meeting, Span(span.start, cue.end())
            )


def _opens(scene: Scene, sentence: Span, name: Span) -> bool:
    """Whether a name is the subject: only posts, a time or 由 stand between the clause's start and it."""
    clause = scene.ctx.clause(name)
    before = scene.ctx.text[max(sentence.start, clause.start) : name.start]
    if not before or before in ("由", "随后", "最后"):
        return True
    return any(held.span.start <= clause.start + 4 for held in scene.posts_at.get(name, ()))


def attends(scene: Scene, sentence: Span) -> Iterator[Act]:
    """谁出席: the names of the sentence before the cue and after the cue before it; 出席的有谁."""
    if scene.meeting is None:
        return
    text, start = scene.ctx.text, sentence.start
    for cue in _ATTENDS.finditer(text, *sentence):
        present = _PRESENT.match(text, cue.end(), sentence.end)
        chaired = [m.end() for m in _CHAIRS.finditer(text, start, cue.start())]
        named = Span(max([start, *chaired]), cue.start())  # 甲主持会议，[乙出席]
        if present:
            named = Span(present.end(), sentence.end)
        for span, official in scene.people(named):
            words = Span(min(span.start, cue.start()), max(span.end, cue.end()))
            yield scene.made(official.ref, ActKind.ATTENDS, scene.meeting, words)
        start = named.end if present else cue.end()


def represents(scene: Scene, sentence: Span) -> Iterator[Act]:
    """谁代表谁: 张三代表镇人民政府, 张三受区人民政府委托."""
    for cue in _REPRESENTS.finditer(scene.ctx.text, *sentence):
        group = _group_before(scene, sentence.start, cue.start())
        form, at = (cue["a"], cue.start("a")) if cue["a"] else (cue["b"], cue.start("b"))
        sent = group[-1:]
        if not group and cue["b"]:  # 受县人民政府委托，县财政局局长简从周作…报告
            each = _EACH.search(scene.ctx.text, cue.end(), sentence.end)
            end = each.start() if each else min(sentence.end, cue.end() + _NAMED)
            sent = scene.people(Span(cue.end(), end))[: None if each else 1]
        bodies = [_body(scene, m[0], at + m.start()) for m in _BODIES.finditer(form)]
        for span, official in sent:
            words = Span(min(span.start, cue.start()), max(span.end, cue.end()))
            for body in filter(None, bodies):
                yield scene.made(official.ref, ActKind.REPRESENTS, body, words)


def _body(scene: Scene, form: str, position: int) -> Ref | None:
    resolved = resolve_body(scene.ctx, form, position)
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


RULES: Final[tuple[Callable[[Scene, Span], Iterator[Act]], ...]] = (
    chairs,
    hears,
    delivers,
    represents,
    speaks,
    attends,
    first_person,
    by_line,
)


def acts(ctx: Context, roster: Roster, held: Sequence[Holding]) -> list[Act]:
    """Every act once, with the first words that say it."""
    meetings = Meetings(ctx, roster)
    found: dict[tuple[Ref, ActKind, Ref], Act] = {}
    for sentence in ctx.document.sentences:
        scene = Scene(ctx, roster, held, meetings.at(sentence))
        for rule in RULES:
            for act in rule(scene, sentence):
                found.setdefault((act.agent, act.act, act.object), act)
    return list(found.values())
