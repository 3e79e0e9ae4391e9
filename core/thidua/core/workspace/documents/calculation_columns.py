"""One column of a table of points: what a member has in every row, and the formulas of it."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from thidua.core.scoring.results import MemberScore
from thidua.core.scoring.tally import ZERO, Level, Tally
from thidua.core.scoring.totals import PartScore
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.documents.added_lines import (
    AddedLine,
    added_at,
    added_to_total,
    own_bonus,
)
from thidua.core.workspace.documents.calculation_grids import (
    BONUS,
    DEDUCTIONS,
    POINTS,
    Column,
    Grids,
)
from thidua.core.workspace.documents.calculation_lines import NO_TERMS, Standing, Terms, line_terms
from thidua.core.workspace.documents.calculation_rows import Node, branch_at, outline_of
from thidua.core.workspace.documents.calculation_terms import (
    Least,
    Number,
    Ref,
    Rounded,
    Sum,
    Term,
    times,
)
from thidua.core.workspace.documents.table_places import (
    TablePlace,
    part_score,
    points_at,
    tally_at,
)


def grids_of(
    shown: OpenCluster,
    columns: Sequence[tuple[str, MemberScore]],
    places: Sequence[TablePlace],
) -> Grids:
    """The table of some places with a column, under a title, for each of some scores."""
    outline = outline_of(shown, [row for _, row in columns], places)
    has_bonus = any(tally.bonus for _, row in columns for tally in _tallies(row))
    filled = tuple(
        _Filling(shown, row, Column(title), has_bonus).filled(outline.root)
        for title, row in columns
    )
    return Grids(tuple(outline.rows), filled, has_bonus)


def _tallies(row: MemberScore) -> Sequence[Tally]:
    parts = () if row.total is None else row.total.parts
    roots = (part.score.root for part in parts)
    return [place.tally for root in roots for place in root.walk() if place.tally is not None]


@frozen
class _Filling:
    shown: OpenCluster
    row: MemberScore
    column: Column
    has_bonus: bool

    def filled(self, root: Node) -> Column:
        for node in root.walk():
            if node.place is None:
                self._total(node)
            elif node.place.level is Level.CRITERION:
                self._criterion(node.row, node.place)
            else:
                self._place(node, node.place)
        return self.column

    def _criterion(self, row: int, place: TablePlace) -> None:
        points, tally = points_at(self.row, place), tally_at(self.row, place)
        score = part_score(self.row, place.part.code)
        if points is None or tally is None or score is None:
            return
        deductions = score.score.places[place.level, place.code].deductions
        self.column.put_input(POINTS, row, points)
        self.column.put_input(BONUS, row, own_bonus(tally, score.score.rules.criterion))
        self.column.put_input(DEDUCTIONS, row, deductions.points)

    def _place(self, node: Node, place: TablePlace) -> None:
        tally, score = tally_at(self.row, place), part_score(self.row, place.part.code)
        if tally is None or score is None:
            return
        rows = self._lines(node, added_at(self.shown, self.row, place), score)
        self._sums(node.row, rows, tally, place.digits)
        taken = self._taken(node)
        if place.level is Level.PART:
            self._part_deductions(node.row, taken, score)
            return
        capped = _within(taken, score, place.code)
        points = score.score.places[place.level, place.code].deductions.points
        self.column.put(DEDUCTIONS, node.row, points, capped)

    def _total(self, node: Node) -> None:
        total = self.row.total
        if total is None or total.tally is None:
            return
        single = total.parts[0] if len(self.shown.scheme.parts) == 1 else None
        rows = self._lines(node, added_to_total(self.shown, self.row), single)
        self._sums(node.row, rows, total.tally, self.shown.scheme.rounding.total)
        if single is not None:
            self._part_deductions(node.row, self._taken(node), single)
        else:
            self.column.put(DEDUCTIONS, node.row, total.deductions, self._taken(node))

    def _part_deductions(self, row: int, taken: Term, score: PartScore) -> None:
        term = times(_within(taken, score, ""), score.factor)
        self.column.put(DEDUCTIONS, row, score.deductions, term)

    def _lines(
        self, node: Node, added: Sequence[AddedLine], score: PartScore | None
    ) -> tuple[int, ...]:
        """Set the lines of a place, one added to the other; all the rows that make its sum."""
        rows = self._known(node)
        places = {
            (it.place.level, it.place.code): it.row
            for it in node.children
            if it.place is not None and it.row in rows
        }
        code = "" if node.place is None or node.place.level is Level.PART else node.place.code
        for row, line in node.lines:
            at = Standing(rows, places, code, self.shown.scheme, score, self.has_bonus)
            self._line(row, line, added, at)
            rows = (*rows, row)
        return rows

    def _line(self, row: int, line: AddedLine, added: Sequence[AddedLine], at: Standing) -> None:
        """A line; one that arises in another column only has its formula here too, giving 0."""
        found = [it for it in added if it.title == line.title]
        terms: Terms = line_terms(line, at) if len(found) < 2 else NO_TERMS
        self.column.put(POINTS, row, sum((it.points for it in found), ZERO), terms[0])
        self.column.put(BONUS, row, sum((it.bonus for it in found), ZERO), terms[1])

    def _sums(self, row: int, rows: Sequence[int], tally: Tally, digits: int | None) -> None:
        self._sum(Ref(POINTS, row), rows, tally.points, digits)
        self._sum(Ref(BONUS, row), rows, tally.bonus, digits)

    def _sum(self, ref: Ref, rows: Sequence[int], value: Fraction, digits: int | None) -> None:
        """The sum of rows; rounded where a rounding is declared, which takes away the noise of
        binary numbers and nothing else."""
        term: Term = Sum(tuple(Ref(ref.grid, row) for row in rows))
        if digits is not None and (value * 10**digits).denominator == 1:
            term = Rounded(term, digits)
        self.column.put(ref.grid, ref.row, value, term)

    def _known(self, node: Node) -> tuple[int, ...]:
        """The rows directly under a place that hold a number."""
        rows = (child.row for child in node.children)
        return tuple(row for row in rows if Ref(POINTS, row) in self.column.cells)

    def _taken(self, node: Node) -> Term:
        return Sum(tuple(Ref(DEDUCTIONS, row) for row in self._known(node)))


def _within(taken: Term, score: PartScore, code: str) -> Term:
    cap = branch_at(score.score.rules.root, code).deductions_cap
    return Least(Number(cap), taken) if isinstance(cap, Fraction) else taken
