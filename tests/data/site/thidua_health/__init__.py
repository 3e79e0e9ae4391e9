"""A sound sector of a third party: health."""

from thidua.plugins import Document, Folder, Text, hookimpl
from thidua_health import formulas

here = Folder(__package__)


@hookimpl
def thidua_plugin():
    return here.plugin("sector.toml")


@hookimpl
def thidua_sector():
    return here.sector("sector.toml")


@hookimpl
def thidua_indicators():
    return here.indicators("sector.toml")


@hookimpl
def thidua_formulas():
    yield from here.formulas("sector.toml")
    yield formulas.HALVES


@hookimpl
def thidua_checks():
    return here.checks("sector.toml")


@hookimpl
def thidua_criteria_sets():
    yield here.criteria_set("criteria-2026.toml")


@hookimpl
def thidua_report_templates():
    yield here.template(
        code="health-summary",
        title=Text("Báo cáo tổng kết ngành Y tế", "Summary report of health"),
        document=Document.SUMMARY,
        files=["templates/summary.html"],
        sector="health",
    )
