"""Numbers as a reader of one language expects them; for display, never for storage."""

from fractions import Fraction

from thidua.core.exact.decimal_text import decimal_places, fixed
from thidua.core.exact.figure import Bound, Figure
from thidua.core.exact.rounding import round_to
from thidua.core.text.bilingual import Language, Text

_SEPARATORS = {"vi": (".", ","), "en": (",", ".")}

_BOUND_WORDS = {
    Bound.OVER: Text(vi="trên", en="over"),
    Bound.UNDER: Text(vi="dưới", en="under"),
    Bound.NEAR: Text(vi="gần", en="nearly"),
}


def format_number(value: Fraction, language: Language = "vi", places: int | None = None) -> str:
    """``1.234,5`` in Vietnamese, ``1,234.5`` in English.

    Without ``places`` the value is written in full, and ValueError is raised where it has no
    end (1/3). With ``places`` exactly so many decimals are shown, rounded half-up.
    """
    if places is None:
        places = decimal_places(value)
    whole, _, decimals = fixed(round_to(value, places), places).partition(".")
    thousands, point = _SEPARATORS[language]
    grouped = f"{int(whole):,}".replace(",", thousands)
    sign = "-" if whole == "-0" else ""
    return f"{sign}{grouped}{point}{decimals}" if decimals else grouped


def format_figure(figure: Figure, language: Language = "vi", unit: str = "") -> str:
    """A figure with the word of its bound and its unit: ``trên 24.000 người``."""
    number = format_number(figure.value, language)
    return " ".join(part for part in (bound_word(figure.bound, language), number, unit) if part)


def bound_word(bound: Bound, language: Language = "vi") -> str:
    """``trên``, ``dưới``, ``gần``; empty for an exact figure."""
    word = _BOUND_WORDS.get(bound)
    return "" if word is None else word.in_language(language)
