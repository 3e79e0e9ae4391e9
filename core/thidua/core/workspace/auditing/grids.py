"""The tables of a sheet that can be calculated with: headings, numbered rows, printed figures."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Final

from attrs import frozen

from thidua.core.exact.decimal_text import canonical
from thidua.core.text.names import without_marks
from thidua.core.workspace.auditing.headings import Block, blocks_of
from thidua.core.workspace.auditing.numbering import Code, leading_code, parents, whole_code
from thidua.core.workspace.auditing.printed import Printed, read_printed, writes_point
from thidua.core.workspace.auditing.roles import Role, is_average, is_total, role_of
from thidua.core.workspace.readers import Cell, Row, Table, cell_address

FIRST_COLUMNS: Final = 3
"""Where the numbers of the rows may stand."""
MOSTLY: Final = Fraction(3, 5)
"""The share of cells that must be numbers of rows for the column to hold them."""

_POINTS: Final = (Role.MAXIMUM, Role.GIVEN, Role.BONUS, Role.DEDUCTION)
_SCORING: Final = re.compile(r"\bdiem|points|score")


@frozen
class Column:
    """A column with figures."""

    index: int
    """From 0, as in the sheet."""
    heading: str
    role: Role
    step: Fraction
    """One in the last place that the column prints anywhere: zeros at the end are often left
    out."""


@frozen(slots=False)
class Line:
    """A row below the headings."""

    number: int
    """From 1, as in the sheet."""
    label: str
    code: Code | None
    figures: Mapping[int, Printed]
    """By the index of the column; those that hold none are absent."""
    parent: int | None = None
    """The line it belongs under, counted from 0 in its grid."""

    @cached_property
    def is_total(self) -> bool:
        """Whether it claims to sum others."""
        return is_total(self.label)

    @cached_property
    def is_average(self) -> bool:
        """Whether it claims to average others."""
        return is_average(self.label)


@frozen(slots=False)
class Grid:
    """One table."""

    sheet: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    def having(self, *roles: Role) -> tuple[Column, ...]:
        """The columns of some roles, from left to right."""
        return tuple(column for column in self.columns if column.role in roles)

    def are_points(self, column: Column) -> bool:
        """Whether a column holds points: by its heading, or those of the columns beside it."""
        beside = (Role.UNKNOWN, Role.TOTAL)
        return column.role in _POINTS or (self._scores and column.role in beside)

    @cached_property
    def _scores(self) -> bool:
        return any(
            column.role in _POINTS
            or (column.role is Role.TOTAL and _SCORING.search(without_marks(column.heading)))
            for column in self.columns
        )

    @cached_property
    def is_numbered(self) -> bool:
        """Whether its rows are numbered."""
        return any(line.code for line in self.lines)

    @cached_property
    def numbered(self) -> Mapping[Code, int]:
        """The first line of each number, letters small."""
        found: dict[Code, int] = {}
        for index, line in enumerate(self.lines):
            if line.code:
                found.setdefault(tuple(piece.lower() for piece in line.code), index)
        return found

    @cached_property
    def children(self) -> Mapping[int, tuple[int, ...]]:
        """The lines right under each line that has any."""
        found: dict[int, list[int]] = {}
        for index, line in enumerate(self.lines):
            if line.parent is not None:
                found.setdefault(line.parent, []).append(index)
        return {index: tuple(lines) for index, lines in found.items()}


def address_of(column: Column, line: Line) -> str:
    """Where a figure stands, or would."""
    return cell_address(column.index, line.number)


def grids_of(table: Table) -> Iterator[Grid]:
    """The tables of a sheet, each from its row of headings to the next."""
    for block in blocks_of(table):
        grid = _grid(table.sheet, block)
        if grid.columns and grid.lines:
            yield grid


def _grid(sheet: str, block: Block) -> Grid:
    texts = [cell.value for row in block.rows for cell in row.cells if isinstance(cell.value, str)]
    point = writes_point(texts)
    width = max((len(row.cells) for row in block.rows), default=0)
    coded = _code_column(block, width)
    figures = [
        {
            column: printed
            for column, cell in enumerate(row.cells)
            if not cell.merged and (printed := read_printed(cell, point=point))
        }
        for row in block.rows
    ]
    columns = tuple(
        column
        for index in range(width)
        if index != coded and (column := _column(index, block, figures)) is not None
    )
    indexes = {column.index for column in columns}
    return Grid(sheet, columns, _lines(block, figures, indexes, coded))


def _column(index: int, block: Block, figures: Sequence[Mapping[int, Printed]]) -> Column | None:
    """The column, where it holds figures to calculate with."""
    heading = block.headings.get(index, "")
    role = role_of(heading)
    held = [line[index] for line in figures if index in line]
    written = sum(not row.cell(index).is_blank for row in block.rows)
    if role in (Role.CODE, Role.IGNORED) or not heading or 2 * len(held) < written or not held:
        return None
    steps = [printed.step for printed in held if printed.typed]
    known = Role.UNKNOWN if role is Role.LABEL else role
    return Column(index, heading, known, min(steps, default=held[0].step))


def _code_column(block: Block, width: int) -> int | None:
    """The column of the rows' numbers: headed as such, or holding hardly anything else."""
    for index in range(min(width, FIRST_COLUMNS)):
        role = role_of(block.headings.get(index, ""))
        if role not in (Role.CODE, Role.UNKNOWN, Role.LABEL):
            continue
        texts = [text for row in block.rows if (text := _text(row.cell(index)))]
        numbers = sum(whole_code(text) is not None for text in texts if not is_total(text))
        others = sum(not is_total(text) for text in texts)
        is_first = role is not Role.UNKNOWN or index == 0
        if is_first and numbers and Fraction(numbers, others) >= MOSTLY:
            return index
    return None


