"""Lists of words inside a sentence."""

from collections.abc import Iterable
from typing import Literal

from thidua.core.text.bilingual import Language, Text

Conjunction = Literal["and", "or"]

_WORDS = {"and": Text(vi="và", en="and"), "or": Text(vi="hoặc", en="or")}


def join_words(
    words: Iterable[str], language: Language = "vi", conjunction: Conjunction = "and"
) -> str:
    """``a, b và c`` or ``a, b and c``; the empty string for no word.

    >>> join_words(["a", "b", "c"])
    'a, b và c'
    """
    listed = list(words)
    if len(listed) < 2:
        return "".join(listed)
    link = _WORDS[conjunction].in_language(language)
    return f"{', '.join(listed[:-1])} {link} {listed[-1]}"


def join_texts(texts: Iterable[Text], conjunction: Conjunction = "and") -> Text:
    """The same for texts in both languages; at least one text is needed."""
    listed = list(texts)
    return Text(
        vi=join_words([text.vi for text in listed], "vi", conjunction),
        en=join_words([text.en for text in listed], "en", conjunction),
    )
