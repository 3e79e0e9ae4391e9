"""What the tests of robust ranks share: ranks, gaps and changes of rank in brief."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from thidua.core.scoring.alternatives import Change, alternatives
from thidua.core.scoring.departures import Departure
from thidua.core.scoring.results import ClusterScore
from thidua.core.scoring.robustness import Robustness, Step

Play = Callable[..., ClusterScore]
Drawn = Callable[[st.SearchStrategy[Any]], Any]


def ranks(score: ClusterScore) -> dict[str, int | None]:
    return {row.member.unit: row.rank for row in score.rows}


def gaps(steps: tuple[Step, ...]) -> list[tuple[str, str, Fraction]]:
    """The steps in brief: ``("u", "v w", 1/2)``."""
    return [
        (
            " ".join(row.member.unit for row in step.above),
            " ".join(row.member.unit for row in step.below),
            step.gap,
        )
        for step in steps
    ]


def outcome(found: Robustness, change: Change) -> list[tuple[str, int | None, int | None]]:
    """The rank changes of the one alternative."""
    (one,) = [one for one in found.outcomes if one.change == change]
    return [(it.unit, it.before, it.after) for it in one.ranks]


def departure(found: Robustness, unit: str) -> Departure:
    (one,) = [one for one in found.departures if one.unit == unit]
    return one


PLAIN = """
points = 100
rank_scheme = "%s"
tie_breakers = [ "indicator:t", "fewest-deductions" ]
criteria = [ { code = "A", points = 100, formula = "a" } ]
"""
CLOSE = {
    "u": "a=90.5 t=1",
    "v": "a=90.1 t=3",
    "w": "a=90.1 t=2",
    "x": "a=89.6 t=1",
    "y": "a=80 t=5",
    "z": "a=80 t=5",
}


def tried(score: ClusterScore) -> list[Change]:
    return [one.change for one in alternatives(score.case)]
