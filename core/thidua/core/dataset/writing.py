"""A period written as a dataset: row group by row group, in memory that does not grow with it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
from attrs import define, evolve, field

from thidua.core.dataset.arrow_tables import NamedTable, arrow_of, schema_of
from thidua.core.dataset.header import DatasetHeader
from thidua.core.dataset.header_text import metadata_of
from thidua.core.dataset.naming import CLUSTER, UNIT
from thidua.core.dataset.ordering import disorder_of, runs_of
from thidua.core.dataset.parquet_files import sealed_parquet
from thidua.core.dataset.row_groups import GROUP_ROWS, Portion, row_groups
from thidua.core.files.whole_file import clear_unfinished, placed_whole
from thidua.core.scoring.columns.table import ClusterTable

Tables = Iterable[ClusterTable | NamedTable]


def write_dataset(
    file: Path, header: DatasetHeader, tables: Tables, *, group_rows: int = GROUP_ROWS
) -> DatasetHeader:
    """Write whole clusters, each once, by the order of their codes; the header with its counts.

    The bytes depend on the clusters, not on how the tables portion them. What a killed run left
    of the file is removed. Refused where it cannot be written: nothing is left of it then.
    ValueError where the clusters, or the units of one, are not in order, or where the header has
    no column for what a table holds.
    """
    portions = _Portions(header)
    clear_unfinished(file.parent, file.name)
    with (
        placed_whole(file) as out,
        sealed_parquet(out, schema_of(header), sorted_by=(CLUSTER, UNIT)) as writer,
    ):
        for group in row_groups(portions.of(tables), group_rows):
            writer.write_table(group, row_group_size=group.num_rows)
        done = portions.counted()
        writer.add_key_value_metadata(metadata_of(done))
    return done


@define
class _Portions:
    """Tables as Arrow columns, counted on their way."""

    header: DatasetHeader
    clusters: int = 0
    rows: int = 0
    last: str = ""
    empty: list[str] = field(factory=list)

    def of(self, tables: Tables) -> Iterator[Portion]:
        """The rows of each table, with the ends of its clusters."""
        for one in tables:
            table = one.table if isinstance(one, NamedTable) else one
            self._count(table)
            arrow = arrow_of(one, self.header)
            _check_order(arrow)
            yield arrow, np.unique(table.segments.starts[1:])

    def _count(self, table: ClusterTable) -> None:
        for cluster in table.clusters:
            if cluster <= self.last:
                raise ValueError(f"cluster {cluster!r} comes after {self.last!r}")
            self.last = cluster
        sizes = table.segments.sizes
        self.empty += [table.clusters[place] for place in np.flatnonzero(sizes == 0)]
        self.clusters += len(table.clusters)
        self.rows += table.rows

    def counted(self) -> DatasetHeader:
        """The header with what came."""
        return evolve(self.header, clusters=self.clusters, rows=self.rows, empty=tuple(self.empty))


def _check_order(arrow: pa.Table) -> None:
    """The order of units within their clusters, which are in order."""
    units = arrow[UNIT].combine_chunks()
    for told in disorder_of(runs_of(arrow[CLUSTER].combine_chunks()), units):
        raise ValueError(told.en)
