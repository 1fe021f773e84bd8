"""Who holds which post, from the ways the genre writes it, and every named official.

安海镇党委书记陈进福 (posts, then the name) · 选举颜国升为…主席 (name 为 post) · 赵宛青全票当选乡长 ·
区领导缪可欣、谷雨桐（女，回族） · 接受冉德坤辞去… (a person without that post) · 习近平总书记.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from anhai_kg.context import Context
from anhai_kg.mentions.people import HAN, Name, People
from anhai_kg.mentions.resolve import ORGANS, Resolved, area_of, resolve_body
from anhai_kg.mentions.titles import Title
from anhai_kg.model import How, Span

__all__ = ["Holding", "holdings", "names"]

_ELECTING: Final = re.compile(r"选举|补选|增选|改选|当选|选出|选举产生")
_APPOINTING: Final = re.compile(r"决定任命|任命|决定")
_AREA_POST: Final = re.compile(r"(?:副|代理|代|常务副)*(?P<level>省|市|县|区|镇|乡|州|旗)长$")
_PARTY: Final = re.compile(r"(党委|党工委|纪委|纪工委|工委|党组|党总支|党支部|团委)$")
_CUES: Final = re.compile(
    rf"(?:(?:[省市县区镇乡州]?领导|[一二三四五六七八九十两]位?同志|执行主席|常务主席|召集人|委员|成员|代表)(?={HAN})"
    rf"|接受(?={HAN}{{2,4}}(?:因|辞)))"
)
_LINK: Final = re.compile(rf"(?:当选(?:为)?|为|任)(?={HAN}{{2}})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Somebody and a post, as one clause says it."""

    person: Name
    title: str
    body: Resolved
    body_span: Span
    how: How
    span: Span  # from the body or post to the name


def _post_body(
    ctx: Context, post: Title, previous: Resolved | None
) -> tuple[str, Resolved, Span] | None:
    """The title without the body's name, and the body: 镇党委 + 书记 is 党委书记 of 安海镇党委."""
    form, title = post.body.of(ctx.text), post.title
    at = post.body.start
    for part in ("党委", "党工委", "纪委", "工委"):
        if title.startswith(part) and title != part:
            body = resolve_body(ctx, form + part, at)
            return (title, body, Span(at, post.span.start + len(part))) if body else None
    for part in re.findall(r"^(?:[省市县区]委)", title):
        body = resolve_body(ctx, form + part, at)
        rest = title.removeprefix(part)
        return (rest, body, Span(at, post.span.start + len(part))) if body and rest else None
    if _AREA_POST.search(title):
        return _executive(ctx, post, form)
    if not form and previous and ORGANS.search(previous.name):
        return title, previous, post.span  # 镇党委委员、组织委员
    if not form:
        return _congress_post(ctx, post)
    if party := _PARTY.search(form):
        body = resolve_body(ctx, form, at)
        return (party[1] + title, body, post.body) if body else None
    if body := resolve_body(ctx, form, at):
        return title, body, post.body
    return _institution(ctx, post, form, previous)


def _executive(ctx: Context, post: Title, form: str) -> tuple[str, Resolved, Span] | None:
    """镇长 heads the people's government of its area: 安海镇镇长, 区长, 省人民政府省长."""
    match = _AREA_POST.search(post.title)
    assert match  # the caller has matched it
    at = post.body.start
    if form.endswith("政府"):
        body = resolve_body(ctx, form, at)
    elif form and form[-1] in "省市县区镇乡州旗":
        body = resolve_body(ctx, f"{form}人民政府", at)
    elif form:
        return None
    else:
        body = resolve_body(ctx, f"{match['level']}人民政府", post.span.start)
    return (post.title, body, Span(at, post.span.end)) if body else None


def _congress_post(ctx: Context, post: Title) -> tuple[str, Resolved, Span] | None:
    """A presidium member without a body is of the congress that meets."""
    if post.title.startswith("主席团"):
        body = resolve_body(ctx, "人民代表大会", post.span.start)
        return (post.title, body, post.span) if body else None
    return None


def _institution(
    ctx: Context, post: Title, form: str, previous: Resolved | None
) -> tuple[str, Resolved, Span] | None:
    """局, 部, 队 and the like: 区财政局局长; 组织部部长 after 县委常委 is of the county committee's."""
    if not any(form.endswith(word) for word in ctx.lexicon.words["bodies"]):
        return None
    at = post.body.start
    if previous and form.endswith("部") and previous.name.endswith("委"):
        body = Resolved(previous.name + form, "coordination", post.body)
        return post.title, body, post.body
    if (
        form[0] in "省市县区镇乡"
        and (area := area_of(ctx, form[0], at))
        and form[1:2] not in "派直属"
    ):
        return post.title, Resolved(area[0] + form[1:], *area[1:]), post.body
    return post.title, Resolved(form), post.body


