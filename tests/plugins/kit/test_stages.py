"""What a child of the checks answers, asked here without a process of its own."""

import json
import locale
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from thidua.plugins.confinement import Stop, Stopped
from thidua.plugins.kit import CheckResult, Verdict, child
from thidua.plugins.kit.behaviour.surroundings import restored
from thidua.plugins.kit.results import from_plain
from thidua.plugins.kit.stage_child import results_in

SAMPLE = Path(__file__).parents[2] / "data" / "sectors" / "y_te"
Ask = Callable[..., Any]
Package = Callable[..., Path]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """Ask for a stage: ``ask("declaration", SAMPLE)``."""
    monkeypatch.setattr(sys, "path", list(sys.path))

    def asked(stage: str, target: Path | str = SAMPLE, **options: Any) -> Any:
        kind = "folder" if isinstance(target, Path) else "installed"
        call = {
            "paths": ["/nowhere"],
            "stage": stage,
            "target": {"kind": kind, "name": str(target)},
            "options": options,
        }
        return json.loads(child.answer(json.dumps(call).encode()))

    yield asked
    child._examined.cache_clear()


def failed(found: Any) -> list[CheckResult]:
    return [it for it in map(from_plain, found) if it.failed]


def test_declaration_gives_what_the_other_stages_need(ask: Ask) -> None:
    found = ask("declaration")
    assert failed(found["results"]) == []
    assert found["imported"] is True
    assert found["criteria"] == {"y-te-2026": ["Y-1", "Y-2"]}
    assert [(it["code"], it["document"]) for it in found["templates"]] == [
        ("y-te-score-sheet", "score-sheet")
    ]
    assert found["has_own_formats"] is False
    assert ask("own-templates") == []


def test_paths_of_the_parent_are_searched_last(ask: Ask) -> None:
    ask("declaration")
    ask("declaration")
    assert sys.path.count("/nowhere") == 1
    assert sys.path[-1] == "/nowhere"


def test_installed_plugin(ask: Ask) -> None:
    found = ask("declaration", "labour-social")
    assert failed(found["results"]) == []
    assert len(found["criteria"]["labour-social-2026"]) == 51
    assert ask("import", "labour-social")["imported"] is True


def test_plugin_that_is_not_installed(ask: Ask) -> None:
    assert ask("import", "nowhere") == {"imported": False, "is_toml": False}
    with pytest.raises(Exception, match="No plugin called “nowhere” is installed"):
        ask("declaration", "nowhere")


