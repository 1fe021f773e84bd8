"""Initiatives that a quotation names: “百日除患”行动, 提振消费“五大工程”, 持续深化“四帮四扶”.

The rules are tried in the order of `RULES`; the first that answers counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from anhai_kg.alphabet import DIGIT
from anhai_kg.context import Candidate, Context
from anhai_kg.lexicons import Lexicon
from anhai_kg.mentions.heads import concept, opening
from anhai_kg.mentions.predicates import governs, predicates
from anhai_kg.model import Kind, Span
from anhai_kg.phrases import Item, Mark, Token
from anhai_kg.quotes import unquoted

__all__ = ["quoted_initiatives"]

_RULE: Final = "initiatives-quoted"
_SEASON: Final = re.compile(r"(?:节庆|节|赛|季|展|会)$")
_AFTER: Final = ("全覆盖", "要求")
_FOUGHT: Final = ("打好", "打赢")
_BRAND: Final = "initiatives/brand"
_FAIRS: Final = ("events/fair", "events/job-fair")
_COME: Final = frozenset(
    {"覆盖", "全覆盖", "获评", "入选", "荣获", "获", "获得", "实现", "惠及", "纳入"}
)
_ARTICLES: Final = re.compile(rf"{DIGIT}{{1,3}}条")
_ISSUED: Final = frozenset(
    {"出台", "制定", "印发", "发布", "落实", "实施", "推出", "贯彻落实", "制定出台"}
)
_FAR: Final = 12  # items back to the predicate, over the policies named before
_CARRY_OUT: Final = ("actions/implement", "actions/carry-out")
_SHORTEST: Final = 3  # “三资” is an abbreviation, “四帮四扶” a name


@dataclass(frozen=True, slots=True)
class _Quotation:
    """A phrase with a quotation, and where it stands among the items of its sentence."""

    ctx: Context
    items: Sequence[Item]
    index: int
    tokens: Sequence[Token]
    at: int  # of the first quotation among the tokens

    @property
    def inside(self) -> str:
        return unquoted(self.tokens[self.at].word)

    def made(self, span: Span, *, name: str = "", category: str = "") -> Candidate:
        return self.ctx.named(Kind.INITIATIVE, span, _RULE, name=name, category=category)


def quoted_initiatives(ctx: Context, items: Sequence[Item], index: int) -> list[Candidate]:
    """The initiatives that the phrase at `index` names in quotation marks."""
    phrase = items[index].phrase
    assert phrase
    tokens = phrase.tokens[opening(phrase) :]
    at = next((i for i, t in enumerate(tokens) if t.role == "quoted"), None)
    if at is None or tokens[at].word.startswith("《"):
        return []
    quotation = _Quotation(ctx, items, index, tokens, at)
    return next((found for rule in RULES if (found := rule(quotation)) is not None), [])


def with_head(quotation: _Quotation) -> list[Candidate] | None:
    """“百日除患”行动: the head stands behind the quotation. “开耕节”活动 is an event: see `event`."""
    tokens = quotation.tokens
    heads = [i for i in range(quotation.at + 1, len(tokens)) if _closes(quotation.ctx, tokens, i)]
    if not heads:
        return None
    last = tokens[heads[-1]]
    if last.word.endswith(("活动", "赛事")) and _SEASON.search(quotation.inside):
        return []
    if last.word == "工程" and any(concept(t, "places") for t in tokens[: quotation.at]):
        return []  # 胶西地区清洁供暖“一张网”工程 is works: see `project`
    quoted = [t for t in tokens if t.role == "quoted"]
    beside = quoted[:-1] if quotation.at == 0 and tokens[: len(quoted)] == tuple(quoted) else []
    others = [t.span.end for t in tokens[: quotation.at] if "bodies" in t.concepts]
    opens = max(others, default=tokens[0].span.start)  # 柳州大学[“双一流”建设]
    span = Span(quoted[-1].span.start if beside else opens, last.span.end)
    return [
        *(quotation.made(t.span, name=unquoted(t.word)) for t in beside),
        quotation.made(span, category=concept(last, "initiatives")),
    ]


def head_inside(quotation: _Quotation) -> list[Candidate] | None:
    """提振消费“五大工程”, “春风行动”招聘会: the quotation itself ends in a head."""
    tokens, at = quotation.tokens, quotation.at
    if not _ends_in_head(quotation.ctx, quotation.inside):
        return None
    last = at == len(tokens) - 1
    fair = not last and concept(tokens[-1], "events")
    begin = tokens[at].span.start
    if last:  # from after the predicate: 实施[提振消费“五大工程”]
        first = next(
            iter(predicates(quotation.ctx, quotation.items, quotation.index)), quotation.index
        )
        begin = min(quotation.items[first].span.start, tokens[0].span.start)
    span = Span(begin, (tokens[-1] if fair else tokens[at]).span.end)
    alone = span == tokens[at].span
    return [quotation.made(span, name=quotation.inside if alone else "")]


def fair(quotation: _Quotation) -> list[Candidate] | None:
    """“春暖枫渚”专场招聘会: a fair by its name."""
    tokens, at = quotation.tokens, quotation.at
    if at == len(tokens) - 1 or concept(tokens[-1], "events") not in _FAIRS:
        return None
    return [quotation.made(Span(tokens[at].span.start, tokens[-1].span.end))]


def articles(quotation: _Quotation) -> list[Candidate] | None:
    """出台推动经济好转“42条”、促进消费“28条”: a policy by what it is for and the number of its articles."""
    if quotation.at != len(quotation.tokens) - 1 or not _ARTICLES.fullmatch(quotation.inside):
        return None
    items, start = quotation.items, quotation.index
    while (
        start
        and items[start - 1].mark in (None, Mark.VERB)
        and items[start - 1].word not in _ISSUED
    ):
        start -= 1
    issued = any(item.word in _ISSUED for item in items[max(0, start - _FAR) : start])
    span = Span(items[start].span.start, quotation.tokens[-1].span.end)
    whole = span.end - span.start > len(quotation.tokens[-1].word) + 1
    return [quotation.made(span)] if issued and whole else []


def head_after_predicate(quotation: _Quotation) -> list[Candidate] | None:
    """“计生特殊家庭”[关爱][行动]: a predicate and a head go on where the quotation ends."""
    verb, head = (
        quotation.items[quotation.index + 1 : quotation.index + 3]
        if quotation.index + 2 < len(quotation.items)
        else (None, None)
    )
    if verb is None or head is None or head.phrase is None or verb.mark is not Mark.VERB:
        return None
    touching = quotation.items[quotation.index].span.end == verb.span.start
    key = concept(head.phrase.tokens[-1], "initiatives")
    if not (touching and verb.span.end == head.span.start and key) or key == _BRAND:
        return None
    span = Span(quotation.tokens[0].span.start, head.span.end)
    return [quotation.made(span, category=key)]


def several(quotation: _Quotation) -> list[Candidate] | None:
    """用好“代表问政日”“码上提”等载体: each quotation is a name."""
    tokens = quotation.tokens
    if len(tokens) < 2 or any(t.role != "quoted" for t in tokens) or not _ends(quotation):
        return None
    return [quotation.made(t.span, name=unquoted(t.word)) for t in tokens]


def alone(quotation: _Quotation) -> list[Candidate] | None:
    """持续深化“四帮四扶”: a predicate governs it and the clause ends after it."""
    if len(quotation.tokens) > 1 and not _pointed_at(quotation):
        return None
    governed = _governed(quotation) and _ends(quotation)
    name = quotation.inside
    if not (governed or _achieves(quotation)) or len(name) < _SHORTEST or name.startswith("零"):
        return None  # “零增长” is a state
    if "、" in name and not _carried_out(quotation):
        return None  # 坚持“一轴、两带”: a slogan
    return [quotation.made(quotation.tokens[0].span, name=name)]


RULES: Final[tuple[Callable[[_Quotation], list[Candidate] | None], ...]] = (
    with_head,
    head_inside,
    fair,
    articles,
    head_after_predicate,
    several,
    alone,
)


def _governed(quotation: _Quotation) -> bool:
    """Whether a predicate governs it, or the quotations before it in a list: 推进“甲”、“乙”."""
    index = quotation.index
    while index >= 2 and quotation.items[index - 1].mark in (Mark.PAUSE, Mark.CONJ):
        sibling = quotation.items[index - 2].phrase
        if sibling is None or sibling.tokens[0].role != "quoted":
            return False
        index -= 2
    before = quotation.items[index - 1] if index else None
    if before is None or before.mark is not Mark.VERB:
        return False
    return governs(quotation.ctx, before.word) or before.word in _FOUGHT


def _pointed_at(quotation: _Quotation) -> bool:
    """打好“攻坚年”[这场硬仗]: what it is said to be follows."""
    return len(quotation.tokens) == 2 and quotation.tokens[1].word.startswith("这")


def _achieves(quotation: _Quotation) -> bool:
    """“板凳议事”覆盖15个村: it opens the clause, and a predicate says how far it has come."""
    span = quotation.tokens[0].span
    after = quotation.items[quotation.index + 1 : quotation.index + 2]
    opens = quotation.ctx.clause(span).start == span.start
    return opens and bool(after) and after[0].mark is Mark.VERB and after[0].word in _COME


def _carried_out(quotation: _Quotation) -> bool:
    """Whether it is 实施, 推行 or 开展 that governs it: who does that does something of that name."""
    before = quotation.items[quotation.index - 1].word if quotation.index else ""
    actions = quotation.ctx.lexicon.words["actions"]
    return actions.get(before, actions.get(before[-2:])) in _CARRY_OUT


def _closes(ctx: Context, tokens: Sequence[Token], index: int) -> bool:
    """Whether a token closes the name that the quotation opens; 治理 and 活动 only at the end."""
    key = concept(tokens[index], "initiatives")
    if key == _BRAND and any(t.role not in ("noun", "quoted", "head") for t in tokens):
        return False  # “X”打造成品牌
    if key and ctx.lexicon.concept(key).fact("loose"):
        return index == len(tokens) - 1
    placed = any("places" in token.concepts for token in tokens)
    regulated = tokens[index].word.endswith("整治") and not placed
    return (
        bool(key)
        or (regulated and index == len(tokens) - 1)
        or tokens[index].word == "工程"
        or (tokens[index].word == "建设" and index == len(tokens) - 1)
    )


def _ends_in_head(ctx: Context, inside: str) -> bool:
    return inside[2:].endswith(_heads(ctx.lexicon))


@cache
def _heads(lexicon: Lexicon) -> tuple[str, ...]:
    words = lexicon.words["initiatives"].items()
    return (*(word for word, key in words if len(word) > 1 and key != _BRAND), "工程")


def _ends(quotation: _Quotation) -> bool:
    """Whether nothing of the phrase goes on after the quotation."""
    after = quotation.items[quotation.index + 1 : quotation.index + 2]
    marks = (Mark.PUNCT, Mark.CONJ, Mark.PAUSE, Mark.ETC)
    return not after or after[0].mark in marks or after[0].word in _AFTER
