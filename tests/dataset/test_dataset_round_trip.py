"""What is written into a dataset is what is read from it, whatever the figures."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thidua.core.dataset.header import DatasetHeader
from thidua.core.dataset.reading import Dataset, open_dataset
from thidua.core.dataset.score_columns import score_arrow
from thidua.core.dataset.score_file import (
    open_scores,
    score_header_of,
    score_table_bytes,
    write_scores,
)
from thidua.core.dataset.writing import write_dataset
from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.tree import Field, Name
from thidua.core.model.freezing import thaw_scheme
from thidua.core.model.observation import JudgedPoints, Layer, Place, Standing
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.columns.results import table_score_of
from thidua.core.scoring.columns.scoring import score_table
from thidua.core.scoring.columns.table import ClusterTable
from thidua.core.scoring.columns.tabling import table_of
from thidua.core.scoring.entries import Entries, Member
from thidua.core.scoring.results import Case

Tell = Callable[[ClusterTable], list[Any]]
HeaderFor = Callable[..., DatasetHeader]

A, TARGET, N = Name("a"), Name("a", Field.TARGET), Name("n")

decimals = st.one_of(
    st.integers(-(10**4), 10**4).map(Fraction),
    st.fractions(-(10**6), 10**6, max_denominator=1).map(lambda value: value / 100),
    st.integers(-(2**65), 2**65).map(Fraction),
    st.integers(-(2**66), 2**66).map(lambda value: Fraction(value, 10**9)),
    st.sampled_from([2**62, 2**63 - 1, -(2**63), 10**18]).map(Fraction),
)
figures = st.one_of(
    st.builds(Figure, decimals),
    st.builds(Figure, decimals, st.sampled_from(Bound), illustrative=st.booleans()),
    st.just(Figure(Fraction(0), presumed=True)),
)
members = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["division", "department"]),
        "sector": st.sampled_from([None, "health"]),
        "standing": st.sampled_from(Standing),
        "figures": st.dictionaries(st.sampled_from([A, TARGET, N]), figures),
        "judged": st.lists(st.tuples(st.integers(0, 500), st.booleans()), max_size=1),
        "exempt": st.sampled_from(["", "", "không được giao", "mới thành lập"]),
    }
)
clusters = st.dictionaries(
    st.from_regex(r"[A-Za-z0-9]{1,3}", fullmatch=True),
    st.dictionaries(st.from_regex(r"[a-z]{1,2}", fullmatch=True), members, max_size=4),
    max_size=6,
)


def case_of(header: DatasetHeader, cluster: str, units: Mapping[str, Mapping[str, Any]]) -> Case:
    scheme, sets = thaw_scheme(header.scheme, {})
    entries = Entries(
        Layer.SELF,
        {
            (unit, name): one
            for unit, said in units.items()
            for name, one in said["figures"].items()
        },
        {
            (unit, "J"): JudgedPoints(
                unit, "J", Place(cluster, "p"), Layer.SELF, Fraction(points, 100), "đọc", drawn
            )
            for unit, said in units.items()
            for points, drawn in said["judged"]
        },
        {(unit, "A"): said["exempt"] for unit, said in units.items() if said["exempt"]},
    )
    people = tuple(
        Member(unit, unit, said["kind"], said["sector"], said["standing"])
        for unit, said in units.items()
    )
    return Case(scheme, sets, people, entries)


def read_all(dataset: Dataset) -> list[ClusterTable]:
    return [dataset.table(group) for group in range(len(dataset.groups))]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=clusters, group_rows=st.integers(1, 8), portion=st.integers(1, 7))
def test_a_table_comes_back_as_it_went(
    drawn: Mapping[str, Mapping[str, Any]],
    group_rows: int,
    portion: int,
    tmp_path: Path,
    header: DatasetHeader,
    header_for_tables: HeaderFor,
    tell: Tell,
) -> None:
    cases = {cluster: case_of(header, cluster, drawn[cluster]) for cluster in sorted(drawn)}
    table = table_of(cases)
    head = header_for_tables(table)
    file, again = tmp_path / "once.parquet", tmp_path / "again.parquet"

    done = write_dataset(file, head, [table], group_rows=group_rows)
    dataset = open_dataset(file, {})
    tables = read_all(dataset)

    assert dataset.header == done
    assert (done.clusters, done.rows) == (len(cases), table.rows)
    assert [code for one in tables for code in one.clusters] == list(cases)
    assert [row for one in tables for row in tell(one)] == tell(table)

    # However the clusters come, the bytes are the same.
    portions = [table.take(slice(at, at + portion)) for at in range(0, len(cases), portion)]
    write_dataset(again, head, portions, group_rows=group_rows)
    assert again.read_bytes() == file.read_bytes()
    # And so they are when what was read is written.
    write_dataset(again, head, tables, group_rows=group_rows)
    assert again.read_bytes() == file.read_bytes()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=clusters, group_rows=st.integers(1, 8))
def test_what_is_read_is_scored_as_what_was_written(
    drawn: Mapping[str, Mapping[str, Any]],
    group_rows: int,
    tmp_path: Path,
    header: DatasetHeader,
    header_for_tables: HeaderFor,
) -> None:
    cases = {cluster: case_of(header, cluster, drawn[cluster]) for cluster in sorted(drawn)}
    table = table_of(cases)
    file, scores = tmp_path / "figures.parquet", tmp_path / "scores.parquet"

    write_dataset(file, header_for_tables(table), [table], group_rows=group_rows)
    dataset = open_dataset(file, {})
    parts = (
        score_table_bytes(dataset.rules, [(one, score_table(dataset.rules, one))])
        for one in read_all(dataset)
    )
    write_scores(scores, score_header_of(dataset, ""), parts)

    one_by_one = table_score_of(dataset.rules, [score_cluster(case) for case in cases.values()])
    wanted = score_arrow(dataset.rules, table, one_by_one)
    assert open_scores(scores).table().to_pylist() == wanted.to_pylist()
