"""What scoring takes and what it gives: the case of one cluster, and its ranking."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from attrs import field, frozen

from thidua.core.exact.reason import Reason
from thidua.core.formula.evaluation import LeftOut
from thidua.core.model.compiled import CompiledGate, CompiledSet
from thidua.core.model.criteria import Band, RankOn, RankScheme, TieKey
from thidua.core.model.scheme import Scheme
from thidua.core.scoring.cells import Cell
from thidua.core.scoring.entries import Entries, Member
from thidua.core.scoring.scored import Scored
from thidua.core.scoring.tally import Line
from thidua.core.scoring.totals import Total


class Status(StrEnum):
    """What a member's place in the ranking is."""

    RANKED = "ranked"
    UNSCORED = "unscored"
    """A criterion is unknown: no total; the others' ranks are provisional."""
    EXCLUDED = "excluded"
    """By a decision or a gate: no rank."""
    SUSPENDED = "suspended"
    """The rank is kept, the award withheld."""
    CAPPED = "capped"
    """The rank is kept, the highest award barred."""


@frozen
class MemberScore:
    """One row of a ranking."""

    member: Member
    status: Status
    total: Total | None
    """None for the excluded."""
    rank: int | None = None
    shares_rank: bool = False
    band: Band | None = None
    parted: tuple[tuple[TieKey, Fraction], ...] = ()
    """Tie keys that parted the member from others of the same total, with its values; greater is
    better."""
    skipped_keys: tuple[TieKey, ...] = ()
    unknown: tuple[Reason, ...] = ()
    gate: CompiledGate | None = None
    """The gate that excluded the member."""
    placed_by_illustrative: bool = False
    """Whether a gate or a tie key that placed the member read a figure that nobody published."""

    @property
    def points(self) -> Fraction | None:
        """The total, rounded where the scheme declares it; None for unscored and excluded."""
        return None if self._counted is None else self._counted.points

    @property
    def exact_points(self) -> Fraction | None:
        """The total before its own rounding; None for unscored and excluded."""
        return None if self._counted is None else self._counted.exact_points

    @property
    def _counted(self) -> Total | None:
        return None if self.status is Status.UNSCORED else self.total

    @property
    def decided_by(self) -> TieKey | None:
        """The last key that parted the member from others of the same total."""
        return self.parted[-1][0] if self.parted else None

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line of the total, adding up to it."""
        tally = None if self.total is None else self.total.tally
        return () if tally is None else tally.lines

    def set_of(self, line: Line) -> str:
        """The code of the criteria set in which a line of the total arises; empty for a line of a
        part or of the total itself."""
        parts = () if self.total is None else self.total.parts
        codes = (part.score.compiled.source.code for part in parts if part.part.code == line.part)
        return next(codes, "")

    def cells(self) -> tuple[tuple[CompiledSet, Cell], ...]:
        """Every cell of the member, with its set."""
        parts = () if self.total is None else self.total.parts
        return tuple(
            (part.score.compiled, cell) for part in parts for cell in part.score.cells.values()
        )


def _by_unit(members: Iterable[Member]) -> tuple[Member, ...]:
    return tuple(sorted(members, key=lambda member: member.unit))


@frozen
class Case:
    """All that the scoring of one cluster depends on."""

    scheme: Scheme
    sets: Mapping[str, CompiledSet]
    members: tuple[Member, ...] = field(converter=_by_unit)
    entries: Entries

    def set_codes(self, member: Member) -> tuple[str, ...]:
        """The criteria sets by which a member is scored, in the order of the parts."""
        codes = (part.set_for(member.sector) for part in self.scheme.parts)
        return tuple(dict.fromkeys(code for code in codes if code is not None))

    def members_of(self, code: str, members: Iterable[Member]) -> tuple[Member, ...]:
        """Those of ``members`` who are scored by a set."""
        return tuple(member for member in members if code in self.set_codes(member))

    def ranked_points(self, row: MemberScore) -> Fraction | None:
        """The number by which a member is ranked; None for the unscored and excluded."""
        return row.points if self.scheme.rank_on is RankOn.ROUNDED else row.exact_points


@frozen(slots=False)
class ClusterScore:
    """The ranking of a cluster: rows by rank, then the unscored, then the excluded."""

    case: Case
    rows: tuple[MemberScore, ...]
    points: Fraction
    """The scale: the points of the whole scheme."""
    fields: Mapping[str, Scored] = field(repr=False)
    """By criteria set: the members among whom its aggregates ran."""

    @cached_property
    def by_unit(self) -> Mapping[str, MemberScore]:
        """The rows by unit code."""
        return {row.member.unit: row for row in self.rows}

    @cached_property
    def open_ties(self) -> tuple[MemberScore, ...]:
        """Members whose shared rank the scheme does not allow: people must decide."""
        if self.case.scheme.rank_scheme is not RankScheme.ORDINAL:
            return ()
        return tuple(row for row in self.rows if row.shares_rank)

    @property
    def provisional(self) -> bool:
        """Whether a rank may still change without any figure being corrected."""
        unscored = any(row.status is Status.UNSCORED for row in self.rows)
        return unscored or bool(self.open_ties) or bool(self.left_out)

    @cached_property
    def left_out(self) -> tuple[tuple[str, str, LeftOut], ...]:
        """(unit, criterion, member left out of its aggregate): blocks finalising."""
        return tuple(
            (row.member.unit, cell.criterion, absent)
            for row in self.rows
            for _, cell in row.cells()
            for absent in cell.left_out
        )

    @cached_property
    def illustrative(self) -> bool:
        """Whether any figure that nobody published has counted."""
        return any(
            row.placed_by_illustrative or any(cell.illustrative for _, cell in row.cells())
            for row in self.rows
        )
