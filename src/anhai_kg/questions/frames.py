"""What surrounds a question and does not change it: politeness, and the name of the area that reports.

A question that wants a yes or a no is not one of the catalogue: it is told by its form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from anhai_kg.questions.words import SLOT

__all__ = ["area_forms", "unframed", "wants_yes_or_no", "without_area"]

_REQUEST: Final = re.compile(
    r"^(?:请问|请|麻烦|劳驾|你|您)*(?:能不能|可不可以|能否|可否|能|可以)"
    r"((?:请|帮我|帮忙|给我|跟我|为我)*(?:告诉|列出?|给出|说|讲|介绍|查|看|展示|显示).+?)吗?$"
)
_YES_OR_NO: Final = re.compile(
    r"吗(?:[^\w]|$)|是不是|是否|有没有|会不会|能不能|对不对"
    r"|^(?:please )?(?:is|are|was|were|did|does|do|has|have|had|should|will|would) (?!you\b)"
)
_SOURCE: Final = re.compile(
    r"在?(?:这份|这个|该|本)?报告(?:里面|里|中|内)|\bin (?:the|this) report\b"
)
_DO: Final = re.compile(
    r"^((?:what|which|who|whom|how|where)\b(?:(?!\b(?:did|does|do|will|to)\b).)*)\bdo (?=.* )"
)
_PLAN: Final = re.compile(r"(\b(?:does|do|will)\b.*)\bplan(?= to\b|$)")
_SELF_ZH: Final = ("{}里", "本{}", "全{}", "我{}", "我们{}", "这个{}", "咱们{}")
_SELF_EN: Final = ("the {}", "this {}", "our {}")


def unframed(text: str) -> str:
    """A normalised question without the request around it, the source of all answers, and a do that only helps to ask;
    what somebody plans is planned, no plan.

    >>> unframed("能告诉我谁是镇长吗"), unframed("陈进福是镇长吗"), unframed("what do they do")
    ('告诉我谁是镇长', '陈进福是镇长吗', 'what they do')
    """
    match = _REQUEST.match(text)
    bare = _SOURCE.sub("", match[1] if match else text).strip()
    return _DO.sub(r"\1", _PLAN.sub(r"\1planned", bare))


def wants_yes_or_no(text: str) -> bool:
    """Whether a normalised question without its frame asks if something is so.

    >>> wants_yes_or_no("is chen jinfu the mayor"), wants_yes_or_no("谁是镇长")
    (True, False)
    """
    return bool(_YES_OR_NO.search(text))


def area_forms(names: Iterable[str]) -> tuple[str, ...]:
    """All that an area calls itself, given its normalised names; the longest first.

    >>> area_forms(["安海镇", "anhai town"])[-4:]
    ('安海', '我镇', '本镇', '镇里')
    """
    forms = set()
    for name in names:
        head, _, level = name.rpartition(" ") if name.isascii() else (name[:-1], "", name[-1:])
        forms.update({name, head} if len(head) > 1 else {name})
        forms.update(form.format(level) for form in (_SELF_EN if name.isascii() else _SELF_ZH))
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def without_area(text: str, forms: Iterable[str]) -> str:
    """A normalised question without the name of the area that the whole report is about."""
    for form in forms:
        if form.isascii():
            text = re.sub(rf"(?<![a-z0-9]){re.escape(form)}(?![a-z0-9])", SLOT, text)
        else:
            text = text.replace(form, SLOT)
    return text


def owned(forms: Mapping[str, tuple[str, ...]], things: Iterable[str], area: Iterable[str]) -> bool:
    """Whether each of the posts is one of the area: it is also called by the area's name and its own."""
    ours = {thing for form in area for said in forms if _of(said, form) for thing in forms[said]}
    return ours.issuperset(things)


def _of(said: str, area: str) -> bool:
    return said.endswith(f" of {area}") if area.isascii() else said.startswith(area)
