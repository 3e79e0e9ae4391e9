"""The sector holds: every check of the kit, every worked case, and the Python formula by itself."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from thidua_health.formulas import root, yearly_growth


def test_sector(sector_check: Callable[[], None]) -> None:
    sector_check()


@pytest.mark.parametrize(
    ("actual", "baseline", "years", "points"),
    [
        ("121", "100", 2, "7"),  # 10 % a year: all of them
        ("120.9", "100", 2, "6.97"),  # 9.9545 % a year: 6.968
        ("105", "100", 1, "3.5"),  # 5 %: half
        ("115.7625", "100", 3, "3.5"),  # 5 % three times over
        ("110.4", "100", 2, "3.55"),  # 5.0713 % a year: 3.549…
        ("146.41", "100", 4, "7"),
        ("300", "100", 1, "7"),  # no more than all
        ("100", "100", 5, "0"),
        ("90", "100", 2, "0"),
        ("5", "0", 2, "7"),  # from nothing: growth without end
        ("0", "0", 2, "0"),
        ("105", "100", 0, "3.5"),  # fewer than 1 year is 1
    ],
)
def test_yearly_growth(actual: str, baseline: str, years: int, points: str) -> None:
    figures = {"actual": actual, "baseline": baseline, "full_at": "0.1"}
    exact = {name: Fraction(value) for name, value in figures.items()}
    exact |= {"years": Fraction(years), "points": Fraction(7)}
    assert yearly_growth(exact) == Fraction(points)


@pytest.mark.parametrize(
    ("value", "order", "expected"),
    [(8, 3, "2"), (2, 2, "1.414213"), (1, 50, "1"), (Fraction(10**7), 1, "10000000")],
)
def test_root(value: int | Fraction, order: int, expected: str) -> None:
    assert root(Fraction(value), order) == Fraction(expected)
