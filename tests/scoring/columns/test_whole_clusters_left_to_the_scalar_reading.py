"""Which whole clusters the columns leave to the scalar reading: those in which an edge, a place or
a number that is shown cannot be told, of somebody who has points."""

from collections.abc import Callable, Mapping

import pytest

from thidua.core.scoring.columns.results import TableScore
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]
InColumns = Callable[..., TableScore]

TABLE = """
points = 20
bands = [ { code = "good", from = 25 }, { code = "weak", below = 25 } ]
criteria = [
  { code = "A", points = 10, formula = "a / 3 / b" },
  { code = "B", points = 10, formula = "c / 3 / b" },
]
"""
AT_THE_EDGE = "a=100 b=7 c=5"
"""100/21 and 5/21, which no decimals hold, are 5: a quarter of the points, just good."""
BELOW = "a=100 b=11 c=4"
ABOVE = "a=100 b=6 c=6"


@pytest.mark.parametrize(
    ("units", "standings", "is_asked", "bands"),
    [
        ({"u": AT_THE_EDGE, "v": BELOW}, {}, True, ["good", "weak"]),
        ({"u": ABOVE, "v": BELOW}, {}, False, ["good", "weak"]),
        ({"u": AT_THE_EDGE, "v": BELOW}, {"u": "excluded"}, False, [None, "weak"]),
        ({"u": AT_THE_EDGE, "v": BELOW}, {"u": "suspended"}, True, ["good", "weak"]),
        ({"u": "a=100 b=7", "v": ABOVE}, {}, False, [None, "good"]),
    ],
)
def test_points_that_might_be_at_the_edge_of_a_band(
    play: Play,
    in_columns: InColumns,
    asked: list[str],
    units: Mapping[str, str],
    standings: Mapping[str, str],
    is_asked: bool,
    bands: list[str | None],
) -> None:
    beside = play(TABLE, {"w": ABOVE, "x": BELOW})
    found = in_columns([beside, play(TABLE, units, standings=standings)])
    assert asked == ["cluster"] * is_asked
    named = zip(found.bands.tolist(), found.banded.tolist(), strict=True)
    assert [found.band_codes[band] if banded else None for band, banded in named] == [
        "good",
        "weak",
        *bands,
    ]
