"""The sector holds: every check of the kit, every worked case, and the Python formula by itself.

``sector_check`` comes with thidua; pyproject.toml says which sector it checks. Each check and
each file of cases is a test of its own: ``python -m pytest -k cases`` runs the cases alone.
"""

from collections.abc import Callable
from fractions import Fraction

import pytest

from thidua_health.formulas import doublings


def test_sector(sector_check: Callable[[], None]) -> None:
    sector_check()


@pytest.mark.parametrize(
    ("actual", "baseline", "points"),
    [
        (799, 100, "6.67"),  # not quite three times doubled
        (800, 100, 10),
        (99, 100, 0),
        (5, 0, 10),  # from nothing: growth without end
        (0, 0, 0),
    ],
)
def test_doublings(actual: int, baseline: int, points: int | str) -> None:
    figures = {"actual": actual, "baseline": baseline, "points": 10}
    exact = {name: Fraction(value) for name, value in figures.items()}
    assert doublings(exact) == Fraction(points)
