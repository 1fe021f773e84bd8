"""The area that reports, and the areas around it.

It is the area of the congress, government or street office that the first lines name: 安海镇 in
安海镇第十四届人民代表大会. The area around it stands right before it (柳涧县鹤埠镇) or leads it
(在青淮市委、市政府和镇党委的领导下).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from anhai_kg.alphabet import DIGIT, DIGITS, HAN, YEAR
from anhai_kg.lexicons import Lexicon
from anhai_kg.mentions.heads import is_proper
from anhai_kg.model import Area, Document, Span
from anhai_kg.phrases import Phrase, Token

__all__ = [
    "LEVELS",
    "OF_AREAS",
    "area_tokens",
    "find_area",
    "gazetteer",
    "level_length",
    "level_of",
    "suffix",
]

LEVELS: Final = ("省", "自治区", "自治州", "盟", "市", "县", "旗", "区", "镇", "乡", "苏木", "街道")
"""Suffixes of administrative areas from the province down to the town."""

_ORDER: Final = {suffix: rank for rank, suffix in enumerate(LEVELS)}
_LED: Final = re.compile(
    rf"在(?P<name>{HAN}{{2,6}}?[省州盟市县区旗])(?:委|党工委)[^。；\n]{{0,30}}领导下"
)
_YEAR: Final = re.compile(
    rf"^(?:{YEAR}年|{DIGIT}[{DIGITS}年月日]*在?|召开|关于|我|在|中国共产党|中共)"
)
_NTH: Final = re.compile("第[一二三四五六七八九十]+届|[A-Z]")  # 第五届|青渚雪乡|文化节, S508|省道
_HEAD_LINES: Final = 400  # the first lines name who reports: title, subtitle, author


_SHORT: Final = re.compile("(?<=..)新$")  # 沧澜 of 沧澜新区
_LONGEST: Final = 7
OF_AREAS: Final = frozenset(
    {"bodies", "posts", "reports"}
)  # 街道党工委, 镇党委书记 begin with a level
_AREAL: Final = OF_AREAS | {"counties", "divisions", "places"}
_COUNTY: Final = 15  # characters of the longest name of a county
_SLOGAN: Final = "强富立兴美"  # 工业强县, 果业富县: a strategy, no county
_ZONES: Final = re.compile(
    r"(?:(?:[社片园发景校院库小范护税作假验业集能流牧林矿灌洪特辖态心老厂街镇战军郊贸术产风]|高新|经开|国家级新|城市新)区|(?:^|[小各型心县])[村城街]镇|超市|(?:^|..|[大小各县新老古名])[都城]市)$"
)


@cache
def suffix(name: str) -> str:
    """省, 市, 镇 ... at the end of a name; empty when it has none, as 社区 and 开发区."""
    if _ZONES.search(name):
        return ""
    return next((s for s in sorted(LEVELS, key=len, reverse=True) if name.endswith(s)), "")


def level_of(name: str) -> str:
    """The level of an area that is known to be one, though its name ends as zones do: 滨海新区."""
    return suffix(name) or name[-1:]


@cache
def gazetteer(lexicon: Lexicon) -> frozenset[str]:
    """The full names of the country's provinces, prefectures and counties."""
    divisions = {concept.zh for concept in lexicon.schemes["divisions"].values()}
    return frozenset(divisions | lexicon.lists["counties"].keys())


def area_tokens(text: str, phrase: Phrase, lexicon: Lexicon) -> Iterator[tuple[str, Span]]:
    """The administrative areas that open a phrase, outermost first: 柳涧县, 鹤埠镇."""
    if phrase.stems.isdisjoint(_AREAL):
        return
    tokens = phrase.tokens
    if len(tokens) > 1 and tokens[0].word in ("政协", "人民政协"):
        tokens = tokens[1:]  # 政协沄江县第八届委员会
    start = tokens[0].span.start
    for token in tokens:
        if not _is_level(token, lexicon):
            if "places" in token.concepts and len(token.word) > 1 and not is_proper(token):
                return  # 鸣岗经济开发区|扩区: past a zone no area follows
            if token.role in ("unknown", "head") and not token.concepts.keys() & OF_AREAS:
                continue
            return
        end = token.span.start + level_length(token)
        if token.concepts.get("counties") == token.word:
            start = token.span.start
            yield token.word, token.span
        name = _YEAR.sub("", text[start:end])
        start = end - len(name)
        if name in gazetteer(lexicon) or (_may_be(name) and not _NTH.match(name)):
            yield name, Span(start, end)
        start = end


