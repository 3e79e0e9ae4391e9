"""A dataset opened: checked as a whole from its footer, read one row group at a time."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import field, frozen

from thidua.core.dataset.arrow_tables import schema_of
from thidua.core.dataset.columns_read import is_illustrative, special_counts, table_in
from thidua.core.dataset.header import DatasetHeader
from thidua.core.dataset.header_text import EXPORT_AGAIN, header_of, not_a_dataset
from thidua.core.dataset.naming import CLUSTER, NAME, SPECIAL
from thidua.core.dataset.parquet_files import (
    damage_told,
    open_parquet,
    sealed,
    whole_digest,
)
from thidua.core.dataset.sealing import Seal
from thidua.core.files.refusal import guarded_read
from thidua.core.formula.tree import Name
from thidua.core.model.formulas import Formula
from thidua.core.model.freezing import thaw_scheme
from thidua.core.scoring.columns.table import ClusterTable, Rules
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse, refuse_all


@frozen
class Group:
    """A row group: whole clusters, from the first code to the last."""

    rows: int
    first: str
    last: str


@frozen
class Stamp:
    """What changes when a file is replaced or written to."""

    inode: int
    size: int
    modified: int
    """Nanoseconds."""


@frozen(slots=False, eq=False)
class Dataset:
    """A period in columns, with the rules by which its clusters are scored."""

    file: Path
    header: DatasetHeader
    rules: Rules = field(repr=False)
    groups: tuple[Group, ...]
    """At least one; a dataset without rows has one that is empty."""
    metadata: pq.FileMetaData = field(repr=False)
    seal: Seal
    stamp: Stamp
    """What tells that the file is still the one that was opened."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the whole file; Refused where its content is not what was written."""
        found = whole_digest(self.file, self.seal)
        self._check_unchanged()
        return found

    def table(self, group: int) -> ClusterTable:
        """The clusters of a row group.

        Refused where a page fails its checksum, where rows are out of order, and where a word or
        a special figure cannot be read; also where the file has been replaced meanwhile.
        """
        wanted = [column for column in self.header.columns if column != NAME]
        arrays = self._read(group, wanted)
        return table_in(arrays, self.header, self.empty_in(group), self._place(group))

    @cached_property
    def illustrative(self) -> bool:
        """Whether it holds any figure that nobody published."""
        return any(is_illustrative(special) for _, special in self._special())

    @cached_property
    def special_counts(self) -> Mapping[Name, int]:
        """Figures that are more than an integer at the places of their column, by column; Refused
        where one cannot be read."""
        counts: Counter[Name] = Counter()
        for group, special in self._special():
            counts += special_counts(special, self.header, self._place(group))
        return counts

    def _special(self) -> Iterator[tuple[int, pa.StringArray]]:
        """What stands beside the rows of each row group that has anything."""
        for group in range(self.metadata.num_row_groups):
            if self._statistics(group, SPECIAL).num_values:
                yield group, self._read(group, [SPECIAL])[SPECIAL]

    def _place(self, group: int) -> str:
        return f"{self.file}, {group + 1}/{len(self.groups)}"

    def _statistics(self, group: int, column: str) -> pq.Statistics:
        place = self.metadata.schema.names.index(column)
        return self.metadata.row_group(group).column(place).statistics

    def empty_in(self, group: int) -> tuple[str, ...]:
        """The clusters without members that belong among those of a row group."""
        begin = self.groups[group - 1].last if group else ""
        end = None if group == len(self.groups) - 1 else self.groups[group].last
        return tuple(
            code for code in self.header.empty if code > begin and (end is None or code < end)
        )

    def _read(self, group: int, columns: Sequence[str]) -> dict[str, pa.Array]:
        if not self.metadata.num_row_groups:
            nothing = schema_of(self.header).empty_table()
            return {column: nothing[column].combine_chunks() for column in columns}
        self._check_unchanged()
        with open_parquet(self.file, self.metadata) as parquet, damage_told(self.file, group):
            found = parquet.read_row_group(group, columns=list(columns), use_threads=False)
            return {column: _one_array(found[column]) for column in columns}

    def _check_unchanged(self) -> None:
        if stamp_of(self.file) != self.stamp:
            raise refuse(
                "tệp đã bị thay đổi trong khi đang được đọc.",
                "the file was changed while it was being read.",
                place=str(self.file),
                remedy=Text("Hãy chạy lại.", "Run it again."),
            )


