"""The places that each member may come to stand on, around the one that it holds."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from thidua.core.text.bilingual import Language, Text
from thidua.office.charts.drawing import PORTRAIT, ZERO, Bar, Drawing, Key, Rule, Spot, Words
from thidua.office.charts.lettering import LINE_HEIGHT, SIZE, width_of, wrapped
from thidua.office.charts.palette import GREY, INK, SHARES
from thidua.office.charts.rows import GAP, ROW_GAP, Row, Scale, end_of, row_labels, stacked_rows

PLACES = Text("Thứ hạng", "Rank")
TOTAL = Text("Điểm", "Points")
LEAD = Text("Hơn hạng dưới", "Ahead of the next")
REACH = Text("Khoảng thứ hạng có thể có", "Ranks that it may come to have")
NAMES_FROM: Final = 26
"""Pixels: the ranks stand to the left of the names."""
NAMES_WIDTH: Final = 190
REMARK_WIDTH: Final = 130
THICKNESS: Final = 12
TOP: Final = 2 * LINE_HEIGHT + GAP
NUMBER_ROOM: Final = 15
"""Pixels between two numbers: where places stand closer, some go without."""
HELD = Text("Thứ hạng hiện tại", "Rank held")

Span = tuple[Mapping[str, Any], Row]


def rank_range_drawing(chart: Mapping[str, Any], language: Language) -> Drawing:
    """The drawing of a :class:`~thidua.core.workspace.documents.charts.RankRange`."""
    spans: Sequence[Mapping[str, Any]] = chart["rows"]
    least = max((_height(span["gap_text"]) for span in spans), default=0)
    rows = stacked_rows((span["label"] for span in spans), NAMES_WIDTH, TOP, least)
    drawn = list(zip(spans, rows, strict=True))
    totals = int(max((width_of(span["total_text"]) for span in spans), default=ZERO)) + GAP
    remarks = REMARK_WIDTH if any(span["gap_text"] for span in spans) else 0
    names_end = NAMES_FROM + NAMES_WIDTH + GAP + max(totals, 5 * GAP)
    scale = _scale(spans, names_end + 3 * GAP, PORTRAIT - remarks - 3 * GAP)
    bottom = end_of(rows, TOP)
    return Drawing(
        width=PORTRAIT,
        height=int(bottom) + GAP,
        title=chart["title"],
        description="; ".join(
            f"{span['label']}: {span['rank']} ({span['best']}-{span['worst']}) {span['gap_text']}"
            for span in spans
        ),
        notes=chart.get("notes", ()),
        rules=[
            Rule(scale.at(place), Fraction(TOP), scale.at(place), bottom)
            for place in _places(scale)
        ],
        bars=[_bar(span, row, scale) for span, row in drawn if _is_placed(span)],
        spots=[
            Spot(scale.at(_place(span["rank"])), row.middle, fill=INK)
            for span, row in drawn
            if _is_known(span["rank"])
        ],
        words=[
            *_headings(scale, names_end, remarks, language),
            *row_labels(rows, NAMES_FROM),
            *(word for span, row in drawn for word in _row_words(span, row, names_end, remarks)),
        ],
        key=Key([(HELD.in_language(language), INK), (REACH.in_language(language), SHARES[2])], 2),
    )


def _height(remark: str) -> int:
    return LINE_HEIGHT * max(1, len(wrapped(remark, REMARK_WIDTH, SIZE - 1))) + ROW_GAP


def _scale(spans: Sequence[Mapping[str, Any]], left: int, right: int) -> Scale:
    """From the first place to the last, best on the left."""
    found = [
        _place(span[name])
        for span in spans
        for name in ("rank", "best", "worst")
        if _is_known(span[name])
    ]
    return Scale(Fraction(1), max([*found, Fraction(2)]), left, right)


def _is_known(place: object) -> bool:
    return str(place).isdecimal()


def _is_placed(span: Mapping[str, Any]) -> bool:
    return _is_known(span["best"]) and _is_known(span["worst"])


def _place(place: object) -> Fraction:
    return Fraction(str(place))


def _places(scale: Scale) -> list[Fraction]:
    return [Fraction(place) for place in range(1, int(scale.high) + 1)]


def _bar(span: Mapping[str, Any], row: Row, scale: Scale) -> Bar:
    """From the best place to the worst, a little beyond either so that one place is seen too."""
    best, worst = scale.at(_place(span["best"])), scale.at(_place(span["worst"]))
    return Bar(
        x=best - GAP,
        y=row.middle - Fraction(THICKNESS, 2),
        width=worst - best + 2 * GAP,
        height=Fraction(THICKNESS),
        fill=SHARES[2],
        stroke=GREY,
        meaning=f"{span['label']}: {span['best']}-{span['worst']}",
    )


def _headings(scale: Scale, names_end: int, remarks: int, language: Language) -> Iterator[Words]:
    middle = Fraction(scale.left + scale.right, 2)
    over = Fraction(LINE_HEIGHT, 2)
    yield Words(middle, over, (PLACES.in_language(language),), "center", bold=True)
    total = TOTAL.in_language(language)
    yield Words(Fraction(names_end), over, (total,), "right", bold=True)
    if remarks:
        lead = LEAD.in_language(language)
        yield Words(Fraction(PORTRAIT - remarks), over, (lead,), bold=True)
    step = -(-NUMBER_ROOM // (scale.at(Fraction(2)) - scale.at(Fraction(1))))
    for place in _places(scale)[::step]:
        yield Words(scale.at(place), Fraction(TOP - GAP), (str(place),), "center", GREY, SIZE - 1)


def _row_words(span: Mapping[str, Any], row: Row, names_end: int, remarks: int) -> Iterator[Words]:
    rank = (str(span["rank"]),)
    yield Words(Fraction(NAMES_FROM - GAP), row.middle, rank, "right", bold=True)
    yield Words(Fraction(names_end), row.middle, (span["total_text"],), "right", bold=True)
    if span["gap_text"]:
        lines = wrapped(span["gap_text"], remarks, SIZE - 1)
        yield Words(Fraction(PORTRAIT - remarks), row.middle, lines, size=SIZE - 1)
