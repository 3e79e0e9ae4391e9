"""The scalar reading of single cells and gates, for the rows that no column can decide."""

from collections.abc import Mapping

import numpy as np
from attrs import define, field

from thidua.core.formula.columns.masks import Mask
from thidua.core.scoring.cells import Cell, cell_of
from thidua.core.scoring.columns.table import ClusterTable, Rules
from thidua.core.scoring.columns.tabling import case_at
from thidua.core.scoring.gates import Gated, gates_of
from thidua.core.scoring.results import Case
from thidua.core.scoring.scored import Scored


@define(eq=False)
class ScalarClusters:
    """The clusters of a table as the scalar reading takes them, each made when first asked for."""

    rules: Rules
    table: ClusterTable
    _cases: dict[int, Case] = field(factory=dict, init=False)
    _gates: dict[int, Mapping[str, Gated]] = field(factory=dict, init=False)
    _scored: dict[tuple[int, str], Scored] = field(factory=dict, init=False)

    def cluster_of(self, row: int) -> int:
        """The cluster of a row."""
        return int(np.searchsorted(self.table.segments.starts, row, side="right")) - 1

    def case(self, cluster: int) -> Case:
        """The case of a cluster."""
        if cluster not in self._cases:
            self._cases[cluster] = case_at(self.rules, self.table, cluster)
        return self._cases[cluster]

    def gated(self, row: int) -> Gated:
        """What the gates say of a member."""
        cluster = self.cluster_of(row)
        if cluster not in self._gates:
            self._gates[cluster] = gates_of(self.case(cluster))
        return self._gates[cluster][self.table.units[row]]

    def cell(self, row: int, code: str, criterion: str, present: Mask | None) -> Cell:
        """One criterion of a set for one member, among those present."""
        cluster = self.cluster_of(row)
        scored = self._among(cluster, code, present)
        place = row - self.table.rows_of(cluster).start
        member = self.case(cluster).members[place]
        return cell_of(scored, scored.compiled.by_code[criterion], member)

    def _among(self, cluster: int, code: str, present: Mask | None) -> Scored:
        if (cluster, code) not in self._scored:
            case = self.case(cluster)
            rows = self.table.rows_of(cluster)
            here = [True] * len(case.members) if present is None else present[rows].tolist()
            members = [one for one, is_here in zip(case.members, here, strict=True) if is_here]
            compiled = self.rules.sets[code]
            self._scored[cluster, code] = Scored(
                compiled, case.members_of(code, members), case.entries
            )
        return self._scored[cluster, code]
