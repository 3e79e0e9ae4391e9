"""``thidua`` beside its peers at one piece of work: ``python benchmarks/compare.py``.

Prints Markdown: times as ratios, wrong answers, memory, files, start-up, goals. See README.md.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from attrs import evolve

from comparison.answers import wrong_in
from comparison.chart import comparison_png, comparison_svg
from comparison.engine import AnyEngine
from comparison.engines.fractions_loop import FRACTIONS
from comparison.engines.numpy_kernel import NUMPY
from comparison.explaining import explained
from comparison.files import FilesTaken, files_taken
from comparison.generation import make_work
from comparison.goals import goals_table
from comparison.memory import Memory, memory_of, print_memory
from comparison.racing import Race, race
from comparison.reference import right_answer
from comparison.registry import ONLY_RANKING, WHOLE_WORK, engine_called, installed
from comparison.results import Proof, Results, machine, today
from comparison.starting import starts
from comparison.stopwatch import timed, timing_of
from comparison.tables import all_tables

SIZES = (30, 1_000, 100_000, 1_000_000)
PROVED = 12_000
"""Units whose every cell is compared with fractions, for each kind of work."""
AMOUNTS = 2 * 10**8
"""Makes figures of up to 10^12: whole numbers of 64 bits do not hold their products."""
KINDS_OF_WORK = (
    ("no figure placed", 0.0, 1),
    ("a tenth beside a boundary", 0.1, 1),
    ("half beside a boundary", 0.5, 1),
    ("amounts up to 10^12", 0.1, AMOUNTS),
)
TIMED = "what is timed, a tenth beside"
PARTS = ("races", "rankings", "proofs", "memory", "starts", "explained", "files")
PROCESSES = 2


def main() -> None:
    """Measure what was asked for, print the tables, write the chart."""
    options = _options()
    if options.memory_of:
        print_memory(engine_called(options.memory_of), options.units)
        return
    results = _measured(options)
    text = f"{all_tables(results)}\n{goals_table(results)}"
    sys.stdout.write(text)
    if options.output is not None:
        _write(options.output, text, results)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each engine at most")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the most units")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="parts to measure")
    parser.add_argument("--engines", nargs="+", help="codes of engines; all that are installed")
    parser.add_argument("--output", type=Path, help="folder for comparison.md, .svg and .png")
    parser.add_argument("--memory-of", help=argparse.SUPPRESS)
    parser.add_argument("--units", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _measured(options: argparse.Namespace) -> Results:
    sizes = [units for units in SIZES if units <= options.most]
    chosen = partial(_chosen, codes=options.engines)
    asked = set(options.only)
    proofs = _proofs(chosen(WHOLE_WORK)) if "proofs" in asked else []
    races = []
    for units in sizes if "races" in asked else ():
        found = _race(chosen(WHOLE_WORK), units, options.rounds)
        races.append(found)
        proofs.append(Proof(TIMED, units, found.wrong))
    return Results(
        machine=machine(),
        day=today(),
        races=races,
        rankings=_rankings(chosen(ONLY_RANKING), sizes, options) if "rankings" in asked else (),
        proofs=proofs,
        memory=_memory(chosen(WHOLE_WORK), sizes[-1]) if "memory" in asked else {},
        starts=starts(options.rounds, _say) if "starts" in asked else (),
        explained=explained() if "explained" in asked else None,
        files=_files(sizes[1:]) if "files" in asked else (),
    )


def _chosen(engines: tuple[AnyEngine, ...], codes: Sequence[str] | None) -> list[AnyEngine]:
    return [one for one in installed(engines) if codes is None or one.code in codes]


def _proofs(engines: Sequence[AnyEngine]) -> list[Proof]:
    """Every kind of work; an engine that takes long gets fewer units of it."""
    proofs = []
    for title, share, amounts in KINDS_OF_WORK:
        for units in (1_000, PROVED):
            work = make_work(units, share, seed=7, amounts=amounts)
            right = right_answer(work, PROCESSES)
            able = [one for one in engines if one.largest >= units]
            wrong = {one.code: wrong_in(one.solve(work), right) for one in able}
            proofs.append(Proof(title, units, wrong))
            _say(f"proof: {title}, {units} units")
    return proofs


def _race(engines: Sequence[AnyEngine], units: int, rounds: int) -> Race:
    """One size; up to 100,000 units the right answer is that of fractions, above it that of the
    kernel by hand, which equals it there."""
    work = make_work(units)
    able = [one for one in engines if one.largest >= units]
    if units >= 1_000_000:
        return race(able, work, NUMPY.solve(work), rounds, _say)
    right, took = timed(lambda: right_answer(work, PROCESSES))
    found = race(able, work, right, rounds, _say)
    reference = FRACTIONS.code
    return evolve(
        found,
        timings={reference: timing_of([took]), **found.timings},
        wrong={reference: wrong_in(right, right), **found.wrong},
    )


def _rankings(
    engines: Sequence[AnyEngine], sizes: Sequence[int], options: argparse.Namespace
) -> list[Race]:
    return [race(engines, make_work(units), None, options.rounds, _say) for units in sizes[1:]]


def _memory(engines: Sequence[AnyEngine], most: int) -> Mapping[str, Memory]:
    measured = {}
    for engine in engines:
        found = memory_of(engine, min(engine.largest, most))
        if found is not None:
            measured[engine.code] = found
            _say(f"memory: {engine.title}: {found.of_cell:.1f} bytes a cell")
    return measured


def _files(sizes: Sequence[int]) -> list[FilesTaken]:
    with tempfile.TemporaryDirectory(prefix="thidua-files-") as name:
        return [files_taken(make_work(units), Path(name), 3, _say) for units in sizes]


def _write(folder: Path, text: str, results: Results) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "comparison.md").write_text(text, encoding="utf-8")
    svg = comparison_svg(results)
    if svg is not None:
        (folder / "comparison.svg").write_text(svg, encoding="utf-8")
        (folder / "comparison.png").write_bytes(comparison_png(svg))


if __name__ == "__main__":
    main()
