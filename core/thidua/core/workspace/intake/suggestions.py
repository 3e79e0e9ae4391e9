"""The nearest known code for each of many misspelt ones."""

from collections.abc import Iterable
from typing import Final

from thidua.core.text.bilingual import Text
from thidua.core.text.suggesting import did_you_mean

MOST_WORDS: Final = 100
"""Different words that are looked up; a file with more has the wrong column, not misspellings."""


class Suggestions:
    """Remembers what it has looked up, and gives up after :data:`MOST_WORDS`."""

    def __init__(self, candidates: Iterable[str]) -> None:
        self._candidates = frozenset(candidates)
        self._found: dict[str, Text | None] = {}

    def __contains__(self, word: str) -> bool:
        return word in self._candidates

    def near(self, word: str) -> Text | None:
        """:func:`did_you_mean` among the candidates."""
        if word not in self._found:
            if len(self._found) >= MOST_WORDS:
                return None
            self._found[word] = did_you_mean(word, self._candidates)
        return self._found[word]
