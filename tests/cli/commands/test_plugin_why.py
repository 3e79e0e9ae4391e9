"""``plugin why``: every claimant of a code, with file and line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

Install = Callable[..., None]
Twice = Callable[..., tuple[str, str]]

SAMPLE = Path(__file__).parents[2] / "data" / "sectors" / "y_te"


def claims(desk: "Desk", code: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(desk.done("plugin", "why", code, "--format", "json"))
    return found


def test_line_of_every_claimant(desk: "Desk", install: Install) -> None:
    install("health", "twin")
    found = claims(desk, "children_born")
    assert [(it["status"], it["file"].rpartition("thidua_")[2]) for it in found] == [
        ("disputed", "health/sector.toml:13"),
        ("disputed", "twin.py:11"),
    ]
    lines = desk.done("plugin", "why", "children_born", "--lang", "en").splitlines()[-2:]
    assert lines[0].startswith("File, health (package thidua-health 1.0): ")
    assert lines[1].startswith("File, twin (package thidua-twin 0.9): ")
    assert lines[1].endswith("thidua_twin.py:11")


def test_files_of_one_plugin_are_named_without_it(desk: "Desk") -> None:
    lines = desk.done("plugin", "why", "labour-social").splitlines()[-2:]
    assert [line.partition("labour_social/")[2] for line in lines] == [
        "sector.toml:1", "sector.toml:7",
    ]  # fmt: skip
    assert all(line.startswith("Tệp: ") for line in lines)


def test_things_of_a_sector_of_the_workspace(desk: "Desk") -> None:
    desk.done("sector", "add", SAMPLE)
    places = {
        "y-te": ["sector.toml:2", "sector.toml:7"],
        "vaccinated": ["sector.toml:12"],
        "y-te-share": ["sector.toml:23"],
        "y-te-2026": ["criteria-2026.toml:1"],
        "Y-2": ["criteria-2026.toml:17"],
        "y-te-score-sheet": ["templates/score-sheet.html"],
        "y-te-vaccinated": ["sector.toml:30"],
    }
    root = f"{desk.folder / 'sectors' / 'y-te'}/"
    for code, expected in places.items():
        found = claims(desk, code)
        assert [it["file"].partition(root)[2] for it in found] == expected, code
        assert found[0]["provider"].startswith("y-te (không gian làm việc, bản ")
    assert "y-te (workspace, version " in desk.done("plugin", "why", "Y-2", "--lang", "en")


def test_code_of_a_plugin_that_is_turned_off(desk: "Desk", refused_twice: Twice) -> None:
    desk.done("plugin", "disable", "industry-trade")
    assert refused_twice("plugin", "why", "industry-trade-2026") == (
        "Không phần mở rộng nào cung cấp gì mang mã “industry-trade-2026”."
        " Phần mở rộng đã tắt thì không được xem: industry-trade. Xem: thidua plugin list",
        "No plugin provides anything with the code “industry-trade-2026”."
        " What is turned off was not looked at: industry-trade. See: thidua plugin list",
    )


def test_record_at_fault_is_told_with_its_line(desk: "Desk", install: Install) -> None:
    install("wrong-types")
    [found] = claims(desk, "sum-2026")
    assert (found["status"], found["title"]) == ("quarantined", None)
    assert found["file"].endswith("thidua_wrong_types.py:28, sections[A].points")
    printed = desk.done("plugin", "why", "sum-2026")
    assert "bị cách ly, xem: thidua plugin list" in " ".join(printed.split())
