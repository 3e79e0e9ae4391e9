"""The points of all members (bảng tổng hợp điểm): the ranking, and every criterion of everyone."""

from thidua.core.scoring.tally import Level
from thidua.core.text.bilingual import Language
from thidua.core.workspace.documents.beginning import beginning, score_notices
from thidua.core.workspace.documents.contents import ClusterTable, MatrixRow
from thidua.core.workspace.documents.letterheads import cluster_letterhead
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.documents.table_places import (
    TablePlace,
    points_words,
    table_places,
)
from thidua.core.workspace.summary.rankings import ranking_table
from thidua.core.workspace.templates import Document


def cluster_table(read: ClusterReading, language: Language) -> ClusterTable:
    """The table at the highest layer, with the totals of every layer."""
    places = table_places(read.shown, lambda part: part.set_codes())
    return ClusterTable(
        **beginning(
            read,
            cluster_letterhead(read, Document.CLUSTER_TABLE),
            score_notices(read, language),
            language,
        ),
        ranking=ranking_table(read.shown, language, read.scores),
        matrix=tuple(
            _row(read, place, language) for place in places if place.level is Level.CRITERION
        ),
    )


def _row(read: ClusterReading, place: TablePlace, language: Language) -> MatrixRow:
    return MatrixRow(
        number=place.number.in_language(language),
        code=place.code,
        title=place.title.in_language(language),
        maximum=place.maximum.in_language(language),
        points=tuple(points_words(row, place, language) for row in read.score.rows),
    )
