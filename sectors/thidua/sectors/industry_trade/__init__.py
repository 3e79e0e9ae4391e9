"""Industry and trade (ngành Công Thương)."""

from collections.abc import Iterable

from thidua.plugins import (
    Check,
    CriteriaSet,
    Document,
    Folder,
    Indicator,
    Plugin,
    ReportTemplate,
    Sector,
    Text,
    hookimpl,
)

here = Folder(__package__)


@hookimpl
def thidua_plugin() -> Plugin:
    """The plugin's own card."""
    return here.plugin("sector.toml")


@hookimpl
def thidua_sector() -> Sector:
    """The sector that a department enables."""
    return here.sector("sector.toml")


@hookimpl
def thidua_indicators() -> Iterable[Indicator]:
    """What the sector's criteria read, and what departments have published."""
    return here.indicators("sector.toml")


@hookimpl
def thidua_criteria_sets() -> Iterable[CriteriaSet]:
    """The sector's point tables, one file each."""
    yield here.criteria_set("criteria-2026.toml")


@hookimpl
def thidua_checks() -> Iterable[Check]:
    """Figures that cannot be true, or that disagree with their own parts."""
    return here.checks("sector.toml")


@hookimpl
def thidua_report_templates() -> Iterable[ReportTemplate]:
    """The sector's reports."""
    yield here.template(
        code="industry-trade-summary",
        title=Text("Báo cáo tổng kết ngành Công Thương", "Summary report of industry and trade"),
        document=Document.SUMMARY,
        files=["templates/bao-cao-tong-ket.docx", "templates/bao-cao-tong-ket.html"],
        sector="industry-trade",
    )
