"""Every place where an official is named: with a post, as a leader, as one who resigned or stood, and again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from anhai_kg.alphabet import HAN
from anhai_kg.mentions.holding import Holding
from anhai_kg.mentions.people import Name, People

__all__ = ["names"]

_CUES: Final = re.compile(
    rf"(?:(?:[省市县区镇乡州]?领导|[一二三四五六七八九十两]位?同志|执行主席|常务主席|召集人|委员|成员|代表)(?={HAN})"
    rf"|(?:领导|同志|人员|嘉宾)(?:还)?有[:：](?={HAN})"
    rf"|(?:接受|同意)(?={HAN}{{2,4}}(?:同志)?(?:因|辞))|免去(?={HAN}{{2,4}}(?:同志)?的))"
)
_CLASSES: Final = re.compile(
    r"(?:村民|居民|牧民|渔民|党员|干部|职工|队员|教师|教授|企业家|带头人|[种养]植?殖?大户|志愿者|工作人员)"
)
_FATES: Final = re.compile(
    r"(?:同志)?(?:因[^，,。；;\n]{1,12}?[，,]?)?(?:不再(?:担任|兼任)|(?:请求|申请|提出)?辞去|(?:提出|申请|请求)辞职"
    r"|(?:向[^，,。；;\n]{1,8})?[递提]交(?:了)?(?:书面)?辞|被(?:提名|推荐|确定|推选)[为作]"
    r"|[作为][^，,。；;\n]{2,20}候选人|(?:未能?|没有)当选|落选|离任|卸任|的[^，,。；;\n]{2,60}职务)"
)
"""What those do who leave a post or stand for one, behind their names."""
_LINK: Final = re.compile(r"(?:当选(?:为)?|为|担?任)$")


def names(people: People, held: Sequence[Holding]) -> list[Name]:
    """Every place where an official is named: with a post, as a leader, as one who resigned, and again."""
    found = {h.person.span: h.person for h in held}
    for name in (
        *_after_cues(people),
        *_after_posts(people),
        *_before_posts(people),
        *_before_fates(people),
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
    for match in _CLASSES.finditer(people.text):
        yield from (n for n in people.names_at(match.end()) if people.is_plain(n))


def _before_fates(people: People) -> Iterator[Name]:
    """赵光明未能当选, 樊家骏不再担任秘书长."""
    for match in _FATES.finditer(people.text):
        yield from people.names_before(match.start())


def _after_posts(people: People) -> Iterator[Name]:
    """A name of three characters after a title is one even where the body of the post is not known."""
    for post in people.titles:
        found = people.names_at(post.span.end, titled=True)
        if any(len(name.name) > 2 for name in found):
            yield from found


def _before_posts(people: People) -> Iterator[Name]:
    """唐水根任主任委员: named even where the body of the post is not known."""
    for post in people.titles:
        if at := _LINK.search(people.text, max(0, post.body.start - 6), post.body.start):
            yield from people.names_before(at.start())


def _honoured(people: People) -> Iterator[Name]:
    """习近平总书记, 以习近平同志为核心: the title behind the name ends it."""
    for match in re.finditer(r"总书记|同志", people.text):
        for start in (match.start() - 3, match.start() - 2):
            person = people.exactly(start, match.start()) if start >= 0 else None
            if person and not people.cuts_word(start):
                yield person
                break
