"""``plugin new``: what it writes, what it tells the author to do, and what it refuses."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from thidua.cli.version import VERSION
from thidua.core.workspace.clock import now

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

HEALTH = ("plugin", "new", "health", "--title", "Ngành Y tế")


@pytest.fixture
def author(desk: "Desk", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Desk":
    """Somebody in an empty folder, without a workspace."""
    folder = tmp_path / "author"
    folder.mkdir()
    monkeypatch.delenv("THIDUA_WORKSPACE")
    monkeypatch.chdir(folder)
    return desk


def test_writes_the_package_of_this_year_and_says_what_to_do_next(author: "Desk") -> None:
    printed = author.done(*HEALTH)
    assert printed.splitlines()[0] == "Đã lập gói thidua-health."
    for command in (
        "cd thidua-health",
        'python -m pip install -e . "thidua[kit]"',
        "thidua plugin check health",
        "python -m pytest",
        f"thidua -w try rank cum-mau --period {now().year}",
    ):
        assert f"  {command}\n" in printed
    package = Path("thidua-health/src/thidua_health")
    assert (package / f"criteria-{now().year}.toml").is_file()
    project = tomllib.loads(Path("thidua-health/pyproject.toml").read_text("utf-8"))["project"]
    assert project["dependencies"] == [f"thidua>={VERSION}"]


def test_into_another_folder_with_a_year_and_an_english_title(author: "Desk") -> None:
    more = ("--title-en", "Health care", "--into", "..", "--year", "2027", "--lang", "en")
    printed = author.done(*HEALTH, *more)
    folder = Path("../thidua-health")
    assert f"Wrote the package {folder}." in printed and f"  cd {folder}\n" in printed
    sector = tomllib.loads((folder / "src/thidua_health/sector.toml").read_text("utf-8"))
    assert sector["sector"]["title"] == {"vi": "Y tế", "en": "Health care"}
    assert (folder / "src/thidua_health/criteria-2027.toml").is_file()


def test_a_folder_with_a_space_can_be_entered(author: "Desk") -> None:
    Path("của tôi").mkdir()
    assert "  cd 'của tôi/thidua-health'\n" in author.done(*HEALTH, "--into", "của tôi")


def test_refuses_what_is_there_and_changes_nothing(author: "Desk") -> None:
    author.done(*HEALTH)
    Path("thidua-health/README.md").write_text("mine")
    said = author.refused(*HEALTH, "--lang", "en")
    assert "thidua-health: exists already and is not empty. Choose a new folder." in said
    assert Path("thidua-health/README.md").read_text() == "mine"


def test_refuses_a_bad_name_and_a_bad_title_at_once(author: "Desk") -> None:
    said = author.refused("plugin", "new", "Y tế", "--title", " ")
    assert "Y tế: không dùng làm tên ngành được." in said and "ví dụ: y-te" in said
    assert "--title: tên của ngành bị bỏ trống." in said
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("name", ["labour-social", "standard"])
def test_refuses_the_name_of_an_installed_plugin(author: "Desk", name: str) -> None:
    said = author.refused("plugin", "new", name, "--title", "Ngành Y tế", "--lang", "en")
    assert f"{name}: the plugin “{name}” (package thidua {VERSION}) has this name." in said
    assert list(Path().iterdir()) == []


def test_refuses_a_folder_that_is_not_there(author: "Desk") -> None:
    said = author.refused(*HEALTH, "--into", "nowhere", "--lang", "en")
    assert "nowhere: there is no such folder." in said
    assert list(Path().iterdir()) == []


def test_a_title_is_needed(author: "Desk") -> None:
    answer = author.run("plugin", "new", "health")
    assert answer.code == 2 and "--title" in answer.err
