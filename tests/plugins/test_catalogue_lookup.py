"""Asking a catalogue for what it has not: the answer says what to do."""

from fractions import Fraction
from pathlib import Path

import pytest

from thidua.core.model.contribution import Sector
from thidua.core.model.indicator import Indicator
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused
from thidua.core.workspace.catalogue import Catalogue, Dormant
from thidua.core.workspace.provision import Kind, Provider
from thidua.core.workspace.readers import Cell, Reader, Row, Table
from thidua.core.workspace.templates import Document, Renderer, ReportTemplate, TemplateFile

TITLE = Text("Tên", "Title")
EMPTY = Catalogue()


def reader(code: str, *suffixes: str) -> Reader:
    return Reader(code, TITLE, suffixes, lambda path: ())


def renderer(code: str, suffix: str, format: str = "html") -> Renderer:
    return Renderer(code, TITLE, format, suffix, lambda fillings, language: [b"x"])


def refusal(ask: object, *arguments: object) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        ask(*arguments)  # type: ignore[operator]
    [fault] = caught.value.faults
    return fault.in_language("vi"), fault.in_language("en")


def test_unknown_code_suggests_the_nearest() -> None:
    catalogue = Catalogue(indicators={"jobs_created": Indicator("jobs_created", TITLE, TITLE)})
    vi, en = refusal(catalogue.indicator, "job_created")
    assert vi == "Không có chỉ tiêu nào mang mã “job_created”. Có phải ý bạn là “jobs_created”?"
    assert en == "There is no indicator with the code “job_created”. Did you mean “jobs_created”?"


@pytest.mark.parametrize(
    ("ask", "vietnamese"),
    [
        (EMPTY.plugin, "phần mở rộng"),
        (EMPTY.sector, "ngành"),
        (EMPTY.indicator, "chỉ tiêu"),
        (EMPTY.formula, "công thức"),
        (EMPTY.criteria_set, "bảng điểm"),
        (EMPTY.template, "mẫu báo cáo"),
        (EMPTY.check, "phép kiểm tra"),
        (EMPTY.reader, "bộ đọc tệp"),
        (EMPTY.renderer, "bộ xuất báo cáo"),
        (EMPTY.compiled, "bảng điểm"),
    ],
)
def test_every_kind_is_called_by_its_name(ask: object, vietnamese: str) -> None:
    assert refusal(ask, "zz")[0] == f"Không có {vietnamese} nào mang mã “zz”."


def test_sector_that_is_not_enabled() -> None:
    dormant = {(Kind.SECTOR, "health"): Dormant(Provider("health"), "health")}
    vi, en = refusal(Catalogue(dormant=dormant).sector, "health")
    assert vi.startswith("Ngành “health” chưa được bật cho đơn vị này; phần mở rộng cung cấp:")
    assert en.endswith("Enable the sector with: thidua sector enable health")


def test_template_of_a_sector_that_is_not_enabled_names_that_of_the_department() -> None:
    page = TemplateFile("html", b"x", "x.html")
    known = {
        code: ReportTemplate(code, TITLE, document, [page], sector)
        for code, document, sector in (
            ("summary", Document.SUMMARY, None),
            ("own-summary", Document.SUMMARY, "own"),
            ("minutes", Document.MINUTES, "own"),
        )
    }
    dormant = {
        (Kind.TEMPLATE, f"health-{it.value}"): Dormant(Provider("health"), "health", it)
        for it in (Document.SUMMARY, Document.COVENANT)
    }
    own = {"own": Sector("own", TITLE, "Law")}
    catalogue = Catalogue(sectors=own, templates=known, dormant=dormant)
    vi, en = refusal(catalogue.template, "health-summary")
    assert vi.endswith("Đơn vị này đã có mẫu cho báo cáo đó: thidua report write own-summary")
    assert en.endswith("thidua report write own-summary")
    assert refusal(catalogue.template, "health-covenant")[1].endswith("sector enable health")
    standard = {"summary": known["summary"]}
    catalogue = Catalogue(sectors=own, templates=standard, dormant=dormant)
    assert refusal(catalogue.template, "health-summary")[1].endswith("report write summary")
    catalogue = Catalogue(templates=standard, dormant=dormant)
    assert refusal(catalogue.template, "health-summary")[1].endswith("sector enable health")


def test_provider_of_an_unknown_code() -> None:
    assert "check" in refusal(EMPTY.provider_of, Kind.CHECK, "zz")[1]


