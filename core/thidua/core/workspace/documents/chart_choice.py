"""Which charts belong to which document of a cluster."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from thidua.core.scoring.results import ClusterScore
from thidua.core.text.bilingual import Language
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.documents.chart_building import heat_map, ranking_bars
from thidua.core.workspace.documents.charts import Chart, chart_as_plain
from thidua.core.workspace.documents.figure_charts import change_on_last_period, unit_target_bars
from thidua.core.workspace.documents.rank_safety import rank_range
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.templates import Document

_OF_RANKING: Final[Mapping[Document, Sequence[str]]] = {
    Document.CLUSTER_TABLE: ("ranking_bars", "heat_map"),
    Document.MINUTES: ("ranking_bars",),
    Document.SUBMISSION: ("ranking_bars",),
}
_BUILDERS: Final[Mapping[str, Callable[[OpenCluster, ClusterScore, Language], Chart]]] = {
    "ranking_bars": ranking_bars,
    "heat_map": heat_map,
}


def charts_of(
    document: Document, read: ClusterReading, language: Language = "vi", unit: str | None = None
) -> dict[str, dict[str, Any]]:
    """The charts of a document as plain data, by the names in ``contents.PICTURES``; a chart that
    would show nothing is left out. ``unit`` is the member that a score sheet is about; Refused
    for a unit that is none."""
    if document is Document.SCORE_SHEET and unit is not None:
        return _plain(
            {
                "target_bars": unit_target_bars(read.shown, read.score, unit, language),
                "change": change_on_last_period(read.shown, read.score, unit, language),
            }
        )
    if document is Document.RANK_SAFETY:
        return {"rank_range": rank_range(read, language)}
    names = _OF_RANKING.get(document, ())
    return _plain({name: _BUILDERS[name](read.shown, read.score, language) for name in names})


def _plain(charts: Mapping[str, Chart]) -> dict[str, dict[str, Any]]:
    return {name: chart_as_plain(chart) for name, chart in charts.items() if chart.rows}
