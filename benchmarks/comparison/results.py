"""All that one run of the comparison has found."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from attrs import frozen

from comparison.answers import Wrong
from comparison.explaining import Explained
from comparison.files import FilesTaken
from comparison.memory import Memory
from comparison.racing import Race
from comparison.starting import Start


@frozen
class Proof:
    """One kind of work, and where each engine was wrong in it, by its code."""

    title: str
    units: int
    wrong: Mapping[str, Wrong]


@frozen
class Results:
    """What the tables, the goals and the chart are made of; what was left out is empty."""

    machine: str
    day: str
    races: Sequence[Race]
    rankings: Sequence[Race]
    proofs: Sequence[Proof]
    memory: Mapping[str, Memory]
    starts: Sequence[Start]
    explained: Explained | None
    files: Sequence[FilesTaken]

    def race_of(self, units: int) -> Race | None:
        """The race at a size."""
        return next((one for one in self.races if one.units == units), None)

    def ranking_of(self, units: int) -> Race | None:
        """The race of ranking alone at a size."""
        return next((one for one in self.rankings if one.units == units), None)


def machine() -> str:
    """This machine in a line."""
    names = [
        line.partition(":")[2].strip()
        for line in _lines(Path("/proc/cpuinfo"))
        if line.startswith("model name")
    ]
    memory = [
        f"{round(int(line.split()[1]) / 1024**2)} GiB"
        for line in _lines(Path("/proc/meminfo"))
        if line.startswith("MemTotal")
    ]
    name = names[0] if names else platform.processor() or platform.machine()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return ", ".join((f"{os.cpu_count()} × {name}", *memory, platform.system(), python))


def today() -> str:
    """The day of the run."""
    return datetime.now(UTC).strftime("%Y-%m-%d")


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []
