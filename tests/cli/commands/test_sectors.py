"""Sectors: listed, shown, checked in a folder, enabled for a department or for all."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

Twice = Callable[..., tuple[str, str]]

FAULTY = """\
code = "broken-2026"
title = { vi = "Bảng hỏng", en = "Broken table" }
basis = "proposal"
points = 90

[[criteria]]
code = "H-01"
title = { vi = "Tiêu chí một", en = "Criterion one" }
points = 40
formula = "ratio-caped"
inputs = { actual = "children_vaccinated", target = "children_born" }

[[criteria]]
code = "H-02"
title = { vi = "Tiêu chí hai", en = "Criterion two" }
points = 50
formula = "points * children_bron / children_born"
"""

SHORT = """\
code = "short-2026"
title = { vi = "Bảng thiếu điểm", en = "Table that does not add up" }
basis = "proposal"
points = 100

[[criteria]]
code = "S-01"
title = { vi = "Tiêu chí một", en = "Criterion one" }
points = 90
"""


def test_installed_sectors(desk: "Desk") -> None:
    said = json.loads(desk.done("sector", "list", "--format", "json"))
    assert [(item["code"], item["title"], item["enabled_for"]) for item in said] == [
        ("industry-trade", "Công Thương", []),
        ("labour-social", "Lao động - Thương binh và Xã hội", ["*"]),
    ]
    assert "cả không gian làm việc" in desk.done("sector", "list")
    said_en = desk.done("sector", "list", "--lang", "en")
    assert "the whole workspace" in said_en and "Industry and trade" in said_en


def test_sectors_are_listed_before_there_is_a_workspace(
    desk: "Desk", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("THIDUA_WORKSPACE")
    monkeypatch.chdir(tmp_path)
    assert "labour-social" in desk.done("sector", "list")


def test_card_of_a_sector(desk: "Desk") -> None:
    said = json.loads(desk.done("sector", "show", "labour-social", "--format", "json"))
    assert (said["code"], said["title"]) == ("labour-social", "Lao động - Thương binh và Xã hội")
    [table] = said["criteria_sets"]
    assert (table["code"], table["points"], table["basis"]) == (
        "labour-social-2026", "950", "proposal",
    )  # fmt: skip
    printed = desk.done("sector", "show", "labour-social")
    assert "Số chỉ tiêu của ngành" in printed and "bảng điểm đề xuất" in printed
    printed = desk.done("sector", "show", "labour-social", "--lang", "en")
    assert "Indicators of its own" in printed and "proposed criteria set" in printed
    rows = desk.done("sector", "show", "labour-social", "--format", "csv").splitlines()
    assert rows[0] == "code,title,points,criteria,basis"
    assert rows[1].startswith("labour-social-2026,") and ",950," in rows[1]


def test_card_tells_the_kinds_of_unit_and_the_indicators(desk: "Desk") -> None:
    said = json.loads(desk.done("sector", "show", "labour-social", "--format", "json"))
    kinds = {kind["code"]: kind["title"] for kind in said["unit_kinds"]}
    assert kinds["department"] == "sở"
    codes = [item["code"] for item in said["indicators"]]
    assert "jobs_created" in codes
    assert set(said["indicators"][0]) == {"code", "title", "unit"}
    printed = desk.done("sector", "show", "labour-social")
    assert "Loại đơn vị" in printed and "department (sở)" in printed
    assert "jobs_created" not in printed
    printed = desk.done("sector", "show", "labour-social", "--indicators")
    assert "labour-social-2026" in printed
    assert all(f"│ {code} " in printed for code in codes)
    rows = desk.done("sector", "show", "labour-social", "--indicators", "--format", "csv")
    assert rows.splitlines()[0] == "code,title,unit"
    assert [row.partition(",")[0] for row in rows.splitlines()[1:]] == codes


def test_card_of_what_is_always_on(desk: "Desk") -> None:
    printed = desk.done("sector", "show", "standard", "--lang", "en", "--indicators")
    assert "Standard formulas and common criteria" in printed and "common-2026" in printed
    assert "│ par_index " in printed
    assert "Legal basis" not in printed and "Kinds of unit" not in printed


def test_unknown_sector(desk: "Desk", refused_twice: Twice) -> None:
    for command in ("show", "enable"):
        assert refused_twice("sector", command, "labour-socail") == (
            "Không có ngành nào mang mã “labour-socail”. Có phải ý bạn là “labour-social”?",
            "There is no sector with the code “labour-socail”. Did you mean “labour-social”?",
        )


def test_sound_sector_in_a_folder(desk: "Desk", copied_site: Path) -> None:
    folder = copied_site / "thidua_health"
    for path in (folder, folder / "sector.toml"):
        said = desk.done("sector", "show", path)
        assert "health-2026" in said and f"{path}: không có lỗi." in said
    assert f"{folder}: no fault." in desk.done("sector", "show", folder, "--lang", "en")
    assert desk.done("sector", "show", folder, "--format", "csv").splitlines() == [
        "code,title,points,criteria,basis",
        "health-2026,Bảng điểm ngành Y tế năm 2026,10,2,proposal",
    ]
    said = json.loads(desk.done("sector", "show", folder, "--format", "json"))
    assert said["faults"] == [] and said["criteria_sets"][0]["code"] == "health-2026"
    codes = ["children_born", "children_vaccinated"]
    assert [item["code"] for item in said["indicators"]] == codes
    listed = desk.done("sector", "show", folder, "--indicators")
    assert "health-2026" in listed and all(f"│ {code} " in listed for code in codes)


def test_folder_beside_the_current_one(
    desk: "Desk", copied_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copied_site)
    assert "không có lỗi" in desk.done("sector", "show", "thidua_health")
    # A code is a code, also where a folder has the same name.
    (copied_site / "labour-social").mkdir()
    assert "Số chỉ tiêu của ngành" in desk.done("sector", "show", "labour-social")
    assert "thiếu tệp sector.toml" in desk.refused("sector", "show", "./labour-social")


def test_every_fault_of_a_folder_with_its_place(desk: "Desk", copied_site: Path) -> None:
    folder = copied_site / "thidua_health"
    (folder / "criteria-broken.toml").write_text(FAULTY, encoding="utf-8")
    (folder / "criteria-short.toml").write_text(SHORT, encoding="utf-8")
    lines = desk.refused("sector", "show", folder).splitlines()
    assert lines[0] == "Không thực hiện được, 5 lỗi:"
    assert "criteria-short.toml" in lines[1] and "cộng lại là 90" in lines[1]
    assert all("criteria-broken.toml" in line for line in lines[2:5])
    assert "ratio-caped" in lines[2] and "“ratio-capped”" in lines[2]
    assert "children_bron" in lines[3] and "“children_born”" in lines[3]
    assert all("Không hook nào đóng góp bảng điểm trong tệp này" in line for line in lines[4:6])
    said = desk.refused("sector", "show", folder, "--lang", "en")
    assert said.startswith("Refused, 5 faults:") and said.count("Did you mean") == 2


def test_oddities_of_a_folder_are_notices(desk: "Desk", copied_site: Path) -> None:
    folder = copied_site / "thidua_health"
    file = folder / "criteria-2026.toml"
    table = file.read_text(encoding="utf-8")
    file.write_text(
        'bands = [{ code = "a", from = 5, title = { vi = "A", en = "A" } }]\n' + table,
        encoding="utf-8",
    )
    answer = desk.run("sector", "show", folder)
    assert "không có lỗi" in answer.out
    assert "thidua_health/criteria-2026.toml, dòng/line 1, bands: Kết quả" in answer.err
    said = json.loads(desk.done("sector", "show", folder, "--format", "json"))
    assert "dòng/line 1, bands" in said["notices"][0]


def test_folder_that_is_no_sector(desk: "Desk", tmp_path: Path, refused_twice: Twice) -> None:
    vi, en = refused_twice("sector", "show", tmp_path / "gone")
    assert vi == f"{tmp_path / 'gone'}: Không có thư mục này."
    assert en == f"{tmp_path / 'gone'}: There is no such folder."


def test_sector_is_enabled_for_a_department_and_disabled(desk: "Desk") -> None:
    assert desk.done("sector", "enable", "industry-trade", "--department", "so") == (
        "Đã bật ngành industry-trade.\n"
    )
    assert desk.done("sector", "enable", "industry-trade", "--department", "so") == (
        "Ngành industry-trade đã bật từ trước.\n"
    )
    listed = json.loads(desk.done("sector", "list", "--format", "json"))
    assert listed[0]["enabled_for"] == ["so"]
    said = desk.done("sector", "disable", "industry-trade", "--department", "so", "--lang", "en")
    assert said == "Sector industry-trade is disabled.\n"


def test_sector_is_not_enabled_for_an_unknown_department(
    desk: "Desk", refused_twice: Twice
) -> None:
    asked = ("sector", "enable", "industry-trade", "--department")
    assert refused_twice(*asked, "nc") == (
        "không có đơn vị “nc”. Có phải là “ncc”?",
        "there is no unit “nc”. Did you mean “ncc”?",
    )
    assert refused_twice(*asked, "wxyz") == (
        "không có đơn vị “wxyz”. Nhập đơn vị trước: thidua unit import.",
        "there is no unit “wxyz”. Import it first: thidua unit import.",
    )


def test_sector_that_is_not_enabled_is_not_disabled(desk: "Desk", refused_twice: Twice) -> None:
    assert refused_twice("sector", "disable", "industry-trade") == (
        "ngành “industry-trade” chưa được bật cho cả không gian làm việc. Xem: thidua sector list",
        "sector “industry-trade” is not enabled for the whole workspace. See: thidua sector list",
    )
    vi, en = refused_twice("sector", "disable", "labour-social", "--department", "so")
    assert "chưa được bật cho so." in vi and "is not enabled for so." in en


def test_open_period_works_after_its_sector_is_disabled(desk: "Desk") -> None:
    desk.done("sector", "disable", "labour-social")
    assert "Phòng Việc làm" in desk.done("rank", "phong", "--period", "2026")
