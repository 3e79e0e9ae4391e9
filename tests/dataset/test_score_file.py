"""Scores as a file: decimals that any tool reads, and bytes that do not tell who scored what."""

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from attrs import evolve

from thidua.core.dataset.header import DatasetHeader
from thidua.core.dataset.parquet_files import sealed_parquet
from thidua.core.dataset.reading import Dataset, open_dataset
from thidua.core.dataset.score_columns import score_arrow, score_schema
from thidua.core.dataset.score_file import (
    ScoreHeader,
    open_scores,
    score_header_of,
    score_table_bytes,
    write_scores,
)
from thidua.core.dataset.writing import write_dataset
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.columns.results import TableScore, table_score_of
from thidua.core.scoring.columns.table import ClusterTable, Rules, category_of
from thidua.core.scoring.columns.tabling import case_at
from thidua.core.text.fault import Refused

Scored = tuple[ClusterTable, TableScore]


def scored(dataset: Dataset, group: int) -> Scored:
    table = dataset.table(group)
    scores = [
        score_cluster(case_at(dataset.rules, table, number))
        for number in range(len(table.clusters))
    ]
    return table, table_score_of(dataset.rules, scores)


@pytest.fixture
def dataset(dataset_file: Path) -> Dataset:
    return open_dataset(dataset_file, {})


@pytest.fixture
def parts(dataset: Dataset) -> list[bytes]:
    return [
        score_table_bytes(dataset.rules, [scored(dataset, group)])
        for group in range(len(dataset.groups))
    ]


@pytest.fixture
def score_header(dataset: Dataset) -> ScoreHeader:
    return score_header_of(dataset, "thidua 9.9")


@pytest.fixture
def file(tmp_path: Path, score_header: ScoreHeader, parts: list[bytes]) -> Path:
    file = tmp_path / "scores.parquet"
    assert write_scores(file, score_header, parts) == 9
    return file


def test_scores_tell_of_each_member_what_a_ranking_tells(file: Path) -> None:
    rows = open_scores(file).table().to_pylist()

    assert [(row["cluster"], row["unit"]) for row in rows[:4]] == [
        ("k1", "k1-u00000"),
        ("k1", "k1-u00001"),
        ("k1", "k1-u00002"),
        ("k2", "k2-u00000"),
    ]
    assert rows[1] == {
        "cluster": "k1",
        "unit": "k1-u00001",
        "status": "ranked",
        "rank": 2,
        "shares_rank": False,
        "points": Decimal("23.00"),
        "bonus": Decimal("0.00"),
        "deductions": Decimal("0.00"),
        "band": "good",
        "decided_by": None,
        "section:S": Decimal("23.00"),
        "criterion:A": Decimal("10.00"),
        "criterion:N": Decimal("9.00"),
        "criterion:J": Decimal("4.00"),
        "unknown": None,
        "provisional": True,
    }


def test_who_lacks_a_criterion_has_no_points_and_the_criteria_named(file: Path) -> None:
    rows = {row["unit"]: row for row in open_scores(file).table().to_pylist()}

    assert rows["k1-u00002"]["status"] == "unscored"
    assert rows["k1-u00002"]["rank"] is None
    assert rows["k1-u00002"]["points"] is None
    assert rows["k1-u00002"]["unknown"] == "A"
    assert rows["k3-u00001"]["unknown"] == "J"


def test_points_are_decimals_kept_as_whole_numbers(file: Path) -> None:
    schema = pq.ParquetFile(file).schema

    points = schema.column(schema.names.index("points"))
    assert str(points.logical_type) == "Decimal(precision=18, scale=2)"
    assert points.physical_type == "INT64"


def test_the_file_names_its_dataset_and_its_rules(file: Path, dataset: Dataset) -> None:
    header = open_scores(file).header

    assert header == ScoreHeader(
        dataset.digest,
        dataset.header.scheme_digest,
        "2026",
        "appraised",
        "thidua 9.9",
        {"table": "proposal"},
        illustrative=False,
    )


def test_the_bytes_do_not_tell_how_the_work_was_parted(
    tmp_path: Path, file: Path, dataset: Dataset, score_header: ScoreHeader
) -> None:
    whole = tmp_path / "whole.parquet"
    together = [scored(dataset, group) for group in range(len(dataset.groups))]

    write_scores(whole, score_header, [score_table_bytes(dataset.rules, together)])

    assert whole.read_bytes() == file.read_bytes()


def test_stitched_parts_are_the_bytes_that_one_writer_writes(file: Path, dataset: Dataset) -> None:
    out = io.BytesIO()
    with sealed_parquet(out, score_schema(dataset.rules), ("cluster", "unit")) as writer:
        for group in range(len(dataset.groups)):
            writer.write_table(score_arrow(dataset.rules, *scored(dataset, group)))
        writer.add_key_value_metadata(pq.ParquetFile(file).metadata.metadata)

    assert file.read_bytes() == out.getvalue()