def _may_be(name: str) -> bool:
    """Whether a name that no gazetteer has is one: no slogan, and short unless it names peoples."""
    slogan = name[-2:-1] in _SLOGAN or name.endswith("自治区")  # of which the gazetteer has all
    return (
        len(name) > len(suffix(name)) > 0 and not slogan and (len(name) <= _LONGEST or "族" in name)
    )


def _is_level(token: Token, lexicon: Lexicon) -> bool:
    concepts = token.concepts
    if not concepts:
        return False
    if "divisions" in concepts or "counties" in concepts:
        return concepts.get("counties") == token.word or bool(suffix(token.word))
    place = concepts.get("places", "")
    if place and lexicon.concept(place).fact("isLevel") and suffix(token.word):
        return True
    return not OF_AREAS.isdisjoint(concepts) and bool(level_length(token))


def level_length(token: Token) -> int:
    """Characters of a token that belong to the area's name: all of 泉州市, one of 市委."""
    if "places" not in token.concepts and not OF_AREAS.isdisjoint(token.concepts):
        if token.word.startswith(("街道", "苏木")) and len(token.word) > 2:
            return 2
        return 1 if token.word[0] in "省市县区镇乡州" and len(token.word) > 1 else 0
    return len(token.word)


def find_area(document: Document, phrases: Sequence[Phrase], lexicon: Lexicon) -> Area | None:
    """The reporting area, or none when the first lines name no area."""
    text = document.text
    found = [
        *_of_phrases(text, phrases, lexicon),
        *_of_gazetteer(text, lexicon),
        *_of_lines(text),
    ]
    if not found:
        return _zone(text, lexicon)
    name, span = min(found, key=lambda pair: (pair[1].end, pair[1].start))
    name, span, parents = _parents(text, name, span, phrases, lexicon)
    level = lexicon.words["places"].get(level_of(name), "")
    short = [(_SHORT.sub("", a.removesuffix(level_of(a))), a) for a in (name, *parents)]
    plain = lexicon.lists["words"]  # 平安 of 平安街道 is a word first
    forms = tuple(pair for pair in short if len(pair[0]) > 1 and pair[0] not in plain)
    return Area(name=name, parents=parents, level=level, short_forms=forms, span=span)


def _zone(text: str, lexicon: Lexicon) -> Area | None:
    """A development zone that reports itself: its working committee or year follows in the title."""
    match = _ZONE_LINE.match(text)
    if match is None:
        return None
    level = lexicon.words["places"].get(lexicon.ending("places", match["zone"]), "")
    return Area(name=match["zone"], level=level, span=Span(*match.span("zone")))


def _of_phrases(
    text: str, phrases: Sequence[Phrase], lexicon: Lexicon
) -> Iterator[tuple[str, Span]]:
    """The first area that a phrase names and an organ or a year follows."""
    for phrase in phrases:
        found = list(area_tokens(text, phrase, lexicon))
        if found and _reports(text, found[-1][1].end):
            yield found[-1]
            return


def _of_gazetteer(text: str, lexicon: Lexicon) -> Iterator[tuple[str, Span]]:
    """The first division or county in the head lines that an organ or a year follows.

    Some have names that words cut: 和平区, 大兴区, 肥乡区, 滨海新区, 景德镇市.
    """
    offset = len(text) - len(text.lstrip())
    for match in _REPORTS.finditer(text, offset, offset + _HEAD_LINES):
        for start in range(max(offset, match.start() - _COUNTY), match.start() - 1):
            if text[start : match.start()] in gazetteer(lexicon):
                yield text[start : match.start()], Span(start, match.start())
                return


