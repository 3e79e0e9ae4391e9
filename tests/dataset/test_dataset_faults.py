"""A file that is not what it should be is refused with all that is wrong, in words."""

import errno
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thidua.core.dataset.reading import open_dataset
from thidua.core.dataset.score_file import open_scores
from thidua.core.dataset.sealing import SealedStream, footer_length
from thidua.core.text.fault import Fault, Refused

Change = Callable[[pa.Table], pa.Table]


def faults_of(call: Callable[[], object]) -> list[Fault]:
    with pytest.raises(Refused) as refused:
        call()
    return list(refused.value.faults)


def told(call: Callable[[], object]) -> list[str]:
    return [fault.what.en for fault in faults_of(call)]


def opened(file: Path) -> list[str]:
    return told(lambda: open_dataset(file, {}))


def read(file: Path) -> list[str]:
    dataset = open_dataset(file, {})
    return told(lambda: [dataset.table(group) for group in range(len(dataset.groups))])


def write(file: Path, table: pa.Table, *, group_rows: int = 5, **options: Any) -> None:
    """A sealed file, whatever is in it."""
    pq.write_table(table, file, row_group_size=group_rows, **options)
    content = file.read_bytes()
    footer = footer_length(content[-8:])
    with file.open("wb") as out:
        stream = SealedStream(out)
        stream.write(content[:-footer])
        stream.hold()
        stream.write(content[-footer:])
        stream.end()


def rewrite(file: Path, change: Change, **options: Any) -> None:
    table = pq.read_table(file)
    write(file, change(table).replace_schema_metadata(table.schema.metadata), **options)


def describe(file: Path, **changes: Any) -> None:
    """Change what the file says of itself."""
    table = pq.read_table(file)
    metadata = dict(table.schema.metadata)
    plain = json.loads(metadata[b"thidua"])
    metadata[b"thidua"] = json.dumps({**plain, **changes}).encode()
    write(file, table.replace_schema_metadata(metadata))


def put(column: str, values: dict[int, object]) -> Change:
    """Put other values into some rows of a column."""

    def change(table: pa.Table) -> pa.Table:
        field = table.schema.get_field_index(column)
        kept = table[column].to_pylist()
        for row, value in values.items():
            kept[row] = value
        array = pa.array(kept, table.schema.field(column).type)
        return table.set_column(field, pa.field(column, array.type), array)

    return change


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert opened(tmp_path / "none.parquet") == ["there is no such file."]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (fault,) = faults_of(lambda: open_dataset(tmp_path, {}))

    assert fault.what.en.startswith("cannot be read: ")
    assert fault.place == str(tmp_path)


