"""What the demonstration writes: reports of the departments, documents of their clusters."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from thidua.cli.demo.departments import Department
from thidua.cli.demo.tables import line
from thidua.cli.report_writing import Wanted, write_reports
from thidua.cli.session import Session
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from thidua.core.workspace.documents.reading import ClusterReading
    from thidua.core.workspace.report_data import SummaryReport
    from thidua.core.workspace.summary.reading import SummaryReading

REPORT = "bao-cao-tong-ket"
SUFFIXES = (".docx", ".html")
PAPERS = (
    ("cluster-table", "bang-tong-hop-diem", (".docx", ".xlsx")),
    ("minutes", "bien-ban-hop", (".docx",)),
    ("covenant", "giao-uoc-thi-dua", (".docx",)),
    ("submission", "to-trinh", (".docx",)),
)
"""The documents of a cluster: the report, the name of its files, their kinds."""
SHEETS = ("score-sheet", "phieu-cham-diem", (".docx", ".xlsx"))


def report_on(session: Session, department: Department) -> "SummaryReport":
    """A department's summary report in the language of the screen."""
    from thidua.core.workspace.summary import summary_of

    return summary_of(_read(session, department), session.language)


def write_papers(session: Session, department: Department) -> None:
    """Write a department's report and the documents of its clusters, and say how many."""
    wanted = [*_reports(session, department), *_of_clusters(session, department)]
    for item in wanted:
        item.file.parent.mkdir(parents=True, exist_ok=True)
    write_reports(session, session.catalogue(department.unit), wanted)
    folder = _folder(session, department)
    line(Text(f"{folder}: {len(wanted)} tệp", f"{folder}: {len(wanted)} files"))


def _read(session: Session, department: Department) -> "SummaryReading":
    from thidua.core.workspace.summary.reading import SummaryRequest, read_summary

    request = SummaryRequest(department.unit, department.reports_on)
    catalogue = session.catalogue(department.unit)
    return read_summary(session.engine, catalogue, request, session.formulas)


def _reports(session: Session, department: Department) -> Iterator[Wanted]:
    from thidua.core.workspace.documents.summary_data import plain_summary

    if not department.template:
        return
    data = plain_summary(_read(session, department))
    for suffix in SUFFIXES:
        file = (_folder(session, department) / REPORT).with_suffix(suffix)
        yield Wanted(department.template, file, data)


def _of_clusters(session: Session, department: Department) -> Iterator[Wanted]:
    from thidua.core.workspace.documents.reading import read_cluster

    for scored in department.scored:
        for cluster in scored.clusters:
            read = read_cluster(session.engine, cluster, scored.period, session.formulas)
            folder = _folder(session, department) / f"{cluster}-{scored.period}"
            yield from _of_cluster(read, folder)


def _of_cluster(read: "ClusterReading", folder: Path) -> Iterator[Wanted]:
    from thidua.core.workspace.documents.building import plain_of
    from thidua.core.workspace.templates import Document

    for report, name, suffixes in PAPERS:
        data = plain_of(Document(report), read)
        for suffix in suffixes:
            yield Wanted(report, folder / f"{name}{suffix}", data)
    report, name, suffixes = SHEETS
    for member in read.shown.members:
        data = plain_of(Document(report), read, unit=member.unit)
        for suffix in suffixes:
            yield Wanted(report, folder / f"{name}-{member.unit}{suffix}", data)


def _folder(session: Session, department: Department) -> Path:
    return session.workspace.folder / "reports" / department.code