def test_plugin_that_is_one_module(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Path(__file__).parents[2] / "data" / "site"
    monkeypatch.syspath_prepend(str(site))
    found = ask("declaration", "raising")
    assert {it.check for it in failed(found["results"])} == {"hooks"}
    lost = ask("declaration", "import-error")
    assert {it.check for it in failed(lost["results"])} == {"import"}
    assert lost["imported"] is False
    for name in [name for name in sys.modules if name.startswith("thidua_")]:
        del sys.modules[name]


def test_costs_of_an_import(ask: Ask, package: Package) -> None:
    assert ask("import") == {"imported": False, "is_toml": True}
    found = ask("import", package(before="import health_beside"))
    assert found == {"imported": False, "is_toml": False}
    sound = package(name="clinics")
    found = ask("import", sound)
    assert found["imported"] is True
    assert not [name for name in found["modules"] if name.startswith("clinics")]


def test_neighbours_and_the_plugin_of_a_code(ask: Ask, tmp_path: Path) -> None:
    [free] = map(from_plain, ask("neighbours", folders=[str(SAMPLE)]))
    assert free.verdict is Verdict.PASSED
    twin = shutil.copytree(SAMPLE, tmp_path / "twin")
    clashes = map(from_plain, ask("neighbours", folders=[str(twin)]))
    assert {it.subject for it in clashes} >= {"y-te", "y-te-2026"}
    assert ask("locate", code="Labour-Social") == "labour-social"
    assert ask("locate", code="nowhere") is None


def test_an_installed_copy_of_the_folder_is_left_aside(
    ask: Ask, package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = package(name="thidua_copied")
    site = tmp_path / "site"
    shutil.copytree(root, site / "thidua_copied")
    card = site / "thidua_copied-1.2.dist-info"
    card.mkdir()
    (card / "METADATA").write_text("Metadata-Version: 2.1\nName: thidua-copied\nVersion: 1.2\n")
    (card / "entry_points.txt").write_text("[thidua.plugins]\ncopied = thidua_copied\n")
    monkeypatch.syspath_prepend(str(site))

    [free] = map(from_plain, ask("neighbours", root, folders=[]))
    assert free.verdict is Verdict.PASSED
    place = site / "thidua_copied" / "__init__.py"
    assert f"a copy of version 1.2 is installed at “{place}”" in free.came_out.en
    assert f"một bản 1.2 của gói này đã được cài tại “{place}”" in free.came_out.vi

    elsewhere = shutil.copytree(root, tmp_path / "renamed")
    clashes = map(from_plain, ask("neighbours", elsewhere, folders=[]))
    assert {it.subject for it in clashes} >= {"y-te", "y-te-2026"}
    for name in [name for name in sys.modules if name.startswith("thidua_copied")]:
        del sys.modules[name]


def test_behaviour_of_one_set_and_of_several(ask: Ask, tmp_path: Path) -> None:
    root = shutil.copytree(SAMPLE, tmp_path / "y_te")
    text = (root / "criteria-2026.toml").read_text(encoding="utf-8")
    faulty = text.replace("y-te-2026", "y-te-tried").replace("Y-", "Z-")
    faulty = faulty.replace('formula = "y-te-share"', "formula = 'points * (1 - done / whole)'")
    (root / "criteria-tried.toml").write_text(
        faulty.replace("(1 - done", "max(0, 1 - done").replace("whole)'", "whole)'"),
        encoding="utf-8",
    )
    found = ask("behaviour", root, examples=20, seed=1)
    assert {(it.check, it.subject) for it in failed(found)} == {("direction", "y-te-tried Z-1")}
    places = ask("places", root, subjects=["y-te-tried Z-1", "Y-2", "nowhere", "no-set Y-1"])
    assert list(places) == ["y-te-tried Z-1", "Y-2"]
    assert places["y-te-tried Z-1"].startswith("y_te/criteria-tried.toml, dòng/line 1")


def test_without_hypothesis_the_behaviour_is_skipped(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thidua.plugins.kit.behaviour_stage.find_spec", lambda _: None)
    [found] = map(from_plain, ask("behaviour", examples=5, seed=1))
    assert found.verdict is Verdict.SKIPPED
    assert "pip install 'thidua[kit]'" in found.came_out.vi


def test_fingerprints_are_the_same_elsewhere(ask: Ask) -> None:
    here = ask("fingerprint", seed=1, elsewhere=False)
    with restored():
        assert ask("fingerprint", seed=1, elsewhere=True) == here
        locale.setlocale(locale.LC_ALL, "C")
    assert list(here["y-te-2026"]) == ["Y-1", "Y-2"]
    assert ask("fingerprint", seed=2, elsewhere=False) != here


def test_time_of_a_cell(ask: Ask, package: Package) -> None:
    assert ask("cell-time", set="y-te-2026", criterion="Y-1") < 50_000
    hungry = package("raise MemoryError")
    with pytest.raises(MemoryError):
        ask("cell-time", hungry, set="y-te-2026", criterion="Y-1")


def test_places_of_python_functions(ask: Ask, package: Package) -> None:
    root = package()
    line = f"{root}/__init__.py:9"
    assert ask("places", root, subjects=["y-te-share", "Y-1"]) == {
        "y-te-share": line,
        "Y-1": line,
    }


def test_cases(ask: Ask) -> None:
    assert failed(ask("cases")) == []


@pytest.mark.parametrize("found", [5, [{}], [{"area": "x"}], None])
def test_answers_that_foreign_code_has_spoilt(found: Any) -> None:
    with pytest.raises(Stopped) as stopped:
        results_in(found)
    assert stopped.value.kind is Stop.FAILED


def test_code_that_others_dispute_is_taken_as_well(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for name in ("one", "other"):
        (site / f"dispute_{name}.py").write_text(
            "from thidua.plugins import Indicator, Plugin, Text, hookimpl\n\n\n"
            f"@hookimpl\ndef thidua_plugin():\n    return Plugin({name!r}, Text('x', 'x'), 1)\n\n\n"
            "@hookimpl\ndef thidua_indicators():\n"
            "    yield Indicator('vaccinated', Text('x', 'x'), Text('x', 'x'))\n"
        )
        card = site / f"dispute_{name}-1.0.dist-info"
        card.mkdir()
        (card / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: dispute-{name}\nVersion: 1.0\n"
        )
        (card / "entry_points.txt").write_text(f"[thidua.plugins]\n{name} = dispute_{name}\n")
    monkeypatch.syspath_prepend(str(site))
    clashes = [*map(from_plain, ask("neighbours", folders=[]))]
    assert {(it.check, it.subject) for it in clashes} == {("codes-free", "vaccinated")}
    assert "dispute-one" in " ".join(it.came_out.en for it in clashes)
    for name in ("dispute_one", "dispute_other"):
        del sys.modules[name]
