"""A table of points as rows and columns of exact numbers, each with the formula that makes it."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from attrs import field, frozen

from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.documents.calculation_terms import (
    Ref,
    Term,
    term_as_plain,
    value_of,
)
from thidua.core.workspace.documents.table_places import TablePlace

POINTS: Final = "points"
BONUS: Final = "bonus"
DEDUCTIONS: Final = "deductions"
GRIDS: Final = (POINTS, BONUS, DEDUCTIONS)
"""Three tables of the same rows and columns; in the last two stand what of the points is bonus,
and what the deductions were."""


class Origin(StrEnum):
    """Where the number in a cell comes from."""

    INPUT = "input"
    """The rules of a criterion, or an appraiser."""
    FORMULA = "formula"
    NOTHING = "nothing"
    """A line that does not arise in the column."""
    STATED = "stated"
    """Computed by rules that a spreadsheet cannot say exactly."""


@frozen
class Entry:
    """One cell."""

    value: Fraction
    origin: Origin
    term: Term | None = None

    def as_plain(self) -> dict[str, Any]:
        """Its number as text, and its formula; an empty list for none."""
        return {
            "value": str(self.value),
            "origin": self.origin.value,
            "formula": [] if self.term is None else term_as_plain(self.term),
        }


NO_ENTRY: Final[Mapping[str, Any]] = {"value": "", "origin": Origin.INPUT.value, "formula": []}


class RowKind(StrEnum):
    """What a row stands for."""

    PART = "part"
    SECTION = "section"
    CRITERION = "criterion"
    LINE = "line"
    """Added between the rows and their sum."""
    TOTAL = "total"


@frozen
class GridRow:
    """A row of all three tables."""

    kind: RowKind
    depth: int
    title: Text
    place: TablePlace | None
    """None for a line and for the total."""
    most: Fraction | None
    """The points that it can give, for a chart; None for a line, and where there is no end."""
    digits: int | None
    """To how many decimals the points are rounded; None where nothing is declared."""


@frozen(slots=False)
class Column:
    """The cells of one column by table and row; those without a number are left out."""

    title: str
    cells: dict[Ref, Entry] = field(factory=dict)

    def known(self, ref: Ref) -> Fraction:
        """The number in a cell that has one."""
        return self.cells[ref].value

    def put(self, grid: str, row: int, value: Fraction, term: Term | None) -> None:
        """Set a cell by a formula if that gives exactly the value; else the value is stated."""
        kept = term if term is not None and value_of(term, self.known) == value else None
        origin = Origin.STATED if value else Origin.NOTHING
        self.cells[Ref(grid, row)] = Entry(value, Origin.FORMULA if kept else origin, kept)

    def put_input(self, grid: str, row: int, value: Fraction) -> None:
        """Set a cell that nothing in the table computes."""
        self.cells[Ref(grid, row)] = Entry(value, Origin.INPUT)


@frozen
class Grids:
    """The whole table."""

    rows: tuple[GridRow, ...]
    columns: tuple[Column, ...]
    has_bonus: bool
    """Whether formulas may speak of the bonus."""

    def used(self) -> tuple[str, ...]:
        """The tables that hold any number but 0; that of the points always."""
        held = {ref.grid for column in self.columns for ref, it in column.cells.items() if it.value}
        always = {POINTS, BONUS} if self.has_bonus else {POINTS}
        return tuple(grid for grid in GRIDS if grid in held | always)

    def as_plain(self, language: Language) -> dict[str, Any]:
        """The table with its words in one language."""
        return {
            "grids": list(self.used()),
            "columns": [column.title for column in self.columns],
            "rows": [self._row(number, language) for number in range(len(self.rows))],
        }

    def _row(self, number: int, language: Language) -> dict[str, Any]:
        row, place = self.rows[number], self.rows[number].place
        return {
            "kind": row.kind.value,
            "depth": row.depth,
            "number": "" if place is None else place.number.in_language(language),
            "code": "" if place is None else place.code,
            "title": row.title.in_language(language),
            "maximum": "" if place is None else place.maximum.in_language(language),
            "most": "" if row.most is None else str(row.most),
            "digits": row.digits,
            "cells": {grid: self._cells(Ref(grid, number)) for grid in self.used()},
        }

    def _cells(self, ref: Ref) -> list[dict[str, Any]]:
        found = (column.cells.get(ref) for column in self.columns)
        return [dict(NO_ENTRY) if it is None else it.as_plain() for it in found]
