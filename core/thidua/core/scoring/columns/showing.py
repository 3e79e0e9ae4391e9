"""Points as they are shown: whole numbers of their last decimal."""

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import define, field

from thidua.core.exact.rounding import RoundingMode
from thidua.core.formula.columns import integers
from thidua.core.formula.columns.integers import Integers
from thidua.core.formula.columns.masks import Mask, both, but, either, filled, unless_all
from thidua.core.model.scheme import Part
from thidua.core.scoring.columns import amounts
from thidua.core.scoring.columns.enclosing import Amounts
from thidua.core.scoring.columns.layout import Layout, Place
from thidua.core.scoring.columns.members import SetMembers
from thidua.core.scoring.columns.places import PlaceColumns
from thidua.core.scoring.columns.results import PointColumn
from thidua.core.scoring.columns.totals import PartColumns, SetColumns, codes_of, scored_by
from thidua.core.scoring.tally import Level


def in_digits(one: Amounts, places: int) -> Integers:
    """Rounded half-up to whole numbers of 10^-places; undecided rows are put aside."""
    found = amounts.rounded(one, places, RoundingMode.HALF_UP)
    return integers.by(found.low, found.unit.numerator * 10**places // found.unit.denominator)


@define(eq=False)
class Showing:
    """Makes the columns that are shown, noting the rows that remain undecided."""

    layout: Layout
    present: Mask | None
    """None: everybody."""
    rows: int
    undecided: Mask | None = field(default=None, init=False)
    """Grows: rows of which something shown cannot be told in columns."""

    def column(self, one: Amounts, places: int, known: Mask | None) -> PointColumn:
        """A column over the whole table."""
        numbers = in_digits(one, places)
        self._note(numbers.over, known)
        values = numbers.values if known is None else np.where(known, numbers.values, 0)
        return PointColumn(values, places, known)

    def _note(self, over: Mask | None, known: Mask | None) -> None:
        if over is not None:
            self.undecided = either(self.undecided, over if known is None else over & known)

    def places(
        self, parts: Sequence[PartColumns], sets: Mapping[str, SetColumns]
    ) -> dict[Place, PointColumn]:
        """Criteria and sections of every part, and the parts themselves."""
        by_code = {one.part.code: one for one in parts}
        return {
            key: self._place(by_code[key[0]], key, sets, places)
            for key, places in self.layout.places.items()
        }

    def _place(
        self, part: PartColumns, key: Place, sets: Mapping[str, SetColumns], places: int
    ) -> PointColumn:
        _, level, code = key
        if level is Level.PART:
            return self.column(part.points, places, but(self.present, part.unknown))
        pieces = [
            (sets[one].work.members, sets[one].root.by_place[level, code])
            for one in codes_of(part.part)
            if one in sets and (level, code) in sets[one].root.by_place
        ]
        if part.part.is_common:
            return self._of_all(*pieces[0], places)
        return self._of_some(part.part, pieces, places)

    def _of_all(self, members: SetMembers, place: PlaceColumns, places: int) -> PointColumn:
        return self.column(place.points, places, self._known(members, place))

    def _known(self, members: SetMembers, place: PlaceColumns) -> Mask | None:
        return both(but(members.of_whole(self.present), place.unknown), place.valued)

    def _of_some(
        self, part: Part, pieces: Sequence[tuple[SetMembers, PlaceColumns]], places: int
    ) -> PointColumn:
        """A place of the sets of several sectors, each filling its own rows."""
        values, known = np.zeros(self.rows, np.int64), np.zeros(self.rows, bool)
        for members, place in pieces:
            mine = members.of_whole(scored_by(part, members.table, members.compiled.source.code))
            here = filled(both(mine, self._known(members, place)), members.rows, absent=True)
            numbers = in_digits(place.points, places)
            if numbers.over is not None:
                self._note(members.onto_whole(numbers.over & here), None)
            whole = members.in_whole(np.flatnonzero(here))
            values[whole], known[whole] = numbers.values[here], True
        return PointColumn(values, places, unless_all(known))
