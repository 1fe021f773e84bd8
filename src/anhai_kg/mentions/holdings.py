"""Who holds which post, from the ways the genre writes it, and every named official.

安海镇党委书记陈进福 (posts, then the name) · 选举颜国升为…主席 (name 为 post) · 赵宛青全票当选乡长 ·
区领导缪可欣、谷雨桐（女，回族） · 接受冉德坤辞去… (a person without that post) · 习近平总书记.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anhai_kg.alphabet import DIGITS, HAN
from anhai_kg.mentions.holding import Holding, chained, held_by
from anhai_kg.mentions.people import Name, People
from anhai_kg.mentions.post_bodies import institution, post_body
from anhai_kg.mentions.resolve import LEVEL_CHARS, ORGANS, Resolved, area_of
from anhai_kg.mentions.rows import how_in_rows, line_above, opening_rows
from anhai_kg.mentions.titles import Title
from anhai_kg.model import How, Span

__all__ = ["holdings"]

_ELECTING: Final = re.compile(r"选举|补选|增选|改选|当选|选出|选举产生")
_STOP: Final = re.compile(r"[。\n]")
_APPOINTING: Final = re.compile(r"决定任命|任命|决定")
_COUNT: Final = rf"[{DIGITS}一二三四五六七八九十百]+(?:人|[名位]同志)"
_AS: Final = re.compile(
    rf"(?:同志|等(?:{_COUNT})?|{_COUNT})?(?:以[^，,。；;、]{{1,8}}?票)?"
    r"(?:全票|高票|连任|被|依法|一致|再次|顺利|成功|分别|双双|当场|还|也|并|又|兼|同时|继续|仍)*"
    r"(?:当选(?:为)?|(?:[推补增改]|当)?选(?:举)?为|推举为|[任聘]命?为|为|[担调转升出就]?任)$"
)
_PRODUCED: Final = re.compile(r"(?:选举产生|选出)(?!的|由)[^。；;]*$|当选的[^，,。；;]{0,12}$")
_GAP: Final = re.compile(
    r"(?:候选人|人选)?[ \t　]*(?:同志)?(?P<row>(?:[（(][^（）()\n]{2,16}[)）])?[:：][ \t　]*)?"
)
_ITEM: Final = re.compile(r"[，,、。；;\n（(]|$")
_LEAVES: Final = re.compile(
    r"(?:同志)?(?:[（(][^（）()\n]{1,12}[)）])?(?:(?:因|由于)[^，,。；;\n]{1,16}?[，,]?)?(?:主动|自愿|依法|已){0,2}"
    r"(?:不再担任|辞去|(?:提出|请求|申请)(?:了)?(?:书面)?辞职|(?:请求|申请|提出)辞去|(?:向[^，,。；;\n]{1,8})?[递提]交(?:了)?(?:书面)?辞|辞职|离任|卸任)"
    r"(?P<what>[^，,。；;\n]{0,20})"
)
"""What somebody does, right behind his name, who leaves a post."""
_COMMITTEE: Final = re.compile(
    r"(?:通过了?|审议)(?P<body>[^，,。；;、《》]{2,24}委员会)(?:[^，,。；;]{0,8})名单"
)
_COLONS: Final = ("：", ":")
_STANDING: Final = ("候选人", "人选")
_MEMBERS: Final = ("委员", "秘书长")


def _named_after(reader: People) -> Iterator[Holding]:
    """Posts, then names: 镇党委副书记、大会主席团执行主席戚远帆."""
    chain: list[Title] = []
    last: tuple[Title, Resolved] | None = None
    for post in reader.titles:
        if chain and not chained(reader.text, chain[-1], post):
            chain = []
        chain.append(post)
        people = _people_of(reader, post)
        if not people:
            continue
        body = last[1] if last and _of_the_same(reader, last[0], chain[0]) else None
        for held in chain:
            if reader.text.startswith(_STANDING, held.span.end) or _is_left(
                reader, held, people[-1]
            ):
                continue  # who stands for a post, or leaves it, does not hold it
            if found := post_body(reader.ctx, held, body):
                body, how = found[1], _how_named(reader, held, people[-1])
                yield from held_by(held, people if held is post else people[:1], how, found)
        last = (post, body) if body else None
        chain = []


def _people_of(reader: People, post: Title) -> list[Name]:
    """The names right behind a title, or alone on the author's line."""
    end = post.span.end
    gap = _GAP.match(reader.text, end)
    form = post.body.of(reader.text)
    sure = len(form) > 2 and not ORGANS.search(form)
    at = gap.end() if gap else end
    row = bool(gap and gap["row"])
    people = reader.names_at(at, titled=True, sure=sure or row, row=row) or reader.author_at(end)
    return [] if people and _headline(reader.text, end, people[-1]) else people


