"""Every reading gives what the rulebook gives: each cell, total, rank, band, status and key.

The rulebook (tests/oracle) is written from the rules and knows nothing of the program. A trial has
its number, so that a difference can be looked at again: ``any_trial(number, share)``.
"""

from fractions import Fraction

import pytest
from hypothesis import given

from rulebook.plain import PlainCluster, PlainFigure, PlainUnit
from trials.agreeing import (
    Clusters,
    by_the_rules,
    scalar_disagreements,
    table_disagreements,
    telling_disagreements,
)
from trials.casting import case_of
from trials.readings import TABLE_READINGS
from trials.trying import (
    SECTORS,
    SHARES,
    any_trial,
    large_trial,
    numbers,
    sector_trial,
    standard_trial,
    tries,
)

pytestmark = pytest.mark.untraced
"""Every trial runs the lines that the tests of its parts go through one by one; which of them is
left to chance."""


def disagreements(clusters: Clusters) -> dict[str, list[str]]:
    """By reading, where it differs from the rulebook."""
    expected = by_the_rules(clusters)
    found = {"scalar": scalar_disagreements(clusters, expected)}
    found["as told"] = [
        text for one in clusters.values() for text in telling_disagreements(case_of(one))
    ]
    for name, reading in TABLE_READINGS.items():
        found[name] = table_disagreements(reading, clusters, expected)
    return {name: texts for name, texts in found.items() if texts}


@pytest.mark.parametrize("share", SHARES)
def test_any_table_and_any_figures(share: float) -> None:
    @tries(25)
    @given(numbers)
    def agree(number: int) -> None:
        assert disagreements(any_trial(number, share)) == {}

    agree()


def test_a_large_cluster() -> None:
    @tries(3)
    @given(numbers)
    def agree(number: int) -> None:
        assert disagreements(large_trial(number)) == {}

    agree()


@pytest.mark.parametrize("share", SHARES)
def test_every_standard_formula(share: float) -> None:
    @tries(40)
    @given(numbers)
    def agree(number: int) -> None:
        assert disagreements(standard_trial(number, share)) == {}

    agree()


@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize("share", SHARES)
def test_the_tables_of_both_sectors(sector: str, share: float) -> None:
    @tries(2)
    @given(numbers)
    def agree(number: int) -> None:
        assert disagreements(sector_trial(sector, number, share)) == {}

    agree()


def test_a_tie_key_over_figures_wider_than_a_column() -> None:
    """Once, a rank among such figures was taken for one that nobody has."""
    table = {
        "code": "table",
        "points": 10,
        "criteria": [{"code": "A", "points": 10}],
        "tie_breakers": ["formula:rank(a)"],
    }
    wide = ["100000000000000000000", "7", "0.0001", "3"]
    members = [
        PlainUnit(f"u{place}", figures={"a": PlainFigure(Fraction(text))})
        for place, text in enumerate(wide)
    ]
    clusters = {"k": PlainCluster({"table": table}, tuple(members))}
    assert disagreements(clusters) == {}
    assert [by_the_rules(clusters)["k"].rows[f"u{n}"].rank for n in range(4)] == [4, 3, 1, 2]
