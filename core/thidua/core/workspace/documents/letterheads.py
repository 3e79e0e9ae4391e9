"""The formal parts of a cluster's documents; Vietnamese in every language, as the documents are.

What the record does not know (numbers, days, names of those who sign) is left for the clerk.
"""

from thidua.core.model.unit import UnitVersion
from thidua.core.workspace.documents.reading import ClusterReading
from thidua.core.workspace.report_data import Letterhead
from thidua.core.workspace.summary.letterhead import (
    issuer_name,
    place_and_date,
    signer_title,
    superior_name,
    symbol_of,
)
from thidua.core.workspace.summary.spans import span_title
from thidua.core.workspace.templates import Document

COUNCIL = "Hội đồng Thi đua - Khen thưởng"
_COMMITTEE = "Ủy ban nhân dân "

_ABBREVIATIONS = {Document.MINUTES: "BB", Document.SUBMISSION: "TTr"}
"""The kinds of document that carry a number."""

_SUBJECTS = {
    Document.SCORE_SHEET: "Kết quả thi đua {period}, {cluster}",
    Document.CLUSTER_TABLE: "Kết quả chấm điểm, xếp hạng thi đua {period} của {cluster}",
    Document.MINUTES: "Họp tổng kết, bình xét thi đua {period} của {cluster}",
    Document.COVENANT: "{period} của các đơn vị thành viên {cluster}",
    Document.RANK_SAFETY: "Độ vững của thứ hạng {period}, {cluster}",
    Document.SUBMISSION: ("Về việc đề nghị tặng Cờ thi đua {period} cho đơn vị dẫn đầu {cluster}"),
}


def unit_letterhead(read: ClusterReading, unit: str) -> Letterhead:
    """Of a score sheet: issued by the member itself, under its own superior, without number."""
    version = read.units[unit]
    return Letterhead(
        issuer=issuer_name(version).upper(),
        number="",
        place_and_date=place_and_date(version if version.territory else read.organiser),
        subject=_subject(read, Document.SCORE_SHEET),
        superior=superior_name(version, read.superior(version)).upper(),
        signer_title=signer_title(version),
        recipients=(read.shown.cluster.name,),
    )


def cluster_letterhead(read: ClusterReading, document: Document) -> Letterhead:
    """Of a document that the cluster itself issues, under its organiser."""
    cluster, organiser = read.shown.cluster, read.organiser
    mark = _ABBREVIATIONS.get(document)
    return Letterhead(
        issuer=cluster.name.upper(),
        number=f"Số: …/{mark}-{symbol_of(f'{cluster.label} thi đua')}" if mark else "",
        place_and_date=place_and_date(organiser),
        subject=_subject(read, document),
        superior=organiser.name.upper(),
        signer_for=f"TM. {cluster.label} THI ĐUA".upper(),
        signer_title=f"{cluster.label} TRƯỞNG".upper(),
        recipients=_recipients(read, document),
    )


def council_of(organiser: UnitVersion) -> str:
    """The council that decides on a cluster's awards: the organiser where it is one itself."""
    if organiser.name.startswith("Hội đồng"):
        return organiser.name
    return f"{COUNCIL} {organiser.name.removeprefix(_COMMITTEE)}"


def _recipients(read: ClusterReading, document: Document) -> tuple[str, ...]:
    members = f"Các đơn vị thành viên {read.shown.cluster.name}"
    if document is Document.SUBMISSION:
        return ("Như trên", members)
    return (f"{council_of(read.organiser)} (để báo cáo)", members)


def _subject(read: ClusterReading, document: Document) -> str:
    words = _SUBJECTS[document].format(
        period=span_title(read.shown.period.span).vi, cluster=read.shown.cluster.name
    )
    return f"{words[0].upper()}{words[1:]}"
