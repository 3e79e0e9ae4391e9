"""A sector under a code of its own, beside the one that it was made from."""

from typing import Any

import pytest
from attrs import evolve

from thidua.core.workspace.sector_sheets.renaming import set_code_under, under
from thidua.core.workspace.sector_sheets.sector_plain import SectorPlain

CASE = {"source": "Phụ lục 2", "criteria": "health-2026", "units": []}


def test_plugin_sector_and_sets_have_the_new_code_and_all_else_its_own(plain: Any) -> None:
    cases = {"a": CASE, "b": {"source": "?"}, "c": {"source": "?", "criteria": "common-2026"}}
    made = under(evolve(plain, cases=cases), "hb")
    assert (made.sector["plugin"]["code"], made.sector["sector"]["code"]) == ("hb", "hb")
    for key in ("indicators", "formulas", "checks"):
        assert made.sector[key] == plain.sector[key]
    [own], [old] = made.criteria, plain.criteria
    assert own == {**old, "code": "hb-2026", "sector": "hb"}
    # A case is of the set that it names, whatever that is called.
    assert [it.get("criteria") for it in made.cases.values()] == ["hb-2026", None, "common-2026"]


def test_set_of_every_sector_stays_one_of_every_sector(plain: Any) -> None:
    [criteria] = plain.criteria
    free = {key: value for key, value in criteria.items() if key != "sector"}
    [own] = under(evolve(plain, criteria=(free,)), "hb").criteria
    assert "sector" not in own and own["code"] == "hb-2026"


def test_plain_values_without_a_sector_are_renamed_as_far_as_they_go() -> None:
    assert under(SectorPlain({"plugin": {"code": "a"}}), "b").sector == {"plugin": {"code": "b"}}


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [("health-2026", "health", "hb-2026"), ("y-te", "health", "hb-y-te"), ("x", "", "hb-x")],
)
def test_code_of_a_set_begins_with_that_of_its_sector(code: str, old: str, new: str) -> None:
    assert set_code_under(code, old, "hb") == new
