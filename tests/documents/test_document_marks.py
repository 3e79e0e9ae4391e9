"""Marks of a proposal, of provisional ranks, of made-up figures: where they hold, only there."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from thidua.core.model.observation import ObservationKind
from thidua.core.workspace.documents.covenant import MADE_UP
from thidua.core.workspace.summary.rankings import COUNTED, NOT_FINAL, PROPOSED
from thidua.core.workspace.templates import Document

if TYPE_CHECKING:
    from tests.conftest import DemoRun
    from tests.documents.conftest import Papers

WordsOf = Callable[[bytes], list[str]]
Marks = Callable[[Path], set[str]]

MARKS: Final = {
    "proposal": PROPOSED.vi,
    "provisional": NOT_FINAL.vi,
    "made-up": COUNTED.vi,
    "made-up target": MADE_UP.vi,
}
CAN_THO: Final = ("can-tho-phong", "can-tho-don-vi", "can-tho-quan-huyen")
SUMMARIES: Final = {
    "can-tho": {"proposal", "made-up"},
    "bac-kan": {"proposal", "made-up"},
    "ninh-binh": set[str](),
    "kien-giang": set[str](),
    "ha-tinh": set[str](),
}
ANY_MARK: Final = re.compile("minh hoạ|minh họa|đề xuất, chưa|tạm thời", re.IGNORECASE)


@pytest.fixture(scope="module")
def marks(words_of: WordsOf) -> Marks:
    """Which marks a file carries, each a paragraph (or a sentence) of its own."""

    def found(file: Path) -> set[str]:
        if file.suffix == ".docx":
            words = "\n".join(words_of(file.read_bytes()))
        else:
            words = file.read_text("utf-8")
        return {name for name, text in MARKS.items() if text in words}

    return found


def of_points(papers: "Papers", suffix: str = ".docx") -> list[Path]:
    """The documents that show points."""
    shown = (Document.CLUSTER_TABLE, Document.MINUTES, Document.SUBMISSION)
    return [papers.paper(document, suffix) for document in shown]


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_an_official_complete_cluster_without_made_up_figures_has_no_mark(
    made_up_papers: Mapping[str, "Papers"], marks: Marks, words_of: WordsOf, suffix: str
) -> None:
    papers = made_up_papers["cum-nho"]
    assert not papers.read.score.provisional and not papers.read.score.illustrative
    files = [file for file in papers.files if file.suffix == suffix]
    assert len(files) == 7
    for file in files:
        assert marks(file) == set()
        if suffix == ".docx":
            assert not ANY_MARK.search("\n".join(words_of(file.read_bytes()))), file.name


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_a_missing_figure_makes_every_document_with_points_provisional(
    made_up_papers: Mapping[str, "Papers"], marks: Marks, suffix: str
) -> None:
    papers = made_up_papers["cum-dai"]
    for file in [*of_points(papers, suffix), papers.sheet("p01", suffix)]:
        assert marks(file) == {"provisional"}, file.name
    assert marks(papers.paper(Document.COVENANT, suffix)) == set()


def test_a_proposal_that_cannot_be_made_yet_says_why(
    made_up_papers: Mapping[str, "Papers"], words_of: WordsOf
) -> None:
    def of(cluster: str) -> str:
        file = made_up_papers[cluster].paper(Document.SUBMISSION)
        return "\n".join(words_of(file.read_bytes()))

    assert "Chưa đủ căn cứ để đề nghị, vì:" in of("cum-dai") and "dự kiến đề nghị" in of("cum-dai")
    assert "Chưa đủ căn cứ" not in of("cum-nho") and "dự kiến" not in of("cum-nho")


@pytest.mark.parametrize("cluster", CAN_THO)
def test_the_demonstration_marks_its_proposal_and_its_made_up_figures(
    demo_papers: Callable[[str, str, str], "Papers"], marks: Marks, cluster: str
) -> None:
    papers = demo_papers("can-tho", cluster, "2020")
    for file in of_points(papers):
        assert marks(file) == {"proposal", "made-up"}, file.name
    sheets = list(papers.folder.glob("phieu-cham-diem-*.docx"))
    assert len(sheets) == len(papers.read.shown.members)
    assert all(marks(file) == {"proposal", "made-up"} for file in sheets)


@pytest.mark.parametrize(
    ("department", "cluster", "period"),
    [*(("can-tho", it, "2020") for it in CAN_THO), ("bac-kan", "bac-kan-kt-kt", "2020"),
     ("tien-giang", "tien-giang-phong-tnmt", "2022")],
)  # fmt: skip
def test_a_covenant_marks_made_up_targets_where_it_has_some(
    demo_papers: Callable[[str, str, str], "Papers"],
    marks: Marks,
    department: str,
    cluster: str,
    period: str,
) -> None:
    papers = demo_papers(department, cluster, period)
    recorded = papers.read.shown.recorded.observations
    made_up = any(it.illustrative and it.kind is ObservationKind.TARGET for it in recorded)
    found = marks(papers.paper(Document.COVENANT))
    assert ("made-up target" in found) == made_up
    assert ("proposal" in found) == (department != "tien-giang")
    assert "provisional" not in found


def test_the_real_appraisal_has_no_mark(
    demo_papers: Callable[[str, str, str], "Papers"], marks: Marks
) -> None:
    papers = demo_papers("tien-giang", "tien-giang-phong-tnmt", "2022")
    assert [marks(file) for file in papers.files] == [set()] * 5


@pytest.mark.parametrize("department", SUMMARIES)
@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_summaries_carry_the_marks_of_the_rankings_in_them(
    demo_run: "DemoRun", marks: Marks, department: str, suffix: str
) -> None:
    folder = demo_run.folder / "reports" / department
    assert marks((folder / "bao-cao-tong-ket").with_suffix(suffix)) == SUMMARIES[department]


def test_the_summary_of_the_made_up_department_is_provisional(
    made_up_summary: Path, marks: Marks
) -> None:
    assert marks(made_up_summary) == {"provisional"}


def test_each_made_up_figure_is_marked_in_its_own_row(
    demo_run: "DemoRun", words_of: WordsOf
) -> None:
    counts = {
        name: "\n".join(
            words_of((demo_run.folder / "reports" / name / "bao-cao-tong-ket.docx").read_bytes())
        ).count("(số liệu minh hoạ)")
        for name in SUMMARIES
    }
    assert counts == dict.fromkeys(SUMMARIES, 0) | {"bac-kan": 76}