def test_a_file_whose_folder_is_a_file(dataset_file: Path) -> None:
    assert opened(dataset_file / "x.parquet") == [
        "cannot be read: on its path a file stands where a folder should be."
    ]


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"unit;a;b\n" * 100])
def test_a_file_of_another_kind(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "figures.csv"
    file.write_bytes(content)

    assert opened(file) == ["is not a Parquet file."]


@pytest.mark.parametrize("kept", [0.2, 0.9, 0.999])
def test_a_file_cut_short(dataset_file: Path, kept: float) -> None:
    content = dataset_file.read_bytes()
    dataset_file.write_bytes(content[: int(len(content) * kept)])

    (fault,) = faults_of(lambda: open_dataset(dataset_file, {}))
    assert fault.what.en == "the Parquet file was cut short, or its end is damaged."
    assert fault.what.vi == "tệp Parquet bị cắt cụt hoặc phần cuối bị hỏng."
    assert fault.remedy is not None


def test_a_parquet_file_that_somebody_else_wrote(tmp_path: Path) -> None:
    file = tmp_path / "x.parquet"
    pq.write_table(pa.table({"x": [1]}), file)
    assert opened(file) == ["is not a dataset written by thidua."]

    write(file, pa.table({"x": [1]}))
    assert opened(file) == ["is not a dataset written by thidua."]


def test_a_parquet_file_that_is_hardly_one(tmp_path: Path) -> None:
    file = tmp_path / "x.parquet"
    file.write_bytes(b"PAR1" + (9).to_bytes(4, "little") + b"PAR1")

    assert opened(file) == ["is not a dataset written by thidua."]


def test_a_dataset_that_another_tool_has_written_again(dataset_file: Path) -> None:
    pq.write_table(pq.read_table(dataset_file), dataset_file)

    assert opened(dataset_file) == ["is not a dataset written by thidua."]


@pytest.mark.parametrize("header", ["{", "[]", '{"format": "thidua-scores"}'])
def test_a_description_of_something_else(tmp_path: Path, header: str) -> None:
    file = tmp_path / "x.parquet"
    write(file, pa.table({"x": [1]}).replace_schema_metadata({"thidua": header}))

    (told,) = opened(file)
    assert "is not a dataset" in told or "is damaged at “thidua”" in told


@pytest.mark.parametrize("version", [2, "1"])
def test_a_newer_format_names_its_release(dataset_file: Path, version: object) -> None:
    describe(dataset_file, version=version)

    assert opened(dataset_file) == [
        f"the dataset is in format version {version}, newer than this thidua reads (thidua 9.9)."
    ]


def test_every_damaged_line_of_the_description_is_told(dataset_file: Path) -> None:
    describe(
        dataset_file,
        period="two words",
        span=["2026-12-31", "2026-01-01"],
        layer="nobody",
        inputs=[{"column": "a.actual", "places": 0, "zero_when_blank": False}],
        judged=[{"criterion": "J", "places": 19}],
        not_applicable="A",
        release=3,
        clusters=-1,
        rows=True,
        empty=[None],
        scheme=None,
    )

    lines = opened(dataset_file)
    named = [line.split("“")[1].split("”")[0] for line in lines if "damaged at" in line]
    assert named == [
        "period", "span", "layer", "inputs", "judged", "not_applicable", "release", "clusters",
        "rows", "empty", "scheme",
    ]  # fmt: skip
    assert lines[-1] == "the scheme in the file does not match its digest."


@pytest.mark.parametrize("column", ["if", "a.b.c", "A"])
def test_a_column_that_no_formula_could_read(dataset_file: Path, column: str) -> None:
    describe(dataset_file, inputs=[{"column": column, "places": 0, "zero_when_blank": False}])

    assert opened(dataset_file) == ["the description of the dataset is damaged at “inputs”."]


def test_a_column_described_twice(dataset_file: Path) -> None:
    describe(dataset_file, judged=[{"criterion": "J", "places": 0}] * 2)

    assert opened(dataset_file) == ["the description of the dataset is damaged at “inputs”."]


def test_a_scheme_that_does_not_match_its_digest(dataset_file: Path) -> None:
    table = pq.read_table(dataset_file)
    metadata = dict(table.schema.metadata)
    metadata[b"thidua-scheme"] = metadata[b"thidua-scheme"].replace(
        b'"points":"25"', b'"points":"26"'
    )
    write(dataset_file, table.replace_schema_metadata(metadata))

    (fault,) = faults_of(lambda: open_dataset(dataset_file, {}))
    assert fault.what.en == "the scheme in the file does not match its digest."
    assert fault.what.vi == "cách tính điểm ghi trong tệp không khớp mã băm của nó."


def test_columns_missing_of_another_type_and_too_many(dataset_file: Path) -> None:
    def change(table: pa.Table) -> pa.Table:
        names = pc.cast(table["n"], pa.float64())
        return (
            table.drop_columns(["a", "judged:J"])
            .set_column(table.schema.get_field_index("n") - 1, "n", names)
            .append_column("b", table["a"])
        )

    rewrite(dataset_file, change)

    assert opened(dataset_file) == [
        "column “a” is missing.",
        "column “n” is of type double, not int64.",
        "column “judged:J” is missing.",
        "the description does not tell of column “b”.",
    ]


def test_rows_that_are_not_as_many_as_said(dataset_file: Path) -> None:
    rewrite(dataset_file, lambda table: table.slice(0, 8))

    assert opened(dataset_file) == ["the file has 8 rows, its description says 9."]


def test_a_cluster_in_two_row_groups(dataset_file: Path) -> None:
    rewrite(dataset_file, lambda table: table, group_rows=4)

    assert opened(dataset_file) == [
        "cluster “k2” stands in two row groups.",
        "cluster “k3” stands in two row groups.",
    ]


def test_row_groups_out_of_order(dataset_file: Path) -> None:
    rewrite(
        dataset_file,
        lambda table: pa.concat_tables([table.slice(5), table.slice(0, 5)]),
        group_rows=4,
    )

    assert opened(dataset_file) == [
        "the row groups are not in the order of clusters (at “k1”).",
        "cluster “k2” stands in two row groups.",
    ]


def test_row_groups_that_do_not_tell_their_clusters(dataset_file: Path) -> None:
    rewrite(dataset_file, lambda table: table, write_statistics=False)

    assert opened(dataset_file) == ["row group 1 does not tell its clusters."]


def test_a_page_that_fails_its_checksum(dataset_file: Path) -> None:
    column = pq.ParquetFile(dataset_file).metadata.row_group(1).column(6)
    content = bytearray(dataset_file.read_bytes())
    content[column.data_page_offset + column.total_compressed_size - 1] ^= 1
    dataset_file.write_bytes(content)

    dataset = open_dataset(dataset_file, {})

    dataset.table(0)
    (fault,) = faults_of(lambda: dataset.table(1))
    assert fault.what.en == "row group 2 of the file is damaged: its content fails its checksum."
    assert fault.place == str(dataset_file)


def test_a_content_that_does_not_match_its_digest(dataset_file: Path) -> None:
    column = pq.ParquetFile(dataset_file).metadata.row_group(0).column(6)
    content = bytearray(dataset_file.read_bytes())
    content[column.data_page_offset + 1] ^= 1  # the header of a page, which no checksum covers
    dataset_file.write_bytes(content)

    dataset = open_dataset(dataset_file, {})

    (fault,) = faults_of(lambda: dataset.digest)
    assert fault.what.en == "the file is damaged: its content does not match the digest in it."
    assert fault.what.vi == "tệp bị hỏng: nội dung không khớp mã băm ghi trong tệp."


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(bit=st.integers(0, 2**20))
def test_one_bit_turned_anywhere_never_goes_unnoticed(dataset_file: Path, bit: int) -> None:
    sound = dataset_file.read_bytes()
    content = bytearray(sound)
    content[bit // 8 % len(content)] ^= 1 << bit % 8
    try:
        dataset_file.write_bytes(content)
        with pytest.raises(Refused):
            open_dataset(dataset_file, {}).digest  # noqa: B018
    finally:
        dataset_file.write_bytes(sound)


def test_the_digest_is_that_of_the_whole_file(dataset_file: Path) -> None:
    digest = hashlib.sha256(dataset_file.read_bytes()).hexdigest()

    assert open_dataset(dataset_file, {}).digest == digest


def test_a_unit_twice_and_units_out_of_order(dataset_file: Path) -> None:
    rewrite(dataset_file, put("unit", {1: "k1-u00000", 7: "k3-u00009"}))

    assert read(dataset_file) == ["unit “k1-u00000” has two rows in cluster “k1”."]
    rewrite(dataset_file, put("unit", {1: "k1-u00009"}))
    assert read(dataset_file) == [
        "the rows of cluster “k1” are not in the order of units (at “k1-u00002”)."
    ]


def test_a_cluster_that_stands_twice_in_a_row_group(dataset_file: Path) -> None:
    rewrite(dataset_file, put("cluster", {1: "k2"}))

    assert read(dataset_file)[0] == (
        "the rows are not in the order of clusters, or one stands twice (at “k1”)."
    )


def test_words_that_nobody_knows_are_told_together(dataset_file: Path) -> None:
    rewrite(dataset_file, put("kind", {0: "hội nhỏ"}))
    rewrite(dataset_file, put("sector", {1: "?"}))
    rewrite(dataset_file, put("standing", {2: "dismissed"}))

    assert read(dataset_file) == [
        "column “kind” has a word that is not known: “hội nhỏ”.",
        "column “sector” has a word that is not known: “?”.",
        "column “standing” has a word that is not known: “dismissed”.",
    ]


def test_blanks_where_every_row_must_say_something(dataset_file: Path) -> None:
    rewrite(dataset_file, put("unit", {0: None}))
    rewrite(dataset_file, put("standing", {0: None}))

    assert read(dataset_file) == ["column “unit” has blanks.", "column “standing” has blanks."]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "3",
        '{"a":3}',
        '{"a":{"bound":"over"}}',
        '{"a":{"value":"1e3"}}',
        '{"a":{"value":"1","bound":"about"}}',
        '{"a.mean":{"value":"1"}}',
        '{"a.actual":{"value":"1"}}',
        '{"b":{"value":"1"}}',
    ],
)
def test_special_figures_that_cannot_be_read(dataset_file: Path, text: str) -> None:
    rewrite(dataset_file, put("special", {0: text}))

    assert read(dataset_file) == [f"column “special” has content that cannot be read: {text}"]


