"""OpenFisca-Core: a variable a figure and a criterion, vectorised formulas, a group entity.

Its numbers are float32, whatever is given to it. Figures that are not reported are NaN. Its rank,
``get_rank``, parts equal values by their order, which makes true ties wrong; so there is a second
engine, whose formulas rank by hand in numpy. The final rank, which has tie keys, both take by hand.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from attrs import frozen

from comparison.answers import Answer, whole_cents
from comparison.engine import Engine, package
from comparison.engines.cluster_ranks import ranks_in_clusters
from comparison.generation import Ints, Work
from comparison.specification import (
    BANDS,
    CLASSES,
    CRITERIA,
    GAIN,
    KEPT,
    KNOTS,
    MOST_OFF,
    OFF,
    SCALE,
    SECTIONS,
    Criterion,
    Kind,
    Section,
)

YEAR: Final = "2026"
Formula = Callable[[Any, Any, Any], Any]


Rank = Callable[[Any, Any, Any], Any]
"""The ranks of values in the clusters of units, among those where a condition holds."""


@frozen(eq=False)
class Column:
    """The figures of one criterion, and the clusters of the units."""

    x: Any
    t: Any
    points: int
    unit: Any
    """The units, with their clusters, for questions about these."""
    rank: Rank


@frozen(eq=False)
class Found:
    """Ranks and classes; the points stay in the simulation, from where they are read."""

    totals: Any
    ranks: Ints
    classes: Ints


def _prepared_with(rank: Rank) -> Callable[[Work], Any]:
    return lambda work: _prepare(work, rank)


def _prepare(work: Work, rank: Rank) -> Any:
    """A simulation that has the figures and nothing else yet."""
    from openfisca_core.simulation_builder import SimulationBuilder

    system = _system(rank)
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("unit", np.arange(work.units))
    clusters = builder.declare_entity("cluster", np.arange(work.clusters))
    builder.join_with_persons(clusters, work.cluster_of, np.zeros(work.units, dtype=np.int64))
    simulation = builder.build(system)
    for criterion in CRITERIA:
        row = criterion.number
        x = np.where(work.given[row], work.x[row] / SCALE, np.nan)
        simulation.set_input(f"x{row}", YEAR, x)
        simulation.set_input(f"t{row}", YEAR, work.t[row] / SCALE)
    return simulation


def _run(simulation: Any) -> Found:
    for name in _computed():
        simulation.delete_arrays(name)
    totals = simulation.calculate("total", YEAR)
    first, second = (simulation.calculate(f"section_{at}", YEAR) for at in (0, 1))
    key = (whole_cents(totals) * 100_000 + whole_cents(first)) * 100_000 + whole_cents(second)
    edges = np.array([low for _, low in reversed(CLASSES[:-1])])
    classes = len(edges) - np.searchsorted(edges, totals, side="right")
    return Found(totals, ranks_in_clusters(key), classes)


def _computed() -> tuple[str, ...]:
    sections = (f"section_{at}" for at in range(len(SECTIONS)))
    return (*(f"points_{one.number}" for one in CRITERIA), *sections, "total")


def _system(rank: Rank) -> Any:
    from openfisca_core.entities import build_entity
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem

    roles = [{"key": "member", "plural": "members", "label": "Member"}]
    unit = build_entity("unit", "units", "A unit", is_person=True)
    cluster = build_entity("cluster", "clusters", "A cluster", roles=roles)
    system = TaxBenefitSystem([unit, cluster])
    for criterion in CRITERIA:
        row = criterion.number
        _add(system, unit, f"x{row}", None)
        _add(system, unit, f"t{row}", None)
        _add(system, unit, f"points_{row}", _points_of(criterion, rank))
    for at, section in enumerate(SECTIONS):
        _add(system, unit, f"section_{at}", _section_of(section))
    _add(system, unit, "total", _total)
    return system


def _add(system: Any, entity: Any, name: str, formula: Formula | None) -> None:
    from openfisca_core.model_api import YEAR as YEARLY
    from openfisca_core.model_api import Variable

    body: dict[str, Any] = {
        "value_type": float,
        "entity": entity,
        "definition_period": YEARLY,
        "label": name,
    }
    if formula is not None:
        body["formula"] = formula
    system.add_variable(type(name, (Variable,), body))


def _points_of(criterion: Criterion, rank: Rank) -> Formula:
    row, rule = criterion.number, _RULES[criterion.kind]

    def formula(unit: Any, period: Any, parameters: Any) -> Any:
        x, t = unit(f"x{row}", period), unit(f"t{row}", period)
        points = rule(Column(x, t, criterion.points, unit, rank))
        return np.where(np.isnan(x), np.float32(0), _rounded(points))

    return formula


def _section_of(section: Section) -> Formula:
    def formula(unit: Any, period: Any, parameters: Any) -> Any:
        points = sum(unit(f"points_{one.number}", period) for one in section.criteria)
        return _rounded(points * (section.weight / 100))

    return formula


def _total(unit: Any, period: Any, parameters: Any) -> Any:
    return _rounded(sum(unit(f"section_{at}", period) for at in range(len(SECTIONS))))


def _rounded(points: Any) -> Any:
    return np.floor(points * 100 + 0.5) / 100


def _ratio(column: Column) -> Any:
    return column.points * np.minimum(column.x / column.t, 1)


def _improvement(column: Column) -> Any:
    return column.points * np.clip(GAIN * (column.x - column.t) / column.t, 0, 1)


def _bands(column: Column) -> Any:
    share = column.x / column.t
    points = np.zeros_like(share)
    for low, tenths in reversed(BANDS):
        points[share >= np.float32(low / 100)] = tenths / 10 * column.points
    return points


def _interpolation(column: Column) -> Any:
    at = [low / 100 for low, _ in KNOTS]
    points = [percent * column.points / 100 for _, percent in KNOTS]
    return np.interp(column.x / column.t, at, points)


def _deduction(column: Column) -> Any:
    off = np.maximum(np.floor(column.x - column.t), 0) * np.float32(OFF / 100)
    return column.points - np.minimum(off, np.float32(MOST_OFF / 100 * column.points))


def _rank(column: Column) -> Any:
    margins = column.x - column.t
    given = ~np.isnan(margins)
    ranks = column.rank(column.unit, margins, given)
    count = column.unit.cluster.sum(given)
    return column.points * (count + 1 - ranks) / np.maximum(count, 1)


def _rank_by_it(unit: Any, values: Any, condition: Any) -> Any:
    return unit.get_rank(unit.cluster, -values, condition=condition) + 1


def _rank_by_hand(unit: Any, values: Any, condition: Any) -> Any:
    return ranks_in_clusters(np.where(condition, values, np.float32(-np.inf)), -np.inf)


def _best(column: Column) -> Any:
    highest = column.unit.cluster.max(np.nan_to_num(column.x))
    points = column.points * column.x / np.maximum(highest, np.float32(1e-4))
    return np.where(column.x >= column.t / 2, points, 0)


def _condition(column: Column) -> Any:
    x, t = column.x, column.t
    missed = np.where(x >= np.float32(0.6) * t, column.points * (2 * x / t - 1), 0)
    return np.where(x >= t, column.points, missed)


def _lower(column: Column) -> Any:
    x, t = column.x, column.t
    return np.where(x <= t, column.points, column.points * np.float32(KEPT / 100) * t / x)


_RULES: Final[Mapping[Kind, Callable[[Column], Any]]] = {
    Kind.RATIO: _ratio,
    Kind.IMPROVEMENT: _improvement,
    Kind.BANDS: _bands,
    Kind.INTERPOLATION: _interpolation,
    Kind.DEDUCTION: _deduction,
    Kind.RANK: _rank,
    Kind.BEST: _best,
    Kind.CONDITION: _condition,
    Kind.LOWER: _lower,
}


def _answer(simulation: Any, found: Found) -> Answer:
    points = [simulation.calculate(f"points_{one.number}", YEAR) for one in CRITERIA]
    return Answer(
        whole_cents(np.array(points)), whole_cents(found.totals), found.ranks, found.classes
    )


OPENFISCA: Final = Engine(
    "openfisca",
    "OpenFisca-Core, float32",
    prepare=_prepared_with(_rank_by_it),
    run=_run,
    answer=_answer,
    version=package("OpenFisca-Core"),
)
OPENFISCA_BY_HAND: Final = Engine(
    "openfisca-hand",
    "OpenFisca-Core, float32, ranks by hand in numpy",
    prepare=_prepared_with(_rank_by_hand),
    run=_run,
    answer=_answer,
    version=package("OpenFisca-Core"),
)
