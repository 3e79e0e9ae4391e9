"""The scalar reading of single cells and gates, for the rows that no column can decide."""

from collections.abc import Mapping
from itertools import compress

import numpy as np
from attrs import define, field

from thidua.core.formula.columns.masks import Mask, filled
from thidua.core.scoring.cells import Cell, cell_of
from thidua.core.scoring.columns.table import ClusterTable, Rules
from thidua.core.scoring.columns.tabling import case_at
from thidua.core.scoring.entries import Member
from thidua.core.scoring.gates import Gated, gates_of
from thidua.core.scoring.scored import Scored

_Among = tuple[Scored, Mapping[str, Member]]
"""A criterion's members in one cluster, by unit too."""


@define(eq=False)
class ScalarClusters:
    """The clusters of a table as the scalar reading takes them, each made when first asked for."""

    rules: Rules
    table: ClusterTable
    _gates: dict[int, Mapping[str, Gated]] = field(factory=dict, init=False)
    _scored: dict[tuple[int, str, str], _Among] = field(factory=dict, init=False)

    def cluster_of(self, row: int) -> int:
        """The cluster of a row."""
        return int(np.searchsorted(self.table.segments.starts, row, side="right")) - 1

    def gated(self, row: int) -> Gated:
        """What the gates say of a member."""
        cluster = self.cluster_of(row)
        if cluster not in self._gates:
            self._gates[cluster] = gates_of(case_at(self.rules, self.table, cluster))
        return self._gates[cluster][self.table.units[row]]

    def cell(self, row: int, code: str, criterion: str, present: Mask | None) -> Cell:
        """One criterion of a set for one member, among those present."""
        key = (self.cluster_of(row), code, criterion)
        if key not in self._scored:
            self._scored[key] = self._among(*key, present)
        scored, members = self._scored[key]
        item = scored.compiled.by_code[criterion]
        return cell_of(scored, item, members[self.table.units[row]])

    def _among(self, cluster: int, code: str, criterion: str, present: Mask | None) -> _Among:
        compiled = self.rules.sets[code]
        inputs = compiled.by_code[criterion].inputs
        case = case_at(self.rules, self.table, cluster, inputs)
        rows = self.table.rows_of(cluster)
        here = filled(present, self.table.rows, absent=True)[rows]
        members = compress(case.members, here.tolist())
        scored = Scored(compiled, case.members_of(code, members), case.entries)
        return scored, {member.unit: member for member in scored.members}
