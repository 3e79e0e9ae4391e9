"""The nearest step that does something, where whole stretches can be proven to do nothing."""

from collections.abc import Callable
from fractions import Fraction
from heapq import heappop, heappush
from math import floor

from attrs import frozen

MOST_STRETCHES = 2_000
"""Stretches that are looked at before a search gives up, and says how far it came."""
MOST_TRIALS = 300
"""Single values that are tried by re-ranking before it gives up."""


@frozen
class Grid:
    """Where an input may stand: its present value and whole steps from it, within two ends."""

    start: Fraction
    step: Fraction
    low: Fraction
    high: Fraction
    first: int = 1
    """The fewest steps that are a change: 0 where the present value is no exact one."""

    def value(self, steps: int) -> Fraction:
        """The input after so many steps, downwards where they are below 0."""
        return self.start + steps * self.step

    def most(self, sign: int) -> int:
        """How many steps there are to the end on one side."""
        room = self.high - self.start if sign > 0 else self.start - self.low
        return floor(room / self.step)


@frozen
class Found:
    """What a search found."""

    steps: int | None
    """The fewest steps that do it, with their sign; None where no value in reach does."""
    searched: int
    """No change of so many steps or fewer does it, but for ``steps`` itself."""
    is_whole: bool = True
    """Whether everything in reach was ruled out or found."""


class Contradicted(ArithmeticError):
    """A stretch was ruled out, and yet re-ranking shows that a value in it does it."""


def nearest(
    grid: Grid,
    is_excluded: Callable[[Fraction, Fraction], bool],
    does_it: Callable[[Fraction], bool],
    sign: int = 1,
) -> Found:
    """The smallest change that does it; of two equal ones the one in the direction ``sign``.

    ``is_excluded`` proves of all values between two that they do not, or leaves it open, and the
    stretch is halved; ``does_it`` tries one value. No value is passed over without a proof.
    """
    waiting: list[tuple[int, bool, int]] = []
    for side in (1, -1):
        if grid.most(side) >= grid.first:
            heappush(waiting, (grid.first, side != sign, grid.most(side)))
    stretches = trials = 0
    while waiting:
        near, is_other, far = heappop(waiting)
        way = -sign if is_other else sign
        if stretches >= MOST_STRETCHES or trials >= MOST_TRIALS:
            return Found(None, max(near - 1, 0), is_whole=False)
        stretches += 1
        ends = sorted((grid.value(way * near), grid.value(way * far)))
        if is_excluded(ends[0], ends[1]):
            continue
        if near < far:
            middle = (near + far) // 2
            heappush(waiting, (near, is_other, middle))
            heappush(waiting, (middle + 1, is_other, far))
            continue
        trials += 1
        if does_it(grid.value(way * near)):
            before = grid.value(way * (near - 1))
            if near > grid.first and does_it(before):
                raise Contradicted(f"{before} was ruled out and does it")
            return Found(way * near, max(near - 1, 0))
    return Found(None, max(grid.most(1), grid.most(-1)))
