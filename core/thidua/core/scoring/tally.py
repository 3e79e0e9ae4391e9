"""Points with the lines they are made of: every step of scoring adds its own line, so that an
explanation adds up to the last digit because nothing else was ever added."""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

from attrs import evolve, frozen

from thidua.core.exact.rounding import RoundingMode, round_to
from thidua.core.model.criteria import UNLIMITED, Cap

ZERO = Fraction(0)


class LineKind(StrEnum):
    """What a line of the explanation stands for."""

    CRITERION = "criterion"
    """Base after deductions, and bonus, as the rules gave them."""
    FULL_POINTS = "full-points"
    """A criterion that does not apply, given its full points."""
    POLICY = "policy"
    """What the not-applicable policy adds to an applicable criterion."""
    ROUNDING = "rounding"
    BONUS_CAP = "bonus-cap"
    DEDUCTIONS_CAP = "deductions-cap"
    """Deductions given back, being over the cap of a section or set."""
    COMBINED = "combined"
    """What a mean or an expression makes of a section, over the sum of its children."""
    PART_BONUS = "part-bonus"
    """What scaling or dropping a part's bonus takes away."""


class Level(StrEnum):
    """Where a line arises."""

    CRITERION = "criterion"
    SECTION = "section"
    SET = "set"
    PART = "part"
    TOTAL = "total"


@frozen
class Line:
    """One contribution, in points; ``code`` is that of its criterion, section or part."""

    kind: LineKind
    level: Level
    code: str
    base: Fraction = ZERO
    bonus: Fraction = ZERO
    part: str = ""
    """The part of the scheme, once the line is on the scheme's scale."""

    @property
    def points(self) -> Fraction:
        """Base and bonus together."""
        return self.base + self.bonus


@frozen
class Tally:
    """Base and bonus, and the lines that sum to them."""

    lines: tuple[Line, ...]

    @property
    def base(self) -> Fraction:
        return sum((line.base for line in self.lines), ZERO)

    @property
    def bonus(self) -> Fraction:
        return sum((line.bonus for line in self.lines), ZERO)

    @property
    def points(self) -> Fraction:
        return self.base + self.bonus

    def adding(self, line: Line) -> "Tally":
        """With one more line; a line of nothing is not written."""
        return Tally((*self.lines, line)) if line.base or line.bonus else self

    def rounded(self, level: Level, code: str, places: int | None, mode: RoundingMode) -> "Tally":
        """Base and bonus rounded apart, the differences written as a line."""
        if places is None:
            return self
        base = round_to(self.base, places, mode) - self.base
        bonus = round_to(self.bonus, places, mode) - self.bonus
        return self.adding(Line(LineKind.ROUNDING, level, code, base, bonus))

    def bonus_capped(self, level: Level, code: str, cap: Cap) -> "Tally":
        """With the bonus cut to a cap."""
        if cap is None or cap == UNLIMITED or self.bonus <= cap:
            return self
        return self.adding(Line(LineKind.BONUS_CAP, level, code, bonus=cap - self.bonus))

    def with_base(self, base: Fraction, level: Level, code: str) -> "Tally":
        """With another base, the difference written as a COMBINED line."""
        return self.adding(Line(LineKind.COMBINED, level, code, base=base - self.base))

    def scaled(self, factor: Fraction, part: str) -> "Tally":
        """The lines of a part: base on the scheme's scale, bonus as it is."""
        return Tally(tuple(evolve(line, base=line.base * factor, part=part) for line in self.lines))


def joined(tallies: Iterable[Tally]) -> Tally:
    """The lines of several tallies, one after another."""
    return Tally(tuple(line for tally in tallies for line in tally.lines))
