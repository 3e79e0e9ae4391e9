"""The goals that ``thidua`` has set itself, and whether this run meets them."""

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from comparison.files import FilesTaken
from comparison.racing import Race
from comparison.results import Results
from comparison.tables import number, size, table

OURS: Final = "columns"
"""The engine that the goals are about."""
ON_TWO: Final = "columns-2"
SMALL, MIDDLE, BIG, LARGEST = 30, 1_000, 100_000, 1_000_000
WORST_START: Final = 7
"""Times bare Python."""


@frozen
class Goal:
    """One of them."""

    area: int
    """Its number in the list of goals."""
    what: str
    least: bool
    """Whether the budget is the least that is wanted, not the most that is allowed."""
    budget: float
    measured: float
    unit: str = "×"

    @property
    def is_met(self) -> bool:
        """Whether the measure is within the budget."""
        if self.least:
            return self.measured >= self.budget
        return self.measured <= self.budget


def goals_of(results: Results) -> list[Goal]:
    """All that this run can tell about."""
    return [goal for part in _PARTS for goal in part(results)]


def goals_table(results: Results) -> str:
    """The goals as Markdown."""
    rows = [
        (
            f"{goal.area}. {goal.what}",
            f"{'≥' if goal.least else '≤'} {goal.budget:g} {goal.unit}",
            f"{number(goal.measured) if goal.measured else '0'} {goal.unit}",
            "met" if goal.is_met else "**missed**",
        )
        for goal in goals_of(results)
    ]
    return f"### Goals\n\n{table(('goal', 'budget', 'measured', ''), rows)}\n" if rows else ""


def _exactness(results: Results) -> Iterator[Goal]:
    found = [
        wrong
        for proof in results.proofs
        for code in (OURS, ON_TWO, "scalar")
        if (wrong := proof.wrong.get(code)) is not None
    ]
    if found:
        parts = ((one.cells, one.totals, one.ranks, one.classes) for one in found)
        differing = sum(part or 0 for some in parts for part in some)
        yield Goal(1, "cells, totals, ranks, classes that differ", False, 0, differing, "")


def _against_kernels(results: Results) -> Iterator[Goal]:
    for units in (BIG, LARGEST):
        yield from _dearer(results, units, 2, (("numpy", 1.5), ("numba", 2), ("memory", 60)))
    yield from _dearer(results, MIDDLE, 3, (("numpy", 2),))


def _against_peers(results: Results) -> Iterator[Goal]:
    yield from _faster(results, MIDDLE, 3, (("decimal", 25),))
    yield from _faster(results, BIG, 3, (("decimal", 60), ("fractions", 250)))
    for units, least in ((SMALL, 1), (MIDDLE, 1), (BIG, 1.2), (LARGEST, 1.2)):
        both = (("openfisca", least), ("openfisca-hand", least))
        yield from _faster(results, units, 4, both)
    for units in (BIG, LARGEST):
        race = results.race_of(units)
        if race is not None and {ON_TWO, "openfisca"} <= race.timings.keys():
            gain = race.timings["openfisca"].least_wall / race.timings[ON_TWO].least_wall
            what = f"openfisca by the clock against two threads, {size(units)} units"
            yield Goal(4, what, True, 1.5, gain)
    for units, least in ((MIDDLE, 6), (BIG, 2), (LARGEST, 2)):
        yield from _faster(results, units, 5, (("pandas", least),))
    ranking = results.ranking_of(LARGEST)
    if ranking is not None:
        yield from _faster_in(ranking, "ranking", 5, (("skcriteria", 10), ("pymcdm", 100)))
    yield from _faster(results, MIDDLE, 6, (("calc", 300),))


def _whole_processes(results: Results) -> Iterator[Goal]:
    race = results.race_of(MIDDLE)
    files = _files_of(results, MIDDLE)
    if race is not None and files is not None and "calc" in race.timings:
        gain = race.timings["calc"].least / files.ways[0][1].least
        yield Goal(6, f"Calc against a whole command, {size(MIDDLE)} units", True, 8, gain)
    own = [start for start in results.starts if "--version" in start.title]
    for start in own:
        ratio = start.timing.least / results.starts[0].timing.least
        yield Goal(7, f"{start.title} against bare Python", False, WORST_START, ratio)
    small = results.race_of(SMALL)
    for code, way in ((OURS, "in columns"), ("scalar", "cell by cell")):
        if small is not None and code in small.timings:
            taken = small.timings[code].least * 1000
            yield Goal(7, f"a warm process ranks {SMALL} units, {way}", False, 10, taken, "ms")


def _growth(results: Results) -> Iterator[Goal]:
    big, largest = results.race_of(BIG), results.race_of(LARGEST)
    if big is not None and largest is not None and OURS in largest.timings:
        ratio = largest.timings[OURS].least / big.timings[OURS].least
        yield Goal(8, "growth from 100,000 to 1,000,000 units", False, 12.5, ratio)


def _memory(results: Results) -> Iterator[Goal]:
    found = results.memory.get(OURS)
    if found is not None:
        what = f"memory above the inputs, {size(found.units)} units"
        yield Goal(9, what, False, 12, found.of_cell, "bytes a cell")
    big, largest = _files_of(results, BIG), _files_of(results, LARGEST)
    if big is not None and largest is not None:
        ratio = largest.peaks[0] / big.peaks[0]
        what = "memory of the command, 1,000,000 against 100,000 units"
        yield Goal(9, what, False, 1.5, ratio)


def _files(results: Results) -> Iterator[Goal]:
    for one in results.files[-1:]:
        ratio = one.loading.least / one.scoring.least
        yield Goal(10, f"reading Parquet against scoring, {size(one.units)} units", False, 1, ratio)
    found = results.explained
    if found is not None:
        yield Goal(11, "the trace of a cell, own figures", False, 20, found.own * 1e6, "µs")
    for one in results.files[-1:]:
        gain = one.ways[0][1].least_wall / one.ways[2][1].least_wall
        what = f"two processes against one, by the clock, {size(one.units)} units"
        yield Goal(12, what, True, 1.3, gain)


_PARTS: Final = (
    _exactness,
    _against_kernels,
    _against_peers,
    _whole_processes,
    _growth,
    _memory,
    _files,
)


def _files_of(results: Results, units: int) -> FilesTaken | None:
    return next((one for one in results.files if one.units == units), None)


def _dearer(
    results: Results, units: int, area: int, budgets: Sequence[tuple[str, float]]
) -> Iterator[Goal]:
    """How much dearer ours is than others, at most."""
    race = results.race_of(units)
    for code, most in budgets:
        if race is not None and {OURS, code} <= race.timings.keys():
            ratio = race.timings[OURS].least / race.timings[code].least
            yield Goal(area, f"ours against {code}, {size(units)} units", False, most, ratio)


def _faster(
    results: Results, units: int, area: int, budgets: Sequence[tuple[str, float]]
) -> Iterator[Goal]:
    """How much dearer others are than ours, at least."""
    race = results.race_of(units)
    if race is not None:
        yield from _faster_in(race, OURS, area, budgets)


def _faster_in(
    race: Race, ours: str, area: int, budgets: Sequence[tuple[str, float]]
) -> Iterator[Goal]:
    for code, least in budgets:
        if {ours, code} <= race.timings.keys():
            ratio = race.timings[code].least / race.timings[ours].least
            yield Goal(area, f"{code} against ours, {size(race.units)} units", True, least, ratio)
