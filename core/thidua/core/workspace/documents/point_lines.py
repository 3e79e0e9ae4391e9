"""What stands between the rows of a score sheet and what they add up to, in words for print."""

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import frozen

from thidua.core.exact.decimal_text import decimal_places, is_decimal
from thidua.core.scoring.results import MemberScore
from thidua.core.scoring.tally import ZERO
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.number_format import format_number
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.documents.added_lines import AddedLine, added_at, added_to_total
from thidua.core.workspace.documents.contents import PointsLine
from thidua.core.workspace.documents.table_places import TablePlace, tally_at

MOST_PLACES: Final = 4
"""Decimals shown of a number that has more, or no end."""


@frozen
class LineBook:
    """The lines of one member, a row of it for each layer."""

    shown: OpenCluster
    rows: Sequence[MemberScore]
    language: Language

    def of_place(self, place: TablePlace) -> tuple[PointsLine, ...]:
        """What a part or section adds to the sum of the rows below it."""
        return self._united([self._lines_of(row, place) for row in self.rows])

    def of_total(self) -> tuple[PointsLine, ...]:
        """What the scheme adds to the rows that stand under no other."""
        return self._united([self._lines_of_total(row) for row in self.rows])

    def _lines_of(self, row: MemberScore, place: TablePlace) -> tuple[AddedLine, ...] | None:
        known = tally_at(row, place) is not None
        return added_at(self.shown, row, place) if known else None

    def _lines_of_total(self, row: MemberScore) -> tuple[AddedLine, ...] | None:
        known = row.total is not None and row.total.tally is not None
        return added_to_total(self.shown, row) if known else None

    def _united(self, layers: Sequence[tuple[AddedLine, ...] | None]) -> tuple[PointsLine, ...]:
        """One line a title, with its points in every layer."""
        titles = dict.fromkeys(line.title for lines in layers for line in lines or ())
        return tuple(
            PointsLine(
                title.in_language(self.language),
                tuple(self._points(title, lines) for lines in layers),
            )
            for title in titles
        )

    def _points(self, title: Text, lines: Iterable[AddedLine] | None) -> str:
        if lines is None:
            return "-"
        points = sum((line.points for line in lines if line.title == title), ZERO)
        if is_decimal(points) and decimal_places(points) <= MOST_PLACES:
            return format_number(points, self.language)
        return f"≈ {format_number(points, self.language, MOST_PLACES)}"
