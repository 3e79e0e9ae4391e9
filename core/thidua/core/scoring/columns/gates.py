"""Gates by the column: who is out of the ranking, and whose gates cannot be read."""

import numpy as np
from attrs import frozen

from thidua.core.formula.columns.comparing import Truths
from thidua.core.formula.columns.masks import Mask, both, but, either, filled, where_any
from thidua.core.formula.columns.reading import ColumnReading
from thidua.core.model.observation import Standing
from thidua.core.scoring.columns.members import SetMembers
from thidua.core.scoring.columns.scalar_cells import ScalarClusters
from thidua.core.scoring.columns.table import ClusterTable


@frozen(eq=False)
class GateColumns:
    """What gates and standings make of every member."""

    excluded: Mask | None
    """None: nobody."""
    unknown: Mask | None
    """Members of whom a gate could not be read; those who are not excluded stay in, unscored."""


def read_gates(table: ClusterTable, sets: list[SetMembers], scalar: ScalarClusters) -> GateColumns:
    """Read the gates of every member; no gate reads another member's figures."""
    closed: Mask | None = None
    unknown: Mask | None = None
    beyond: Mask | None = None
    for members in sets:
        for truths, applies in _answers(members):
            closed = _joined(closed, members, both(truths.surely, applies))
            unknown = _joined(unknown, members, _part_of(_not(truths.known), applies))
            beyond = _joined(beyond, members, _part_of(truths.beyond, applies))
    if beyond is not None:
        closed, unknown = _settled(closed, unknown, beyond, scalar)
    standing = where_any(table.standings.holds([Standing.EXCLUDED.value]))
    return GateColumns(either(closed, standing), unknown)


def _answers(members: SetMembers) -> list[tuple[Truths, Mask | None]]:
    gated = [item for item in members.compiled.criteria if item.gates]
    if not gated:
        return []
    reading = ColumnReading(members.figures, members.segments)
    return [
        (reading.truth(gate.condition), members.applies(item))
        for item in gated
        for gate in item.gates
    ]


def _not(mask: Mask | None) -> Mask | None:
    return None if mask is None else ~mask


def _part_of(rows: Mask | None, applies: Mask | None) -> Mask | None:
    """The rows (None: no row) whom the gate concerns (None: all)."""
    return rows if rows is None or applies is None else rows & applies


def _joined(whole: Mask | None, members: SetMembers, rows: Mask | None) -> Mask | None:
    if rows is None or not rows.any():
        return whole
    return either(whole, members.onto_whole(rows))


def _settled(
    closed: Mask | None, unknown: Mask | None, beyond: Mask, scalar: ScalarClusters
) -> tuple[Mask | None, Mask | None]:
    """With the members whose gates only the scalar reading can tell."""
    closed = filled(closed, len(beyond), absent=False).copy()
    unknown = filled(unknown, len(beyond), absent=False).copy()
    for row in np.flatnonzero(beyond).tolist():
        gated = scalar.gated(row)
        closed[row], unknown[row] = gated.closed is not None, bool(gated.unknown)
    return where_any(closed), where_any(unknown)


def present_of(gates: GateColumns) -> Mask | None:
    """Those who are not excluded; None: everybody."""
    return but(None, gates.excluded)
