"""English labels of Chinese names, put together from the English of their words.

The words are those of the vocabularies and of `data/lexicon/glossary.csv`; whatever has no English
is spelt in pinyin. Nothing is guessed: a run that no table knows stays a name.

An English with `{}` stands before what it belongs to: 党委 is "CPC Committee of {}".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from types import MappingProxyType
from typing import Final

from anhai_kg import pinyin
from anhai_kg.gloss import AREAS, Glossary, Role, Token, tokens
from anhai_kg.lexicons import Concept, Lexicon
from anhai_kg.model import Kind

__all__ = ["english", "english_phrase", "english_title", "glossary"]

_VOCABULARIES: Final = ("bodies", "places", "projects", "initiatives", "events", "reports")
_GENERIC: Final = ("bodies", "places")
_GROUP: Final = "类"  # ends the label of a concept that only groups others
_TITLED: Final = frozenset({Kind.BODY, Kind.PLACE, Kind.EVENT, Kind.REPORT})
_SMALL: Final = frozenset(
    ["a", "an", "and", "at", "for", "in", "of", "on", "or", "the", "to", "with"]
)
_ABOUT: Final = re.compile(
    r"(.{0,60}?)关于(.{1,120}?)的?(报告|决定|决议|意见|通知|说明|议案|方案|工作报告|实施意见|实施方案)"
)
_HEADSHIP: Final = re.compile(
    r"(deputy )?(head of (?:the )?\w+|(?:bureau|section|office|station) (?:chief|head))"
)
_TIDY: Final = (
    (re.compile(r"\s+([,;:)”])"), r"\1"),
    (re.compile(r"([(“])\s+"), r"\1"),
    (re.compile(r"\b(\w+) \1\b"), r"\1"),  # 桥头村村委会: Village Village
    (re.compile(r"\s+"), " "),
)
_UNTIDY: Final = re.compile(r"\s[,;:)”\s]|[(“]\s|[^\S ]|\b(\w+) \1\b")  # where one of them may fit


def _labels_of(concepts: Iterable[Concept]) -> dict[str, str]:
    """The concepts' own labels; the words that betray a concept mean something narrower."""
    return {c.zh: c.en for c in concepts if not c.zh.endswith(_GROUP)}


def _posts(concepts: Collection[Concept]) -> dict[str, str]:
    """Titles and prefixes; of their further words only those that no title ends (代理)."""
    own = _labels_of(concepts)
    ends = tuple(own)
    more = {w: c.en for c in concepts for w in c.words if not w.endswith(ends)}
    return {**more, **own}


def glossary(lexicon: Lexicon) -> Glossary:
    """The tables of the lexicon as labels need them; glossary.csv wins over the vocabularies."""
    general = lexicon.lists["glossary"]
    heads = tuple(word for word, en in general.items() if "{}" in en)
    words: dict[str, str] = {}
    for stem in reversed(_VOCABULARIES):
        words.update(_labels_of(lexicon.schemes.get(stem, {}).values()))
    # 市委宣传部 as one word would hide whose 市委 it is
    words = {w: en for w, en in words.items() if not w.startswith(heads) and not w.endswith(heads)}
    words.update(general)
    generic = {w for stem in _GENERIC for w in _labels_of(lexicon.schemes.get(stem, {}).values())}
    divisions = lexicon.schemes.get("divisions", {}).values()
    units = lexicon.schemes.get("units", {}).values()
    return Glossary(
        words=MappingProxyType(words),
        generic=frozenset(generic),
        names=MappingProxyType({w: c.en for c in divisions for w in c.words if w != c.zh}),
        units=MappingProxyType({c.zh: "" if c.fact("counter") == "true" else c.en for c in units}),
        posts=MappingProxyType(_posts(lexicon.schemes.get("posts", {}).values())),
        readings=lexicon.lists["readings"],
        surnames=frozenset(n for n in lexicon.lists["surnames"] if len(n) > 1),
        surname_readings=lexicon.lists["surname-readings"],
    )


def _title(phrase: str) -> str:
    """Title case; what has a capital already keeps its shape, and so does "area" alone (片区)."""
    if phrase == "area" or (phrase[:1].isupper() and " " not in phrase):
        return phrase
    return " ".join(w if w in _SMALL else w[:1].upper() + w[1:] for w in phrase.split(" "))


def _cased(parts: Sequence[Token], at: int, table: Glossary, titled: bool) -> str:
    token = parts[at]
    follows = at > 0 and parts[at - 1].role in (Role.NAME, Role.ORDINAL)
    if titled or (follows and token.zh in table.generic):
        return _title(token.en)
    return token.en


def _is_dropped(parts: Sequence[Token], at: int) -> bool:
    """晋江市教育局 is Jinjiang Education Bureau: before other words 市 and 省 say nothing."""
    if parts[at].zh not in ("市", "省") or not 0 < at < len(parts) - 1:
        return False
    after = parts[at + 1]
    return after.role is not Role.MARK and after.en != "and"


def _plain(parts: Sequence[Token], table: Glossary, titled: bool) -> str:
    """The tokens in their order."""
    if len(parts) == 1:
        return _cased(parts, 0, table, titled)
    kept = [i for i in range(len(parts)) if not _is_dropped(parts, i)]
    return " ".join([_cased(parts, i, table, titled) for i in kept])


