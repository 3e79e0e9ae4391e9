"""Which plugins are found, which are left out, and that this is decided before any import."""

import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from thidua.core.text.fault import Refused
from thidua.plugins.discovery import normalised
from thidua.plugins.manager import Plugins
from thidua.plugins.statuses import State

Installed = Callable[..., list[EntryPoint]]
Inline = Callable[..., EntryPoint]

OURS = ["industry-trade", "labour-social", "office", "standard"]


def names(plugins: Plugins) -> list[str]:
    return [found.origin.entry_point for found in plugins.found]


def test_installed_packages_are_found_ours_included(site: Path) -> None:
    plugins = Plugins.load(block=["exit-import"])
    assert set(OURS) <= set(names(plugins))
    assert {"health", "forest"} <= set(names(plugins))
    [health] = [it for it in plugins.overview() if it.entry_point == "health"]
    assert (health.distribution, health.version) == ("thidua-health", "1.0")


def test_our_own_plugins_have_no_fault() -> None:
    plugins = Plugins.load(only=OURS, strict=True)
    assert list(plugins.sectors) == ["industry-trade", "labour-social"]
    assert [plugin.card.code for plugin in plugins.loaded if plugin.always_on] == [
        "office",
        "standard",
    ]


def test_allow_list_keeps_the_named_and_what_is_always_on(site: Path) -> None:
    assert names(Plugins.load(only=["health"])) == ["health", "office", "standard"]
    assert names(Plugins.load(only=())) == ["office", "standard"]


@pytest.mark.parametrize("name", ["import-error", "thidua-import-error", "thidua_import_error"])
def test_block_by_entry_point_package_or_module(installed: Installed, name: str) -> None:
    plugins = Plugins.load(installed("import-error", "forest"), block=[name])
    assert names(plugins) == ["forest"]
    assert [found.origin.entry_point for found in plugins.blocked] == ["import-error"]


def test_blocked_plugin_is_never_imported(installed: Installed) -> None:
    plugins = Plugins.load(installed("exit-import", "forest"), block=["exit-import"])
    assert "thidua_exit_import" not in sys.modules
    blocked, loaded = plugins.overview()
    assert (blocked.state, blocked.code, blocked.hooks) == (State.BLOCKED, "", ())
    assert loaded.state is State.LOADED


def test_blocking_what_is_not_there_is_no_fault(installed: Installed) -> None:
    assert names(Plugins.load(installed("forest"), block=["uninstalled"])) == ["forest"]


def test_asking_for_what_is_not_there_suggests_the_nearest(installed: Installed) -> None:
    with pytest.raises(Refused) as caught:
        Plugins.load(installed("forest"), only=["forst", "zzzzz"])
    near, far = (fault.in_language("vi") for fault in caught.value.faults)
    assert near.endswith("Có phải ý bạn là “forest”?")
    assert far == "Không có phần mở rộng nào tên “zzzzz” được cài đặt."


@pytest.mark.parametrize("name", ["standard", "thidua.office"])
def test_what_is_always_on_cannot_be_blocked(name: str) -> None:
    with pytest.raises(Refused, match=f"“{name}” cannot be turned off"):
        Plugins.load(block=[name])


def test_blocking_our_package_blocks_its_sectors_alone() -> None:
    assert names(Plugins.load(only=OURS, block=["thidua"])) == ["office", "standard"]


def test_package_found_twice_counts_once(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(site / "."))
    monkeypatch.setattr(sys, "path", [*sys.path, str(site.parent / "site")])
    assert names(Plugins.load(only=["forest"])).count("forest") == 1


def test_newer_copy_that_hides_an_older_one_is_the_one_loaded(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "thidua_forest-9.0.dist-info"
    data.mkdir()
    (data / "METADATA").write_text("Metadata-Version: 2.1\nName: Thidua_Forest\nVersion: 9.0\n")
    (data / "entry_points.txt").write_text("[thidua.plugins]\nforest = thidua_forest\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    [forest] = [it for it in Plugins.load(only=["forest"]).overview() if it.entry_point == "forest"]
    assert forest.version == "9.0"


def test_package_with_broken_metadata_is_quarantined_and_the_rest_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "thidua_broken-1.0.dist-info"
    data.mkdir()
    (data / "METADATA").write_text("Metadata-Version: 2.1\nName: thidua-broken\nVersion: 1.0\n")
    (data / "entry_points.txt").write_bytes(b"[thidua.plugins]\nbroken = \xff\xfe\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    plugins = Plugins.load(only=())
    [quarantine] = [it for it in plugins.quarantined if "thidua_broken" in it.origin.entry_point]
    assert "không đọc được thông tin cài đặt của gói" in quarantine.fault.in_language("vi")
    assert "Install the package again." in quarantine.fault.in_language("en")
    assert names(plugins) == ["office", "standard"]


def test_plugin_without_a_card_is_called_by_its_entry_point(inline: Inline) -> None:
    entry_point = inline("", name="Sở Y tế", module="inline_health")
    [plugin] = Plugins.load([entry_point], strict=True).loaded
    assert plugin.card.code == "S--Y-t"
    assert plugin.card.title.vi == "Sở Y tế"
    assert (plugin.hooks, plugin.sector, plugin.enabled_by) == ((), None, "S--Y-t")


def test_overview_says_what_support_asks_first(installed: Installed) -> None:
    broken, health = Plugins.load(installed("health", "exit")).overview()
    assert (broken.state, len(broken.faults)) == (State.QUARANTINED, 1)
    assert (health.code, health.sector, health.state) == ("health", "health", State.LOADED)
    assert health.title is not None and health.title.vi == "Ngành Y tế"
    assert "thidua_criteria_sets" in health.hooks
    assert health.file.endswith("thidua_health/__init__.py")


def test_names_of_packages_compare_as_indexes_compare_them() -> None:
    assert normalised("Thidua_Health.X") == "thidua-health-x"
