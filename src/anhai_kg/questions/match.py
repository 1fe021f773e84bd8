"""A question in words to a question of the catalogue, without a model and without guessing.

Every word of the question has to be accounted for: it names a thing of the graph, or it means something
that the catalogue's phrasing also says, or it says nothing (的, the). One word left over (a name that the
graph does not know, a 不) and the question is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from anhai_kg.errors import QuestionError
from anhai_kg.questions.catalogue import CLASS, TEXT, Question
from anhai_kg.questions.labels import Labels
from anhai_kg.questions.words import SLOT, Meant, normalised, segmented, synonyms

__all__ = ["Matcher", "Understood"]

_ENOUGH: Final = 0.62  # of the weight of both phrasings that they must share
_CERTAIN: Final = 0.9  # where any words may fill a slot and no quotation marks say which
_LEAD: Final = 0.04  # by which the best must surpass the next
_ASKING: Final = frozenset({"who", "which", "has"})  # one may stand for another: 谁, 哪些人, 有什么
_LIGHT: Final = _ASKING | {"what-is", "in"}  # count for little
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_LATIN_RUN: Final = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)+")
_LONGEST: Final = 24  # syllables of a name in pinyin
_SLOT: Final = re.compile(r"\{(\w+)\}")
_QUOTED: Final = re.compile(r"[“\"「『‘]([^”\"」』’]+)[”\"」』’]")


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question was taken to ask; `values` are the IRIs (or words) of each parameter."""

    question: Question
    values: Mapping[str, tuple[str, ...]]

    def said(self, language: str, labels: Labels) -> str:
        """The question in `zh` or `en` with its slots filled."""
        wanted = set(self.values)
        best = self.question.title(language)
        if set(_SLOT.findall(best)) != wanted:
            chinese = language == "zh"
            fitting = (w for w in self.question.ways if set(_SLOT.findall(w)) == wanted)
            best = next((w for w in fitting if bool(_HAN.search(w)) == chinese), best)

        def filled(match: re.Match[str]) -> str:
            things = self.values.get(match[1], ())
            return " / ".join(dict.fromkeys(labels.name(t, language) for t in things)) or match[0]

        return _SLOT.sub(filled, best)


@dataclass(frozen=True, slots=True)
class _Way:
    """One phrasing of a question."""

    question: Question
    slots: tuple[str, ...]
    meant: frozenset[str]

    @property
    def words(self) -> str:
        """The slot that takes any words, if there is one."""
        texts = (p.name for p in self.question.params if p.classes == (TEXT,))
        return next((name for name in texts if name in self.slots), "")


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    whole: bool  # every word is accounted for
    understood: Understood

    @property
    def rank(self) -> tuple[bool, float, int]:
        """The better, the greater; between equals, a name from a closed list is surer than one among
        many, and that is surer than any words."""
        return (self.whole, round(self.score, 6), -self.cost)

    @property
    def cost(self) -> int:
        """How far what fills the slots is from a closed list."""
        classes = {param.name: param.classes for param in self.understood.question.params}
        return sum(_cost(classes[name]) for name in self.understood.values)


def _cost(classes: tuple[str, ...]) -> int:
    if classes == (TEXT,):
        return 2
    return 0 if all(name.startswith("in:") or name == CLASS for name in classes) else 1


