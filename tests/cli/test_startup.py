"""What a command imports: the commands that answer at once import next to nothing.

Modules are counted in a process of their own; times are for ``benchmarks/``.
"""

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

MOST_MODULES = 120
NEVER_FOR_HELP = {
    "sqlalchemy", "cattrs", "numpy", "rich", "openpyxl", "docxtpl", "jinja2",
    "importlib.metadata", "pluggy", "attr", "alembic", "xlsxwriter", "tomllib",
}  # fmt: skip
NEVER_FOR_RANK = {"numpy", "alembic", "openpyxl", "xlsxwriter", "jinja2", "docxtpl", "pluggy"}

PROBE = """
import json, sys
from thidua.cli.main import run
code = run(sys.argv[1:])
modules = sorted(sys.modules)
print(json.dumps([code, modules]), file=sys.stderr)
"""


def modules_of(*arguments: str, path: Path | None = None) -> list[str]:
    """The modules that a process has imported when a command is done; ``path`` is a folder of
    packages that are installed too."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")
    }
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        capture_output=True,
        env={**environment, "PYTHONUTF8": "1"},
        check=True,
    )
    code, modules = json.loads(done.stderr.decode("utf-8").splitlines()[-1])
    assert code == 0
    return list(modules)


@pytest.mark.parametrize("asked", ["--help", "--version"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_help_and_version_import_next_to_nothing(asked: str, language: str) -> None:
    modules = modules_of("--lang", language, asked)
    assert not NEVER_FOR_HELP & set(modules)
    assert len(modules) <= MOST_MODULES, modules


@pytest.mark.parametrize("shape", ["table", "json", "csv"])
def test_ranking_imports_no_reader_writer_or_plugin(desk: "Desk", shape: str) -> None:
    modules = set(modules_of("rank", "phong", "--period", "2026", "--format", shape))
    assert not NEVER_FOR_RANK & modules
    assert "sqlalchemy" in modules and "thidua.core.scoring" in modules
    if shape != "table":
        assert "rich" not in modules
    assert not {name for name in modules if name.startswith(("thidua.office", "thidua.standard"))}


def test_check_of_the_database_loads_no_plugin(desk: "Desk") -> None:
    modules = modules_of("db", "check")
    assert not {name for name in modules if name.startswith(("thidua.sectors", "thidua.office"))}
    assert "pluggy" not in modules


@pytest.fixture(scope="session")
def twenty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty sectors of other parties, installed; number 7 is slow to import."""
    maker = Path(__file__).parents[2] / "benchmarks" / "twenty_sectors.py"
    made: Path = runpy.run_path(str(maker))["write_sectors"](tmp_path_factory.mktemp("twenty"))
    return made


def sectors_in(modules: list[str]) -> list[str]:
    return [name for name in modules if name.startswith("thidua_nganh_")]


@pytest.mark.parametrize("asked", ["--help", "--version"])
def test_help_looks_for_no_plugin_however_many_there_are(twenty: Path, asked: str) -> None:
    modules = modules_of(asked, path=twenty)
    assert not NEVER_FOR_HELP & set(modules)
    assert not sectors_in(modules) and len(modules) <= MOST_MODULES


def test_ranking_by_expressions_loads_no_plugin_however_many_there_are(
    desk: "Desk", twenty: Path
) -> None:
    modules = modules_of("rank", "phong", "--period", "2026", path=twenty)
    assert not NEVER_FOR_RANK & set(modules)
    assert not sectors_in(modules)


def test_only_what_is_wanted_is_imported(desk: "Desk", twenty: Path) -> None:
    modules = modules_of("--without", "nganh-7", "sector", "list", path=twenty)
    assert len(sectors_in(modules)) == 19 and "thidua_nganh_7" not in modules
    modules = modules_of("--plugins", "nganh-3", "sector", "list", path=twenty)
    assert sectors_in(modules) == ["thidua_nganh_3"]


@pytest.mark.parametrize("command", [("plugin", "disable", "nganh-7"), ("db", "check")])
def test_commands_that_need_no_plugin_import_none(
    desk: "Desk", twenty: Path, command: tuple[str, ...]
) -> None:
    assert not sectors_in(modules_of(*command, path=twenty))
