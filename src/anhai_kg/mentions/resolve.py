"""Clipped names made full, where the text itself licenses it.

镇党委 in a report of 安海镇 is 安海镇党委 (own-area); 市政府 after 晋江市委 is 晋江市人民政府
(carried-level); what has no licence stays as it stands.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from anhai_kg.alphabet import HAN
from anhai_kg.context import Context
from anhai_kg.mentions.area import LEVELS, suffix
from anhai_kg.model import Span

__all__ = ["LEVEL_CHARS", "ORGANS", "Resolved", "area_of", "resolve_body"]

_TERM: Final = r"(?:第?[一二三四五六七八九十百]+届)?"
ORGANS: Final = re.compile(
    rf"(?P<congress>{_TERM}(?:人民代表大会|人大)(?!常|主席|办|监|财|代表建议|建议|代表))"
    rf"|(?P<committee>{_TERM}(?:人民代表大会|人大)常务?委员?会)"
    rf"|(?P<presidium>{_TERM}(?:(?:人民代表大会|人大|大会)?主席团))"
    r"|(?P<government>(?:人民)?政府)"
    r"|(?P<other>党委|党工委|纪委监委|纪工委|纪委|监委|监察委员会|办事处|人民法院|人民检察院|法院|检察院|政协|管委会|管理委员会|委)"
)
_TERM_BEFORE: Final = re.compile("^(?:上一?届|本届|新一届|这一届)")
LEVEL_CHARS: Final = "省市县区镇乡州旗"
_ZONES: Final = ("区", "开发区", "经开区", "高新区", "新区", "园区")
_OF_ZONES: Final = ("管委会", "管理委员会")
_FULL: Final = {f"{level}政府": f"{level}人民政府" for level in "省市州盟县区旗镇乡"}
"""What an organ is called in full whose area the text does not tell."""
_CARRY: Final = 60  # how far back in a sentence an area may be carried


class Resolved(NamedTuple):
    """The full name, the rule that made it (empty when the words say it), and the licence."""

    name: str
    rule: str = ""
    licence: Span | None = None


def _canonical(area: str, organ: re.Match[str], rest: str) -> str:
    """The organ's name as the genre writes it in full."""
    kind = organ.lastgroup
    if kind == "congress":
        return f"{area}人民代表大会{rest}"
    if kind == "committee":
        return f"{area}人大常委会{rest}"
    if kind == "presidium":
        return f"{area}人民代表大会主席团{rest}"
    if kind == "government":
        return f"{area}人民政府{rest}"
    if organ[0] in ("法院", "检察院"):
        return f"{area}人民{organ[0]}{rest}"
    return f"{area}{organ[0]}{rest}"


def area_of(ctx: Context, level: str, position: int) -> tuple[str, str, Span] | None:
    """The area that a bare level (镇, 市) means at that place: its name, the rule, the licence.

    The reporting area and those around it first; then the area of that level named just before.
    """
    if ctx.area:
        if ctx.area.name.endswith(level):
            return ctx.area.name, "own-area", ctx.area.span
        for parent in ctx.area.parents:
            if parent.endswith(level):
                place = next(ctx.occurrences(parent), None)
                place = place or next(ctx.occurrences(parent[:-1]), ctx.area.span)
                return parent, "own-area", place
    start = max(ctx.sentence(position).start, position - _CARRY)
    before = list(re.finditer(rf"({HAN}{{2,4}}{level})[委人政]", ctx.text[start:position]))
    if before:
        span = Span(start + before[-1].start(1), start + before[-1].end(1))
        for word in "在和与及向对由为":
            if (cut := span.of(ctx.text).rfind(word)) >= 0:
                span = Span(span.start + cut + 1, span.end)
        if span.end - span.start > 2:
            return span.of(ctx.text), "carried-level", span
    return None


def _opening_area(ctx: Context, form: str) -> str:
    """The known area whose full name opens the form: 安海镇 in 安海镇人民政府; else by its level."""
    known = (ctx.area.name, *ctx.area.parents) if ctx.area else ()
    for area in known:
        if form.startswith(area):
            return area
    for area in known:  # 柳涧县鹤埠镇人民政府 opens with an area, then the one that counts
        at = form.find(area)
        if at > 0 and (form[at - 1] in LEVEL_CHARS or _short(form[:at], known)):
            return form[: at + len(area)]
    return ""


def _short(form: str, known: tuple[str, ...]) -> bool:
    """Whether the form is a known area without its suffix: 晋江."""
    return any(area.startswith(form) and len(area) - len(form) == 1 for area in known)


def resolve_body(ctx: Context, form: str, position: int) -> Resolved | None:
    """The full name of an organ of party, congress, government or justice; None for other bodies.

    `form` is what the text says at `position`.
    """
    form = _TERM_BEFORE.sub("", form.removeprefix("中共"))
    organ = ORGANS.search(form)
    if not organ:
        return None
    head, rest = form[: organ.start()], form[organ.end() :]
    if rest and not re.fullmatch(
        rf"{HAN}{{0,6}}(?:办公室|办)|{HAN}{{1,6}}(?:部|室|委员会|局)|常委会|常务委员会", rest
    ):
        return None
    opening = _opening_area(ctx, form)
    own = ctx.area.name if ctx.area else ""
    zone = bool(own) and (not suffix(own) or own.endswith("新区"))
    if ctx.area and zone and (head in _ZONES or (not head and organ[0] in _OF_ZONES)):
        return Resolved(_canonical(own, organ, rest), "own-area", ctx.area.span)
    if own and head.endswith(own):
        return Resolved(_canonical(own, organ, rest))  # 沄江县|太平镇
    if opening and head == opening:
        area = own if opening.endswith(own) and own else opening
        return Resolved(_canonical(area, organ, rest))
    if head in LEVELS or head == "州":
        found = area_of(ctx, head, position)
        return (
            Resolved(_canonical(found[0], organ, rest), *found[1:])
            if found
            else Resolved(_FULL.get(form, form))
        )
    if not head and ctx.area and organ.lastgroup != "other":
        return Resolved(_canonical(own, organ, rest), "own-area", ctx.area.span)
    if not head and organ[0] in ("党委", "党工委", "办事处", "纪委") and ctx.area:
        return Resolved(f"{own}{organ[0]}{rest}", "own-area", ctx.area.span)
    if re.fullmatch(rf".*[^{LEVEL_CHARS}\s][{LEVEL_CHARS}道木]", head) and len(head) >= 3:
        return Resolved(_canonical(head, organ, rest))
    return None
