"""A new sector's package, freshly written, does what its README says: installed from its folder
or from its wheel it passes every check and its own tests, and ranks its sample cluster.

Each is installed into an environment of its own that also has what this one has; nothing is
fetched.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest
from attrs import frozen

from thidua.cli.version import VERSION
from thidua.plugins.new_folder import write_new_folder
from thidua.plugins.scaffold import SectorNames, package_files, sector_names

pytestmark = [
    pytest.mark.untraced,
    pytest.mark.skipif(
        find_spec("hatchling") is None or find_spec("pip") is None,
        reason="building a package needs hatchling and pip",
    ),
]

OFFLINE = ("--no-index", "--no-build-isolation", "--disable-pip-version-check", "--quiet")
ENVIRONMENT = {
    "PYTHONUTF8": "1",
    "THIDUA_KIT_SECONDS": "120",  # the machine may have much else to do
    "THIDUA_LANG": "en",
    "THIDUA_WORKSPACE": "",
}
LEADERS = [
    ("hoa-lac", 1, "90.00", "excellent"),
    ("an-binh", 2, "83.50", "good"),
    ("tan-thanh", 3, "73.00", "fair"),
    ("phu-son", 4, "71.00", "fair"),
]


@frozen
class Author:
    """Somebody with a new sector in its folder, and an environment to install it into."""

    names: SectorNames
    folder: Path
    environment: Path

    @classmethod
    def of(cls, names: SectorNames, place: Path) -> "Author":
        """Writes the package and makes the environment."""
        folder = place / names.project
        write_new_folder(folder, package_files(names, VERSION))
        environment = place / "environment"
        venv.create(environment, symlinks=True)
        own = sysconfig.get_path("purelib", "venv", {"base": str(environment)})
        also = sysconfig.get_path("purelib")
        (Path(own) / "also.pth").write_text(f"import site; site.addsitedir({also!r})\n")
        return cls(names, folder, environment)

    @property
    def python(self) -> str:
        """The interpreter of the environment."""
        return str(
            Path(sysconfig.get_path("scripts", "venv", {"base": self.environment})) / "python"
        )

    def run(self, *command: str) -> str:
        """Run a command of the README in the folder; what it printed."""
        return output(self.typed(command), self.folder)

    def typed(self, command: Sequence[str]) -> list[str]:
        """The command in this environment, without a network."""
        match list(command):
            case ["python", "-m", "pip", action, *rest]:
                pip = [sys.executable, "-m", "pip", "--python", self.python]
                return [*pip, action, *OFFLINE, *rest]
            case ["python", *rest]:
                return [self.python, *rest]
            case ["thidua", *rest]:
                return [self.python, "-m", "thidua.cli", *rest]
        raise AssertionError(command)

    def told(self) -> list[list[list[str]]]:
        """The commands of the README, by block."""
        readme = (self.folder / "README.md").read_text("utf-8")
        blocks = re.findall(r"```sh\n(.*?)```", readme, re.DOTALL)
        return [[shlex.split(line) for line in block.splitlines()] for block in blocks]

    def rank_the_sample(self) -> list[tuple[str, int, str, str]]:
        """The ranking of the sample cluster, after what the README says to do before it."""
        _, sample, _ = self.told()
        [at] = [index for index, command in enumerate(sample) if "rank" in command]
        for command in sample[:at]:
            self.run(*command)
        rows = json.loads(self.run(*sample[at], "--format", "json"))["rows"]
        return [(it["unit"], it["rank"], it["total"], it["band"]) for it in rows]

    def explain_and_report(self) -> list[str]:
        """The first lines of what the README's last commands print."""
        _, sample, _ = self.told()
        return [self.run(*command).splitlines()[0] for command in sample[-2:]]


def output(command: Sequence[str], folder: Path) -> str:
    """What a command prints that must succeed."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, f"{shlex.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_installed_as_the_readme_says(tmp_path: Path) -> None:
    author = Author.of(sector_names("health", "Ngành Y tế", "Health", year=2026), tmp_path)
    [install, check, tests], *_ = author.told()
    author.run(*install)
    checks = json.loads(author.run(*check, "--format", "json"))
    assert {it["area"] for it in checks} == {"declaration", "behaviour", "resources", "cases"}
    assert [it for it in checks if it["verdict"] != "passed"] == []
    printed = author.run(*tests, "-o", "thidua_examples=2", "-p", "no:cacheprovider", "-v")
    assert "test_sector[health-cases-cum-mau.toml] PASSED" in printed
    assert "test_sector[health-behaviour-within-bounds] PASSED" in printed
    assert " failed" not in printed and " skipped" not in printed
    assert author.rank_the_sample() == LEADERS
    explained, written = author.explain_and_report()
    assert explained == "Trung tâm An Bình: 83.5 points, rank 2"
    assert written.startswith("try/bao-cao.docx is written")
    assert (author.folder / "try/bao-cao.docx").stat().st_size > 10_000


def test_installed_from_its_wheel_under_an_awkward_title(tmp_path: Path) -> None:
    awkward = sector_names("y-te2", 'Ngành "Y tế" \\ {{ Dân số }}', "The 'health' \\n", year=2027)
    author = Author.of(awkward, tmp_path)
    author.run("python", "-m", "pip", "wheel", "--no-deps", "-w", "dist", ".")
    [wheel] = (author.folder / "dist").glob("*.whl")
    author.run("python", "-m", "pip", "install", str(wheel))
    (author.folder / "src").rename(tmp_path / "away")  # the wheel is all that is there
    assert author.rank_the_sample() == LEADERS
    parts = ("--only", "resources", "--only", "cases")
    check = ("thidua", "plugin", "check", awkward.code, *parts, "--format", "json")
    assert [it for it in json.loads(author.run(*check)) if it["verdict"] != "passed"] == []
