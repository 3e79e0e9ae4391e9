"""The pieces of which an explanation is put together."""

from fractions import Fraction

from attrs import evolve, frozen

from thidua.core.formula.telling.amounts import (
    exactly,
    interval_words,
    percent_exactly,
    points_words,
    with_rounding,
)
from thidua.core.formula.trace import Known, Unknown
from thidua.core.text.bilingual import Language, Text

SUM, PRODUCT, WHOLE = range(3)
"""How tightly a piece of infix text binds; looser pieces need brackets inside tighter ones."""


@frozen
class Said:
    """What is said of one node: finished lines, and the piece that its parent goes on with.

    A piece is a number ("45"), an infix text still to be given its value ("40 + 5",
    ``computed``), or a ``sentence`` that has said how the value came about, with ``text`` as
    the value itself.
    """

    lines: tuple[str, ...]
    text: str
    binding: int = WHOLE
    computed: bool = False
    sentence: str | None = None
    shows_value: bool = False
    """The sentence ends with the value."""
    conditional: bool = False
    """The sentence tells of conditions only: a further one may follow."""
    share: bool = False
    """The value is a share, shown as a percentage."""
    told: bool = False
    """The last line has already given the value in points."""

    @property
    def plain(self) -> bool:
        """Whether the piece is but a number."""
        return self.sentence is None and not self.computed


def operand(said: Said, binding: int) -> str:
    """The piece inside a larger infix text."""
    return said.text if said.binding >= binding else f"({said.text})"


def settled(said: Said, value: Known | Unknown | bool, language: Language) -> Said:
    """The piece as a mere number, how it came about told in a line of its own."""
    lines = said.lines
    if said.sentence is not None:
        arrow = "" if said.shows_value else f" → {said.text}"
        lines = (*lines, capitalised(said.sentence + arrow))
    elif said.computed:
        lines = (*lines, f"{said.text} = {value_words(value, language)}")
    return number_piece(lines, value, language, share=said.share)


def finished(said: Said, value: Known, language: Language) -> str:
    """The sentence or the infix text with its value in points; no capital letter."""
    points = value_points(value, language)
    if said.sentence is None:
        return f"{said.text} = {points}" if said.computed else points
    if said.shows_value and not said.share:
        return said.sentence.removesuffix(value_words(value, language)) + points
    return f"{said.sentence} → {points}"


def number_piece(
    lines: tuple[str, ...],
    value: Known | Unknown | bool,
    language: Language,
    *,
    share: bool = False,
    told: bool = False,
) -> Said:
    """A value as a piece of text."""
    if not isinstance(value, Known):
        return Said(lines, Text("chưa rõ", "unknown").in_language(language), told=told)
    if value.point is None:
        words = interval_words(value.interval, language, percent=share)
        return Said(lines, words, share=share, told=told)
    text = percent_exactly(value.point, language) if share else exactly(value.point, language)
    return Said(lines, text, _binding(value.point, text), share=share, told=told)


def value_words(value: Known | Unknown | bool, language: Language) -> str:
    """A value with its rounded form, as it stands behind an equals sign."""
    if isinstance(value, Known) and value.point is not None:
        return with_rounding(value.point, language)
    return number_piece((), value, language).text


def value_points(value: Known, language: Language) -> str:
    """A value in points."""
    if value.point is not None:
        return points_words(value.point, language)
    words = interval_words(value.interval, language)
    return f"{words} {Text('điểm', 'points').in_language(language)}"


def with_lines(said: Said, lines: tuple[str, ...]) -> Said:
    """The piece with lines told before its own."""
    return evolve(said, lines=(*lines, *said.lines))


def capitalised(line: str) -> str:
    """A line beginning with a capital letter."""
    return line[:1].upper() + line[1:]


def _binding(value: Fraction, text: str) -> int:
    if value < 0:
        return SUM
    return PRODUCT if "/" in text else WHOLE
