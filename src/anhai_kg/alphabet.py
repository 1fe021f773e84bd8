r"""Which characters count as what, for every pattern of the package.

\d, \w and \W of Python know the digits and letters of all scripts; a report writes its numbers in two ways
only, beside Chinese numerals: 2024 and ２０２４. So these three stand here and nowhere else.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "ANY_DIGIT",
    "DIGIT",
    "DIGITS",
    "FIRST_IDEOGRAPH",
    "FOREIGN_DIGIT",
    "HAN",
    "LAST_IDEOGRAPH",
    "LETTER",
    "NO_DIGIT",
    "WORD",
    "YEAR",
]

DIGITS: Final = "0-9０-９"
"""The digits that numbers are written in, to stand in a class of characters."""

DIGIT: Final = f"[{DIGITS}]"
NO_DIGIT: Final = f"[^{DIGITS}]"
YEAR: Final = f"(?:20|２０){DIGIT}{{2}}"
"""A year of this century."""

ANY_DIGIT: Final = r"\d"
"""A digit of any script, to stand in a class of characters."""

FOREIGN_DIGIT: Final = rf"[^\D{DIGITS}]"
"""A digit of another script or style, ٣ or 𝟑, which makes no number."""

LETTER: Final = r"[^\W\d_]"
"""A letter of any script; also ① and ½, which Python takes for one."""

HAN: Final = r"[^\W\dA-Za-z_]"
"""A letter that is not Latin: an ideograph. Ranges of ideographs take a hundred times as long to compile."""

FIRST_IDEOGRAPH, LAST_IDEOGRAPH = "\u3400", "\u9fff"
"""Nearly all characters of names lie between these; to compare is quicker than to match."""

WORD: Final = r"\w"
"""A letter or a digit of any script, or _, to stand in a class of characters: what is no mark."""
