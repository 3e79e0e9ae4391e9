"""What one layer says of a cluster: figures, judged points, criteria that do not apply.

A layer holds observations and judged points; what it does not hold falls through to the layer
below, and points are recomputed for each layer.
"""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from attrs import field, frozen

from thidua.core.exact.figure import Figure
from thidua.core.formula.evaluation import Reading
from thidua.core.formula.tree import Field, Name
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.indicator import Indicator, WhenBlank
from thidua.core.model.observation import (
    LAYERS,
    JudgedPoints,
    Layer,
    NotApplicable,
    Observation,
    ObservationKind,
    Standing,
)

Entry = TypeVar("Entry", Observation, JudgedPoints, NotApplicable)

_FIELDS = {
    ObservationKind.ACTUAL: Field.ACTUAL,
    ObservationKind.TARGET: Field.TARGET,
    ObservationKind.BASELINE: Field.BASELINE,
}

NOTHING = Figure(Fraction(0), presumed=True)
"""What a blank reads as where an indicator declares that it means zero."""


@frozen
class Member:
    """A member of a cluster as scoring sees it."""

    unit: str
    name: str
    kind: str
    sector: str | None = None
    standing: Standing = Standing.NORMAL
    standing_reason: str = ""


@frozen
class Recorded:
    """All that is recorded of the members for one cluster and period, in every layer."""

    observations: tuple[Observation, ...] = ()
    previous: tuple[Observation, ...] = ()
    """The preceding period's actuals, all layers; the highest of each is read."""
    judged: tuple[JudgedPoints, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()

    def layers(self) -> tuple[Layer, ...]:
        """The layers that hold anything, from the lowest to the highest."""
        held = {item.layer for item in self.observations}
        held |= {item.layer for item in self.judged}
        held |= {item.layer for item in self.not_applicable}
        return tuple(layer for layer in LAYERS if layer in held)

    def highest_layer(self) -> Layer:
        """The layer that is read where none is named."""
        return (self.layers() or (Layer.SELF,))[-1]


@frozen(slots=False)
class Entries:
    """The reading of one layer: what each member's figures and judged points are in it."""

    layer: Layer
    figures: Mapping[tuple[str, Name], Figure] = field(factory=dict)
    judged: Mapping[tuple[str, str], JudgedPoints] = field(factory=dict)
    not_applicable: Mapping[tuple[str, str], str] = field(factory=dict)
    """(unit, criterion) to the reason."""

    @cached_property
    def presumed(self) -> frozenset[tuple[str, Name]]:
        """The figures that stand for a blank."""
        return frozenset(key for key, figure in self.figures.items() if figure.presumed)

    @cached_property
    def illustrative(self) -> frozenset[tuple[str, Name]]:
        """The figures that nobody published."""
        return frozenset(key for key, figure in self.figures.items() if figure.illustrative)

    def is_illustrative(self, reading: Reading) -> bool:
        """Whether an illustrative figure has counted in a reading, its own or a peer's."""
        if not self.illustrative:
            return False
        own = ((reading.own.unit, name) in self.illustrative for name in reading.reads)
        return any(own) or not self.illustrative.isdisjoint(reading.peer_reads)


def inputs_of(sets: Iterable[CompiledSet]) -> dict[str, set[str]]:
    """The indicators that each criterion reads; those of several sets together where sets for
    different sectors share a code."""
    inputs: dict[str, set[str]] = {}
    for compiled in sets:
        for item in compiled.criteria:
            inputs.setdefault(item.criterion.code, set()).update(item.inputs)
    return inputs


def entries_at(
    layer: Layer,
    recorded: Recorded,
    indicators: Iterable[Indicator],
    inputs: Mapping[str, Collection[str]],
    units: Iterable[str],
) -> Entries:
    """Read ``recorded`` as the layer sees it.

    ``inputs`` gives for each criterion the indicators that it reads: an observation of one of
    them in a higher layer ends the judged points of a lower one.
    """
    visible = LAYERS[: LAYERS.index(layer) + 1]
    judged = _judged(recorded, visible, inputs)
    return Entries(
        layer=layer,
        figures={
            **_presumed(indicators, units),
            **_figures(recorded.observations, visible),
            **_previous(recorded.previous),
        },
        judged=judged,
        not_applicable=_not_applicable(recorded, visible, judged),
    )


def _by_layer(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: LAYERS.index(entry.layer))


def _presumed(
    indicators: Iterable[Indicator], units: Iterable[str]
) -> dict[tuple[str, Name], Figure]:
    zeros = [item.code for item in indicators if item.when_blank is WhenBlank.ZERO]
    return {(unit, Name(code)): NOTHING for unit in units for code in zeros}


def _figures(
    observations: Iterable[Observation], visible: Collection[Layer]
) -> dict[tuple[str, Name], Figure]:
    return {
        (item.unit, Name(item.indicator, _FIELDS[item.kind])): _figure(item)
        for item in _by_layer(observations)
        if item.layer in visible
    }


def _previous(observations: Iterable[Observation]) -> dict[tuple[str, Name], Figure]:
    return {
        (item.unit, Name(item.indicator, Field.PREVIOUS)): _figure(item)
        for item in _by_layer(observations)
        if item.kind is ObservationKind.ACTUAL
    }


def _figure(observation: Observation) -> Figure:
    return Figure(observation.value, observation.bound, illustrative=observation.illustrative)


def _judged(
    recorded: Recorded, visible: Collection[Layer], inputs: Mapping[str, Collection[str]]
) -> dict[tuple[str, str], JudgedPoints]:
    reported: dict[tuple[str, str], int] = {}
    for item in _by_layer(recorded.observations):
        if item.layer in visible:
            reported[item.unit, item.indicator] = LAYERS.index(item.layer)
    return {
        (item.unit, item.criterion): item
        for item in _by_layer(recorded.judged)
        if item.layer in visible
        and not any(
            reported.get((item.unit, code), -1) > LAYERS.index(item.layer)
            for code in inputs.get(item.criterion, ())
        )
    }


def _not_applicable(
    recorded: Recorded, visible: Collection[Layer], judged: Mapping[tuple[str, str], JudgedPoints]
) -> dict[tuple[str, str], str]:
    """Criteria that do not apply: an entry holds in its layer and above, until a higher layer
    judges the criterion all the same."""
    latest = {
        (item.unit, item.criterion): item
        for item in _by_layer(recorded.not_applicable)
        if item.layer in visible
    }
    return {
        key: item.reason
        for key, item in latest.items()
        if key not in judged or LAYERS.index(judged[key].layer) <= LAYERS.index(item.layer)
    }
