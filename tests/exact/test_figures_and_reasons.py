"""Figures and reasons are values: equal by what they say, and never changed."""

from fractions import Fraction

import pytest
from attrs.exceptions import FrozenInstanceError

from thidua.core.exact.figure import Bound, Figure
from thidua.core.exact.reason import Reason, ReasonKind


def test_a_figure_is_exact_reported_and_published_unless_it_says_otherwise() -> None:
    figure = Figure(Fraction(24000))
    assert figure == Figure(Fraction(24000), Bound.EXACT, presumed=False, illustrative=False)
    assert figure != Figure(Fraction(24000), Bound.OVER)
    assert Figure(Fraction(0)) != Figure(Fraction(0), presumed=True)


def test_the_same_reason_is_said_once() -> None:
    reasons = [
        Reason(ReasonKind.MISSING, "jobs"),
        Reason(ReasonKind.MISSING, "jobs"),
        Reason(ReasonKind.MISSING, "jobs", unit="v"),
    ]
    assert len(dict.fromkeys(reasons)) == 2


def test_neither_can_be_changed() -> None:
    figure, reason = Figure(Fraction(1)), Reason(ReasonKind.NEAR, "jobs")
    with pytest.raises(FrozenInstanceError):
        figure.value = Fraction(2)  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        reason.subject = "other"  # type: ignore[misc]