def test_a_blank_that_is_said_to_be_illustrative(dataset_file: Path) -> None:
    rewrite(dataset_file, put("special", {2: '{"a":{"illustrative":true}}'}))

    assert read(dataset_file) == ["column “special” tells of a figure that is not in column “a”."]


def test_a_file_replaced_while_it_is_read(dataset_file: Path) -> None:
    dataset = open_dataset(dataset_file, {})
    os.utime(dataset_file, ns=(1, 1))

    assert told(lambda: dataset.table(0)) == ["the file was changed while it was being read."]
    assert told(lambda: dataset.digest) == ["the file was changed while it was being read."]


def test_a_disk_that_fails_while_it_is_read(
    dataset_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = open_dataset(dataset_file, {})

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(pq, "ParquetFile", fail)
    assert told(lambda: dataset.table(0)) == [
        "cannot be read: the operating system reports EIO (5)."
    ]


def test_scores_are_opened_with_the_same_care(tmp_path: Path) -> None:
    assert told(lambda: open_scores(tmp_path)) == ["cannot be read: is a folder, not a file."]
    assert told(lambda: open_scores(tmp_path / "x")) == ["there is no such file."]


def test_a_file_taken_away_while_it_is_read(dataset_file: Path) -> None:
    dataset = open_dataset(dataset_file, {})
    dataset_file.unlink()

    assert told(lambda: dataset.table(0)) == ["there is no such file."]
    assert told(lambda: dataset.digest) == ["there is no such file."]
