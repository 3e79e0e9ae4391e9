"""The time that scoring one cell takes, criterion by criterion, in the child process."""

import time

from thidua.plugins.kit.behaviour.fingerprinting import drawn_scenes
from thidua.plugins.kit.behaviour.subject import Subject, subjects_of
from thidua.plugins.kit.examining import Examined

SEED = 1


def microseconds_of_cell(examined: Examined, criteria_set: str, criterion: str) -> int:
    """What a cell of one criterion takes by the clock, the median over generated clusters.

    MemoryError where its formula takes more memory than there is.
    """
    compiled = examined.compiled[criteria_set]
    found = subjects_of(compiled, examined.known_indicators, ())
    [subject] = [it for it in found if it.code == criterion]
    times = sorted(_times(subject))
    return times[len(times) // 2]


def _times(subject: Subject) -> list[int]:
    times = []
    for scene in drawn_scenes(subject, SEED):
        start = time.perf_counter_ns()
        cells = scene.cells(subject)
        spent = time.perf_counter_ns() - start
        # The engine takes it for a formula without an answer; here it is a limit that was met.
        if any(one.detail.startswith("MemoryError") for it in cells.values() for one in it.unknown):
            raise MemoryError
        times.append(spent // 1000 // len(scene.units))
    return times
