"""What a misspelt word was probably meant to be."""

from collections.abc import Iterable

from thidua.core.text.bilingual import Text
from thidua.core.text.names import nearest


def did_you_mean(word: str, candidates: Iterable[str]) -> Text | None:
    """The remedy of a misspelt code: the nearest one known; None where none is near."""
    for near in nearest(word, candidates):
        return Text(f"Có phải là “{near}”?", f"Did you mean “{near}”?")
    return None
