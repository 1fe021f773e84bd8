"""Automatic numbers of Word paragraphs: 一、 （一） 1. ① as numbering.xml and the styles define them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from anhai_kg.source.symbols import plain_symbols
from anhai_kg.source.wordml import style_of, value, w

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Numbering", "chinese"]

_LEVELS: Final = 9
_DIGITS: Final = "零一二三四五六七八九"
_PLACES: Final = ("", "十", "百", "千")
_PLACEHOLDER: Final = re.compile(r"%([1-9])")
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def chinese(number: int) -> str:
    """A number below ten thousand in Chinese numerals, as headings count.

    >>> [chinese(n) for n in (3, 10, 12, 20, 105, 1010)]
    ['三', '十', '十二', '二十', '一百零五', '一千零一十']
    """
    if not 0 < number < 10_000:
        return str(number)
    digits = [int(digit) for digit in reversed(str(number))]
    words = "".join(
        _DIGITS[digit] + (_PLACES[place] if digit else "")
        for place, digit in reversed(list(enumerate(digits)))
    )
    words = re.sub("零+", "零", words).rstrip("零")
    return words.removeprefix("一") if words.startswith("一十") else words


def _roman(number: int) -> str:
    found = ""
    for size, sign in _ROMAN:
        while number >= size:
            found, number = found + sign, number - size
    return found


def _letters(number: int) -> str:
    """a … z, aa, bb …, as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else str(number)


_WRITTEN: Final[Mapping[str, Callable[[int], str]]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "chineseLegalSimplified": lambda n: chinese(n).translate(
        str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
    ),
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: str(n).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "ideographTraditional": lambda n: "甲乙丙丁戊己庚辛壬癸"[(n - 1) % 10],
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "none": lambda _: "",
}
"""ST_NumberFormat; one that is not here is written in digits."""


class Numbering:
    """Counts paragraphs, in their order."""

    def __init__(self, numbering: _Element | None, styles: Mapping[str, _Element]) -> None:
        self._styles = styles
        self._lists: dict[str, Mapping[int, _Element]] = {}
        self._abstract: dict[str, str] = {}
        self._overrides: dict[str, Mapping[int, _Element]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[str] = set()
        if numbering is not None:
            self._learn(numbering)

    def _learn(self, numbering: _Element) -> None:
        for abstract in numbering.findall(w("abstractNum")):
            key = abstract.get(w("abstractNumId"), "")
            self._lists[key] = _by_level(abstract, "lvl")
        for number in numbering.findall(w("num")):
            key = number.get(w("numId"), "")
            self._abstract[key] = value(number, "abstractNumId")
            self._overrides[key] = _by_level(number, "lvlOverride")

    def of(self, paragraph: _Element) -> str:
        """The number before a paragraph, with what parts it from the words; empty where there is none."""
        key, depth = self._place(paragraph)
        level = self._level(key, depth)
        if level is None:
            return ""
        counts = self._count(key, depth)
        if value(level, "numFmt") == "bullet":
            mark = "●"
        else:
            mark = _PLACEHOLDER.sub(
                lambda match: self._written(key, int(match[1]) - 1, counts, level),
                value(level, "lvlText"),
            )
        gap = "" if not mark or value(level, "suff") == "nothing" else " "
        return plain_symbols(mark) + gap

    def _place(self, paragraph: _Element) -> tuple[str, int]:
        """Which list a paragraph is in, by itself or by its style, and how deep."""
        style = self._styles.get(style_of(paragraph))
        settings = [paragraph, *self._ancestry(style)]
        key = next(filter(None, (value(s, "pPr", "numPr", "numId") for s in settings)), "")
        said = (value(s, "pPr", "numPr", "ilvl") for s in settings)
        depth = next((d for d in said if d.isdecimal()), "0")
        return key, min(int(depth[:2]), _LEVELS - 1)

    def _ancestry(self, style: _Element | None) -> list[_Element]:
        found: list[_Element] = []
        while style is not None and style not in found:
            found.append(style)
            style = self._styles.get(value(style, "basedOn"))
        return found

    def _level(self, key: str, depth: int) -> _Element | None:
        override = self._overrides.get(key, {}).get(depth)
        own = None if override is None else override.find(w("lvl"))
        return (
            own if own is not None else self._lists.get(self._abstract.get(key, ""), {}).get(depth)
        )

    def _start(self, key: str, depth: int) -> int:
        return int(value(self._level(key, depth), "start") or 1)

    def _count(self, key: str, depth: int) -> Mapping[int, int]:
        """Counts of all levels after this paragraph; lists of one definition count on together."""
        counts = self._counts.setdefault(self._abstract[key], {})
        if key not in self._started:
            self._started.add(key)
            for level, override in self._overrides[key].items():
                if start := value(override, "startOverride"):
                    counts[level] = int(start) - 1
        counts[depth] = counts.get(depth, self._start(key, depth) - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return counts

    def _written(self, key: str, depth: int, counts: Mapping[int, int], shown_in: _Element) -> str:
        level = self._level(key, depth)
        number = counts.get(depth, self._start(key, depth))
        form = value(level, "numFmt")
        if shown_in is not level and shown_in.find(w("isLgl")) is not None:
            form = "decimal"
        return _WRITTEN.get(form, str)(number) if number > 0 else str(number)


def _by_level(parent: _Element, name: str) -> Mapping[int, _Element]:
    found = {}
    for element in parent.findall(w(name)):
        depth = element.get(w("ilvl"), "")
        if depth.isdecimal():
            found[int(depth)] = element
    return found
