"""Which plugin gives what stands under a code."""

from collections.abc import Callable
from importlib.metadata import EntryPoint

import pytest

from thidua.core.text.fault import Refused
from thidua.core.workspace.provision import Kind
from thidua.plugins.manager import Plugins
from thidua.plugins.whereabouts import Hold, claims_on

Installed = Callable[..., list[EntryPoint]]


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
