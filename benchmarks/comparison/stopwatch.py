"""Processor time of all threads and children, and the clock, of one call."""

import gc
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import Final, TypeVar

from attrs import frozen

Found = TypeVar("Found")

LONG_ENOUGH: Final = 0.02
"""Seconds below which a call is repeated, so that the clock is fine enough."""


@frozen
class Took:
    """Seconds that one call took."""

    cpu: float
    wall: float


@frozen
class Timing:
    """Seconds of several calls, one entry a round."""

    cpu: tuple[float, ...]
    wall: tuple[float, ...]

    @property
    def least(self) -> float:
        """The least processor time: what noise disturbs least."""
        return min(self.cpu)

    @property
    def middle(self) -> float:
        """The median of processor time."""
        return median(self.cpu)

    @property
    def least_wall(self) -> float:
        """The least time on the clock."""
        return min(self.wall)


def timing_of(rounds: Sequence[Took]) -> Timing:
    """The rounds together."""
    return Timing(tuple(one.cpu for one in rounds), tuple(one.wall for one in rounds))


def together(parts: Iterable[Took]) -> Took:
    """Calls one after another as one."""
    some = tuple(parts)
    return Took(sum(one.cpu for one in some), sum(one.wall for one in some))


def processor_seconds() -> float:
    """Processor time so far: this process with all its threads, and the children that ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def timed(call: Callable[[], Found], repeats: int = 1) -> tuple[Found, Took]:
    """What a call gives, and what it took; of several calls, what one took. Nobody's garbage is
    collected meanwhile, for it may be another's."""
    gc.collect()
    gc.disable()
    try:
        cpu, wall = processor_seconds(), time.perf_counter()
        for _ in range(repeats - 1):
            call()
        found = call()
        cpu, wall = processor_seconds() - cpu, time.perf_counter() - wall
    finally:
        gc.enable()
    return found, Took(cpu / repeats, wall / repeats)


def repeats_for(took: Took) -> int:
    """How often to call what has taken so long once."""
    return max(1, min(1_000, int(LONG_ENOUGH / max(took.wall, 1e-6))))
