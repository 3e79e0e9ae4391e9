"""Office formats, always on: spreadsheets in, reports out. Their libraries load when first used."""

from collections.abc import Iterable, Sequence

from thidua.core.text.bilingual import Language
from thidua.core.text.fault import Fault
from thidua.plugins import (
    Document,
    Filling,
    Folder,
    Plugin,
    Reader,
    Renderer,
    ReportTemplate,
    TemplateFile,
    Text,
    hookimpl,
)

here = Folder(__package__)


@hookimpl
def thidua_plugin() -> Plugin:
    """The plugin's own card."""
    return Plugin("office", Text("Định dạng văn phòng", "Office formats"), 1, ("thidua",))


@hookimpl
def thidua_readers() -> Iterable[Reader]:
    """The file formats that can be imported."""
    from thidua.office.csv_reading import CSV_READER
    from thidua.office.word_reading import WORD_READER
    from thidua.office.workbook_reading import LEGACY_READER, OPEN_DOCUMENT_READER, WORKBOOK_READER

    return (CSV_READER, WORKBOOK_READER, OPEN_DOCUMENT_READER, LEGACY_READER, WORD_READER)


@hookimpl
def thidua_report_templates() -> Iterable[ReportTemplate]:
    """The form for results that ``thidua result template`` writes."""
    yield here.template(
        code="result-form",
        title=Text("Biểu nhập kết quả thi đua", "Form for emulation results"),
        document=Document.RESULT_FORM,
        files=["result-form.toml"],
    )


@hookimpl
def thidua_renderers() -> Iterable[Renderer]:
    """The file formats that reports and forms are written in."""
    yield from _renderers_of_texts()
    yield Renderer(
        "chart-svg", Text("Biểu đồ SVG", "SVG chart"), "chart", ".svg", _as_svg, _faults_of_chart
    )
    yield Renderer(
        "chart-png", Text("Biểu đồ PNG", "PNG chart"), "chart", ".png", _as_png, _faults_of_chart
    )
    yield Renderer(
        "workbook",
        Text("Sổ tính Excel", "Excel workbook"),
        "toml",
        ".xlsx",
        _as_workbooks,
        _faults_of_workbook,
    )
    yield Renderer(
        "sector-workbook",
        Text("Sổ tính định nghĩa ngành", "Workbook of a sector"),
        "sector",
        ".xlsx",
        _as_sector_workbooks,
        _not_of_reports,
    )


def _renderers_of_texts() -> Iterable[Renderer]:
    yield Renderer(
        "html",
        Text("Trang HTML", "HTML page"),
        "html",
        ".html",
        _as_pages,
        _faults_of_html,
        _missing_charts,
    )
    yield Renderer(
        "word",
        Text("Văn bản Word", "Word document"),
        "docx",
        ".docx",
        _as_word,
        _faults_of_word,
        _missing_charts,
    )
    yield Renderer(
        "pdf",
        Text("Tệp PDF (cần LibreOffice)", "PDF file (needs LibreOffice)"),
        "docx",
        ".pdf",
        _as_pdf,
        _faults_of_word,
        _missing_charts,
    )


def _as_pages(fillings: Sequence[Filling], language: Language) -> list[bytes]:
    from thidua.office.html_rendering import render_html
    from thidua.office.pictures import for_pages

    return [render_html(it.template, it.data, language) for it in for_pages(fillings, language)]


def _faults_of_html(template: TemplateFile, document: Document) -> tuple[Fault, ...]:
    from thidua.office.html_rendering import faults_of_html

    return faults_of_html(template, document)


def _as_word(fillings: Sequence[Filling], language: Language) -> list[bytes]:
    from thidua.office.pictures import for_word
    from thidua.office.word_rendering import render_word

    return render_word(for_word(fillings, language), language)


def _as_pdf(fillings: Sequence[Filling], language: Language) -> list[bytes]:
    from thidua.office.pdf_conversion import WordDocument, require_soffice, to_pdfs

    require_soffice()
    words = zip(_as_word(fillings, language), fillings, strict=True)
    return to_pdfs([WordDocument(word, filling.template.file) for word, filling in words])


def _faults_of_word(template: TemplateFile, document: Document) -> tuple[Fault, ...]:
    from thidua.office.word_rendering import faults_of_word

    return faults_of_word(template, document)


def _as_svg(fillings: Sequence[Filling], language: Language) -> list[bytes]:
    from thidua.office.chart_files import chart_files

    return chart_files(fillings, language, ".svg")


def _as_png(fillings: Sequence[Filling], language: Language) -> list[bytes]:
    from thidua.office.chart_files import chart_files

    return chart_files(fillings, language, ".png")


def _faults_of_chart(template: TemplateFile, document: Document) -> tuple[Fault, ...]:
    from thidua.office.chart_files import faults_of_chart

    return faults_of_chart(template, document)


def _missing_charts() -> tuple[Text, ...]:
    from thidua.office.pictures import missing_charts

    return missing_charts()


def _as_workbooks(fillings: Sequence[Filling], language: Language) -> list[bytes]:
    from thidua.office.form_writing import write_form
    from thidua.office.points_workbooks import write_points

    return [
        (write_points if "document" in it.data else write_form)(it.template, it.data, language)
        for it in fillings
    ]


def _faults_of_workbook(template: TemplateFile, document: Document) -> tuple[Fault, ...]:
    from thidua.office.points_words import faults_of_words

    return faults_of_words(template, document)


def _as_sector_workbooks(fillings: Sequence[Filling], language: Language) -> list[bytes]:
    from thidua.office.sector_workbook import write_sector_workbook

    return [write_sector_workbook(it.template, it.data, language) for it in fillings]


def _not_of_reports(template: TemplateFile, document: Document) -> tuple[Fault, ...]:
    from thidua.office.sector_workbook import no_sector_in

    return (no_sector_in(template),)
