"""Clusters for any number of trials: figures on and beside boundaries, ties, gaps, bounds."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from attrs import evolve, frozen

from rulebook.plain import PlainCluster, PlainFigure, PlainUnit, Table, amount
from trials.casting import PLAIN_STANDARD

FIELDS = ("", ".target", ".baseline", ".previous")
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")


@frozen
class Mix:
    """What the figures of a trial are like: shares of all cells."""

    beside: float = 0.1
    """On a boundary, or one unit of the last digit beside it."""
    missing: float = 0.03
    bounded: float = 0.0
    presumed: float = 0.01
    negative: float = 0.02
    twins: float = 0.15
    """Units that repeat the figures of another."""
    most: int = 100
    """The figures are about so large."""
    places: int = 2


@frozen
class Edges:
    """Where the points of a table may jump: numbers written in it, and shares of points."""

    numbers: tuple[Fraction, ...]
    shares: tuple[Fraction, ...]


def edges_of(sets: Sequence[Table]) -> Edges:
    """The numbers of all expressions and steps; shares at which rounded points go up."""
    numbers = {Fraction(text) for table in sets for text in NUMBER.findall(str(table["criteria"]))}
    points = {amount(one["points"]) for table in sets for one in table["criteria"]}
    shares = {Fraction(1), Fraction(1, 2), *(one for one in numbers if 0 < one < 2)}
    for one in points - {Fraction(0)}:
        # Half a unit at 0, 1 and 2 places: 7.5, 3.65, 3.665 points.
        shares |= {Fraction(half) / one for half in ("7.5", "0.5", "3.65", "3.665", "0.005")}
    return Edges(tuple(sorted(numbers)), tuple(sorted(shares)))


def figure(random: Random, mix: Mix, edges: Edges, target: Fraction | None) -> PlainFigure | None:
    """One figure, or none; ``target`` is what it may be measured by."""
    kind = random.random()
    if kind < mix.missing:
        return None
    if kind < mix.missing + mix.presumed:
        return PlainFigure(Fraction(0), presumed=True)
    places = mix.places + random.choice((0,) * 19 + (3,))
    unit = Fraction(1, 10**places)
    value = random.randint(0, mix.most * 10**places) * unit
    if random.random() < mix.negative:
        value = -value
    if random.random() < mix.beside:
        if target is not None and random.random() < 0.6:
            value = target * random.choice(edges.shares)
        elif edges.numbers:
            value = random.choice(edges.numbers)
        value = value // unit * unit + random.choice((-1, 0, 0, 1)) * unit
    bound = "exact"
    if random.random() < mix.bounded:
        bound = random.choice(("over", "under", "near"))
    return PlainFigure(value, bound)


def figures(
    random: Random, mix: Mix, edges: Edges, indicators: Sequence[str]
) -> Mapping[str, PlainFigure]:
    """The figures of a unit by name: the target first, by which the others are measured."""
    found: dict[str, PlainFigure] = {}
    for code in indicators:
        goal = figure(random, mix, edges, None)
        for field in FIELDS:
            measured = None if goal is None else goal.value
            one = goal if field == ".target" else figure(random, mix, edges, measured)
            if one is not None:
                found[code + field] = one
    return found


@frozen
class Rulings:
    """What is the same for the clusters of a trial: sets, scheme, the indicators they read."""

    sets: Mapping[str, Table]
    scheme: Table | None
    indicators: tuple[str, ...]
    kinds: tuple[str, ...] = ("division",)
    sectors: tuple[str | None, ...] = (None,)
    lower_is_better: frozenset[str] = frozenset()

    @property
    def edges(self) -> Edges:
        return edges_of(list(self.sets.values()))

    def cluster(self, units: Sequence[PlainUnit]) -> PlainCluster:
        return PlainCluster(
            self.sets, tuple(units), self.scheme, self.lower_is_better, PLAIN_STANDARD
        )


def units(random: Random, mix: Mix, rulings: Rulings, count: int) -> list[PlainUnit]:
    """The members of a cluster, some of them twins."""
    edges = rulings.edges
    found: list[PlainUnit] = []
    for number in range(count):
        if found and random.random() < mix.twins:
            found.append(_twin(random, rulings, random.choice(found), f"u{number}"))
        else:
            found.append(_unit(random, mix, rulings, edges, f"u{number}"))
    return found


def _twin(random: Random, rulings: Rulings, unit: PlainUnit, code: str) -> PlainUnit:
    """A unit with the figures of another; now and then something else tells them apart."""
    changes: tuple[dict[str, Any], ...] = (
        {},
        {},
        {"judged": dict(list(unit.judged.items())[1:])},
        {"not_applicable": frozenset(list(unit.not_applicable)[1:])},
        {"kind": random.choice(rulings.kinds)},
        {"standing": random.choice(("normal", "suspended", "excluded"))},
        {"sector": random.choice(rulings.sectors)},
        {"figures": dict(list(unit.figures.items())[1:])},
    )
    return evolve(unit, code=code, **random.choice(changes))


def _unit(random: Random, mix: Mix, rulings: Rulings, edges: Edges, code: str) -> PlainUnit:
    criteria = [one for table in rulings.sets.values() for one in table["criteria"]]
    judged = {
        one["code"]: amount(one["judged"]["to"]) * random.randint(0, 4) / 4
        for one in criteria
        if "judged" in one and random.random() >= mix.missing
    }
    for one in criteria:
        whole = not {"judged", "parent"} & one.keys()
        if whole and random.random() < 0.02:
            judged[one["code"]] = amount(one["points"]) * random.randint(0, 5) / 4
    return PlainUnit(
        code,
        kind=random.choice(rulings.kinds),
        sector=random.choice(rulings.sectors),
        standing=random.choice(("normal",) * 12 + ("excluded", "suspended", "capped")),
        figures=figures(random, mix, edges, rulings.indicators),
        judged=judged,
        not_applicable=frozenset(
            one["code"] for one in criteria if "parent" not in one and random.random() < 0.03
        ),
    )


def clusters(
    random: Random, mix: Mix, rulings: Rulings, sizes: Sequence[int]
) -> dict[str, PlainCluster]:
    """Several clusters of the same rulings; some may be empty or of one member."""
    return {
        f"k{number}": rulings.cluster(units(random, mix, rulings, size))
        for number, size in enumerate(sizes)
    }
