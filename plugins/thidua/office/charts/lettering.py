"""Text in a drawing: about how wide it is in a serif type, and where its lines break."""

import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Final

FONT: Final = "'Times New Roman', 'Liberation Serif', serif"
SIZE: Final = 11
LINE_HEIGHT: Final = 13

_NARROW: Final = frozenset("iljtfrI.,;:'()[]!/|-−“” ")
_WIDE: Final = frozenset("mwMW%–—≈+")
_THOUSANDTHS: Final[Mapping[str, int]] = {"narrow": 290, "wide": 780, "capital": 680, "other": 475}


@lru_cache(maxsize=4096)
def width_of(text: str, size: int = SIZE) -> Fraction:
    """About how many pixels a text takes; a little more than it does."""
    bare = (one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
    return Fraction(sum(_THOUSANDTHS[_shape(letter)] for letter in bare) * size, 1000)


def wrapped(text: str, width: int, size: int = SIZE) -> list[str]:
    """The text in lines of at most ``width`` pixels; a word is never cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def balanced(text: str, width: int, size: int = SIZE) -> list[str]:
    """The text in no more lines than it needs, of about the same width: for headings."""
    lines = wrapped(text, width, size)
    for narrower in range(width, width // 2, -size):
        tried = wrapped(text, narrower, size)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def _shape(letter: str) -> str:
    if letter in _NARROW:
        return "narrow"
    if letter in _WIDE:
        return "wide"
    return "capital" if letter.isupper() else "other"
