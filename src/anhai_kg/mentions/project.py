"""Named projects: what a list names, and phrases that end in works (龙山寺片区改造).

A counted class (河道治理项目13个) is a figure, not a project.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final

from anhai_kg.context import Candidate, Context, Sentence
from anhai_kg.mentions.built import COUNTERS, built_projects
from anhai_kg.mentions.heads import LEVELS, concept, is_proper, proper, section_of
from anhai_kg.mentions.project_lists import listed_projects
from anhai_kg.mentions.works import (
    PHASE,
    candidate,
    category,
    is_abstract,
    is_built,
    seats,
    specific,
    tail_of,
    trimmed,
)
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Item, Mark, Phrase, Token

__all__ = ["projects"]

_DONE: Final = re.compile(r"(?:控规|规划|方案|征收|征迁|拆迁|验收|前期工作|前期|签约|招商)$")


_FOLLOWING: Final = 4  # predicates behind a name: …实现全线铺轨
_TELLING: Final = frozenset({"projects", "places", "bodies"})
_CLASSES: Final = frozenset(
    [
        "重点工程",
        "重点项目",
        "重大工程",
        "重大项目",
        "标志性工程",
        "控制性工程",
        "民生工程",
        "骨干工程",
    ]
)
_BREAKS: Final = re.compile(r"开工|动工|新建|建成|投产|启动建设")
_BUILDING: Final = re.compile(
    r"建|开工|动工|投用|启用|启动|通车|运行|获批|推进|加快|提速|实施|蓄水|做好|投运|开通|竣工|完工|封顶|入列|征地|征拆|征迁|拆迁|合龙|贯通|铺轨|架梁|施工"
)


def projects(ctx: Context, sentence: Sentence) -> Iterator[Candidate]:
    """The projects of a sentence; what a list names holds no further one, nor lies within one."""
    listed: set[Span] = set()
    for listing in sentence.listings:
        for found in listed_projects(ctx, listing):
            listed.add(found.span)
            yield found
    for index, item in enumerate(sentence.items):
        if item.phrase and item.phrase.stems & _TELLING and not _counted(sentence.items, index):
            yield from _of_phrase(ctx, sentence.items, index, listed)
    yield from _apart(built_projects(ctx, sentence.items), listed)


def _of_phrase(
    ctx: Context, items: Sequence[Item], index: int, listed: set[Span]
) -> Iterator[Candidate]:
    phrase = items[index].phrase
    assert phrase
    if _park(phrase) and _BREAKS.search(_verb_before(items, index)):
        yield candidate(phrase, phrase.text(), "projects-listed")
    elif not _may_stand(ctx, phrase) or _building(items, index):
        yield from _apart(_works(ctx, phrase), listed)


def _may_stand(ctx: Context, phrase: Phrase) -> bool:
    """Whether what the phrase names may have stood for long: an airport, a section of a railway."""
    tokens = phrase.tokens
    return is_built(ctx, tokens[-1]) or section_of(tokens, len(tokens) - 1) is not None


def _apart(found: Iterable[Candidate], listed: set[Span]) -> Iterator[Candidate]:
    for one in found:
        if not any(one.span.covers(s) or s.covers(one.span) for s in listed):
            yield one


def _park(phrase: Phrase) -> bool:
    """A park or base of a name: a project where the clause breaks ground for it."""
    key = concept(phrase.tokens[-1], "places")
    return key in ("places/industrial-park", "places/park-zone") and proper(phrase.tokens[:-1])


def _verb_before(items: Sequence[Item], index: int) -> str:
    before = items[index - 1] if index else None
    return before.word if before and before.mark in (Mark.VERB, Mark.STOP) else ""


def _building(items: Sequence[Item], index: int) -> bool:
    """Whether the clause builds what the phrase names: 投用枣庄机场, 隆泸叙铁路开通."""
    before, after = _past(items, index, -1), _past(items, index, 1)
    near = [items[before]] if before >= 0 else []
    near += takewhile(lambda i: i.mark in (Mark.VERB, Mark.STOP), items[after : after + _FOLLOWING])
    if index >= 2 and items[index - 1].word == "的":
        near += items[max(0, index - 5) : index - 1]  # 开工建设全长3.7公里的隧道
    return any(i.mark in (Mark.VERB, Mark.STOP) and _BUILDING.search(i.word) for i in near)


def _past(items: Sequence[Item], index: int, step: int) -> int:
    """Where the list that holds the phrase has ended, that way: 推动[甲机场、乙枢纽、丙高铁]建设."""
    at = index + step
    while 0 <= at + step < len(items) and items[at].mark in (Mark.PAUSE, Mark.CONJ):
        if not items[at + step].phrase:
            break
        at += 2 * step
    return at


def _counted(items: Sequence[Item], index: int) -> bool:
    """Whether a number stands right before or after: a class that is counted."""
    span = items[index].span
    near = [items[i] for i in (index - 1, index + 1) if 0 <= i < len(items)]
    return any(
        i.quantity and not i.quantity.rank and span.end == i.span.start and _counts(i) for i in near
    ) or any(i.quantity and i.span.end == span.start and _counts(i) for i in near)


def _counts(item: Item) -> bool:
    return item.quantity is not None and item.quantity.unit in COUNTERS


def _works(ctx: Context, phrase: Phrase) -> Iterator[Candidate]:
    """A phrase whose head is a work or a phase and whose stem is a name."""
    span = trimmed(ctx, phrase)
    tokens = [t for t in phrase.tokens if span.start <= t.span.start and t.span.end <= span.end]
    tokens = _after_class(tokens)
    while tokens and _DONE.search(tokens[-1].word):
        tokens = tokens[:-1]
    last = max((i for i, t in enumerate(tokens) if concept(t, "projects")), default=-1)
    if last < 1 or (_goes_on(ctx, tokens, last) and _section_end(tokens, last) == last):
        return
    tokens = tokens[: _section_end(tokens, last) + 1]
    stem = [t for t in tokens[:-1] if not concept(t, "projects")]
    phase = any(PHASE.match(t.word) for t in tokens[1:])
    if not stem or not (specific(stem) or phase or _of_level(ctx, tokens)):
        return
    if is_abstract(tokens) or (concept(tokens[-1], "initiatives") and tokens[-1].word != "工程"):
        return
    if any(t.role == "quoted" for t in stem) and not any(concept(t, "places") for t in stem):
        return  # “党务、村务、财务”阳光工程 is a campaign: see `initiative`
    opened = is_proper(tokens[0]) or any(concept(tokens[0], s) for s in ("places", "bodies"))
    if not (opened or phase or _firm(tokens)):
        return
    start, end = tokens[0].span.start, tokens[-1].span.end
    if match := re.fullmatch(
        r"(.{4,}(?:项目|工程))[一二三四五六七八九十]+期(?:工程|项目)?", ctx.text[start:end]
    ):
        whole = Span(start, start + match.end(1))
        yield Candidate(kind=Kind.PROJECT, name=match[1], span=whole, rule="projects-works")
    yield Candidate(
        kind=Kind.PROJECT,
        name=ctx.text[start:end],
        span=Span(start, end),
        category=category(tokens),
        rule="projects-works",
    )
    yield from seats(ctx, Span(start, end))


def _section_end(tokens: Sequence[Token], last: int) -> int:
    """Where the name ends of a section of what the words tell of: 镇宁铁路|枫渚|段."""
    ends = (i for i in range(last + 1, len(tokens)) if section_of(tokens, i) == last)
    return next(ends, last)


def _of_level(ctx: Context, tokens: Sequence[Token]) -> bool:
    """县|污水处理厂|提标改造: the facility that a county has."""
    kept = len(tokens) > 2 and tokens[0].word in LEVELS
    return kept and tail_of(ctx, tokens[1]) in ("facility", "infrastructure")


def _after_class(tokens: list[Token]) -> list[Token]:
    """东西通道[重点工程]岚泸铁路: the name begins after the class word, or after 建设, where one follows."""
    for index, token in enumerate(tokens[:-1], start=1):
        if (token.word in _CLASSES or token.word == "建设") and is_proper(tokens[index]):
            return tokens[index:]
    return tokens


def _goes_on(ctx: Context, tokens: Sequence[Token], last: int) -> bool:
    """凌屿|风电|装备产业园, 大桥|北延|线, 高铁站|站前广场: the name does not end with the word of works."""
    after = tokens[last + 1 : last + 2]
    if not after:
        return False
    single = not after[0].known and len(after[0].word) == 1
    more = not after[0].known or bool(_TELLING & after[0].concepts.keys())
    longer = is_built(ctx, tokens[last]) and more  # 高铁站|站前广场, 机场|三跑道
    return single or longer or tail_of(ctx, tokens[last]) == "industry"


def _firm(tokens: Sequence[Token]) -> bool:
    """项目 and 工程 make a project of any named stem."""
    return tokens[-1].word in ("项目", "工程") or bool(PHASE.fullmatch(tokens[-1].word))
