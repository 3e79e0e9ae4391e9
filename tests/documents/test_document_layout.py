"""The layout of administrative documents (Decree 30/2020/NĐ-CP, Annex I), on the written files.

All of it holds for reports, minutes, covenants and submissions. A score sheet and a table of
points are forms that go with them: of these the paper, the fonts, the letterhead, the title and
the signatures, while what stands in their tables is smaller.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from thidua.core.workspace.templates import Document

if TYPE_CHECKING:
    from tests.conftest import DemoRun
    from tests.documents.conftest import Papers

FONT: Final = "Times New Roman"
COUNTRY: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
TITLES: Final = {
    "summary": "BÁO CÁO",
    "sheet": "PHIẾU CHẤM ĐIỂM THI ĐUA",
    "cluster-table": "BẢNG TỔNG HỢP ĐIỂM THI ĐUA",
    "minutes": "BIÊN BẢN",
    "covenant": "GIAO ƯỚC THI ĐUA",
    "submission": "TỜ TRÌNH",
}
FORMS: Final = ("sheet", "cluster-table")
RUNNING: Final = [name for name in TITLES if name not in FORMS]
"""Documents of running text."""
NUMBERED: Final = {"summary": "BC", "minutes": "BB", "submission": "TTr"}


@pytest.fixture(scope="module")
def files(
    demo_run: "DemoRun", made_up_papers: Mapping[str, "Papers"], made_up_summary: Path
) -> Mapping[str, list[Any]]:
    """Written documents by kind: of thirty members with long names, and of the demonstration."""
    large, reports = made_up_papers["cum-dai"], demo_run.folder / "reports"
    bloc = reports / "bac-kan" / "bac-kan-kt-kt-2020"
    sheets = [large.sheet("p01"), next(reports.rglob("phieu-cham-diem-cai-lay-tnmt.docx"))]
    kinds = {
        "summary": [made_up_summary, *reports.rglob("bao-cao-tong-ket.docx")],
        "sheet": sheets,
        **{
            document.value: [large.paper(document), bloc / large.paper(document).name]
            for document in (Document.CLUSTER_TABLE, Document.MINUTES, Document.COVENANT)
        },
        "submission": [large.paper(Document.SUBMISSION), bloc / "to-trinh.docx"],
    }
    return {kind: [docx.Document(str(file)) for file in found] for kind, found in kinds.items()}


@pytest.fixture(params=TITLES)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of document in turn."""
    name: str = request.param
    return name


@pytest.fixture
def written(files: Mapping[str, list[Any]], kind: str) -> list[Any]:
    """The files of that kind."""
    return files[kind]


def paragraphs(document: Any) -> list[Any]:
    """Those of the running text, with words."""
    return [it for it in document.paragraphs if it.text.strip()]


def size(paragraph: Any) -> float:
    """The one size of all its words, in points."""
    (found,) = {run.font.size or Pt(14) for run in paragraph.runs if run.text.strip()}
    return float(found.pt)


def is_bold(paragraph: Any) -> bool:
    return all(run.bold for run in paragraph.runs if run.text.strip())


def is_italic(paragraph: Any) -> bool:
    return all(run.italic for run in paragraph.runs if run.text.strip())


def letterhead(document: Any) -> tuple[list[Any], list[Any]]:
    """The paragraphs of its two halves that have words."""
    cells = document.tables[0].rows[0].cells
    left, right = ([it for it in cells[at].paragraphs if it.text.strip()] for at in (0, -1))
    return left, right


def tables(document: Any) -> list[Any]:
    """Tables with lines: not those by which things stand side by side."""
    return [table for table in document.tables if table.style.name == "Table Grid"]


def titled(document: Any, kind: str) -> tuple[Any, list[Any]]:
    """The paragraph of the title and those after it."""
    found = paragraphs(document)
    (place,) = [n for n, it in enumerate(found) if it.text == TITLES[kind]]
    return found[place], found[place + 1 :]


def test_a_page_is_a4_with_the_margins_of_the_decree(written: list[Any], kind: str) -> None:
    for document in written:
        (section,) = document.sections
        upright = section.page_width < section.page_height
        assert upright == (kind not in FORMS)
        assert section.orientation == (WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE)
        sides = sorted((section.page_width, section.page_height))
        assert [round(side.mm) for side in sides] == [210, 297]
        for margin, least, most in (
            (section.top_margin, 20, 25),
            (section.bottom_margin, 20, 25),
            (section.left_margin, 30, 35),
            (section.right_margin, 15, 20),
        ):
            assert Mm(least) - Mm(0.1) <= margin <= Mm(most)


