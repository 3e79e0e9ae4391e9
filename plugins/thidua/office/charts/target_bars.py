"""Results as bars that reach, or do not reach, the line of their targets."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from thidua.core.text.bilingual import Language, Text
from thidua.office.charts.drawing import PORTRAIT, ZERO, Bar, Drawing, Key, Rule, Spot, Words
from thidua.office.charts.figure_columns import TOP, figure_columns, heading_over
from thidua.office.charts.lettering import width_of
from thidua.office.charts.palette import BAD, GOOD, INK, NEUTRAL, PAPER
from thidua.office.charts.rows import GAP, Row, Scale, grid

ACTUAL, TARGET = Text("Kết quả", "Result"), Text("Mức giao", "Target")
SHARE = Text("Kết quả so với mức giao (%)", "Result as % of target")
MET = Text("Đạt mức giao", "Target met")
NOT_MET = Text("Chưa đạt", "Not met")
OPEN = Text("Chưa kết luận được", "Cannot be said")
THICKNESS: Final = 14
WHOLE: Final = Fraction(100)
MOST: Final = Fraction(200)
"""Percent: longer bars are cut there, and an arrow says so."""


def target_drawing(chart: Mapping[str, Any], language: Language) -> Drawing:
    """The drawing of a :class:`~thidua.core.workspace.documents.charts.TargetBars`."""
    lines: Sequence[Mapping[str, Any]] = chart["rows"]
    headings = {"actual_text": ACTUAL, "target_text": TARGET}
    table = figure_columns(lines, {key: one.in_language(language) for key, one in headings.items()})
    percents = [None if line["ratio"] is None else Fraction(line["ratio"]) * 100 for line in lines]
    known = [percent for percent in percents if percent is not None]
    left = table.right + 2 * GAP
    room = int(max((width_of(line["ratio_text"]) for line in lines), default=ZERO)) + 2 * GAP
    furthest = min(max([*known, WHOLE]), MOST)
    scale = Scale(min([*known, ZERO]), furthest, left, PORTRAIT - room)
    rules, words = grid(scale, Fraction(TOP), table.bottom, language)
    whole = scale.at(WHOLE)
    drawn = list(zip(lines, table.rows, percents, strict=True))
    return Drawing(
        width=PORTRAIT,
        height=int(table.bottom) + 2 * GAP,
        title=chart["title"],
        description="; ".join(_described(line, language) for line in lines),
        notes=chart["notes"],
        rules=rules,
        bars=[_bar(line, row, one, scale) for line, row, one in drawn if one is not None],
        rules_over=[Rule(whole, Fraction(TOP), whole, table.bottom, INK)],
        spots=[
            Spot(Fraction(scale.right - GAP), row.middle, "triangle-right", PAPER)
            for _, row, one in drawn
            if one is not None and one > scale.high
        ],
        words=[
            heading_over(SHARE.in_language(language), left, PORTRAIT),
            *table.words,
            *words,
            *(_share(line, row) for line, row, _ in drawn),
        ],
        key=_key(lines, language),
    )


def _bar(line: Mapping[str, Any], row: Row, percent: Fraction, scale: Scale) -> Bar:
    start, end = sorted((scale.at(ZERO), scale.at(scale.within(percent))))
    return Bar(
        x=start,
        y=row.middle - Fraction(THICKNESS, 2),
        width=end - start,
        height=Fraction(THICKNESS),
        fill=_colour(line["met"]),
        stroke=_colour(line["met"]),
        meaning=f"{line['label']}: {line['ratio_text']}",
    )


def _colour(met: bool | None) -> str:
    return NEUTRAL if met is None else GOOD if met else BAD


def _share(line: Mapping[str, Any], row: Row) -> Words:
    """At the right edge, clear of the bars and of the line of the targets."""
    is_known = line["ratio"] is not None
    return Words(Fraction(PORTRAIT), row.middle, (line["ratio_text"],), "right", bold=is_known)


def _described(line: Mapping[str, Any], language: Language) -> str:
    return (
        f"{line['label']}: {ACTUAL.in_language(language)} {line['actual_text']},"
        f" {TARGET.in_language(language)} {line['target_text']}, {line['ratio_text']}"
    )


def _key(lines: Sequence[Mapping[str, Any]], language: Language) -> Key:
    """Only of the colours that are there."""
    found = {line["met"] for line in lines if line["ratio"] is not None}
    words = {True: MET, False: NOT_MET, None: OPEN}
    entries = [
        (text.in_language(language), _colour(met)) for met, text in words.items() if met in found
    ]
    return Key(entries, columns=len(words))
