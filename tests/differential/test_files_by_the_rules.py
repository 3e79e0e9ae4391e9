"""From a dataset to its file of scores, by each executor: what the rulebook gives."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given

from thidua.core.dataset.executors.dask_workers import DaskWorkers
from thidua.core.dataset.executors.processes import Processes
from thidua.core.dataset.executors.serial import Serial
from thidua.core.dataset.executors.tasks import Executor
from trials.agreeing import Clusters, by_the_rules, table_disagreements
from trials.files import file_reading
from trials.trying import SECTORS, any_trial, numbers, sector_trial, tries

pytestmark = pytest.mark.untraced
"""Every trial runs the lines that the tests of its parts go through one by one; which of them is
left to chance."""


def test_any_table_through_files(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("files")

    @tries(20)
    @given(numbers)
    def agree(number: int) -> None:
        random, clusters = Random(number), any_trial(number, 0.1)
        reading = file_reading(
            folder,
            Serial(),
            group_rows=random.choice((1, 3, 100)),
            partitions=random.choice((None, 1, 2, 5)),
        )
        assert table_disagreements(reading, clusters, by_the_rules(clusters)) == []

    agree()


def many_clusters(sector: str) -> Clusters:
    """The clusters of several trials of one sector, which all share its table."""
    return {
        f"{number}-{code}": cluster
        for number in range(6)
        for code, cluster in sector_trial(sector, number, 0.1).items()
    }


@pytest.mark.parametrize(
    ("executor", "sector"),
    [
        pytest.param(Serial(), SECTORS[0], id="serial"),
        pytest.param(Processes(2), SECTORS[0], id="processes"),
        pytest.param(DaskWorkers(2), SECTORS[1], id="dask"),
    ],
)
def test_the_tables_of_sectors_by_each_executor(
    tmp_path: Path, executor: Executor, sector: str
) -> None:
    clusters = many_clusters(sector)
    reading = file_reading(tmp_path, executor, group_rows=5, partitions=3)
    assert table_disagreements(reading, clusters, by_the_rules(clusters)) == []
