"""A sentence cut into phrases and marks: predicates, function words, numbers and punctuation end a phrase."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from anhai_kg.alphabet import DIGIT, FIRST_IDEOGRAPH, HAN, LAST_IDEOGRAPH, LETTER, YEAR
from anhai_kg.model import Span
from anhai_kg.phrases import Item, Mark, Phrase, Token
from anhai_kg.quantity import Quantity
from anhai_kg.quotes import QUOTED

__all__ = ["Cutter"]

_DATE: Final = (
    rf"于?(?:{YEAR}年)?(?<!{DIGIT}){DIGIT}{{1,2}}月(?:{DIGIT}{{1,2}}日)?(?:份)?(?:底|初|末|[上中下]旬)?(?:以?前)?"
    rf"|[到至自从]?{YEAR}年(?:底|初|末|度(?!假|量))?(?:以?前)?|[一二三四]季度|前三季度"
)
_DATES: Final = re.compile(
    rf"于?(?<!{DIGIT}){DIGIT}{{1,2}}月|[到至自从]{YEAR}年|(?<![第一二三四])[一二三四]季度"
    "|[二三四五六七八九十]大(?=项目|工程|产业|集群|片区|园区|平台|行动|枢纽|基地|中心|水库|灌区|企业|集团)"
)
"""Where a run of unknown characters stops: before a date, before 三大工程."""
_SHAPED: Final = re.compile(
    rf"(?P<date>{_DATE})"
    rf"|(?<={LETTER})(?P<great>[两二三四五六七八九十]{{1,2}}大(?={HAN}{{2}}))"  # A、B三大工程
    r"|(?P<threshold>[十百千万亿]+元以[上下])"  # 亿元以上项目 is a class
    rf"|(?P<quoted>{QUOTED}|《[^《》\n]{{2,60}}》)"
)
_SHAPE_STARTS: Final = frozenset(
    '0123456789０１２３４５６７８９于到至自从前一二两三四五六七八九十百千万亿“「『"《'
)
_ROLES: Final = {"threshold": "noun", "quoted": "quoted"}
_GLUED: Final = re.compile(r"[（(][\u4e00-\u9fffA-Za-z0-9]{1,6}[)）]")
_RUN: Final = re.compile(  # one class of so many ranges would be slow to compile
    r"[\u3400-\u9fff]|[A-Za-z0-9·&.-]|[０-９]|[•—]|[\U00020000-\U0003ffff]"
)
_DASHES: Final = "—-."
_PARTICLES: Final = {
    "为": "作任改变成称列选定评视",
    "得": "取获赢使值记懂舍觉夺变做说",
    "把": "会能要就都也并再可先已是来不想",
}
"""Particles that one unknown character makes part of a name (安为科技, 恩得利), but for these."""
_IN_NAMES: Final = frozenset("和同")
_REGIONS: Final = frozenset("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳台")
"""Regions by one character, which 和 joins as it does names."""
_AVENUES: Final = frozenset({"大道", "大街"})
_SIDED: Final = frozenset({"山东", "山西", "河南", "河北", "湖南", "湖北", "江西"})
_DOUBTED: Final = _SIDED | _PARTICLES.keys()
_SIDES: Final = re.compile("[路街麓坡岸侧脚段]|大道|大街")
_RATINGS: Final = frozenset({"兆瓦", "万千瓦", "千瓦", "吉瓦", "兆瓦时", "千伏"})
_ROUND: Final = re.compile("[十百千万]{1,2}[亩头羽只吨尾株]")  # sizes that are part of a name
_VERBAL: Final = frozenset({"verb", "verbal"})
_KINDS: Final = ("性", "型")
"""Suffixes that make an adjective of a verb."""
_DONE: Final = frozenset(
    {"开工", "竣工", "投产", "竣工投产"}
)  # said of a name, at its end no part of it


_LONGEST_PHRASE: Final = 80  # characters; the longest in the reports at hand has 37
"""What no one would write as one name is cut, so that what looks at each end of each name takes linear time."""

_START: Final = attrgetter("span.start")


class Cutter:
    """Walks over one sentence and cuts it into items."""

    def __init__(
        self, text: str, sentence: Span, tokens: Sequence[Token], quantities: Sequence[Quantity]
    ) -> None:
        self._text, self._sentence = text, sentence
        first = bisect_left(quantities, sentence.start, key=_START)
        last = bisect_right(quantities, sentence.end, key=_START)
        self._quantities = {q.span.start: q for q in reversed(quantities[first:last])}
        self._tokens = self._words(tokens)
        self._dates = {match.start() for match in _DATES.finditer(text, *sentence)}
        self._open: list[Token] = []
        self._items: list[Item] = []

    def _words(self, tokens: Sequence[Token]) -> dict[int, Token]:
        """The words of the sentence by their starts; one over which a number begins is none."""
        low = bisect_left(tokens, self._sentence.start, key=_START)
        high = bisect_right(tokens, self._sentence.end, key=_START)
        words = {t.span.start: t for t in tokens[low:high] if t.span.end <= self._sentence.end}
        for start in self._quantities:
            before = bisect_left(tokens, start, low, high, key=_START) - 1
            if before >= low and tokens[before].span.end > start:
                words.pop(tokens[before].span.start, None)
        return words

    def cut(self) -> list[Item]:
        """The phrases and marks of the sentence, in their order."""
        text, (position, end) = self._text, self._sentence
        while position < end:
            if self._open and position - self._open[0].span.start > _LONGEST_PHRASE:
                self._flush()
            if quantity := self._quantities.get(position):
                position = self._number(quantity)
            elif text[position] in _SHAPE_STARTS and (match := _SHAPED.match(text, position, end)):
                position = self._shaped(match)
            elif (token := self._tokens.get(position)) and not (
                (token.role == "conj" or token.word in _DOUBTED) and self._is_odd(token)
            ):
                position = self._known(token)
            elif run := self._unknown(position):
                self._open.append(run)
                position = run.span.end
            else:
                position = self._punctuation(position)
        self._flush()
        return self._items

    def _number(self, quantity: Quantity) -> int:
        """A number is an item of its own, unless it rates: 枣林坪|120兆瓦|光伏电站, 石羊村|千亩|茶园."""
        span = quantity.span
        if self._rates(quantity):
            self._open.append(Token(span, span.of(self._text), "unknown", {}))
        else:
            self._flush()
            self._items.append(Item(span, Mark.QUANTITY, quantity=quantity))
        return span.end

    def _rates(self, quantity: Quantity) -> bool:
        if not self._open or self._open[-1].role not in ("unknown", "head"):
            return False
        after = self._tokens.get(quantity.span.end)
        if quantity.unit in _RATINGS:
            return after is not None and "projects" in after.concepts
        goes_on = (
            after.role in ("noun", "head") if after else _RUN.match(self._text, quantity.span.end)
        )
        return bool(goes_on and _ROUND.fullmatch(self._text, *quantity.span))

    def _shaped(self, match: re.Match[str]) -> int:
        """What its shape tells, whatever words stand in it: a date, a quotation, a class by a limit."""
        span = Span(*match.span())
        if match.lastgroup in _ROLES:
            self._open.append(Token(span, match[0], _ROLES[match.lastgroup], {}))
            return span.end
        self._flush()
        if match.lastgroup == "date":
            self._items.append(Item(span, Mark.STOP, word=match[0]))
        else:
            self._items.append(Item(span, Mark.ETC, word="等"))
        return span.end

    def _is_odd(self, token: Token) -> bool:
        """A 和 within a name, a 为 after one character, are no words.

        Nor is a province of which a longer name is cut: 云峰|山西|路, 云峰|山东|麓.
        """
        if token.role == "conj" and self._in_name(token):
            return True
        if token.word in _SIDED and self._open and _SIDES.match(self._text, token.span.end):
            return True
        if token.word not in _PARTICLES or not self._open:
            return False
        run = self._open[-1]
        return not run.known and len(run.word) == 1 and run.word not in _PARTICLES[token.word]

    def _in_name(self, token: Token) -> bool:
        """A 和 that joins nothing: 、和睦北园, 伊和高勒, 改造和丰里, 永和村.

        It stands right after a pause, after one unknown character, between a verb and no verb, or between
        a short name and a mere kind of place.
        """
        if self._text[token.span.start - 1 : token.span.start] == "、":
            return True
        if token.word not in _IN_NAMES:
            return False
        after = self._tokens.get(token.span.end)
        if not self._open:
            last = self._items[-1] if self._items else None
            verb = last is not None and last.mark is Mark.VERB and last.span.end == token.span.start
            return verb and after is None and _RUN.match(self._text, token.span.end) is not None
        run = self._open[-1]
        if run.known or run.role == "quoted":
            return False
        short = len(run.word) == 1 or run.word[-2:-1] == "至"
        kind = after is not None and len(after.word) <= 2 and "places" in after.concepts
        return (short and run.word not in _REGIONS) or (kind and len(run.word) == 2)

    def _adjective(self, token: Token) -> Token:
        """保障性 of 保障|性租赁住房: with its suffix a verb is a general noun."""
        if not self._text.startswith(_KINDS, token.span.end):
            return token
        span = Span(token.span.start, token.span.end + 1)
        return Token(span, span.of(self._text), "noun", {})

    def _known(self, token: Token) -> int:
        if token.role in _VERBAL:
            token = self._adjective(token)
        span, word, role, _ = token
        if role in ("noun", "head") or (role in _VERBAL and self._is_inside(token)):
            self._open.append(token)
            return span.end
        if self._open:
            self._flush()
        if word.startswith("等"):
            mark = Mark.ETC
        elif role == "conj":
            mark = Mark.CONJ
        else:
            mark = Mark.STOP if role == "stop" else Mark.VERB
        self._items.append(Item(span, mark, word=word))
        return span.end

    def _punctuation(self, position: int) -> int:
        if self._open:
            self._flush()
        word, span = self._text[position], Span(position, position + 1)
        self._items.append(Item(span, Mark.PAUSE if word == "、" else Mark.PUNCT, word=word))
        return span.end

    def _is_inside(self, token: Token) -> bool:
        """A predicate in the midst of a name, or a usual name of the kind of place behind it: 团结|路, 普惠|寺."""
        if token.role == "verbal" and self._open:
            return True
        after = self._tokens.get(token.span.end)
        kind = after.concepts.get("places", "") if after else ""
        if after is None or kind == "":
            return False
        plain = len(after.word) == 1 or after.word in _AVENUES
        return kind == "places/temple" or (plain and "namesakes" in token.concepts)

    def _unknown(self, position: int) -> Token | None:
        """A run that no word, quantity or quotation interrupts; a short bracket inside a name belongs."""
        end = position
        most = min(self._sentence.end, position + _LONGEST_PHRASE)
        while end < most:
            if end > position and self._stops(end):
                break
            character = self._text[end]
            if FIRST_IDEOGRAPH <= character <= LAST_IDEOGRAPH or (
                _RUN.match(character)
                and not (character in _DASHES and end == position and not self._open)
            ):
                end += 1
            elif (self._open or end > position) and (bracket := _GLUED.match(self._text, end)):
                end = min(bracket.end(), self._sentence.end)
            else:
                break
        if end == position:
            return None
        return Token(Span(position, end), self._text[position:end], "unknown", {})

    def _stops(self, at: int) -> bool:
        """Whether a number, a date or a word begins there."""
        if at in self._quantities or at in self._dates:
            return True
        token = self._tokens.get(at)
        return token is not None and not self._is_odd(token)

    def _flush(self) -> None:
        """What is open becomes a phrase."""
        if not self._open:
            return
        done = self._open.pop() if len(self._open) > 1 and self._open[-1].word in _DONE else None
        tokens = tuple(self._open)
        span = Span(tokens[0].span.start, tokens[-1].span.end)
        self._items.append(Item(span, phrase=Phrase(span, tokens)))
        if done:
            self._items.append(Item(done.span, Mark.VERB, word=done.word))
        self._open = []
