"""The rows of a set as trees, each made once, so that ``row("x")`` is the very node of that row."""

from collections.abc import Iterator, Mapping

from attrs import define, field

from thidua.core.formula.tree import LabelKind, Labelled, Node
from thidua.core.model.compiling.name_resolution import Known, Scope
from thidua.core.model.compiling.row_tree import row_label, row_node
from thidua.core.model.compiling.tree_building import ZERO, at_most, total
from thidua.core.model.criteria import CriteriaSet, Criterion, Effect
from thidua.core.model.places import criterion_places, row_places
from thidua.core.model.plain_table import Faults

RowKey = tuple[str, int]
"""A criterion's code and the position of one of its rows."""


class RowNodes(Mapping[str, Node]):
    """The rows by code, as an expression reads them: each is compiled when it is first read."""

    def __init__(self, compiler: "RowCompiler", keys: Mapping[str, RowKey]) -> None:
        self._compiler = compiler
        self._keys = keys

    def __getitem__(self, code: str) -> Node:
        return self._compiler.row(self._keys[code])

    def __contains__(self, code: object) -> bool:
        return code in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


@define
class RowCompiler:
    """Compiles the rows of one valid set, and knows what they deduct from each criterion."""

    source: CriteriaSet
    known: Known
    faults: Faults = field(factory=list)
    used: set[str] = field(factory=set)
    """Codes of the standard formulas that were applied."""
    _places: dict[str, tuple[str, Criterion]] = field(init=False)
    _keys: dict[str, RowKey] = field(init=False)
    _rows: dict[RowKey, Node] = field(factory=dict, init=False)
    _deducted: dict[str, Node] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        placed = criterion_places(self.source)
        self._places = {criterion.code: (place, criterion) for place, criterion in placed}
        self._keys = {
            row.code: (criterion.code, position)
            for criterion in self.source.criteria
            for position, row in enumerate(criterion.rows)
            if row.code is not None
        }

    def scope(self, criterion: Criterion) -> Scope:
        """What the expressions of a criterion may read."""
        rows = RowNodes(self, self._keys)
        return Scope(self.known, rows, criterion.points, self.faults, self.used)

    def row(self, key: RowKey) -> Node:
        """The node of a row."""
        if key not in self._rows:
            code, position = key
            place, criterion = self._places[code]
            at, row = row_places(place, criterion)[position]
            deductions = self.deductions(criterion) if row.only_if_full else ()
            label = row_label(criterion, position)
            self._rows[key] = row_node(at, row, label, deductions, self.scope(criterion))
        return self._rows[key]

    def own(self, criterion: Criterion, effect: Effect) -> list[Node]:
        """The nodes of a criterion's own rows of one effect."""
        return [
            self.row((criterion.code, position))
            for position, row in enumerate(criterion.rows)
            if row.effect is effect
        ]

    def deductions(self, criterion: Criterion) -> list[Node]:
        """What is deducted before the cap: by the criterion's own rows and by its children."""
        children = (item for item in self.source.criteria if item.parent == criterion.code)
        below = (self.deducted(child) for child in children)
        return [*self.own(criterion, Effect.DEDUCT), *(node for node in below if node is not ZERO)]

    def deducted(self, criterion: Criterion) -> Node:
        """What is deducted after the cap; ``ZERO`` where nothing can be."""
        code = criterion.code
        if code not in self._deducted:
            nodes = self.deductions(criterion)
            node = at_most(total(nodes), criterion.deductions_cap)
            self._deducted[code] = Labelled(LabelKind.DEDUCTED, code, node) if nodes else ZERO
        return self._deducted[code]
