"""The documents of the demonstration, and of a made-up cluster of thirty members with the longest
names: as files, as words, as pages."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree

import pytest
from attrs import frozen

from thidua.cli.demo.building import build
from thidua.cli.demo.departments import Department, Scored
from thidua.cli.report_writing import Wanted, write_reports
from thidua.cli.session import Session
from thidua.core.workspace.documents.building import plain_of
from thidua.core.workspace.documents.reading import ClusterReading, read_cluster
from thidua.core.workspace.documents.summary_data import plain_summary
from thidua.core.workspace.folder import make_workspace
from thidua.core.workspace.summary.reading import SummaryRequest, read_summary
from thidua.core.workspace.templates import Document
from thidua.office.pdf_conversion import WordDocument, find_soffice, to_pdfs

if TYPE_CHECKING:
    from tests.conftest import DemoRun

DATA: Final = Path(__file__).parents[1] / "data" / "documents"
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAPERS: Final = {
    Document.CLUSTER_TABLE: "bang-tong-hop-diem",
    Document.MINUTES: "bien-ban-hop",
    Document.COVENANT: "giao-uoc-thi-dua",
    Document.SUBMISSION: "to-trinh",
}
ORGANISER: Final = "so"
LONG, SMALL = "cum-dai", "cum-nho"
MISSING: Final = {"p30": "jobs_created"}
"""What a member has not reported."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """One worker runs the demonstration, and writes the made-up papers, for all that look at
    them."""
    if {"demo_run", "made_up_papers"}.intersection(getattr(item, "fixturenames", ())):
        item.add_marker(pytest.mark.xdist_group("demo"))
        item.add_marker(pytest.mark.untraced)


def _words_of(content: bytes) -> list[str]:
    """Every paragraph of every part of a Word file, headers and footers too."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml", name):
                root = ElementTree.fromstring(archive.read(name))
                found += [_paragraph(item) for item in root.iter(f"{W}p")]
    return found


def _paragraph(paragraph: Any) -> str:
    signs = {f"{W}tab": " ", f"{W}br": "\n"}
    return "".join(
        (item.text or "") if item.tag == f"{W}t" else signs.get(item.tag, "")
        for item in paragraph.iter()
    )


@frozen
class Papers:
    """The documents of one cluster, as files of one folder."""

    folder: Path
    read: ClusterReading

    def paper(self, document: Document, suffix: str = ".docx") -> Path:
        """A document of the cluster."""
        return self.folder / f"{PAPERS[document]}{suffix}"

    def sheet(self, unit: str, suffix: str = ".docx") -> Path:
        """The score sheet of a member."""
        return self.folder / f"phieu-cham-diem-{unit}{suffix}"

    @property
    def files(self) -> list[Path]:
        """All of them."""
        return sorted(it for it in self.folder.iterdir() if it.suffix in (".docx", ".html"))


@pytest.fixture(scope="session")
def demo_session(demo_run: "DemoRun") -> Session:
    """The demonstration's workspace."""
    return Session(demo_run.folder)


