"""A summary report as its templates read it, with what its charts are drawn from."""

from typing import Any

from thidua.core.text.bilingual import Language
from thidua.core.workspace.documents.charts import chart_as_plain
from thidua.core.workspace.documents.figure_charts import RESULTS, target_bars
from thidua.core.workspace.report_data import as_plain
from thidua.core.workspace.summary import summary_of
from thidua.core.workspace.summary.reading import SummaryReading
from thidua.core.workspace.templates import Document


def plain_summary(read: SummaryReading, language: Language = "vi") -> dict[str, Any]:
    """All that a template of a summary report may read; a chart without a row is left out."""
    report = summary_of(read, language)
    title = f"{RESULTS.in_language(language)}: {report.department_name}, {report.period}"
    chart = target_bars(title, read.figures, read.book(language))
    return {
        **as_plain(report),
        "document": Document.SUMMARY.value,
        "charts": {"target_bars": chart_as_plain(chart)} if chart.rows else {},
    }
