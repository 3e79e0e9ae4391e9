"""A dataset scored by partitions: the same file whoever does it, and taken up where it stopped."""

import errno
import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from attrs import define, evolve
from attrs import field as attribute

from thidua.core.dataset.executors.dask_workers import DaskWorkers
from thidua.core.dataset.executors.processes import Processes
from thidua.core.dataset.executors.serial import Serial
from thidua.core.dataset.executors.tasks import Executor, Finish, Task, Work
from thidua.core.dataset.header import header_for
from thidua.core.dataset.reading import Dataset, open_dataset
from thidua.core.dataset.score_file import open_scores
from thidua.core.dataset.scoring_run import ScoringSummary, score_dataset, score_partition
from thidua.core.dataset.writing import write_dataset
from thidua.core.formula.tree import Field, Name
from thidua.core.model.compiling import compile_set
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.model.period import Span
from thidua.core.model.scheme import Scheme
from thidua.core.model.structuring import read_criteria_set
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.columns.tabling import case_at
from thidua.core.scoring.results import Status
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused

if TYPE_CHECKING:
    from thidua.core.scoring.columns.table import ClusterTable

pytestmark = pytest.mark.xdist_group("dask")

SIZES = {"k1": 3, "k2": 1, "k3": 4, "k4": 2, "k5": 5}


def no_formulas() -> Mapping[str, Formula]:
    return {}


Score = Callable[..., ScoringSummary]


@pytest.fixture
def file(
    tmp_path: Path,
    make_table: Callable[..., "ClusterTable"],
    make_column: Callable[..., Any],
    header_for_tables: Callable[..., Any],
) -> Path:
    """Five clusters in four row groups; ``k3`` has a unit without a figure."""
    rows = sum(SIZES.values())
    values: list[int | None] = [number * 7 % 10 for number in range(rows)]
    values[5] = None
    table = make_table(
        SIZES,
        figures={
            Name("a"): make_column(values, 1),
            Name("a", Field.TARGET): make_column([1] * rows),
            Name("n"): make_column([number % 3 for number in range(rows)]),
        },
        judged={"J": make_column([number % 6 for number in range(rows)])},
    )
    path = tmp_path / "period.parquet"
    write_dataset(path, header_for_tables(table), [table], group_rows=4)
    assert len(open_dataset(path, {}).groups) == 4
    return path


@pytest.fixture
def score(file: Path, tmp_path: Path) -> Score:
    """Scores the dataset to a file of a name."""

    def run(executor: Executor, name: str = "out.parquet", **options: Any) -> ScoringSummary:
        said = {"formulas": no_formulas, "release": "thidua 9.9", **options}
        return score_dataset(file, tmp_path / name, executor, **said)

    return run


@define
class Stopping:
    """An executor that is stopped after some tasks, and remembers what it was given."""

    after: int
    given: list[int] = attribute(factory=list)

    def run(self, work: Work, tasks: Sequence[Task], finish: Finish) -> None:
        self.given = [task.number for task in tasks]
        for task in reversed(tasks[: self.after]):
            finish(task, work(task.given))
        if self.after < len(tasks):
            raise KeyboardInterrupt


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_scores_are_those_of_the_scalar_reading(score: Score, file: Path) -> None:
    summary = score(Serial())
    dataset = open_dataset(file, {})
    scores = open_scores(file.with_name("out.parquet"))
    expected = {row.member.unit: row for row in _scalar_rows(dataset)}
    found = scores.table().to_pylist()
    assert [row["unit"] for row in found] == sorted(expected)
    assert all(row["rank"] == expected[row["unit"]].rank for row in found)
    assert scores.header.dataset == dataset.digest
    assert summary == ScoringSummary(
        units=15,
        clusters=5,
        statuses={**dict.fromkeys(Status, 0), Status.RANKED: 14, Status.UNSCORED: 1},
        provisional=1,
        partitions=4,
        resumed=0,
        header=scores.header,
    )


def _scalar_rows(dataset: Dataset) -> list[Any]:
    tables = [dataset.table(group) for group in range(len(dataset.groups))]
    return [
        row
        for table in tables
        for number in range(len(table.clusters))
        for row in score_cluster(case_at(dataset.rules, table, number)).rows
    ]


def test_every_executor_gives_the_same_bytes(
    score: Score, executor: Executor, tmp_path: Path
) -> None:
    score(Serial(), "expected", partitions=1)
    score(executor)
    assert (tmp_path / "out.parquet").read_bytes() == (tmp_path / "expected").read_bytes()
    assert names_in(tmp_path) == ["expected", "out.parquet", "period.parquet"]


