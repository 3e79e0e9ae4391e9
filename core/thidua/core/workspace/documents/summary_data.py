"""A summary report as its templates read it, with what its charts are drawn from."""

from typing import Any

from thidua.core.workspace.report_data import SummaryReport, as_plain
from thidua.core.workspace.templates import Document


def plain_summary(report: SummaryReport) -> dict[str, Any]:
    """All that a template of a summary report may read."""
    return {**as_plain(report), "document": Document.SUMMARY.value}
