"""A figure that is only known to be over, under or near a number, as plain values write it."""

import unicodedata
from collections.abc import Mapping
from typing import Final

from thidua.core.exact.figure import Bound

BOUNDS: Final[Mapping[str, Bound]] = {
    **dict.fromkeys(("trên", "hơn", "over"), Bound.OVER),
    **dict.fromkeys(("dưới", "under"), Bound.UNDER),
    **dict.fromkeys(("gần", "near"), Bound.NEAR),
}


def split_bound(text: str) -> tuple[str, str]:
    """``"dưới 1.5"`` is ``("dưới", "1.5")``; without the word of a bound, ``("", text)``."""
    word, _, rest = unicodedata.normalize("NFC", text).strip().partition(" ")
    return (word, rest.strip()) if rest and word.casefold() in BOUNDS else ("", text)