@pytest.fixture(scope="session")
def demo_papers(demo_run: "DemoRun", demo_session: Session) -> Callable[[str, str, str], Papers]:
    """The papers of a cluster of the demonstration, by department, cluster and period."""

    def papers(department: str, cluster: str, period: str) -> Papers:
        folder = demo_run.folder / "reports" / department / f"{cluster}-{period}"
        read = read_cluster(demo_session.engine, cluster, period, demo_session.formulas)
        return Papers(folder, read)

    return papers


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A department that runs a cluster of thirty members, one of which has not reported all, and
    one of three members, complete and by an official table without made-up figures."""
    place = tmp_path_factory.mktemp("made-up")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("THIDUA_DATABASE_URL", raising=False)
        patch.setenv("LOGNAME", "nguyen.van.an")
        make_workspace(place / "workspace")
        session = Session(place / "workspace")
        _write_data(place / "data")
        build(
            session,
            Department(
                str(place / "data"),
                ORGANISER,
                sectors=((ORGANISER, "labour-social"),),
                scored=(
                    Scored("2025", 2025, (SMALL,), criteria="criteria.toml"),
                    Scored("2026", 2026, (LONG, SMALL), criteria="criteria.toml"),
                ),
            ),
        )
    return session


def _write_data(folder: Path) -> None:
    folder.mkdir()
    shutil.copy(DATA / "criteria.toml", folder)
    names = (DATA / "long-names.txt").read_text("utf-8").splitlines()
    members = {f"p{number:02}": name for number, name in enumerate(names, start=1)}
    _write_units(folder, members)
    small = dict(list(members.items())[:3])
    _write_clusters(folder, {LONG: members, SMALL: small})
    _write_figures(folder, list(members))
    for cluster, units in ((LONG, members), (SMALL, small)):
        rows = [
            (unit, "II.1", f"{38 - i // 2},{5 * (i % 2)}", "Họp chấm", "appraised")
            for i, unit in enumerate(units)
        ]
        _write(folder / f"judged-{cluster}.csv", "unit,criterion,points,reason,layer", rows)


def _write_units(folder: Path, members: Mapping[str, str]) -> None:
    head = "code,name,kind,parent,sector,territory,valid_from"
    above = "Sở Lao động - Thương binh và Xã hội tỉnh Bà Rịa - Vũng Tàu"
    place, day = "Tỉnh Bà Rịa - Vũng Tàu", "01/01/2020"
    own = [
        (code, name, "affiliated-unit", ORGANISER, "labour-social", place, day)
        for code, name in members.items()
    ]
    first = (ORGANISER, above, "department", "", "labour-social", place, day)
    _write(folder / "units.csv", head, [first, *own])


def _write_clusters(folder: Path, clusters: Mapping[str, Iterable[str]]) -> None:
    titles = {
        LONG: "Cụm thi đua các đơn vị sự nghiệp, phòng chuyên môn và phòng cấp huyện",
        SMALL: "Cụm thi đua các đơn vị sự nghiệp",
    }
    rows = [
        (
            code,
            titles[code],
            "cụm",
            ORGANISER,
            unit,
            ("head", "deputy")[number] if number < 2 else "member",
            "01/01/2020",
            "",
        )
        for code, units in clusters.items()
        for number, unit in enumerate(units)
    ]
    _write(
        folder / "clusters.csv", "cluster,name,label,organiser,unit,role,valid_from,valid_to", rows
    )


def _write_figures(folder: Path, units: list[str]) -> None:
    span = ("01/01/2026", "31/12/2026")
    head = "unit,indicator,kind,value,from,to,source,evidence"
    rows = []
    for number, unit in enumerate(units):
        figures = {
            ("jobs_created", "target"): 1250 + 13 * number,
            ("jobs_created", "actual"): 1301 - 17 * number,
            ("periodic_report_days_late", "actual"): number % 7,
            ("new_models_recognised", "actual"): number % 4,
        }
        rows += [
            (
                unit,
                indicator,
                kind,
                str(value),
                *span,
                f"Báo cáo số {number + 101} năm 2026",
                "Sổ theo dõi",
            )
            for (indicator, kind), value in figures.items()
            if MISSING.get(unit) != indicator
        ]
    before = [
        (
            unit,
            "jobs_created",
            "actual",
            str(1100 + 7 * number),
            "01/01/2025",
            "31/12/2025",
            "Báo cáo năm 2025",
            "",
        )
        for number, unit in enumerate(units)
    ]
    _write(folder / "published.csv", head, [*rows, *before])


def _write(file: Path, head: str, rows: Iterable[Iterable[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([head.split(","), *rows])


@pytest.fixture(scope="session")
def made_up_papers(made_up: Session) -> Mapping[str, Papers]:
    """The papers of both made-up clusters, in Word and as pages; of the large one a sheet of the
    first member, of one in the middle and of the one that lacks a figure."""
    sheets = {LONG: ("p01", "p15", "p30"), SMALL: ("p01", "p02", "p03")}
    found = {}
    wanted: list[Wanted] = []
    for cluster, units in sheets.items():
        read = read_cluster(made_up.engine, cluster, "2026", made_up.formulas)
        papers = Papers(made_up.workspace.folder / "reports" / cluster, read)
        papers.folder.mkdir(parents=True)
        wanted += _wanted(papers, units)
        found[cluster] = papers
    write_reports(made_up, made_up.catalogue(ORGANISER), wanted)
    return found


def _wanted(papers: Papers, units: Iterable[str]) -> Iterator[Wanted]:
    for suffix in (".docx", ".html"):
        for document in PAPERS:
            data = plain_of(document, papers.read)
            yield Wanted(document.value, papers.paper(document, suffix), data)
        for unit in units:
            data = plain_of(Document.SCORE_SHEET, papers.read, unit=unit)
            yield Wanted("score-sheet", papers.sheet(unit, suffix), data)


@pytest.fixture(scope="session")
def made_up_summary(made_up: Session) -> Path:
    """The summary report of the made-up department by the template of no sector, in Word."""
    catalogue = made_up.catalogue(ORGANISER)
    request = SummaryRequest(ORGANISER, "2026")
    data = plain_summary(read_summary(made_up.engine, catalogue, request, made_up.formulas))
    file = made_up.workspace.folder / "bao-cao-tong-ket.docx"
    write_reports(made_up, catalogue, [Wanted("summary", file, data)])
    return file


@frozen
class Pages:
    """A document as LibreOffice lays it out."""

    file: Path

    def said_by(self, tool: str, *options: str) -> str:
        """What one of poppler's tools says of it."""
        command = [tool, *options, str(self.file), *(("-",) if tool == "pdftotext" else ())]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")

    @property
    def texts(self) -> list[str]:
        """The words of each page, spaces squeezed."""
        pages = self.said_by("pdftotext", "-layout").split("\f")[:-1]
        return [" ".join(page.split()) for page in pages]

    @property
    def flow(self) -> str:
        """The words of the whole document in the order of its cells, without any space: a word
        that a line has broken is whole."""
        return "".join(self.said_by("pdftotext", "-raw").split())


