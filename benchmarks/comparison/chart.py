"""The picture for the README: what a cell costs each engine, and whether it was right."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor, log10
from typing import Final

from attrs import frozen

from comparison.answers import Wrong
from comparison.registry import WHOLE_WORK
from comparison.results import Results
from comparison.specification import CRITERIA
from comparison.tables import number, size
from thidua.office.charts.drawing import Bar, Drawing, Key, Rule, Words, vega_spec
from thidua.office.charts.palette import BAD, FAINT, GOOD, GREY, NEUTRAL
from thidua.office.charts.rendering import png_of, svg_of

WIDTH: Final = 860
LEFT: Final = 250
RIGHT: Final = 190
ROW: Final = 26
BIGGEST: Final = 100_000
TITLE: Final = "One cell scored, added up and ranked: nanoseconds of processor time for each"
EXACT: Final = "every cell, total and rank right"
INEXACT: Final = "some wrong (cells / ranks)"
READS: Final = "reads the figures, nothing more"


@frozen
class Line:
    """One engine in the picture."""

    title: str
    units: int
    nanoseconds: float
    wrong: Wrong | None

    @property
    def colour(self) -> str:
        """By whether all was right."""
        if self.wrong is None or self.wrong.cells is None:
            return NEUTRAL
        return GOOD if self.wrong.is_nothing else BAD

    @property
    def label(self) -> str:
        """What stands behind the bar."""
        told = number(self.nanoseconds)
        if self.colour == BAD and self.wrong is not None:
            told += f"; wrong: {self.wrong.cells or 0:,} / {self.wrong.ranks or 0:,}"
        return told if self.units == BIGGEST else f"{told}; {size(self.units)} units"


def comparison_svg(results: Results) -> str | None:
    """The picture; None where nothing was raced."""
    lines = sorted(_lines(results), key=lambda line: line.nanoseconds)
    if not lines:
        return None
    drawing = _drawing(lines, results)
    return svg_of(vega_spec(drawing), drawing.title, drawing.description)


def comparison_png(svg: str) -> bytes:
    """The same as a PNG."""
    return png_of(svg)


def _lines(results: Results) -> Iterator[Line]:
    """Each engine at the largest size up to 100,000 units at which it ran."""
    for engine in WHOLE_WORK:
        races = [one for one in results.races if one.units <= BIGGEST]
        own = [one for one in races if engine.code in one.timings]
        if own:
            race = max(own, key=lambda one: one.units)
            taken = race.timings[engine.code].least / (race.units * len(CRITERIA))
            title = engine.title.replace("*", "")
            yield Line(title, race.units, taken * 1e9, race.wrong.get(engine.code))


def _drawing(lines: list[Line], results: Results) -> Drawing:
    height = ROW * len(lines)
    ends = [log10(line.nanoseconds) for line in (lines[0], lines[-1])]
    decades = range(floor(ends[0]), ceil(ends[1]) + 1)
    scale = Fraction(WIDTH - LEFT - RIGHT, max(len(decades) - 1, 1))
    bars = [(line, _length(line, decades[0], scale)) for line in lines]
    told = "; ".join(f"{line.title}: {line.label}" for line in lines)
    return Drawing(
        width=WIDTH,
        height=height + 16,
        title=TITLE,
        description=told,
        notes=(
            f"{size(BIGGEST)} units × {len(CRITERIA)} criteria in clusters of 12, a tenth of the"
            f" figures beside a rounding boundary; each step to the right is ten times as much."
            f" {results.machine}, {results.day}.",
        ),
        rules=[_line_at(LEFT + place * scale, height) for place in range(len(decades))],
        bars=[_bar(place, *bar) for place, bar in enumerate(bars)],
        words=[
            *(_decade(step, LEFT + place * scale, height) for place, step in enumerate(decades)),
            *(word for place, bar in enumerate(bars) for word in _words(place, *bar)),
        ],
        key=Key([(EXACT, GOOD), (INEXACT, BAD), (READS, NEUTRAL)], columns=3),
    )


def _line_at(x: Fraction, height: int) -> Rule:
    return Rule(x, Fraction(0), x, Fraction(height), FAINT)


def _decade(step: int, x: Fraction, height: int) -> Words:
    return Words(
        x,
        Fraction(height + 10),
        [f"{10**step:,}" if step >= 0 else f"{10.0**step:g}"],
        align="center",
        fill=GREY,
    )


def _length(line: Line, first: int, scale: Fraction) -> Fraction:
    return (Fraction(round(log10(line.nanoseconds) * 1000), 1000) - first) * scale


def _bar(place: int, line: Line, length: Fraction) -> Bar:
    top = Fraction(place * ROW + 4)
    meaning = f"{line.title}: {line.label}"
    return Bar(Fraction(LEFT), top, length, Fraction(ROW - 8), line.colour, meaning=meaning)


def _words(place: int, line: Line, length: Fraction) -> tuple[Words, Words]:
    middle = Fraction(place * ROW + ROW // 2)
    ours = line.title.startswith("thidua")
    behind = LEFT + length + 5
    return (
        Words(Fraction(LEFT - 6), middle, [line.title], align="right", bold=ours),
        Words(behind, middle, [line.label], bold=ours),
    )
