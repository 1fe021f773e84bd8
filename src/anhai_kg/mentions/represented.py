"""Whom somebody stands for: 代表镇人民政府, 受县人大常委会委托, 代表县委、县人大常委会和县政府."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anhai_kg.alphabet import HAN
from anhai_kg.context import Candidate, Context
from anhai_kg.mentions.resolve import Resolved, resolve_body
from anhai_kg.model import Kind, Span

__all__ = ["BODIES", "REPRESENTS", "represented_bodies", "stood_for"]

REPRESENTS: Final = re.compile(
    r"代表(?P<a>(?:(?!代表)[^，,。；;]){2,40}?)(?=[，,。；;]|向|作|所作|在|对|致|就|讲|表|宣|汇|报告|出席|到会|列席|参加|看望|发表|与|签)"
    r"|受(?P<b>[^，,。；;]{2,40}?)(?:的)?委托"
)
BODIES: Final = re.compile("(?:[^、和及]|和(?=平))+")
_NOW: Final = re.compile("^(?:上届|上一届|本届|新一届|大会)")
_STANDING: Final = ("常务委员会", "常委会")
_WHOLE: Final = re.compile(rf"(?:政协|中共|中国共产党){HAN}+(?:委员会|常委会)")


def stood_for(ctx: Context, form: str, position: int) -> Resolved | None:
    """The body that somebody stands for at a place, in full: 上届政府, 常务委员会, 中共…第七届委员会."""
    form = _NOW.sub("", form)
    if form in _STANDING:
        return _standing(ctx, position)
    if _WHOLE.fullmatch(form):
        return Resolved(form)
    return resolve_body(ctx, form, position) if form else None


def _standing(ctx: Context, position: int) -> Resolved | None:
    """A 常务委员会 is the congress's, or where the passage names it last the consultative conference's."""
    if ctx.area is None:
        return None
    last = max(
        (ctx.text.rfind(word, 0, position), word) for word in ("政协", "人大", "人民代表大会")
    )
    area = ctx.area.name
    name = f"政协{area}委员会常务委员会" if last[1] == "政协" else f"{area}人大常委会"
    return Resolved(name, "own-area", ctx.area.span)


def represented_bodies(ctx: Context) -> Iterator[Candidate]:
    """The bodies that somebody stands for."""
    for match in REPRESENTS.finditer(ctx.text):
        group = "a" if match["a"] else "b"
        for part in BODIES.finditer(ctx.text, *match.span(group)):
            if body := stood_for(ctx, part[0], part.start()):
                kind = ctx.lexicon.find("bodies", ctx.lexicon.ending("bodies", body.name))
                yield Candidate(
                    kind=Kind.BODY,
                    name=body.name,
                    span=Span(*part.span()),
                    category=kind.key if kind else "",
                    rule=body.rule or "bodies-organ",
                    licence=body.licence,
                )
