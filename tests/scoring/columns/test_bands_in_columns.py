"""The class of a percentage of points by the column: at edges, between classes and on no scale."""

import tomllib
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from thidua.core.formula.columns.integers import measured
from thidua.core.model.structuring import read_scheme
from thidua.core.scoring.columns.banding import Bands, bands_of
from thidua.core.scoring.columns.enclosing import Amounts, exact
from thidua.core.scoring.columns.results import TableScore
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]
InColumns = Callable[..., TableScore]

BANDS = """
bands = [ { code = "good", from = %s }, { code = "weak", from = 10, below = %s } ]
"""
TABLE = """
points = 10
criteria = [ { code = "A", points = 10, floor = "none", formula = "a / b" } ]
"""

CAPPED = """
points = 10
criteria = [ { code = "A", points = 10, formula = "a / b + c / 10000000000" } ]
"""


CLASSES = read_scheme(
    tomllib.loads(
        """
        code = "bloc"
        parts = [ { code = "all", criteria = "table" } ]
        bands = [
          { code = "good", from = 70 },
          { code = "fair", from = 30, below = 70 },
          { code = "weak", from = 10, below = 30 },
        ]
        """
    )
).bands


def hundredths(*numbers: int) -> Amounts:
    return exact(Fraction(1, 100), measured(np.array(numbers, np.int64)))


def codes(found: Bands) -> list[int | None]:
    assert (found.bands.dtype, found.banded.dtype) == (np.dtype(np.int16), np.dtype(bool))
    pairs = zip(found.bands.tolist(), found.banded.tolist(), strict=True)
    return [band if is_banded else None for band, is_banded in pairs]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((1400, 1399, 600, 599, 200, 199, -5), [0, 1, 1, 2, 2, None, None]),
        ((1400, 2000), [0, 0]),
        ((200, 599), [2, 2]),
        ((600, 1399), [1, 1]),
        ((599,), [2]),
        ((199, -5), [None, None]),
        ((), []),
    ],
)
def test_classes_hold_their_lower_edge_and_not_the_upper_one(
    numbers: tuple[int, ...], expected: list[int | None]
) -> None:
    """Of 20 points, 14 are 70 %, 6 are 30 % and 2 are 10 %."""
    found = bands_of(hundredths(*numbers), Fraction(20), CLASSES)
    assert codes(found) == expected
    assert found.undecided is None


def test_there_are_no_classes_on_a_scale_of_no_points_nor_where_none_is_declared() -> None:
    for found in (
        bands_of(hundredths(100, 0), Fraction(0), CLASSES),
        bands_of(hundredths(100, 0), Fraction(20), ()),
    ):
        assert codes(found) == [None, None]
        assert found.undecided is None


def test_an_edge_between_the_ends_of_a_quotient_is_told_by_the_scalar_reading(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """A third is more than 33.3333333333 %, which nine decimals do not tell; two sevenths are far
    from any edge."""
    third = {"u": "a=10 b=3", "v": "a=20 b=7"}
    others = {"u": "a=7 b=2", "v": "a=-1 b=3", "w": "a=65 b=7"}
    table = BANDS % (('"33.3333333333"',) * 2) + TABLE
    found = in_columns([play(table, third), play(table, others)])
    assert asked == ["cluster"]
    named = [
        found.band_codes[band] if banded else None
        for band, banded in zip(found.bands.tolist(), found.banded.tolist(), strict=True)
    ]
    assert named == ["good", "weak", "good", None, "good"]


def test_an_order_that_only_the_scalar_reading_tells_is_asked_of_it_beside_classes_too(
    play: Play, in_columns: InColumns, asked: list[str]
) -> None:
    """u and v are parted in the tenth decimal, far from the edge of any class."""
    table = BANDS % ("50", "50") + CAPPED
    found = in_columns([play(table, {"u": "a=1 b=3 c=0", "v": "a=1 b=3 c=1", "w": "a=2 b=7 c=5"})])
    assert asked == ["cluster"]
    assert found.ranks.tolist() == [2, 1, 3]
