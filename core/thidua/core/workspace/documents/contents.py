"""What each document says, as plain words: the contract of report templates.

Every number arrives as text, already written in the language of the document; a template chooses
places, never figures. A template reads the fields by their names here (``letterhead.issuer``,
``rows``); ``CONTENTS`` says which record belongs to which document. Every document also offers
``pictures``, its charts ready to place, by the names in ``PICTURES``; a picture that cannot be
drawn is an empty text.
"""

from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

from thidua.core.model.code import not_empty
from thidua.core.workspace.report_data import (
    Letterhead,
    Notices,
    RankingTable,
    SummaryReport,
)
from thidua.core.workspace.templates import Document

PICTURES: Final = ("ranking_bars", "heat_map", "target_bars", "change", "rank_range")
"""Names under ``pictures``: the kinds of charts, with "_" for "-"."""


@frozen
class Party:
    """A member of the cluster as the document names it."""

    unit: str
    """The unit's code."""
    name: str = field(validator=not_empty)
    role: str = ""
    """ "Cụm trưởng", "Cụm phó", "Thành viên"; "Khối trưởng" in a bloc."""


@frozen
class ClusterCard:
    """The cluster and the rules by which it is scored."""

    code: str
    name: str = field(validator=not_empty)
    label: str = "cụm"
    """The usual word for it: cụm or khối."""
    head: str = ""
    """The name of the head; empty where none is recorded."""
    deputy: str = ""
    members: tuple[Party, ...] = ()
    """The head first, then the deputies, then the others in the order of their names."""
    criteria: str = ""
    """The title of the point table, or of the parts of the scheme with their points."""
    scale: str = ""
    """The points of the whole scheme: "100"."""
    layer: str = ""
    """Whose points these are: "tự chấm", "thẩm định"."""


@frozen(kw_only=True)
class ClusterDocument:
    """What every document of a cluster begins with."""

    department: str
    """The organiser's code."""
    department_name: str = field(validator=not_empty)
    period: str = field(validator=not_empty)
    """As within a sentence: "năm 2020"."""
    letterhead: Letterhead
    notices: Notices = Notices()
    cluster: ClusterCard


@frozen
class PointsLine:
    """What is added between the rows and what they add up to: points that make up for criteria
    which do not apply, a cap, combined parts, rounding."""

    title: str = field(validator=not_empty)
    points: tuple[str, ...] = ()
    """By layer; "-" where what they are added to is unknown."""


@frozen
class ScoreRow:
    """A part, a section or a criterion of the point table, in its order, or a line that a section
    adds to its rows.

    The rows of depth 0 with ``ScoreSheet.adjustments`` add up to the totals, as printed; a
    section's points are those of the rows one deeper that follow it, lines among them. Points are
    on the scale of the row's own criteria set; those of a part on that of the whole scheme.
    """

    kind: str
    """section, criterion or line; a part of the scheme is a section too. A line stands after the
    rows of its section: points that make up for criteria which do not apply, a cap, rounding."""
    number: str
    """As printed before the title: "I", "1", "1.1"; empty for a line."""
    code: str
    """Its own; empty for a line."""
    title: str = field(validator=not_empty)
    maximum: str = ""
    """Maximum points; with the word "thưởng" where a criterion gives bonus points only."""
    points: tuple[str, ...] = ()
    """By layer, in the order of ``ScoreSheet.layers``; "-" where unknown or not applicable."""
    reason: str = ""
    """Why points were judged, changed by a layer above, not applicable or are unknown; of a
    section above its maximum, the bonus in it."""
    evidence: str = ""
    """The evidence documents of the figures that the criterion reads; where a figure has none,
    its source, or the reason that was given with it."""
    explanation: tuple[str, ...] = ()
    """How the points of the last layer come about, a line each."""
    changed: bool = False
    """The last layer's points are not those of the self-score, which were known."""
    illustrative: bool = False
    depth: int = 0
    """How many rows it stands under."""


