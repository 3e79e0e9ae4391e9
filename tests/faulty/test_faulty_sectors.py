"""Every fault that a sector can have is caught by one check, and disturbs no other sector.

Each file beside this one is a faulty sector: what it changes in the sound one (``sound/``), the
one check that catches it (``caught_by``), and what is said of it in both languages (``says``).
"""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from thidua.plugins.hookspecs import ENTRY_POINT_GROUP
from thidua.plugins.kit import CheckResult, KitLimits, check_plugin

pytestmark = pytest.mark.untraced

HERE = Path(__file__).parent
SOUND = HERE / "sound"
LIMITS = KitLimits(seconds=4, behaviour_seconds=30, memory=512)
EXAMPLES = 15


@frozen
class Fault:
    """One faulty sector."""

    name: str
    caught_by: str
    says: dict[str, str]
    changes: tuple[dict[str, Any], ...]
    subject: str = ""

    @classmethod
    def read(cls, file: Path) -> "Fault":
        plain = tomllib.loads(file.read_text(encoding="utf-8"))
        return cls(**{**plain, "name": file.stem, "changes": tuple(plain["changes"])})

    @property
    def package(self) -> str:
        return f"faulty_{self.name.replace('-', '_')}"


AT_LOADING = {"import", "hooks", "api-version", "files", "codes", "titles", "measures"}
AT_LOADING |= {"structure", "points-add-up", "bands", "formulas-compile", "codes-free"}
"""The checks of what keeps a plugin, or a part of it, out of every command."""

FAULTS = [Fault.read(file) for file in sorted(HERE.glob("*.toml"))]


def written(fault: Fault, site: Path) -> Path:
    """The package of a faulty sector, under codes of its own."""
    folder = site / fault.package
    for file in SOUND.rglob("*"):
        if file.suffix in {".py", ".toml", ".html"}:
            place = folder / file.relative_to(SOUND)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    for change in fault.changes:
        make(change, folder / change["file"])
    for file in folder.rglob("*.*"):
        file.write_bytes(renamed(file.read_bytes(), fault.name))
    return folder


def make(change: dict[str, Any], file: Path) -> None:
    if change.get("remove"):
        file.unlink()
        return
    text = file.read_text(encoding="utf-8")
    if "find" in change:
        assert change["find"] in text, f"{file.name} has changed: {change['find']}"
        text = text.replace(change["find"], change["put"])
    file.write_text(text, encoding=change.get("encoding", "utf-8"))


def renamed(content: bytes, name: str) -> bytes:
    """Sectors side by side must not share a code: ``sound_done`` becomes ``nan_done``."""
    encoding = "utf-16" if content.startswith(b"\xff\xfe") else "utf-8"
    text = content.decode(encoding).replace("sound_", f"{name.replace('-', '_')}_")
    return text.replace("sound", name).encode(encoding)


def install(faults: Iterable[Fault], site: Path) -> None:
    """Install faulty sectors as distributions would be."""
    for fault in faults:
        written(fault, site)
        card = site / f"{fault.package}-1.0.dist-info"
        card.mkdir()
        (card / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {fault.package}\nVersion: 1.0\n"
        )
        entry = f"[{ENTRY_POINT_GROUP}]\n{fault.name} = {fault.package}\n"
        (card / "entry_points.txt").write_text(entry)


def failures(results: Iterable[CheckResult]) -> list[CheckResult]:
    return [it for it in results if it.failed]


def test_sound_sector_passes_every_check() -> None:
    results = check_plugin(SOUND, limits=LIMITS, examples=EXAMPLES)
    assert failures(results) == []
    assert {it.area.value for it in results} == {"declaration", "behaviour", "resources", "cases"}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda it: it.name)
def test_fault_is_caught_by_its_check_alone(fault: Fault, tmp_path: Path) -> None:
    results = check_plugin(written(fault, tmp_path), limits=LIMITS, examples=EXAMPLES)
    found = failures(results)
    assert {it.check for it in found} == {fault.caught_by}
    assert any(
        fault.says["vi"] in it.came_out.vi
        and fault.says["en"] in it.came_out.en
        and fault.subject in it.subject
        for it in found
    )


UNITS = """\
code,name,kind,parent,sector,valid_from
dept,Sở mẫu,department,,sound,01/01/2026
u1,Phòng Một,sound-office,dept,sound,01/01/2026
u2,Phòng Hai,sound-office,dept,sound,01/01/2026
"""
CLUSTERS = """\
cluster,name,label,organiser,unit,role,valid_from
k1,Khối mẫu,khối,dept,u1,khối trưởng,01/01/2026
k1,Khối mẫu,khối,dept,u2,thành viên,01/01/2026
"""
FIGURES = """\
unit,indicator,kind,value,source
u1,sound_done,target,100,Báo cáo
u1,sound_done,actual,85,Báo cáo
u1,sound_late,actual,1,Báo cáo
u1,sound_rate,actual,95 %,Báo cáo
u2,sound_done,target,100,Báo cáo
u2,sound_done,actual,120,Báo cáo
u2,sound_late,actual,9,Báo cáo
u2,sound_rate,actual,"49,5 %",Báo cáo
"""
OPENING = "period open 2026 --cluster k1 --criteria sound-2026 --from 1/1/2026 --to 31/12/2026"
RANK = "-w w rank k1 --period 2026 --format json"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A cluster of the sound sector, which is installed alone, with its figures."""
    install([Fault("sound", "", {}, ())], tmp_path / "sound-site")
    for name, text in (("units", UNITS), ("clusters", CLUSTERS), ("figures", FIGURES)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    for command in (
        "init w --sector sound",
        "-w w unit import units.csv",
        "-w w cluster import clusters.csv",
        f"-w w {OPENING}",
        "-w w result import figures.csv --period 2026",
    ):
        run(command, tmp_path, ["sound-site"])
    return tmp_path


def run(command: str, folder: Path, sites: Sequence[str]) -> tuple[str, str]:
    """A command of its own process, with these folders of installed plugins; what it says."""
    paths = [*(str(folder / site) for site in sites), os.environ.get("PYTHONPATH", "")]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PYTHONUTF8": "1",
        "THIDUA_CACHE": str(folder),
        "THIDUA_PLUGIN_SECONDS": "2",
        "THIDUA_PLUGIN_MEMORY": "256",
    }
    call = [sys.executable, "-m", "thidua.cli", "--lang", "en", *command.split()]
    done = subprocess.run(
        call, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def test_sound_sector_ranks_beside_all_of_them(workspace: Path) -> None:
    alone, _ = run(RANK, workspace, ["sound-site"])
    install(FAULTS, workspace / "faulty-site")
    sites = ["sound-site", "faulty-site"]
    together, said = run(RANK, workspace, sites)
    assert json.loads(together) == json.loads(alone)
    assert [row["total"] for row in json.loads(alone)["rows"]] == ["88.00", "62.00"]
    left_out = {fault.name for fault in FAULTS if fault.caught_by in AT_LOADING}
    assert {fault.name for fault in FAULTS if f"“{fault.name}”" in said} == left_out
    printed, _ = run("-w w plugin list --format json", workspace, sites)
    listed = {item["entry_point"]: item["faults"] for item in json.loads(printed)}
    assert {name for name, faults in listed.items() if faults} == left_out
    assert {fault.name for fault in FAULTS} < set(listed)
