"""The demonstration's workspace as datasets: each cluster is what its record says."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from thidua.core.dataset.reading import open_dataset
from thidua.core.record.connection import open_engine, reading
from thidua.core.record.periods import load_opened
from thidua.core.scoring.columns.tabling import case_at
from thidua.core.scoring.results import Case
from thidua.core.workspace.cases import load_open_cluster
from thidua.core.workspace.datasets.exporting import export_dataset

if TYPE_CHECKING:
    from tests.conftest import DemoRun

pytestmark = pytest.mark.xdist_group("demo")


def test_each_cluster_of_the_demonstration_is_as_recorded(
    demo_run: "DemoRun", comparable: Callable[[Case], dict[str, Any]], tmp_path: Path
) -> None:
    seen = 0
    for database in sorted(demo_run.folder.rglob("thidua.db")):
        engine = open_engine(database)
        with reading(engine) as connection:
            opened = load_opened(connection)
        for one in opened:
            cluster, period = one.place.cluster, one.place.period
            case = load_open_cluster(engine, cluster, period, {}).case()
            file = tmp_path / "period.parquet"
            export_dataset(engine, file, period, {}, clusters=[cluster])
            dataset = open_dataset(file, {})
            assert comparable(case_at(dataset.rules, dataset.table(0), 0)) == comparable(case)
            seen += 1
    assert seen
