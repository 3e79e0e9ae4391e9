"""Installed is not enabled: a department sees what is always on and its own sectors, no more;
nothing depends on the order of installation."""

import random
from collections.abc import Callable
from importlib.metadata import EntryPoint

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.text.fault import Refused
from thidua.core.workspace.provision import Kind
from thidua.plugins.manager import Plugins

Installed = Callable[..., list[EntryPoint]]
Inline = Callable[..., EntryPoint]

STANDARD = """
from thidua.plugins import Indicator, Text, hookimpl

@hookimpl
def thidua_indicators():
    yield Indicator("staff", Text("Số cán bộ", "Staff"), Text("người", "persons"))
"""


@pytest.fixture
def entry_points(installed: Installed, inline: Inline) -> list[EntryPoint]:
    """Two sectors of third parties beside a standard plugin."""
    return [*installed("health", "forest"), inline(STANDARD, "standard", "thidua.standard")]


def test_two_departments_see_only_their_own(entry_points: list[EntryPoint]) -> None:
    for order in (entry_points, entry_points[::-1]):
        plugins = Plugins.load(order, strict=True)
        health, forest = plugins.catalogue(["health"]), plugins.catalogue(["forestry"])
        assert list(health.criteria_sets) == ["health-2026"]
        assert list(forest.criteria_sets) == ["forest-2026"]
        assert list(health.indicators) == ["children_born", "children_vaccinated", "staff"]
        assert list(forest.indicators) == ["fires", "staff", "trees_planted"]
        assert list(health.sectors) == ["health"] and list(forest.sectors) == ["forestry"]
        assert list(health.plugins) == ["health", "standard"]


def test_what_another_sector_provides_is_refused_by_name(entry_points: list[EntryPoint]) -> None:
    for order in (entry_points, entry_points[::-1]):
        catalogue = Plugins.load(order).catalogue(["health"])
        with pytest.raises(Refused) as caught:
            catalogue.criteria_set("forest-2026")
        [fault] = caught.value.faults
        assert fault.what.vi == (
            "Bảng điểm “forest-2026” thuộc ngành “forestry” "
            "(phần mở rộng forest (gói thidua-forest 2.1)), mà đơn vị này chưa bật."
        )
        assert fault.what.en == (
            "The criteria set “forest-2026” belongs to the sector “forestry” "
            "(plugin forest (package thidua-forest 2.1)), which this department has not enabled."
        )
        assert fault.remedy is not None
        assert fault.remedy.vi == "Bật ngành bằng lệnh: thidua sector enable forestry"
        for ask in (catalogue.indicator, catalogue.sector, catalogue.check, catalogue.reader):
            with pytest.raises(Refused, match="thidua sector enable forestry"):
                ask({"indicator": "fires", "sector": "forestry", "check": "few-fires"}.get(
                    ask.__name__, "lines"
                ))  # fmt: skip


def test_department_without_sectors_has_what_is_always_on(entry_points: list[EntryPoint]) -> None:
    catalogue = Plugins.load(entry_points).catalogue()
    assert list(catalogue.indicators) == ["staff"]
    assert not catalogue.criteria_sets and not catalogue.missing_sectors


def test_plugin_without_a_sector_is_enabled_by_its_own_code(inline: Inline) -> None:
    plugins = Plugins.load([inline(STANDARD, "more-figures")])
    assert not plugins.catalogue().indicators
    with pytest.raises(Refused, match="thidua sector enable more-figures"):
        plugins.catalogue().indicator("staff")
    assert list(plugins.catalogue(["more-figures"]).indicators) == ["staff"]
    assert plugins.codes_to_enable == ("more-figures",)
    assert plugins.enabling("more-figures").sector is None


def test_what_can_be_enabled_is_a_sector_or_a_plugin_without_one(
    entry_points: list[EntryPoint],
) -> None:
    plugins = Plugins.load(entry_points)
    assert plugins.codes_to_enable == ("forestry", "health")
    assert plugins.enabling("forestry").card.code == "forest"
    for code in ("standard", "forest"):
        with pytest.raises(Refused, match=f"There is no sector with the code “{code}”"):
            plugins.enabling(code)


