"""Members against criteria: the darker a cell, the greater the share of the maximum."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from thidua.core.text.bilingual import Language, Text
from thidua.office.charts.drawing import LANDSCAPE, PORTRAIT, ZERO, Bar, Drawing, Key, Words
from thidua.office.charts.lettering import LINE_HEIGHT, SIZE, width_of, wrapped
from thidua.office.charts.palette import FAINT, GREY, SHARES, ink_on
from thidua.office.charts.rows import GAP, Row, end_of, row_labels, stacked_rows

UPRIGHT_NAMES: Final = 200
ACROSS_NAMES: Final = 260
"""Pixels for the names on an upright page, and on a page across."""
LEAST_CELL: Final = 20
"""Pixels: a page across is taken where cells would be narrower, and then a wider one."""
WIDEST_CELL: Final = 60
TITLES_WIDTH: Final = 300
"""Pixels for a column of the titles below."""
CODE_SIZE: Final = SIZE - 1
NO_SHARE: Final = "#f4f4f4"

STEPS: Final = tuple(Fraction(step, 4) for step in (1, 2, 3, 4))
STEP_WORDS: Final = (
    Text("dưới 25 %", "under 25%"),
    Text("từ 25 %", "25% and over"),
    Text("từ 50 %", "50% and over"),
    Text("từ 75 %", "75% and over"),
    Text("100 % trở lên", "100% and over"),
)
SIGNS: Final = Text(
    "Số trong ô: phần trăm điểm tối đa của tiêu chí, bỏ phần lẻ. “-”: không chấm tiêu chí này;"
    " “?”: chưa chấm được.",
    "In a cell: percent of the criterion's maximum, decimals cut. “-”: the criterion is not scored;"
    " “?”: not known yet.",
)


def heat_map_drawing(chart: Mapping[str, Any], language: Language) -> Drawing:
    """The drawing of a :class:`~thidua.core.workspace.documents.charts.HeatMap`."""
    members: Sequence[Mapping[str, Any]] = chart["rows"]
    columns: Sequence[Mapping[str, str]] = chart["columns"]
    width, names = _widths(len(columns))
    left = names + GAP
    cell = min(Fraction(WIDEST_CELL), Fraction(width - left, max(1, len(columns))))
    lefts = [left + cell * place for place in range(len(columns))]
    turned = any(width_of(column["code"], CODE_SIZE) > cell - 4 for column in columns)
    top = _heading_height(columns, turned)
    rows = stacked_rows((member["label"] for member in members), names, top)
    titles, bottom = _column_titles(columns, end_of(rows, top) + GAP, width, language)
    return Drawing(
        width=width,
        height=int(bottom),
        title=chart["title"],
        description=_description(members, columns),
        notes=chart["notes"],
        bars=[
            bar
            for row, member in zip(rows, members, strict=True)
            for bar in _cells(row, member, columns, lefts, cell)
        ],
        words=[
            *_headings(columns, [x + cell / 2 for x in lefts], top, turned),
            *row_labels(rows),
            *_cell_words(rows, members, [x + cell / 2 for x in lefts]),
            *titles,
        ],
        key=Key(
            [
                (words.in_language(language), colour)
                for words, colour in zip(STEP_WORDS, SHARES, strict=True)
            ],
            columns=len(SHARES),
        ),
    )


def _heading_height(columns: Sequence[Mapping[str, str]], turned: bool) -> int:
    if not turned:
        return LINE_HEIGHT + GAP
    return int(max(width_of(column["code"], CODE_SIZE) for column in columns)) + GAP


def _widths(count: int) -> tuple[int, int]:
    """Of the drawing and of its names, for so many criteria."""
    if UPRIGHT_NAMES + GAP + LEAST_CELL * count <= PORTRAIT:
        return PORTRAIT, UPRIGHT_NAMES
    return max(LANDSCAPE, ACROSS_NAMES + GAP + LEAST_CELL * count), ACROSS_NAMES


def _headings(
    columns: Sequence[Mapping[str, str]], middles: Sequence[Fraction], top: int, turned: bool
) -> Iterator[Words]:
    align, angle = ("left", -90) if turned else ("center", 0)
    y = Fraction(top - 4 if turned else top - LINE_HEIGHT // 2 - 2)
    for x, column in zip(middles, columns, strict=True):
        yield Words(x, y, (column["code"],), align, size=CODE_SIZE, bold=True, angle=angle)


def _cells(
    row: Row,
    member: Mapping[str, Any],
    columns: Sequence[Mapping[str, str]],
    lefts: Sequence[Fraction],
    cell: Fraction,
) -> Iterator[Bar]:
    for x, one, column in zip(lefts, member["cells"], columns, strict=True):
        yield Bar(
            x=x,
            y=row.top,
            width=cell,
            height=row.height,
            fill=_colour(one["share"]),
            stroke=FAINT,
            meaning=f"{member['label']}; {column['code']} {column['title']}: {one['text']}",
        )


def _cell_words(
    rows: Sequence[Row], members: Sequence[Mapping[str, Any]], middles: Sequence[Fraction]
) -> Iterator[Words]:
    for row, member in zip(rows, members, strict=True):
        for x, one in zip(middles, member["cells"], strict=True):
            ink = GREY if one["share"] is None else ink_on(_colour(one["share"]))
            yield Words(x, row.middle, (one["text"],), "center", ink, CODE_SIZE)


def _colour(share: str | None) -> str:
    if share is None:
        return NO_SHARE
    return SHARES[sum(Fraction(share) >= step for step in STEPS)]


def _column_titles(
    columns: Sequence[Mapping[str, str]], top: Fraction, width: int, language: Language
) -> tuple[list[Words], Fraction]:
    """What the signs and codes stand for, below the cells; and where they end."""
    signs = wrapped(SIGNS.in_language(language), width)
    words = [Words(ZERO, top + Fraction(LINE_HEIGHT * len(signs), 2), signs)]
    start = top + LINE_HEIGHT * len(signs) + GAP
    count = max(2, width // TITLES_WIDTH)
    listed = -(-len(columns) // count)
    ends = [start]
    for place in range(count):
        y = start
        for column in columns[place * listed : (place + 1) * listed]:
            lines = wrapped(f"{column['code']}: {column['title']}", width // count - GAP)
            height = LINE_HEIGHT * len(lines)
            x = Fraction(place * width, count)
            words.append(Words(x, y + Fraction(height, 2), lines))
            y += height
        ends.append(y)
    return words, max(ends)


def _description(members: Sequence[Mapping[str, Any]], columns: Sequence[Mapping[str, str]]) -> str:
    return "; ".join(
        f"{member['label']}: "
        + ", ".join(
            f"{column['code']} {one['text']}"
            for one, column in zip(member["cells"], columns, strict=True)
        )
        for member in members
    )
