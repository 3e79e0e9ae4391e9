"""The results as Markdown tables. Times are for those who must know; ratios are what compares."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from comparison.answers import Wrong
from comparison.engine import AnyEngine
from comparison.racing import Race
from comparison.registry import ONLY_RANKING, WHOLE_WORK
from comparison.results import Proof, Results
from comparison.specification import CRITERIA
from comparison.stopwatch import Timing

BASE: Final = "numpy"
"""The engine to which all are compared."""
NOTHING: Final = "-"
MANY: Final = 10_000
"""Units from which a size is shown by itself."""


def all_tables(results: Results) -> str:
    """Everything that was measured, each table under its heading."""
    parts = (
        f"Machine: {results.machine}. Day: {results.day}.",
        *_section("Score, add up, rank and class", _races(results)),
        *_section("Wrong answers", _proofs(results)),
        *_section("Ranking alone", _rankings(results)),
        *_section("Memory above the inputs", _memory(results)),
        *_section("File to file", _files(results)),
        *_section("Start-up", _starts(results)),
        *_section("Explanation", _explained(results)),
    )
    return "\n\n".join(parts) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first are numbers."""
    lines = [
        f"| {' | '.join(heads)} |",
        f"|---|{'---:|' * (len(heads) - 1)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
    return "\n".join(lines)


def number(value: float) -> str:
    """Three digits of a number."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def size(units: int) -> str:
    """A number of units."""
    return f"{units:,}"


def _section(title: str, body: str) -> tuple[str, ...]:
    return (f"### {title}", body) if body else ()


def _present(engines: Iterable[AnyEngine], races: Sequence[Race]) -> list[AnyEngine]:
    return [one for one in engines if any(one.code in race.timings for race in races)]


def _named(engine: AnyEngine) -> str:
    return f"{engine.title} ({engine.version()})"


def _races(results: Results) -> str:
    """Processor time as a multiple of the kernel by hand, in brackets milliseconds."""
    races = results.races
    if not races:
        return ""
    heads = ("engine", *(f"{size(race.units)} units" for race in races), "wall at the largest")
    rows = (
        (_named(engine), *(_against(race, engine) for race in races), _wall(races[-1], engine))
        for engine in _present(WHOLE_WORK, races)
    )
    told = f"Processor time as a multiple of “{_title(BASE)}”, minimum of the rounds"
    return f"{told}; in brackets milliseconds, minimum and median.\n\n{table(heads, rows)}"


def _title(code: str) -> str:
    return next(one.title for one in (*WHOLE_WORK, *ONLY_RANKING) if one.code == code)


def _against(race: Race, engine: AnyEngine, base: str = BASE) -> str:
    timing = race.timings.get(engine.code)
    if timing is None:
        return NOTHING
    ratio = timing.least / race.timings[base].least
    return f"{number(ratio)} × ({_milliseconds(timing)})"


def _milliseconds(timing: Timing) -> str:
    return f"{number(timing.least * 1000)} / {number(timing.middle * 1000)}"


def _wall(race: Race, engine: AnyEngine) -> str:
    timing = race.timings.get(engine.code)
    return NOTHING if timing is None else f"{number(timing.least_wall * 1000)} ms"


def _proofs(results: Results) -> str:
    """A column for each kind of work and size that tells something."""
    kinds = _proven(results.proofs)
    if not kinds:
        return ""
    heads = ("engine", *(f"{title}, {size(units)} units" for title, units in kinds))
    rows = (
        (_named(engine), *(_proof(results, *kind, engine.code) for kind in kinds))
        for engine in WHOLE_WORK
        if any(_wrong(proof.wrong.get(engine.code)) != NOTHING for proof in results.proofs)
    )
    told = f"Cells ({len(CRITERIA)} a unit) / totals / ranks / classes that differ from fractions."
    return f"{told}\n\n{table(heads, rows)}"


def _proven(proofs: Sequence[Proof]) -> list[tuple[str, int]]:
    """The kinds of work at the sizes of many units, or at the largest there is."""
    most: dict[str, int] = {}
    for one in proofs:
        most[one.title] = max(one.units, most.get(one.title, 0))
    found = ((one.title, one.units) for one in proofs)
    return [*dict.fromkeys(kind for kind in found if kind[1] >= min(MANY, most[kind[0]]))]


def _proof(results: Results, title: str, units: int, code: str) -> str:
    """What an engine got wrong of so many units, or of as many as it was tried with."""
    tried = [
        one
        for one in results.proofs
        if one.title == title and one.units <= units and code in one.wrong
    ]
    if not tried:
        return NOTHING
    largest = max(tried, key=lambda one: one.units)
    told = _wrong(largest.wrong[code])
    is_all = largest.units == units
    return told if is_all or told == NOTHING else f"{told} ({size(largest.units)} units)"


def _wrong(wrong: Wrong | None) -> str:
    if wrong is None or wrong.cells is None:
        return NOTHING
    if wrong.is_nothing:
        return "**0**"
    parts = (wrong.cells, wrong.totals, wrong.ranks, wrong.classes)
    return " / ".join(f"{part or 0:,}" for part in parts)


def _rankings(results: Results) -> str:
    races = results.rankings
    if not races:
        return ""
    base = ONLY_RANKING[0].code
    heads = ("engine", *(f"{size(race.units)} units" for race in races))
    rows = (
        (_named(engine), *(_against(race, engine, base) for race in races))
        for engine in _present(ONLY_RANKING, races)
    )
    return table(heads, rows)


def _memory(results: Results) -> str:
    rows = [
        (
            _named(engine),
            size(found.units),
            number(found.inputs / found.cells),
            number(found.of_cell),
        )
        for engine in WHOLE_WORK
        if (found := results.memory.get(engine.code)) is not None
    ]
    heads = ("engine", "units", "inputs, bytes a cell", "above them at most, bytes a cell")
    return table(heads, rows) if rows else ""


def _files(results: Results) -> str:
    return "\n\n".join(_files_of(results))


def _files_of(results: Results) -> Iterator[str]:
    for one in results.files:
        serial = one.ways[0][1]
        rows = (
            (
                title,
                f"{timing.least_wall:.2f}",
                f"{serial.least_wall / timing.least_wall:.2f} ×",
                f"{timing.least:.2f}",
                f"{peak / 1024**2:,.0f}",
            )
            for (title, timing), peak in zip(one.ways, one.peaks, strict=True)
        )
        heads = ("way", "wall s", "serial / it", "CPU s", "largest process, MiB")
        same = "the same bytes in all" if len(set(one.digests)) == 1 else "**different bytes**"
        yield (
            f"{size(one.units)} units, {one.size / 1024**2:.0f} MiB of figures; {same}. Reading it"
            f" takes {one.loading.least:.2f} s of processor time, scoring"
            f" {one.scoring.least:.2f} s."
            f"\n\n{table(heads, rows)}"
        )


def _starts(results: Results) -> str:
    if not results.starts:
        return ""
    bare = results.starts[0].timing
    rows = (
        (
            start.title,
            f"{number(start.timing.least / bare.least)} × ({_milliseconds(start.timing)})",
            f"{number(start.timing.least_wall * 1000)} ms",
        )
        for start in results.starts
    )
    return table(("whole process", "CPU, multiple of bare Python (ms)", "wall"), rows)


def _explained(results: Results) -> str:
    found = results.explained
    if found is None:
        return ""
    rows = [
        ("trace, the unit's own figures", f"{found.own * 1e6:.1f}"),
        ("trace, ranks and comparisons in the cluster", f"{found.among * 1e6:.1f}"),
        ("trace and words, all kinds", f"{found.told * 1e6:.1f}"),
    ]
    return table(("a cell explained", "µs"), rows)
