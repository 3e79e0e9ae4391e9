"""Which plugin gives what stands under a code."""

import shutil
from collections.abc import Callable
from importlib import metadata
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from attrs import evolve

from thidua.core.text.fault import Refused
from thidua.core.workspace.provision import Kind
from thidua.plugins.declared_places import place_of
from thidua.plugins.formula_lookup import FormulaLookup
from thidua.plugins.hookspecs import ENTRY_POINT_GROUP
from thidua.plugins.manager import Plugins
from thidua.plugins.whereabouts import Hold, claims_on

Installed = Callable[..., list[EntryPoint]]
Inline = Callable[..., EntryPoint]


def test_criterion_and_set_are_found_without_regard_to_case(health: Plugins) -> None:
    [criterion] = claims_on(health, "h-01")
    assert (criterion.code, criterion.subject.kind, criterion.within) == (
        "H-01", "criterion", "health-2026",
    )  # fmt: skip
    assert criterion.provider.plugin == "health" and criterion.hold is Hold.HELD
    assert criterion.title is not None and criterion.title.en == "Vaccination"
    [table] = claims_on(health, "HEALTH-2026")
    assert table.subject.kind == Kind.CRITERIA_SET.value and table.within == ""


def test_one_code_of_several_kinds(health: Plugins) -> None:
    assert [claim.subject.kind for claim in claims_on(health, "health")] == ["plugin", "sector"]


@pytest.mark.parametrize("order", [("health", "twin"), ("twin", "health")])
def test_disputed_code_names_all_who_claim_it(installed: Installed, order: tuple[str, ...]) -> None:
    claims = claims_on(Plugins.load(installed(*order)), "children_born")
    assert [(claim.provider.plugin, claim.hold) for claim in claims] == [
        ("health", Hold.DISPUTED),
        ("twin", Hold.DISPUTED),
    ]


def test_unknown_code_is_refused_with_the_nearest(health: Plugins) -> None:
    with pytest.raises(Refused) as caught:
        claims_on(health, "children_bron")
    [fault] = caught.value.faults
    assert fault.what.vi == "Không phần mở rộng nào cung cấp gì mang mã “children_bron”."
    assert fault.remedy is not None
    assert fault.remedy.en == "Did you mean “children_born”?"


def test_holds_are_said_in_both_languages() -> None:
    assert all(hold.words.vi and hold.words.en for hold in Hold)


def test_contributions_are_counted(installed: Installed) -> None:
    plugins = Plugins.load(installed("health", "raising"))
    health, raising = plugins.overview()
    assert (health.api_version, health.counts[Kind.INDICATOR]) == (1, 2)
    assert Kind.PLUGIN not in health.counts
    assert (raising.api_version, dict(raising.counts)) == (None, {})


OURS = [
    it for it in metadata.entry_points(group=ENTRY_POINT_GROUP) if it.name in ("standard", "office")
]
TAKER = """
    from thidua.plugins import API_VERSION, Plugin, Text, hookimpl

    @hookimpl
    def thidua_plugin():
        return Plugin("standard", Text("Khác", "Other"), API_VERSION)
"""
BROKEN = """
    from fractions import Fraction

    from thidua.plugins import Check, Formula, Text, hookimpl

    NAME = Text("Tên", "Name")

    @hookimpl
    def thidua_formulas():
        yield Formula("mine-one", NAME, NAME, inputs=("x",), function=lambda f: f["x"], places=0)

    @hookimpl
    def thidua_checks():
        yield Check("mine-check", "Tên", "1 > 0")
"""


def places(plugins: Plugins, code: str) -> list[str]:
    """Where a code stands, without the folders."""
    return [claim.place.rpartition("thidua_health/")[2] for claim in claims_on(plugins, code)]


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("children_born", ["sector.toml:13"]),
        ("health-share", ["sector.toml:23"]),
        ("health-halves", ["formulas.py:9"]),
        ("health-2026", ["criteria-2026.toml:1"]),
        ("H-02", ["criteria-2026.toml:14"]),
        ("health-summary", ["templates/summary.html"]),
        ("health", ["sector.toml:1", "sector.toml:7"]),
    ],
)
def test_file_and_line_in_which_a_thing_stands(
    health: Plugins, code: str, place: list[str]
) -> None:
    assert places(health, code) == place


def test_thing_made_in_python_stands_where_its_hook_does(installed: Installed) -> None:
    twin = Plugins.load(installed("twin"))
    assert claims_on(twin, "twins_born")[0].place.endswith("thidua_twin.py:11")
    forest = Plugins.load(installed("forest"))
    assert claims_on(forest, "forestry")[0].place.endswith("__init__.py:28")


def test_card_that_no_hook_gave_stands_in_the_file_of_its_plugin(installed: Installed) -> None:
    card = claims_on(Plugins.load(installed("twin")), "twin")[0]
    assert (card.subject.kind, card.place.rpartition("/")[2]) == ("plugin", "thidua_twin.py")


