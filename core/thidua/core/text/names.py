"""Names of units and people: the order of a Vietnamese list, and sameness despite spelling."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

SortKey = tuple[object, ...]
"""Comparable with any other sort key; its make-up is private to this module."""

_LETTERS: Final = {
    letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", start=1)
}
# The order of ICU's Vietnamese collation: huyền, hỏi, ngã, sắc, nặng.
_TONES: Final = {tone: rank for rank, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}
_SHAPES: Final = {"\u0306", "\u0302", "\u031b"}
_ELEMENTS = re.compile(r"[0-9]+|.", re.DOTALL)
_DASHES = re.compile(r"[\s_\-\u2010-\u2015\u2212]+")


def sort_key(name: str) -> SortKey:
    """The place of a name in a Vietnamese list.

    Letters decide first (a ă â b … d đ e ê …), then tones, then case, small before capital.
    Spaces and signs come before digits, digits before letters; digits count as numbers, so
    that "Cụm 2" stands before "Cụm 10".
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    letters, tones, cases = [], [], []
    for element in _ELEMENTS.findall(name):
        letter, tone = _split(element)
        letters.append(_primary(letter.lower()))
        tones.append(tone)
        cases.append(letter != letter.lower())
    return tuple(letters), tuple(tones), tuple(cases), name


def matching_key(name: str) -> str:
    """The same text for the same name: case, spaces, dashes, Unicode form and the place of
    the tone ("Hoà", "Hòa") do not count.

    >>> matching_key("Sở  LĐ–TB&XH  Khánh Hoà") == matching_key("sở lđ-tb&xh khánh hòa")
    True
    """
    # Twice: folding case may leave letters that normalise further (İ).
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFC", name).casefold())
    words = _DASHES.sub(" ", folded).split()
    return unicodedata.normalize("NFC", " ".join(_tone_last(word) for word in words))


@lru_cache(maxsize=1024)
def without_marks(name: str) -> str:
    """The matching key in plain letters, đ as d: how people type in a hurry."""
    bare = unicodedata.normalize("NFD", matching_key(name)).replace("đ", "d")
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def nearest(word: str, candidates: Iterable[str], limit: int = 1) -> tuple[str, ...]:
    """The candidates that look most like ``word``, best first; none where nothing is near.

    Marks, case and dashes do not count. The order of the candidates does not matter.
    """
    from difflib import get_close_matches

    by_fold: dict[str, list[str]] = {}
    for candidate in sorted(set(candidates)):
        by_fold.setdefault(without_marks(candidate), []).append(candidate)
    folds = get_close_matches(without_marks(word[:_LONGEST]), list(by_fold), n=limit, cutoff=0.6)
    return tuple(name for fold in folds for name in by_fold[fold])[:limit]


_LONGEST: Final = 200
"""Comparing costs the square of the length; no name of a unit is longer."""


def _split(element: str) -> tuple[str, tuple[int, ...]]:
    """A letter with its shape (ă, ơ), and the weights of its tone and foreign marks."""
    base, *marks = list(unicodedata.normalize("NFD", element))
    if base.lower() not in _LETTERS:
        return element, ()
    shape = "".join(mark for mark in marks if mark in _SHAPES)
    letter = unicodedata.normalize("NFC", base + shape)
    if letter.lower() not in _LETTERS:
        letter, shape = base, ""
    return letter, tuple(_TONES.get(mark, ord(mark)) for mark in marks if mark not in shape)


def _primary(letter: str) -> tuple[int, int, str]:
    if letter[0] in "0123456789":
        digits = letter.lstrip("0")
        return 1, len(digits), digits
    if letter in _LETTERS:
        return 2, _LETTERS[letter], ""
    return (3 if letter.isalpha() else 0), 0, letter


def _tone_last(word: str) -> str:
    """A decomposed word with its tone marks moved to its end, where all spellings agree."""
    rest = "".join(sign for sign in word if sign not in _TONES)
    return rest + "".join(sign for sign in word if sign in _TONES)
