"""A dataset is in its place whole, or nothing has changed; and it holds what people want to see."""

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from attrs import evolve

from thidua.core.dataset import scale
from thidua.core.dataset.arrow_tables import NamedTable
from thidua.core.dataset.header import DatasetHeader
from thidua.core.dataset.information import ColumnInformation, information_of
from thidua.core.dataset.reading import open_dataset
from thidua.core.dataset.scale import CLUSTER, require_scale
from thidua.core.dataset.scaling import rescaled
from thidua.core.dataset.writing import write_dataset
from thidua.core.exact.figure import Bound, Figure
from thidua.core.files import whole_file
from thidua.core.formula.columns.figures import FigureColumn
from thidua.core.formula.tree import Field, Name
from thidua.core.model.criteria import Basis
from thidua.core.scoring.columns.table import ClusterTable
from thidua.core.text.fault import Fault, Refused

MakeTable = Callable[..., ClusterTable]
MakeColumn = Callable[..., FigureColumn]
HeaderFor = Callable[..., DatasetHeader]

A, N = Name("a"), Name("n")


def faults_of(call: Callable[[], object]) -> list[Fault]:
    with pytest.raises(Refused) as refused:
        call()
    return list(refused.value.faults)


def left_in(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """What a disk does that has no more room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [0, 100, 4000])
@pytest.mark.parametrize("buffer", [16, 1 << 20])
@pytest.mark.parametrize("earlier", [{}, {"period.parquet": b"earlier"}])
def test_a_disk_that_fills_leaves_everything_as_it_was(
    tmp_path: Path,
    header: DatasetHeader,
    some: ClusterTable,
    monkeypatch: pytest.MonkeyPatch,
    room: int,
    buffer: int,
    earlier: dict[str, bytes],
) -> None:
    monkeypatch.setattr(whole_file, "_BUFFER", buffer)
    file = tmp_path / "period.parquet"
    for name, content in earlier.items():
        (tmp_path / name).write_bytes(content)

    with files_of_at_most(room):
        (fault,) = faults_of(lambda: write_dataset(file, header, [some]))

    assert fault.what.en == "cannot be written: the disk is full, or its quota used up."
    assert fault.what.vi == "không ghi được: đĩa đã đầy hoặc hết hạn mức."
    assert fault.place == str(file)
    assert left_in(tmp_path) == earlier


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_what_a_killed_run_left_of_the_file_is_removed(
    tmp_path: Path, header: DatasetHeader, some: ClusterTable
) -> None:
    (tmp_path / ".x.parquet.0a1b2c3d.thidua-tmp").write_bytes(b"half")
    write_dataset(tmp_path / "x.parquet", header, [some])
    assert [file.name for file in tmp_path.iterdir()] == ["x.parquet"]


@pytest.mark.parametrize(("owner", "call"), [(os, "fsync"), (Path, "replace")])
def test_a_disk_that_fills_at_the_very_end(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    header: DatasetHeader,
    some: ClusterTable,
    owner: object,
    call: str,
) -> None:
    monkeypatch.setattr(owner, call, _full)

    (fault,) = faults_of(lambda: write_dataset(tmp_path / "x.parquet", header, [some]))

    assert "disk is full" in fault.what.en
    assert left_in(tmp_path) == {}


def test_a_folder_that_is_not_there(
    tmp_path: Path, header: DatasetHeader, some: ClusterTable
) -> None:
    file = tmp_path / "no" / "x.parquet"

    (fault,) = faults_of(lambda: write_dataset(file, header, [some]))

    assert fault.what.en == "cannot be written: there is no such file or folder."


@pytest.mark.parametrize("kind", [KeyboardInterrupt, RuntimeError, MemoryError])
def test_an_interruption_leaves_nothing(
    tmp_path: Path, header: DatasetHeader, some: ClusterTable, kind: type[BaseException]
) -> None:
    def tables() -> Iterator[ClusterTable]:
        yield some.take(slice(0, 2))
        raise kind

    with pytest.raises(kind):
        write_dataset(tmp_path / "x.parquet", header, tables(), group_rows=3)

    assert left_in(tmp_path) == {}


@pytest.mark.parametrize("order", [(1, 0), (0, 0)])
def test_clusters_come_in_order_each_once(
    tmp_path: Path, header: DatasetHeader, some: ClusterTable, order: tuple[int, int]
) -> None:
    tables = [some.take(slice(number, number + 1)) for number in order]

    with pytest.raises(ValueError, match="cluster 'k1' comes after 'k"):
        write_dataset(tmp_path / "x.parquet", header, tables)


def test_units_come_in_order_each_once(
    tmp_path: Path, header: DatasetHeader, some: ClusterTable
) -> None:
    twice = evolve(some, units=["k1-u00000", *some.units[:-1]])
    back = evolve(some, units=["k1-u00009", *some.units[1:]])

    with pytest.raises(ValueError, match="two rows in cluster “k1”"):
        write_dataset(tmp_path / "x.parquet", header, [twice])
    with pytest.raises(ValueError, match="not in the order of units"):
        write_dataset(tmp_path / "x.parquet", header, [back])


def test_nothing_that_the_header_does_not_foresee_is_dropped(
    tmp_path: Path, header: DatasetHeader, some: ClusterTable
) -> None:
    more = evolve(some, not_applicable={"N": {0: "mới"}})

    with pytest.raises(ValueError, match=r"no column for \['N'\]"):
        write_dataset(tmp_path / "x.parquet", header, [more])


def test_a_figure_that_nobody_holds_is_an_error(
    tmp_path: Path, header: DatasetHeader, some: ClusterTable
) -> None:
    column = evolve(some.figures[A], beyond=np.arange(9) == 4)
    broken = evolve(some, figures={**some.figures, A: column})

    with pytest.raises(ValueError, match="row 4 has a figure that neither"):
        write_dataset(tmp_path / "x.parquet", header, [broken])


def test_names_are_for_people(tmp_path: Path, header: DatasetHeader, some: ClusterTable) -> None:
    names = [f"Sở {number}" for number in range(9)]
    file = tmp_path / "x.parquet"

    write_dataset(file, header, [NamedTable(some, names)], group_rows=5)

    assert pq.read_table(file)["name"].to_pylist() == names


def test_without_names_there_are_none(dataset_file: Path) -> None:
    assert pq.read_table(dataset_file)["name"].to_pylist() == [None] * 9


def test_clusters_without_members_stay(
    tmp_path: Path, make_table: MakeTable, header_for_tables: HeaderFor
) -> None:
    table = make_table({"a": 0, "b": 2, "c": 0, "d": 2, "e": 0})
    file = tmp_path / "x.parquet"

    done = write_dataset(file, header_for_tables(table), [table], group_rows=2)

    dataset = open_dataset(file, {})
    assert done.empty == ("a", "c", "e")
    assert [dataset.table(group).clusters for group in (0, 1)] == [("a", "b"), ("c", "d", "e")]
    assert dataset.table(1).segments.starts.tolist() == [0, 0, 2, 2]


def test_a_dataset_of_nobody(
    tmp_path: Path, make_table: MakeTable, header_for_tables: HeaderFor
) -> None:
    table = make_table({"a": 0})
    file = tmp_path / "x.parquet"

    write_dataset(file, header_for_tables(table), [table])

    dataset = open_dataset(file, {})
    assert [group.rows for group in dataset.groups] == [0]
    assert dataset.table(0).clusters == ("a",)
    assert list(dataset.table(0).units) == []
    assert information_of(dataset).columns[0].lowest is None


def test_a_cluster_wider_than_a_row_group_stays_whole(
    tmp_path: Path, make_table: MakeTable, header_for_tables: HeaderFor
) -> None:
    table = make_table({"a": 2, "b": 9, "c": 1, "d": 1})
    file = tmp_path / "x.parquet"

    write_dataset(file, header_for_tables(table), [table], group_rows=3)

    groups = open_dataset(file, {}).groups
    assert [(group.first, group.last, group.rows) for group in groups] == [
        ("a", "a", 2),
        ("b", "b", 9),
        ("c", "d", 2),
    ]


def test_texts_of_units_are_read_like_any_sequence(dataset_file: Path) -> None:
    units = open_dataset(dataset_file, {}).table(0).units

    assert (units[0], units[-1], len(units)) == ("k1-u00000", "k2-u00001", 5)
    assert list(units[3:]) == ["k2-u00000", "k2-u00001"]


def test_a_column_keeps_six_decimals_and_the_rest_beside(
    tmp_path: Path, make_table: MakeTable, make_column: MakeColumn, header_for_tables: HeaderFor
) -> None:
    figures = {A: make_column([10**9, 123, 5 * 10**17], 9), N: make_column([0] * 3)}
    table = make_table({"k": 3}, figures=figures)
    header = header_for_tables(table)
    file = tmp_path / "x.parquet"

    write_dataset(file, header, [table])

    dataset = open_dataset(file, {})
    assert [one.places for one in dataset.header.inputs] == [6, 0]
    assert pq.read_table(file)["a"].to_pylist() == [10**6, None, 5 * 10**14]
    assert pq.read_table(file)["special"].to_pylist()[1] == '{"a":{"value":"0.000000123"}}'
    assert dataset.table(0).special == {1: {A: Figure(Fraction(123, 10**9))}}
    assert not dataset.illustrative


def test_an_illustrative_figure_stands_in_its_column_and_is_marked(
    tmp_path: Path, make_table: MakeTable, make_column: MakeColumn, header_for_tables: HeaderFor
) -> None:
    figures = {A: make_column([15, None], 1), N: make_column([0, 0])}
    special = {0: {A: Figure(Fraction(3, 2), illustrative=True)}}
    table = make_table({"k": 2}, figures=figures, special=special)
    file = tmp_path / "x.parquet"

    write_dataset(file, header_for_tables(table), [table])

    assert pq.read_table(file)["a"].to_pylist() == [15, None]
    assert pq.read_table(file)["special"].to_pylist() == ['{"a":{"illustrative":true}}', None]
    dataset = open_dataset(file, {})
    assert dataset.table(0).special == special
    assert dataset.illustrative
    assert information_of(dataset).illustrative


@pytest.mark.parametrize(
    ("values", "places", "wanted", "kept", "fits"),
    [
        ([5, -7], 0, 2, [500, -700], None),
        ([500, -700], 2, 0, [5, -7], None),
        ([501, -700], 2, 0, [0, -7], [False, True]),
        ([10**17, 1], 0, 2, [0, 100], [False, True]),
        ([-(2**63), 2**63 - 1], 0, 0, [-(2**63), 2**63 - 1], None),
        ([-(2**63), 0], 0, 1, [0, 0], [False, True]),
        ([1, 0], 0, 19, [0, 0], [False, True]),
        ([0, 0], 0, 30, [0, 0], None),
        ([], 0, 2, [], None),
    ],
)
def test_integers_change_their_scale_exactly_or_not_at_all(
    values: list[int], places: int, wanted: int, kept: list[int], fits: list[bool] | None
) -> None:
    found, mask = rescaled(np.array(values, np.int64), places, wanted)

    assert found.tolist() == kept
    assert (None if mask is None else mask.tolist()) == fits


def test_information_tells_the_columns(
    dataset_file: Path, make_table: MakeTable, make_column: MakeColumn
) -> None:
    found = information_of(open_dataset(dataset_file, {}))

    assert (found.groups, found.widest_group, found.special_rows) == (2, 5, 0)
    assert found.size == dataset_file.stat().st_size
    assert (found.header.period, found.header.rows, found.header.clusters) == ("2026", 9, 3)
    assert [(one.code, one.basis, one.criteria, one.points) for one in found.sets] == [
        ("table", Basis.PROPOSAL, 3, Fraction(25))
    ]
    assert found.columns[0] == ColumnInformation(
        "a", 2, False, 8, 0, 1, Fraction(1, 100), Fraction(5, 2), True
    )
    assert [one.column for one in found.columns] == ["a", "a.target", "n", "judged:J"]


def test_information_tells_amounts_too_wide_for_whole_columns(
    tmp_path: Path, make_table: MakeTable, make_column: MakeColumn, header_for_tables: HeaderFor
) -> None:
    wide, held = make_column([10**16, 1]), make_column([10**14, None])
    apart = Figure(Fraction(3), Bound.OVER)
    beyond = evolve(held, present=None, beyond=np.array([False, True]))
    table = make_table(
        {"k": 2}, figures={A: wide, Name("a", Field.TARGET): beyond}, special={
            1: {Name("a", Field.TARGET): apart}
        }
    )  # fmt: skip
    file = tmp_path / "x.parquet"
    write_dataset(file, header_for_tables(table), [table])

    found = information_of(open_dataset(file, {}))

    assert {one.column: one.fits for one in found.columns} == {
        "a": False, "a.target": False, "n": True,
    }  # fmt: skip
    assert found.special_rows == 2  # also that neither reported n, which is no presumed zero


def test_information_tells_special_figures_from_missing_ones(
    tmp_path: Path, make_table: MakeTable, make_column: MakeColumn, header_for_tables: HeaderFor
) -> None:
    figures = {A: make_column([15, None, 20, None], 1), N: make_column([1, 2, 3, 4])}
    apart = [Figure(Fraction(3), Bound.UNDER), Figure(Fraction(1, 10**9), illustrative=True)]
    special = {row: {A: one} for row, one in zip((1, 2), apart, strict=True)}
    beyond = np.array([False, True, True, False])
    figures[A] = evolve(figures[A], present=np.array([True, True, True, False]), beyond=beyond)
    table = make_table({"k": 2, "m": 2}, figures=figures, special=special)
    file = tmp_path / "x.parquet"
    write_dataset(file, header_for_tables(table), [table], group_rows=2)

    a, n = information_of(open_dataset(file, {})).columns

    assert (a.held, a.special, a.blank) == (1, 2, 1)
    assert (a.lowest, a.highest, a.fits) == (Fraction(3, 2), Fraction(3, 2), False)
    assert (n.held, n.special, n.blank, n.fits) == (4, 0, 0, True)


def test_without_the_extra_every_dataset_is_refused_in_both_languages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def find(name: str) -> ModuleSpec | None:
        return None if name in ("pyarrow", "dask") else ModuleSpec(name, None)

    monkeypatch.setattr(scale, "find_spec", find)

    (fault,) = faults_of(require_scale)
    assert fault.what.vi == "Tập dữ liệu theo cột cần thư viện chưa được cài: pyarrow."
    assert fault.remedy is not None
    assert "pip install 'thidua[scale]'" in fault.remedy.en
    (fault,) = faults_of(lambda: require_scale(*CLUSTER))
    assert fault.what.en.endswith("not installed: dask.")


def test_with_the_extra_nothing_is_said_and_nothing_imported() -> None:
    program = (
        "import sys; from thidua.core.dataset.scale import require_scale; require_scale();"
        "print({'numpy', 'pyarrow'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout.strip() == "set()"
