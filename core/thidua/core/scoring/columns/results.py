"""The scores of a table: one entry a row, in the order of its rows."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from thidua.core.exact.rounding import round_to
from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.columns.masks import Mask
from thidua.core.model.criteria import TieKey
from thidua.core.scoring.columns.layout import Place, layout_of
from thidua.core.scoring.columns.table import Rules
from thidua.core.scoring.results import ClusterScore, MemberScore, Status
from thidua.core.scoring.tally import Level
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused

STATUSES = tuple(Status)
"""What ``TableScore.statuses`` index."""


@frozen(eq=False)
class PointColumn:
    """Points as they are shown: value = scaled · 10^-places, rounded half-up where nothing is
    declared."""

    scaled: IntColumn
    """0 where not known."""
    places: int
    known: Mask | None = None
    """None: every row."""


@frozen(eq=False)
class TableScore:
    """The statuses, ranks and points of every member of every cluster of a table."""

    statuses: NDArray[np.int8]
    """Index :data:`STATUSES`."""
    ranks: NDArray[np.int32]
    """A rank only where ``ranked``."""
    ranked: Mask
    shares_rank: Mask
    points: PointColumn
    bonus: PointColumn
    deductions: PointColumn
    bands: NDArray[np.int16]
    """Index ``band_codes``, only where ``banded``."""
    banded: Mask
    band_codes: tuple[str, ...]
    decided_by: NDArray[np.int16]
    """Index the scheme's tie chain, only where ``decided``."""
    decided: Mask
    places: Mapping[Place, PointColumn]
    """Criteria and sections on the scale of their set, parts on that of the scheme."""
    unknown_criteria: Mapping[tuple[str, str], Mask]
    """(set, criterion) to the members who lack its points; only where any does."""
    provisional: Mask
    """One entry a cluster."""


def table_score_of(rules: Rules, scores: Sequence[ClusterScore]) -> TableScore:
    """What the scalar reading found, laid out as the columnar one does.

    Refused where points are wider than a column holds.
    """
    layout = layout_of(rules)
    rows = [row for score in scores for row in _in_table_order(score)]
    places = [dict(_points_by_place(row)) for row in rows]
    codes = tuple(band.code for band in rules.scheme.bands)
    ranks = [row.rank for row in rows]
    bands = [None if row.band is None else codes.index(row.band.code) for row in rows]
    keys = [_key_index(rules.scheme.tie_breakers, row.decided_by) for row in rows]
    return TableScore(
        statuses=np.array([STATUSES.index(row.status) for row in rows], np.int8),
        ranks=np.array([rank or 0 for rank in ranks], np.int32),
        ranked=_is_there(ranks),
        shares_rank=np.array([row.shares_rank for row in rows], bool),
        points=_column([row.points for row in rows], layout.total),
        bonus=_column([_bonus(row) for row in rows], layout.total),
        deductions=_column([_deductions(row) for row in rows], layout.deductions),
        bands=np.array([band or 0 for band in bands], np.int16),
        banded=_is_there(bands),
        band_codes=codes,
        decided_by=np.array([key or 0 for key in keys], np.int16),
        decided=_is_there(keys),
        places={
            key: _column([found.get(key) for found in places], digits)
            for key, digits in layout.places.items()
        },
        unknown_criteria=_unknown_criteria(rows),
        provisional=np.array([score.provisional for score in scores], bool),
    )


def _in_table_order(score: ClusterScore) -> list[MemberScore]:
    return sorted(score.rows, key=lambda row: row.member.unit)


def _is_there(values: Sequence[object]) -> Mask:
    return np.array([value is not None for value in values], bool)


def _key_index(chain: Sequence[TieKey], key: TieKey | None) -> int | None:
    return None if key is None else chain.index(key)


def _bonus(row: MemberScore) -> Fraction | None:
    return None if row.points is None or row.total is None else row.total.bonus


def _deductions(row: MemberScore) -> Fraction | None:
    return None if row.points is None or row.total is None else row.total.deductions


def _points_by_place(row: MemberScore) -> Iterator[tuple[Place, Fraction]]:
    for part in () if row.total is None else row.total.parts:
        for (level, code), place in part.score.places.items():
            if level is not Level.SET and place.has_value and place.tally is not None:
                yield (part.part.code, level, code), place.tally.points
        if part.tally is not None:
            yield (part.part.code, Level.PART, part.part.code), part.tally.points


def _column(values: Sequence[Fraction | None], places: int) -> PointColumn:
    known = _is_there(values)
    scale = 10**places
    scaled = [0 if value is None else int(round_to(value, places) * scale) for value in values]
    try:
        column = np.array(scaled, np.int64)
    except OverflowError:
        raise Refused((TOO_WIDE,)) from None
    return PointColumn(column, places, None if known.all() else known)


TOO_WIDE = Fault(
    Text(
        "Có điểm số lớn đến mức không ghi được vào bảng kết quả theo cột (quá 18 chữ số).",
        "Some points are so large that a column of results cannot hold them (over 18 digits).",
    ),
    remedy=Text(
        "Kiểm tra số liệu và các hệ số của bảng điểm.",
        "Check the figures and the amounts of the criteria set.",
    ),
)


def _unknown_criteria(rows: Sequence[MemberScore]) -> dict[tuple[str, str], Mask]:
    found: dict[tuple[str, str], Mask] = {}
    for number, row in enumerate(rows):
        for compiled, cell in row.cells():
            if cell.applies and cell.points is None:
                key = (compiled.source.code, cell.criterion)
                found.setdefault(key, np.zeros(len(rows), bool))[number] = True
    return found
