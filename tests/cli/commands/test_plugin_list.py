"""``plugin list`` in a workspace: what is there, who has it enabled, what is left out and why."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

Install = Callable[..., None]

SAMPLE = Path(__file__).parents[2] / "data" / "sectors" / "y_te"


def listed(desk: "Desk", *options: str) -> dict[str, dict[str, Any]]:
    """The plugins by code, as a program reads them."""
    said = json.loads(desk.done(*options, "plugin", "list", "--format", "json"))
    return {item["code"]: item for item in said}


def test_what_a_program_reads_of_every_plugin(desk: "Desk") -> None:
    labour = listed(desk)["labour-social"]
    assert list(labour) == [
        "code", "entry_point", "title", "distribution", "version", "api_version", "origin",
        "module", "file", "status", "left_out", "enabled_for", "always_on", "sector", "hooks",
        "counts", "faults",
    ]  # fmt: skip
    assert (labour["status"], labour["enabled_for"]) == ("enabled", ["*"])
    assert (labour["left_out"], labour["faults"]) == (None, [])


def test_departments_that_have_a_sector_enabled(desk: "Desk") -> None:
    assert listed(desk)["industry-trade"]["status"] == "not-enabled"
    desk.done("sector", "enable", "industry-trade", "--department", "so")
    industry = listed(desk)["industry-trade"]
    assert (industry["status"], industry["enabled_for"]) == ("enabled", ["so"])
    printed = desk.done("plugin", "list")
    assert "chưa bật" not in printed and "cả không gian làm việc" in printed
    assert "the whole workspace" in desk.done("plugin", "list", "--lang", "en")


def test_sector_of_the_workspace_has_its_digest_for_a_version(desk: "Desk") -> None:
    said = desk.done("sector", "add", SAMPLE).splitlines()
    sector = listed(desk)["y-te"]
    assert (sector["origin"], sector["distribution"], sector["status"]) == (
        "workspace", "", "not-enabled",
    )  # fmt: skip
    assert said[1] == f"Mã băm: {_noted_digest(desk)}"
    assert sector["version"] == _noted_digest(desk)[:12]
    assert sector["counts"] == {
        "check": 1, "criteria-set": 1, "formula": 1, "indicator": 2, "sector": 1, "template": 1,
    }  # fmt: skip
    assert "không gian làm việc" in desk.done("plugin", "list")


def _noted_digest(desk: "Desk") -> str:
    text = (desk.folder / "sectors" / "y-te" / "added.toml").read_text(encoding="utf-8")
    return text.partition('digest = "')[2].partition('"')[0]


def test_what_is_left_out_says_by_what_and_who_has_it_enabled(desk: "Desk") -> None:
    desk.done("plugin", "disable", "labour-social")
    labour = listed(desk)["labour-social"]
    assert (labour["status"], labour["enabled_for"]) == ("blocked", ["*"])
    assert labour["left_out"] == f"đã tắt bằng {desk.folder / 'thidua.toml'}: without_plugins"
    assert (labour["hooks"], labour["counts"], labour["api_version"]) == ([], {}, None)
    printed = desk.done("--without", "industry-trade", "plugin", "list", "--lang", "en")
    assert "industry-trade: turned off by --without" in printed.splitlines()
    printed = desk.done("--plugins", "labour-social", "plugin", "list", "--lang", "en")
    assert "industry-trade: not among those of --plugins" in printed.splitlines()
    printed = desk.done("--plugins", "", "plugin", "list")
    assert "industry-trade: không được chọn" in printed.splitlines()


def test_sector_that_broke_after_it_was_enabled_says_for_whom(desk: "Desk") -> None:
    desk.done("sector", "add", SAMPLE)
    desk.done("sector", "enable", "y-te")
    table = desk.folder / "sectors" / "y-te" / "criteria-2026.toml"
    table.write_text(table.read_text("utf-8").replace("points = 70", "points = 7"), "utf-8")
    sector = listed(desk)["y-te"]
    assert (sector["status"], sector["enabled_for"]) == ("quarantined", ["*"])
    [fault] = sector["faults"]
    assert "y-te/criteria-2026.toml" in fault and "cộng lại là 37" in fault
    answer = desk.run("sector", "list", "--lang", "en")
    assert "y-te/criteria-2026.toml" in answer.err
    assert (
        "the sector “y-te” is enabled for the whole workspace, but cannot be used now" in answer.err
    )


def test_plugin_that_could_be_imported_is_enabled_by_its_own_sector(
    desk: "Desk", install: Install
) -> None:
    install("health")
    desk.done("sector", "enable", "health", "--department", "so")
    install("health", "impostor")
    answer = desk.run("plugin", "list", "--format", "json")
    health = next(it for it in json.loads(answer.out) if it["distribution"] == "thidua-health")
    assert (health["status"], health["enabled_for"]) == ("quarantined", ["so"])
    assert "thidua-impostor 6.6" in health["faults"][0]


def test_package_whose_metadata_cannot_be_read(
    desk: "Desk", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "site" / "thidua_broken-1.0.dist-info"
    data.mkdir(parents=True)
    (data / "METADATA").write_text("Metadata-Version: 2.1\nName: thidua-broken\nVersion: 1.0\n")
    (data / "entry_points.txt").write_bytes(b"[thidua.plugins]\nbroken = \xff\xfe\n")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    broken = listed(desk)["thidua_broken-1.0.dist-info"]
    assert (broken["status"], broken["enabled_for"]) == ("quarantined", [])
    assert "không đọc được thông tin cài đặt" in broken["faults"][0]


def test_as_a_spreadsheet_reads_it(desk: "Desk", install: Install) -> None:
    install("exit-import")
    rows = desk.done("plugin", "list", "--format", "csv", "--lang", "en").splitlines()
    assert rows[0] == (
        "code,distribution,version,api_version,origin,status,enabled_for,sector,counts,hooks,"
        "left_out,faults"
    )
    assert rows[1].startswith("exit-import,thidua-exit-import,1.0,,installed,quarantined,,,,,,")
    assert "check=35; criteria-set=1" in rows[3]


def test_list_helps_where_the_database_does_not_open(desk: "Desk") -> None:
    (desk.folder / "thidua.db").write_bytes(b"not a database")
    answer = desk.run("plugin", "list", "--lang", "en")
    assert answer.code == 0
    assert "labour-social" in answer.out and "in use" in answer.out
    assert "Notice: " in answer.err and "thidua.db" in answer.err


def test_list_helps_where_the_workspace_has_lost_its_database(desk: "Desk") -> None:
    (desk.folder / "thidua.db").unlink()
    answer = desk.run("plugin", "list")
    assert answer.code == 0
    assert "labour-social" in answer.out and "thidua.db" in answer.err


def test_what_is_odd_in_the_choice_is_a_notice(desk: "Desk") -> None:
    desk.file("thidua.toml", 'without_plugins = ["gone"]\n')
    answer = desk.run("plugin", "list", "--lang", "en")
    assert answer.err == (
        f"Notice: {desk.folder / 'thidua.toml'}: without_plugins:"
        " no plugin called “gone” is installed.\n"
    )


def test_same_folder_copied_beside_is_a_plugin_too(desk: "Desk") -> None:
    """Somebody puts a folder there by hand: it works, without a version."""
    shutil.copytree(SAMPLE, desk.folder / "sectors" / "y-te")
    sector = listed(desk)["y-te"]
    assert (sector["origin"], sector["version"], sector["status"]) == (
        "workspace", "", "not-enabled",
    )  # fmt: skip
