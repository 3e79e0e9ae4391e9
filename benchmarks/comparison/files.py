"""From a Parquet file of figures to a Parquet file of ranks, by each executor, as whole commands;
and what reading the file takes beside scoring what it holds."""

import hashlib
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from attrs import frozen

from comparison.engines.thidua_columns import rules_of, table_of_work
from comparison.engines.thidua_scalar import compiled_table
from comparison.generation import Work
from comparison.racing import Say
from comparison.stopwatch import Timing, Took, timed, timing_of, together
from thidua.core.model.observation import Layer
from thidua.core.model.period import Span

WORKERS: Final = 2
_THIDUA: Final = (sys.executable, "-X", "utf8", "-m", "thidua.cli")
_WATCHED: Final = (
    *(sys.executable, "-I", "-S", "-c"),
    "import resource, subprocess, sys\n"
    "code = subprocess.call(sys.argv[1:])\n"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    "sys.exit(code)",
)
_WAYS: Final = (
    ("one process, one thread", ("--executor", "serial", "--workers", "1")),
    ("one process, 2 threads", ("--executor", "serial", "--workers", str(WORKERS))),
    ("2 processes", ("--executor", "processes", "--workers", str(WORKERS))),
    ("Dask, 2 workers", ("--executor", "dask", "--workers", str(WORKERS))),
)


@frozen
class FilesTaken:
    """One size of the work, file to file."""

    units: int
    ways: Sequence[tuple[str, Timing]]
    peaks: Sequence[int]
    """Bytes that the largest process of each way had at most."""
    digests: Sequence[str]
    """Of the files of ranks: all the same."""
    loading: Timing
    scoring: Timing
    size: int
    """Bytes of the file of figures."""


def files_taken(work: Work, folder: Path, rounds: int, say: Say) -> FilesTaken:
    """Write the figures once, then score them in each way in turns."""
    source = folder / f"figures-{work.units}.parquet"
    _write(work, source)
    taken: list[list[Took]] = [[] for _ in _WAYS]
    peaks, digests = [0] * len(_WAYS), [""] * len(_WAYS)
    for _ in range(rounds):
        for number, (title, options) in enumerate(_WAYS):
            target = folder / f"ranks-{number}.parquet"
            target.unlink(missing_ok=True)
            command = (*_THIDUA, "dataset", "score", str(source), "-o", str(target), *options)
            took, peak = _run(command)
            taken[number].append(took)
            peaks[number] = max(peaks[number], peak)
            digests[number] = hashlib.sha256(target.read_bytes()).hexdigest()
            say(f"{work.units} units, file to file: {title}: {took.wall:.2f} s")
    loading, scoring = _loading(source, rounds)
    ways = [(title, timing_of(own)) for (title, _), own in zip(_WAYS, taken, strict=True)]
    return FilesTaken(work.units, ways, peaks, digests, loading, scoring, source.stat().st_size)


def _write(work: Work, file: Path) -> None:
    from thidua.core.dataset.header import header_for
    from thidua.core.dataset.planning import plan_of
    from thidua.core.dataset.writing import write_dataset

    table, compiled = table_of_work(work), compiled_table()
    plan = plan_of([table])
    span = Span(date(2026, 1, 1), date(2026, 12, 31))
    rules = rules_of(compiled)
    header = header_for("2026", span, Layer.SELF, rules.scheme, rules.sets, places=plan.places)
    write_dataset(file, header, [table])


def _run(command: Sequence[str]) -> tuple[Took, int]:
    """A command and the most memory that it, or a process under it, had."""
    peak, took = timed(lambda: _wait(command))
    return took, peak


def _wait(command: Sequence[str]) -> int:
    """Run a command to its end; the most bytes that it or one of its children had.

    A child begins as large as its parent, so a small process stands between.
    """
    done = subprocess.run((*_WATCHED, *command), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
    return int(done.stdout.splitlines()[-1]) * 1024


def _loading(file: Path, rounds: int) -> tuple[Timing, Timing]:
    """Reading every row group, and scoring it, apart."""
    from thidua.core.dataset.reading import open_dataset
    from thidua.core.scoring.columns.scoring import score_table

    loading, scoring = [], []
    for _ in range(rounds):
        dataset, opened = timed(lambda: open_dataset(file, {}))
        read, scored = [opened], []
        for group in range(len(dataset.groups)):
            table, took = timed(partial(dataset.table, group))
            read.append(took)
            scored.append(timed(partial(score_table, dataset.rules, table))[1])
        loading.append(together(read))
        scoring.append(together(scored))
    return timing_of(loading), timing_of(scoring)
