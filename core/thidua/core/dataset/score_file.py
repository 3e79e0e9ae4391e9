"""Scores as a Parquet file: written from parts that need not be on one machine, and read back."""

import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import asdict, frozen

from thidua.core.dataset.naming import CLUSTER, UNIT
from thidua.core.dataset.parquet_files import damage_told, open_parquet, parquet_writer, sealed
from thidua.core.dataset.reading import Dataset
from thidua.core.dataset.score_columns import score_arrow, score_schema
from thidua.core.dataset.stitching import stitch
from thidua.core.files.whole_file import placed_whole
from thidua.core.model.freezing.canonical_json import canonical_json
from thidua.core.scoring.columns.results import TableScore
from thidua.core.scoring.columns.table import ClusterTable, Rules
from thidua.core.text.fault import Refused, refuse

FORMAT, VERSION = "thidua-scores", 1
_KEY = b"thidua"


@frozen
class ScoreHeader:
    """Of what the scores are, and by which rules."""

    dataset: str
    """The digest of the dataset's file."""
    scheme: str
    """The digest of the frozen scheme."""
    period: str
    layer: str | None
    release: str
    """The release of thidua that scored."""
    basis: Mapping[str, str]
    """``official`` or ``proposal``, by criteria set."""
    illustrative: bool
    """Whether the dataset holds figures that nobody published."""


def score_header_of(dataset: Dataset, release: str) -> ScoreHeader:
    """The header of the scores of a dataset."""
    header = dataset.header
    layer = None if header.layer is None else header.layer.value
    basis = {code: one.source.basis.value for code, one in dataset.rules.sets.items()}
    return ScoreHeader(
        dataset.digest,
        header.scheme_digest,
        header.period,
        layer,
        release,
        basis,
        dataset.illustrative,
    )


def score_table_bytes(rules: Rules, scored: Iterable[tuple[ClusterTable, TableScore]]) -> bytes:
    """Tables with their scores as a part for :func:`write_scores`: a row group for each.

    A table is one row group of the dataset, so that the bytes of the whole do not depend on how
    the groups are parted. Refused where points are wider than a file holds.
    """
    out = io.BytesIO()
    writer = parquet_writer(out, score_schema(rules), sorted_by=(CLUSTER, UNIT))
    for table, score in scored:
        if table.rows:
            writer.write_table(score_arrow(rules, table, score), row_group_size=table.rows)
    writer.close()
    return out.getvalue()


def write_scores(file: Path, header: ScoreHeader, parts: Iterable[bytes]) -> int:
    """Write the parts, in the order of the dataset's row groups, as one file; its rows.

    Refused where it cannot be written: nothing is left of it then.
    """
    plain = {"format": FORMAT, "version": VERSION, **asdict(header)}
    with placed_whole(file) as out:
        return stitch(out, parts, {_KEY: canonical_json(plain).encode()})


@frozen(eq=False)
class Scores:
    """A file of scores, opened."""

    file: Path
    header: ScoreHeader
    schema: pa.Schema
    metadata: pq.FileMetaData

    @property
    def rows(self) -> int:
        """How many members it has scores of."""
        rows: int = self.metadata.num_rows
        return rows

    def table(self) -> pa.Table:
        """All scores, as they stand."""
        groups = range(self.metadata.num_row_groups)
        return pa.concat_tables([self.schema.empty_table(), *map(self.group, groups)])

    def group(self, number: int) -> pa.Table:
        """The scores of a row group; Refused where it is damaged."""
        with open_parquet(self.file, self.metadata) as parquet, damage_told(self.file, number):
            return parquet.read_row_group(number)

    def of_cluster(self, cluster: str) -> pa.Table:
        """The scores of one cluster, by unit; no row where there is no such cluster."""
        column = self.schema.get_field_index(CLUSTER)
        found = [self.schema.empty_table()]
        for number in range(self.metadata.num_row_groups):
            statistics = self.metadata.row_group(number).column(column).statistics
            if statistics.min <= cluster <= statistics.max:
                found.append(self.group(number).filter(pa.compute.field(CLUSTER) == cluster))
        return pa.concat_tables(found)


def open_scores(file: Path) -> Scores:
    """Open a file of scores; Refused where it is none, or where it is damaged."""
    sealed(file, _no_scores)
    with open_parquet(file) as parquet:
        metadata, schema = parquet.metadata, parquet.schema_arrow
    return Scores(file, _header_of(metadata.metadata or {}, file), schema, metadata)


def _header_of(metadata: Mapping[bytes, bytes], file: Path) -> ScoreHeader:
    try:
        plain = json.loads(metadata[_KEY])
        if (plain.pop("format"), plain.pop("version")) != (FORMAT, VERSION):
            raise ValueError("another format")
        return ScoreHeader(**{"layer": None, **plain})
    except (KeyError, ValueError, TypeError, AttributeError):
        raise _no_scores(str(file)) from None


def _no_scores(place: str) -> Refused:
    return refuse(
        "không phải là tệp điểm do thidua ghi, hoặc do bản mới hơn ghi.",
        "is not a file of scores written by thidua, or was written by a newer one.",
        place=place,
    )
