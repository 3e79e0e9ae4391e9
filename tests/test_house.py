"""How the house stands: its folders, what its wheel carries, and that the wheel is what runs."""

import ast
import os
import sysconfig
from collections.abc import Iterator
from importlib import import_module, metadata
from pathlib import Path

import pytest

from thidua.cli.version import VERSION
from thidua.plugins.hookspecs import ENTRY_POINT_GROUP

PROJECT = Path(__file__).parents[1]
ROOTS = sorted(folder.parent for folder in PROJECT.glob("*/thidua") if folder.is_dir())
PORTIONS = sorted(init.parent for root in ROOTS for init in root.glob("thidua/*/__init__.py"))
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "base"}
NOT_CARRIED = {".py", ".pyc", ".pyi"}


def modules() -> Iterator[Path]:
    for root in ROOTS:
        yield from sorted(root.glob("thidua/**/*.py"))


def installed(portion: Path) -> Path:
    """Where the portion is imported from: the wheel, or the tree itself."""
    file = import_module(f"thidua.{portion.name}").__file__
    assert file is not None
    return Path(file).parent


def test_every_source_root_is_found() -> None:
    assert [root.name for root in ROOTS] == ["cli", "core", "plugins", "sectors"]
    names = ["cli", "core", "office", "plugins", "sectors", "standard"]
    assert sorted(portion.name for portion in PORTIONS) == names


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_namespace_holds_no_module_of_its_own(root: Path) -> None:
    """An ``__init__.py`` here would hide the other source roots from an editable install."""
    assert list((root / "thidua").glob("*.py")) == []


def test_names_of_modules_say_what_is_in_them() -> None:
    assert [path for path in modules() if path.stem in VAGUE] == []
    assert [path for path in modules() if path.parent.name in VAGUE] == []


def test_modules_are_short() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in modules()}
    assert {str(path): length for path, length in lengths.items() if length >= 300} == {}


def test_functions_are_short() -> None:
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 50
    ]
    assert long == []


def test_names_of_test_files_are_unique() -> None:
    names = [path.name for path in (PROJECT / "tests").glob("**/test_*.py")]
    assert sorted(names) == sorted(set(names))


@pytest.mark.skipif("THIDUA_EXPECT_WHEEL" not in os.environ, reason="not run by tox")
@pytest.mark.parametrize("portion", PORTIONS, ids=lambda portion: portion.name)
def test_wheel_is_what_is_tested(portion: Path) -> None:
    assert installed(portion).is_relative_to(sysconfig.get_path("purelib"))


@pytest.mark.parametrize("portion", PORTIONS, ids=lambda portion: portion.name)
def test_portion_is_typed_and_carries_its_data(portion: Path) -> None:
    carried = [
        path.relative_to(portion)
        for path in portion.glob("**/*")
        if path.is_file() and path.suffix not in NOT_CARRIED and "_cache/" not in str(path)
    ]
    # Beside a namespace package no py.typed can lie: each portion has its own.
    assert Path("py.typed") in carried
    found = installed(portion)
    assert [str(path) for path in carried if not (found / path).is_file()] == []


def test_data_of_every_kind_is_carried() -> None:
    """So that the test above cannot pass because a folder was moved."""
    suffixes = {path.suffix for portion in PORTIONS for path in portion.glob("**/*")}
    assert {".toml", ".html", ".csv", ".typed"} <= suffixes


def test_entry_points_resolve() -> None:
    points = metadata.distribution("thidua").entry_points
    plugins = [point for point in points if point.group == ENTRY_POINT_GROUP]
    names = ["industry-trade", "labour-social", "office", "standard"]
    assert sorted(point.name for point in plugins) == names
    assert all(point.load().__name__ == point.value for point in plugins)
    [script] = points.select(group="console_scripts", name="thidua")
    assert script.value == "thidua.cli.main:main" and callable(script.load())


def test_version_is_that_of_the_package() -> None:
    assert metadata.version("thidua") == VERSION