def _is_left(reader: People, post: Title, last: Name) -> bool:
    """副镇长庞大勇提出辞职, 镇长郑凯辞去镇长职务; 副县长甲辞去县财政局局长职务 says nothing of the first post."""
    if re.search("^原(?!州|平|阳)|(?:原|前|时任)$", post.body.of(reader.text)):
        return True
    leaves = _LEAVES.match(reader.text, last.span.end)
    if leaves is None:
        return False
    others = [t.title for t in reader.titles_in(Span(*leaves.span("what")))]
    return not others or post.title in others


def _of_the_same(reader: People, first: Title, second: Title) -> bool:
    """副主任 after 县人大常委会主任 in one sentence, nothing else naming its body, is of that committee."""
    between = reader.text[first.span.end : second.span.start]
    same = second.title.removeprefix("副") == first.title.removeprefix("副")
    return (
        second.body.start == second.body.end
        and (same or second.title in _MEMBERS)
        and not re.search(r"[。；;\n]", between)
    )


def _how_named(reader: People, post: Title, last: Name) -> How:
    """选举产生了镇人大主席翟怀川，镇长臧若谷: elected; else who is named with a post holds it."""
    start = reader.ctx.sentence(post.span.start).start
    if reader.text[post.span.end : post.span.end + 1] in _COLONS:
        return how_in_rows(reader.text, post.span.start)
    produced = _PRODUCED.search(reader.text, start, post.span.start)
    told = produced and ("，" not in produced[0] or _ITEM.match(reader.text, last.span.end))
    return How.ELECTED if told else How.SERVES


def _headline(text: str, end: int, last: Name) -> bool:
    """…当选主任　石建平当选县长: a space parts title and name only on an author's line of its own."""
    spaced = text[end : end + 1] in (" ", "　", "\t")
    return spaced and bool(re.match(rf"{HAN}|、", text[last.span.end : last.span.end + 1]))


def _named_before(reader: People) -> Iterator[Holding]:
    """Names, then a post: 许静宜为…副主席 · 盘金凤、覃舜当选副乡长 · 任命缪可欣为副区长."""
    carried: Resolved | None = None
    last = -1
    above: tuple[Title, list[Name], How] | None = None
    for post in reader.titles:
        match = _AS.search(reader.text, max(0, post.body.start - 16), post.body.start)
        if reader.text.startswith(_STANDING, post.span.end):
            continue
        if match is None:
            if above and chained(reader.text, above[0], post):  # 为副区长、[代理区长]
                yield from held_by(post, *above[1:], post_body(reader.ctx, post, carried))
                above = (post, *above[1:])
            continue
        people = reader.names_before(match.start())
        if post.span.start - 40 > last:
            carried = None
        found = post_body(reader.ctx, post, None) or institution(reader.ctx, post)
        if found is None and not post.body.of(reader.text):
            named = carried or _listed_committee(reader, post)
            found = (post.title, named, post.span) if named else None  # …当选为副主任
        if found:
            carried, last = found[1], post.span.end
        how = _how(reader, match)
        above = (post, people, how) if people and how else None
        if above:
            yield from held_by(*above, found)


def _listed_committee(reader: People, post: Title) -> Resolved | None:
    """通过乡预算审查委员会名单，唐水根任主任委员: the list says of which committee."""
    start = reader.ctx.sentence(post.span.start).start
    match = _COMMITTEE.search(reader.text, start, post.span.start)
    if match is None or "委员" not in post.title:
        return None
    form, at = match["body"], Span(*match.span("body"))
    area = area_of(reader.ctx, form[0], at.start) if form[0] in LEVEL_CHARS else None
    return Resolved(area[0] + form[1:], *area[1:]) if area else Resolved(form, "", at)


def _how(reader: People, link: re.Match[str]) -> How | None:
    """Elected when the sentence elects, serving when it appoints; nothing when it does neither."""
    if "选" in link[0]:
        return How.ELECTED
    if link[0].endswith("任") or "任命" in link[0]:
        return How.SERVES
    start = reader.ctx.last(_STOP, 0, link.start()) + 1  # 选举：甲为主席；乙为镇长
    electing = reader.ctx.last(_ELECTING, start, link.start())
    appointing = reader.ctx.last(_APPOINTING, start, link.start())
    if max(electing, appointing) < 0:
        heading = line_above(reader.text, link.start()).rstrip()
        if not heading.endswith(_COLONS):
            return None
        return How.ELECTED if _ELECTING.search(heading) else _appointed(heading)
    return How.ELECTED if electing > appointing else How.SERVES


def _appointed(heading: str) -> How | None:
    return How.SERVES if _APPOINTING.search(heading) else None


def holdings(people: People) -> list[Holding]:
    """Who holds or was elected to which post, in the order of the text."""
    found = [*_named_before(people), *_named_after(people), *opening_rows(people)]
    return sorted(found, key=lambda h: (h.person.span, h.span, h.title))
