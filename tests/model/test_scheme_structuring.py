"""Schemes as they are written: parts, each with its set or sets, and the rules over them."""

from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest

from thidua.core.model.criteria import RankOn, Rounding
from thidua.core.model.scheme import Part, PartBonus
from thidua.core.model.structuring import read_scheme
from thidua.core.model.toml_places import load_toml
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused

ByPlace = Callable[[Refused], Mapping[str, tuple[str, ...]]]

WHOLE = """
code = "mixed-2026"
rounding = { part = 2, total = 2 }
rank_on = "rounded"
bonus_cap = 50
tie_breakers = ["section:I", "formula:jobs / plan desc"]

[[parts]]
code = "common"
title = { vi = "Phần chung", en = "Common part" }
weight = 600
criteria = "common-2026"

[[parts]]
code = "sector"
weight = 400
by_sector = { labour-social = "ls-2026", industry-trade = "it-2026" }
bonus = "dropped"
"""


def test_a_scheme_of_two_parts() -> None:
    scheme = read_scheme(load_toml(WHOLE))
    assert scheme.code == "mixed-2026" and scheme.bonus_cap == 50
    assert scheme.rounding == Rounding(part=2, total=2) and scheme.rank_on is RankOn.ROUNDED
    assert scheme.parts == (
        Part("common", Text("Phần chung", "Common part"), Fraction(600), "common-2026"),
        Part(
            "sector",
            Text("sector", "sector"),
            Fraction(400),
            by_sector=(("industry-trade", "it-2026"), ("labour-social", "ls-2026")),
            bonus=PartBonus.DROPPED,
        ),
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", {"parts": "The key “parts” is missing."}),
        ("parts = []", {"parts": "The list is empty."}),
        ("parts = [{ criteria = 'c' }]", {"parts[1].code": "The key “code” is missing."}),
        ("parts = [{ code = 'p' }]", {"parts[p]": "Each part needs exactly one of"}),
        (
            "parts = [{ code = 'p', criteria = 'c', by_sector = { a = 'b' }, weight = 1 }]",
            {"parts[p]": "Each part needs exactly one of"},
        ),
        (
            "parts = [{ code = 'p', by_sector = {}, weight = 1 }]",
            {"parts[p].by_sector": "No sector's criteria set is named."},
        ),
        (
            "parts = [{ code = 'p', by_sector = { a = 'b' } }]",
            {"parts[p].weight": "The key “weight” is missing."},
        ),
        (
            "parts = [{ code = 'p', by_sector = { a = 5 }, weight = '1,5' }]",
            {
                "parts[p].by_sector.a": "Expected a text in quotes, but found an integer.",
                "parts[p].by_sector": "No sector's criteria set is named.",
                "parts[p].weight": "“1,5” is not a number.",
            },
        ),
        (
            "parts = [{ code = 'p', criteria = 'c' }, { code = 'P', criteria = 'd' }]",
            {"parts": "The part “P” stands twice."},
        ),
        (
            "parts = [{ code = 'p', criteria = 'c' }]\nrank_on = 'rounded'",
            {"rank_on": "needs to know to how many places totals are rounded."},
        ),
        (
            "parts = [{ code = 'p', criteria = 'c' }]\ntie_breakers = ['formula:jobs +']",
            {"tie_breakers[1]": "The expression is not well formed."},
        ),
        (
            "parts = [{ code = 'p', criteria = 'c' }]\nbands = [{ code = 'a', from = 1 },"
            " { code = 'b', from = 0 }]",
            {"bands[a]": "This step overlaps bands[b]."},
        ),
    ],
)
def test_faults_of_a_scheme(by_place: ByPlace, body: str, expected: Mapping[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        read_scheme(load_toml(body))
    found = by_place(refused.value)
    assert set(found) == set(expected)
    for place, message in expected.items():
        assert message in found[place][0]
