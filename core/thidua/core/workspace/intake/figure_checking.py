"""Plausibility of figures that are about to be stored, beside those that are stored already."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Connection, Engine

from thidua.core.model.contribution import Check
from thidua.core.model.observation import LAYERS, Layer, Observation
from thidua.core.model.period import Span
from thidua.core.record.connection import reading
from thidua.core.record.observations import load_observations
from thidua.core.record.periods import load_periods, preceding_period
from thidua.core.text.fault import Fault, refuse_all
from thidua.core.workspace.intake.jumps import jumps
from thidua.core.workspace.intake.observed_rows import ImportScope
from thidua.core.workspace.plausibility import Finding, fault_of, findings


def refuse_implausible(
    engine: Engine,
    checks: Iterable[Check],
    observations: Collection[Observation],
    scope: ImportScope,
) -> tuple[Fault, ...]:
    """What looks wrong with new figures, for a warning; Refused where one cannot be true.

    Only what concerns a new figure is said: the old ones have been warned of before.
    """
    asked = tuple(checks)
    found: list[Finding] = []
    doubts: list[Fault] = []
    with reading(engine) as connection:
        for span in sorted({item.span for item in observations}):
            new = [item for item in observations if item.span == span]
            units = sorted({item.unit for item in new})
            held = _recorded(connection, units, span, scope)
            before = _preceding(connection, units, span, scope)
            found.extend(_findings(asked, new, held, before))
            doubts.extend(jumps(new, held, before, scope.indicators))
    refuse_all(fault_of(item, scope.indicators) for item in found if item.refuses)
    return (*(fault_of(item, scope.indicators) for item in found), *doubts)


def _findings(
    checks: tuple[Check, ...],
    new: Sequence[Observation],
    held: Sequence[Observation],
    before: Sequence[Observation],
) -> Iterator[Finding]:
    fresh = {(item.unit, item.indicator) for item in new}
    for item in findings(checks, [*held, *new], before):
        read = {(item.unit, name.indicator) for name, _ in item.figures}
        if not item.holds and read & fresh:
            yield item


def _recorded(
    connection: Connection, units: Collection[str], span: Span, scope: ImportScope
) -> list[Observation]:
    """The figures of a span that the layer sees, from the lowest layer to its own."""
    above = [scope.place] if scope.place is not None and scope.layer is not Layer.SELF else []
    visible = LAYERS[: LAYERS.index(scope.layer) + 1]
    held = load_observations(connection, units, [span], above)
    return sorted(
        (item for item in held if item.layer in visible),
        key=lambda item: LAYERS.index(item.layer),
    )


def _preceding(
    connection: Connection, units: Collection[str], span: Span, scope: ImportScope
) -> list[Observation]:
    """The figures of the period before the one with this span, if there are such periods."""
    period = next((item for item in load_periods(connection) if item.span == span), None)
    earlier = preceding_period(connection, period) if period is not None else None
    return [] if earlier is None else _recorded(connection, units, earlier.span, scope)
