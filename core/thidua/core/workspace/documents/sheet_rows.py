"""The rows of a score sheet: each part, section and criterion with its points at every layer, and
after the rows of a section what it adds to their sum."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve, frozen

from thidua.core.model.compiled import CompiledSet
from thidua.core.scoring.cells import Cell
from thidua.core.scoring.results import MemberScore
from thidua.core.scoring.tally import Level
from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.documents.calculation_rows import most_points
from thidua.core.workspace.documents.contents import PointsLine, ScoreRow
from thidua.core.workspace.documents.point_lines import LineBook
from thidua.core.workspace.documents.row_words import RowWords
from thidua.core.workspace.documents.table_places import (
    TablePlace,
    branches,
    part_score,
    points_at,
    points_words,
    table_places,
    tally_at,
)
from thidua.core.workspace.summary.rankings import decimal_words
from thidua.core.workspace.views.ranking import decimal_text

_WITH_BONUS: Final = Text(
    "trong đó {} điểm thưởng ngoài điểm tối đa", "with {} points of bonus beyond the maximum"
)


@frozen
class SheetBook:
    """What the rows of one member's sheet are written from."""

    shown: OpenCluster
    rows: Sequence[MemberScore]
    """The member's scores, by layer."""
    words: RowWords
    explanations: Mapping[str, Sequence[str]]
    """By criterion: the lines that tell how its points of the last layer come about."""
    language: Language

    def places(self) -> Iterator[TablePlace]:
        """The table by which the member is scored."""
        sector = self.rows[-1].member.sector
        return table_places(
            self.shown, lambda part: [code] if (code := part.set_for(sector)) else []
        )

    def rows_of(self, places: Sequence[TablePlace]) -> Iterator[ScoreRow]:
        """The places of a table, the lines of each section after what stands below it."""
        for place, below in branches(places):
            yield self._row(place)
            if place.level is not Level.CRITERION:
                yield from self.rows_of(below)
                lines = LineBook(self.shown, self.rows, self.language).of_place(place, below)
                yield from (_line_row(line, place.depth + 1) for line in lines)

    def _row(self, place: TablePlace) -> ScoreRow:
        row = ScoreRow(
            kind="section",
            number=place.number.in_language(self.language),
            code=place.code,
            title=place.title.in_language(self.language),
            maximum=place.maximum.in_language(self.language),
            points=tuple(points_words(one, place, self.language) for one in self.rows),
            changed=self._is_changed(place),
            depth=place.depth,
        )
        if place.level is Level.CRITERION:
            return self._criterion(place, row)
        return evolve(row, reason=self._bonus_words(place))

    def _bonus_words(self, place: TablePlace) -> str:
        """Of a part or section above its maximum: the bonus in its points at the last layer."""
        tally, most = tally_at(self.rows[-1], place), most_points(self.shown, place)
        if tally is None or not most or tally.points <= most or not tally.bonus:
            return ""
        bonus = decimal_words(decimal_text(tally.bonus, place.digits), self.language)
        return _WITH_BONUS.in_language(self.language).format(bonus)

    def _criterion(self, place: TablePlace, row: ScoreRow) -> ScoreRow:
        compiled = self.shown.sets[place.criteria]
        item = compiled.by_code[place.code]
        cell = _cell(self.rows[-1], place)
        return evolve(
            row,
            kind="criterion",
            reason=self.words.reason(item, _with_parts(compiled, place.code), cell),
            evidence=self.words.evidence(item),
            explanation=tuple(self.explanations.get(place.code, ())),
            illustrative=cell is not None and cell.illustrative,
        )

    def _is_changed(self, place: TablePlace) -> bool:
        """Whether the last layer's points differ from those of the first, which were known."""
        first, last = (points_at(self.rows[index], place) for index in (0, -1))
        return first is not None and last != first


def _line_row(line: PointsLine, depth: int) -> ScoreRow:
    return ScoreRow(
        kind="line", number="", code="", title=line.title, points=line.points, depth=depth
    )


def _cell(row: MemberScore, place: TablePlace) -> Cell | None:
    score = part_score(row, place.part.code)
    return None if score is None else score.score.cells[place.code]


def _with_parts(compiled: CompiledSet, code: str) -> set[str]:
    """A criterion with those that name it as their parent, at any depth."""
    below = (item.code for item in compiled.source.criteria if item.parent == code)
    return {code}.union(*(_with_parts(compiled, part) for part in below))