def test_mappings_are_in_the_order_of_codes_and_cannot_be_changed() -> None:
    catalogue = Catalogue(readers={"b": reader("b", ".b"), "a": reader("a", ".a")})
    assert list(catalogue.readers) == ["a", "b"]
    with pytest.raises(TypeError):
        catalogue.readers["c"] = reader("c", ".c")  # type: ignore[index]


def test_reader_is_chosen_by_suffix_whatever_its_case() -> None:
    catalogue = Catalogue(readers={"csv": reader("csv", ".csv"), "xlsx": reader("xlsx", ".xlsx")})
    assert catalogue.reader_for(Path("Số liệu.XLSX")).code == "xlsx"


def test_file_that_nobody_reads() -> None:
    catalogue = Catalogue(readers={"csv": reader("csv", ".csv"), "xlsx": reader("xlsx", ".xlsx")})
    vi, en = refusal(catalogue.reader_for, Path("figures.pdf"))
    assert vi == (
        "figures.pdf: Không đọc được định dạng của tệp này. Các định dạng đọc được: .csv, .xlsx"
    )
    assert en.endswith("Formats that can be read: .csv, .xlsx")
    assert refusal(EMPTY.reader_for, Path("figures.pdf"))[1].endswith("cannot be read.")


def test_file_that_two_readers_claim() -> None:
    catalogue = Catalogue(readers={"a": reader("a", ".csv"), "b": reader("b", ".csv")})
    assert "a, b" in refusal(catalogue.reader_for, Path("figures.csv"))[0]


def test_renderer_is_chosen_by_format_and_suffix() -> None:
    page = TemplateFile("html", b"x", "x.html")
    template = ReportTemplate("r", TITLE, Document.SUMMARY, [page])
    renderers = {
        "html": renderer("html", ".html"),
        "pdf": renderer("pdf", ".pdf"),
        "docx": renderer("docx", ".docx", format="docx"),
    }
    catalogue = Catalogue(renderers=renderers)
    chosen, file = catalogue.renderer_for(template, ".PDF")
    assert (chosen.code, file) == ("pdf", page)
    vi, en = refusal(catalogue.renderer_for, template, ".docx")
    assert vi.endswith("không xuất được ra tệp “.docx”. Đuôi tệp dùng được: .html, .pdf")
    assert en.endswith("Suffixes that can be used: .html, .pdf")
    assert refusal(EMPTY.renderer_for, template, ".html")[1].endswith("be written as “.html”.")


def test_cell_knows_whether_it_is_blank_and_an_error_is_not() -> None:
    assert Cell(None, "A1").is_blank and Cell("  ", "A1").is_blank
    assert not Cell(Fraction(0), "A1").is_blank
    assert not Cell("#DIV/0!", "A1", error=True).is_blank


def test_row_gives_an_empty_cell_past_its_end_with_the_right_address() -> None:
    row = Row(7, (Cell("u1", "A7"), Cell(None, "B7")))
    assert row.cell(0).value == "u1"
    assert row.cell(2) == Cell(None, "C7")
    assert not row.is_blank and Row(8, ()).is_blank


def test_place_of_a_cell_is_written_as_spreadsheets_do() -> None:
    assert Table("Đơn vị", ()).place("units.xlsx", "AA10") == "units.xlsx, 'Đơn vị'!AA10"
    assert Table("", ()).place("units.csv", "C7") == "units.csv, C7"
    assert Row(3, ()).cell(26).address == "AA3"


@pytest.mark.parametrize("suffix", ["xlsx", ".XLSX", "."])
def test_reader_takes_suffixes_in_lower_case_with_their_dot(suffix: str) -> None:
    with pytest.raises(ValueError, match="not a suffix"):
        reader("xlsx", suffix)


def test_template_without_content_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="content"):
        TemplateFile("html", b"", "x.html")


def test_a_report_has_one_file_of_a_format() -> None:
    page = TemplateFile("html", b"x", "x.html")
    with pytest.raises(ValueError, match="two files of the same format: html, html"):
        ReportTemplate("r", TITLE, Document.SUMMARY, [page, page])
    with pytest.raises(ValueError, match="files"):
        ReportTemplate("r", TITLE, Document.SUMMARY, [])
    assert ReportTemplate("r", TITLE, Document.SUMMARY, [page]).file_of("docx") is None
