"""Draws the pictures of workbooks in the guide, cell by cell from what the commands write.

python docs/sheet_pictures.py
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import chdir
from pathlib import Path
from xml.sax.saxutils import escape

from attrs import frozen
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from thidua.cli.main import run

DOCS = Path(__file__).parent
LETTER, LINE, MARGIN = 6.6, 17, 30
"""Width of a letter, height of a line of text, and width of the row numbers, in pixels."""


@frozen
class Part:
    """A part of a sheet, and the picture that shows it."""

    picture: str
    workbook: str
    sheet: str
    columns: str
    rows: range


PARTS = (
    Part("result-form.svg", "xa-an-hoa.xlsx", "Kết quả", "DEFGHIJKL", range(2, 18)),
    Part("sector-workbook.svg", "lao-dong-tinh.xlsx", "Tiêu chí", "BCEGIJK", range(1, 11)),
)
COMMANDS = (
    "init {here} --sector labour-social",
    "unit import {examples}/don-vi.csv",
    "cluster import {examples}/cum.csv",
    "period open 2026 --cluster cum-1 --from 01/01/2026 --to 31/12/2026"
    " --criteria {examples}/bang-diem.toml",
    "result template --cluster cum-1 --period 2026 --unit xa-an-hoa -o xa-an-hoa.xlsx",
    "sector export labour-social -o lao-dong-tinh.xlsx --as lao-dong-tinh",
)


def pictures() -> dict[str, str]:
    """The pictures by their files' names, as the commands write the workbooks now."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for command in COMMANDS:
            words = command.format(here=".", examples=DOCS / "vi-du").split()
            if run(words):
                raise RuntimeError(f"refused: {command}")
        return {part.picture: drawn(part) for part in PARTS}


def drawn(part: Part) -> str:
    """A part of a sheet as SVG: letters of columns, numbers of rows, cells."""
    sheet = load_workbook(part.workbook)[part.sheet]
    widths = [_width(sheet, letter) for letter in part.columns]
    heights = [_height(sheet, row, part.columns, widths) for row in part.rows]
    width, height = MARGIN + sum(widths), LINE + 3 + sum(heights)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="Arial, sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    )
    letters = _headings(part.columns, widths)
    body: list[str] = []
    top = LINE + 3
    for row, tall in zip(part.rows, heights, strict=True):
        body += _box(0, top, MARGIN, tall, "#e6e6e6", [str(row)], "")
        body += _row(sheet, row, part.columns, widths, (top, tall))
        top += tall
    return "\n".join((*head, *letters, *body, "</svg>", ""))


def _headings(columns: str, widths: Sequence[int]) -> Iterator[str]:
    left = MARGIN
    for letter, wide in zip(columns, widths, strict=True):
        yield from _box(left, 0, wide, LINE + 3, "#e6e6e6", [letter], "")
        left += wide


def _row(
    sheet: Worksheet, row: int, columns: str, widths: Sequence[int], place: tuple[int, int]
) -> Iterator[str]:
    """The cells of a row; a cell that is merged over others takes their width."""
    left, (top, tall) = MARGIN, place
    shown: str | None = None
    for index, letter in enumerate(columns):
        first = _first_of_merged(sheet, f"{letter}{row}")
        if first != shown:
            wide = sum(_run_of(sheet, first, columns, index, row, widths))
            yield from _cell(sheet[first], (left, top, wide, tall))
        shown = first
        left += widths[index]


def _run_of(
    sheet: Worksheet, first: str, columns: str, index: int, row: int, widths: Sequence[int]
) -> Iterator[int]:
    for letter, wide in zip(columns[index:], widths[index:], strict=True):
        if _first_of_merged(sheet, f"{letter}{row}") != first:
            return
        yield wide


def _first_of_merged(sheet: Worksheet, place: str) -> str:
    """The cell that holds what is shown at a place."""
    for merged in sheet.merged_cells.ranges:
        if place in merged:
            return f"{get_column_letter(merged.min_col)}{merged.min_row}"
    return place


def _cell(cell: Cell | MergedCell, place: tuple[int, int, int, int]) -> Iterator[str]:
    left, top, wide, tall = place
    solid = cell.fill.fill_type == "solid"
    fill = f"#{cell.fill.fgColor.rgb[-6:]}" if solid else "#ffffff"
    color = cell.font.color.rgb if cell.font.color and cell.font.color.type == "rgb" else "000000"
    style = (' font-weight="bold"' if cell.font.bold else "") + f' fill="#{color[-6:]}"'
    yield from _box(left, top, wide, tall, fill, _lines(cell, wide), style)


def _box(
    left: int, top: int, wide: int, tall: int, fill: str, lines: Sequence[str], style: str
) -> Iterator[str]:
    yield (
        f'<rect x="{left}" y="{top}" width="{wide}" height="{tall}" fill="{fill}" '
        'stroke="#c0c0c0" stroke-width="0.5"/>'
    )
    for number, line in enumerate(lines):
        yield f'<text x="{left + 4}" y="{top + 14 + number * LINE}"{style}>{escape(line)}</text>'


def _lines(cell: Cell | MergedCell, wide: int) -> list[str]:
    """The text of a cell, broken where the column ends."""
    most = max(int((wide - 6) / LETTER), 1)
    text = "" if cell.value is None else str(cell.value)
    lines: list[str] = []
    for part in text.splitlines():
        line = ""
        for word in part.split(" "):
            if line and len(line) + 1 + len(word) > most:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return [line if len(line) <= most else f"{line[: most - 1]}…" for line in lines]


def _width(sheet: Worksheet, letter: str) -> int:
    """Of a column in pixels; one dimension stands for a run of columns."""
    number = sheet[f"{letter}1"].column
    for it in sheet.column_dimensions.values():
        if it.min <= number <= it.max:
            return round(it.width * 7) + 5
    return 69


def _height(sheet: Worksheet, row: int, columns: str, widths: Sequence[int]) -> int:
    """Of a row in pixels: as high as its longest cell asks for."""
    most = 1
    for index, letter in enumerate(columns):
        first = _first_of_merged(sheet, f"{letter}{row}")
        wide = sum(_run_of(sheet, first, columns, index, row, widths))
        if first == f"{letter}{row}" or index == 0:
            most = max(most, len(_lines(sheet[first], wide)))
    return most * LINE + 4


def draw() -> None:
    """Write the pictures of the guide anew."""
    for name, picture in pictures().items():
        (DOCS / "pictures" / name).write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(draw())
