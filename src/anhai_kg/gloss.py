"""A Chinese name as tokens: words with an English, names, ordinals, numbers and marks.

The longest word wins. A single character counts only at the end of a name (安海镇, 龙山寺): inside
one it is a syllable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import cached_property
from typing import Final, NamedTuple

from anhai_kg import pinyin
from anhai_kg.alphabet import DIGIT, DIGITS, FIRST_IDEOGRAPH, HAN, LAST_IDEOGRAPH
from anhai_kg.numerals import NumeralError, parse_numeral

__all__ = ["AREAS", "Glossary", "Role", "Token", "tokens"]

AREAS: Final = frozenset(
    [
        "省",
        "市",
        "县",
        "区",
        "镇",
        "乡",
        "村",
        "旗",
        "街道",
        "社区",
        "自治区",
        "自治州",
        "自治县",
        "地区",
        "盟",
    ]
)
"""The last words of the names of administrative areas."""

_STEM_TAILS: Final = ("社区", "街道", "大道", "大街", *"路街巷桥村镇乡县")
_SAFE_TAILS: Final = (
    frozenset("寺庙路街桥巷塔") | AREAS
)  # after one syllable: 梁山 is a name, 沙县 a county
_UNSURE_TAILS: Final = frozenset("江城里谷洲屿潭坪海沟")  # 晋江: more often the end of a stem
_LEVELS: Final = {"省": "provincial", "市": "municipal", "县": "county"}
_COUNTS: Final = frozenset("一二两三四五六七八九十百多")
_TO: Final = "至"
_JOINTS: Final = frozenset("和与及暨")
_CHINESE: Final = re.compile(HAN)
_ORDINAL: Final = re.compile(
    rf"(?:第([〇零一二三四五六七八九十百{DIGITS}]+)(?![.{DIGITS}])(?:[届批轮个]|次(?!会议|全体会议|常务会议))?"
    r"|([〇零一二三四五六七八九十百]+)(?:届|(?=次(?:全体)?会议)))"
)
_COUNTING: Final = frozenset("第〇零一二三四五六七八九十百")  # what an ordinal begins with
_NUMBER: Final = re.compile(rf"({DIGIT}+(?:\.{DIGIT}+)?)([万亿])(?={HAN})")
_LATIN: Final = re.compile(r"(?:[A-Za-z0-9０-９Ａ-Ｚａ-ｚ]+[.+×~/&%°-]*)+")
_YEAR: Final = re.compile(rf"((?:19|20){DIGIT}{DIGIT})年度?")
_MARKS: Final = {
    "、": ",",
    "，": ",",
    "；": ";",
    "：": ":",
    "（": "(",
    "）": ")",
    "《": "“",
    "》": "”",
}
_SMALL_ORDINALS: Final = [
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
]


class Role(Enum):
    """What a token is to the phrase around it."""

    WORD = auto()
    HEAD = auto()  # its English has a slot for the words before it
    NAME = auto()
    ORDINAL = auto()
    NUMBER = auto()
    MARK = auto()


class Token(NamedTuple):
    """A piece of a name and its English."""

    zh: str
    en: str
    role: Role


@dataclass(frozen=True, kw_only=True)
class Glossary:
    """Every table that labels are made from; Chinese to English but where said otherwise."""

    words: Mapping[str, str]  # an English with {} is a head
    generic: frozenset[str]  # words that become part of a name: 寺, 中学
    names: Mapping[str, str]  # 泉州: Quanzhou
    units: Mapping[str, str]
    posts: Mapping[str, str]
    readings: Mapping[str, str]  # Chinese to pinyin
    surnames: frozenset[str]  # of two characters and more
    surname_readings: Mapping[str, str]

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word and every name."""
        return frozenset((*self.words, *self.names))

    @cached_property
    def reach(self) -> Mapping[str, int]:
        """First characters, to the length of the longest word that begins with one."""
        found: dict[str, int] = {}
        for word in self.known:
            found[word[0]] = max(len(word), found.get(word[0], 0))
        return found


def _ordinal(numeral: str) -> str:
    """Fourth, 14th; nothing when the characters make no number."""
    try:
        number = int(parse_numeral(numeral))
    except NumeralError:
        return ""
    if 1 <= number <= len(_SMALL_ORDINALS):
        return _SMALL_ORDINALS[number - 1]
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _longest(text: str, at: int, glossary: Glossary) -> str:
    """The longest word of two characters or more that begins there, or nothing."""
    reach, known = glossary.reach.get(text[at : at + 1], 0), glossary.known
    for end in range(min(len(text), at + reach), at + 1, -1):
        word = text[at:end]
        if word in known:
            return word
    return ""


