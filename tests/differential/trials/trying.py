"""Trials by number: the same number is the same trial, on every machine."""

import os
import tomllib
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from importlib import import_module
from importlib.resources import files
from random import Random
from typing import Any

from attrs import evolve
from hypothesis import Phase, settings
from hypothesis import strategies as st

from rulebook.plain import PlainCluster, PlainFigure
from trials.making_bases import STANDARD, named
from trials.making_figures import Mix, Rulings, clusters
from trials.making_tables import KINDS, LETTERS, criteria_set, scheme

Clusters = Mapping[str, PlainCluster]

SHARES = (0, 0.1, 0.5)
"""Of all figures, how many lie on a boundary or one unit of the last digit beside it."""

numbers = st.integers(0, 2**32)


def tries(count: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """So many trials; ``THIDUA_TRIALS=50`` makes fifty times as many."""
    # The number of a trial says all: there is nothing to shrink.
    phases = [Phase.explicit, Phase.reuse, Phase.generate]
    times = int(os.environ.get("THIDUA_TRIALS", "1"))
    return settings(max_examples=count * times, deadline=None, phases=phases)


def mix_of(random: Random, beside: float) -> Mix:
    return Mix(
        beside=beside,
        missing=random.choice((0, 0, 0.02)),
        bounded=random.choice((0, 0, 0.03)),
        most=random.choice((10, 100, 100, 10**6, 10**15)),
        places=random.choice((0, 2, 4)),
    )


def sizes_of(random: Random) -> list[int]:
    """Of one to three clusters, some empty or of one member."""
    return [random.choice((0, 1, 2, 3, 6)) for _ in range(random.randint(1, 3))]


def any_trial(number: int, beside: float) -> Clusters:
    """Clusters of a table like no other, or of several tables in a scheme of two parts."""
    random = Random(number)
    rulings = _several(random) if number % 4 == 0 else _one(random)
    return clusters(random, mix_of(random, beside), rulings, sizes_of(random))


def large_trial(number: int) -> Clusters:
    """A cluster of as many members as few have."""
    random = Random(number)
    return clusters(random, mix_of(random, 0.1), _one(random), [30])


def _one(random: Random) -> Rulings:
    return Rulings(
        {"table": criteria_set(random)}, None, tuple(LETTERS), KINDS, (None,), frozenset("c")
    )


def _several(random: Random) -> Rulings:
    named_sets = (("common", ""), ("one", "1"), ("two", "2"))
    return Rulings(
        {code: criteria_set(random, code, suffix) for code, suffix in named_sets},
        scheme(random, [code for code, _ in named_sets]),
        tuple(LETTERS),
        KINDS,
        ("sector-1",) * 4 + ("sector-2",) * 4 + ("sector-3",) * (random.random() < 0.2),
        frozenset("c"),
    )


def standard_trial(number: int, beside: float) -> Clusters:
    """Clusters of a table of one standard formula, rounded at the criterion."""
    random = Random(number)
    code, inputs, parameters = STANDARD[number % len(STANDARD)]
    criterion: dict[str, Any] = {
        "code": "A",
        "points": random.choice((1, 7, 10, 45, "2.5")),
        "formula": code,
        "inputs": named(inputs, "ab"),
        "parameters": parameters,
        "bonus_cap": "none",
    }
    table = {
        "code": "table",
        "points": criterion["points"],
        "criteria": [{key: one for key, one in criterion.items() if one}],
        "rounding": {"criterion": random.choice((0, 1, 2)), "total": 2},
        "rank_on": "rounded",
    }
    rulings = Rulings({"table": table}, None, ("a", "b"))
    mix = evolve(mix_of(random, beside), missing=random.choice((0, 0.05)))
    return clusters(random, mix, rulings, [random.choice((1, 2, 5, 8))])


SECTORS = ("labour_social", "industry_trade")


@cache
def shipped(sector: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The point table and the sector file of a shipped sector."""
    folder = files(import_module(f"thidua.sectors.{sector}"))
    read = [(folder / name).read_text("utf-8") for name in ("criteria-2026.toml", "sector.toml")]
    table, declared = map(tomllib.loads, read)
    return table, declared


def sector_trial(sector: str, number: int, beside: float) -> Clusters:
    """Clusters scored by the whole table of a shipped sector."""
    random = Random(number)
    table, declared = shipped(sector)
    indicators = {one["code"]: one for one in (*declared["indicators"], *_common()["indicators"])}
    rulings = Rulings(
        {table["code"]: table},
        None,
        tuple(indicators),
        tuple(one["code"] for one in declared["sector"]["unit_kinds"]),
        (table["sector"],),
        frozenset(
            code for code, one in indicators.items() if one.get("direction", "higher") == "lower"
        ),
    )
    mix = evolve(
        mix_of(random, beside),
        missing=random.choice((0, 0.002)),
        bounded=random.choice((0, 0.002)),
    )
    return clusters(random, mix, rulings, [random.choice((1, 2, 4)), random.choice((0, 3))])


@cache
def _common() -> dict[str, Any]:
    folder = files(import_module("thidua.standard"))
    return tomllib.loads((folder / "indicators.toml").read_text("utf-8"))


def scaled(cluster: PlainCluster, factor: Fraction) -> PlainCluster:
    """The same cluster in another unit of measure: every figure so many times as large."""

    def larger(figure: PlainFigure) -> PlainFigure:
        return evolve(figure, value=figure.value * factor)

    return evolve(
        cluster,
        units=tuple(
            evolve(unit, figures={name: larger(figure) for name, figure in unit.figures.items()})
            for unit in cluster.units
        ),
    )
