"""A member's total from the parts of its cluster's scheme."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import chain

from attrs import frozen

from thidua.core.exact.reason import Reason, ReasonKind
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.scheme import Part, PartBonus, Scheme
from thidua.core.scoring.entries import Member
from thidua.core.scoring.set_scoring import SetScore
from thidua.core.scoring.tally import ZERO, Digits, Level, Line, LineKind, Tally, joined


@frozen
class PartScore:
    """A member's score in one part, on the scheme's scale."""

    part: Part
    score: SetScore
    tally: Tally | None

    @property
    def factor(self) -> Fraction:
        """Points of the scheme for a point of the set."""
        points = self.score.compiled.source.points
        return Fraction(1) if self.part.weight is None else self.part.weight / points

    @property
    def deductions(self) -> Fraction:
        """Points deducted, after caps, on the scheme's scale."""
        return self.score.root.deductions.points * self.factor


@frozen
class Total:
    """A member's whole score."""

    parts: tuple[PartScore, ...]
    exact: Tally | None
    """Before the rounding of the total."""
    tally: Tally | None
    """The total as declared, with every line that makes it."""
    unknown: tuple[Reason, ...]

    @property
    def points(self) -> Fraction | None:
        """The total, rounded where the scheme declares it."""
        return None if self.tally is None else self.tally.points

    @property
    def exact_points(self) -> Fraction | None:
        """The total before its own rounding."""
        return None if self.exact is None else self.exact.points

    @property
    def bonus(self) -> Fraction | None:
        """The bonus in the total, after every cap."""
        return None if self.tally is None else self.tally.bonus

    @property
    def deductions(self) -> Fraction:
        """Points deducted in all parts, on the scheme's scale."""
        return sum((part.deductions for part in self.parts), ZERO)


def scale_of(scheme: Scheme, sets: Mapping[str, CompiledSet]) -> Fraction:
    """The points of the whole scheme, of which bands are percentages."""
    return sum(
        (
            part.weight if part.weight is not None else sets[part.set_codes()[0]].source.points
            for part in scheme.parts
        ),
        ZERO,
    )


def total_of(scheme: Scheme, member: Member, scores: Mapping[str, SetScore]) -> Total:
    """Add up the parts; ``scores`` are the member's, by criteria set."""
    found = [(part, part.set_for(member.sector)) for part in scheme.parts]
    parts = tuple(part_score(scheme, part, scores[code]) for part, code in found if code)
    unknown = (
        *chain.from_iterable(part.score.unknown for part in parts),
        *(
            Reason(ReasonKind.NO_CRITERIA_SET, part.code, member.sector or "")
            for part, code in found
            if code is None
        ),
    )
    tallies = [part.tally for part in parts if part.tally is not None]
    if len(tallies) < len(scheme.parts):
        return Total(parts, None, None, tuple(dict.fromkeys(unknown)))
    return _added(scheme, parts, tallies)


def _added(scheme: Scheme, parts: tuple[PartScore, ...], tallies: Sequence[Tally]) -> Total:
    exact = joined(tallies).bonus_capped(Level.TOTAL, scheme.code, scheme.bonus_cap)
    return Total(parts, exact, _rounded(exact, scheme), ())


def _rounded(exact: Tally, scheme: Scheme) -> Tally:
    """The total is rounded as one number, base and bonus together."""
    digits = Digits(scheme.rounding.total, scheme.rounding.mode)
    difference = digits.rounded(exact.points) - exact.points
    return exact.adding(Line(LineKind.ROUNDING, Level.TOTAL, scheme.code, base=difference))


def part_score(scheme: Scheme, part: Part, score: SetScore) -> PartScore:
    """Bring a set's score to the scheme's scale; what becomes of its bonus is a line of its own."""
    bare = PartScore(part, score, None)
    if score.root.tally is None:
        return bare
    scaled = score.root.tally.scaled(bare.factor, part.code)
    kept = scaled.bonus * _bonus_share(part.bonus, bare.factor)
    line = Line(LineKind.PART_BONUS, Level.PART, part.code, bonus=kept - scaled.bonus)
    digits = Digits(scheme.rounding.part, scheme.rounding.mode)
    return PartScore(part, score, scaled.adding(line).rounded(Level.PART, part.code, digits))


def _bonus_share(bonus: PartBonus, factor: Fraction) -> Fraction:
    if bonus is PartBonus.DROPPED:
        return ZERO
    return factor if bonus is PartBonus.SCALED else Fraction(1)