def _areas(parts: Sequence[Token]) -> list[Sequence[Token]]:
    """安海镇|桥头村: the areas that a name begins with, and the rest."""
    groups, start = [], 0
    for at, token in enumerate(parts):
        if token.zh in AREAS and at > start:
            groups.append(parts[start : at + 1])
            start = at + 1
    return [*groups, parts[start:]] if start < len(parts) else groups


def _place(parts: Sequence[Token], table: Glossary) -> str:
    """The smallest first: Qiaotou Village, Anhai Town."""
    if any(token.role is Role.MARK or token.en in ("and", "to") for token in parts):
        return _plain(parts, table, True)
    return ", ".join(_plain(group, table, True) for group in reversed(_areas(parts)))


def _filled(head: str, owner: str) -> str:
    if owner:
        return head.replace("{}", owner)
    return head.replace(" of {}", "").replace(" for {}", "").replace("{} ", "")


def _headed(parts: Sequence[Token], at: int, table: Glossary, titled: bool) -> str:
    """The last head stands before what it belongs to; what follows it stands before both."""
    before, after = list(parts[:at]), parts[at + 1 :]
    year = f"{before.pop(0).en} " if before and before[0].role is Role.NUMBER else ""
    number = f"{before.pop().en} " if before and before[-1].role is Role.ORDINAL else ""
    owned = any(t.role is Role.HEAD for t in before)
    owner = _composed(before, table, True) if owned else _place(before, table)
    if len(before) == 1 and before[0].zh in AREAS:
        owner = f"the {before[0].en.lower()}"
    head = parts[at].en
    if owned and not head.startswith("{}"):
        owner = f"the {owner}"
    phrase = number + _filled(head, owner)
    return year + (f"{_composed(after, table, titled)} of the {phrase}" if after else phrase)


def _composed(parts: Sequence[Token], table: Glossary, titled: bool) -> str:
    heads = [i for i, token in enumerate(parts) if token.role is Role.HEAD]
    commas = [i for i, token in enumerate(parts) if token.zh == "、"]
    if heads and commas:
        cut = commas[0]
        first, rest = parts[:cut], parts[cut + 1 :]
        return f"{_composed(first, table, titled)}, {_composed(rest, table, titled)}"
    if heads:
        return _headed(parts, heads[-1], table, titled)
    return _plain(parts, table, titled)


def _tidy(phrase: str) -> str:
    if _UNTIDY.search(phrase):
        for pattern, by in _TIDY:
            phrase = pattern.sub(by, phrase)
    phrase = phrase.replace("“", '"').replace("”", '"').strip()
    if phrase[:1].isalnum():
        return phrase[0].upper() + phrase[1:]
    first = next((i for i, c in enumerate(phrase) if c.isalnum()), 0)
    return phrase[:first] + phrase[first : first + 1].upper() + phrase[first + 1 :]


def english_phrase(text: str, table: Glossary) -> str:
    """The English of an indicator or another phrase, with the capitals of a sentence: 总投资."""
    if about := _ABOUT.fullmatch(text):
        owner, matter, form = (_composed(tokens(t, table), table, False) for t in about.groups())
        return _tidy(f"{form} on {matter}{' of the ' if owner else ''}{owner}")
    return _tidy(_composed(tokens(text, table), table, False))


def english(name: str, kind: Kind, table: Glossary) -> str:
    """The English label of an entity.

    A name of a person is pinyin, family name first: 陈进福 is Chen Jinfu. Other names are their
    words: 龙山寺片区 is Longshan Temple area, 安海镇党委 the CPC Committee of Anhai Town.
    """
    if kind is Kind.OFFICIAL:
        return pinyin.person(
            name, table.readings, surnames=table.surnames, of=table.surname_readings
        )
    if _ABOUT.fullmatch(name):
        return english_phrase(name, table)
    parts = tokens(name, table)
    if kind is Kind.PLACE and not any(token.role is Role.HEAD for token in parts):
        return _tidy(_place(parts, table))
    return _tidy(_composed(parts, table, kind in _TITLED))


def _post(title: str, table: Glossary) -> str:
    """One title without what stands in brackets, lower case but for names."""
    start = next((i for i in range(len(title)) if title[i:] in table.posts), None)
    if start is None:
        return _tidy(_composed(tokens(title, table), table, False))
    head, rest = table.posts[title[start:]], title[:start]
    for size in range(1, len(rest) + 1):
        if rest[-size:] in table.posts and not table.posts[rest[-size:]].endswith("secretary"):
            head, rest = f"{table.posts[rest[-size:]]} {head}", rest[:-size]
            break
    if not rest:
        return head
    head = _HEADSHIP.sub(r"\1head", head)
    return f"{head} of the {_tidy(_composed(tokens(rest, table), table, True))}"


def english_title(title: str, table: Glossary) -> str:
    """The English of a post: 副镇长(科技) is deputy town mayor (science and technology)."""
    main, _, note = title.replace("（", "(").replace("）", ")").partition("(")
    label = ", ".join(_post(part, table) for part in main.split("、"))
    inner = english_phrase(note.removesuffix(")"), table)
    return f"{label} ({inner[:1].lower()}{inner[1:]})" if note else label
