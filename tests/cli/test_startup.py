"""What a command imports: the commands that answer at once import next to nothing.

Modules are counted in a process of their own; times are for ``benchmarks/``.
"""

import json
import os
import subprocess
import sys
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


def modules_of(*arguments: str) -> list[str]:
    """The modules that a process has imported when a command is done."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")
    }
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
