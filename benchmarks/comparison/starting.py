"""What each engine costs before it has done anything, as whole processes."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from attrs import frozen

from comparison.engines.libreoffice import find_program
from comparison.racing import Say
from comparison.stopwatch import Timing, Took, timed, timing_of

_PYTHON: Final = (sys.executable, "-X", "utf8")
_IMPORTS: Final = (
    ("numpy", "numpy"),
    ("thidua, in columns", "thidua.core.scoring.columns.scoring"),
    ("thidua, Parquet", "thidua.core.dataset.reading"),
    ("pandas", "pandas"),
    ("OpenFisca-Core", "openfisca_core.simulation_builder"),
    ("scikit-criteria", "skcriteria.agg.simple"),
    ("pymcdm", "pymcdm.methods"),
    ("numba", "numba"),
)
_POOL: Final = """
from concurrent.futures import ProcessPoolExecutor
from os import getpid
if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(abs, range(4)))
"""
_DASK: Final = """
from distributed import Client, LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with Client(cluster) as client:
            client.gather(client.map(abs, range(4)))
"""


@frozen
class Start:
    """A process that starts and ends."""

    title: str
    timing: Timing


def starts(rounds: int, say: Say) -> list[Start]:
    """All of them in turns; those whose library is missing are left out."""
    with tempfile.TemporaryDirectory(prefix="thidua-start-") as name:
        cases = [case for case in _cases(Path(name)) if _runs(case[1])]
        taken: list[list[Took]] = [[] for _ in cases]
        for number in range(rounds):
            for (_, command), own in zip(cases, taken, strict=True):
                own.append(timed(partial(_start, command))[1])
            say(f"starts: round {number + 1}")
    return [Start(title, timing_of(own)) for (title, _), own in zip(cases, taken, strict=True)]


def _cases(folder: Path) -> Iterator[tuple[str, Sequence[str]]]:
    yield "`python -c pass`", (*_PYTHON, "-c", "pass")
    yield "`thidua --version`", (*_PYTHON, "-m", "thidua.cli", "--version")
    for title, module in _IMPORTS:
        yield f"import: {title}", (*_PYTHON, "-c", f"import {module}")
    for title, script in (("pool of 2 processes", _POOL), ("Dask, 2 local workers", _DASK)):
        file = folder / f"start_{title.split()[0].strip(',').lower()}.py"
        file.write_text(script, encoding="utf-8")
        yield title, (*_PYTHON, str(file))
    program = find_program()
    if program is not None:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        empty = folder / "empty.csv"
        empty.write_text("1\n", encoding="ascii")
        words = ("--headless", "--convert-to", "ods", "--outdir", str(folder), str(empty))
        yield "LibreOffice, an empty sheet", (program, profile, *words)


def _runs(command: Sequence[str]) -> bool:
    """Whether it succeeds; it leaves bytecode and a profile behind."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _start(command: Sequence[str]) -> None:
    subprocess.run(command, capture_output=True, check=True)
