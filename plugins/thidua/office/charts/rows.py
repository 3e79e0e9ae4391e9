"""Rows below each other, each as high as its label needs, and a scale of numbers beside them."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from thidua.core.text.bilingual import Language
from thidua.core.text.number_format import format_number
from thidua.office.charts.drawing import ZERO, Rule, Words
from thidua.office.charts.lettering import LINE_HEIGHT, SIZE, balanced
from thidua.office.charts.palette import GREY

GAP: Final = 8
"""Pixels between what stands side by side."""
ROW_GAP: Final = 5
"""Pixels between the labels of two rows."""
MOST_TICKS: Final = 6


@frozen
class Row:
    """Where one row stands, and its label in lines."""

    top: Fraction
    height: Fraction
    lines: Sequence[str]

    @property
    def middle(self) -> Fraction:
        """Halfway down."""
        return self.top + self.height / 2

    @property
    def bottom(self) -> Fraction:
        """Where the next row begins."""
        return self.top + self.height


@frozen
class Scale:
    """Numbers from ``low`` to ``high`` laid out over pixels from ``left`` to ``right``."""

    low: Fraction
    high: Fraction
    left: int
    right: int

    def at(self, value: Fraction) -> Fraction:
        """Where a number stands, in pixels, exactly."""
        return self.left + (value - self.low) * (self.right - self.left) / (self.high - self.low)

    def within(self, value: Fraction) -> Fraction:
        """The number, or the end of the scale that it lies beyond."""
        return max(self.low, min(self.high, value))


def stacked_rows(
    labels: Iterable[str], width: int, top: int = 0, least: int = 20
) -> tuple[Row, ...]:
    """A row for each label, in the order given, from ``top`` down; heights in pixels."""
    rows: list[Row] = []
    for label in labels:
        lines = balanced(label, width)
        height = Fraction(max(least, LINE_HEIGHT * len(lines) + ROW_GAP))
        rows.append(Row(rows[-1].bottom if rows else Fraction(top), height, lines))
    return tuple(rows)


def end_of(rows: Sequence[Row], top: int = 0) -> Fraction:
    """Where the last row ends."""
    return rows[-1].bottom if rows else Fraction(top)


def row_labels(rows: Iterable[Row], x: int = 0) -> list[Words]:
    """The labels of the rows, aligned at their left."""
    return [Words(Fraction(x), row.middle, row.lines) for row in rows]


def round_steps(low: Fraction, high: Fraction) -> tuple[Fraction, ...]:
    """At most seven round numbers between two, in steps of 1, 2 or 5 × 10ⁿ."""
    step = _step((high - low) / MOST_TICKS)
    first, last = -(-low // step), high // step
    return tuple(step * count for count in range(first, last + 1))


def grid(
    scale: Scale, top: Fraction, bottom: Fraction, language: Language
) -> tuple[list[Rule], list[Words]]:
    """A faint line at each round number of a scale, and the number below it."""
    rules, words = [], []
    for tick in round_steps(scale.low, scale.high):
        x = scale.at(tick)
        rules.append(Rule(x, top, x, bottom))
        number = format_number(tick, language)
        words.append(Words(x, bottom + GAP, (number,), "center", GREY, SIZE - 1))
    return rules, words


def _step(least: Fraction) -> Fraction:
    """The smallest round number that is not below ``least``."""
    step = Fraction(1)
    while step >= least and step > ZERO:
        step /= 10
    while True:
        for factor in (1, 2, 5):
            if step * factor >= least:
                return step * factor
        step *= 10
