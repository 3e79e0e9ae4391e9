"""LibreOffice Calc without a window: starts, opens the workbook, recalculates, writes a CSV file.

All of that is timed, for there is no other way to have it compute; its own profile is made before.
"""

import csv
import shutil
import subprocess
import tempfile
import weakref
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from attrs import frozen

from comparison.answers import Answer, whole_cents
from comparison.engine import Engine
from comparison.engines.calc_workbook import COLUMNS, write_workbook
from comparison.generation import Work
from comparison.specification import CRITERIA

_ALWAYS_RECALCULATE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_RAW_CSV: Final = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false"
"""Values with all their digits, not as they are shown."""


@frozen(eq=False)
class Held:
    """A folder with the workbook and a profile; it goes away with this."""

    path: Path
    program: str


def find_program() -> str | None:
    """The command, where it is installed."""
    return shutil.which("soffice")


@lru_cache
def calc_version() -> str | None:
    """The version that the program tells of itself."""
    program = find_program()
    if program is None:
        return None
    told = subprocess.run([program, "--version"], capture_output=True, check=True, text=True)
    return told.stdout.split()[1]


def _prepare(work: Work) -> Held:
    held = Held(Path(tempfile.mkdtemp(prefix="thidua-calc-")), find_program() or "soffice")
    weakref.finalize(held, shutil.rmtree, held.path, ignore_errors=True)
    user = held.path / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
    write_workbook(work, held.path / "work.xlsx")
    return held


def _run(held: Held) -> Path:
    subprocess.run(
        [
            held.program,
            f"-env:UserInstallation={(held.path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            _RAW_CSV,
            "--outdir",
            str(held.path),
            str(held.path / "work.xlsx"),
        ],
        check=True,
        capture_output=True,
    )
    return held.path / "work.csv"


def _answer(_: Held, file: Path) -> Answer:
    with file.open(encoding="utf-8", newline="") as stream:
        table = np.array([[float(cell) for cell in row] for row in csv.reader(stream)])
    if table.shape[1] != COLUMNS:
        raise ValueError(f"{table.shape[1]} columns of {COLUMNS}")
    whole = table.astype(np.int64)
    return Answer(
        whole_cents(table[:, : len(CRITERIA)].T),
        whole_cents(table[:, -3]),
        whole[:, -2],
        whole[:, -1],
    )


LIBREOFFICE: Final = Engine(
    "calc",
    "LibreOffice Calc, whole process",
    prepare=_prepare,
    run=_run,
    answer=_answer,
    version=calc_version,
    largest=1_000,
)