def test_who_lacks_nothing_has_no_criteria_named(
    dataset: Dataset, make_table: Callable[..., ClusterTable]
) -> None:
    table = make_table({"k": 0})
    score = table_score_of(dataset.rules, [])

    assert score_arrow(dataset.rules, table, score)["unknown"].to_pylist() == []


def test_columns_of_several_parts_are_told_apart(
    two_parts: Rules, make_table: Callable[..., ClusterTable]
) -> None:
    table = make_table({"k": 2}, sectors=category_of([None, "health"]))
    case = case_at(two_parts, table, 0)
    found = score_arrow(two_parts, table, table_score_of(two_parts, [score_cluster(case)]))

    assert [name for name in found.column_names if ":" in name] == [
        "common/criterion:A",
        "common/criterion:N",
        "common/criterion:J",
        "common/section:S",
        "part:common",
        "own/criterion:A",
        "own/criterion:N",
        "own/criterion:J",
        "own/section:S",
        "part:own",
    ]
    assert found["unknown"].to_pylist() == [
        "table:A table:J table:N",
        "health:A health:J health:N table:A table:J table:N",
    ]


def test_columns_that_no_partition_scored_are_blank(dataset: Dataset) -> None:
    table, score = scored(dataset, 0)
    known = {key: one for key, one in score.places.items() if key[2] != "N"}

    found = score_arrow(dataset.rules, table, evolve(score, places=known))

    assert found["criterion:N"].to_pylist() == [None] * 5


def test_a_cluster_is_found_by_its_code(file: Path) -> None:
    scores = open_scores(file)

    assert scores.rows == 9
    assert scores.of_cluster("k3")["unit"].to_pylist() == [f"k3-u0000{n}" for n in range(4)]
    assert scores.of_cluster("k9").num_rows == 0


def test_scores_of_nobody_are_an_empty_file(
    tmp_path: Path,
    make_table: Callable[..., ClusterTable],
    header_for_tables: Callable[..., DatasetHeader],
) -> None:
    table = make_table({"k1": 0})
    write_dataset(tmp_path / "in.parquet", header_for_tables(table), [table])
    dataset = open_dataset(tmp_path / "in.parquet", {})
    part = score_table_bytes(dataset.rules, [scored(dataset, 0)])

    write_scores(tmp_path / "out.parquet", score_header_of(dataset, "r"), [part])

    scores = open_scores(tmp_path / "out.parquet")
    assert scores.rows == 0
    assert scores.table().num_rows == 0
    assert scores.of_cluster("k1").num_rows == 0


def test_parts_must_be_of_one_scheme(
    tmp_path: Path, score_header: ScoreHeader, parts: list[bytes]
) -> None:
    other = io.BytesIO()
    pq.write_table(pa.table({"x": [1]}), other)
    file = tmp_path / "scores.parquet"

    with pytest.raises(ValueError, match="other columns"):
        write_scores(file, score_header, [*parts, other.getvalue()])
    with pytest.raises(ValueError, match="not the end of a Parquet file"):
        write_scores(file, score_header, [b"PAR1"])
    with pytest.raises(ValueError, match="no part"):
        write_scores(file, score_header, [])

    assert not file.exists()


def test_points_of_nineteen_digits_are_refused(dataset: Dataset) -> None:
    table, score = scored(dataset, 0)
    wide = evolve(score.points, scaled=np.full(table.rows, 10**18), known=None)

    with pytest.raises(Refused, match="so large that a column of results cannot hold them"):
        score_arrow(dataset.rules, table, evolve(score, points=wide))


def test_points_at_other_places_than_the_scheme_declares_are_an_error(dataset: Dataset) -> None:
    table, score = scored(dataset, 0)
    wrong = evolve(score, points=evolve(score.points, places=3))

    with pytest.raises(ValueError, match="3 places, not 2"):
        score_arrow(dataset.rules, table, wrong)


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"thidua": "{"},
        {"thidua": "[]"},
        {"thidua": '{"format": "thidua-dataset", "version": 1}'},
        {"thidua": '{"format": "thidua-scores", "version": 2}'},
        {"thidua": '{"format": "thidua-scores", "version": 1, "mean": 3}'},
    ],
)
def test_another_parquet_file_is_no_file_of_scores(
    tmp_path: Path, metadata: dict[str, str]
) -> None:
    file = tmp_path / "x.parquet"
    table = pa.table({"x": [1]})
    with file.open("wb") as out, sealed_parquet(out, table.schema) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata(metadata)

    with pytest.raises(Refused, match="is not a file of scores"):
        open_scores(file)


def test_a_parquet_file_without_a_seal_is_no_file_of_scores(tmp_path: Path) -> None:
    pq.write_table(pa.table({"x": [1]}), tmp_path / "x.parquet")

    with pytest.raises(Refused, match="is not a file of scores"):
        open_scores(tmp_path / "x.parquet")
