"""Named officials and the posts said of them, from the ways the genre writes them.

安海镇党委书记陈进福 (posts, then the name) · 选举颜国升为…主席 (name 为 post) · 赵宛青全票当选乡长 ·
区领导缪可欣、谷雨桐（女，回族） · 接受冉德坤辞去… (a person without that post) · 习近平总书记.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from anhai_kg.context import Context
from anhai_kg.lexicons import Lexicon
from anhai_kg.mentions.resolve import ORGANS, Resolved, area_of, resolve_body
from anhai_kg.model import How, Span

__all__ = ["Holding", "Name", "holdings", "names"]

_HAN: Final = r"[\u4e00-\u9fff\U00020000-\U0003ffff]"
_BRACKET: Final = r"(?:[（(][^（）()\n]{1,12}[)）])?"
_VERBS: Final = frozenset("包时来成明方高常全安管查相支习计强简富申终麻应能干步过连要")
_PARTICLES: Final = frozenset(
    "和及与等为有在由从向于对以将被的了并或但都也就各其年月日万乡镇村组党政群机关人"
)
_PORTFOLIO: Final = r"(?:[（(](?!女|男|须|兼|正|副|书面|草案|摘要)[^（）()，,\n]{1,6}[)）])?"
_FOLLOWERS: Final = "由受作在为任说致因向就和与及同等率以将分被兼还带主到出列应代宣当讲强指表辞"
_ELECTING: Final = re.compile(r"选举|补选|增选|改选|当选|选出|选举产生")
_APPOINTING: Final = re.compile(r"决定任命|任命|决定")
_AREA_POST: Final = re.compile(r"(?:副|代理|代|常务副)*(?P<level>省|市|县|区|镇|乡|州|旗)长$")
_PARTY: Final = re.compile(r"(党委|党工委|纪委|纪工委|工委|党组|党总支|党支部|团委)$")
_LEADERS: Final = re.compile(
    rf"(?:[省市县区镇乡州]?领导|[一二三四五六七八九十两]位?同志|委员|代表)(?={_HAN})"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name at a place."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Somebody and a post, as one clause says it."""

    person: Name
    title: str
    body: Resolved
    body_span: Span
    how: How
    span: Span  # from the body or post to the name


@dataclass(frozen=True, slots=True)
class _Post:
    span: Span  # the title, with a bracket after it
    title: str
    body_form: Span  # may be empty


@dataclass(frozen=True)
class _Grammar:
    name: re.Pattern[str]
    post: re.Pattern[str]


@cache
def _grammar(lexicon: Lexicon) -> _Grammar:
    surnames = [s for s in lexicon.lists["surnames"] if s not in _PARTICLES]
    longest_first = sorted(surnames, key=lambda s: (-len(s), s))
    name = rf"(?:{'|'.join(longest_first)}){_HAN}{{1,2}}|{_HAN}{{1,6}}(?:[·•]{_HAN}{{1,8}})+"
    prefixes = {"副", "代", "代理", "常务副", "第一", "常务", "第一副"}
    titles = {
        word
        for concept in lexicon.schemes["posts"].values()
        for word in concept.words
        if len(word) > 1 and word not in prefixes
    }
    titles -= {title for title in titles if _opens_with_body(title, titles, lexicon)}
    ordered = "|".join(sorted(map(re.escape, titles), key=lambda w: (-len(w), w)))
    post = rf"(?:代理|代|常务|第一)?副?(?:{ordered})(?![会团台]){_PORTFOLIO}"
    return _Grammar(re.compile(name), re.compile(post))


def _opens_with_body(title: str, titles: set[str], lexicon: Lexicon) -> bool:
    """镇党委书记 and 人大主席 are a body and a title: the text before decides whose."""
    bodies = lexicon.words["bodies"]
    cuts = range(2, len(title) - 1)
    return (
        title[0] in "省市县区镇乡街大"
        and any(title[n:] in titles or title[n:] == "成员" for n in cuts)
    ) or any(title[:n] in bodies and title[n:] in titles for n in cuts)


