"""What the formula language cannot say: a root whose order is itself a figure.

``power(x, 1, 3, 4)`` is the cube root, but 3 must be written out. Units had their lists of
techniques approved in different years, so the average growth a year is the root of the second,
third or fifth order, as each reports. The root is found in whole numbers: nothing is a float.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import floor

from thidua.plugins import Formula, Parameter, Text

ROOT_PLACES = 6
"""The yearly factor is cut off after so many decimal places: 1.100000 is 10 % a year."""
PLACES = 2
"""Decimal places of the points."""
LONGEST = 50
"""More years than these count as these; fewer than 1, which a check refuses, count as 1."""


def yearly_growth(figures: Mapping[str, Fraction]) -> Fraction:
    """Points in proportion to the average growth a year, all of them from ``full_at`` on.

    From a baseline of 0 any result is growth without end, and gives all the points.
    """
    actual, baseline = figures["actual"], figures["baseline"]
    years = max(1, min(floor(figures["years"]), LONGEST))
    if actual <= baseline:
        return Fraction(0)
    if baseline <= 0:
        return rounded(figures["points"])
    growth = root(actual / baseline, years) - 1
    return rounded(figures["points"] * min(growth / figures["full_at"], Fraction(1)))


def root(value: Fraction, order: int) -> Fraction:
    """The greatest number of ROOT_PLACES decimals whose power is not above the value."""
    scale = 10**ROOT_PLACES
    limit = floor(value * scale**order)
    low, high = 0, scale * (floor(value) + 1)
    while low < high:
        middle = (low + high + 1) // 2
        if middle**order <= limit:
            low = middle
        else:
            high = middle - 1
    return Fraction(low, scale)


def rounded(points: Fraction) -> Fraction:
    """Half up, to the places that the formula declares."""
    return Fraction(floor(points * 10**PLACES + Fraction(1, 2)), 10**PLACES)


YEARLY_GROWTH = Formula(
    code="health-yearly-growth",
    title=Text("Theo tốc độ tăng bình quân mỗi năm", "By the average growth a year"),
    explanation=Text(
        "Tốc độ tăng bình quân mỗi năm là căn bậc n của (kết quả / mức đầu kỳ) trừ 1, với n là số"
        " năm. Đạt từ mức quy định trở lên được đủ điểm, dưới mức đó được điểm theo tỷ lệ, không"
        " tăng thì không có điểm.",
        "The average growth a year is the n-th root of (result / baseline) less 1, n being the"
        " years. From the declared rate on all points, below it in proportion, none without"
        " growth.",
    ),
    inputs=("actual", "baseline", "years"),
    parameters=(
        Parameter(
            name="full_at",
            title=Text(
                "Tốc độ tăng được đủ điểm (0,1 là 10 %)", "Growth for all points (0.1 is 10 %)"
            ),
            default="0.1",
        ),
    ),
    function=yearly_growth,
    places=PLACES,
)
