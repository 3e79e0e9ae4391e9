"""The figures of a dataset as strips: what was reported, of the period itself."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import compress
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from thidua.core.dataset.header import DatasetHeader
from thidua.core.dataset.header_text import HEADER_KEY
from thidua.core.dataset.naming import NOT_APPLICABLE, STANDING
from thidua.core.dataset.reading import open_dataset
from thidua.core.dataset.texts import text_array
from thidua.core.exact.decimal_text import canonical
from thidua.core.formula.columns.masks import Mask, filled, has_any
from thidua.core.formula.tree import Field, Name
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Standing
from thidua.core.model.period import Period
from thidua.core.record.columns.decimals import decimal_texts
from thidua.core.scoring.columns.table import ClusterTable
from thidua.core.text.bilingual import LANGUAGES
from thidua.core.text.dates import format_date
from thidua.core.text.fault import refuse
from thidua.core.workspace.datasets.faults_found import FaultsFound
from thidua.core.workspace.datasets.plain_parquet import place_in_parquet
from thidua.core.workspace.datasets.shared_units import said_once
from thidua.core.workspace.datasets.strips import BulkFile, Strip
from thidua.core.workspace.intake import result_faults


def is_dataset(path: Path) -> bool:
    """Whether a Parquet file says of itself that it is a dataset."""
    try:
        return HEADER_KEY in (pq.read_metadata(path).metadata or {})
    except (pa.ArrowException, OSError):
        return False


def read_dataset_figures(
    path: Path,
    period: Period,
    indicators: Mapping[str, Indicator],
    python: Mapping[str, Formula],
    cluster: str | None = None,
) -> BulkFile:
    """The reported figures of a dataset of the same days, of all its clusters or of one.

    Named as not read: figures of the preceding period, judged points, what does not apply, and
    standings where there are others than the normal one.

    A unit of several clusters has its figures in each; where they are the same, they are read
    once. Refused as in ``open_dataset``, and for a dataset of other days.
    """
    dataset = open_dataset(path, python)
    _refuse_other_days(dataset.header, period, path)
    inputs = [one for one in dataset.header.inputs if one.name.field is not Field.PREVIOUS]
    known = {one.name: one.column for one in inputs if one.name.indicator in indicators}
    strange = sorted({one.name.indicator for one in inputs if one.name not in known})
    faults = FaultsFound()
    faults.add_general(result_faults.unknown_indicator(one, path.name, None) for one in strange)
    strips: list[Strip] = []
    units: list[str] = []
    first, decided = 0, False
    for group in range(len(dataset.groups)):
        table = dataset.table(group)
        wanted = _rows_of(table, cluster)
        strips += _strips(table, known, first, wanted)
        first += table.rows
        decided = decided or has_any(wanted & ~table.standings.holds([Standing.NORMAL]))
        units += compress(table.units, wanted)
    place = partial(place_in_parquet, path)
    read = len(units) * len(known)
    if len(set(units)) < len(units):
        told = _count(strips)
        strips = list(said_once(strips, place, faults))
        read -= told - _count(strips)
    ignored = _not_read(dataset.header, decided=decided)
    return BulkFile(path.name, tuple(strips), read, place, faults, ignored)


def _not_read(header: DatasetHeader, *, decided: bool) -> tuple[str, ...]:
    """The columns that say what is entered by itself; those of names and kinds are no news."""
    before = [one.column for one in header.inputs if one.name.field is Field.PREVIOUS]
    judged = [one.column for one in header.judged]
    exempt = [f"{NOT_APPLICABLE}{code}" for code in header.not_applicable]
    return (*before, *judged, *exempt, *([STANDING] if decided else []))


def _refuse_other_days(header: DatasetHeader, period: Period, path: Path) -> None:
    span = header.span
    if span != period.span:
        vi, en = (
            f"{format_date(span.start, one)} - {format_date(span.end, one)}" for one in LANGUAGES
        )
        raise refuse(
            f"tập dữ liệu này là của kỳ khác ({header.period}: {vi}).",
            f"this dataset is of another period ({header.period}: {en}).",
            place=path.name,
        )


def _count(strips: Iterable[Strip]) -> int:
    return sum(len(strip.rows) for strip in strips)


def _rows_of(table: ClusterTable, cluster: str | None) -> Mask:
    if cluster is None:
        return np.ones(table.rows, bool)
    wanted = np.array([code == cluster for code in table.clusters], bool)
    rows: Mask = wanted[table.segments.cluster_of_rows]
    return rows


def _strips(
    table: ClusterTable, names: Mapping[Name, str], first: int, wanted: Mask
) -> Iterator[Strip]:
    units = text_array(table.units)
    apart: dict[Name, list[int]] = {}
    for row, figures in table.special.items():
        for name in figures if wanted[row] else ():
            apart.setdefault(name, []).append(row)
    for name, heading in names.items():
        column = table.figures[name]
        plain = filled(column.reported, table.rows, absent=True) & wanted
        beside = sorted(apart.get(name, ()))
        plain[beside] = False
        rows = np.flatnonzero(plain)
        taken = pa.array(rows)
        values = decimal_texts(column.scaled[rows], column.places)
        yield Strip(name, units.take(taken), values, rows + first, heading)
        if beside:
            yield _beside(table, name, heading, units, np.array(beside), first)


def _beside(
    table: ClusterTable, name: Name, heading: str, units: Any, rows: Any, first: int
) -> Strip:
    """The figures that the column does not hold wholly."""
    figures = [table.special[row][name] for row in rows.tolist()]
    return Strip(
        name,
        units.take(pa.array(rows)),
        pa.array([canonical(one.value) for one in figures], pa.string()),
        rows + first,
        heading,
        bounds=pa.array([one.bound.value for one in figures], pa.string()),
        illustrative=pa.array([int(one.illustrative) for one in figures], pa.int8()),
    )
