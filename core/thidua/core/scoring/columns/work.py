"""What the scoring of one set works with, for all of its members at once."""

from collections.abc import Mapping

from attrs import field, frozen

from thidua.core.formula.columns.masks import Mask
from thidua.core.scoring.cells import Cell
from thidua.core.scoring.columns.members import SetMembers
from thidua.core.scoring.columns.scalar_cells import ScalarClusters
from thidua.core.scoring.columns.spreading import Spreads
from thidua.core.scoring.set_scoring import SetRules


@frozen(eq=False)
class SetWork:
    """A set, its members, and the scalar reading for what columns cannot tell."""

    rules: SetRules
    members: SetMembers
    spreads: Spreads
    applies: Mapping[str, Mask | None]
    """By criterion without parent: the members whom it concerns."""
    whole_present: Mask | None
    """Over the whole table: those who are not excluded; None: everybody."""
    scalar: ScalarClusters
    counts_reached: bool = False
    """Whether a tie key asks how many criteria reached their points."""
    left_out: set[int] = field(factory=set)
    """Grows: the clusters in which an aggregate went without a member."""

    @property
    def present(self) -> Mask | None:
        """The members who are not excluded."""
        return self.members.of_whole(self.whole_present)

    def cell(self, row: int, criterion: str) -> Cell:
        """The cell of one member by the scalar reading."""
        whole = row if self.members.taken is None else int(self.members.taken[row])
        code = self.rules.compiled.source.code
        cell = self.scalar.cell(whole, code, criterion, self.whole_present)
        if cell.left_out:
            self.left_out.add(self.scalar.cluster_of(whole))
        return cell
