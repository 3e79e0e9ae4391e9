"""A ranking as bars stacked by section, the ready-made totals at their ends."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from thidua.core.text.bilingual import Language
from thidua.office.charts.drawing import PORTRAIT, ZERO, Bar, Drawing, Key, Rule, Words
from thidua.office.charts.lettering import SIZE, width_of
from thidua.office.charts.palette import GREY, INK, ink_on, section_colour
from thidua.office.charts.rows import (
    GAP,
    Row,
    Scale,
    end_of,
    grid,
    row_labels,
    stacked_rows,
)

NAMES_FROM: Final = 26
"""Pixels: the ranks stand to the left of the names."""
NAMES_WIDTH: Final = 215
BARS_FROM: Final = NAMES_FROM + NAMES_WIDTH + GAP
BAR_SIZE: Final = SIZE - 1

Stacked = tuple[Fraction, Fraction]
"""Where one part of a bar starts and ends, in points."""


def ranking_drawing(chart: Mapping[str, Any], language: Language) -> Drawing:
    """The drawing of a :class:`~thidua.core.workspace.documents.charts.RankingBars`."""
    bars: Sequence[Mapping[str, Any]] = chart["rows"]
    rows = stacked_rows((_label(bar) for bar in bars), NAMES_WIDTH)
    stacks = [_stacked(bar["parts"]) for bar in bars]
    room = max((_text_width(bar["total_text"]) for bar in bars if bar["total"]), default=0)
    ends = [end for stack in stacks for part in stack for end in part]
    low, high = min(ends, default=ZERO), max(ends, default=ZERO)
    scale = Scale(low, high if high > low else low + 1, BARS_FROM, PORTRAIT - room)
    rules, words = grid(scale, ZERO, end_of(rows), language)
    for bar, row, stack in zip(bars, rows, stacks, strict=True):
        words.extend(_row_words(bar, row, stack, scale))
    zero = scale.at(ZERO)
    return Drawing(
        width=PORTRAIT,
        height=int(end_of(rows)) + 2 * GAP,
        title=chart["title"],
        description="; ".join(
            f"{bar['rank']}. {bar['label']}: {bar['total_text']}" for bar in bars
        ),
        notes=chart["notes"],
        rules=[*rules, Rule(zero, ZERO, zero, end_of(rows), GREY)],
        bars=[
            one
            for bar, row, stack in zip(bars, rows, stacks, strict=True)
            for one in _bars(bar, row, stack, scale, chart["sections"])
        ],
        words=[*row_labels(rows, NAMES_FROM), *words],
        key=_key(chart["sections"]),
    )


def _label(bar: Mapping[str, Any]) -> str:
    """The name, and beside it a status that a bar alone would hide."""
    is_told = bar["total"] is not None and bar["status_text"]
    label: str = bar["label"]
    return f"{label} ({bar['status_text']})" if is_told else label


def _text_width(text: str) -> int:
    return int(width_of(text)) + 2 * GAP


def _stacked(parts: Sequence[Mapping[str, str]]) -> list[Stacked]:
    """Each part after those before it: above 0 to the right, below 0 to the left."""
    stack: list[Stacked] = []
    right = left = ZERO
    for part in parts:
        points = Fraction(part["points"])
        if points < 0:
            stack.append((left + points, left))
            left += points
        else:
            stack.append((right, right + points))
            right += points
    return stack


def _bars(
    bar: Mapping[str, Any],
    row: Row,
    stack: Sequence[Stacked],
    scale: Scale,
    sections: Sequence[str],
) -> Iterator[Bar]:
    for place, ((start, end), part) in enumerate(zip(stack, bar["parts"], strict=True)):
        if start != end:
            yield Bar(
                x=scale.at(start),
                y=row.middle - BAR_SIZE + 2,
                width=scale.at(end) - scale.at(start),
                height=Fraction(2 * BAR_SIZE - 4),
                fill=section_colour(place),
                meaning=f"{bar['label']}; {sections[place]}: {part['text']}",
            )


def _row_words(
    bar: Mapping[str, Any], row: Row, stack: Sequence[Stacked], scale: Scale
) -> Iterator[Words]:
    yield Words(Fraction(NAMES_FROM - GAP), row.middle, (bar["rank"],), "right", bold=True)
    for place, ((start, end), part) in enumerate(zip(stack, bar["parts"], strict=True)):
        left, right = scale.at(start), scale.at(end)
        if width_of(part["text"], BAR_SIZE) + 4 <= right - left:
            ink = ink_on(section_colour(place))
            yield Words((left + right) / 2, row.middle, (part["text"],), "center", ink, BAR_SIZE)
    known = bar["total"] is not None
    end = max((end for _, end in stack), default=ZERO)
    after = scale.at(end) + GAP // 2
    yield Words(after, row.middle, (bar["total_text"],), fill=INK if known else GREY, bold=known)


def _key(sections: Sequence[str]) -> Key:
    longest = max((width_of(section) for section in sections), default=ZERO) + 4 * GAP
    columns = max(1, min(len(sections), int(PORTRAIT // longest))) if longest else 1
    return Key([(words, section_colour(place)) for place, words in enumerate(sections)], columns)
