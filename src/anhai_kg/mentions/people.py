"""Names of people in running text: a surname of the list and one or two characters more.

How long a name is, what follows it decides: a mark, a predicate, a particle (陈进福|主持会议). Names of
other peoples have a dot (吐尔逊·艾力) or are written in the characters of transcriptions (巴图朝鲁).
Lists run over 、 and 和, a bracket may stand behind a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from anhai_kg.alphabet import HAN
from anhai_kg.context import Context
from anhai_kg.lexicons import Lexicon
from anhai_kg.mentions.titles import Title, titles
from anhai_kg.model import Span

__all__ = ["Name", "People"]

_BRACKET: Final = r"(?:[（(][^（）()\n]{1,12}[)）])?"
_VERBS: Final = frozenset("包时来成明方高常全安管查相支习计强简富申终麻应能干步过连要")
_PARTICLES: Final = frozenset(
    "新亲和及与等为有在由从向于对以将被的了并或但都也就各其年月日万乡镇村组党政群机关人"
)
_FOLLOWERS: Final = (
    "未则曾再又书由受作在为任说致因向就和与及同等率以将分被兼还带主到出列应代宣当讲强指表辞监"
)
_ROOM: Final = re.compile(rf"{HAN}{{2,5}}")
_CLASSES: Final = frozenset("员长人者办站所局委部队组会团科室处")
"""What ends a word for people or a unit: 安全员 behind a list of names is no name."""
_DEEDS: Final = frozenset(
    [
        "主持",
        "出席",
        "列席",
        "就座",
        "就坐",
        "讲话",
        "致辞",
        "发言",
        "宣读",
        "宣誓",
        "旁听",
        "与会",
        "到会",
        "参会",
    ]
)  # at a meeting: 席就座 is no name
_RARE: Final = frozenset(
    "于万党关"
)  # surnames, though particles or nouns, of names of two characters
_GIVEN_POST: Final = re.compile(r"(?:选举|补选|增选|改选|推选|选出|任命|聘任|推举|、)$")
_NO_NAME: Final = {"projects", "reports", "initiatives", "events"}
_SPACED: Final = rf"{HAN}[ 　]{{1,2}}{HAN}"  # 祝　安: two characters set as wide as three
_SPACE: Final = str.maketrans("", "", " 　")
_ONE: Final = rf"(?:{HAN}+·{HAN}+|{HAN}{{2,13}}|{_SPACED})"  # 甲和乙 is parted later
_INNER: Final = r"[^（）()\n]{1,12}"
_LIST: Final = re.compile(
    rf"(?:[)）]{_INNER}[（(])?{_ONE}(?:(?:[、和及][)）]{_INNER}[（(]|、){_ONE})*"
)
"""A list of names read from its end, where it is known to end; a search would try each start."""
_DOTTED: Final = re.compile(rf"{HAN}{{1,6}}(?:[·•]{HAN}{{1,6}}?)*[·•]")
_MORE: Final = re.compile(rf"{_BRACKET}(?:[、，]|和|及|以及)")
_MORE_IN_ROW: Final = re.compile(rf"{_BRACKET}(?:[、，]|和|及|以及|[ \t　]+)")
_ADVERBS: Final = re.compile("(?:还|也|并|又|兼|同时|继续|仍|均|将|已|被|依法)+$")
_LIST_LENGTH: Final = 120  # characters


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name at a place."""

    name: str
    span: Span


@cache
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    surnames = [s for s in lexicon.lists["surnames"] if s not in _PARTICLES]
    longest_first = sorted(surnames, key=lambda s: (-len(s), s))
    single = rf"(?:{'|'.join(longest_first)})(?:{HAN}{{1,2}}|[ 　]{{1,2}}{HAN})"
    return re.compile(rf"{single}|{HAN}{{1,6}}(?:[·•]{HAN}{{1,8}})+")


