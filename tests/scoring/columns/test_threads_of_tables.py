"""Threads are started only where several are wanted and there are several blocks to score."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from thidua.core.scoring.columns import scoring
from thidua.core.scoring.columns.scoring import score_table
from thidua.core.scoring.columns.table import Rules
from thidua.core.scoring.columns.tabling import table_of
from thidua.core.scoring.results import ClusterScore

Play = Callable[..., ClusterScore]

TABLE = """
points = 10
criteria = [ { code = "A", points = 10, formula = "a" } ]
"""


@pytest.fixture
def pools(monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    """How many threads each pool was started with."""
    found: list[int | None] = []

    class Noted(ThreadPoolExecutor):
        def __init__(self, max_workers: int | None = None) -> None:
            found.append(max_workers)
            super().__init__(max_workers)

    monkeypatch.setattr(scoring, "ThreadPoolExecutor", Noted)
    monkeypatch.setattr(scoring, "BLOCK_ROWS", 2)
    return found


@pytest.mark.parametrize(
    ("clusters", "more", "started"),
    [
        (3, {}, []),
        (3, {"threads": 1}, []),
        (1, {"threads": 2}, []),
        (0, {"threads": 2}, []),
        (2, {"threads": 2}, [2]),
        (3, {"threads": 3}, [3]),
    ],
)
def test_a_pool_for_several_blocks(
    play: Play, pools: list[int | None], clusters: int, more: dict[str, int], started: list[int]
) -> None:
    case = play(TABLE, {"u": "a=1", "v": "a=2"}).case
    table = table_of({f"k{number}": case for number in range(clusters)})
    found = score_table(Rules(case.scheme, case.sets), table, **more)
    assert found.ranks.tolist() == [2, 1] * clusters
    assert pools == started
