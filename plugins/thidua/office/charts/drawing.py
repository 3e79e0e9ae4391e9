"""A drawing in exact pixels, and its Vega specification.

Positions are fractions until the specification is written: there, and only there, they become
the numbers of JSON.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from attrs import field, frozen

from thidua.core.exact.rounding import round_to
from thidua.office.charts.lettering import FONT, LINE_HEIGHT, SIZE, balanced
from thidua.office.charts.palette import FAINT, GREY, INK, PAPER

PORTRAIT: Final = 605
"""Width of the text area of an upright A4 page, 160 mm, at 96 pixels to the inch."""
LANDSCAPE: Final = 933
"""Of a page across, 247 mm."""
TITLE_SIZE: Final = 14
ZERO: Final = Fraction(0)


@frozen
class Bar:
    """A rectangle, with what it stands for in words for those who cannot see it."""

    x: Fraction
    y: Fraction
    width: Fraction
    height: Fraction
    fill: str
    stroke: str = PAPER
    meaning: str = ""


@frozen
class Words:
    """Text whose lines are centred on ``y``, aligned at ``x``."""

    x: Fraction
    y: Fraction
    lines: Sequence[str]
    align: str = "left"
    fill: str = INK
    size: int = SIZE
    bold: bool = False
    angle: int = 0
    """Degrees; −90 reads upwards."""

    @property
    def first_line(self) -> Fraction:
        """Where the middle of the first line is."""
        return self.y - Fraction(LINE_HEIGHT * (len(self.lines) - 1), 2)


@frozen
class Rule:
    """A straight line."""

    x: Fraction
    y: Fraction
    x2: Fraction
    y2: Fraction
    colour: str = FAINT
    width: int = 1


@frozen
class Spot:
    """A mark at a point: ``circle``, ``triangle-left``, ``triangle-right`` …"""

    x: Fraction
    y: Fraction
    shape: str = "circle"
    fill: str = INK


@frozen
class Key:
    """What the colours mean, in order."""

    entries: Sequence[tuple[str, str]] = ()
    """(words, colour)."""
    columns: int = 1


@frozen
class Drawing:
    """All that is drawn; each list from the back to the front."""

    width: int
    height: int
    title: str
    description: str
    """The whole content in words."""
    notes: Sequence[str] = ()
    rules: Sequence[Rule] = ()
    bars: Sequence[Bar] = ()
    rules_over: Sequence[Rule] = ()
    """Lines before the bars, such as that of a target."""
    spots: Sequence[Spot] = ()
    words: Sequence[Words] = ()
    key: Key = field(factory=Key)


def vega_spec(drawing: Drawing) -> dict[str, Any]:
    """The specification of Vega; it holds its data itself and names no address to fetch."""
    entries = drawing.key.entries
    layers = [
        ("rule", [_rule(one) for one in drawing.rules]),
        ("rect", [_bar(one) for one in drawing.bars]),
        ("rule", [_rule(one) for one in drawing.rules_over]),
        ("symbol", [_spot(one) for one in drawing.spots]),
        ("text", [_words(one) for one in drawing.words]),
    ]
    return {
        "width": drawing.width,
        "height": drawing.height,
        "padding": 2,
        "autosize": "pad",
        "background": PAPER,
        "title": _title(drawing),
        "scales": [_key_scale(drawing.key)],
        "legends": [_legend(drawing.key)] if entries else [],
        "data": [
            {"name": f"layer-{place}", "values": values} for place, (_, values) in enumerate(layers)
        ],
        "marks": [
            _mark(kind, f"layer-{place}", values[0])
            for place, (kind, values) in enumerate(layers)
            if values
        ],
    }


def pixels(position: Fraction) -> float:
    """A position as a number of JSON, to a hundredth of a pixel."""
    return float(round_to(position, 2))


def _mark(kind: str, data: str, first: Mapping[str, Any]) -> dict[str, Any]:
    """Marks of one kind, each property read from the data of the mark as it is."""
    properties = {name: {"field": name} for name in first}
    return {"type": kind, "from": {"data": data}, "encode": {"enter": properties}}


def _key_scale(key: Key) -> dict[str, Any]:
    return {
        "name": "key",
        "type": "ordinal",
        "domain": [words for words, _ in key.entries],
        "range": [colour for _, colour in key.entries],
    }


def _title(drawing: Drawing) -> dict[str, Any]:
    return {
        "text": balanced(drawing.title, drawing.width * 19 // 20, TITLE_SIZE),
        "font": FONT,
        "fontSize": TITLE_SIZE,
        "color": INK,
        "lineHeight": TITLE_SIZE + 3,
        "subtitle": balanced(" ".join(drawing.notes), drawing.width),
        "subtitleFont": FONT,
        "subtitleFontSize": SIZE,
        "subtitleFontStyle": "italic",
        "subtitleColor": INK,
        "subtitleLineHeight": LINE_HEIGHT,
        "subtitlePadding": 4,
        "offset": 8,
        "aria": False,
    }


def _legend(key: Key) -> dict[str, Any]:
    return {
        "fill": "key",
        "orient": "bottom",
        "columns": key.columns,
        "symbolType": "square",
        "symbolSize": 110,
        "symbolStrokeColor": GREY,
        "symbolStrokeWidth": 0.5,
        "labelFont": FONT,
        "labelFontSize": SIZE,
        "labelColor": INK,
        "labelLimit": 0,
        "columnPadding": 16,
        "rowPadding": 4,
        "offset": 10,
        "aria": False,
    }


def _rule(one: Rule) -> dict[str, Any]:
    return {
        "x": pixels(one.x),
        "y": pixels(one.y),
        "x2": pixels(one.x2),
        "y2": pixels(one.y2),
        "stroke": one.colour,
        "strokeWidth": one.width,
    }


def _bar(one: Bar) -> dict[str, Any]:
    return {
        "x": pixels(one.x),
        "y": pixels(one.y),
        "width": pixels(one.width),
        "height": pixels(one.height),
        "fill": one.fill,
        "stroke": one.stroke,
        "description": one.meaning,
    }


def _spot(one: Spot) -> dict[str, Any]:
    return {
        "x": pixels(one.x),
        "y": pixels(one.y),
        "shape": one.shape,
        "fill": one.fill,
        "size": 70,
    }


def _words(one: Words) -> dict[str, Any]:
    return {
        "x": pixels(one.x),
        "y": pixels(one.first_line),
        "text": list(one.lines),
        "align": one.align,
        "fill": one.fill,
        "fontSize": one.size,
        "fontWeight": "bold" if one.bold else "normal",
        "angle": one.angle,
        "font": FONT,
        "baseline": "middle",
        "lineHeight": LINE_HEIGHT,
    }
