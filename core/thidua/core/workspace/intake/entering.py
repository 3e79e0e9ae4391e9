"""One figure or judgement as it is typed: checked like a row of a file, all faults at once."""

from fractions import Fraction

from thidua.core.exact.figure import Figure
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer, Observation, ObservationKind
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse_all
from thidua.core.text.names import matching_key
from thidua.core.text.suggesting import did_you_mean
from thidua.core.workspace.intake import result_faults
from thidua.core.workspace.intake.cell_faults import unknown_word
from thidua.core.workspace.intake.figure_reading import FigureRefused, figure_of, points_of
from thidua.core.workspace.intake.results import KIND_WORDS, ImportScope


def typed_figure(
    scope: ImportScope, unit: str, indicator: str, value: str, kind: str, reason: str
) -> Observation:
    """One figure of the scope's own span; Refused with everything that is wrong with it.

    ``kind`` is a code or a word of either language.
    """
    if scope.span is None:
        raise ValueError("a typed figure needs the span of a period")
    faults: list[Fault] = []
    if unit not in scope.units:
        near = did_you_mean(unit, scope.units)
        faults.append(result_faults.unknown_unit(unit, scope.place, "", near))
    known = scope.indicators.get(indicator)
    if known is None:
        near = did_you_mean(indicator, scope.indicators)
        faults.append(result_faults.unknown_indicator(indicator, "", near))
    meant = _kind(kind, faults)
    figure = None if known is None else _figure(value, known, faults)
    if figure is None or known is None or meant is None:
        raise Refused(tuple(faults))
    refuse_all(faults)
    return Observation(
        unit=unit,
        indicator=known.code,
        kind=meant,
        span=scope.span,
        value=figure.value,
        bound=figure.bound,
        layer=scope.layer,
        place=None if scope.layer is Layer.SELF else scope.place,
        reason=reason,
    )


def typed_points(text: str) -> Fraction:
    """Judged points as typed, "12,5" or "-2"; Refused for what is no exact number."""
    try:
        return points_of(text)
    except FigureRefused as refused:
        raise Refused((Fault(refused.what, text, refused.remedy),)) from refused


def _kind(word: str, faults: list[Fault]) -> ObservationKind | None:
    for kind, text in KIND_WORDS.items():
        if matching_key(word) in map(matching_key, (kind.value, text.vi, text.en)):
            return kind
    codes = [Text(f"{kind.value} ({text.vi})", kind.value) for kind, text in KIND_WORDS.items()]
    faults.append(unknown_word(word, codes, ""))
    return None


def _figure(value: str, indicator: Indicator, faults: list[Fault]) -> Figure | None:
    try:
        return figure_of(value, indicator)
    except FigureRefused as refused:
        faults.append(Fault(refused.what, indicator.code, refused.remedy))
        return None
