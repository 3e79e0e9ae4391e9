"""Points deducted, and what a cap over several criteria gives back of them."""

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen

from thidua.core.model.criteria import Cap
from thidua.core.scoring.tally import ZERO


@frozen
class Deductions:
    """What was deducted at or below a place of the set, after the caps so far."""

    points: Fraction = ZERO
    """As the rules deducted it; the tie key ``fewest-deductions`` compares these."""
    lost: Fraction = ZERO
    """What of it the base really lost: less than ``points`` where a floor held."""
    counted: Fraction = ZERO
    """What the loss comes to in the place's points, where a not-applicable policy multiplies
    the base or a mean combines it."""

    def within(self, cap: Cap) -> "Deductions":
        """At most a cap; what ``counted`` comes down by is given back to the base."""
        if not isinstance(cap, Fraction):
            return self
        points = min(self.points, cap)
        if self.lost <= cap:
            return Deductions(points, self.lost, self.counted)
        return Deductions(points, cap, self.counted * cap / self.lost)

    def counting(self, counted: Fraction) -> "Deductions":
        """The same where a mean or an expression makes another loss of ``counted``."""
        lost = self.lost * counted / self.counted if self.counted else ZERO
        return Deductions(self.points, lost, counted)


NONE = Deductions()


def all_of(some: Iterable[Deductions]) -> Deductions:
    """The deductions of several places together."""
    found = [one for one in some if one.points]
    return Deductions(
        sum((one.points for one in found), ZERO),
        sum((one.lost for one in found), ZERO),
        sum((one.counted for one in found), ZERO),
    )