def _named_after(reader: People) -> Iterator[Holding]:
    """Posts, then names: 镇党委副书记、大会主席团执行主席戚远帆."""
    chain: list[Title] = []
    for post in reader.titles:
        if chain and not _chained(reader.text, chain[-1], post):
            chain = []
        chain.append(post)
        gap = re.compile(r"[ \t　]*(?:同志)?").match(reader.text, post.span.end)
        people = reader.names_at(gap.end() if gap else post.span.end) or reader.author_at(
            post.span.end
        )
        if not people or _headline(reader.text, post.span.end, people[-1]):
            continue
        body = None
        for held in chain:
            if found := _post_body(reader.ctx, held, body):
                title, body, where = found
                for person in people if held is post else people[:1]:
                    span = Span(held.body.start, person.span.end)
                    yield Holding(
                        person=person,
                        title=title,
                        body=body,
                        body_span=where,
                        how=How.SERVES,
                        span=span,
                    )
        chain = []


def _headline(text: str, end: int, last: Name) -> bool:
    """…当选主任　石建平当选县长: a space parts title and name only on an author's line of its own."""
    spaced = text[end : end + 1] in (" ", "　", "\t")
    return spaced and text[last.span.end : last.span.end + 1] not in (
        "",
        "\n",
        "\r",
        " ",
        "　",
        "（",
        "(",
    )


def _chained(text: str, first: Title, second: Title) -> bool:
    return text[first.span.end : second.body.start] in ("、", "兼", "和", "，兼", "、兼")


def _named_before(reader: People) -> Iterator[Holding]:
    """Names, then a post: 许静宜为…副主席 · 盘金凤、覃舜当选副乡长 · 任命缪可欣为副区长."""
    link = re.compile(
        r"(?:同志|等(?:[\d一二三四五六七八九十百]+(?:人|[名位]同志))?)?(?:全票|高票|连任|被)*(?:当选(?:为)?|选举为|任命为|为|任)$"
    )
    carried: Resolved | None = None
    last = -1
    for post in reader.titles:
        match = link.search(reader.text, max(0, post.body.start - 8), post.body.start)
        if not match or reader.text.startswith(("候选人", "人选"), post.span.end):
            continue
        people = reader.names_before(match.start())
        if post.span.start - 40 > last:
            carried = None
        found = _post_body(reader.ctx, post, None) or _own_government(reader.ctx, post)
        if found is None and carried and not post.body.of(reader.text):
            found = post.title, carried, post.span  # …当选为副主任 after …县人大常委会主任
        if found:
            carried, last = found[1], post.span.end
        how = _how(reader, match)
        if people and found and how:
            title, body, where = found
            for person in people:
                span = Span(person.span.start, post.span.end)
                yield Holding(
                    person=person, title=title, body=body, body_span=where, how=how, span=span
                )


def _own_government(ctx: Context, post: Title) -> tuple[str, Resolved, Span] | None:
    form = post.body.of(ctx.text)
    if form and any(form.endswith(word) for word in ctx.lexicon.words["bodies"]):
        return post.title, Resolved(form), post.body
    return None


def _how(reader: People, link: re.Match[str]) -> How | None:
    """Elected when the sentence elects, serving when it appoints; nothing when it does neither."""
    if "当选" in link[0] or "选举" in link[0]:
        return How.ELECTED
    if link[0].endswith("任") or "任命" in link[0]:
        return How.SERVES
    before = reader.text[reader.ctx.sentence(link.start()).start : link.start()]
    electing = max((m.start() for m in _ELECTING.finditer(before)), default=-1)
    appointing = max((m.start() for m in _APPOINTING.finditer(before)), default=-1)
    if max(electing, appointing) < 0:
        return None
    return How.ELECTED if electing > appointing else How.SERVES


def holdings(people: People) -> list[Holding]:
    """Who holds or was elected to which post, in the order of the text."""
    found = [*_named_before(people), *_named_after(people)]
    return sorted(found, key=lambda h: (h.person.span, h.span, h.title))


def names(people: People, held: Sequence[Holding]) -> list[Name]:
    """Every place where an official is named: with a post, as a leader, as one who resigned, and again."""
    found = {h.person.span: h.person for h in held}
    for name in (
        *_after_cues(people),
        *_after_posts(people),
        *_before_posts(people),
        *_honoured(people),
    ):
        found.setdefault(name.span, name)
    for known, span in people.ctx.places_of(name.name for name in list(found.values())):
        found.setdefault(span, Name(known, span))
    return [found[span] for span in sorted(found)]


def _after_cues(people: People) -> Iterator[Name]:
    """区领导缪可欣、谷雨桐; 接受冉德坤辞去."""
    for match in _CUES.finditer(people.text):
        if not people.cuts_word(match.end()):  # 领导|班子
            yield from people.names_at(match.end())


def _after_posts(people: People) -> Iterator[Name]:
    """A name of three characters after a title is one even where the body of the post is not known."""
    for post in people.titles:
        yield from (name for name in people.names_at(post.span.end) if len(name.name) > 2)


def _before_posts(people: People) -> Iterator[Name]:
    """唐水根任主任委员: named even where the body of the post is not known."""
    for post in people.titles:
        if at := _LINK.search(people.text, max(0, post.body.start - 6), post.span.start):
            yield from people.names_before(at.start())


def _honoured(people: People) -> Iterator[Name]:
    """习近平总书记, 以习近平同志为核心: the title behind the name ends it."""
    for match in re.finditer(r"总书记|同志", people.text):
        for start in (match.start() - 3, match.start() - 2):
            person = people.exactly(start, match.start()) if start >= 0 else None
            if person and not people.cuts_word(start):
                yield person
                break