@cache
def _transcription(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(f"[{''.join(lexicon.lists['transcription'])}]{{3,6}}")


class People:
    """Finds the names of people in one text, at, before and after a place."""

    def __init__(self, ctx: Context) -> None:
        self.ctx, self.text = ctx, ctx.text
        self.titles = tuple(titles(ctx))
        self._title_starts = [title.span.start for title in self.titles]
        self._posts = ctx.lexicon.words["posts"]
        self._name = _pattern(ctx.lexicon)
        self._foreign = _transcription(ctx.lexicon)
        self._surnames = ctx.lexicon.lists["surnames"].keys()
        self._letters = ctx.lexicon.lists["transcription"].keys()
        self._words = ctx.lexicon.lists["words"].keys()
        self._ends = {t.span.start for t in ctx.tokens if t.role in ("verb", "stop", "conj")}
        self._edges = {t.span.end for t in ctx.tokens if t.role != "noun"}

    def _closed(self, position: int) -> bool:
        """Whether a name may end here: something that is no name goes on."""
        if position >= len(self.text) or not re.match(HAN, self.text[position]):
            return True
        if self.cuts_word(position):
            return False  # 石阡|代表
        return position in self._ends or self.text[position] in _FOLLOWERS

    def name_at(
        self, position: int, *, titled: bool = False, listed: bool = False, sure: bool = False
    ) -> Name | None:
        """The name that starts at a place, with the length that the text supports best.

        Right after a title (`titled`) or a name (`listed`) a name may open as a word does, 党建军, or
        with one of the surnames that are particles as well, 于秉谦. After the title of an institution's
        head (`sure`) 包燕 is a name where it might be a verb elsewhere.
        """
        found = None if self._is_word(position) else self._usual(position, sure=sure)
        if found is None and (titled or listed):
            return self._filling(position, listed=listed)
        return found

    def _usual(self, position: int, *, sure: bool) -> Name | None:
        """A name with a surname of the list, with a dot, or in the letters of transcriptions."""
        if dotted := _DOTTED.match(self.text, position):
            return self._dotted(position, dotted.end())
        found, foreign = self._with_surname(position, sure=sure), self._transcribed(position)
        if foreign and (found is None or len(foreign.name) > max(3, len(found.name))):
            return foreign  # 乌云其木格 is no 乌云
        return found

    def _with_surname(self, position: int, *, sure: bool) -> Name | None:
        match = self._name.match(self.text, position)
        if not match:
            return None
        fits = [
            end
            for end in range(match.end(), max(position + 1, match.end() - 2), -1)
            if end - position >= 2
            and self._name.fullmatch(self.text, position, end)
            and self._closed(end)
        ]
        if self.text[position] in "任兼":
            fits = [end for end in fits if self.text[position + 1 : end] not in self._posts]
        fits = [end for end in fits if self.text[position + 1 : end] not in _DEEDS]
        if not fits or (not sure and self._is_phrase(position, fits)):
            return None
        end = fits[0]
        for shorter in fits[1:]:
            whole, part = self.text[position:end], self.text[position:shorter]
            if (
                self.text[shorter] in _FOLLOWERS and self.text.count(part) > self.text.count(whole)
            ) or (self.text[shorter] in "作受任为在说致因等及与并就被兼" and end == fits[0]):
                end = shorter
        return self._made(position, end)

    def _made(self, start: int, end: int) -> Name:
        """A name without the space that sets two characters as wide as three."""
        return Name(self.text[start:end].translate(_SPACE), Span(start, end))

    def _transcribed(self, position: int, last: int | None = None) -> Name | None:
        """巴图朝鲁, 扎西多吉: a run of the characters that names of other peoples are written in."""
        match = self._foreign.match(self.text, position)
        for end in range(match.end(), position + 2, -1) if match else ():
            if (end == last or (last is None and self._closed(end))) and self._is_bare(
                position, end
            ):
                return self._made(position, end)
        return None

    def _filling(self, position: int, *, listed: bool) -> Name | None:
        """党建军, 马合沙提: what fills the room between a title or a name and a mark, or what people do."""
        longest = _ROOM.match(self.text, position)
        for end in range(longest.end(), position + 1, -1) if longest else ():
            form = self.text[position:end]
            plain = form not in self._words and form[-1] not in _CLASSES
            if plain and self._closed(end) and self._fills(Span(position, end), listed=listed):
                return self._made(position, end)
        return None

    def _fills(self, span: Span, *, listed: bool) -> bool:
        """Whether that may be a name, though a word opens it or no surname of the list does."""
        form = span.of(self.text)
        if len(form) == 3:
            words = [t for t in self.ctx.tokens_in(span) if t.role in ("verb", "stop")]
            opened = all(t.span.start == span.start for t in words)  # but not 席|就座
            plain = not words and (form[0] not in _PARTICLES or self._is_bare(*span))
            return form[0] in self._surnames and opened and (listed or plain)
        marked = not re.match(HAN, self.text[span.end : span.end + 1])
        foreign = 2 * sum(letter in self._letters for letter in form) >= len(form)
        return marked and self._is_bare(*span) and (foreign if len(form) > 3 else form[0] in _RARE)

    def _is_bare(self, start: int, end: int) -> bool:
        """Whether no word of the lexicon but the name of a county runs over that part of the text."""
        return not any(
            t.span.start < end and start < t.span.end and len(t.word) > 1
            for t in self.ctx.tokens_in(Span(start - 1, end + 1))
            if "counties" not in t.concepts
        )

    def is_plain(self, name: Name) -> bool:
        """Whether a name is one wherever it stands: three characters or more that are no words."""
        return len(name.name) > 2 and self._is_bare(*name.span)

    def doubted_at(self, position: int) -> Span | None:
        """Two characters after a title that look like a name and may as well be a verb."""
        match = self._name.match(self.text, position)
        fits = [end for end in (position + 2,) if match and self._closed(end)]
        return Span(position, fits[0]) if fits and self._is_phrase(position, fits) else None

    def _dotted(self, start: int, last: int) -> Name | None:
        """吐尔逊·艾力: the part after the last dot is as short as what follows allows."""
        for end in range(last + 2, min(last + 7, len(self.text) + 1)):
            if re.fullmatch(rf"{HAN}+", self.text[last:end]) and self._closed(end):
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
        found = self._name.fullmatch(self.text, start, end)
        return Name(found[0], Span(start, end)) if found else None

    def titles_in(self, span: Span) -> Sequence[Title]:
        """The titles that begin within a span."""
        low, high = (bisect_left(self._title_starts, edge) for edge in span)
        return self.titles[low:high]

    def names_at(
        self, position: int, *, titled: bool = False, sure: bool = False, row: bool = False
    ) -> list[Name]:
        """A list of names: 夏际勇、肖文书 · 汤一鸣、罗采薇（女); in a row of its own spaces part them too."""
        found: list[Name] = []
        while name := self.name_at(position, titled=titled, listed=bool(found), sure=sure):
            found.append(name)
            more = (_MORE_IN_ROW if row else _MORE).match(self.text, name.span.end)
            if not more or (more[0][-1] == "，" and len(found) < 2):
                break
            position = more.end()
        return found

    def author_at(self, position: int) -> list[Name]:
        """The rest of an author's line: 旗长 巴雅尔图, a name that no surname opens."""
        line = re.compile(rf"[ \t　]+({HAN}{{2,5}}|{_SPACED})[ \t　]*(?=\r?\n|$)").match(
            self.text, position
        )
        return [self._made(*line.span(1))] if line else []

    def names_before(self, position: int) -> list[Name]:
        """The list of names that ends right before a place: 夏际勇、肖文书[为], 努尔兰·巴合提还兼[任]."""
        if adverbs := _ADVERBS.search(self.text, max(0, position - 6), position):
            position = adverbs.start()
        match = _LIST.match(self.text[max(0, position - _LIST_LENGTH) : position][::-1])
        if not match:
            return []
        start = position - match.end()
        listed = self.text[start:position]
        found: list[Name] = []
        for part in re.finditer(rf"{_SPACED}(?!{HAN})|{HAN}+(?:·{HAN}+)?", listed):
            if listed[part.start() - 1 : part.start()] in ("（", "(", "，"):
                continue  # within the bracket （女，回族）
            found += self._names_in(start + part.start(), start + part.end())
        return found

    def _names_in(self, start: int, end: int) -> list[Name]:
        """The name that ends there, and the one before it where 和 parts two: 翟怀川和买买提江."""
        for cut in re.compile("[和及]").finditer(self.text, start + 2, end - 2):
            left, right = self._name_ending(start, cut.start()), self._name_ending(cut.end(), end)
            if left and right and right.span.start == cut.end():
                return [left, right]
        name = self._name_ending(start, end) or self._given_post(start, end)
        return [name] if name else []

    def _given_post(self, start: int, end: int) -> Name | None:
        """任命[加雪峰]为: between the verb that gives a post and 为 stands a name, whatever its surname."""
        for at in (end - 3, end - 2):
            led = at >= start and _GIVEN_POST.search(self.text, max(0, at - 4), at)
            if led and self._is_bare(at, end):
                return self._made(at, end)
        return None

    def _dotted_ending(self, start: int, end: int) -> Name | None:
        """选举阿依努尔·买买提: the name begins at the last edge of a word before its dot."""
        dot = min(self.text.index(mark, start) for mark in "·•" if mark in self.text[start:end])
        edges = [at for at in range(start, dot) if at == start or at in self._edges]
        return Name(self.text[edges[-1] : end], Span(edges[-1], end))

    def _name_ending(self, start: int, end: int) -> Name | None:
        """The name that ends exactly there: 选举颜国升 holds 颜国升."""
        if "·" in self.text[start:end] or "•" in self.text[start:end]:
            return self._dotted_ending(start, end)
        starts = [
            at for at in range(max(start, end - 6), end - 1) if at == start or at in self._edges
        ]
        for at in starts:
            if self._name.fullmatch(self.text, at, end) and not self._is_word(at):
                return self._made(at, end)
        return next((name for at in starts if (name := self._transcribed(at, end))), None)

    def _is_word(self, position: int) -> bool:
        """Whether an ordinary word of two characters or more starts there: 镇长|具体|抓, 领导|班子."""
        return any(
            t.span.start == position
            and len(t.word) > 1
            and (t.role in ("stop", "noun", "verb") or t.concepts.keys() & _NO_NAME)
            for t in self.ctx.tokens_near(position)
        )

    def cuts_word(self, position: int) -> bool:
        """Whether a word of the lexicon runs over a position from before it."""
        return any(t.span.start < position < t.span.end for t in self.ctx.tokens_near(position))
