"""What a report is asked for on the command line, and the files that come of it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from thidua.cli.report_writing import Wanted
from thidua.cli.session import Session
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse

if TYPE_CHECKING:
    from thidua.core.workspace.catalogue import Catalogue
    from thidua.core.workspace.templates import Plain, ReportTemplate

UNIT = "{unit}"
"""Stands in a file's name for the code of the unit that the file is about."""


@frozen
class Asked:
    """A report, and about what."""

    template: "ReportTemplate"
    department: str
    period: str
    cluster: str | None = None
    unit: str | None = None


def wanted_reports(
    session: Session, catalogue: "Catalogue", asked: Asked, output: Path
) -> list[Wanted]:
    """The files to write, each with its data; Refused where it is not said what they are about."""
    from thidua.core.workspace.templates import Document

    if asked.template.document is Document.RESULT_FORM:
        raise _is_form()
    if asked.template.document is Document.SUMMARY:
        return [Wanted(asked.template.code, output, _summary(session, catalogue, asked))]
    cluster = _required(asked.cluster, "--cluster")
    return [
        Wanted(asked.template.code, Path(str(output).replace(UNIT, unit or "")), data)
        for unit, data in _of_cluster(session, asked, cluster, output)
    ]


def _summary(session: Session, catalogue: "Catalogue", asked: Asked) -> "Mapping[str, Plain]":
    from thidua.core.workspace.documents.summary_data import plain_summary
    from thidua.core.workspace.summary.reading import SummaryRequest, read_summary

    request = SummaryRequest(asked.unit or asked.department, asked.period, asked.cluster)
    return plain_summary(read_summary(session.engine, catalogue, request, session.formulas))


def _of_cluster(
    session: Session, asked: Asked, cluster: str, output: Path
) -> "Iterator[tuple[str | None, Mapping[str, Plain]]]":
    from thidua.core.workspace.documents.building import plain_of
    from thidua.core.workspace.documents.reading import read_cluster
    from thidua.core.workspace.templates import ReportSubject

    document = asked.template.document
    read = read_cluster(session.engine, cluster, asked.period, session.formulas)
    units: list[str | None] = [None]
    if document.subject is ReportSubject.UNIT:
        units = [*_units(asked, output, [member.unit for member in read.shown.members])]
    for unit in units:
        yield unit, plain_of(document, read, "vi", unit)


def _units(asked: Asked, output: Path, members: list[str]) -> list[str]:
    """The one unit that is named, or every member where the file's name has room for its code."""
    if asked.unit is not None:
        return [asked.unit]
    if UNIT in output.name:
        return members
    raise refuse(
        "báo cáo này cần thêm --unit.",
        "--unit is needed for this report.",
        remedy=Text(
            f"Muốn mỗi thành viên một tệp, hãy đặt tên tệp có {UNIT}: -o phieu-{UNIT}.docx",
            f"For a file of each member, put {UNIT} into the name: -o sheet-{UNIT}.docx",
        ),
    )


def _is_form() -> Refused:
    return refuse(
        "biểu nhập kết quả được ghi bằng lệnh riêng.",
        "the form for results has a command of its own.",
        remedy=Text("Hãy dùng lệnh: thidua result template", "Use: thidua result template"),
    )


def _required(given: str | None, option: str) -> str:
    if given is None:
        raise _lacks(option)
    return given


def _lacks(option: str) -> Refused:
    return refuse(f"báo cáo này cần thêm {option}.", f"{option} is needed for this report.")
