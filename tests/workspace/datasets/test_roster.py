"""To which rows entries belong: by unit, and by cluster where they name one."""

import numpy as np
import pyarrow as pa
import pytest

from thidua.core.formula.columns.figures import Segments
from thidua.core.workspace.datasets.roster import Roster

ROSTER = Roster(("c1", "c2"), ("a", "z", "b", "z"), Segments(np.array([0, 2, 4])))


def rows_of(*entries: tuple[str, str | None]) -> list[tuple[int, int]]:
    columns = {"unit": pa.array([unit for unit, _ in entries]).dictionary_encode()}
    if entries[0][1] is not None:
        columns["cluster"] = pa.array([cluster for _, cluster in entries]).dictionary_encode()
    positions, rows = ROSTER.rows_of(pa.table(columns))
    return list(zip(positions.tolist(), rows.tolist(), strict=True))


def test_an_entry_of_a_cluster_belongs_to_the_row_of_its_unit_there() -> None:
    assert rows_of(("z", "c2"), ("a", "c1"), ("z", "c1")) == [(0, 3), (1, 0), (2, 1)]


def test_an_entry_without_a_cluster_belongs_to_every_row_of_its_unit() -> None:
    assert rows_of(("z", None), ("gone", None), ("b", None)) == [(0, 1), (0, 3), (2, 2)]


@pytest.mark.parametrize("cluster", ["c1", "c2", "c3"])
@pytest.mark.parametrize("unit", ["gone", "a", "b"])
def test_an_entry_of_nobody_here_belongs_to_no_row(unit: str, cluster: str) -> None:
    here = {("a", "c1"): 0, ("b", "c2"): 2}
    expected = [(0, here[unit, cluster])] if (unit, cluster) in here else []
    assert rows_of((unit, cluster)) == expected
