"""How much dearer a command is than Python itself, in one run: ``python benchmarks/run.py``.

Processor time of whole processes, minimum and median of several rounds, as a Markdown table with
the ratio to ``python -c pass``. Ratios of one run on one machine mean something; the times of two
machines do not compare. Needs nothing but ``thidua`` in the running environment.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cluster_of_thirty import write_cluster
from twenty_sectors import write_sectors

PYTHON = (sys.executable, "-X", "utf8")
THIDUA = (*PYTHON, "-m", "thidua.cli")


@dataclass(frozen=True)
class Case:
    """A command to be timed."""

    name: str
    command: Sequence[str]
    budget: float | None = None
    """The ratio that design.md allows."""
    rounds: int | None = None
    """Fewer than asked for where one round takes seconds."""
    path: Path | None = None
    """A folder of packages that are installed beside thidua."""


@dataclass(frozen=True)
class Timed:
    """A case with the seconds that each round took."""

    case: Case
    seconds: tuple[float, ...]


def main() -> None:
    """Time every case, and print the table."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as name:
        folder = Path(name)
        cases = _cases(folder, options.without_demo)
        timed = _timed(cases, options.rounds, folder)
    sys.stdout.write(_table(timed) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="rounds of each case")
    parser.add_argument("--without-demo", action="store_true", help="leave the demo out")
    return parser.parse_args()


def _cases(folder: Path, without_demo: bool) -> list[Case]:
    workspace = _workspace_of_thirty(folder)
    at = ("-w", str(workspace))
    rank = ("rank", "cum-30", "--period", "2026", *at)
    site = write_sectors(folder)
    heavy = ("--without", "nganh-7")
    cases = [
        Case("`python -c pass`", (*PYTHON, "-c", "pass")),
        Case("`thidua --help`", (*THIDUA, "--help"), budget=7),
        Case("`thidua --version`", (*THIDUA, "--version"), budget=7),
        Case("`import sqlalchemy`", (*PYTHON, "-c", "import sqlalchemy")),
        Case("`thidua rank`, 30 units × 40 criteria, table", (*THIDUA, *rank), budget=40),
        Case("the same, JSON", (*THIDUA, *rank, "--format", "json"), budget=40),
        Case("`thidua --help`, 20 more sectors", (*THIDUA, "--help"), budget=7, path=site),
        Case("`thidua rank`, 20 more sectors", (*THIDUA, *rank), budget=40, path=site),
        Case(
            "`thidua sector list`, 20 more sectors, one of them slow to import",
            (*THIDUA, "sector", "list", *at),
            rounds=5,
            path=site,
        ),
        Case(
            "the same without the slow one",
            (*THIDUA, *heavy, "sector", "list", *at),
            rounds=5,
            path=site,
        ),
    ]
    if not without_demo:
        command = (*THIDUA, "demo", str(folder / "demo-{round}"))
        cases.append(Case("`thidua demo`, whole", command, rounds=3))
    return cases


def _workspace_of_thirty(folder: Path) -> Path:
    """A workspace with a period open for a cluster of 30 units, all figures in."""
    files = write_cluster(folder)
    workspace = folder / "workspace"
    at = ("-w", str(workspace))
    opening = ("--cluster", "cum-30", "--from", "01/01/2026", "--to", "31/12/2026")
    for command in (
        ("init", str(workspace)),
        ("unit", "import", str(files.units), *at),
        ("cluster", "import", str(files.clusters), *at),
        ("period", "open", "2026", *opening, "--criteria", str(files.criteria), *at),
        ("result", "import", str(files.results), "--period", "2026", *at),
    ):
        _run((*THIDUA, *command), folder)
    return workspace


def _timed(cases: Sequence[Case], rounds: int, folder: Path) -> list[Timed]:
    """Every case once a round: what slows the machine for a while slows all of them."""
    for case in cases:
        _seconds(case, "warm", folder)  # bytecode and the disk's cache
    seconds: list[list[float]] = [[] for _ in cases]
    for number in range(rounds):
        for case, taken in zip(cases, seconds, strict=True):
            if number < (case.rounds or rounds):
                taken.append(_seconds(case, str(number), folder))
    return [Timed(case, tuple(taken)) for case, taken in zip(cases, seconds, strict=True)]


def _seconds(case: Case, number: str, folder: Path) -> float:
    before = _processor_seconds()
    _run(_in_round(case, number), folder, case.path)
    return _processor_seconds() - before


def _in_round(case: Case, number: str) -> list[str]:
    return [word.replace("{round}", number) for word in case.command]


def _run(command: Sequence[str], folder: Path, path: Path | None = None) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("THIDUA_", "PYTHON", "COVERAGE_"))
    }
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").splitlines()
        sys.exit("\n".join((" ".join(command), *said[-20:])))


def _processor_seconds() -> float:
    """Processor time of all children so far; on Windows, which does not tell, the clock."""
    if sys.platform == "win32":
        return time.perf_counter()
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _table(timed: Sequence[Timed]) -> str:
    bare = timed[0]
    lines = [
        "| what | min ms | median ms | ratio of min | ratio of medians | budget |",
        "|---|---:|---:|---:|---:|---:|",
        *(_line(item, bare) for item in timed),
    ]
    return "\n".join(lines)


def _line(item: Timed, bare: Timed) -> str:
    least, middle = min(item.seconds), statistics.median(item.seconds)
    ratio = least / min(bare.seconds)
    of_medians = middle / statistics.median(bare.seconds)
    budget = "" if item.case.budget is None else f"≤ {item.case.budget:g}"
    return (
        f"| {item.case.name} | {least * 1000:.1f} | {middle * 1000:.1f}"
        f" | {ratio:.1f} | {of_medians:.1f} | {budget} |"
    )


if __name__ == "__main__":
    main()
