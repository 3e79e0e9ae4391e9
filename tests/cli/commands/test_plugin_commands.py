"""``plugin list`` and ``plugin why``: what is installed, what works, where a code comes from."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

Install = Callable[..., None]
Twice = Callable[..., tuple[str, str]]


@pytest.fixture
def nowhere(desk: "Desk", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Desk":
    """No workspace: plugins are looked at without one."""
    monkeypatch.delenv("THIDUA_WORKSPACE")
    monkeypatch.chdir(tmp_path)
    return desk


def listed(desk: "Desk") -> dict[str, dict[str, Any]]:
    """The installed plugins by code."""
    said = json.loads(desk.done("plugin", "list", "--format", "json"))
    return {item["code"]: item for item in said}


def test_built_in_plugins(nowhere: "Desk") -> None:
    found = listed(nowhere)
    assert list(found) == ["industry-trade", "labour-social", "office", "standard"]
    labour = found["labour-social"]
    assert (labour["distribution"], labour["module"], labour["api_version"]) == (
        "thidua", "thidua.sectors.labour_social", 1,
    )  # fmt: skip
    assert {item["origin"] for item in found.values()} == {"built-in"}
    assert (labour["status"], labour["faults"], labour["always_on"]) == ("loaded", [], False)
    assert (found["standard"]["status"], found["standard"]["always_on"]) == ("always-on", True)
    assert found["standard"]["sector"] is None
    assert labour["counts"]["criteria-set"] == 1 and labour["counts"]["sector"] == 1
    assert "thidua_criteria_sets" in labour["hooks"]
    assert labour["file"].endswith("__init__.py")


def test_list_in_both_languages(nowhere: "Desk") -> None:
    printed = nowhere.done("plugin", "list")
    assert "đang dùng" in printed and "1 ngành" in printed
    assert "    thidua_plugin, thidua_readers, thidua_renderers" in printed
    printed = nowhere.done("plugin", "list", "--lang", "en")
    assert "in use" in printed and "sector: 1" in printed


def test_broken_plugin_is_listed_with_its_cause(nowhere: "Desk", install: Install) -> None:
    install("raising", "health")
    found = listed(nowhere)
    assert found["health"]["status"] == "loaded"
    broken = found["raising"]
    assert (broken["status"], broken["hooks"], broken["counts"]) == ("quarantined", [], {})
    assert (broken["distribution"], broken["version"]) == ("thidua-raising", "1.0")
    assert any("ZeroDivisionError" in cause for cause in broken["faults"])
    printed = nowhere.done("plugin", "list")
    assert "bị cách ly" in printed
    assert any(
        line.startswith("! ") and "thidua_raising.py" in line and "ZeroDivisionError" in line
        for line in printed.splitlines()
    )
    rows = nowhere.done("plugin", "list", "--format", "csv").splitlines()
    assert rows[0].endswith(",counts,hooks,left_out,faults")


def test_criterion_is_found_in_its_set(nowhere: "Desk") -> None:
    [found] = json.loads(nowhere.done("plugin", "why", "ls-01", "--format", "json"))
    assert (found["code"], found["kind"], found["within"], found["status"]) == (
        "LS-01", "criterion", "labour-social-2026", "held",
    )  # fmt: skip
    assert found["provider"].startswith("labour-social (gói thidua ")
    printed = nowhere.done("plugin", "why", "LS-01")
    assert "tiêu chí" in printed and "Giải quyết việc làm" in printed
    assert "labour_social/criteria-2026.toml:" in printed.splitlines()[-1]
    assert printed.splitlines()[-1].startswith("Tệp: ")
    assert "criterion" in nowhere.done("plugin", "why", "LS-01", "--lang", "en")


def test_formula_is_shown_as_its_author_needs_it(nowhere: "Desk") -> None:
    printed = nowhere.done("plugin", "why", "share", "--lang", "en").splitlines()
    assert "standard/formulas.toml:" in printed[-5]
    assert printed[-4].startswith("Points = full points × part / whole.")
    assert printed[-3:] == [
        "Inputs: part",
        "  whole: 100 unless given",
        "Parameter when_whole_zero (full, unknown, zero), unknown unless given:"
        " When the whole is 0",
    ]
    assert "bắt buộc: Điểm cho mỗi trường hợp" in nowhere.done("plugin", "why", "per-case-add")
    reduced = nowhere.done("plugin", "why", "lower-is-better")
    assert "keep, mặc định 0,9: " in reduced
    reduced = nowhere.done("plugin", "why", "lower-is-better", "--lang", "en")
    assert "keep, 0.9 unless given: " in reduced
    [found] = json.loads(nowhere.done("plugin", "why", "share", "--format", "json"))
    assert found["inputs"] == ["part"] and found["optional_inputs"] == {"whole": "100"}
    assert found["parameters"][0]["choices"] == ["full", "unknown", "zero"]


@pytest.mark.parametrize(
    ("code", "kind", "plugin"),
    [
        ("jobs_created", "indicator", "labour-social"),
        ("ratio-capped", "formula", "standard"),
        ("common-2026", "criteria-set", "standard"),
        ("industry-trade", "sector", "industry-trade"),
        ("xlsx", "reader", "office"),
    ],
)
def test_everything_that_has_a_code(nowhere: "Desk", code: str, kind: str, plugin: str) -> None:
    said = json.loads(nowhere.done("plugin", "why", code, "--format", "json"))
    assert (kind, plugin) in {(item["kind"], item["provider"].split()[0]) for item in said}


def test_everyone_who_claims_a_code_is_named(nowhere: "Desk", install: Install) -> None:
    install("health", "twin")
    said = json.loads(nowhere.done("plugin", "why", "children_born", "--format", "json"))
    assert [(item["provider"], item["status"]) for item in said] == [
        ("health (gói thidua-health 1.0)", "disputed"),
        ("twin (gói thidua-twin 0.9)", "disputed"),
    ]
    assert "tranh chấp, chưa ai được dùng" in nowhere.done("plugin", "why", "children_born")


TAKER = """\
from thidua.plugins import Indicator, Text, hookimpl

