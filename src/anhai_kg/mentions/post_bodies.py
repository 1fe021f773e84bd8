"""Whose post a title is: 镇党委 of 镇党委书记, the government that a 镇长 heads, 区财政局 of its 局长."""

from __future__ import annotations

import re
from typing import Final

from anhai_kg.alphabet import HAN
from anhai_kg.context import Context
from anhai_kg.mentions.resolve import LEVEL_CHARS, ORGANS, Resolved, area_of, resolve_body
from anhai_kg.mentions.titles import Title
from anhai_kg.model import Span

__all__ = ["institution", "post_body"]

_AREA_POST: Final = re.compile(
    r"(?:副|代理|代|常务副)*(?:(?P<level>省|市|县|区|镇|乡|州|盟|旗)长|(?P<sumu>苏木)达)(?:[（(].*)?$"
)
_REGION: Final = re.compile(
    rf"(?P<area>{HAN}{{0,8}}自治区)(?:人民政府|政府)?(?P<title>(?:代理|代|常务)?副?主席)"
)
_PARTY: Final = re.compile(r"(党委|党工委|纪委|纪工委|工委|党组|党总支|党支部|团委)$")
_ENTITY: Final = re.compile("(?:村|社区|公司|集团|企业)$")  # whose 党委 is its own
_VILLAGE: Final = re.compile("(?P<name>.+?(?:村|社区))(?:党|支)")
_BRANCHES: Final = ("党支部", "党总支", "党组")
_CONGRESS: Final = ("人民代表大会", "人大")
_COMMITTEES: Final = ("省委", "市委", "县委", "区委")
_TITLED: Final = ("党委", "党工委", "纪委", "工委", *_BRANCHES, *_CONGRESS, *_COMMITTEES)
"""Bodies that a title begins with."""
_BARE: Final = frozenset({"村委会", "居委会", "村委", "支部", "委员会"})  # of which village?
_DEPARTMENT: Final = re.compile("(?:组织|宣传|统战|武装|人武|人民武装)部长")
_COMMITTEE_PART: Final = re.compile("(?:组织|宣传|统战|社会工作|统一战线工作|(?:人民)?武装)部$")
_KEPT: Final = {  # what stays in a title: 县委常委, 宣传部部长, 政法委书记
    "常委": re.compile(f"[{LEVEL_CHARS}盟]委$"),
    **dict.fromkeys(("部长", "副部长", "常务副部长"), _COMMITTEE_PART),
    **dict.fromkeys(("书记", "副书记"), re.compile("政法委$")),
}
_SAME_AREA: Final = frozenset(
    {"监委", "监察委员会", "管委会", "人大", "人大常委会", "政协", "政府"}
)


Found = tuple[str, Resolved, Span]
"""A title without the body's name, the body, and the words that name it."""


def post_body(ctx: Context, post: Title, previous: Resolved | None) -> Found | None:
    """The title without the body's name, and the body: 镇党委 + 书记 is 党委书记 of 安海镇党委."""
    found = _department_head(ctx, post, previous) or _post_body(ctx, post, previous)
    if found is None:
        return None
    title, body, where = found
    part = _KEPT[title].search(body.name) if title in _KEPT else None
    return f"{part[0]}{title}" if part else title, body, where


def _department_head(ctx: Context, post: Title, previous: Resolved | None) -> Found | None:
    """宣传部长 is the 部长 of a 宣传部: 镇武装部长, and 统战部长 after 县委常委."""
    if not _DEPARTMENT.fullmatch(post.title):
        return None
    form, at, part = post.body.of(ctx.text), post.body.start, post.title.removesuffix("长")
    where = Span(at, post.span.end - 1)
    if not form:
        whole = previous and previous.name.endswith("委") and "武" not in part
        return (
            (post.title, Resolved(f"{previous.name}{part}", "coordination", where), where)
            if (whole and previous)
            else None
        )
    area = area_of(ctx, form, at) if form in LEVEL_CHARS else None
    body = Resolved(area[0] + part, *area[1:]) if area else Resolved(form + part)
    return post.title, body, where


def _post_body(ctx: Context, post: Title, previous: Resolved | None) -> Found | None:
    form, title = post.body.of(ctx.text), post.title
    at = post.body.start
    if region := _REGION.fullmatch(f"{form}{title}"):  # 自治区主席 heads its government
        body = resolve_body(ctx, f"{region['area']}人民政府", at)
        return (region["title"], body, Span(at, post.span.end)) if body else None
    if opening := next((part for part in _TITLED if title.startswith(part) and title != part), ""):
        return _opened(ctx, post, opening)
    if _AREA_POST.search(title):
        return _executive(ctx, post, form, previous)
    if not form and previous:
        return title, _led_by(previous), post.span  # 镇党委委员、组织委员
    if form in ("", "大会"):
        return _congress_post(ctx, post, form)
    if party := _PARTY.search(form):
        part = party[1]
        body = resolve_body(ctx, form, at) or _party_branch(ctx, form.removesuffix(part), part, at)
        return (part + title, body, post.body) if body else None
    if body := resolve_body(ctx, form, at) or _beside(form, previous, post.body):
        return title, body, post.body
    return _institution(ctx, post, form, previous)


