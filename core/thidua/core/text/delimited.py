"""Text in rows and columns (CSV): which character divides it, and where its quotes are broken."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, tee
from typing import Final

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse

DELIMITERS: Final = (",", ";", "\t")
"""The comma; the semicolon, which Excel in Vietnam writes; the tabulator."""
LOOKED_AT: Final = 50
"""Rows from which the delimiter is told."""

SAVE_AS_CSV: Final = Text(
    "Hãy mở tệp bằng Excel và lưu lại ở dạng CSV UTF-8.",
    "Open it in Excel and save it as CSV UTF-8.",
)


class RowBroken(Exception):
    """A row that cannot be told from the next, or that has a cell beyond every measure."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line
        """The line on which the row begins, counted from 1."""


def rows_of(
    lines: Iterable[str], delimiter: str, *, strict: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """The rows of lines, each with the number of the line on which it begins; an empty line too.

    RowBroken where a quotation mark lacks its other half or ends amid a value, and where a cell
    is longer than any figure or name; without ``strict`` only for the latter.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=strict)
    begin = 1
    try:
        for cells in reader:
            yield begin, cells
            begin = reader.line_num + 1
    except csv.Error as cause:
        raise RowBroken(begin) from cause


def delimiter_of(lines: Iterable[str]) -> str:
    """The delimiter that gives most of the first rows the same number of columns, above one."""
    evenness = map(_evenness, tee(lines, len(DELIMITERS)), DELIMITERS)
    return max(zip(evenness, DELIMITERS, strict=True), key=lambda found: found[0])[1]


def _evenness(lines: Iterable[str], delimiter: str) -> tuple[int, int]:
    try:
        rows = [cells for _, cells in islice(rows_of(lines, delimiter, strict=False), LOOKED_AT)]
    except RowBroken:  # refused with its place when the rows are read
        return (0, 0)
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def broken_quotes(place: str) -> Refused:
    """A quotation mark without its other half, or in the middle of a value."""
    return refuse(
        "dấu ngoặc kép không thành cặp, hoặc một ô quá dài.",
        "a quotation mark lacks its other half, or a cell is too long.",
        place=place,
        remedy=SAVE_AS_CSV,
    )
