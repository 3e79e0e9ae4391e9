"""Standard formulas, shared indicators and the common criteria set: for every sector, always on."""

from collections.abc import Iterable

from thidua.plugins import (
    Check,
    CriteriaSet,
    Document,
    Folder,
    Formula,
    Indicator,
    Plugin,
    ReportTemplate,
    Text,
    hookimpl,
)

here = Folder(__package__)


@hookimpl
def thidua_plugin() -> Plugin:
    """The plugin's own card."""
    return here.plugin("plugin.toml")


@hookimpl
def thidua_indicators() -> Iterable[Indicator]:
    """What every unit reports, whatever its field."""
    return here.indicators("indicators.toml")


@hookimpl
def thidua_formulas() -> Iterable[Formula]:
    """The standard formulas, all of them expressions."""
    return here.formulas("formulas.toml")


@hookimpl
def thidua_criteria_sets() -> Iterable[CriteriaSet]:
    """The common criteria of blocs of mixed sectors."""
    yield here.criteria_set("criteria-common-2026.toml")


@hookimpl
def thidua_checks() -> Iterable[Check]:
    """Plausibility checks on the shared indicators."""
    return here.checks("checks.toml")


DOCUMENTS = (
    (Document.SUMMARY, "bao-cao-tong-ket", Text("Báo cáo tổng kết", "Summary report")),
    (Document.SCORE_SHEET, "phieu-cham-diem", Text("Phiếu chấm điểm", "Score sheet")),
    (Document.CLUSTER_TABLE, "bang-tong-hop-diem", Text("Bảng tổng hợp điểm", "Table of points")),
    (Document.MINUTES, "bien-ban-hop", Text("Biên bản họp", "Minutes of the meeting")),
    (Document.COVENANT, "giao-uoc-thi-dua", Text("Giao ước thi đua", "Emulation covenant")),
    (Document.SUBMISSION, "to-trinh", Text("Tờ trình", "Submission")),
)
"""Each document with the name of its files and its title; its code is the document's own."""
CHARTS = (
    (Document.CLUSTER_TABLE, "ranking_bars", Text("Biểu đồ xếp hạng", "Chart of the ranking")),
    (Document.CLUSTER_TABLE, "heat_map", Text("Biểu đồ tiêu chí", "Chart of the criteria")),
    (Document.RANK_SAFETY, "rank_range", Text("Biểu đồ khoảng thứ hạng", "Chart of rank ranges")),
    (Document.SCORE_SHEET, "target_bars", Text("Biểu đồ đạt chỉ tiêu", "Chart of the targets")),
    (Document.SCORE_SHEET, "change", Text("Biểu đồ so với kỳ trước", "Chart of the changes")),
)
"""Each chart that can be a file of its own, with the document whose data it is drawn from."""


WORKBOOKS = (Document.SCORE_SHEET, Document.CLUSTER_TABLE)
"""What can be checked again by hand in a spreadsheet."""


def _formats(document: Document) -> tuple[str, ...]:
    return ("docx", "html", "toml") if document in WORKBOOKS else ("docx", "html")


@hookimpl
def thidua_report_templates() -> Iterable[ReportTemplate]:
    """Reports of any sector, and of blocs of mixed sectors."""
    for document, name, title in DOCUMENTS:
        yield here.template(
            code=document.value,
            title=title,
            document=document,
            files=[f"templates/{name}.{format}" for format in _formats(document)],
        )
    for document, picture, title in CHARTS:
        yield here.template(
            code=f"{picture.replace('_', '-')}-chart",
            title=title,
            document=document,
            files=[f"templates/{picture}.chart"],
        )
