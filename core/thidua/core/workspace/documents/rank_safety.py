"""How safe the ranks of a cluster are: said by ``thidua robust``, drawn by the chart of ranks."""

from typing import Any

from thidua.core.scoring.robustness import robustness
from thidua.core.text.bilingual import Language
from thidua.core.workspace.documents.beginning import beginning, score_notices
from thidua.core.workspace.documents.chart_building import notes_of
from thidua.core.workspace.documents.contents import ClusterDocument
from thidua.core.workspace.documents.letterheads import cluster_letterhead
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.templates import Document
from thidua.core.workspace.views.robustness import robustness_chart, robustness_data


def rank_safety(read: ClusterReading, language: Language) -> ClusterDocument:
    """What stands around the chart."""
    return ClusterDocument(
        **beginning(
            read,
            cluster_letterhead(read, Document.RANK_SAFETY),
            score_notices(read, language),
            language,
        )
    )


def rank_range(read: ClusterReading, language: Language) -> dict[str, Any]:
    """Between which ranks each member would stand under other rules or without another member."""
    found = robustness(read.score)
    chart = robustness_chart(robustness_data(read.shown, found, language), language)
    return {**chart, "notes": list(notes_of(read.shown, read.score, language))}