class _Reader:
    """Finds names and posts in one text."""

    def __init__(self, ctx: Context) -> None:
        self.ctx, self.text = ctx, ctx.text
        self.grammar = _grammar(ctx.lexicon)
        self._ends = {t.span.start for t in ctx.tokens if t.role in ("verb", "stop", "conj")}
        self._edges = {t.span.end for t in ctx.tokens if t.role != "noun"}
        self._starts = sorted(i.span.start for s in ctx.sentences for i in s.items if i.phrase)

    def _closed(self, position: int) -> bool:
        """Whether a name may end here: something that is no name goes on."""
        if position >= len(self.text) or not re.match(_HAN, self.text[position]):
            return True
        return position in self._ends or self.text[position] in _FOLLOWERS

    def name_at(self, position: int) -> Name | None:
        """The name that starts at a place, with the length that the text supports best."""
        match = self.grammar.name.match(self.text, position)
        if not match:
            return None
        if dotted := re.compile(rf"{_HAN}{{1,6}}(?:[·•]{_HAN}{{1,6}}?)*[·•]").match(
            self.text, position
        ):
            return self._dotted(position, dotted.end())
        fits = [
            end
            for end in range(match.end(), max(position + 1, match.end() - 2), -1)
            if end - position >= 2
            and self.grammar.name.fullmatch(self.text, position, end)
            and self._closed(end)
        ]
        if not fits or self._is_phrase(position, fits):
            return None
        end = fits[0]
        for shorter in fits[1:]:
            whole, part = self.text[position:end], self.text[position:shorter]
            if (
                self.text[shorter] in _FOLLOWERS and self.text.count(part) > self.text.count(whole)
            ) or (self.text[shorter] in "作受任为在说致因" and end == fits[0]):
                end = shorter
        return Name(self.text[position:end], Span(position, end))

    def _dotted(self, start: int, last: int) -> Name | None:
        """吐尔逊·艾力: the part after the last dot is as short as what follows allows."""
        for end in range(last + 2, min(last + 7, len(self.text) + 1)):
            if re.fullmatch(rf"{_HAN}+", self.text[last:end]) and self._closed(end):
                return Name(self.text[start:end], Span(start, end))
        return None

    def _is_phrase(self, position: int, fits: Sequence[int]) -> bool:
        """副镇长包片: two characters of which the first is also a verb, seen once, are no name."""
        words = self.text[position : fits[0]]
        return (
            len(fits) == 1
            and len(words) == 2
            and words[0] in _VERBS
            and self.text.count(words) == 1
        )

    def exactly(self, start: int, end: int) -> Name | None:
        """The name that fills that run of the text."""
        found = self.grammar.name.fullmatch(self.text, start, end)
        return Name(found[0], Span(start, end)) if found else None

    def names_at(self, position: int) -> list[Name]:
        """A list of names: 夏际勇、肖文书 · 汤一鸣、罗采薇（女）."""
        found: list[Name] = []
        while name := self.name_at(position):
            found.append(name)
            more = re.compile(rf"{_BRACKET}(?:[、，]|和|及|以及)").match(self.text, name.span.end)
            if not more or (more[0][-1] == "，" and len(found) < 2):
                break
            position = more.end()
        return found

    def names_before(self, position: int) -> list[Name]:
        """The list of names that ends right before a place: 夏际勇、肖文书[为]."""
        match = re.compile(
            rf"(?:(?:{_HAN}{{2,4}}|{_HAN}+·{_HAN}+){_BRACKET}(?:[、和及]))*(?:{_HAN}{{2,4}}|{_HAN}+·{_HAN}+){_BRACKET}$"
        ).search(self.text, max(0, position - 120), position)
        if not match:
            return []
        found: list[Name] = []
        for part in re.finditer(rf"{_HAN}+(?:·{_HAN}+)?", match[0]):
            if match[0][part.start() - 1 : part.start()] in ("（", "(", "，"):
                continue  # within the bracket （女，回族）
            start, end = match.start() + part.start(), match.start() + part.end()
            if name := self._name_ending(start, end):
                found.append(name)
        return found

    def _name_ending(self, start: int, end: int) -> Name | None:
        """The name that ends exactly there: 选举颜国升 holds 颜国升."""
        for at in range(max(start, end - 4), end - 1):
            if self.grammar.name.fullmatch(self.text, at, end):
                if at == start or at in self._edges:
                    return Name(self.text[at:end], Span(at, end))
        return None

    def posts(self) -> Iterator[_Post]:
        """Every post title with the words before it that may name its body."""
        for match in self.grammar.post.finditer(self.text):
            index = bisect_right(self._starts, match.start()) - 1
            left = self._starts[index] if index >= 0 else match.start()
            between = self.text[left : match.start()]
            if re.search(r"[，。、；：\s]", between):
                left = match.start()
            title = match[0]
            yield _Post(Span(*match.span()), title, Span(left, match.start()))


