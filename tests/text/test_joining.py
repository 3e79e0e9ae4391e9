"""Words joined into a sentence."""

import pytest

from thidua.core.text.bilingual import Text
from thidua.core.text.excerpt import LIMIT, excerpt
from thidua.core.text.joining import join_texts, join_words


@pytest.mark.parametrize(
    ("words", "vi", "en"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a và b", "a and b"),
        (["a", "b", "c"], "a, b và c", "a, b and c"),
    ],
)
def test_the_last_word_is_joined_by_and(words: list[str], vi: str, en: str) -> None:
    assert join_words(words) == vi
    assert join_words(words, "en") == en


def test_alternatives_are_joined_by_or() -> None:
    assert join_words(iter("abc"), "vi", "or") == "a, b hoặc c"
    assert join_words("abc", "en", "or") == "a, b or c"


def test_texts_are_joined_in_both_languages() -> None:
    joined = join_texts([Text("quý", "quarter"), Text("năm", "year")], "or")
    assert joined == Text("quý hoặc năm", "quarter or year")


def test_an_excerpt_is_short_and_printable() -> None:
    assert excerpt("đơn vị") == '"đơn vị"'
    assert excerpt("a\x00b\n") == '"a�b�"'
    assert len(excerpt("x" * 1000)) == LIMIT + 2
    assert excerpt("x" * 1000).endswith('…"')
