"""The rows of a score sheet: each part, section and criterion with its points at every layer."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from thidua.core.model.compiled import CompiledSet
from thidua.core.scoring.cells import Cell
from thidua.core.scoring.results import MemberScore
from thidua.core.scoring.tally import Level
from thidua.core.text.bilingual import Language
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.documents.contents import ScoreRow
from thidua.core.workspace.documents.point_lines import LineBook
from thidua.core.workspace.documents.row_words import RowWords
from thidua.core.workspace.documents.table_places import (
    TablePlace,
    part_score,
    points_at,
    points_words,
    table_places,
)


@frozen
class SheetBook:
    """What the rows of one member's sheet are written from."""

    shown: OpenCluster
    rows: Sequence[MemberScore]
    """The member's, by layer."""
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

    def row(self, place: TablePlace) -> ScoreRow:
        """A part, a section or a criterion."""
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
        lines = LineBook(self.shown, self.rows, self.language)
        return evolve(row, lines=lines.of_place(place))

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


def _cell(row: MemberScore, place: TablePlace) -> Cell | None:
    score = part_score(row, place.part.code)
    return None if score is None else score.score.cells[place.code]


def _with_parts(compiled: CompiledSet, code: str) -> set[str]:
    """A criterion with those that name it as their parent, at any depth."""
    below = (item.code for item in compiled.source.criteria if item.parent == code)
    return {code}.union(*(_with_parts(compiled, part) for part in below))
