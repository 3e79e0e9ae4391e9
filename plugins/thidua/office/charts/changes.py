"""Figures against those of the period before, each on its own scale on which before is 100."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.documents.charts import Turn
from thidua.office.charts.drawing import PORTRAIT, ZERO, Bar, Drawing, Key, Rule, Spot, Words
from thidua.office.charts.figure_columns import TOP, figure_columns, heading_over
from thidua.office.charts.lettering import width_of
from thidua.office.charts.palette import BAD, GOOD, INK, NEUTRAL, PAPER
from thidua.office.charts.rows import GAP, Row, Scale, grid

INDEX = Text("Chỉ số (kỳ trước = 100)", "Index (the period before = 100)")
TURN_WORDS: Final[Mapping[str, Text]] = {
    Turn.GOOD: Text("Tốt lên", "Better"),
    Turn.BAD: Text("Kém đi", "Worse"),
}
COLOURS: Final[Mapping[str, str]] = {Turn.GOOD: GOOD, Turn.BAD: BAD, Turn.NONE: NEUTRAL}
THICKNESS: Final = 14
BEFORE: Final = Fraction(100)
MOST: Final = Fraction(200)
"""Longer bars are cut there, and an arrow says so."""


def change_drawing(chart: Mapping[str, Any], language: Language) -> Drawing:
    """The drawing of a :class:`~thidua.core.workspace.documents.charts.Change`."""
    lines: Sequence[Mapping[str, Any]] = chart["rows"]
    table = figure_columns(
        lines, {"before_text": chart["before_title"], "after_text": chart["after_title"]}
    )
    indices = [None if line["index"] is None else Fraction(line["index"]) for line in lines]
    room = int(max((width_of(line["change_text"]) for line in lines), default=ZERO)) + GAP
    left, right = table.right + 2 * GAP, PORTRAIT - room - GAP
    scale = _scale([one for one in indices if one is not None], left, right)
    rules, words = grid(scale, Fraction(TOP), table.bottom, language)
    before = scale.at(BEFORE)
    drawn = list(zip(lines, table.rows, indices, strict=True))
    return Drawing(
        width=PORTRAIT,
        height=int(table.bottom) + 2 * GAP,
        title=chart["title"],
        description="; ".join(
            f"{line['label']}: {line['before_text']} → {line['after_text']} ({line['change_text']})"
            for line in lines
        ),
        notes=chart["notes"],
        rules=rules,
        bars=[_bar(line, row, one, scale) for line, row, one in drawn if one is not None],
        rules_over=[Rule(before, Fraction(TOP), before, table.bottom, INK)],
        spots=list(_beyond(drawn, scale)),
        words=[
            heading_over(INDEX.in_language(language), left, PORTRAIT),
            *table.words,
            *words,
            *(
                Words(Fraction(PORTRAIT), row.middle, (line["change_text"],), "right", bold=True)
                for line, row, _ in drawn
            ),
        ],
        key=_key(lines, language),
    )


def _scale(indices: Sequence[Fraction], left: int, right: int) -> Scale:
    """As far to the one side of 100 as to the other, so that falls and rises compare."""
    apart = max((abs(index - BEFORE) for index in indices), default=ZERO)
    reach = min(max(apart, Fraction(10)), MOST - BEFORE)
    return Scale(BEFORE - reach, BEFORE + reach, left, right)


def _bar(line: Mapping[str, Any], row: Row, index: Fraction, scale: Scale) -> Bar:
    start, end = sorted((scale.at(BEFORE), scale.at(scale.within(index))))
    return Bar(
        x=start,
        y=row.middle - Fraction(THICKNESS, 2),
        width=end - start,
        height=Fraction(THICKNESS),
        fill=COLOURS[line["turn"]],
        stroke=COLOURS[line["turn"]],
        meaning=f"{line['label']}: {line['change_text']}",
    )


def _beyond(
    drawn: Sequence[tuple[Mapping[str, Any], Row, Fraction | None]], scale: Scale
) -> Iterator[Spot]:
    for _, row, index in drawn:
        if index is not None and index > scale.high:
            yield Spot(Fraction(scale.right - GAP), row.middle, "triangle-right", PAPER)
        if index is not None and index < scale.low:
            yield Spot(Fraction(scale.left + GAP), row.middle, "triangle-left", PAPER)


def _key(lines: Sequence[Mapping[str, Any]], language: Language) -> Key:
    """Only of the colours that are there."""
    found = {line["turn"] for line in lines if line["index"] is not None}
    entries = [
        (text.in_language(language), COLOURS[turn])
        for turn, text in TURN_WORDS.items()
        if turn in found
    ]
    return Key(entries, columns=len(TURN_WORDS))
