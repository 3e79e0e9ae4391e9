"""A value on its way through the tree. An exact number, by far the usual case, travels as a plain
Fraction; a :class:`Known` among quantities always stands for several possible numbers."""

from collections.abc import Iterable
from fractions import Fraction

from thidua.core.exact.decimal_text import canonical, is_decimal
from thidua.core.exact.interval import Interval, point
from thidua.core.exact.reason import Reason, ReasonKind
from thidua.core.exact.rounding import round_to
from thidua.core.formula.trace import Known, Unknown, Value

Quantity = Fraction | Known | Unknown


def unknown(kind: ReasonKind, subject: str = "", detail: str = "") -> Unknown:
    """Unknown for one reason."""
    return Unknown((Reason(kind, subject, detail),))


def unknown_of(quantities: Iterable[object]) -> Unknown:
    """Unknown with the reasons of all that are unknown, in order, each once."""
    reasons = [reason for one in quantities if isinstance(one, Unknown) for reason in one.reasons]
    return Unknown(tuple(dict.fromkeys(reasons)))


def undecided(quantities: Iterable[object]) -> Unknown:
    """Unknown because bounded figures leave it open; the figures are named."""
    sources = [reason for one in quantities if isinstance(one, Known) for reason in one.sources]
    return Unknown(tuple(dict.fromkeys(sources)))


def interval_of(quantity: Fraction | Known) -> Interval:
    """The numbers that are possible."""
    return quantity.interval if isinstance(quantity, Known) else point(quantity)


def narrowed(interval: Interval, quantities: Iterable[object]) -> Fraction | Known:
    """The result of arithmetic on some quantities: a number where a single one is left."""
    value = interval.point
    return Known(interval, undecided(quantities).reasons) if value is None else value


def as_value(quantity: Quantity) -> Value:
    """The quantity as callers see it."""
    return Known(point(quantity)) if isinstance(quantity, Fraction) else quantity


def number_text(value: Fraction) -> str:
    """A number for a reason's detail: exact where that is short, else to ten decimals.

    Decimal text, or a fraction such as ``1/3``.
    """
    whole_bits = abs(value).__floor__().bit_length()
    if whole_bits > _LONG:
        return f"{'-' if value < 0 else ''}2^{whole_bits - 1}…"
    if value.denominator.bit_length() > _LONG:
        return canonical(round_to(value, 10))
    return exact_text(value)


_LONG = 128
"""Binary digits above which a number is no longer shown exactly."""


def exact_text(value: Fraction) -> str:
    """Canonical decimal text, or ``1/3`` where there is none."""
    return canonical(value) if is_decimal(value) else str(value)


def quantity_text(quantity: Fraction | Known) -> str:
    """The number, or the ends of the interval with an ellipsis between."""
    if isinstance(quantity, Fraction):
        return number_text(quantity)
    low, high = quantity.interval.low, quantity.interval.high
    return "…".join("" if end is None else number_text(end) for end in (low, high))
