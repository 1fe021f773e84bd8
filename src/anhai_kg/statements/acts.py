"""What is done at the meeting, and by whom: 谁主持会议, 听取什么, 谁作报告, 谁讲话, 谁代表谁, 谁出席.

Each rule looks for its cue in a sentence and for the names that stand where the genre puts them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from anhai_kg.context import Context
from anhai_kg.mentions.holding import Holding
from anhai_kg.mentions.roster import Roster
from anhai_kg.model import Act, ActKind, Kind, Ref, Span
from anhai_kg.statements.deliveries import by_line, delivers, first_person, represents
from anhai_kg.statements.meetings import Meetings
from anhai_kg.statements.scene import Scene, group_before

__all__ = ["RULES", "acts"]

_CHAIRS: Final = re.compile(r"(?:分别|共同|轮流|先后)?主持(?!人|词)")
_CHAIRED: Final = re.compile(
    r"(?:了|召开)?(?:[^，,。；;]{0,12}?)(?:会议|大会|开幕会|闭幕会|全会|预备会|选举|表决|投票|议程|开幕式|闭幕式|仪式|环节)|下|(?=[，,。；;])|$"
)
_HEARS: Final = re.compile(r"听取|审议|审查")
_SPEAKS: Final = re.compile(
    r"讲话|致辞|致[开闭]幕[词辞]|发言|表示祝贺|强调|指出|[^介述]说[，,：:]|就[^，。]{0,14}讲了"
)
_ATTENDS: Final = re.compile(
    r"出席|列席|担任(?:大会)?执行主席|到会|就座|就坐|参加了?(?:会议|大会|开幕|闭幕|本次|此次)|参会|与会|旁听|莅会|(?:莅临|亲临)(?=大会|会议|会场|现场|指导|[，,。；;、]|$)"
    r"|参加[^，,。；;]{0,40}(?:代表团|代表组|分组)(?:的)?审议"
)
_PRESENT: Final = re.compile(r"[^，,。；;]{0,12}的[^，,。；;]{0,6}?有[：:]?")
_GAP: Final = re.compile("(?:召开)?了?")  # between 主持 and the name of what is chaired
_NAMED: Final = 40  # characters at most of that name
_PERSONS: Final = ("候选人", "代表", "干部", "委员")
_ALL: Final = re.compile(r"(?:上述|以上|各项|这些)报告")


def chairs(scene: Scene, sentence: Span) -> Iterator[Act]:
    """谁主持会议: the name right before the cue, in 会议由张三主持 and 张三主持会议 alike."""
    for cue in _CHAIRS.finditer(scene.ctx.text, *sentence):
        group, meeting = group_before(scene, sentence.start, cue.start()), scene.meeting
        if named := _named_behind(scene, cue.end()):
            meeting = named
            group = group or scene.people(Span(sentence.start, cue.start()))[-1:]
        elif not _CHAIRED.match(scene.ctx.text, cue.end()):
            continue
        for span, official in group if meeting else ():
            assert meeting
            yield scene.made(official.ref, ActKind.CHAIRS, meeting, Span(span.start, cue.end()))


def _named_behind(scene: Scene, position: int) -> Ref | None:
    """The meeting whose name follows a cue: 主持召开[新时代…座谈会]."""
    behind = scene.roster.within(Span(position, position + _NAMED), Kind.EVENT)
    return next(
        (event.ref for at, event in behind if _GAP.fullmatch(scene.ctx.text, position, at.start)),
        None,
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
    if not before or before in ("由", "随后", "最后") or before.endswith(_PERSONS):
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
    posts_at: dict[Span, list[Holding]] = {}
    for holding in held:
        posts_at.setdefault(holding.person.span, []).append(holding)
    found: dict[tuple[Ref, ActKind, Ref], Act] = {}
    for sentence in ctx.document.sentences:
        scene = Scene(ctx, roster, held, posts_at, meetings.at(sentence))
        for rule in RULES:
            for act in rule(scene, sentence):
                found.setdefault((act.agent, act.act, act.object), act)
    return list(found.values())
