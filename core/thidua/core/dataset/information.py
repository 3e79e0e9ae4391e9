"""What a dataset tells of itself from its description and footer, and from its special figures."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

import pyarrow.parquet as pq
from attrs import frozen

from thidua.core.dataset.header import DatasetHeader, InputColumn, JudgedColumn
from thidua.core.dataset.naming import SPECIAL
from thidua.core.dataset.reading import Dataset
from thidua.core.formula.columns.integers import LIMIT
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.criteria import Basis
from thidua.core.model.freezing import digest_of, freeze
from thidua.core.scoring.columns.layout import layout_of
from thidua.core.scoring.columns.table import Rules
from thidua.core.scoring.tally import Level
from thidua.core.text.bilingual import Text


@frozen
class SetInformation:
    """A criteria set by which clusters are scored."""

    code: str
    title: Text
    basis: Basis
    legal_basis: str
    criteria: int
    points: Fraction
    digest: str
    """Of the frozen set."""


@frozen
class ColumnInformation:
    """A column of figures or of judged points."""

    column: str
    places: int
    zero_when_blank: bool
    held: int
    """Rows that have a figure in the column."""
    special: int
    """Rows whose figure is bounded, or has more decimals or digits than the column: it stands
    beside it, and is neither held, nor blank, nor the lowest or highest."""
    blank: int
    lowest: Fraction | None
    """None where the column holds nothing."""
    highest: Fraction | None
    fits: bool
    """Whether no figure is special, and a quotient of them, times the points of any criterion,
    rounded, is sure to stay in whole columns; where not, single cells go to the scalar reading."""


@frozen
class DatasetInformation:
    """What ``thidua dataset info`` shows."""

    header: DatasetHeader
    """Period, layer, counts, digest of the scheme, release."""
    digest: str
    """SHA-256 of the file."""
    size: int
    """Bytes of the file."""
    groups: int
    """Row groups, the smallest partitions."""
    widest_group: int
    """Rows of the largest of them."""
    sets: tuple[SetInformation, ...]
    columns: tuple[ColumnInformation, ...]
    illustrative: bool
    """Whether it holds any figure that nobody published."""
    special_rows: int
    """Rows of which more is to be said than columns can: figures that are bounded, that have more
    decimals or digits than their column, that nobody published."""


def information_of(dataset: Dataset) -> DatasetInformation:
    """All of it; the file itself is read for its digest, and of its rows what is special."""
    figures = {one.column: one for one in dataset.header.figures}
    columns = _columns(dataset.metadata)
    nothing = _Extremes(0, dataset.header.rows, None, None)
    special = dataset.special_counts
    most = _most_that_fits(dataset.rules)
    return DatasetInformation(
        header=dataset.header,
        digest=dataset.digest,
        size=dataset.stamp.size,
        groups=len(dataset.groups),
        widest_group=max(group.rows for group in dataset.groups),
        sets=tuple(_set(dataset.rules.sets[code]) for code in sorted(dataset.rules.sets)),
        columns=tuple(
            _column(one, columns.get(column, nothing), special.get(one.name, 0), most)
            for column, one in figures.items()
        ),
        illustrative=dataset.illustrative,
        special_rows=columns.get(SPECIAL, nothing).held,
    )


@frozen
class _Extremes:
    held: int
    blank: int
    low: int | None
    high: int | None


def _columns(metadata: pq.FileMetaData) -> Mapping[str, _Extremes]:
    names = metadata.schema.names
    return {
        name: _together(
            [
                metadata.row_group(group).column(place).statistics
                for group in range(metadata.num_row_groups)
            ]
        )
        for place, name in enumerate(names)
        if metadata.num_row_groups
    }


def _together(groups: list[pq.Statistics]) -> _Extremes:
    told = [one for one in groups if one.has_min_max]
    return _Extremes(
        sum(one.num_values for one in groups),
        sum(one.null_count for one in groups),
        min((one.min for one in told), default=None),
        max((one.max for one in told), default=None),
    )


def _column(
    one: InputColumn | JudgedColumn, extremes: _Extremes, special: int, most: int
) -> ColumnInformation:
    low, high, unit = extremes.low, extremes.high, Fraction(1, 10**one.places)
    return ColumnInformation(
        one.column,
        one.places,
        one.zero_when_blank,
        extremes.held,
        special,
        extremes.blank - special,
        None if low is None else low * unit,
        None if high is None else high * unit,
        not special and all(-most <= end <= most for end in (low, high) if end is not None),
    )


def _most_that_fits(rules: Rules) -> int:
    """The widest integer a for which ``2 · points · a + a`` is held, points at their places."""
    criteria = [item.criterion for one in rules.sets.values() for item in one.criteria]
    points = max(1, *(ceil(criterion.points) for criterion in criteria))
    layout = layout_of(rules).places.items()
    places = max(digits for (_, level, _), digits in layout if level is Level.CRITERION)
    most: int = LIMIT // (2 * points * 10**places + 1)
    return most


def _set(compiled: CompiledSet) -> SetInformation:
    source = compiled.source
    return SetInformation(
        source.code,
        source.title,
        source.basis,
        source.legal_basis,
        len([item for item in source.criteria if item.parent is None]),
        source.points,
        digest_of(freeze(compiled)),
    )
