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


@hookimpl
def thidua_report_templates() -> Iterable[ReportTemplate]:
    """Reports of any sector, and of blocs of mixed sectors."""
    yield here.template(
        code="summary",
        title=Text("Báo cáo tổng kết", "Summary report"),
        document=Document.SUMMARY,
        files=["templates/bao-cao-tong-ket.html"],
    )
