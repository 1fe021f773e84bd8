"""Every pattern of the package, against texts made to make it slow.

A pattern that repeats what repeats takes a time that doubles with each character. That is looked for twice: in the
pattern's own parts, and by searching texts made of its own characters, where the limit is a hundred
thousand times what a good pattern takes, so that a busy machine does not decide.
"""

from __future__ import annotations

import ast
import importlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, Final

import oracle

import anhai_kg

SOURCES: Final = Path(anhai_kg.__file__).resolve().parent
COLLECT: Final = """
import importlib, json, pkgutil, re, sys
real, seen = re._compile, {}

def noted(pattern, flags):
    made = real(pattern, flags)
    frame = sys._getframe(1)
    while frame.f_code.co_filename == re.__file__:
        frame = frame.f_back
    _, ours, file = frame.f_code.co_filename.partition("anhai_kg/")
    if ours and isinstance(made.pattern, str):
        seen.setdefault((made.pattern, made.flags), file)
    return made

re._compile = noted
import anhai_kg
for module in pkgutil.walk_packages(anhai_kg.__path__, "anhai_kg."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
graph = anhai_kg.build(sys.argv[1])
graph.to_html(), graph.to_trig(), graph.ask("谁主持会议？")
print(json.dumps([[file, pattern, flags] for (pattern, flags), file in sorted(seen.items())]))
"""
REPEATS: Final = (op.MAX_REPEAT, op.MIN_REPEAT)
LENGTHS: Final = (
    12,
    20,
    26,
    300,
)  # an explosion shows early; a sentence of a report has at most 300 characters
SMALL, TOO_MUCH = (
    0.02,
    0.6,
)  # seconds; a pattern that only looks twice at each place takes some microseconds


@cache
def patterns() -> list[tuple[str, str, int]]:
    """Module, pattern and flags of all that is compiled when everything is imported and a report read."""
    command = [sys.executable, "-c", COLLECT, str(oracle.REPORT)]
    done = subprocess.run(command, check=True, capture_output=True)
    return [(file, pattern, flags) for file, pattern, flags in json.loads(done.stdout)]


def inner(node: tuple[Any, Any]) -> Iterator[Sequence[Any]]:
    """The parts that a part of a parsed pattern consists of."""
    kind, value = node
    if kind is op.SUBPATTERN:
        yield value[3]
    elif kind in (*REPEATS, op.POSSESSIVE_REPEAT):
        yield value[2]
    elif kind is op.BRANCH:
        yield from value[1]
    elif kind in (op.ASSERT, op.ASSERT_NOT):
        yield value[1]
    elif kind is op.ATOMIC_GROUP:
        yield value


def characters(parsed: Sequence[Any]) -> Iterator[str]:
    """Some characters that each part of a pattern takes."""
    for kind, value in parsed:
        if kind in (op.LITERAL, op.NOT_LITERAL):
            yield chr(value)
        elif kind is op.IN:
            for what, which in value:
                if what is op.LITERAL:
                    yield chr(which)
                elif what is op.RANGE:
                    yield chr(which[0])
                elif what is op.CATEGORY:
                    yield {op.CATEGORY_DIGIT: "7", op.CATEGORY_SPACE: " "}.get(which, "w")
        elif kind is op.ANY:
            yield "x"
        for part in inner((kind, value)):
            yield from characters(part)


def unbounded(node: tuple[Any, Any]) -> bool:
    return node[0] in REPEATS and node[1][1] is op.MAXREPEAT


def nested(parsed: Sequence[Any], *, within: bool = False) -> bool:
    """Whether something without limit repeats a part that is itself nothing but a repetition."""
    for node in parsed:
        if unbounded(node):
            if within and len(parsed) == 1:
                return True
            if any(nested(part, within=True) for part in inner(node)):
                return True
        elif any(nested(part, within=within and len(parsed) == 1) for part in inner(node)):
            return True
    return False


def work(pattern: re.Pattern[str], text: str) -> float:
    """Processor seconds for a search through the whole text, the best of three."""
    taken = []
    for _ in range(3):
        began = time.process_time()
        for _ in pattern.finditer(text):
            pass
        taken.append(time.process_time() - began)
        if taken[-1] < SMALL:
            break
    return min(taken)


def pumps(pattern: str, flags: int) -> list[str]:
    """What to repeat: each character of the pattern, pairs of them, and all in turn."""
    found = list(dict.fromkeys(characters(_parser.parse(pattern, flags))))[:12]
    pairs = [one + other for one in found[:4] for other in found[:4] if one != other]
    return [*found, *pairs, "".join(found), "7"]


def test_r25b_the_check_itself_finds_what_is_catastrophic() -> None:
    for bad in (r"(a+)+$", r"(?:\d+\.?)+x", r"(x*)*y", r"((ab)+|c+)+d"):
        assert nested(_parser.parse(bad)) or explodes(bad, 0), bad
    assert nested(_parser.parse(r"(a+)+$"))
    assert not nested(_parser.parse(r"(?:[0-9]{1,3},)*[0-9]+"))


