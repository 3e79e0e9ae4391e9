"""What must change nothing: the order of units, clusters and criteria, how clusters are put
together, the unit of measure; by each reading, and by the rulebook too."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from rulebook.plain import PlainCluster, PlainRanking, Table
from trials.agreeing import by_the_rules
from trials.casting import case_of
from trials.making_figures import Mix, Rulings, clusters
from trials.readings import Clusters, columns_of, scalar
from trials.shown import Shown
from trials.trying import SECTORS, any_trial, numbers, scaled, sector_trial, tries

pytestmark = pytest.mark.untraced
"""Every trial runs the lines that the tests of its parts go through one by one; which of them is
left to chance."""

Rankings = Mapping[str, PlainRanking]


def columnar(clusters: Clusters) -> Rankings:
    return columns_of({code: case_of(one) for code, one in clusters.items()}).rankings


READINGS: Mapping[str, Callable[[Clusters], Rankings]] = {
    "rulebook": by_the_rules,
    "scalar": scalar,
    "columnar": columnar,
}
every_reading = pytest.mark.parametrize("reading", READINGS.values(), ids=READINGS)
"""``rulebook`` shows that the trials themselves are sound."""


def shuffled(random: Random, cluster: PlainCluster) -> PlainCluster:
    return evolve(cluster, units=tuple(random.sample(cluster.units, len(cluster.units))))


@every_reading
def test_the_order_of_units_and_clusters(reading: Callable[[Clusters], Rankings]) -> None:
    @tries(12)
    @given(numbers)
    def changes_nothing(number: int) -> None:
        random, trial = Random(number), any_trial(number, 0.5)
        other = {
            code: shuffled(random, trial[code]) for code in random.sample([*trial], len(trial))
        }
        assert reading(other) == reading(trial)

    changes_nothing()


def in_another_order(random: Random, table: Table) -> Table:
    """The same table with its criteria and sections in another order, each with its rows, but for
    cases of which the first counts."""
    return {
        **table,
        **{
            key: random.sample(table[key], len(table[key]))
            for key in ("criteria", "sections")
            if key in table
        },
    }


@every_reading
def test_the_order_of_criteria_and_sections(reading: Callable[[Clusters], Rankings]) -> None:
    @tries(12)
    @given(numbers)
    def changes_nothing(number: int) -> None:
        random, trial = Random(number), any_trial(number, 0.1)
        sets = next(iter(trial.values())).sets
        mixed = {code: in_another_order(random, table) for code, table in sets.items()}
        other = {code: evolve(one, sets=mixed) for code, one in trial.items()}
        assert reading(other) == reading(trial)

    changes_nothing()


@every_reading
def test_a_cluster_is_scored_alone_as_among_others(
    reading: Callable[[Clusters], Rankings],
) -> None:
    @tries(12)
    @given(numbers)
    def changes_nothing(number: int) -> None:
        trial = any_trial(number, 0.1)
        alone: dict[str, PlainRanking] = {}
        for code, one in trial.items():
            alone |= reading({code: one})
        assert alone == reading(trial)

    changes_nothing()


RATIOS: tuple[dict[str, Any], ...] = (
    {"formula": "ratio-capped", "inputs": {"actual": "a", "target": "a.target"}},
    {"formula": "points * max(min((b.baseline - b) / (b.baseline - b.target), 1), 0)"},
    {"formula": "peer-relative", "inputs": {"actual": "c"}},
    {
        "formula": "peer-relative-above-target",
        "inputs": {"actual": "d", "target": "d.target"},
    },
    {"formula": "points * (1 - (rank(e) - 1) / count(e)) if e > mean(e) else points / 7"},
    {
        "bands": {
            "on": "f / f.target",
            "steps": [{"below": "0.9", "points": 2}, {"from": "0.9", "points": 9}],
        }
    },
    {"interpolate": {"on": "a / highest(a)", "steps": [["0.3", 0], ["0.8", 10]]}},
)
"""Points that follow from shares alone."""


@every_reading
@pytest.mark.parametrize("power", [-3, 3, 6, 9])
def test_the_unit_of_measure_of_ratios(reading: Callable[[Clusters], Rankings], power: int) -> None:
    """Đồng for million đồng, persons for thousands: figures and targets alike."""
    criteria = [{"code": f"R{place}", "points": 10, **base} for place, base in enumerate(RATIOS)]
    table = {
        "code": "ratios",
        "points": 10 * len(criteria),
        "criteria": criteria,
        "rounding": {"criterion": 2, "total": 2},
        "rank_on": "rounded",
        "tie_breakers": ["fewest-deductions", "criterion:R0"],
    }
    rulings = Rulings({"ratios": table}, None, tuple("abcdef"))

    @tries(8)
    @given(numbers)
    def changes_nothing(number: int) -> None:
        mix = Mix(beside=0.3, missing=0.01, most=10**6, places=2)
        trial = clusters(Random(number), mix, rulings, [6, 3])
        factor = Fraction(10) ** power
        assert reading({code: scaled(one, factor) for code, one in trial.items()}) == reading(trial)

    changes_nothing()


def test_the_number_of_threads_and_the_size_of_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A partition is a block of whole clusters: however they are cut, the table is the same."""

    def read(trial: Clusters, threads: int) -> Shown:
        return columns_of({code: case_of(one) for code, one in trial.items()}, threads=threads)

    @tries(12)
    @given(numbers)
    def changes_nothing(number: int) -> None:
        trial = sector_trial(SECTORS[number % 2], number, 0.1)
        whole = read(trial, 1)
        with monkeypatch.context() as patch:
            patch.setattr("thidua.core.scoring.columns.scoring.BLOCK_ROWS", 1)
            assert read(trial, 2) == whole

    changes_nothing()
