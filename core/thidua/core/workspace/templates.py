"""Reports out: a sector contributes templates, a renderer turns them with their data into files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final, TypeAlias

from attrs import field, frozen, validators

from thidua.core.model.code import is_code, not_empty
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import Fault

Plain: TypeAlias = bool | int | str | Sequence["Plain"] | Mapping[str, "Plain"] | None
"""What a template may see: no object with methods, and no float. Numbers come as text already
formatted for the language of the report."""


class ReportSubject(StrEnum):
    """What a report is about, and so which of ``--cluster`` and ``--unit`` it needs."""

    DEPARTMENT = "department"
    """The period as a whole, all clusters of the department."""
    CLUSTER = "cluster"
    UNIT = "unit"
    """One member of one cluster."""


class Document(StrEnum):
    """What a report is (its Vietnamese name in brackets): with it goes the data, documented in
    ``thidua.core.workspace.documents.contents``, that its templates are filled with."""

    SUMMARY = "summary"
    """Summary report of a department (báo cáo tổng kết)."""
    SCORE_SHEET = "score-sheet"
    """Every point of one member (phiếu chấm điểm)."""
    CLUSTER_TABLE = "cluster-table"
    """The points of all members (bảng tổng hợp điểm)."""
    MINUTES = "minutes"
    """Of the cluster's closing meeting (biên bản họp)."""
    COVENANT = "covenant"
    """The emulation covenant with each member's targets (giao ước thi đua)."""
    SUBMISSION = "submission"
    """Proposes the leader for the flag (tờ trình)."""
    RANK_SAFETY = "rank-safety"
    """How safe the ranks of a cluster are (độ vững của thứ hạng)."""
    RESULT_FORM = "result-form"
    """The form that members fill (biểu nhập kết quả)."""

    @property
    def subject(self) -> ReportSubject:
        """What a document of this kind is about."""
        return _SUBJECTS.get(self, ReportSubject.CLUSTER)


_SUBJECTS: Final = {
    Document.SUMMARY: ReportSubject.DEPARTMENT,
    Document.SCORE_SHEET: ReportSubject.UNIT,
}


@frozen
class TemplateFile:
    """One file of a report template, read already, so that nothing is read later."""

    format: str = field(validator=is_code)
    """The file's own format, which a renderer takes: its suffix without the dot, ``docx``."""
    content: bytes = field(validator=validators.min_len(1), repr=False)
    file: str = field(validator=not_empty)
    """The file it came from, for messages."""


def _as_tuple(files: Iterable[TemplateFile]) -> tuple[TemplateFile, ...]:
    return tuple(files)


def _one_of_a_format(_: object, __: object, files: tuple[TemplateFile, ...]) -> None:
    formats = [item.format for item in files]
    if len(set(formats)) < len(formats):
        raise ValueError(f"two files of the same format: {', '.join(formats)}")


@frozen
class ReportTemplate:
    """A report that a plugin offers: the same document in one or several file formats."""

    code: str = field(validator=is_code)
    title: Text
    document: Document = field(validator=validators.instance_of(Document))
    files: tuple[TemplateFile, ...] = field(
        converter=_as_tuple, validator=[validators.min_len(1), _one_of_a_format]
    )
    sector: str | None = field(default=None, validator=validators.optional(is_code))
    """The sector whose report it is; None for a report of any sector."""

    @property
    def subject(self) -> ReportSubject:
        """What the report is about."""
        return self.document.subject

    def file_of(self, format: str) -> TemplateFile | None:
        """The file of a format, or None."""
        return next((item for item in self.files if item.format == format), None)


@frozen
class Filling:
    """A template's file and the data to fill it with."""

    template: TemplateFile
    data: Mapping[str, Plain]


Render = Callable[[Sequence[Filling], Language], Sequence[bytes]]
"""Fills in templates, a file each in the same order; raises ``Refused`` with the template's file,
and line or paragraph, where one is faulty. Many at once, so that what is slow to start (a process
of its own, LibreOffice) starts once."""

TemplateCheck = Callable[[TemplateFile, Document], tuple[Fault, ...]]
"""All that can be found wrong with a template before there is a report to fill it with."""


@frozen
class Renderer:
    """A file format that reports can be written in."""

    code: str = field(validator=is_code)
    title: Text
    format: str = field(validator=is_code)
    """The format of the template files that it takes."""
    suffix: str = field(validator=validators.matches_re(r"\.[a-z0-9]+"))
    """Of the files that it writes, ``.html``."""
    render: Render = field(eq=False, repr=False)
    check: TemplateCheck | None = field(default=None, eq=False, repr=False)
    """What is asked of the templates of the format before they are used; None asks nothing."""

    lacks: Callable[[], tuple[Text, ...]] | None = field(default=None, eq=False, repr=False)
    """What its files miss on this machine, a notice each; None misses nothing."""

    def write(self, template: TemplateFile, data: Mapping[str, Plain], language: Language) -> bytes:
        """One document."""
        (written,) = self.render((Filling(template, data),), language)
        return written