def test_no_other_font_is_named_and_all_of_it_is_black(written: list[Any]) -> None:
    for document in written:
        used = [document.element, document.styles["Normal"].element]
        used += [document.styles[name].element for name in ("Table Grid", "Header")]
        used += [section.header._element for section in document.sections]
        names = {
            value
            for root in used
            for fonts in root.iter(qn("w:rFonts"))
            for attribute, value in fonts.attrib.items()
            if "Theme" not in attribute and "hint" not in attribute
        }
        assert names == {FONT}
        colours = {it.get(qn("w:val")) for it in document.element.iter(qn("w:color"))}
        assert colours <= {"auto", "000000"}


def test_every_style_that_a_paragraph_has_is_in_that_font(written: list[Any]) -> None:
    for document in written:
        cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
        everything = [*document.paragraphs, *(it for cell in cells for it in cell.paragraphs)]
        assert {it.style.name for it in everything} == {"Normal"}
        assert document.styles["Normal"].font.name == FONT
        fonts = document.styles["Normal"].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{it}")) for it in ("ascii", "hAnsi", "eastAsia", "cs")} == {FONT}


def test_the_country_and_its_motto_stand_top_right(written: list[Any]) -> None:
    for document in written:
        country, motto, day = letterhead(document)[1]
        assert (country.text, motto.text) == (COUNTRY, MOTTO)
        assert 12 <= size(country) <= 13 <= size(motto) <= 14
        assert is_bold(country) and is_bold(motto)
        assert re.fullmatch(r"\S.*, ngày … tháng … năm …", day.text)
        assert is_italic(day) and not is_bold(day) and 13 <= size(day) <= 14
        centred = {it.alignment for it in (country, motto, day)}
        assert centred == {WD_ALIGN_PARAGRAPH.CENTER}


def test_the_issuing_body_stands_top_left_under_its_superior(written: list[Any], kind: str) -> None:
    for document in written:
        lines = letterhead(document)[0]
        bodies = [it for it in lines if not it.text.startswith("Số:")]
        assert all(it.text == it.text.upper() and 12 <= size(it) <= 13 for it in bodies)
        assert [is_bold(it) for it in bodies] in ([False, True], [True])
        numbers = [it for it in lines if it.text.startswith("Số:")]
        assert len(numbers) == (kind in NUMBERED)
        for number in numbers:
            assert re.fullmatch(rf"Số: …/{NUMBERED[kind]}-[A-ZĐ]+", number.text)
            assert size(number) == 13 and not is_bold(number)


def test_rules_stand_under_the_motto_the_issuer_and_the_title(
    written: list[Any], kind: str
) -> None:
    for document in written:
        cells = document.tables[0].rows[0].cells
        beneath = [it for cell in (cells[0], cells[-1]) for it in cell.paragraphs]
        beneath += document.paragraphs
        ruled = [
            it for it in beneath if not it.text and it._p.find(f".//{qn('w:pBdr')}") is not None
        ]
        assert len(ruled) == 3


def test_the_title_is_centred_bold_and_13_to_14_points(written: list[Any], kind: str) -> None:
    for document in written:
        title, below = titled(document, kind)
        for paragraph in (title, below[0]):
            assert paragraph.alignment == WD_ALIGN_PARAGRAPH.CENTER
            assert is_bold(paragraph) and 13 <= size(paragraph) <= 14


def body(document: Any, kind: str) -> Iterator[Any]:
    """The running text after the title: what is neither a note in small print nor in a frame."""
    for paragraph in titled(document, kind)[1][1:]:
        framed = paragraph._p.find(f".//{qn('w:pBdr')}") is not None
        centred = paragraph.alignment == WD_ALIGN_PARAGRAPH.CENTER
        if not framed and not centred and not (size(paragraph) < 12 and paragraph.text):
            yield paragraph


@pytest.mark.parametrize("kind", RUNNING, indirect=True)
def test_the_text_is_justified_and_begins_each_paragraph_one_tab_in(
    written: list[Any], kind: str
) -> None:
    for document in written:
        found = list(body(document, kind))
        assert len(found) > 5
        for paragraph in found:
            form = paragraph.paragraph_format
            assert 13 <= size(paragraph) <= 14, paragraph.text
            assert paragraph.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
            assert Cm(1) <= form.first_line_indent <= Cm(1.28)
            assert form.space_before >= Pt(6)
        assert document.styles["Normal"].paragraph_format.line_spacing == 1.0


