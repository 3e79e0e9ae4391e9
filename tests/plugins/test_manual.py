"""docs/plugins.md tells the truth: its files make a plugin that works, and no hook is left out."""

import doctest
import importlib.util
import inspect
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import pytest

from thidua.core.workspace import readers
from thidua.plugins import discovery, hookspecs, record_types
from thidua.plugins.contributions import HOOKS
from thidua.plugins.folder_faults import faults_of_folder
from thidua.plugins.manager import Plugins

MANUAL = (Path(__file__).parents[2] / "docs" / "plugins.md").read_text(encoding="utf-8")
FILE = re.compile(r"^```\w+\n(?:# |<!-- )(\S+)(?: -->)?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The files of the manual, where its reader would have put them."""
    for name, content in FILE.findall(MANUAL):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("thidua_health")]:
        del sys.modules[name]


def entry_points(project: Path) -> list[EntryPoint]:
    declared = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    group = hookspecs.ENTRY_POINT_GROUP
    announced = declared["project"]["entry-points"][group]
    return [EntryPoint(name, value, group) for name, value in announced.items()]


def test_files_of_the_manual_make_a_plugin_without_a_fault(project: Path) -> None:
    plugins = Plugins.load(entry_points(project), strict=True)
    catalogue = plugins.catalogue(["health"])
    compiled = catalogue.compiled("health-2026")
    assert [item.criterion.code for item in compiled.criteria] == ["H-01", "H-02"]
    assert catalogue.template("health-summary").content.startswith(b"<!doctype html>")


def test_folder_of_the_manual_has_no_fault(project: Path) -> None:
    assert faults_of_folder(project / "thidua_health") == ()


def test_tests_of_the_manual_pass(project: Path) -> None:
    spec = importlib.util.spec_from_file_location("manual", project / "tests" / "test_health.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    ran = [test() for name, test in vars(module).items() if name.startswith("test_")]
    assert len(ran) == 2


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_is_documented_with_its_exact_arguments(hook: str) -> None:
    arguments = ", ".join(inspect.signature(getattr(hookspecs, hook)).parameters)
    assert f"\n### {hook}({arguments})\n" in MANUAL


def test_no_hook_is_documented_that_does_not_exist() -> None:
    assert set(re.findall(r"^### (thidua_\w+)", MANUAL, re.MULTILINE)) == set(HOOKS)


@pytest.mark.parametrize("module", [discovery, readers, record_types])
def test_examples_in_the_docstrings_hold(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted and not found.failed
