"""Indicators with two figures each in columns, to the left of what is drawn of them."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from thidua.office.charts.drawing import Words
from thidua.office.charts.lettering import LINE_HEIGHT, width_of, wrapped
from thidua.office.charts.rows import GAP, Row, end_of, row_labels, stacked_rows

LABELS_WIDTH: Final = 190
FIGURE_WIDTH: Final = 80
"""Pixels: longer figures break into lines."""
TOP: Final = 2 * LINE_HEIGHT + GAP


@frozen
class FigureColumns:
    """The rows of a table of figures, and where the space beside it begins."""

    rows: Sequence[Row]
    words: Sequence[Words]
    right: int

    @property
    def bottom(self) -> Fraction:
        """Where the last row ends."""
        return end_of(self.rows, TOP)


def figure_columns(
    lines: Sequence[Mapping[str, Any]], headings: Mapping[str, str]
) -> FigureColumns:
    """A row for each line with its label and unit; ``headings`` are those of the two figures, by
    the names of their texts."""
    rows = stacked_rows((_label(line) for line in lines), LABELS_WIDTH, TOP, least=30)
    words = row_labels(rows)
    right = LABELS_WIDTH
    for name, heading in headings.items():
        texts = [line[name] for line in lines]
        right += _width_of_column([*texts, heading]) + 2 * GAP
        words.extend(_column(rows, texts, heading, right))
    return FigureColumns(rows, words, right)


def heading_over(text: str, left: int, right: int) -> Words:
    """The heading of what is drawn between two places, in as many lines as it needs."""
    lines = wrapped(text, right - left)
    return Words(Fraction(left), Fraction(TOP - GAP, 2), lines, bold=True)


def _label(line: Mapping[str, Any]) -> str:
    label: str = line["label"]
    return f"{label}, {line['unit']}" if line["unit"].strip("-") else label


def _width_of_column(texts: Sequence[str]) -> int:
    widest = max(width_of(line) for text in texts for line in wrapped(text, FIGURE_WIDTH) or [""])
    return int(widest) + 1


def _column(rows: Sequence[Row], texts: Sequence[str], heading: str, right: int) -> Iterator[Words]:
    x = Fraction(right)
    yield Words(x, Fraction(TOP - GAP, 2), wrapped(heading, FIGURE_WIDTH), "right", bold=True)
    for row, text in zip(rows, texts, strict=True):
        yield Words(x, row.middle, wrapped(text, FIGURE_WIDTH), "right")
