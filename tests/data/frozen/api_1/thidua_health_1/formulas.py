"""What the formula language cannot say in so few words."""

from fractions import Fraction
from math import floor

from thidua.plugins import Formula, Text


def halves(figures):
    """In proportion, rounded down to a multiple of one half."""
    share = figures["points"] * figures["done"] / figures["total"]
    return Fraction(floor(share * 2), 2)


HALVES = Formula(
    code="health-halves",
    title=Text("Theo tỷ lệ, làm tròn xuống 0,5", "In steps of 0.5"),
    explanation=Text(
        "Điểm theo tỷ lệ, làm tròn xuống bội của 0,5.",
        "In proportion, rounded down to a multiple of 0.5.",
    ),
    inputs=("done", "total"),
    function=halves,
    places=1,
)
