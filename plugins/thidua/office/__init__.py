"""Office formats, always on: spreadsheets in, reports out. Their libraries load when first used."""

from collections.abc import Iterable, Mapping

from thidua.core.text.bilingual import Language
from thidua.core.text.fault import Fault
from thidua.core.workspace.templates import Plain
from thidua.plugins import Folder, Plugin, Reader, Renderer, ReportTemplate, Text, hookimpl

here = Folder(__package__)


@hookimpl
def thidua_plugin() -> Plugin:
    """The plugin's own card."""
    return Plugin("office", Text("Định dạng văn phòng", "Office formats"), 1, ("thidua",))


@hookimpl
def thidua_readers() -> Iterable[Reader]:
    """The file formats that can be imported."""
    from thidua.office.csv_reading import CSV_READER
    from thidua.office.workbook_reading import WORKBOOK_READER

    return (CSV_READER, WORKBOOK_READER)


@hookimpl
def thidua_report_templates() -> Iterable[ReportTemplate]:
    """The form for results that ``thidua result template`` writes."""
    yield here.template(
        code="result-form",
        file="result-form.toml",
        title=Text("Biểu nhập kết quả thi đua", "Form for emulation results"),
        format="result-form",
    )


@hookimpl
def thidua_renderers() -> Iterable[Renderer]:
    """The file formats that reports and forms are written in."""
    yield Renderer(
        "html", Text("Trang HTML", "HTML page"), "html", ".html", _as_html, _faults_of_html
    )
    yield Renderer(
        "result-form", Text("Biểu Excel", "Excel form"), "result-form", ".xlsx", _as_form
    )


def _as_html(template: ReportTemplate, data: Mapping[str, Plain], language: Language) -> bytes:
    from thidua.office.html_rendering import render_html

    return render_html(template, data, language)


def _faults_of_html(template: ReportTemplate) -> tuple[Fault, ...]:
    from thidua.office.html_rendering import faults_of_html

    return faults_of_html(template)


def _as_form(template: ReportTemplate, data: Mapping[str, Plain], language: Language) -> bytes:
    from thidua.office.form_writing import write_form

    return write_form(template, data, language)
