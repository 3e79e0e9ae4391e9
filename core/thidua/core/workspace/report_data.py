"""What a summary report (báo cáo tổng kết) says, as plain words: the contract of report templates.

Every number arrives as text, already written in the language of the report with the word of its
bound ("trên 24.000"); a template chooses places, never figures. :func:`as_plain` gives the nested
dicts that a template reads, with the attribute names below as keys.
"""

from enum import StrEnum
from typing import Any

from attrs import AttrsInstance, asdict, field, frozen

from thidua.core.exact.figure import Bound
from thidua.core.model.code import not_empty


class FigureKind(StrEnum):
    """What a row of figures states."""

    ACTUAL = "actual"
    """A result; counts and percentages are results of their own indicators."""
    TARGET = "target"
    BASELINE = "baseline"
    """The figure from which a change is counted."""


class Verdict(StrEnum):
    """What recomputing a stated figure from its own parts gave."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    NOT_VERIFIABLE = "not-verifiable"
    """A part that the recomputation needs is not stated."""


@frozen
class Letterhead:
    """The formal parts of the document, after Annex I of Decree 30/2020/NĐ-CP."""

    issuer: str = field(validator=not_empty)
    """The issuing body, in capitals: "SỞ CÔNG THƯƠNG"."""
    number: str
    """Number and symbol: "Số: …/BC-SCT", the number left for the clerk; empty for a kind of
    document that carries none (a score sheet)."""
    place_and_date: str = field(validator=not_empty)
    """ "Bắc Kạn, ngày … tháng … năm 2020"."""
    subject: str = field(validator=not_empty)
    """The summary under the word BÁO CÁO."""
    superior: str = ""
    """The superior body, in capitals: "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN"."""
    legal_bases: tuple[str, ...] = ()
    """One document each, without the closing ";" or "."."""
    signer_for: str = ""
    """On whose behalf, over the title of the signer: "TM. CỤM THI ĐUA"; empty for the head of the
    issuing body itself."""
    signer_title: str = "GIÁM ĐỐC"
    signer_name: str = ""
    recipients: tuple[str, ...] = ()
    """Each recipient without the leading "- " and the closing mark."""


@frozen
class FigureRow:
    """One published or entered figure; a report carries each in exactly one row."""

    indicator: str
    """The indicator's code, for a reader that is a program."""
    label: str = field(validator=not_empty)
    value: str = field(validator=not_empty)
    """The number with the word of its bound: "trên 24.000"."""
    unit: str = ""
    """The unit of measure; empty for an index without one."""
    bound: Bound = Bound.EXACT
    kind: FigureKind = FigureKind.ACTUAL
    kind_text: str = ""
    """The kind in words: "kết quả", "chỉ tiêu", "mức gốc"."""
    period: str = ""
    """The span as the source states it: "2015-2020"."""
    target: str = ""
    """The published target with its bound and unit; empty where none is published."""
    share: str = ""
    """Result over target: "102,1 %"; empty where it cannot be computed."""
    source: str = ""
    """Document and date from which the figure is taken; where no source states it, the reason
    that was given with it."""
    source_mark: str = ""
    """Its number in ``SummaryReport.sources``: "[1]"; empty where no source states it."""
    published: bool = True
    """A source states it."""
    illustrative: bool = False
    """Made up, stated by no source; the report says "số liệu minh hoạ" beside it."""


@frozen
class FigureGroup:
    """The figures of one field of work (lĩnh vực), under its heading."""

    title: str = field(validator=not_empty)
    rows: tuple[FigureRow, ...] = ()


@frozen
class TargetRow:
    """A target of the coming period beside the result of this one."""

    indicator: str
    label: str = field(validator=not_empty)
    target: str = field(validator=not_empty)
    unit: str = ""
    result: str = ""
    """This period's result with its bound; empty where none is published."""
    comparison: str = ""
    """Target over result, in words: "97,9 % kết quả năm 2018"."""
    below_result: bool = False
    """The target asks for less than was already reached."""
    flag: str = ""
    """What the reader is told of it: "thấp hơn kết quả năm 2018"."""


