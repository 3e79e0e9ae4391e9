"""What stands between the rows of a score sheet and what they add up to: caps, rounding, combined
sections, the change to the scheme's scale."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from thidua.core.exact.decimal_text import decimal_places, is_decimal
from thidua.core.scoring.results import MemberScore
from thidua.core.scoring.set_scoring import PlaceScore
from thidua.core.scoring.tally import ZERO, Level, Line, LineKind, Tally
from thidua.core.scoring.totals import PartScore
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.number_format import format_number
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.documents.contents import PointsLine
from thidua.core.workspace.documents.table_places import (
    TablePlace,
    made_up_for,
    part_score,
    tally_at,
)
from thidua.core.workspace.views.lines import line_words

MOST_PLACES: Final = 4
"""Decimals shown of a number that has more, or no end."""

Titled = tuple[Text, Fraction]


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

    def _lines_of(self, row: MemberScore, place: TablePlace) -> list[Titled] | None:
        tally = tally_at(row, place)
        score = part_score(row, place.part.code)
        if tally is None or score is None:
            return None
        if place.level is Level.PART:
            return list(self._part_lines(score, tally))
        own = (it for it in tally.lines if (it.level, it.code) == (place.level, place.code))
        return [
            *self._made_up(score, score.score.places[place.level, place.code]),
            *(self._titled(line, place.criteria) for line in own),
        ]

    def _made_up(self, score: PartScore, at: PlaceScore) -> Iterator[Titled]:
        """What the criteria directly in a section have for others that do not apply."""
        tallies = (child.tally for child in at.children if child.level is Level.CRITERION)
        digits = score.score.rules.criterion
        points = sum((made_up_for(tally, digits) for tally in tallies if tally is not None), ZERO)
        if points:
            source = score.score.compiled.source
            words = line_words(self.shown, LineKind.POLICY, at.level, at.code, source.code)
            yield words, points

    def _lines_of_total(self, row: MemberScore) -> list[Titled] | None:
        tally = None if row.total is None else row.total.tally
        if row.total is None or tally is None:
            return None
        found = [self._titled(line, "") for line in tally.lines if line.level is Level.TOTAL]
        if len(self.shown.scheme.parts) > 1:
            return found
        (score,) = row.total.parts
        return [*self._part_lines(score, score.tally or Tally()), *found]

    def _part_lines(self, score: PartScore, tally: Tally) -> Iterator[Titled]:
        """From the sum of a set's sections to the points of its part."""
        source = score.score.compiled.source
        root = score.score.root.tally or Tally()
        yield from self._made_up(score, score.score.root)
        yield from (
            self._titled(line, source.code) for line in root.lines if line.level is Level.SET
        )
        own = [line for line in tally.lines if line.level is Level.PART]
        rescaled = tally.points - root.points - _sum(own)
        if rescaled:
            yield _scale_words(source.points, score), rescaled
        yield from (self._titled(line, source.code) for line in own)

    def _titled(self, line: Line, criteria: str) -> Titled:
        return line_words(self.shown, line.kind, line.level, line.code, criteria), line.points

    def _united(self, layers: Sequence[list[Titled] | None]) -> tuple[PointsLine, ...]:
        """One line a title, with its points in every layer."""
        titles = dict.fromkeys(title for lines in layers for title, _ in lines or ())
        return tuple(
            PointsLine(
                title.in_language(self.language),
                tuple(self._points(title, lines) for lines in layers),
            )
            for title in titles
        )

    def _points(self, title: Text, lines: Iterable[Titled] | None) -> str:
        if lines is None:
            return "-"
        points = sum((it for name, it in lines if name == title), ZERO)
        if is_decimal(points) and decimal_places(points) <= MOST_PLACES:
            return format_number(points, self.language)
        return f"≈ {format_number(points, self.language, MOST_PLACES)}"


def _sum(lines: Iterable[Line]) -> Fraction:
    return sum((line.points for line in lines), ZERO)


def _scale_words(points: Fraction, score: PartScore) -> Text:
    weight = points if score.part.weight is None else score.part.weight
    title = score.part.title
    vi, en = ([format_number(it, code) for it in (points, weight)] for code in ("vi", "en"))
    return Text(
        f"{title.vi}: quy đổi từ thang {vi[0]} điểm về thang {vi[1]} điểm",
        f"{title.en}: from a scale of {en[0]} points to one of {en[1]}",
    )
