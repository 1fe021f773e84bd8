"""Names of people in running text: a surname of the list and one or two characters more.

How long a name is, what follows it decides: a mark, a predicate, a particle (陈进福|主持会议). Names of
other peoples have a dot (吐尔逊·艾力) or are written in the characters of transcriptions (巴图朝鲁).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from anhai_kg.alphabet import HAN
from anhai_kg.context import Context
from anhai_kg.lexicons import Lexicon
from anhai_kg.model import Span

__all__ = ["SPACED", "Name", "NameReader"]

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
_DEEDS: Final = (
    "主持",
    "出席",
    "列席",
    "就座",
    "就坐",
    "讲话",
    "致辞",
    "发言",
    "宣读",
    "旁听",
    "到会",
)
"""What people do at a meeting: 席就座 is no name."""
_RARE: Final = frozenset("于万党关")
"""Surnames, though particles or nouns, of names of two characters."""
_NO_NAME: Final = {"projects", "reports", "initiatives", "events"}
SPACED: Final = rf"{HAN}[ 　]{{1,2}}{HAN}"  # 祝　安: two characters set as wide as three
_SPACE: Final = str.maketrans("", "", " 　")
_DOTTED: Final = re.compile(rf"{HAN}{{1,6}}(?:[·•]{HAN}{{1,6}}?)*[·•]")


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


class NameReader:
    """Finds the name of one person that starts at a place of a text."""

    def __init__(self, ctx: Context) -> None:
        self.ctx, self.text = ctx, ctx.text
        self._posts = ctx.lexicon.words["posts"]
        self.usual = _pattern(ctx.lexicon)
        self._foreign = _transcription(ctx.lexicon)
        self._surnames = ctx.lexicon.lists["surnames"].keys()
        self._letters = ctx.lexicon.lists["transcription"].keys()
        self._words = ctx.lexicon.lists["words"].keys()
        self._ends = {t.span.start for t in ctx.tokens if t.role in ("verb", "stop", "conj")}

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
        found = None if self.is_word(position) else self._common(position, sure=sure)
        if found is None and (titled or listed):
            return self._filling(position, listed=listed)
        return found

    def _common(self, position: int, *, sure: bool) -> Name | None:
        """A name with a surname of the list, with a dot, or in the letters of transcriptions."""
        if dotted := _DOTTED.match(self.text, position):
            return self._dotted(position, dotted.end())
        found, foreign = self._with_surname(position, sure=sure), self.transcribed(position)
        if foreign and (found is None or len(foreign.name) > max(3, len(found.name))):
            return foreign  # 乌云其木格 is no 乌云
        return found

    def _with_surname(self, position: int, *, sure: bool) -> Name | None:
        match = self.usual.match(self.text, position)
        if not match:
            return None
        fits = [
            end
            for end in range(match.end(), max(position + 1, match.end() - 2), -1)
            if end - position >= 2
            and self.usual.fullmatch(self.text, position, end)
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
        return self.made(position, end)

    def made(self, start: int, end: int) -> Name:
        """A name without the space that sets two characters as wide as three."""
        return Name(self.text[start:end].translate(_SPACE), Span(start, end))

    def transcribed(self, position: int, last: int | None = None) -> Name | None:
        """巴图朝鲁, 扎西多吉: a run of the characters that names of other peoples are written in."""
        match = self._foreign.match(self.text, position)
        for end in range(match.end(), position + 2, -1) if match else ():
            if (end == last or (last is None and self._closed(end))) and self.is_bare(
                position, end
            ):
                return self.made(position, end)
        return None

    def _filling(self, position: int, *, listed: bool) -> Name | None:
        """党建军, 马合沙提: what fills the room between a title or a name and a mark, or what people do."""
        longest = _ROOM.match(self.text, position)
        for end in range(longest.end(), position + 1, -1) if longest else ():
            form = self.text[position:end]
            plain = form not in self._words and form[-1] not in _CLASSES
            if plain and self._closed(end) and self._fills(Span(position, end), listed=listed):
                return self.made(position, end)
        return None

    def _fills(self, span: Span, *, listed: bool) -> bool:
        """Whether that may be a name, though a word opens it or no surname of the list does."""
        form = span.of(self.text)
        if len(form) == 3:
            words = [t for t in self.ctx.tokens_in(span) if t.role in ("verb", "stop")]
            opened = all(t.span.start == span.start for t in words)  # but not 席|就座
            plain = not words and (form[0] not in _PARTICLES or self.is_bare(*span))
            return form[0] in self._surnames and opened and (listed or plain)
        marked = not re.match(HAN, self.text[span.end : span.end + 1])
        foreign = 2 * sum(letter in self._letters for letter in form) >= len(form)
        return marked and self.is_bare(*span) and (foreign if len(form) > 3 else form[0] in _RARE)

    def is_bare(self, start: int, end: int) -> bool:
        """Whether no word of the lexicon but the name of a county runs over that part of the text."""
        return not any(
            t.span.start < end and start < t.span.end and len(t.word) > 1
            for t in self.ctx.tokens_in(Span(start - 1, end + 1))
            if "counties" not in t.concepts
        )

    def is_plain(self, name: Name) -> bool:
        """Whether a name is one wherever it stands: three characters or more that are no words."""
        return len(name.name) > 2 and self.is_bare(*name.span)

    def doubted_at(self, position: int) -> Span | None:
        """Two characters after a title that look like a name and may as well be a verb."""
        match = self.usual.match(self.text, position)
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
        found = self.usual.fullmatch(self.text, start, end)
        return Name(found[0], Span(start, end)) if found else None

    def is_word(self, position: int) -> bool:
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