def _likeness(asked: frozenset[str], way: frozenset[str], slots: int, lost: int) -> float:
    """The share of both phrasings that is common; `lost` are characters that no word covers."""
    light_asked, light_way = asked & _LIGHT, way & _LIGHT
    common = 1.5 * slots + len((asked & way) - _LIGHT)
    whole = 1.5 * slots + len((asked | way) - _LIGHT) + lost
    if light_asked or light_way:
        whole += 0.4
        common += 0.4 if light_asked == light_way else 0.2 if light_asked and light_way else 0.0
    return common / whole if whole else 0.0


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
        for question in self._questions.values():
            for way in question.ways:
                for word in segmented(normalised(_SLOT.sub(SLOT, way)), synonyms()).unknown:
                    known[word] = word
        return known

    @cached_property
    def _ways(self) -> list[_Way]:
        return [
            _Way(
                question,
                tuple(dict.fromkeys(_SLOT.findall(way))),
                segmented(normalised(_SLOT.sub(SLOT, way)), self._known).meanings,
            )
            for question in self._questions.values()
            for way in question.ways
        ]

    @cached_property
    def _vocabulary(self) -> dict[str, frozenset[str]]:
        """All that the phrasings of a question say."""
        said: dict[str, frozenset[str]] = {}
        for way in self._ways:
            said[way.question.name] = said.get(way.question.name, _LIGHT - _ASKING) | way.meant
        return {name: all_ | (_ASKING if all_ & _ASKING else set()) for name, all_ in said.items()}

    def _meant(self, text: str) -> Meant:
        if text not in self._segments:
            self._segments[text] = segmented(text, self._known)
        return self._segments[text]

    def _filled(
        self, way: _Way, text: str, labels: Labels
    ) -> tuple[str, dict[str, tuple[str, ...]]] | None:
        """The text without what fills the slots, and the fillings; None when a slot stays empty."""
        values: dict[str, tuple[str, ...]] = {}
        classes = {param.name: param.classes for param in way.question.params}
        for slot in way.slots:
            if classes[slot] == (TEXT,):
                continue
            found = next(labels.find(text, classes[slot]), None)
            if found is None:
                return None
            text = text[: found.start] + SLOT + text[found.end :]
            values[slot] = found.things
        return text, values

    def _candidates(self, asked: str, labels: Labels) -> Iterator[_Candidate]:
        quoted = _QUOTED.search(asked)
        plain = normalised(asked)
        bare = normalised(asked.replace(quoted[0], SLOT)) if quoted else plain
        for way in self._ways:
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
            lost = sum(min(len(run), 4) for run in unknown)
            score = _likeness(meant.meanings, way.meant, len(way.slots), lost)
            known = meant.meanings <= self._vocabulary[way.question.name]
            whole = known and not unknown and score >= least
            yield _Candidate(score, whole, Understood(way.question, values))

    def _ranked(self, asked: str, labels: Labels) -> list[_Candidate]:
        """The best candidate of each question, best first."""
        best: dict[str, _Candidate] = {}
        for candidate in self._candidates(asked, labels):
            name = candidate.understood.question.name
            if name not in best or candidate.rank > best[name].rank:
                best[name] = candidate
        return sorted(best.values(), key=lambda c: c.rank, reverse=True)

    def understand(self, asked: str) -> Understood:
        """What the question asks.

        Raises:
            QuestionError: no question of the catalogue asks this, or several do; nearest ones are named.
        """
        ranked = self._ranked(asked, self._labels)
        if not (ranked and ranked[0].whole) and re.search(r"[A-Za-z]{3}", asked):
            ranked = (
                self._ranked(_joined(asked, self._labels.in_pinyin), self._labels.in_pinyin)
                + ranked
            )
            ranked.sort(key=lambda c: c.rank, reverse=True)
        sure = [c for c in ranked if c.whole and c.score >= _ENOUGH]
        rivals = [c for c in sure if sure[0].score - c.score < _LEAD and c.cost <= sure[0].cost]
        if len({c.understood.question.name for c in rivals}) == 1:
            return rivals[0].understood
        raise self._refusal(
            asked, rivals or ranked, "may mean several questions" if sure else "not understood"
        )

    def _refusal(self, asked: str, near: list[_Candidate], reason: str) -> QuestionError:
        language = "zh" if _HAN.search(asked) else "en"
        said = {c.understood.question.name: c.understood.question.title(language) for c in near}
        listed = "; ".join(f"{title} ({name})" for name, title in list(said.items())[:3])
        return QuestionError(
            f"{asked.strip()!r}: {reason}; nearest: {listed or 'none'}; `anhai-kg ask` lists all"
        )


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
