"""A question in words to a question of the catalogue, without a model and without guessing.

Every word of the question has to be accounted for: it names a thing of the graph, or it means something
that the catalogue's phrasing also says, or it says nothing (的, the). One word left over (a name that the
graph does not know, a 不) and the question is refused. So is one that lacks what all phrasings say, or that
asks for something else than the phrasing (谁, 什么). Order does not matter, but names must fit the slots.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from anhai_kg.errors import QuestionError
from anhai_kg.questions.catalogue import TEXT, Question
from anhai_kg.questions.frames import area_forms, owned, unframed, wants_yes_or_no, without_area
from anhai_kg.questions.labels import Found, Labels
from anhai_kg.questions.ways import (
    ASKING,
    HAN,
    LIGHT,
    NAME,
    OPEN,
    Candidate,
    Understood,
    Way,
    likeness,
)
from anhai_kg.questions.words import SLOT, Meant, normalised, segmented, synonyms

__all__ = ["Matcher", "Understood"]

_ENOUGH: Final = 0.62  # of the weight of both phrasings that they must share
_CERTAIN: Final = 0.9  # where any words may fill a slot and no quotation marks say which
_LEAD: Final = 0.04  # by which the best must surpass the next
_SOURCE: Final = frozenset({"report", "mention"})  # 报告提到: only where all answers come from
_LOCATED: Final = frozenset({"in", "locate"})  # 位于安海镇 asks for what is said to lie there
_WHICH_REPORT: Final = re.compile(r"(?:which|what) reports?|哪[份些个]*报告")
_AND: Final = re.compile(r" ?(?:(?:和|与|及|以及|跟|或|或者|and|or)(?: the| in| of)?)? ?")
_LATIN_RUN: Final = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)+")
_POST: Final = "https://w3id.org/anhai-kg/ontology#Post"
_LONGEST: Final = 24  # syllables of a name in pinyin
_QUOTED: Final = re.compile(r"[“\"「『‘]([^”\"」』’]+)[”\"」』’]")


class Matcher:
    """Understands questions put to one catalogue about the things of one graph."""

    def __init__(self, questions: Mapping[str, Question], labels: Labels) -> None:
        self._questions = questions
        self._labels = labels
        self._segments: dict[str, Meant] = {}

    @cached_property
    def _known(self) -> dict[str, str]:
        """The synonyms, and the words that only the catalogue uses: these mean themselves."""
        known = dict(synonyms())
        for unit in self._labels.forms.get("in:units", {}):
            known.setdefault(f"多少{unit}", "how-many")
        for question in self._questions.values():
            for way in question.ways:
                for word in segmented(normalised(NAME.sub(SLOT, way)), synonyms()).unknown:
                    known[word] = word
        return known

    @cached_property
    def _area(self) -> tuple[str, ...]:
        return area_forms(self._labels.area) if self._labels.area else ()

    @cached_property
    def _ways(self) -> list[Way]:
        return [
            Way(
                question,
                tuple(dict.fromkeys(NAME.findall(way))),
                segmented(normalised(NAME.sub(SLOT, way)), self._known).meanings,
            )
            for question in self._questions.values()
            for way in question.ways
        ]

    @cached_property
    def _vocabulary(self) -> dict[str, frozenset[str]]:
        """All that the phrasings of a question say."""
        said: dict[str, frozenset[str]] = {}
        for way in self._ways:
            said[way.question.name] = said.get(way.question.name, LIGHT - ASKING) | way.meant
        return {name: all_ | (OPEN if all_ & ASKING else set()) for name, all_ in said.items()}

    @cached_property
    def _core(self) -> dict[str, frozenset[str]]:
        """What every phrasing of a question says."""
        said: dict[str, frozenset[str]] = {}
        for way in self._ways:
            said[way.question.name] = said.get(way.question.name, way.meant) & way.meant - LIGHT
        return said

    def _meant(self, text: str) -> Meant:
        if text not in self._segments:
            self._segments[text] = segmented(text, self._known)
        return self._segments[text]

    def _filled(
        self, way: Way, text: str, labels: Labels
    ) -> tuple[str, dict[str, tuple[str, ...]]] | None:
        """The text without what fills the slots, and the fillings; None when a slot stays empty."""
        values: dict[str, tuple[str, ...]] = {}
        params = {param.name: param for param in way.question.params}
        for slot in way.slots:
            param = params[slot]
            if param.classes == (TEXT,):
                continue
            found = next(labels.find(text, param.classes), None)
            if found is None:
                return None
            text = text[: found.start] + SLOT + text[found.end :]
            values[slot], at = found.things, found.start
            while not param.alone and (more := _listed(text, at, labels, param.classes)):
                first = more.start < at
                values[slot] = more.things + values[slot] if first else values[slot] + more.things
                text = text[: more.start] + text[more.end :]
                at = more.start if first else at
        return text, values

    def _candidates(self, asked: str, labels: Labels, *, scoped: bool) -> Iterator[Candidate]:
        """Every phrasing that the names in the question fill; `scoped` leaves out the area that reports."""
        quoted = _QUOTED.search(asked)
        plain = unframed(normalised(asked))
        bare = unframed(normalised(asked.replace(quoted[0], SLOT))) if quoted else plain
        source = frozenset() if _WHICH_REPORT.search(plain) else _SOURCE
        if scoped:
            plain, bare = without_area(plain, self._area), without_area(bare, self._area)
        for way in self._ways:
            if scoped and not way.question.of_area:
                continue
            filled = self._filled(way, bare if way.words else plain, labels)
            if filled is None:
                continue
            text, values = filled
            meant = self._meant(text)
            unknown, least = meant.unknown, 0.0
            if way.words and quoted:
                values[way.words] = (quoted[1],)
            elif way.words and len(unknown) == 1:
                values[way.words], unknown, least = unknown, (), _CERTAIN
            elif way.words:
                continue
            dropped = source if way.closed or "report" in meant.meanings else frozenset()
            said = meant.meanings - (dropped - way.meant)
            lost = sum(min(len(run), 4) for run in unknown)
            score = likeness(said, way.meant, len(way.slots), lost)
            score -= 1.25 * _LEAD * len(meant.meanings - said)
            whole = not unknown and score >= least and self._accounted(way, said)
            if whole and scoped:
                whole = self._of_area(values, labels)
            yield Candidate(score, whole, Understood(way.question, values))

    def _accounted(self, way: Way, said: frozenset[str]) -> bool:
        name = way.question.name
        allowed = self._vocabulary[name] | way.nouns
        return self._core[name] <= said <= allowed and way.asks_like(said)

    def _of_area(self, values: Mapping[str, tuple[str, ...]], labels: Labels) -> bool:
        """Whether the posts that are named are those of the area whose name was left out."""
        posts = labels.forms.get(_POST, {})
        known = {thing for things in posts.values() for thing in things}
        named = {thing for things in values.values() for thing in things} & known
        return owned(posts, named, self._labels.area)

    def _ranked(self, asked: str, labels: Labels, *, scoped: bool = False) -> list[Candidate]:
        """The best candidate of each question, best first."""
        best: dict[str, Candidate] = {}
        for candidate in self._candidates(asked, labels, scoped=scoped):
            name = candidate.understood.question.name
            if name not in best or candidate.rank > best[name].rank:
                best[name] = candidate
        return sorted(best.values(), key=lambda c: c.rank, reverse=True)

    def _readings(self, asked: str) -> Iterator[list[Candidate]]:
        """The candidates of the question as it is, and in pinyin."""
        labels = self._labels
        yield self._ranked(asked, labels)
        if re.search(r"[A-Za-z]{3}", asked):
            asked_in_pinyin = _joined(asked, labels.in_pinyin)
            yield self._ranked(asked_in_pinyin, labels.in_pinyin)

    def _scoped(self, asked: str) -> list[Candidate]:
        """The candidates of the question without the name of the area that reports; none where it is not named."""
        plain = normalised(asked)
        if not self._area or without_area(plain, self._area) == plain:
            return []
        return self._ranked(asked, self._labels, scoped=True)

    def understand(self, asked: str) -> Understood:
        """What the question asks.

        Raises:
            QuestionError: no question of the catalogue asks this, or several do; nearest ones are named.
        """
        near: list[Candidate] = []
        yes_or_no = wants_yes_or_no(unframed(normalised(asked)))
        for ranked in self._readings(asked):
            near += ranked
            if rivals := [] if yes_or_no else _rivals(ranked):
                break
        about_area = any(self._labels.areas in c.understood.values.values() for c in rivals)
        if not rivals or (about_area and not _LOCATED & self._meant(normalised(asked)).meanings):
            scoped = self._scoped(asked)
            near += scoped
            rivals = (not yes_or_no and _rivals(scoped)) or rivals
        if len(rivals) == 1:
            return rivals[0].understood
        near.sort(key=lambda c: c.rank, reverse=True)
        reason = "may mean several questions" if rivals else "not understood"
        if yes_or_no:
            reason = "asks for a yes or a no, not for who or what"
        raise self._refusal(asked, rivals or near, reason)

    def _refusal(self, asked: str, near: list[Candidate], reason: str) -> QuestionError:
        language = "zh" if HAN.search(asked) else "en"
        said = {c.understood.question.name: c.understood.question.title(language) for c in near}
        listed = "; ".join(f"{title} ({name})" for name, title in list(said.items())[:3])
        return QuestionError(
            f"{asked.strip()!r}: {reason}; nearest: {listed or 'none'}; `anhai-kg ask` lists all"
        )


def _rivals(ranked: list[Candidate]) -> list[Candidate]:
    """Those that are sure and that the best does not surpass."""
    sure = [c for c in ranked if c.whole and c.score >= _ENOUGH]
    return [c for c in sure if sure[0].score - c.score < _LEAD and c.cost <= sure[0].cost]


def _listed(text: str, slot: int, labels: Labels, classes: tuple[str, ...]) -> Found | None:
    """A further name in a row with the one that was found at `slot`; with the word that joins them."""
    for found in labels.find(text, classes):
        if found.start > slot and _AND.fullmatch(text, slot + 1, found.start):
            return Found(slot + 1, found.end, found.things)
        if found.end <= slot and _AND.fullmatch(text, found.end, slot):
            return Found(found.start, slot, found.things)
    return None


def _joined(asked: str, labels: Labels) -> str:
    """The question with neighbouring Latin words written together where that spells a name."""
    spelt = {form for table in labels.forms.values() for form in table}

    def together(run: re.Match[str]) -> str:
        words, position = run[0].split(), 0
        while position < len(words):
            for size in range(min(_LONGEST, len(words) - position), 1, -1):
                if (joined := "".join(words[position : position + size])) in spelt:
                    words[position : position + size] = [joined]
                    break
            position += 1
        return " ".join(words)

    return _LATIN_RUN.sub(together, normalised(asked))
