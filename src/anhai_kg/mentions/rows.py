"""Posts and names set in rows: 乡长：岩罕拉 below a ballot, and rows that a name opens, 庾信之　镇党委书记."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from anhai_kg.alphabet import HAN
from anhai_kg.mentions.holding import Holding, chained, held_by
from anhai_kg.mentions.people import Name, People
from anhai_kg.mentions.post_bodies import post_body
from anhai_kg.mentions.resolve import LEVEL_CHARS, Resolved
from anhai_kg.mentions.titles import Title
from anhai_kg.model import How

__all__ = ["how_in_rows", "line_above", "opening_rows"]

_BALLOT: Final = re.compile("选举|当选|投票|选出|选票")
_ROW: Final = re.compile(r"[^\n:：，。　 ]{2,16}[:：　 ][^\n]+|[^\n，。]{2,60}[；;]")
_ROWS: Final = 60  # of a list, at most, above the one asked for
_OPENS: Final = re.compile(
    r"(?:(?:^|\n)[ \t　]{0,8}|(?:联系人|责任人|负责人|责任领导|牵头领导|主持人|报告人|发言人|签发人)[:：][ \t　]{0,8})"
)
_THEN: Final = re.compile(
    r"(?:[（(][^（）()\n]{1,12}[)）])?[ \t　]{0,8}(?:[　 \t，,：:（(](?:现任|任)?|[，,][男女][，,][^。\n]{0,80}?现任)[ \t　]{0,8}"
)
_ENDS: Final = re.compile(rf"(?!{HAN})")


def line_above(text: str, position: int) -> str:
    """The line above the rows of a list that holds a position: 选举结果如下."""
    end = text.rfind("\n", 0, position)
    for _ in range(_ROWS):
        start = text.rfind("\n", 0, max(0, end)) + 1
        line = text[start : max(0, end)].strip()
        if end <= 0 or (line and not _ROW.fullmatch(line)):
            return line
        end = start - 1
    return ""


def how_in_rows(text: str, position: int) -> How:
    """Rows below a ballot name who was elected, other rows who serves."""
    return How.ELECTED if _BALLOT.search(line_above(text, position)) else How.SERVES


def opening_rows(reader: People) -> Iterator[Holding]:
    """庾信之　镇党委副书记、镇长 · 联系人:吉壮,街道党政办公室主任: a name, then his posts."""
    by_start = {post.body.start: index for index, post in enumerate(reader.titles)}
    for opening in _OPENS.finditer(reader.text):
        name = reader.name_at(opening.end())
        then = _THEN.match(reader.text, name.span.end) if name else None
        if name is None or then is None or name.name[-1] in f"{LEVEL_CHARS}村":
            continue
        if (first := by_start.get(then.end())) is not None:
            yield from _chain(reader, name, first)


def _chain(reader: People, name: Name, first: int) -> Iterator[Holding]:
    """The posts from that one on, as long as they make a chain that no other name ends."""
    chain: list[Title] = [reader.titles[first]]
    for post in reader.titles[first + 1 :]:
        if not chained(reader.text, chain[-1], post):
            break
        chain.append(post)
    if not _ENDS.match(reader.text, chain[-1].span.end):
        return
    how = how_in_rows(reader.text, name.span.start)
    previous: Resolved | None = None
    for post in chain:
        found = post_body(reader.ctx, post, previous)
        yield from held_by(post, [name], how, found)
        previous = found[1] if found else previous
