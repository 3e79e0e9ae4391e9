"""One row of a sheet of results as the figure that it states."""

from collections.abc import Collection, Mapping
from fractions import Fraction

from attrs import field, frozen

from thidua.core.exact.figure import Bound, Figure
from thidua.core.model.indicator import Indicator, ValueKind
from thidua.core.model.observation import Layer, Observation, ObservationKind, Place
from thidua.core.model.period import Span
from thidua.core.text.fault import Fault
from thidua.core.workspace.intake import result_faults
from thidua.core.workspace.intake.cell_faults import ends_before_start, merged_value
from thidua.core.workspace.intake.figure_reading import other_measure, read_flag, read_value
from thidua.core.workspace.intake.result_columns import ALSO_BOUNDS, BOUND_WORDS, KIND_WORDS
from thidua.core.workspace.intake.sheets import Record


@frozen
class ImportScope:
    """Whose figures for what may stand in the file."""

    units: Collection[str]
    indicators: Mapping[str, Indicator]
    span: Span | None
    """The span of figures whose row names none; None where every row must name its own."""
    layer: Layer = Layer.SELF
    place: Place | None = None
    """Above the self layer, and wherever only the members of one cluster may stand in the file."""
    period: str = ""
    """The period of ``span``, by its code; empty where there is none."""
    names: Mapping[str, Collection[str]] = field(factory=dict)
    """What each unit is or has been called, by its code."""


def observed(
    record: Record, scope: ImportScope, stated: str, faults: list[Fault]
) -> Observation | None:
    """The figure of a row whose codes are known; None where there are faults.

    ``stated`` is the unit of measure that the sheet names for all its rows.
    """
    before = len(faults)
    indicator = scope.indicators[record.text("indicator")]
    kind = record.word("kind", KIND_WORDS, faults) or ObservationKind.ACTUAL
    measure = _measure(record, indicator, stated, faults)
    figure = _figure(record, indicator, measure, faults)
    span = _span(record, scope, faults)
    illustrative = read_flag(record, "illustrative", faults)
    if figure is None or span is None or len(faults) > before:
        return None
    return Observation(
        unit=record.text("unit"),
        indicator=indicator.code,
        kind=kind,
        span=span,
        value=figure.value,
        bound=figure.bound,
        layer=scope.layer,
        place=None if scope.layer is Layer.SELF else scope.place,
        source=record.text("source"),
        evidence=record.text("evidence"),
        measure=measure,
        reason=record.text("reason"),
        illustrative=illustrative,
    )


def _measure(record: Record, indicator: Indicator, stated: str, faults: list[Fault]) -> str:
    """The unit of measure of the row where it is not the indicator's own: its own or the sheet's.

    Where both are stated and differ, nobody can tell which one was followed.
    """
    if indicator.kind is not ValueKind.NUMBER:
        stated = ""
    named = record.text("measure")
    own, general = other_measure(named, indicator), other_measure(stated, indicator)
    if named and stated and own != general:
        faults.append(result_faults.two_measures(named, stated, record.place("measure")))
    return own if named else general if stated else ""


def _figure(
    record: Record, indicator: Indicator, measure: str, faults: list[Fault]
) -> Figure | None:
    """The value with its bound, which may stand before it or in a column of its own."""
    if record.cell("value").merged:
        faults.append(merged_value(record.place("value")))
        return None
    figure = read_value(record, "value", indicator, faults, measure)
    stated = record.word("bound", BOUND_WORDS, faults, ALSO_BOUNDS)
    if figure is None or stated in (None, figure.bound):
        return figure
    if figure.bound is not Bound.EXACT:
        faults.append(result_faults.two_bounds(record.place("bound")))
    return Figure(figure.value, stated)


def _span(record: Record, scope: ImportScope, faults: list[Fault]) -> Span | None:
    before = len(faults)
    start, end = record.day("from", faults), record.day("to", faults)
    if len(faults) > before:
        return None
    if scope.span is not None:
        start, end = start or scope.span.start, end or scope.span.end
    if start is None or end is None:
        faults.append(result_faults.no_span(record.place("to" if start else "from")))
        return None
    if end < start:
        faults.append(ends_before_start(record.place("to")))
        return None
    if scope.layer is not Layer.SELF and Span(start, end) != scope.span:
        faults.append(result_faults.other_span(record.place("from")))
    return Span(start, end)


def small_share(record: Record, item: Observation, scope: ImportScope) -> Fault | None:
    """A doubt about a bare number between 0 and 1 where per cent are counted: 0.95 may be 95 %."""
    value = record.cell("value").value
    measure = item.measure or scope.indicators[item.indicator].unit.vi
    if measure.startswith("%") and isinstance(value, Fraction) and 0 < value < 1:
        return result_faults.small_share(value, record.place("value"))
    return None