def explodes(pattern: str, flags: int) -> str:
    """A text on which the work does not come to an end soon; empty when there is none."""
    compiled = re.compile(pattern, flags)
    for pump in pumps(pattern, flags):
        for length in LENGTHS:
            if work(compiled, (pump * length)[:length] + "\0") > TOO_MUCH:
                return pump
    return ""


def test_r25b_no_pattern_repeats_what_repeats() -> None:
    assert len(patterns()) > 200
    assert [(file, p) for file, p, flags in patterns() if nested(_parser.parse(p, flags))] == []


def test_r25b_no_pattern_explodes() -> None:
    slow = [
        (file, pattern, pump) for file, pattern, f in patterns() if (pump := explodes(pattern, f))
    ]
    assert slow == []


READING: Final = ("*.py", "mentions/*.py", "statements/*.py", "source/*.py")
SENTENCE, TEXT = 1_000, 60_000
"""Characters: a sentence is cut at so many (document.py); the square of a text's takes seconds."""
SENTENCE_SECONDS, TEXT_SECONDS = 0.05, 0.4
SEARCHES: Final = ("finditer", "search", "findall", "sub", "split")


def sample(parsed: Sequence[Any]) -> str:
    """A short text that parts of a pattern take, as a rule."""
    return "".join(map(taken, parsed))


def taken(node: tuple[Any, Any]) -> str:
    kind, value = node
    if kind is op.BRANCH:
        return sample(value[1][0])
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return ""
    if kind is op.ANY or kind is op.NOT_LITERAL or (kind is op.IN and value[0][0] is op.NEGATE):
        return "发"
    if kind in (*REPEATS, op.POSSESSIVE_REPEAT):
        return sample(value[2]) * int(value[0])
    inside = "".join(sample(part) for part in inner(node))
    return inside or next(characters([node]), "")


def attacks(parsed: Sequence[Any], before: str = "") -> Iterator[str]:
    """For each part that repeats without limit, what to repeat: what leads up to it, what it takes, both."""
    for node in parsed:
        if unbounded(node):
            again = sample(node[1][2])
            yield from (before + again, before, again)
        if node[0] is op.BRANCH:
            for alternative in node[1][1]:
                yield from attacks(alternative, before)
        else:
            for part in inner(node):
                yield from attacks(part, before)
        before += taken(node)


def slowest(pattern: str, flags: int, length: int, limit: float) -> str:
    """What makes a search through a text of that length too slow; empty when nothing does."""
    compiled = re.compile(pattern, flags)
    for pump in filter(None, dict.fromkeys(attacks(_parser.parse(pattern, flags)))):
        text = (pump * length)[:length] + "\0"
        if all(once(compiled, text) > limit for _ in range(3)):
            return pump
    return ""


def once(pattern: re.Pattern[str], text: str) -> float:
    began = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - began


def over_texts() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Patterns of the reading half that search a whole text, and not a sentence, a clause or a name."""
    for path in (path for place in READING for path in SOURCES.glob(place)):
        name = ".".join(("anhai_kg", *path.relative_to(SOURCES).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(ast.Attribute(ast.Name(pattern), method), [*_, last]) if (
                    method in SEARCHES
                    and len(node.args) == 1 + (method == "sub")
                    and ast.unparse(last).endswith("text")
                    and isinstance(
                        found := vars(importlib.import_module(name)).get(pattern), re.Pattern
                    )
                ):
                    yield f"{path.name}:{pattern}", found


def test_r25b_the_check_itself_finds_what_is_quadratic() -> None:
    for bad in ("“[^”]*节”活动", "第[一二三]届(?![^，。]*代表大会).{2}会"):
        assert slowest(bad, 0, TEXT, TEXT_SECONDS), bad
    for good in ("“[^“”]*节”活动", "第[一二三]届(?![^，。]{0,30}代表大会).{2}会"):
        assert not slowest(good, 0, TEXT, TEXT_SECONDS), good


def test_r25b_no_pattern_takes_the_square_of_a_text() -> None:
    searched = dict(over_texts())
    assert len(searched) > 20
    assert [
        (name, pump)
        for name, pattern in searched.items()
        if (pump := slowest(pattern.pattern, pattern.flags, TEXT, TEXT_SECONDS))
    ] == []


def test_r25b_no_pattern_of_a_rule_takes_long_for_the_longest_sentence() -> None:
    places = [place.partition("/")[0] for place in READING[1:]]
    rules = [
        (file, pattern, flags)
        for file, pattern, flags in patterns()
        if file.partition("/")[0] in places or ("/" not in file and file != "gate.py")
    ]
    assert len(rules) > 250
    assert [
        (file, pattern, pump)
        for file, pattern, flags in rules
        if (pump := slowest(pattern, flags, SENTENCE, SENTENCE_SECONDS))
    ] == []