@pytest.mark.parametrize("seed", range(5))
def test_order_of_installation_never_matters(entry_points: list[EntryPoint], seed: int) -> None:
    expected = Plugins.load(entry_points)
    shuffled = random.Random(seed).sample(entry_points, len(entry_points))
    found = Plugins.load(shuffled)
    sectors = ["forestry", "health"]
    assert found.catalogue(sectors[::-1]) == expected.catalogue(sectors)
    assert found.catalogue(["health"]) == expected.catalogue(["health"])
    assert list(found.catalogue(sectors).providers) == list(expected.catalogue(sectors).providers)
    assert found.overview() == expected.overview()


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_faults_come_in_one_order_whatever_the_installation(data: st.DataObject) -> None:
    names = [f"broken-{number}" for number in range(5)]
    order = data.draw(st.permutations(names))
    plugins = Plugins.load([EntryPoint(name, "thidua_gone", "thidua.plugins") for name in order])
    assert [item.origin.entry_point for item in plugins.quarantined] == names


def test_enabled_sector_that_is_gone_leaves_the_rest_working(
    entry_points: list[EntryPoint],
) -> None:
    catalogue = Plugins.load(entry_points[1:]).catalogue(["health", "forestry"])
    assert catalogue.missing_sectors == ("health",)
    assert list(catalogue.criteria_sets) == ["forest-2026"]
    with pytest.raises(Refused) as caught:
        catalogue.criteria_set("health-2026")
    remedy = caught.value.faults[0].remedy
    assert remedy is not None
    assert "hiện không dùng được: health; xem lệnh: thidua plugin list" in remedy.vi


def test_sector_to_enable_is_looked_up_with_the_nearest(entry_points: list[EntryPoint]) -> None:
    plugins = Plugins.load(entry_points)
    assert plugins.sector("health").code == "health"
    assert list(plugins.sectors) == ["forestry", "health"]
    with pytest.raises(Refused) as caught:
        plugins.sector("heatlh")
    assert "Có phải ý bạn là “health”?" in caught.value.faults[0].in_language("vi")


def test_provider_of_a_code(entry_points: list[EntryPoint]) -> None:
    provider = (
        Plugins.load(entry_points)
        .catalogue(["health"])
        .provider_of(Kind.CRITERIA_SET, "health-2026")
    )
    assert (provider.plugin, provider.distribution, provider.version) == (
        "health", "thidua-health", "1.0",
    )  # fmt: skip
    assert provider.file.endswith("__init__.py")


def test_criteria_set_compiles_against_its_own_catalogue(entry_points: list[EntryPoint]) -> None:
    plugins = Plugins.load(entry_points)
    compiled = plugins.catalogue(["health"]).compiled("health-2026")
    assert [item.code for item in compiled.indicators] == ["children_born", "children_vaccinated"]


def test_names_that_do_not_resolve_are_placed_in_their_set(inline: Inline) -> None:
    source = """
        from fractions import Fraction
        from thidua.core.model.criteria import Basis, Criterion, FormulaBase
        from thidua.plugins import CriteriaSet, Text, hookimpl

        @hookimpl
        def thidua_criteria_sets():
            title = Text("Bảng điểm", "Table")
            base = FormulaBase("points * min(nobody_reports / 2, 1)")
            criteria = (Criterion("X-01", Fraction(1), title, base=base),)
            yield CriteriaSet("x-2026", title, Basis.PROPOSAL, Fraction(1), criteria)
    """
    catalogue = Plugins.load([inline(source)], strict=True).catalogue(["mine"])
    with pytest.raises(Refused) as caught:
        catalogue.compiled("x-2026")
    [fault] = caught.value.faults
    assert fault.place.startswith("x-2026: ")
    assert "nobody_reports" in fault.what.vi
