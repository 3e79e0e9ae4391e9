"""The numbers of a document as a spreadsheet computes them: exact, each with its formula.

What a document prints is text. A workbook also needs the numbers themselves, and the formulas by
which the sheet gives them again; every formula is evaluated here, exactly, and one that does not
give the very number of the record is left away: the number is stated instead.
"""

from typing import Any

from thidua.core.text.bilingual import Language
from thidua.core.workspace.documents.calculation_columns import grids_of
from thidua.core.workspace.documents.calculation_ranking import ranking_as_plain
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.documents.table_places import table_places
from thidua.core.workspace.templates import Document
from thidua.core.workspace.views.wording import LAYER_WORDS


def calculation_of(
    document: Document, read: ClusterReading, language: Language = "vi", unit: str | None = None
) -> dict[str, Any]:
    """The calculation of a document as plain data; empty for one that is no table of points.

    Of a score sheet: a column for each layer of ``unit``'s points. Of a cluster's table: a column
    for each member at the highest layer, in the order of the ranking, with the ``ranking`` itself.
    Numbers are text that ``Fraction`` reads; an unknown number is an empty text.
    """
    if document is Document.SCORE_SHEET and unit is not None:
        return _score_sheet(read, unit, language)
    return _cluster_table(read, language) if document is Document.CLUSTER_TABLE else {}


def _score_sheet(read: ClusterReading, unit: str, language: Language) -> dict[str, Any]:
    rows = read.member_scores(unit)
    sector = rows[-1].member.sector
    places = table_places(read.shown, lambda it: [code] if (code := it.set_for(sector)) else [])
    titles = [LAYER_WORDS[layer].in_language(language) for layer in read.scores]
    grids = grids_of(read.shown, list(zip(titles, rows, strict=True)), list(places))
    return grids.as_plain(language)


def _cluster_table(read: ClusterReading, language: Language) -> dict[str, Any]:
    places = table_places(read.shown, lambda part: part.set_codes())
    columns = [(row.member.name, row) for row in read.score.rows]
    grids = grids_of(read.shown, columns, list(places))
    return {
        **grids.as_plain(language),
        "ranking": ranking_as_plain(read, grids.rows, language),
    }