def _lines(
    block: Block,
    figures: Sequence[Mapping[int, Printed]],
    columns: set[int],
    coded: int | None,
) -> tuple[Line, ...]:
    labels = [_label(row, columns, coded) for row in block.rows]
    codes = [
        None if is_total(label) or is_average(label) else _code(row, label, coded)
        for row, label in zip(block.rows, labels, strict=True)
    ]
    above = parents(codes)
    return tuple(
        Line(
            row.number,
            labels[index],
            codes[index],
            {column: printed for column, printed in figures[index].items() if column in columns},
            above[index],
        )
        for index, row in enumerate(block.rows)
    )


def _code(row: Row, label: str, coded: int | None) -> Code | None:
    if coded is None:
        return leading_code(label)
    return whole_code(_text(row.cell(coded)))


def _label(row: Row, columns: set[int], coded: int | None) -> str:
    """The words of the row that name it: a total wherever it stands, else the first text."""
    texts = [
        (column, text)
        for column, cell in enumerate(row.cells)
        if column not in columns and not cell.merged and (text := _text(cell))
    ]
    for _, text in texts:
        if is_total(text) or is_average(text):
            return text
    return next((text for column, text in texts if column != coded), texts[0][1] if texts else "")


def _text(cell: Cell) -> str:
    if isinstance(cell.value, Fraction):
        return canonical(cell.value)
    return " ".join(cell.value.split()) if isinstance(cell.value, str) else ""


def transposed(grid: Grid) -> Grid:
    """The grid with its rows as columns, for tables that are written downwards.

    The role of a row is told by its label as that of a column is by its heading; a row whose
    label is more than a few words is about something else.
    """
    columns = tuple(
        Column(line.number, line.label, role, min(item.step for item in line.figures.values()))
        for line in grid.lines
        if line.figures
        and len(without_marks(line.label).split()) <= _SHORT
        and (role := role_of(line.label)) is not Role.UNKNOWN
    )
    held = {line.number: line for line in grid.lines}
    lines = tuple(
        Line(
            column.index,
            column.heading,
            None,
            {
                row.index: figure
                for row in columns
                if (figure := held[row.index].figures.get(column.index))
            },
        )
        for column in grid.columns
    )
    return Grid(grid.sheet, columns, lines)


_SHORT: Final = 5