def _opened(ctx: Context, post: Title, part: str) -> Found | None:
    """A title that a body opens: 党委书记, 人大主席; 县财政局党组书记 is of the bureau."""
    form, at = post.body.of(ctx.text), post.body.start
    if part == "党组" and form:
        return post.title, resolve_body(ctx, form, at) or _of_area(ctx, form, at), post.body
    found = resolve_body(ctx, form + part, at) or _party_branch(ctx, form, part, at)
    plain = part in (*_CONGRESS, *_COMMITTEES)
    held = post.title.removeprefix(part) if plain else post.title
    return (held, found, Span(at, post.span.start + len(part))) if found and held else None


def _party_branch(ctx: Context, form: str, part: str, at: int) -> Resolved | None:
    """双桐村党支部: the branch or committee of what the text names before it."""
    if not form or (part not in _BRANCHES and not _ENTITY.search(form)):
        return None
    return _of_area(ctx, form + part, at)


def _of_area(ctx: Context, form: str, at: int) -> Resolved:
    """A name whose first character may be a bare level: 县财政局 is 沄江县财政局."""
    area = area_of(ctx, form[0], at) if form[0] in LEVEL_CHARS else None
    return Resolved(area[0] + form[1:], *area[1:]) if area else Resolved(form)


def _led_by(previous: Resolved) -> Resolved:
    """局长 after 县财政局党组书记 heads the bureau; 组织委员 after 镇党委委员 is of the committee."""
    name = previous.name.removesuffix("党组")
    return Resolved(name, previous.rule, previous.licence)


def _beside(form: str, previous: Resolved | None, at: Span) -> Resolved | None:
    """监委 after 县纪委书记, 管委会 after 新区党工委书记: of the same area."""
    village = _VILLAGE.match(previous.name) if previous else None
    if village and form in ("村委会", "居委会", "村民委员会", "居民委员会"):
        return Resolved(village["name"] + form, "coordination", at)
    organ = ORGANS.search(previous.name) if previous else None
    if previous and organ and organ.start() and form in _SAME_AREA:
        return Resolved(previous.name[: organ.start()] + form, "coordination", at)
    return None


def _executive(ctx: Context, post: Title, form: str, previous: Resolved | None) -> Found | None:
    """镇长 heads the people's government of its area: 安海镇镇长, 区长, 省人民政府省长."""
    match = _AREA_POST.search(post.title)
    assert match  # the caller has matched it
    at, level = post.body.start, match["level"] or match["sumu"]
    if not form and previous and previous.name.endswith(f"{level}人民政府"):
        return post.title, previous, post.span  # 副区长、[代理区长]
    if form.endswith("政府"):
        body = resolve_body(ctx, form, at)
    elif form and (form[-1] in "省市县区镇乡州盟旗" or form.endswith("苏木")):
        body = resolve_body(ctx, f"{form}人民政府", at)
    elif form:
        return None
    else:
        body = resolve_body(ctx, f"{level}人民政府", post.span.start)
    return (post.title, body, Span(at, post.span.end)) if body else None


def _congress_post(ctx: Context, post: Title, form: str) -> Found | None:
    """A presidium member without a body, or 大会秘书长, is of the congress that meets."""
    congress = "人大" in ctx.text or "人民代表大会" in ctx.text  # of the Party has a presidium too
    if congress and (post.title.startswith("主席团") or form):
        body = resolve_body(ctx, "人民代表大会", post.span.start)
        return (post.title, body, post.span) if body else None
    return None


def _institution(ctx: Context, post: Title, form: str, previous: Resolved | None) -> Found | None:
    """局, 部, 队 and the like: 区财政局局长; 组织部部长 after 县委常委 is of the county committee's."""
    if form in _BARE or not ctx.lexicon.ending("bodies", form):
        return None
    at = post.body.start
    if previous and form.endswith(("部", "政法委")) and previous.name.endswith("委"):
        whose = previous.name.removesuffix("委") if "武" in form else previous.name
        body = Resolved(whose + form, "coordination", post.body)
        return post.title, body, post.body
    if (
        form[0] in "省市县区镇乡"
        and (area := area_of(ctx, form[0], at))
        and form[1:2] not in "派直属"
        and not form.endswith(("院", "校", "园", "中心"))  # 镇卫生院 is named as the text has it
    ):
        return post.title, Resolved(area[0] + form[1:], *area[1:]), post.body
    return post.title, Resolved(form), post.body


def institution(ctx: Context, post: Title) -> Found | None:
    form = post.body.of(ctx.text)
    if form and ctx.lexicon.ending("bodies", form):
        return post.title, Resolved(form), post.body
    return None
