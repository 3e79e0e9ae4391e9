"""Codes that several plugins claim: nobody wins by chance, and all providers are named."""

import itertools
from collections.abc import Callable
from importlib.metadata import EntryPoint

import pytest

from thidua.core.text.fault import Refused
from thidua.core.workspace.provision import Kind
from thidua.plugins.manager import Plugins
from thidua.plugins.statuses import State

Installed = Callable[..., list[EntryPoint]]
Inline = Callable[..., EntryPoint]

INDICATOR = """
from thidua.plugins import Indicator, Text, hookimpl

@hookimpl
def thidua_indicators():
    for code in {codes!r}:
        yield Indicator(code, Text({title!r}, {title!r}), Text("số", "number"))
"""


def giving(title: str, *codes: str) -> str:
    return INDICATOR.format(title=title, codes=codes)


def test_neither_of_two_has_the_code_and_both_are_named(installed: Installed) -> None:
    plugins = Plugins.load(installed("health", "twin"))
    first, second = plugins.quarantined
    assert (first.item, second.item) == ("children_born", "children_born")
    assert first.origin.entry_point == "health" and not first.whole
    assert "cũng do twin (gói thidua-twin 0.9) khai báo" in first.fault.in_language("vi")
    assert "is also given by health (package thidua-health 1.0)" in second.fault.in_language("en")
    for sectors in (["health"], ["twin"], ["health", "twin"]):
        with pytest.raises(Refused) as caught:
            plugins.catalogue(sectors).indicator("children_born")
        [fault] = caught.value.faults
        assert "health (gói thidua-health 1.0) và twin (gói thidua-twin 0.9)" in fault.what.vi
        assert "it cannot be used until one of them gives way" in fault.what.en


def test_the_rest_of_both_plugins_works(installed: Installed) -> None:
    plugins = Plugins.load(installed("health", "twin"))
    catalogue = plugins.catalogue(["health", "twin"])
    assert list(catalogue.indicators) == ["children_vaccinated", "twins_born"]
    states = {status.entry_point: status.state for status in plugins.overview()}
    assert states == {"health": State.LOADED, "twin": State.LOADED}
    assert all(status.faults for status in plugins.overview())


def test_two_plugins_of_one_code_are_both_out(installed: Installed) -> None:
    plugins = Plugins.load(installed("forest", "health", "impostor"))
    assert [plugin.card.code for plugin in plugins.loaded] == ["forest"]
    named = {item.origin.entry_point: item.fault.in_language("en") for item in plugins.quarantined}
    assert "“health” is also given by health (package thidua-impostor 6.6)" in named["health"]
    assert "“health” is also given by health (package thidua-health 1.0)" in named["impostor"]
    with pytest.raises(Refused, match="claimed by several plugins"):
        plugins.catalogue().plugin("health")


def test_two_plugins_of_one_sector_are_both_out(installed: Installed, inline: Inline) -> None:
    source = """
        from thidua.plugins import Sector, Text, hookimpl

        @hookimpl
        def thidua_sector():
            return Sector("Forestry", Text("Rừng", "Woods"), "")
    """
    plugins = Plugins.load([*installed("forest"), inline(source)])
    assert plugins.loaded == ()
    with pytest.raises(Refused, match="claimed by several plugins"):
        plugins.sector("forestry")


def test_codes_that_differ_in_case_alone_are_the_same(inline: Inline) -> None:
    check = """
        from thidua.plugins import Check, Text, hookimpl

        @hookimpl
        def thidua_checks():
            yield Check({code!r}, Text("Sai", "Wrong"), "1 > 0")
    """
    entry_points = [
        inline(check.format(code="Late"), name="a"),
        inline(check.format(code="LATE"), name="b"),
    ]
    plugins = Plugins.load(entry_points)
    assert sorted(code for _, code in plugins.disputed) == ["LATE", "Late"]


def test_built_in_plugin_keeps_its_code_and_the_other_is_named(inline: Inline) -> None:
    entry_points = [
        inline(giving("ours", "cases"), name="standard", module="thidua.standard"),
        inline(giving("theirs", "cases", "more"), name="theirs"),
        inline(giving("others", "cases"), name="others"),
    ]
    for order in itertools.permutations(entry_points):
        plugins = Plugins.load(order)
        catalogue = plugins.catalogue(["theirs", "others"])
        assert catalogue.indicator("cases").title.en == "ours"
        assert catalogue.indicator("more").title.en == "theirs"
        assert catalogue.provider_of(Kind.INDICATOR, "cases").plugin == "standard"
        assert [item.origin.entry_point for item in plugins.quarantined] == ["others", "theirs"]
        assert not plugins.disputed


def test_our_sector_keeps_its_code_against_a_third_party_but_not_against_the_standard(
    inline: Inline,
) -> None:
    labour = inline(giving("labour", "cases", "jobs"), "labour", "thidua.sectors.labour_social")
    standard = inline(giving("standard", "jobs"), "standard", "thidua.standard")
    theirs = inline(giving("theirs", "cases"), "theirs")
    catalogue = Plugins.load([theirs, labour, standard]).catalogue(["labour", "theirs"])
    titles = {code: item.title.en for code, item in catalogue.indicators.items()}
    assert titles == {"cases": "labour", "jobs": "standard"}


def test_one_module_under_two_names_quarrels_with_itself(inline: Inline) -> None:
    entry_point = inline(giving("one", "cases"), name="one")
    other = EntryPoint("other", entry_point.value, entry_point.group)
    plugins = Plugins.load([entry_point, other])
    assert [item.item for item in plugins.quarantined] == ["cases", "cases"]


def test_why_names_every_provider_of_a_code(installed: Installed) -> None:
    plugins = Plugins.load(installed("health", "twin"))
    named = [(kind, provider.plugin) for kind, provider in plugins.providers_of("Children_Born")]
    assert named == [(Kind.INDICATOR, "health"), (Kind.INDICATOR, "twin")]
    [(kind, provider)] = plugins.providers_of("health-2026")
    assert kind is Kind.CRITERIA_SET
    assert provider.file.endswith("__init__.py")
    assert plugins.providers_of("nobody") == ()
