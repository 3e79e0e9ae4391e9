"""The scores of a table as Arrow columns: decimals where there are points, nothing computed."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from thidua.core.dataset.naming import CLUSTER, UNIT
from thidua.core.dataset.texts import text_array, words_at
from thidua.core.formula.columns.masks import Mask
from thidua.core.model.criteria import TieKey
from thidua.core.scoring.columns.layout import Layout, Place, layout_of
from thidua.core.scoring.columns.results import STATUSES, TOO_WIDE, PointColumn, TableScore
from thidua.core.scoring.columns.table import ClusterTable, Rules
from thidua.core.scoring.tally import Level
from thidua.core.text.fault import Refused

STATUS, RANK, SHARES_RANK = "status", "rank", "shares_rank"
POINTS, BONUS, DEDUCTIONS = "points", "bonus", "deductions"
BAND, DECIDED_BY, UNKNOWN, PROVISIONAL = "band", "decided_by", "unknown", "provisional"

_DIGITS = 18
"""Digits of a decimal that stands in a file as an int64."""


def score_schema(rules: Rules) -> pa.Schema:
    """The columns of the scores of a scheme, whatever its clusters hold."""
    layout = layout_of(rules)
    return pa.schema(
        [
            pa.field(CLUSTER, pa.string(), nullable=False),
            pa.field(UNIT, pa.string(), nullable=False),
            pa.field(STATUS, pa.string(), nullable=False),
            pa.field(RANK, pa.int32()),
            pa.field(SHARES_RANK, pa.bool_(), nullable=False),
            pa.field(POINTS, _points(layout.total)),
            pa.field(BONUS, _points(layout.total)),
            pa.field(DEDUCTIONS, _points(layout.deductions)),
            pa.field(BAND, pa.string()),
            pa.field(DECIDED_BY, pa.string()),
            *(
                pa.field(place_column(rules, place), _points(layout.places[place]))
                for place in _places(rules, layout)
            ),
            pa.field(UNKNOWN, pa.string()),
            pa.field(PROVISIONAL, pa.bool_(), nullable=False),
        ]
    )


def place_column(rules: Rules, place: Place) -> str:
    """The column of a criterion, a section or a part: ``criterion:LS-01``, or
    ``common/criterion:LS-01`` where a scheme has several parts."""
    part, level, code = place
    own = f"{level.value}:{code}"
    return own if level is Level.PART or len(rules.scheme.parts) == 1 else f"{part}/{own}"


def _points(places: int) -> pa.DataType:
    return pa.decimal64(_DIGITS, places)


def _places(rules: Rules, layout: Layout) -> list[Place]:
    """Without the one part of a plain scheme, whose points are the total."""
    is_plain = len(rules.scheme.parts) == 1
    return [place for place in layout.places if not (is_plain and place[1] is Level.PART)]


def score_arrow(rules: Rules, table: ClusterTable, score: TableScore) -> pa.Table:
    """The scores of a table, row by row; Refused where points are wider than a file holds."""
    layout = layout_of(rules)
    sizes = table.segments.sizes
    clusters = np.repeat(np.arange(len(sizes)), sizes)
    keys = [_key_text(key) for key in rules.scheme.tie_breakers]
    arrays = [
        words_at(clusters, table.clusters),
        text_array(table.units),
        words_at(score.statuses, [one.value for one in STATUSES]),
        pa.array(score.ranks, mask=~score.ranked),
        pa.array(score.shares_rank),
        _decimals(score.points, layout.total),
        _decimals(score.bonus, layout.total),
        _decimals(score.deductions, layout.deductions),
        words_at(score.bands, score.band_codes, ~score.banded),
        words_at(score.decided_by, keys, ~score.decided),
        *(
            _decimals(score.places[place], layout.places[place])
            if place in score.places
            else pa.nulls(table.rows, _points(layout.places[place]))
            for place in _places(rules, layout)
        ),
        _unknown(rules, score.unknown_criteria, table.rows),
        pa.array(np.repeat(score.provisional, sizes)),
    ]
    return pa.Table.from_arrays(arrays, schema=score_schema(rules))


def _key_text(key: TieKey) -> str:
    return f"{key.kind.value}:{key.code}" if key.code else key.kind.value


def _decimals(column: PointColumn, places: int) -> pa.Array:
    """The integers as they are, called decimals."""
    if column.places != places:
        raise ValueError(f"points at {column.places} places, not {places}")
    scaled = column.scaled
    limit = 10**_DIGITS
    if scaled.size and (scaled.max() >= limit or scaled.min() <= -limit):
        raise Refused((TOO_WIDE,))
    mask = None if column.known is None else ~column.known
    integers = pa.array(scaled, mask=mask)
    return pa.Array.from_buffers(_points(places), len(integers), integers.buffers())


def _unknown(rules: Rules, masks: Mapping[tuple[str, str], Mask], rows: int) -> pa.Array:
    """The criteria that each row lacks, with a space between them; null where it lacks none."""
    if not masks:
        return pa.nulls(rows, pa.string())
    keys = sorted(masks)
    labels = pa.array([code if len(rules.sets) == 1 else f"{of}:{code}" for of, code in keys])
    lacking = np.stack([masks[key] for key in keys], axis=1)
    counts = lacking.sum(axis=1)
    offsets = pa.array(np.concatenate([[0], np.cumsum(counts)]), pa.int32())
    listed = pa.ListArray.from_arrays(offsets, labels.take(pa.array(np.nonzero(lacking)[1])))
    return pc.if_else(pa.array(counts > 0), pc.binary_join(listed, " "), None)
