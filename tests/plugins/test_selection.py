"""Which plugins a run uses: by lists written in several places, before anything is loaded."""

import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from thidua.core.text.fault import Refused
from thidua.plugins.manager import Plugins
from thidua.plugins.selection import Lists, Selection, Strength, combined

Installed = Callable[..., list[EntryPoint]]

FLAGS = ("--plugins", "--without")
VARIABLES = ("THIDUA_PLUGINS", "THIDUA_WITHOUT_PLUGINS")
KEYS = ("thidua.toml: plugins", "thidua.toml: without_plugins")


def by_command(only: list[str] | None = None, block: list[str] | None = None) -> Lists:
    return Lists.of(only, block, places=FLAGS, strength=Strength.COMMAND)


def by_environment(only: list[str] | None = None, block: list[str] | None = None) -> Lists:
    return Lists.of(only, block, places=VARIABLES, strength=Strength.ENVIRONMENT)


def by_settings(only: list[str] | None = None, block: list[str] | None = None) -> Lists:
    return Lists.of(only, block, places=KEYS, strength=Strength.SETTINGS, may_be_absent=True)


@pytest.fixture
def load(installed: Installed) -> Callable[..., Plugins]:
    """Load a fake installation by lists, the strongest first."""
    entry_points = installed("forest", "health", "exit-import")
    return lambda *lists: Plugins.load(entry_points, selection=combined(lists))


Load = Callable[..., Plugins]


def names(plugins: Plugins) -> list[str]:
    return [found.origin.entry_point for found in plugins.found]


def test_nearer_list_counts(load: Load) -> None:
    lists = [by_command(["forest"]), by_environment(["health"]), by_settings(["exit-import"])]
    assert names(load(*lists)) == ["forest"]
    assert names(load(*lists[1:])) == ["health"]
    assert "thidua_exit_import" not in sys.modules


def test_two_lists_are_taken_apart(load: Load) -> None:
    lists = [by_command(block=["exit-import"]), by_settings(["exit-import", "health"])]
    assert names(load(*lists)) == ["health"]


def test_empty_list_is_a_list(load: Load) -> None:
    lists = [by_command([]), by_settings(["health"])]
    assert names(load(*lists)) == []
    lists = [by_environment(block=[]), by_settings(block=["nothing-that-is-there"])]
    assert combined(lists) == Selection(None, ())


def test_blank_names_are_none() -> None:
    assert by_command([" ", ""]).only == ()


def test_code_that_the_files_declare_is_a_name_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "thidua_oddly"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit(3)", encoding="utf-8")
    (package / "sector.toml").write_text('[sector]\ncode = "lam-nghiep"\n', encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    entry_points = [EntryPoint("odd", "thidua_oddly", "thidua.plugins")]
    plugins = Plugins.load(entry_points, selection=combined([by_command(block=["lam-nghiep"])]))
    assert [found.origin.entry_point for found in plugins.blocked] == ["odd"]
    assert "thidua_oddly" not in sys.modules
    (package / "sector.toml").write_text("[sector", encoding="utf-8")
    with pytest.raises(Refused, match="No plugin called “lam-nghiep”"):
        Plugins.load(entry_points, selection=combined([by_command(block=["lam-nghiep"])]))


def test_unknown_name_is_refused_with_its_place_and_the_nearest(load: Load) -> None:
    with pytest.raises(Refused) as caught:
        load(by_command(["forst"], ["helth"]))
    said = [fault.in_language("en") for fault in caught.value.faults]
    assert said == [
        "--plugins: No plugin called “forst” is installed. Did you mean “forest”?",
        "--without: No plugin called “helth” is installed. Did you mean “health”?",
    ]


def test_what_was_turned_off_may_be_uninstalled_later(load: Load) -> None:
    plugins = load(by_settings(["forest"], ["gone"]))
    assert names(plugins) == ["forest"]
    [notice] = plugins.notices
    assert notice.en == "thidua.toml: without_plugins: no plugin called “gone” is installed."


def test_contradiction_in_one_place_is_refused(load: Load) -> None:
    with pytest.raises(Refused) as caught:
        load(by_command(["forest", "health"], ["thidua-forest"]))
    [fault] = caught.value.faults
    assert fault.place == "--plugins, --without"
    assert fault.what.vi == "phần mở rộng “forest” vừa được chọn vừa bị loại."


def test_between_places_the_stronger_holds_and_says_so(load: Load) -> None:
    plugins = load(by_command(["forest"]), by_settings(block=["forest"]))
    assert names(plugins) == ["forest"]
    [notice] = plugins.notices
    assert notice.en == (
        "the plugin “forest” is in use by --plugins, though thidua.toml: without_plugins leaves"
        " it out."
    )
    weaker = load(by_command(block=["forest"]), by_settings(["forest"]))
    assert (names(weaker), weaker.notices) == ([], ())


def test_what_is_always_on_cannot_be_left_out() -> None:
    with pytest.raises(Refused, match="--without: The plugin “office” cannot be turned off"):
        Plugins.load(selection=combined([by_command(block=["office"])]))


def test_module_that_cannot_be_found_declares_no_code(load: Load) -> None:
    entry_points = [EntryPoint("lost", "thidua_not_there.inside", "thidua.plugins")]
    with pytest.raises(Refused, match="No plugin called “x”"):
        Plugins.load(entry_points, selection=combined([by_command(["x"])]))
