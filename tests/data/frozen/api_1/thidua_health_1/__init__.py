"""A sector as third parties wrote them for version 1 of the plugin interface. Never change it:
whatever thidua becomes, it must load for as long as OLDEST_API_VERSION is 1."""

from thidua.plugins import (
    Cell,
    Document,
    Folder,
    Reader,
    Renderer,
    Row,
    Table,
    Text,
    cell_address,
    hookimpl,
)
from thidua_health_1 import formulas

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


def read(path):
    lines = path.read_text("utf-8").splitlines()
    rows = [
        Row(
            number,
            tuple(
                Cell(value or None, cell_address(column, number))
                for column, value in enumerate(line.split("|"))
            ),
        )
        for number, line in enumerate(lines, start=1)
    ]
    return (Table(sheet="", rows=tuple(rows)),)


@hookimpl
def thidua_readers():
    yield Reader(
        code="health-psv",
        title=Text(vi="Tệp phân cách bằng dấu |", en="Pipe-separated file"),
        suffixes=(".psv",),
        read=read,
    )


def render(fillings, language):
    return [it.template.content + str(it.data["period"]).encode() for it in fillings]


@hookimpl
def thidua_renderers():
    yield Renderer(
        code="health-text",
        title=Text(vi="Văn bản thuần", en="Plain text"),
        format="health-text",
        suffix=".txt",
        render=render,
    )