def test_any_number_of_partitions_gives_the_same_bytes(score: Score, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    for partitions in (1, 3, 99):
        summary = score(
            Serial(),
            f"{partitions}",
            partitions=partitions,
            progress=lambda *said: told.append(said),
        )
        assert summary.partitions == min(partitions, 4)
    assert len({(tmp_path / name).read_bytes() for name in ("1", "3", "99")}) == 1
    assert [total for _, total in told] == [15] * 8
    assert told[0] == told[3] == told[-1] == (15, 15)


@pytest.mark.parametrize("dies", ["processes", "dask"])
def test_a_worker_killed_on_the_way_changes_nothing(
    dies: str,
    score: Score,
    tried: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    score(Serial(), "expected")
    formulas = tried.FormulasAfterDeath(tmp_path / "killed")
    executor = Processes(2) if dies == "processes" else DaskWorkers(2)
    # This process reads the rules as well, and goes on living.
    monkeypatch.setenv("THIDUA_TESTS_LIVE", str(os.getpid()))
    score(executor, formulas=formulas)
    assert (tmp_path / "killed").exists()
    assert (tmp_path / "out.parquet").read_bytes() == (tmp_path / "expected").read_bytes()
    assert not (tmp_path / "out.parquet.parts").exists()
    assert capfd.readouterr() == ("", "")


def test_a_run_is_taken_up_where_it_stopped(score: Score, tmp_path: Path) -> None:
    score(Serial(), "expected")
    with pytest.raises(KeyboardInterrupt):
        score(Stopping(2))
    assert names_in(tmp_path) == ["expected", "out.parquet.parts", "period.parquet"]
    (tmp_path / "out.parquet.parts" / "000000-000001.part").write_bytes(b"damaged")
    rest = Stopping(4)
    summary = score(rest)
    assert rest.given == [0, 2, 3]
    assert (summary.resumed, summary.units, summary.clusters) == (1, 15, 5)
    assert (tmp_path / "out.parquet").read_bytes() == (tmp_path / "expected").read_bytes()
    assert names_in(tmp_path) == ["expected", "out.parquet", "period.parquet"]


def test_a_run_in_other_partitions_takes_what_fits(score: Score, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        score(Stopping(3), partitions=4)
    rest = Stopping(4)
    assert score(rest, partitions=2).resumed == 0
    assert rest.given == [0, 1]
    assert names_in(tmp_path) == ["out.parquet", "period.parquet"]


def test_the_parts_of_another_release_are_not_mixed(score: Score, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        score(Stopping(2))
    with pytest.raises(Refused, match="the parts of another run"):
        score(Serial(), release="thidua 10")
    assert not (tmp_path / "out.parquet").exists()
    assert score(Serial(), release="thidua 10", afresh=True).resumed == 0


def test_a_part_lost_before_the_end_is_told(score: Score, tmp_path: Path) -> None:
    @define
    class Losing:
        def run(self, work: Work, tasks: Sequence[Task], finish: Finish) -> None:
            Serial().run(work, tasks, finish)
            (tmp_path / "out.parquet.parts" / "000001-000002.part").unlink()

    with pytest.raises(Refused, match="a part that was kept is lost"):
        score(Losing())
    assert score(Serial()).resumed == 3


def test_a_full_disk_leaves_the_earlier_result_and_the_finished_parts(
    score: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out.parquet").write_bytes(b"of last year")
    synced: list[int] = []

    def full_later(handle: int) -> None:
        synced.append(handle)
        if len(synced) > 7:
            raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full_later)
        with pytest.raises(Refused, match="the disk is full"):
            score(Serial())
    assert (tmp_path / "out.parquet").read_bytes() == b"of last year"
    assert names_in(tmp_path) == ["out.parquet", "out.parquet.parts", "period.parquet"]
    assert score(Serial()).resumed > 0
    assert open_scores(tmp_path / "out.parquet").rows == 15


def test_what_cannot_be_written_is_refused_at_once(
    score: Score, file: Path, tmp_path: Path
) -> None:
    never = Stopping(0)
    (tmp_path / "folder").mkdir()
    for name in ("folder", "absent/out.parquet"):
        with pytest.raises(Refused, match="it is a folder, or its folder does not exist"):
            score(never, name)
    with pytest.raises(Refused, match="the result must not replace the dataset"):
        score(never, file.name)
    assert never.given == []


def test_a_worker_must_see_the_same_file(score: Score, file: Path, tmp_path: Path) -> None:
    asked: list[Task] = []

    @define
    class Asked:
        def run(self, work: Work, tasks: Sequence[Task], finish: Finish) -> None:
            asked.extend(tasks)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        score(Asked())
    partition = asked[0].given
    assert partition.file.is_absolute()
    with pytest.raises(Refused, match="is not the one to be scored"):
        score_partition(evolve(partition, content="other"))
    with pytest.raises(Refused, match="has no such file"):
        score_partition(evolve(partition, file=tmp_path / "absent.parquet"))


BY_FUNCTION = """
code = "by-function"
title = { vi = "Bảng", en = "Table" }
basis = "proposal"
points = 10

[[criteria]]
code = "A"
title = { vi = "A", en = "A" }
points = 10
formula = "halved"
inputs = { x = "a" }
"""


@pytest.mark.parametrize("executor", ["threads", "processes"], indirect=True)
def test_python_formulas_are_found_where_they_are_computed(
    executor: Executor,
    tried: ModuleType,
    tmp_path: Path,
    make_table: Callable[..., "ClusterTable"],
    make_column: Callable[..., Any],
) -> None:
    source = read_criteria_set(tomllib.loads(BY_FUNCTION))
    indicator = Indicator("a", Text("Chỉ tiêu a", "Indicator a"), Text("lần", "times"))
    compiled = compile_set(source, {"a": indicator}, tried.python_formulas())
    table = make_table({"k1": 2, "k2": 1}, figures={Name("a"): make_column([3, 8, 5])})
    span = Span(date(2026, 1, 1), date(2026, 12, 31))
    header = header_for(
        "2026", span, None, Scheme.plain(source), {source.code: compiled}, places={Name("a"): 0}
    )
    file, out = tmp_path / "period.parquet", tmp_path / "out.parquet"
    write_dataset(file, header, [table], group_rows=2)
    score_dataset(file, out, executor, formulas=tried.python_formulas, release="thidua 9.9")
    points = [row["points"] for row in open_scores(out).table().to_pylist()]
    assert points == [Decimal("1.5"), Decimal(4), Decimal("2.5")]
    with pytest.raises(Refused, match="“halved” has changed or is not installed"):
        score_dataset(file, out, executor, formulas=no_formulas, release="thidua 9.9")
