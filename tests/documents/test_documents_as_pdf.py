"""Documents as LibreOffice lays them out: their pages, their font, nothing cut off."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import pytest

from thidua.core.workspace.documents.building import content_of
from thidua.core.workspace.documents.contents import ClusterTable
from thidua.core.workspace.templates import Document
from thidua.office.pdf_conversion import to_pdf

if TYPE_CHECKING:
    from tests.documents.conftest import Pages, Papers

FORMS: Final = {"sheet", "sheet-cai-lay", "cluster-table"}
MOST_PAGES: Final = {
    "summary": 6,
    "summary-labour": 8,
    "summary-trade": 10,
    "sheet": 6,
    "sheet-cai-lay": 14,
    "cluster-table": 6,
    "minutes": 7,
    "covenant": 12,
    "submission": 4,
}
FONTS: Final = re.compile(r"(?:[A-Z]{6}\+)?(?:LiberationSerif|TimesNewRoman(?:PS)?)(?:-\w+|MT)*")
VOWELS: Final = "aăâeêioôơuưy"
LETTERS: Final = "".join(
    dict.fromkeys(
        "".join(
            f"{vowel}{accented}"
            for vowel, accented in zip(
                VOWELS,
                (
                    "àảãáạ", "ằẳẵắặ", "ầẩẫấậ", "èẻẽéẹ", "ềểễếệ", "ìỉĩíị",
                    "òỏõóọ", "ồổỗốộ", "ờởỡớợ", "ùủũúụ", "ừửữứự", "ỳỷỹýỵ",
                ),
                strict=True,
            )
        )
        + "đbcdghklmnpqrstvxfjwz"
    )
)  # fmt: skip
SIGNS: Final = "0123456789 .,;:!?()[]/%-–…“”‘’'\"≈≤≥×→−+=<>²³°§"


@pytest.fixture(params=MOST_PAGES)
def name(request: pytest.FixtureRequest) -> str:
    """Each document in turn."""
    found: str = request.param
    return found


@pytest.fixture
def laid_out(pages: Mapping[str, "Pages"], name: str) -> "Pages":
    """That document's pages."""
    return pages[name]


def sizes(laid_out: "Pages") -> set[tuple[int, int]]:
    found = re.findall(
        r"Page +\d+ size: +([\d.]+) x ([\d.]+)", laid_out.said_by("pdfinfo", "-l", "99")
    )
    return {(round(float(width)), round(float(height))) for width, height in found}


def test_a_document_has_a_sane_number_of_pages_none_of_them_empty(
    laid_out: "Pages", name: str
) -> None:
    texts = laid_out.texts
    assert 1 <= len(texts) <= MOST_PAGES[name]
    # A page with a chart has few words of its own, but always its number.
    assert all(texts)
    charts = sum(re.fullmatch(r"\d+", text) is not None for text in texts)
    drawn = len(laid_out.said_by("pdfimages", "-list").splitlines()) - 2
    assert charts <= max(drawn, 0)


def test_pages_are_numbered_from_the_second(laid_out: "Pages") -> None:
    first, *others = laid_out.texts
    assert not re.match(r"1\s", first)
    for number, text in enumerate(others, start=2):
        assert re.match(rf"{number}(\s|$)", text)


def test_forms_lie_on_their_side_and_all_else_stands(laid_out: "Pages", name: str) -> None:
    assert sizes(laid_out) == {(842, 595) if name in FORMS else (595, 842)}


def test_no_letter_is_taken_from_another_font(laid_out: "Pages") -> None:
    rows = laid_out.said_by("pdffonts").splitlines()[2:]
    assert rows
    for row in rows:
        font, *_ = row.split()
        assert FONTS.fullmatch(font), font
        assert " yes " in row, "not embedded"


def test_nobody_signs_a_page_that_has_nothing_else(laid_out: "Pages") -> None:
    for text in laid_out.texts[1:]:
        assert not re.match(r"\d+ (?:NGƯỜI LẬP BIỂU|THỦ TRƯỞNG|Nơi nhận|THƯ KÝ)", text)


def test_no_heading_ends_a_page(laid_out: "Pages") -> None:
    heads = r"(?:^|\s)(?:I|II|III|IV|V|VI)\. [A-ZĐÀ-Ỹ, ]+$"
    assert not [text for text in laid_out.texts if re.search(heads, text)]


@pytest.fixture(scope="module")
def table(made_up_papers: Mapping[str, "Papers"]) -> ClusterTable:
    """What the large cluster's table of points says."""
    found = content_of(Document.CLUSTER_TABLE, made_up_papers["cum-dai"].read)
    assert isinstance(found, ClusterTable)
    return found


def squeezed(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize(
    "name", ["cluster-table", "minutes", "covenant", "submission"], indirect=True
)
def test_every_name_of_thirty_members_is_there_in_full(
    laid_out: "Pages", table: ClusterTable
) -> None:
    flow = laid_out.flow
    assert len(table.ranking.rows) == 30
    assert [row.name for row in table.ranking.rows if squeezed(row.name) not in flow] == []


@pytest.mark.parametrize("name", ["cluster-table", "minutes", "submission"], indirect=True)
def test_every_total_of_thirty_members_is_there_in_full(
    laid_out: "Pages", table: ClusterTable
) -> None:
    flow = laid_out.said_by("pdftotext", "-raw").split()
    totals = [row.total for row in table.ranking.rows if row.total != "-"]
    assert len(totals) == 29
    assert [total for total in totals if total not in flow] == []


def test_every_point_of_a_row_is_there_in_full(
    pages: Mapping[str, "Pages"], table: ClusterTable
) -> None:
    flow = pages["cluster-table"].said_by("pdftotext", "-raw").split()
    points = [it for row in table.ranking.rows for it in (*row.sections, row.bonus, row.deductions)]
    assert [it for it in points if it not in flow] == []


@pytest.fixture(scope="module")
def alphabet(
    pages: Mapping[str, "Pages"],
    made_up_papers: Mapping[str, "Papers"],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator["Pages"]:
    """Every letter of Vietnamese in each face, in the font of the documents."""
    import docx

    made = docx.Document(str(made_up_papers["cum-nho"].paper(Document.MINUTES)))
    for bold in (False, True):
        for italic in (False, True):
            for text in (LETTERS, LETTERS.upper(), SIGNS):
                run = made.add_paragraph().add_run(f"|{text}|")
                run.bold, run.italic = bold, italic
    folder = tmp_path_factory.mktemp("alphabet")
    made.save(str(folder / "alphabet.docx"))
    pdf = to_pdf((folder / "alphabet.docx").read_bytes(), "alphabet.docx")
    (folder / "alphabet.pdf").write_bytes(pdf)
    yield type(pages["summary"])(folder / "alphabet.pdf")


def test_the_font_has_every_letter_of_vietnamese_in_every_face(alphabet: "Pages") -> None:
    assert len(LETTERS) == 12 * 6 + 22 - 1
    for row in alphabet.said_by("pdffonts").splitlines()[2:]:
        assert FONTS.fullmatch(row.split()[0])
    flow = alphabet.flow
    for text in (LETTERS, LETTERS.upper(), SIGNS):
        assert flow.count(f"|{squeezed(text)}|") == 4, text


def test_every_sign_of_the_documents_comes_back_from_the_page(laid_out: "Pages") -> None:
    assert not re.search("[\ufffd\ue000-\uf8ff\u25a1]", laid_out.said_by("pdftotext"))