@frozen
class AuditRow:
    """A figure stated by a source, recomputed from the source's own parts."""

    code: str
    label: str = field(validator=not_empty)
    stated: str = field(validator=not_empty)
    recomputed: str = field(validator=not_empty)
    working: str = ""
    """The computation: "(9,87 - 2,69) / 4 = 1,795"."""
    verdict: Verdict = Verdict.AGREES
    verdict_text: str = ""
    source: str = ""


@frozen
class RankingRow:
    """One member's line; an unknown rank or total is written "-"."""

    rank: str
    unit: str
    """The unit's code."""
    name: str = field(validator=not_empty)
    sections: tuple[str, ...] = ()
    """The points of the sections, in the order of ``RankingTable.sections``."""
    bonus: str = "0"
    deductions: str = "0"
    total: str = "-"
    by_layer: tuple[str, ...] = ()
    """The total at each layer of ``RankingTable.layers``."""
    band: str = ""
    status: str = "ranked"
    """ranked, unscored, excluded, suspended or capped."""
    status_text: str = ""
    reasons: tuple[str, ...] = ()
    decided_by: str = ""
    """The key that set it apart from others of the same total; empty where there was none."""


@frozen
class RankingTable:
    """The result of one cluster in one period."""

    cluster: str
    """The cluster's code."""
    title: str = field(validator=not_empty)
    criteria: str = field(validator=not_empty)
    """The title of the point table, or of the scheme."""
    sections: tuple[str, ...] = ()
    """Headings of the sections' columns."""
    layers: tuple[str, ...] = ()
    """The layers that hold anything, the self-score first: "tự chấm", "thẩm định"."""
    rows: tuple[RankingRow, ...] = ()
    basis: str = ""
    """The notice of a proposed table; empty for an official one."""
    validity: str = ""
    """That a point table is used outside its validity, or that another ranking of the cluster for
    the same days stands beside this one; empty where neither is so."""
    layer: str = ""
    """The layer whose points these are: "tự chấm", "thẩm định"."""
    provisional: str = ""
    """Why the ranks are provisional; empty where they are not."""
    illustrative: str = ""
    """The notice that illustrative figures have counted; empty where none has."""
    notes: tuple[str, ...] = ()


@frozen
class Movement:
    """An emulation movement (phong trào) of the period."""

    title: str = field(validator=not_empty)
    span: str = ""
    outcome: str = ""


@frozen
class Award:
    """Awards of one form received or given in the period."""

    title: str = field(validator=not_empty)
    count: str = ""
    """How many, with the word of its bound and the unit."""
    recipients: str = ""
    source: str = ""


@frozen
class Notices:
    """What the reader must know before the figures; an empty text is not printed."""

    basis: str = ""
    """A point table is a proposal that no authority has issued."""
    provisional: str = ""
    illustrative: str = ""
    """ "Số liệu minh hoạ" has counted, and where."""


@frozen
class SummaryReport:
    """The whole summary report of one department for one period."""

    department: str
    """The department's code."""
    department_name: str = field(validator=not_empty)
    period: str = field(validator=not_empty)
    """ "giai đoạn 2015 - 2020"."""
    letterhead: Letterhead
    notices: Notices = Notices()
    figures: tuple[FigureGroup, ...] = ()
    sources: tuple[str, ...] = ()
    """Every source of a figure once, with its number: "[1] …"."""
    next_targets: tuple[TargetRow, ...] = ()
    audit: tuple[AuditRow, ...] = ()
    rankings: tuple[RankingTable, ...] = ()
    movements: tuple[Movement, ...] = ()
    awards: tuple[Award, ...] = ()
    limits: tuple[str, ...] = ()
    """Shortcomings (hạn chế), a sentence each."""


def _plain_value(_: object, __: object, value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def as_plain(report: AttrsInstance) -> dict[str, Any]:
    """A report as dicts, lists, strings and booleans: all that a template may read."""
    return asdict(report, value_serializer=_plain_value)