@hookimpl
def thidua_indicators():
    yield Indicator("jobs_created", Text("Việc làm khác", "Other jobs"), Text("việc", "jobs"))
"""


IDLE = """\
from thidua.plugins import API_VERSION, Plugin, Text, hookimpl

@hookimpl
def thidua_plugin():
    return Plugin("idle", Text("Chưa có gì", "Nothing yet"), API_VERSION)
"""


def package(folder: Path, name: str, source: str) -> None:
    """A package with one plugin, as pip would leave it."""
    data = folder / f"thidua_{name}-0.1.dist-info"
    data.mkdir(parents=True)
    (folder / f"thidua_{name}.py").write_text(source, encoding="utf-8")
    (data / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: thidua-{name}\nVersion: 0.1\n", encoding="utf-8"
    )
    (data / "entry_points.txt").write_text(
        f"[thidua.plugins]\n{name} = thidua_{name}\n", encoding="utf-8"
    )


def test_plugin_that_contributes_nothing(nowhere: "Desk", install: Install, tmp_path: Path) -> None:
    package(tmp_path / "packages" / "idle", "idle", IDLE)
    install("idle")
    assert listed(nowhere)["idle"]["counts"] == {}
    assert "idle: -" in nowhere.done("plugin", "list").splitlines()


def test_built_in_plugin_keeps_its_own_and_the_other_is_named(
    nowhere: "Desk", install: Install, tmp_path: Path
) -> None:
    package(tmp_path / "packages" / "taker", "taker", TAKER)
    install("taker")
    said = json.loads(nowhere.done("plugin", "why", "jobs_created", "--format", "json"))
    assert [(item["provider"].split(" (")[0], item["status"]) for item in said] == [
        ("labour-social", "held"),
        ("taker", "left-out"),
    ]
    assert "bị bỏ ra" in nowhere.done("plugin", "why", "jobs_created")
    assert "left out" in nowhere.done("plugin", "why", "jobs_created", "--lang", "en")


def test_unknown_code(nowhere: "Desk", refused_twice: Twice) -> None:
    assert refused_twice("plugin", "why", "jobs_craeted") == (
        "Không phần mở rộng nào cung cấp gì mang mã “jobs_craeted”."
        " Có phải ý bạn là “jobs_created”?",
        "No plugin provides anything with the code “jobs_craeted”. Did you mean “jobs_created”?",
    )
    vi, en = refused_twice("plugin", "why", "zzzzzz")
    assert vi.endswith("Xem: thidua plugin list") and en.endswith("See: thidua plugin list")


ODD = """\
from fractions import Fraction

from thidua.core.model.criteria import Band, Basis, Criterion
from thidua.plugins import CriteriaSet, Sector, Text, hookimpl

NAME = Text("Tên", "Name")

@hookimpl
def thidua_sector():
    return Sector("odd", NAME, "")

@hookimpl
def thidua_criteria_sets():
    yield CriteriaSet(
        code="odd-2026", title=NAME, basis=Basis.PROPOSAL, points=Fraction(9),
        criteria=(Criterion(code="O-1", points=Fraction(9), title=NAME),),
        bands=(Band("high", Fraction(80), None, NAME),),
    )
"""


def test_oddities_of_an_installed_sector_are_notices(
    nowhere: "Desk", install: Install, tmp_path: Path
) -> None:
    package(tmp_path / "packages" / "odd", "odd", ODD)
    install("odd")
    answer = nowhere.run("sector", "show", "odd", "--lang", "en")
    assert "odd-2026" in answer.out
    assert "thidua_odd.py:12, bands: Totals below the lowest band are in none." in answer.err