def _post_body(
    ctx: Context, post: _Post, previous: Resolved | None
) -> tuple[str, Resolved, Span] | None:
    """The title without the body's name, and the body: 镇党委 + 书记 is 党委书记 of 安海镇党委."""
    form, title = post.body_form.of(ctx.text), post.title
    at = post.body_form.start
    for part in ("党委", "党工委", "纪委", "工委", "党组"):
        if title.startswith(part) and title != part:
            body = resolve_body(ctx, form + part, at)
            return (title, body, Span(at, post.span.start + len(part))) if body else None
    for part in re.findall(r"^(?:[省市县区]委)", title):
        body = resolve_body(ctx, form + part, at)
        rest = title.removeprefix(part)
        return (rest, body, Span(at, post.span.start + len(part))) if body and rest else None
    if _AREA_POST.search(title):
        return _executive(ctx, post, form)
    if not form and previous and title.endswith("委员") and ORGANS.search(previous.name):
        return title, previous, post.span  # 镇党委委员、组织委员
    if not form:
        return _congress_post(ctx, post)
    if party := _PARTY.search(form):
        body = resolve_body(ctx, form, at)
        return (party[1] + title, body, post.body_form) if body else None
    if body := resolve_body(ctx, form, at):
        return title, body, post.body_form
    return _institution(ctx, post, form, previous)


def _executive(ctx: Context, post: _Post, form: str) -> tuple[str, Resolved, Span] | None:
    """镇长 heads the people's government of its area: 安海镇镇长, 区长, 省人民政府省长."""
    match = _AREA_POST.search(post.title)
    assert match  # the caller has matched it
    at = post.body_form.start
    if form.endswith("政府"):
        body = resolve_body(ctx, form, at)
    elif form and form[-1] in "省市县区镇乡州旗":
        body = resolve_body(ctx, f"{form}人民政府", at)
    elif form:
        return None
    else:
        body = resolve_body(ctx, f"{match['level']}人民政府", post.span.start)
    return (post.title, body, Span(at, post.span.end)) if body else None


def _congress_post(ctx: Context, post: _Post) -> tuple[str, Resolved, Span] | None:
    """A presidium member without a body is of the congress that meets."""
    if post.title.startswith("主席团"):
        body = resolve_body(ctx, "人民代表大会", post.span.start)
        return (post.title, body, post.span) if body else None
    return None


def _institution(
    ctx: Context, post: _Post, form: str, previous: Resolved | None
) -> tuple[str, Resolved, Span] | None:
    """局, 部, 队 and the like: 区财政局局长; 组织部部长 after 县委常委 is of the county committee's."""
    if not any(form.endswith(word) for word in ctx.lexicon.words["bodies"]):
        return None
    at = post.body_form.start
    if previous and form.endswith("部") and previous.name.endswith("委"):
        body = Resolved(previous.name + form, "coordination", post.body_form)
        return post.title, body, post.body_form
    if (
        form[0] in "省市县区镇乡"
        and (area := area_of(ctx, form[0], at))
        and form[1:2] not in "派直属"
    ):
        return post.title, Resolved(area[0] + form[1:], *area[1:]), post.body_form
    return post.title, Resolved(form), post.body_form


