"""The hooks of the sector "health": all that thidua calls.

Hooks return records and do nothing else, so that a fault is found when the plugin is loaded and
not in the middle of a ranking. ``Folder`` reads the files beside this one; each fault of a file
comes with its line.
"""

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
    Sector,
    Text,
    hookimpl,
)
from thidua_health.formulas import YEARLY_GROWTH

here = Folder(__package__)


@hookimpl
def thidua_plugin() -> Plugin:
    """The plugin's card: its code, and the version of the interface that it was written for."""
    return here.plugin("sector.toml")


@hookimpl
def thidua_sector() -> Sector:
    """The sector that a department enables."""
    return here.sector("sector.toml")


@hookimpl
def thidua_indicators() -> Iterable[Indicator]:
    """The figures that units report."""
    return here.indicators("sector.toml")


@hookimpl
def thidua_checks() -> Iterable[Check]:
    """What must hold between the figures of one unit for them to be believed."""
    return here.checks("sector.toml")


@hookimpl
def thidua_formulas() -> Iterable[Formula]:
    """Only what the formula language cannot say; expressions belong in the point table."""
    yield YEARLY_GROWTH


@hookimpl
def thidua_criteria_sets() -> Iterable[CriteriaSet]:
    """The point tables, one file each. A new year is a new file and one more line here; a table
    that has been used is never changed."""
    yield here.criteria_set("criteria-2026.toml")


@hookimpl
def thidua_report_templates() -> Iterable[ReportTemplate]:
    """Reports in the sector's own words; all other documents come with thidua."""
    yield here.template(
        code="health-summary",
        title=Text(
            "Báo cáo tổng kết ngành Y tế",
            "Summary report: Health",
        ),
        document=Document.SUMMARY,
        files=["templates/bao-cao-tong-ket.docx"],
        sector="health",
    )
