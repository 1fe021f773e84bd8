"""Post titles in running text, with the words before them that may name the body."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from anhai_kg.context import Context
from anhai_kg.lexicons import Lexicon
from anhai_kg.model import Span

__all__ = ["Title", "titles"]

_PORTFOLIO: Final = r"(?:[（(](?!女|男|须|兼|正|副|书面|草案|摘要)[^（）()，,\n]{1,6}[)）])?"

_HELD: Final = re.compile("任(?:$|(?=[省市县区旗镇乡街]))")
_SENT: Final = re.compile("[省市县区旗]直?(?:选?派驻?|驻)$")  # [县派驻]石桥乡工作队队长
_SENDER: Final = 5
_WHOLE: Final = ("党组", "党支部", "党总支")  # 党组书记 stays whole, as 党委书记 does


@dataclass(frozen=True, slots=True)
class Title:
    """A title at a place: `span` with its portfolio (副镇长(科技)); `body` may be empty."""

    span: Span
    title: str
    body: Span


@cache
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    posts = [c for c in lexicon.schemes["posts"].values() if not c.fact("prefix")]
    known = {word for concept in posts for word in concept.words if len(word) > 1}
    known -= {title for title in known if _opens_with_body(title, known, lexicon)}
    ordered = "|".join(sorted(map(re.escape, known), key=lambda w: (-len(w), w)))
    openings = "".join(sorted({word[0] for word in known} | set("代常第副")))
    return re.compile(
        rf"(?=[{openings}])(?:代理|代|常务|第一)?副?(?:{ordered})(?![会团台]){_PORTFOLIO}"
    )


def _opens_with_body(title: str, titles: set[str], lexicon: Lexicon) -> bool:
    """镇党委书记 and 人大主席 are a body and a title: the text before decides whose."""
    if title.startswith(_WHOLE):
        return False
    bodies = lexicon.words["bodies"]
    cuts = range(2, len(title) - 1)
    return (
        title[0] in "省市县区镇乡街村大"
        and any(title[n:] in titles or title[n:] == "成员" for n in cuts)
    ) or any(title[:n] in bodies and title[n:] in titles for n in cuts)


def _within_words(ctx: Context, start: int) -> bool:
    """社|区长|者食堂: the title begins in the midst of a word that is no title's."""
    return any(
        t.span.start < start < t.span.end and not t.concepts.keys() & {"posts", "bodies"}
        for t in ctx.tokens_near(start)
    )


def titles(ctx: Context) -> Iterator[Title]:
    """Every title of the text; its body is what stands before it in its phrase."""
    starts = ctx.phrase_starts
    for match in _pattern(ctx.lexicon).finditer(ctx.text):
        if _within_words(ctx, match.start()):
            continue
        index = bisect_right(starts, match.start()) - 1
        left = starts[index] if index >= 0 else match.start()
        if re.search(r"[，。、；：\s]", ctx.text[left : match.start()]):
            left = match.start()
        left = max(left, *(ctx.text.rfind(word, left, match.start()) + 1 for word in "为兼"))
        # 谷青为|区人民法院院长, 县委常委兼|宣传部部长
        if held := _HELD.search(ctx.text, left, match.start()):
            left = held.end()  # 唐水根任|主任委员, 茅立言任|县人大常委会秘书长
        if sent := _SENT.search(ctx.text, max(0, left - _SENDER), left):
            left = sent.start()
        yield Title(Span(*match.span()), match[0], Span(left, match.start()))
