"""Points with the lines they are made of: every step of scoring adds its own line, so that an
explanation adds up to the last digit because nothing else was ever added."""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from itertools import chain

from attrs import frozen

from thidua.core.exact.rounding import RoundingMode, round_to
from thidua.core.model.criteria import Cap

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
class Digits:
    """To how many places a level is rounded, and how; None where nothing is declared."""

    places: int | None
    mode: RoundingMode = RoundingMode.HALF_UP

    def rounded(self, value: Fraction) -> Fraction:
        """The value as the level declares it."""
        if self.places is None or value.denominator == 1:
            return value
        return round_to(value, self.places, self.mode)


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
    """Lines, with their sums kept beside them; made by :func:`joined` and :meth:`adding` only."""

    lines: tuple[Line, ...] = ()
    base: Fraction = ZERO
    bonus: Fraction = ZERO

    @property
    def points(self) -> Fraction:
        """Base and bonus together."""
        return self.base + self.bonus

    def adding(self, line: Line) -> "Tally":
        """With one more line; a line of nothing is not written."""
        if not (line.base or line.bonus):
            return self
        return Tally((*self.lines, line), self.base + line.base, self.bonus + line.bonus)

    def rounded(self, level: Level, code: str, digits: Digits) -> "Tally":
        """Base and bonus rounded apart, the differences written as a line."""
        base, bonus = digits.rounded(self.base), digits.rounded(self.bonus)
        if base is self.base and bonus is self.bonus:
            return self
        line = Line(LineKind.ROUNDING, level, code, base - self.base, bonus - self.bonus)
        return self.adding(line)

    def bonus_capped(self, level: Level, code: str, cap: Cap) -> "Tally":
        """With the bonus cut to a cap."""
        if not isinstance(cap, Fraction) or self.bonus <= cap:
            return self
        return self.adding(Line(LineKind.BONUS_CAP, level, code, bonus=cap - self.bonus))

    def with_base(self, base: Fraction, level: Level, code: str) -> "Tally":
        """With another base, the difference written as a COMBINED line."""
        return self.adding(Line(LineKind.COMBINED, level, code, base=base - self.base))

    def scaled(self, factor: Fraction, part: str) -> "Tally":
        """The lines of a part: base on the scheme's scale, bonus as it is."""
        lines = [
            Line(line.kind, line.level, line.code, line.base * factor, line.bonus, part)
            for line in self.lines
        ]
        return Tally(tuple(lines), self.base * factor, self.bonus)


NOTHING = Tally()


def joined(tallies: Iterable[Tally]) -> Tally:
    """The lines of several tallies, one after another."""
    some = tuple(tallies)
    return Tally(
        tuple(chain.from_iterable(tally.lines for tally in some)),
        sum((tally.base for tally in some), ZERO),
        sum((tally.bonus for tally in some if tally.bonus), ZERO),
    )
