"""From what a user names to the sector that is meant, wherever it lies."""

import os
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

from thidua.core.model.code import folded
from thidua.core.text.fault import Refused, refuse
from thidua.core.text.suggesting import did_you_mean
from thidua.plugins.confinement import Stopped
from thidua.plugins.declared_codes import declared_codes
from thidua.plugins.discovery import installed
from thidua.plugins.hookspecs import ENTRY_POINT_GROUP
from thidua.plugins.kit.limits import KitLimits
from thidua.plugins.kit.results import CheckResult
from thidua.plugins.kit.stage_child import StageChild
from thidua.plugins.kit.targets import Target, TargetKind, in_folder, is_workbook
from thidua.plugins.kit.unloadable import unloadable


def _as_it_is(result: CheckResult) -> CheckResult:
    return result


@frozen
class Reached:
    """The sector to check."""

    target: Target | None
    """None for a workbook of which no sector can be read."""
    results: tuple[CheckResult, ...] = ()
    """What reading the workbook found."""
    located: Callable[[CheckResult], CheckResult] = _as_it_is
    """Results with the places that the user knows: cells, not the files made of them."""


@contextmanager
def reached(target: str | Path, limits: KitLimits, folders: Sequence[Path]) -> Iterator[Reached]:
    """The sector that a name or a path means, as long as the block lasts; Refused where there
    is none."""
    if is_workbook(str(target)):
        with _in_workbook(Path(target)) as found:
            yield found
    elif isinstance(target, Path) or _is_path(target):
        yield Reached(in_folder(_package_in(Path(target))))
    else:
        yield Reached(_named(target, limits, folders))


def _is_path(name: str) -> bool:
    return name in (".", "..") or "/" in name or os.sep in name


def _package_in(path: Path) -> Path:
    """The folder of the sector: the one given, the one of the file given, or, of a project, the
    package that its pyproject.toml announces."""
    if path.name == "sector.toml":
        return path.parent
    announced = path / "pyproject.toml"
    if not announced.is_file() or (path / "sector.toml").is_file():
        return path
    for module in _announced(announced):
        for root in (path / "src", path):
            if (root / module.replace(".", "/") / "__init__.py").is_file():
                return root / module.replace(".", "/")
    return path


def _announced(file: Path) -> list[str]:
    try:
        project = tomllib.loads(file.read_text(encoding="utf-8")).get("project", {})
    except (OSError, ValueError):  # then nothing in the folder is taken for a sector
        return []
    points: Any = project.get("entry-points", {}).get(ENTRY_POINT_GROUP, {})
    return [str(it).partition(":")[0].strip() for it in points.values()]


def _named(name: str, limits: KitLimits, folders: Sequence[Path]) -> Target:
    for folder in folders:
        if folded(folder.name) == folded(name):
            return in_folder(folder)
    for found in installed().found:
        if found.is_called(name) or folded(name) in map(folded, declared_codes(found)):
            return Target(TargetKind.INSTALLED, found.origin.entry_point)
    if Path(name).is_dir():
        return in_folder(_package_in(Path(name)))
    entry_point = _entry_point_of(name, limits)
    if entry_point is None:
        raise _nothing_called(name, folders)
    return Target(TargetKind.INSTALLED, entry_point)


def _entry_point_of(code: str, limits: KitLimits) -> str | None:
    """The plugin that gives itself this code in Python, for which it has to be loaded."""
    nothing = Target(TargetKind.INSTALLED, "")
    with StageChild(nothing, limits.of_stage(limits.seconds)) as child:
        try:
            found = child.ask("locate", code=code, without=unloadable(limits))
        except Stopped:
            return None
    return None if found is None else str(found)


def _nothing_called(name: str, folders: Sequence[Path]) -> Refused:
    known = [*(it.name for it in folders), *(it.origin.entry_point for it in installed().found)]
    return refuse(
        f"Không có phần mở rộng hay ngành nào tên “{name}”.",
        f"There is no plugin or sector called “{name}”.",
        remedy=did_you_mean(name, known),
    )


@contextmanager
def _in_workbook(file: Path) -> Iterator[Reached]:
    from thidua.plugins.kit.workbook_target import faults_as_results, files_in
    from thidua.plugins.sector_store import write_files

    if not file.is_file():
        raise refuse("Không có tệp này.", "There is no such file.", place=str(file))
    try:
        found = files_in(file)
    except Refused as refused:
        yield Reached(None, faults_as_results(refused))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / file.stem
        write_files(folder, found.files)
        yield Reached(in_folder(folder), located=found.located)
