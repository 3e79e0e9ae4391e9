"""A sound sector, from which every faulty one differs in the one thing that its file says."""

from thidua.plugins import Document, Folder, Text, hookimpl

from . import formulas

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
    yield formulas.WHOLE_TENTHS


@hookimpl
def thidua_criteria_sets():
    yield here.criteria_set("criteria-2026.toml")


@hookimpl
def thidua_report_templates():
    yield here.template(
        code="sound-summary",
        title=Text("Báo cáo của ngành mẫu", "Report of the sample sector"),
        document=Document.CLUSTER_TABLE,
        files=["templates/table.html"],
        sector="sound",
    )
