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
_EXECUTORS: Final = (
    ("2 processes", "thidua.core.dataset.executors.processes", "Processes(2)"),
    ("Dask, 2 local workers", "thidua.core.dataset.executors.dask_workers", "DaskWorkers(2)"),
)
_SCRIPT: Final = """
from {module} import {kind}
from thidua.core.dataset.executors.tasks import Task
from thidua.core.text.bilingual import Text
import thidua.core.dataset.scoring_run
def work(given):
    return b""
if __name__ == "__main__":
    tasks = [Task(number, Text("phần", "part"), None) for number in range(4)]
    {executor}.run(work, tasks, lambda task, content: None)
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
    for title, module, executor in _EXECUTORS:
        file = folder / f"start_{module.rpartition('.')[2]}.py"
        kind = executor.partition("(")[0]
        file.write_text(_SCRIPT.format(module=module, kind=kind, executor=executor), "utf-8")
        yield f"`dataset score`'s executor: {title}", (*_PYTHON, str(file))
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
