"""Every document of a cluster, by its kind: its content, as a record and as plain data."""

from typing import Any

from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import refuse
from thidua.core.workspace.documents.calculation import calculation_of
from thidua.core.workspace.documents.chart_choice import charts_of
from thidua.core.workspace.documents.cluster_table import cluster_table
from thidua.core.workspace.documents.contents import ClusterDocument
from thidua.core.workspace.documents.covenant import covenant
from thidua.core.workspace.documents.minutes import minutes
from thidua.core.workspace.documents.rank_safety import rank_safety
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.documents.score_sheet import score_sheet
from thidua.core.workspace.documents.submission import submission
from thidua.core.workspace.report_data import as_plain
from thidua.core.workspace.templates import Document

_OF_CLUSTER = {
    Document.CLUSTER_TABLE: cluster_table,
    Document.MINUTES: minutes,
    Document.COVENANT: covenant,
    Document.SUBMISSION: submission,
    Document.RANK_SAFETY: rank_safety,
}


def content_of(
    document: Document, read: ClusterReading, language: Language = "vi", unit: str | None = None
) -> ClusterDocument:
    """What a document says: a record of the class that ``contents.CONTENTS`` names for it.

    ``unit`` is the member that a score sheet is about; Refused where it is missing or is no
    member. ValueError for a document that is not of a cluster: the summary, the form for results.
    """
    if document is Document.SCORE_SHEET:
        return score_sheet(read, _named(unit), language)
    if document not in _OF_CLUSTER:
        raise ValueError(f"not a document of a cluster: {document.value}")
    return _OF_CLUSTER[document](read, language)


def plain_of(
    document: Document, read: ClusterReading, language: Language = "vi", unit: str | None = None
) -> dict[str, Any]:
    """:func:`content_of` as a template reads it, with the code of the document, its charts and
    its calculation; the pictures drawn of the charts are added by who draws them."""
    return {
        **as_plain(content_of(document, read, language, unit)),
        "document": document.value,
        "charts": charts_of(document, read, language, unit),
        "calculation": calculation_of(document, read, language, unit),
    }


def _named(unit: str | None) -> str:
    if unit is None:
        raise refuse(
            "phiếu chấm điểm là của một đơn vị.",
            "a score sheet is about one unit.",
            remedy=Text("Hãy nêu đơn vị bằng --unit.", "Name the unit with --unit."),
        )
    return unit
