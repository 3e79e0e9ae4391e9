"""Totals by the column, from the parts of the scheme."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
from attrs import frozen

from thidua.core.formula.columns.integers import Integers
from thidua.core.formula.columns.masks import Mask, either, unless_all, where_any
from thidua.core.model.scheme import Part, PartBonus, Scheme
from thidua.core.scoring.columns import amounts
from thidua.core.scoring.columns.enclosing import Amounts, nothing
from thidua.core.scoring.columns.members import SetMembers
from thidua.core.scoring.columns.places import PlaceColumns
from thidua.core.scoring.columns.sections import bonus_capped
from thidua.core.scoring.columns.table import ClusterTable
from thidua.core.scoring.columns.work import SetWork


@frozen(eq=False)
class SetColumns:
    """A set with the scores of its members."""

    work: SetWork
    root: PlaceColumns


@frozen(eq=False)
class PartColumns:
    """The scores of all members in one part, on the scheme's scale."""

    part: Part
    base: Amounts
    bonus: Amounts | None
    deductions: Amounts | None
    unknown: Mask | None

    @property
    def points(self) -> Amounts:
        """Base and bonus together."""
        return self.base if self.bonus is None else amounts.total([self.base, self.bonus])


@frozen(eq=False)
class TotalColumns:
    """The whole scores of all members."""

    parts: tuple[PartColumns, ...]
    exact: Amounts
    """Before the rounding of the total."""
    points: Amounts
    bonus: Amounts
    deductions: Amounts
    unknown: Mask | None


def total_of(scheme: Scheme, sets: Mapping[str, SetColumns], table: ClusterTable) -> TotalColumns:
    """Add up the parts; ``sets`` are those by which any member is scored."""
    parts = tuple(part_columns(scheme, part, sets, table) for part in scheme.parts)
    bonus = bonus_capped(_sum([part.bonus for part in parts]), scheme.bonus_cap)
    base = amounts.total([part.base for part in parts])
    exact = base if bonus is None else amounts.total([base, bonus])
    unknown: Mask | None = None
    for part in parts:
        unknown = either(unknown, part.unknown)
    none = nothing(table.rows)
    return TotalColumns(
        parts,
        exact,
        _rounded(exact, scheme, scheme.rounding.total),
        bonus or none,
        _sum([part.deductions for part in parts]) or none,
        unknown,
    )


def _sum(some: Sequence[Amounts | None]) -> Amounts | None:
    found = [one for one in some if one is not None]
    return amounts.total(found) if found else None


def _rounded(one: Amounts, scheme: Scheme, places: int | None) -> Amounts:
    return one if places is None else amounts.rounded(one, places, scheme.rounding.mode)


def part_columns(
    scheme: Scheme, part: Part, sets: Mapping[str, SetColumns], table: ClusterTable
) -> PartColumns:
    """A part: one set for all, or each member's own, brought to the scheme's scale."""
    pieces = [_piece(scheme, part, sets[code]) for code in codes_of(part) if code in sets]
    unknown = _without_set(part, table)
    for piece in pieces:
        unknown = either(unknown, piece.unknown)
    return PartColumns(
        part,
        _sum([piece.base for piece in pieces]) or nothing(table.rows),
        _sum([piece.bonus for piece in pieces]),
        _sum([piece.deductions for piece in pieces]),
        unknown,
    )


def codes_of(part: Part) -> tuple[str, ...]:
    """The sets of a part, once each: several sectors may share one."""
    return tuple(dict.fromkeys(part.set_codes()))


def scored_by(part: Part, table: ClusterTable, code: str) -> Mask:
    """The members whom a part scores by a set."""
    words = table.sectors.words
    return table.sectors.holds(word for word in words if part.set_for(word) == code)


def _without_set(part: Part, table: ClusterTable) -> Mask | None:
    words = table.sectors.words
    return where_any(table.sectors.holds(word for word in words if part.set_for(word) is None))


def _piece(scheme: Scheme, part: Part, scored: SetColumns) -> PartColumns:
    """One set's share of a part, over all members; nothing for those scored by another."""
    members, root = scored.work.members, scored.root
    mine = unless_all(scored_by(part, members.table, members.compiled.source.code))
    factor = Fraction(1) if part.weight is None else part.weight / members.compiled.source.points
    bonus = root.bonus and _bonus(part.bonus, root.bonus, factor)
    bonus = bonus and _rounded(bonus, scheme, scheme.rounding.part)
    deducted = None
    if root.deductions is not None:
        deducted = amounts.scaled(root.deductions.points, factor)
    base = _rounded(amounts.scaled(root.base, factor), scheme, scheme.rounding.part)
    unknown = None if root.unknown is None else members.onto_whole(root.unknown)
    return PartColumns(
        part,
        _onto_whole(members, mine, base),
        bonus and _onto_whole(members, mine, bonus),
        deducted and _onto_whole(members, mine, deducted),
        unknown if unknown is None or mine is None else where_any(unknown & mine),
    )


def _bonus(rule: PartBonus, bonus: Amounts, factor: Fraction) -> Amounts | None:
    if rule is PartBonus.DROPPED:
        return None
    return amounts.scaled(bonus, factor) if rule is PartBonus.SCALED else bonus


def _onto_whole(members: SetMembers, mine: Mask | None, one: Amounts) -> Amounts:
    if mine is None:  # so that the set has every row of the table
        return one
    whole = one.with_ends(one.unit, lambda end: _scattered(members, end))
    return amounts.chosen(mine, whole, nothing(whole.rows))


def _scattered(members: SetMembers, numbers: Integers) -> Integers:
    if members.taken is None:
        return numbers
    whole = np.zeros(members.table.rows, np.int64)
    whole[members.taken] = numbers.values
    over = None if numbers.over is None else members.onto_whole(numbers.over)
    return Integers(whole, min(numbers.low, 0), max(numbers.high, 0), over)