def test_disputed_code_is_told_with_the_line_of_each(installed: Installed) -> None:
    claims = claims_on(Plugins.load(installed("health", "twin")), "children_born")
    found = [claim.place.rpartition("site/")[2] for claim in claims]
    assert found == ["thidua_health/sector.toml:13", "thidua_twin.py:11"]


def test_criterion_of_a_plugin_that_is_out_is_told_too(installed: Installed) -> None:
    plugins = Plugins.load(installed("health", "impostor"))
    [criterion] = claims_on(plugins, "H-01")
    assert (criterion.hold, criterion.within) == (Hold.QUARANTINED, "health-2026")
    assert criterion.place.endswith("criteria-2026.toml:7")
    cards = claims_on(plugins, "health")
    assert [(it.subject.kind, it.hold) for it in cards] == [
        ("plugin", Hold.DISPUTED),
        ("plugin", Hold.DISPUTED),
        ("sector", Hold.QUARANTINED),
    ]


def test_code_that_a_built_in_plugin_keeps_is_lost_by_whoever_takes_it(inline: Inline) -> None:
    plugins = Plugins.load([*OURS, inline(TAKER, name="taker")])
    held, lost = claims_on(plugins, "standard")
    assert (held.hold, lost.hold) == (Hold.HELD, Hold.QUARANTINED)
    assert (held.subject.kind, lost.provider.plugin) == ("plugin", "standard")


def test_what_is_turned_off_is_named_where_nobody_has_the_code(installed: Installed) -> None:
    plugins = Plugins.load(installed("health", "forest"), block=["forest"])
    with pytest.raises(Refused) as caught:
        claims_on(plugins, "zzzzzzz")
    [fault] = caught.value.faults
    assert fault.remedy is not None
    assert fault.remedy.en == (
        "What is turned off was not looked at: forest. See: thidua plugin list"
    )


def test_files_that_are_no_toml_are_passed_over(
    health: Plugins, site: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(site / "thidua_health", tmp_path / "thidua_health"))
    (folder / "a.toml").write_text("[", encoding="utf-8")
    [claim] = claims_on(health, "children_born")
    assert claim.item is not None
    provider = evolve(claim.item.provider, file=str(folder / "__init__.py"))
    assert place_of(evolve(claim.item, provider=provider)) == f"{folder / 'sector.toml'}:13"


def test_quarantined_plugin_is_named_for_what_it_would_give(inline: Inline) -> None:
    plugins = Plugins.load([inline(BROKEN)])
    [claim] = claims_on(plugins, "mine-one")
    assert (claim.provider.plugin, claim.hold) == ("mine", Hold.QUARANTINED)
    assert claim.formula is not None
    catalogue = plugins.catalogue(["mine"])
    with pytest.raises(Refused) as caught:
        FormulaLookup(catalogue).get("mine-one")
    [fault] = caught.value.faults
    assert fault.in_language("vi") == (
        "Công thức “mine-one” thuộc phần mở rộng đang bị cách ly: mine."
        " Xem lý do: thidua plugin list"
    )
    assert "is in a plugin that is quarantined: mine." in fault.in_language("en")


def test_formulas_are_looked_up_by_code(installed: Installed) -> None:
    lookup = FormulaLookup(Plugins.load(installed("health")).catalogue(["health"]))
    assert lookup["health-share"].inputs == ("done", "total")
    assert lookup.get("nobody") is None
    assert set(lookup) == {"health-share", "health-halves"} and len(lookup) == 2


def test_record_at_fault_is_quarantined_with_its_plugin(installed: Installed) -> None:
    [claim] = claims_on(Plugins.load(installed("wrong-types")), "sum-2026")
    assert (claim.hold, claim.formula) == (Hold.QUARANTINED, None)
    assert claim.place.endswith("thidua_wrong_types.py:28, sections[A].points")


def test_plugin_that_lost_its_sector_is_named_once(installed: Installed, inline: Inline) -> None:
    source = """
        from thidua.plugins import Sector, Text, hookimpl

        @hookimpl
        def thidua_sector():
            return Sector("health", Text("Y tế khác", "Other health"), "")
    """
    plugins = Plugins.load([*installed("health"), inline(source)])
    holds = [(it.provider.plugin, it.hold) for it in claims_on(plugins, "health")]
    assert (("mine", Hold.DISPUTED) in holds) and len(holds) == len(set(holds))


def test_plugin_that_takes_the_sector_of_a_built_in_one_is_named_once(inline: Inline) -> None:
    source = """
        from thidua.plugins import Sector, Text, hookimpl

        @hookimpl
        def thidua_sector():
            return Sector("labour-social", Text("Lao động khác", "Other labour"), "")
    """
    ours = EntryPoint("labour-social", "thidua.sectors.labour_social", "thidua.plugins")
    claims = claims_on(Plugins.load([ours, inline(source)]), "labour-social")
    assert [(it.provider.plugin, it.hold) for it in claims if it.subject.kind == "sector"] == [
        ("labour-social", Hold.HELD),
        ("mine", Hold.QUARANTINED),
    ]
