"""A digit too many or a scale mistaken: figures that stand far off the unit's own others.

12,411 for 2,411 is a number like any other; beside the figure of the year before it is not. Such
a figure is taken in and asked about, never changed.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final

from thidua.core.model.indicator import Indicator, ValueKind
from thidua.core.model.observation import Observation, ObservationKind
from thidua.core.text.bilingual import LANGUAGES, Text
from thidua.core.text.fault import Fault
from thidua.core.text.number_format import format_number

FAR: Final = 5
"""From so many times another figure on, a figure of hundreds is doubtful."""
FARTHER: Final = 10
"""From so many times on, a figure of tens is."""
_HUNDREDS, _TENS = 100, 10

_BESIDE: Final = {
    ObservationKind.ACTUAL: Text("kết quả kỳ trước", "the result of the previous period"),
    ObservationKind.TARGET: Text("chỉ tiêu được giao", "the target"),
}


def jumps(
    new: Iterable[Observation],
    held: Iterable[Observation],
    before: Iterable[Observation],
    indicators: Mapping[str, Indicator],
) -> Iterator[Fault]:
    """A doubt for each new result far off the previous one or, without it, off its target.

    ``held`` are the figures of the same span, ``before`` those of the span before.
    """
    fresh = tuple(new)
    targets = _values([*held, *fresh], ObservationKind.TARGET)
    previous = _values(before, ObservationKind.ACTUAL)
    for item in fresh:
        key = (item.unit, item.indicator)
        indicator = indicators.get(item.indicator)
        if item.kind is not ObservationKind.ACTUAL or indicator is None:
            continue
        if indicator.kind is not ValueKind.NUMBER:
            continue
        kind = ObservationKind.ACTUAL if key in previous else ObservationKind.TARGET
        other = previous.get(key, targets.get(key))
        if other is not None and is_far(item.value, other):
            yield doubt_of(item.unit, indicator, item.value, kind, other)


def is_far(value: Fraction, other: Fraction) -> bool:
    """Whether one of two positive numbers is so many times the other that a digit may be wrong.

    >>> is_far(Fraction(12411), Fraction(2389)), is_far(Fraction(12), Fraction(2))
    (True, False)
    """
    if value <= 0 or other <= 0:
        return False
    small, large = sorted((value, other))
    times = large / small
    return (times >= FAR and large >= _HUNDREDS) or (times >= FARTHER and large >= _TENS)


def far_expression(value: str, other: str) -> str:
    """:func:`is_far` in the language of formulas, so that it can be read over columns.

    >>> far_expression("jobs", "jobs.target").count("jobs.target")
    4
    """
    large, small = f"max({value}, {other})", f"min({value}, {other})"
    return (
        f"{small} > 0 and ({large} >= {FAR} * {small} and {large} >= {_HUNDREDS}"
        f" or {large} >= {FARTHER} * {small} and {large} >= {_TENS})"
    )


def doubt_of(
    unit: str, indicator: Indicator, value: Fraction, kind: ObservationKind, other: Fraction
) -> Fault:
    """What is asked about a result that is far off ``other``: off the previous result, or, with
    ``kind`` TARGET, off its target."""
    beside = _BESIDE[kind]
    vi, en = (
        [format_number(number, language) for number in (value, other)] for language in LANGUAGES
    )
    return Fault(
        Text(
            f"{indicator.title.vi}: {vi[0]} chênh quá xa {beside.vi} ({vi[1]});"
            " có thừa, thiếu chữ số hoặc nhầm đơn vị tính không?",
            f"{indicator.title.en}: {en[0]} is far off {beside.en} ({en[1]});"
            " is there a digit too many or too few, or another unit of measure?",
        ),
        unit,
        Text("Nếu đúng, không cần làm gì.", "If it is right, leave it as it is."),
    )


def _values(items: Iterable[Observation], kind: ObservationKind) -> dict[tuple[str, str], Fraction]:
    return {(item.unit, item.indicator): item.value for item in items if item.kind is kind}