def _named_after(reader: _Reader) -> Iterator[Holding]:
    """Posts, then names: 镇党委副书记、大会主席团执行主席戚远帆."""
    chain: list[_Post] = []
    for post in reader.posts():
        if chain and not _chained(reader.text, chain[-1], post):
            chain = []
        chain.append(post)
        gap = re.compile(r"[ \t　]*(?:同志)?").match(reader.text, post.span.end)
        people = reader.names_at(gap.end() if gap else post.span.end)
        if not people:
            continue
        body = None
        for held in chain:
            if found := _post_body(reader.ctx, held, body):
                title, body, where = found
                for person in people if held is post else people[:1]:
                    span = Span(held.body_form.start, person.span.end)
                    yield Holding(
                        person=person,
                        title=title,
                        body=body,
                        body_span=where,
                        how=How.SERVES,
                        span=span,
                    )
        chain = []


def _chained(text: str, first: _Post, second: _Post) -> bool:
    return text[first.span.end : second.body_form.start] in ("、", "兼", "和", "，兼", "、兼")


def _named_before(reader: _Reader) -> Iterator[Holding]:
    """Names, then a post: 许静宜为…副主席 · 盘金凤、覃舜当选副乡长 · 任命缪可欣为副区长."""
    link = re.compile(r"(?:同志|等)?(?:全票|高票|连任|被)*(?:当选(?:为)?|选举为|任命为|为|任)$")
    for post in reader.posts():
        match = link.search(reader.text, max(0, post.body_form.start - 8), post.body_form.start)
        if not match or reader.text.startswith(("候选人", "人选"), post.span.end):
            continue
        people = reader.names_before(match.start())
        found = _post_body(reader.ctx, post, None) or _own_government(reader.ctx, post)
        how = _how(reader, match)
        if people and found and how:
            title, body, where = found
            for person in people:
                span = Span(person.span.start, post.span.end)
                yield Holding(
                    person=person, title=title, body=body, body_span=where, how=how, span=span
                )


def _own_government(ctx: Context, post: _Post) -> tuple[str, Resolved, Span] | None:
    form = post.body_form.of(ctx.text)
    if form and any(form.endswith(word) for word in ctx.lexicon.words["bodies"]):
        return post.title, Resolved(form), post.body_form
    return None


def _how(reader: _Reader, link: re.Match[str]) -> How | None:
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


def holdings(ctx: Context) -> list[Holding]:
    """Who holds or was elected to which post, in the order of the text."""
    reader = _Reader(ctx)
    found = [*_named_before(reader), *_named_after(reader)]
    return sorted(found, key=lambda h: (h.person.span, h.span, h.title))


def names(ctx: Context, held: Sequence[Holding]) -> list[Name]:
    """Every place where an official is named: in a post, as a leader, as one who resigned, and again."""
    reader = _Reader(ctx)
    found = {h.person.span: h.person for h in held}
    cues = (
        (_LEADERS, False),
        (re.compile(r"接受(?=[\u4e00-\u9fff]{2,4}(?:因|辞))"), False),
        (re.compile(r"(?:执行主席|常务主席|召集人|委员|成员)(?=[\u4e00-\u9fff])"), False),
    )
    for pattern, _ in cues:
        for match in pattern.finditer(ctx.text):
            for name in reader.names_at(match.end()):
                found.setdefault(name.span, name)
    link = re.compile(r"(?:当选(?:为)?|为|任)(?=[\u4e00-\u9fff]{2})")
    for post in reader.posts():
        at = link.search(ctx.text, max(0, post.body_form.start - 6), post.span.start)
        for name in reader.names_before(at.start()) if at else []:
            found.setdefault(name.span, name)
    for match in re.finditer(r"总书记|同志", ctx.text):
        for start in (match.start() - 3, match.start() - 2):
            person = reader.exactly(start, match.start()) if start >= 0 else None
            if person and _stands_free(ctx, start):
                found.setdefault(person.span, person)
                break
    for known in {name.name for name in found.values()}:
        for span in ctx.occurrences(known):
            found.setdefault(span, Name(known, span))
    return [found[span] for span in sorted(found)]


def _stands_free(ctx: Context, position: int) -> bool:
    """Whether no word of the lexicon runs over a position from before it."""
    return not any(t.span.start < position < t.span.end for t in ctx.tokens)
