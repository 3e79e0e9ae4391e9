"""The rows of a table of points: its places as a tree, and under each what it adds to their sum."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain

from attrs import field, frozen

from thidua.core.model.criteria import Cap
from thidua.core.scoring.results import MemberScore
from thidua.core.scoring.structure import Branch, Leaf
from thidua.core.scoring.tally import Level
from thidua.core.scoring.totals import scale_of
from thidua.core.text.bilingual import Text
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.documents.added_lines import AddedLine, added_at, added_to_total
from thidua.core.workspace.documents.calculation_grids import GridRow, RowKind
from thidua.core.workspace.documents.table_places import TablePlace, branches

TOTAL = Text("Tổng điểm", "Total")
_KINDS = {
    Level.PART: RowKind.PART,
    Level.SECTION: RowKind.SECTION,
    Level.CRITERION: RowKind.CRITERION,
}


@frozen
class Node:
    """A place of the table, or the total over all of them, with the rows that stand for it."""

    place: TablePlace | None
    row: int
    children: tuple["Node", ...]
    lines: tuple[tuple[int, AddedLine], ...]
    """What it adds, by row: each title once, as the first column has it where it arises."""

    def walk(self) -> Iterator["Node"]:
        """What stands below it first, then itself."""
        for child in self.children:
            yield from child.walk()
        yield self


@frozen
class Outline:
    """The rows in their order, and the tree that they make."""

    rows: list[GridRow]
    root: Node


@frozen
class _Walk:
    shown: OpenCluster
    columns: Sequence[MemberScore]
    rows: list[GridRow] = field(factory=list)

    def nodes(self, places: Sequence[TablePlace]) -> tuple[Node, ...]:
        """The places of one depth, each with those that follow it one deeper."""
        return tuple(self._node(place, below) for place, below in branches(places))

    def _node(self, place: TablePlace, below: Sequence[TablePlace]) -> Node:
        row = len(self.rows)
        self.rows.append(
            GridRow(
                _KINDS[place.level],
                place.depth,
                place.title,
                place,
                most_points(self.shown, place),
                place.digits,
            )
        )
        children = self.nodes(below)
        added = [added_at(self.shown, column, place) for column in self.columns]
        return Node(place, row, children, self.lines(added, place.depth + 1))

    def lines(
        self, added: Sequence[Sequence[AddedLine]], depth: int
    ) -> tuple[tuple[int, AddedLine], ...]:
        """Rows for the lines of all columns, one a title."""
        titles: dict[Text, AddedLine] = {}
        for line in chain.from_iterable(added):
            titles.setdefault(line.title, line)
        first = len(self.rows)
        self.rows.extend(GridRow(RowKind.LINE, depth, title, None, None, None) for title in titles)
        return tuple(enumerate(titles.values(), start=first))


def outline_of(
    shown: OpenCluster, columns: Sequence[MemberScore], places: Sequence[TablePlace]
) -> Outline:
    """The rows of a table with a column for each of some scores; the total stands last."""
    walk = _Walk(shown, columns)
    children = walk.nodes(places)
    lines = walk.lines([added_to_total(shown, column) for column in columns], 0)
    total = len(walk.rows)
    scale = scale_of(shown.scheme, shown.sets)
    digits = shown.scheme.rounding.total
    walk.rows.append(GridRow(RowKind.TOTAL, 0, TOTAL, None, scale, digits))
    return Outline(walk.rows, Node(None, total, children, lines))


def most_points(shown: OpenCluster, place: TablePlace) -> Fraction | None:
    """The points that a place can give; its cap where it gives only bonus, None for no end."""
    if place.level is Level.PART:
        weight = place.part.weight
        return shown.sets[place.part.set_codes()[0]].source.points if weight is None else weight
    source = shown.sets[place.criteria].source
    if place.level is Level.CRITERION:
        (item,) = (it for it in source.criteria if it.code == place.code)
        return _most(item.points, item.bonus_cap)
    (section,) = (it for it in source.sections if it.code == place.code)
    return _most(section.points, section.bonus_cap)


def _most(points: Fraction, bonus_cap: Cap) -> Fraction | None:
    if points:
        return points
    return bonus_cap if isinstance(bonus_cap, Fraction) else None


def branch_at(root: Branch, code: str) -> Branch:
    """A section of a set, or the set itself, by its code; KeyError for none."""
    for branch in _branches(root):
        if branch.code == code:
            return branch
    raise KeyError(code)


def _branches(root: Branch) -> Iterator[Branch]:
    yield root
    for child in root.children:
        if not isinstance(child, Leaf):
            yield from _branches(child)