def _missing() -> list[str]:
    tools = ("pdffonts", "pdfinfo", "pdftotext")
    absent = [tool for tool in tools if shutil.which(tool) is None]
    return absent if find_soffice() else ["soffice", *absent]


@pytest.fixture(scope="session")
def pages(
    demo_run: "DemoRun",
    made_up_papers: Mapping[str, Papers],
    made_up_summary: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[str, Pages]:
    """Documents of each kind as PDF, from one start of LibreOffice."""
    if absent := _missing():
        pytest.skip(f"not installed on this machine: {', '.join(absent)}")
    reports, large = demo_run.folder / "reports", made_up_papers[LONG]
    words = {
        "summary": made_up_summary,
        "summary-labour": reports / "can-tho" / "bao-cao-tong-ket.docx",
        "summary-trade": reports / "bac-kan" / "bao-cao-tong-ket.docx",
        "sheet": large.sheet("p01"),
        "sheet-cai-lay": reports
        / "tien-giang/tien-giang-phong-tnmt-2022/phieu-cham-diem-cai-lay-tnmt.docx",
        **{document.value: large.paper(document) for document in PAPERS},
    }
    made = to_pdfs([WordDocument(file.read_bytes(), name) for name, file in words.items()])
    folder = tmp_path_factory.mktemp("pages")
    for name, content in zip(words, made, strict=True):
        (folder / f"{name}.pdf").write_bytes(content)
    return {name: Pages(folder / f"{name}.pdf") for name in words}


@pytest.fixture(scope="session")
def words_of() -> Callable[[bytes], list[str]]:
    """Every paragraph of every part of a Word file, headers and footers too."""
    return _words_of