@frozen
class FigureChange:
    """A figure that a layer above the self-score has changed."""

    criteria: str
    """Codes of the criteria that read it."""
    label: str = field(validator=not_empty)
    before: str
    """As reported, with the unit of measure; "-" where nothing was reported."""
    after: str
    layer: str
    """Who changed it."""
    reason: str = ""


@frozen(kw_only=True)
class ScoreSheet(ClusterDocument):
    """Every point of one member (phiếu chấm điểm)."""

    unit: str
    unit_name: str = field(validator=not_empty)
    layers: tuple[str, ...]
    """Headings of the points' columns: the layers that hold anything, the self-score first."""
    rows: tuple[ScoreRow, ...]
    adjustments: tuple[PointsLine, ...] = ()
    """What stands between the rows of depth 0 and the totals."""
    totals: tuple[str, ...]
    """By layer."""
    notes: tuple[str, ...] = ()
    """What must be said beside the points: that printed lines are rounded."""
    changes: tuple[FigureChange, ...] = ()
    rank: str = "-"
    band: str = ""
    status: str = "ranked"
    status_text: str = ""
    reasons: tuple[str, ...] = ()


@frozen
class MatrixRow:
    """The points of every member for one criterion, in the order of the ranking."""

    number: str
    code: str
    title: str = field(validator=not_empty)
    maximum: str = ""
    points: tuple[str, ...] = ()


@frozen(kw_only=True)
class ClusterTable(ClusterDocument):
    """The points of all members (bảng tổng hợp điểm)."""

    ranking: RankingTable
    matrix: tuple[MatrixRow, ...] = ()


@frozen
class Candidate:
    """A member that is put to the vote, or that an award is proposed for."""

    unit: str
    name: str = field(validator=not_empty)
    rank: str = ""
    total: str = ""
    band: str = ""
    note: str = ""
    """Why it stands here, or what bars it."""


@frozen(kw_only=True)
class Minutes(ClusterDocument):
    """Of the closing meeting (biên bản họp); what the meeting decides is left to fill."""

    ranking: RankingTable
    candidates: tuple[Candidate, ...] = ()
    """Put to the secret vote: the highest ranks that no decision bars."""


@frozen
class CovenantTarget:
    """A target that a member signs."""

    indicator: str
    label: str = field(validator=not_empty)
    target: str = field(validator=not_empty)
    """With the word of its bound: "dưới 6"."""
    unit: str = ""
    previous: str = ""
    """The result of the preceding period; empty where none is recorded."""


@frozen
class CovenantMember:
    """A member with its targets."""

    unit: str
    name: str = field(validator=not_empty)
    role: str = ""
    targets: tuple[CovenantTarget, ...] = ()


@frozen
class CriteriaGroup:
    """A part or section of the point table with its points."""

    title: str = field(validator=not_empty)
    points: str = ""


@frozen(kw_only=True)
class Covenant(ClusterDocument):
    """The emulation covenant (giao ước thi đua)."""

    groups: tuple[CriteriaGroup, ...] = ()
    members: tuple[CovenantMember, ...] = ()
    """In the order of ``cluster.members``."""


@frozen(kw_only=True)
class Submission(ClusterDocument):
    """Proposes the leader for the flag (tờ trình)."""

    addressee: str = ""
    """The council or body that decides."""
    ranking: RankingTable
    leaders: tuple[Candidate, ...] = ()
    """Proposed: the highest rank that no decision bars; several where the first rank is shared."""
    barred: tuple[Candidate, ...] = ()
    """Higher or equal in rank, but barred, each with the reason."""
    obstacles: tuple[str, ...] = ()
    """Why the proposal cannot be made yet (provisional ranks, an open tie); empty where it can."""


CONTENTS: Final[Mapping[Document, type[Any]]] = {
    Document.SUMMARY: SummaryReport,
    Document.SCORE_SHEET: ScoreSheet,
    Document.CLUSTER_TABLE: ClusterTable,
    Document.MINUTES: Minutes,
    Document.COVENANT: Covenant,
    Document.SUBMISSION: Submission,
    Document.RANK_SAFETY: ClusterDocument,
}
"""The record of each document; the form for results has rows of its own."""