def open_dataset(file: Path, python: Mapping[str, Formula]) -> Dataset:
    """Open a dataset; ``python`` offers the formulas that are plain functions, by code.

    Refused, as far as can be with every fault at once, where there is no such file, where it is
    no Parquet file, no dataset, of a newer format, cut short or damaged, where a column is
    missing or of another type, where the scheme does not match its digest, where a cluster
    stands in two row groups, and as in ``thaw_scheme``.
    """
    stamp, seal = stamp_of(file), sealed(file, not_a_dataset)
    with open_parquet(file) as parquet:
        metadata, schema = parquet.metadata, parquet.schema_arrow
    header = header_of(metadata.metadata or {}, str(file))
    refuse_all(Fault(told, str(file), EXPORT_AGAIN) for told in _column_faults(header, schema))
    groups = _groups(metadata, str(file))
    refuse_all(
        Fault(told, str(file), EXPORT_AGAIN) for told in _count_faults(header, metadata, groups)
    )
    rules = Rules(*thaw_scheme(header.scheme, python))
    return Dataset(file, header, rules, groups or (Group(0, "", ""),), metadata, seal, stamp)


def stamp_of(file: Path) -> Stamp:
    """The stamp of a file; Refused where there is none."""
    with guarded_read(file):
        stat = file.stat()
    return Stamp(stat.st_ino, stat.st_size, stat.st_mtime_ns)


def _one_array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _column_faults(header: DatasetHeader, found: pa.Schema) -> Iterator[Text]:
    wanted = schema_of(header)
    for one in wanted:
        if one.name not in found.names:
            yield Text(f"thiếu cột “{one.name}”.", f"column “{one.name}” is missing.")
        elif found.field(one.name).type != one.type:
            kind = found.field(one.name).type
            yield Text(
                f"cột “{one.name}” có kiểu {kind}, phải là {one.type}.",
                f"column “{one.name}” is of type {kind}, not {one.type}.",
            )
    for name in found.names:
        if name not in wanted.names:
            yield Text(
                f"phần mô tả không nói đến cột “{name}”.",
                f"the description does not tell of column “{name}”.",
            )


def _groups(metadata: pq.FileMetaData, place: str) -> tuple[Group, ...]:
    column = metadata.schema.names.index(CLUSTER)
    found = []
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        statistics = group.column(column).statistics
        if statistics is None or not statistics.has_min_max:
            raise refuse(
                f"nhóm dòng {number + 1} không cho biết gồm những cụm nào.",
                f"row group {number + 1} does not tell its clusters.",
                place=place,
                remedy=EXPORT_AGAIN,
            )
        found.append(Group(group.num_rows, statistics.min, statistics.max))
    return tuple(found)


def _count_faults(
    header: DatasetHeader, metadata: pq.FileMetaData, groups: Sequence[Group]
) -> Iterator[Text]:
    if metadata.num_rows != header.rows:
        yield Text(
            f"tệp có {metadata.num_rows} dòng, phần mô tả ghi {header.rows}.",
            f"the file has {metadata.num_rows} rows, its description says {header.rows}.",
        )
    for before, after in pairwise(groups):
        if after.first == before.last:
            yield Text(
                f"cụm “{after.first}” nằm ở hai nhóm dòng.",
                f"cluster “{after.first}” stands in two row groups.",
            )
        elif after.first < before.last:
            yield Text(
                f"các nhóm dòng không xếp theo mã cụm (tại “{after.first}”).",
                f"the row groups are not in the order of clusters (at “{after.first}”).",
            )