@dataclass(slots=True)
class _Scanner:
    """Reads one text from left to right; `start` is where the run of unknown characters begins."""

    text: str
    glossary: Glossary
    at: int = 0
    start: int = 0
    last: Role | None = None

    def read(self) -> Iterator[Token]:
        while self.at < len(self.text):
            token = self._next()
            if token is None:
                self.at += 1
                continue
            yield from self._run(token)
            yield token
            self.at += len(token.zh)
            self.start, self.last = self.at, token.role
        yield from self._run(None)

    def _next(self) -> Token | None:
        """What begins at the place where it is read; most characters begin nothing."""
        character = self.text[self.at]
        plain = FIRST_IDEOGRAPH <= character <= LAST_IDEOGRAPH and character not in _COUNTING
        if not plain and (token := self._fixed()):
            return token
        if self.glossary.reach.get(character, 0) > 1 and (token := self._word()):
            return token
        return self._single()

    def _run(self, before: Token | None) -> Iterator[Token]:
        """The characters since the last token, as a name."""
        if run := self.text[self.start : self.at]:
            # 沙县 is Shaxian County: a stem of one syllable keeps its last word
            short = before and len(run) == len(before.zh) == 1 and before.role is Role.WORD
            spelt = run + before.zh if before and short and before.en != "to" else run
            yield Token(run, pinyin.spell(spelt, self.glossary.readings), Role.NAME)

    def _fixed(self) -> Token | None:
        """A mark, a number, Latin letters or an ordinal."""
        text, at = self.text, self.at
        if found := _YEAR.match(text, at):
            return Token(found[0], found[1], Role.NUMBER)
        if found := _NUMBER.match(text, at):
            value = Decimal(found[1]) * (10_000 if found[2] == "万" else 100_000_000)
            return Token(found[0], f"{value.normalize():,f}", Role.NUMBER)
        if found := _LATIN.match(text, at):
            return Token(found[0], found[0], Role.NUMBER)
        found = _ORDINAL.match(text, at)
        worded = found and _longest(text, at, self.glossary)
        if found and not worded and (number := _ordinal(found[1] or found[2])):
            return Token(found[0], number, Role.ORDINAL)
        if _CHINESE.match(text, at):
            return None
        return Token(text[at], _MARKS.get(text[at], text[at]), Role.MARK)

    def _word(self) -> Token | None:
        word = _longest(self.text, self.at, self.glossary)
        if not word or self._is_stem(word) or self._is_overlapped(word):
            return None
        if word in self.glossary.names:
            return Token(word, self.glossary.names[word], Role.NAME)
        english = self.glossary.words[word]
        return Token(word, english, Role.HEAD if "{}" in english else Role.WORD)

    def _is_stem(self, word: str) -> bool:
        """文化路 is Wenhua Road: words that name a road or a village are a name."""
        end = self.at + len(word)
        if len(word) > 3 or word in self.glossary.names or self.start < self.at:
            return False
        if self.last not in (None, Role.NAME, Role.MARK):
            return False
        tail = next((tail for tail in _STEM_TAILS if self.text.startswith(tail, end)), "")
        return bool(tail) and len(_longest(self.text, end, self.glossary) or tail) == len(tail)

    def _is_overlapped(self, word: str) -> bool:
        """晋江市|民政局, not 晋江|市民|政局; 鲤城|区委, not 鲤|城区|委; 安海|湾, not 安|海湾."""
        run, following = self.at - self.start, self.text[self.at + 1]
        inside = len(_longest(self.text, self.at + 1, self.glossary))
        if inside > len(word) and (run or self._ends_area(word[0])):
            return True
        if run != 1 or len(word) != 2:
            return False
        return following in AREAS or {word, following} <= self.glossary.generic

    def _ends_area(self, character: str) -> bool:
        run = self.at - self.start
        return character in AREAS and (run >= 2 or (run == 0 and self.last is Role.NAME))

    def _single(self) -> Token | None:
        """A word of one character: the end of a name, a unit after a number, an "and"."""
        character = self.text[self.at]
        if (english := self._attached(character)) is not None:
            return Token(character, english, Role.WORD)
        if character not in self.glossary.words:
            return None
        if character in _JOINTS:
            ends = self._joins(character)
        else:
            ends = self._ends_area(character) or self._ends_name(character)
        return Token(character, self.glossary.words[character], Role.WORD) if ends else None

    def _attached(self, character: str) -> str | None:
        """The English of a character that means something only by what stands before it."""
        run = self.at - self.start
        if character == _TO:
            begun = run >= 2 or (run == 0 and self.last is not None)
            return "to" if begun and self.text[self.at + 2 :] else None
        if run:
            return None
        if self.last is Role.NUMBER and (character == "号" or character in self.glossary.units):
            return self.glossary.units.get(character, "")
        if character == "的" and self.last in (Role.WORD, Role.HEAD, Role.MARK):
            return ""
        return _LEVELS.get(character) if self.at == 0 < len(self.text) - 1 else None

    def _joins(self, character: str) -> bool:
        known = self.last in (Role.WORD, Role.HEAD, Role.NUMBER) and self.at == self.start
        return known and (character != "和" or self._is_boundary(self.at + 1))

    def _ends_name(self, character: str) -> bool:
        run = self.text[self.start : self.at]
        if run in _COUNTS or (not run and self.last is None and character not in AREAS):
            return False
        if len(run) == 1 and character not in _SAFE_TAILS:
            return False
        if character in _UNSURE_TAILS and _CHINESE.match(self.text, self.at + 1):
            return False
        return self._is_boundary(self.at + 1)

    def _is_boundary(self, at: int) -> bool:
        """Whether a name may end there: before a word, but not within the name of an area."""
        text = self.text
        if at == len(text) or not _CHINESE.match(text, at) or _ORDINAL.match(text, at):
            return True
        if text[at] in AREAS and text[at - 1] not in AREAS:
            return False  # the 江 of 晋江市委 is a syllable
        return bool(_longest(text, at, self.glossary))


def tokens(text: str, glossary: Glossary) -> tuple[Token, ...]:
    """Take a name apart; the tokens' Chinese, joined, is the name."""
    return tuple(_Scanner(text, glossary).read())