@pytest.mark.parametrize("kind", ["sheet", "cluster-table"], indirect=True)
def test_a_form_is_small_in_its_tables_only(written: list[Any], kind: str) -> None:
    for document in written:
        sizes = {
            size(it)
            for table in tables(document)
            for row in table.rows
            for cell in row.cells
            for it in cell.paragraphs
            if it.text.strip()
        }
        assert min(sizes) >= 11
        assert all(size(it) >= 11 for it in paragraphs(document))


def test_headings_are_bold_and_stay_with_what_follows(files: Mapping[str, list[Any]]) -> None:
    for kind in RUNNING:
        for document in files[kind]:
            heads = [
                it
                for it in document.paragraphs
                if re.match(r"(?:[IVX]+|Điều \d+|\d+)\. ", it.text) and is_bold(it)
            ]
            assert len(heads) >= (0 if kind == "submission" else 3)
            assert all(it.paragraph_format.keep_with_next for it in heads)


def test_what_the_proposal_rests_on_is_in_italics(files: Mapping[str, list[Any]]) -> None:
    for document in files["submission"]:
        bases = [it for it in document.paragraphs if it.text.startswith("Căn cứ ")]
        assert bases and all(map(is_italic, bases))
        assert [it.text[-1] for it in bases] == [*";" * (len(bases) - 1), "."]


def test_pages_are_numbered_in_the_middle_above_from_the_second(written: list[Any]) -> None:
    for document in written:
        (section,) = document.sections
        assert section.different_first_page_header_footer
        assert not "".join(it.text for it in section.first_page_header.paragraphs)
        (number,) = section.header.paragraphs
        assert "PAGE" in "".join(it.text for it in number._p.iter(qn("w:instrText")))
        assert number.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert {run.font.size for run in number.runs} == {Pt(13)}


@pytest.mark.parametrize("kind", ["summary", "submission"], indirect=True)
def test_recipients_stand_left_the_last_with_the_archive(written: list[Any]) -> None:
    for document in written:
        head, *names = document.tables[-1].rows[0].cells[0].paragraphs
        assert head.text == "Nơi nhận:"
        assert size(head) == 12 and is_bold(head) and is_italic(head)
        assert {size(it) for it in names} == {11}
        assert all(re.fullmatch(r"- .+;", it.text) for it in names[:-1]) and len(names) > 1
        assert names[-1].text == "- Lưu: VT."


@pytest.mark.parametrize("kind", [it for it in TITLES if it != "covenant"], indirect=True)
def test_who_signs_stands_in_bold_capitals_and_never_alone_on_a_page(written: list[Any]) -> None:
    for document in written:
        (signing,) = [it for it in document.tables[1:] if it.style.name != "Table Grid"]
        (row,) = signing.rows
        signers = [
            it
            for cell in row.cells
            for it in cell.paragraphs
            if it.text and not it.text.startswith(("Nơi nhận", "- "))
        ]
        assert signers
        for signer in signers:
            assert signer.text == signer.text.upper()
            assert is_bold(signer) and 13 <= size(signer) <= 14
        assert row._tr.find(f".//{qn('w:cantSplit')}") is not None
        above = signing._tbl.getprevious()
        assert above.pPr.find(qn("w:keepNext")) is not None


def test_whoever_signs_for_a_cluster_says_so(files: Mapping[str, list[Any]]) -> None:
    for kind in ("submission", "cluster-table"):
        for document in files[kind]:
            words = [it.text for it in document.tables[-1].rows[0].cells[-1].paragraphs]
            assert re.fullmatch(r"TM\. (CỤM|KHỐI) THI ĐUA", words[0])
            assert words[1] in ("CỤM TRƯỞNG", "KHỐI TRƯỞNG")


def test_members_sign_the_covenant_beside_their_names(files: Mapping[str, list[Any]]) -> None:
    for document, count in zip(files["covenant"], (30, 7), strict=True):
        signing = tables(document)[-1]
        assert [cell.text for cell in signing.rows[0].cells][-1] == "Ký tên, đóng dấu"
        assert len(signing.rows) == 1 + count


def test_heads_of_tables_return_on_every_page_and_no_row_is_torn(written: list[Any]) -> None:
    for document in written:
        assert tables(document)
        for table in tables(document):
            head, *rows = table.rows
            assert head._tr.trPr.find(qn("w:tblHeader")) is not None
            assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
            assert all(is_bold(cell.paragraphs[0]) for cell in head.cells)
            assert rows


def test_no_table_is_wider_than_the_text(written: list[Any]) -> None:
    for document in written:
        (section,) = document.sections
        room = section.page_width - section.left_margin - section.right_margin
        for table in document.tables:
            assert sum(column.width for column in table.columns) <= room + Mm(0.5)
            widths = [cell.width for cell in table.rows[0].cells]
            assert sum(widths) <= room + Mm(0.5)
