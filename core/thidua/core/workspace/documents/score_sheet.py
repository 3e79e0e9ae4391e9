"""The score sheet of one member (phiếu chấm điểm): every point at every layer, and why."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from thidua.core.exact.rounding import round_to
from thidua.core.scoring.entries import Member
from thidua.core.scoring.results import MemberScore
from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.documents.beginning import beginning, score_notices
from thidua.core.workspace.documents.contents import ScoreSheet
from thidua.core.workspace.documents.figure_moves import (
    FigureMove,
    figure_changes,
    figure_moves,
    readers_of,
)
from thidua.core.workspace.documents.letterheads import unit_letterhead
from thidua.core.workspace.documents.point_lines import LineBook
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.documents.row_words import RowWords
from thidua.core.workspace.documents.sheet_rows import SheetBook
from thidua.core.workspace.documents.table_places import TablePlace, points_at
from thidua.core.workspace.summary.rankings import band_words, totals_by_layer
from thidua.core.workspace.views.explanation import explanation_data
from thidua.core.workspace.views.notices import is_illustrative
from thidua.core.workspace.views.ranking import DISPLAY_PLACES, naming_of
from thidua.core.workspace.views.wording import LAYER_WORDS, STATUS_WORDS

ROUNDED: Final = Text(
    "Điểm từng dòng làm tròn để in, cộng từ số chưa làm tròn; phần lệch, nếu có, ghi ở dòng “làm"
    " tròn khi in”.",
    "Points are rounded for print and summed before that; what that leaves, if anything, stands in"
    " the line “rounding for print”.",
)


def score_sheet(read: ClusterReading, unit: str, language: Language) -> ScoreSheet:
    """The sheet of a member; Refused, with the nearest code, for a unit that is none."""
    rows = read.member_scores(unit)
    last, member = rows[-1], rows[-1].member
    told = explanation_data(read.shown, read.score, member.unit, language)
    moves = figure_moves(read.shown.recorded.observations, member.unit)
    explanations = {item["code"]: item["explanation"] for item in told["criteria"]}
    words = _row_words(read, member, moves, language)
    book = SheetBook(read.shown, rows, words, explanations, language)
    places = tuple(book.places())
    return ScoreSheet(
        **beginning(
            read,
            unit_letterhead(read, member.unit),
            score_notices(read, language, illustrative=is_illustrative(last)),
            language,
        ),
        unit=member.unit,
        unit_name=member.name,
        layers=tuple(LAYER_WORDS[layer].in_language(language) for layer in read.scores),
        rows=tuple(book.rows_of(places)),
        adjustments=LineBook(read.shown, rows, language).of_total(places),
        totals=totals_by_layer(read.scores.values(), member.unit, language),
        notes=(ROUNDED.in_language(language),) if _is_rounded(rows, places) else (),
        changes=figure_changes(read.shown, moves, readers_of(read.shown, member), language),
        rank="-" if last.rank is None else str(last.rank),
        band=band_words(last, language),
        status=last.status.value,
        status_text=STATUS_WORDS[last.status].in_language(language),
        reasons=tuple(told["reasons"]),
    )


def _row_words(
    read: ClusterReading, member: Member, moves: tuple[FigureMove, ...], language: Language
) -> RowWords:
    recorded = read.shown.recorded.observations
    judged = (score.case.entries.judged.items() for score in read.scores.values())
    return RowWords(
        tuple(
            dict.fromkeys(
                one for layer in judged for (unit, _), one in layer if unit == member.unit
            )
        ),
        tuple(item for item in recorded if item.unit == member.unit),
        moves,
        naming_of(read.shown, member),
        language,
    )


def _is_rounded(rows: Iterable[MemberScore], places: Iterable[TablePlace]) -> bool:
    """Whether any number of the sheet has more digits than are printed."""
    listed = tuple(places)
    return any(
        round_to(points, digits) != points for row in rows for points, digits in _shown(row, listed)
    )


def _shown(row: MemberScore, places: Iterable[TablePlace]) -> Iterator[tuple[Fraction, int]]:
    for place in places:
        points = points_at(row, place)
        if points is not None:
            yield points, DISPLAY_PLACES if place.digits is None else place.digits