def _of_lines(text: str) -> Iterator[tuple[str, Span]]:
    """The first area that opens a head line, or its part after a date, as its form alone tells.

    Towns are often called by plain words: 和平镇, 平安街道, 新兴镇.
    """
    offset = len(text) - len(text.lstrip())
    for match in _LINE_AREA.finditer(text, 0, offset + _HEAD_LINES):
        areas = _split(match["chain"], match.start("chain"))
        if areas and _reports(text, areas[-1][1].end):
            yield areas[-1]
            return


def _split(chain: str, start: int, above: int = -1) -> list[tuple[str, Span]]:
    """A run of characters as areas, each within the one before: 沄江县|和平镇; nothing when it is none.

    The first level that leaves a name or nothing behind it ends an area: 红旗街道 is no banner.
    """
    for match in _LEVEL.finditer(chain, 1):
        name, rank = chain[: match.end()], _ORDER[match[0]]
        if rank <= above or (len(name) > _LONGEST and "族" not in name):
            continue
        if match.end() == len(chain):
            own = suffix(name) and not _PLAIN.match(name)
            return [(name, Span(start, start + len(name)))] if own else []
        if inner := _split(chain[match.end() :], start + match.end(), rank):
            return [(name, Span(start, start + len(name))), *inner]
    return []


_LEVEL: Final = re.compile("|".join(sorted(LEVELS, key=len, reverse=True)))
_LINE_AREA: Final = re.compile(
    rf"(?:^|\n|[，：:]|{DIGIT}日(?:上午|下午)?[，,]?|日在)[\s#*—]*(?:在|关于)?(?:中国共产党|中共|人民政协|政协)?"
    rf"(?P<chain>{HAN}{{2,20}}?(?:{'|'.join(LEVELS)}))"
    rf"(?=第?[一二三四五六七八九十]+(?:届|次(?:党员?)?代表?大?会)|人民代表大会|人民政府|党工委|党委|办事处|{YEAR}年|人大)"
)
_ZONE_LINE: Final = re.compile(
    rf"[\s#*]*(?P<zone>{HAN}{{2,16}}?(?:开发区|高新区|新区|园区|示范区|试验区|度假区|管理区|保税区|经开区))"
    rf"(?=党工委|管委会|管理委员会|{YEAR}年)"
)
_PLAIN: Final = re.compile("[我全本各该某这那]")  # 我镇, 全县
_REPORTS: Final = re.compile(
    rf"(?:第?[一二三四五六七八九十]+(?:届|次(?:党员?)?代表?大?会)|召开|人民代表大会|人大|人民政府|政府|党工委|办事处|委员会|{YEAR}年|[省市县区镇乡]长)"
)


def _reports(text: str, end: int) -> bool:
    return bool(_REPORTS.match(text, end))


def _parents(
    text: str, name: str, span: Span, phrases: Sequence[Phrase], lexicon: Lexicon
) -> tuple[str, Span, tuple[str, ...]]:
    """The area around, from any place where it stands right before the name or leads it."""
    for phrase in phrases:
        found = [n for n, _ in area_tokens(text, phrase, lexicon)]
        if name in found[1:]:
            return name, span, tuple(reversed(found[: found.index(name)]))
        if len(found) == 1 and found[0].endswith(name) and found[0] != name:
            stem = found[0].removesuffix(name)
            for level in ("市", "县", "区", "自治州", "省"):
                if _ORDER[level] < _ORDER[level_of(name)] and stem + level in text:
                    return name, span, (stem + level,)
    outer = re.search(rf"(?:^|[^\u4e00-\u9fff])(?P<chain>{HAN}{{2,16}}){name}", text)
    if outer and (around := _split(outer["chain"], 0)):
        return name, span, tuple(reversed([area for area, _ in around]))
    if led := _LED.search(text):
        parent = led["name"]
        if _ORDER.get(suffix(parent), len(LEVELS)) < _ORDER[level_of(name)] and parent != name:
            return name, span, (parent,)
    return name, span, ()
