"""What stands between the rows of a score sheet and what they add up to, as it is printed.

The printed lines make the printed rows add up to the printed sum: what the rounding of each for
print leaves is a line of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from thidua.core.exact.rounding import round_to
from thidua.core.scoring.results import MemberScore
from thidua.core.scoring.tally import ZERO, Level, LineKind
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.number_format import format_number
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.documents.added_lines import AddedLine, added_at, added_to_total
from thidua.core.workspace.documents.contents import PointsLine
from thidua.core.workspace.documents.table_places import TablePlace, branches, points_at
from thidua.core.workspace.views.lines import line_words
from thidua.core.workspace.views.ranking import DISPLAY_PLACES

PRINTED: Final = Text(" khi in", " for print")
"""Said after the word for rounding, of what the rounding of every row for print leaves."""


@frozen
class LineBook:
    """The lines of one member, a row of it for each layer."""

    shown: OpenCluster
    rows: Sequence[MemberScore]
    language: Language

    def of_place(self, place: TablePlace, below: Sequence[TablePlace]) -> tuple[PointsLine, ...]:
        """What a part or section adds to the sum of the rows below it."""
        rounding = self._rounding(place.level, place.code, place.criteria)
        return self._united(
            [
                _balanced(
                    added_at(self.shown, row, place),
                    _printed(points_at(row, place), place.digits),
                    _tops(row, below),
                    rounding,
                )
                for row in self.rows
            ]
        )

    def of_total(self, places: Sequence[TablePlace]) -> tuple[PointsLine, ...]:
        """What the scheme adds to the rows of ``places`` that stand under no other."""
        digits = self.shown.scheme.rounding.total
        rounding = self._rounding(Level.TOTAL, "", "")
        return self._united(
            [
                _balanced(
                    added_to_total(self.shown, row),
                    _printed(row.points, digits),
                    _tops(row, places),
                    rounding,
                )
                for row in self.rows
            ]
        )

    def _rounding(self, level: Level, code: str, criteria: str) -> Text:
        words = line_words(self.shown, LineKind.ROUNDING, level, code, criteria)
        return Text(words.vi + PRINTED.vi, words.en + PRINTED.en)

    def _united(self, layers: Sequence[Mapping[Text, Fraction] | None]) -> tuple[PointsLine, ...]:
        """One line a title, with its points in every layer; none that is zero in all."""
        known = [lines for lines in layers if lines is not None]
        titles = dict.fromkeys(title for lines in known for title in lines)
        return tuple(
            PointsLine(
                title.in_language(self.language),
                tuple(self._points(title, lines) for lines in layers),
            )
            for title in titles
            if any(lines.get(title) for lines in known)
        )

    def _points(self, title: Text, lines: Mapping[Text, Fraction] | None) -> str:
        return "-" if lines is None else format_number(lines.get(title, ZERO), self.language)


def _balanced(
    added: Iterable[AddedLine], whole: Fraction | None, rows: Fraction, rounding: Text
) -> dict[Text, Fraction] | None:
    """The printed points of each line by its title, the last, ``rounding``, for what is left
    between the printed ``rows`` and the printed ``whole``; None where the whole is unknown."""
    if whole is None:
        return None
    exact: dict[Text, Fraction] = {}
    for line in added:
        exact[line.title] = exact.get(line.title, ZERO) + line.points
    lines = {title: round_to(points, DISPLAY_PLACES) for title, points in exact.items()}
    left = whole - rows - sum(lines.values(), ZERO)
    return {**lines, rounding: left}


def _tops(row: MemberScore, places: Sequence[TablePlace]) -> Fraction:
    """What is printed at the places of the least depth, added up."""
    printed = (_printed(points_at(row, place), place.digits) for place, _ in branches(places))
    return sum((points for points in printed if points is not None), ZERO)


def _printed(points: Fraction | None, digits: int | None) -> Fraction | None:
    return (
        None if points is None else round_to(points, DISPLAY_PLACES if digits is None else digits)
    )
