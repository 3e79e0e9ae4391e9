"""From a criterion to its trees: base and earned points, deductions, floor, bonus."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from thidua.core.formula.tree import Arithmetic, Call, Function, LabelKind, Labelled, Node, Number
from thidua.core.formula.walking import names_read
from thidua.core.model.compiled import CompiledCriterion, CompiledGate, CompiledRow
from thidua.core.model.compiling.bases import base_value, split
from thidua.core.model.compiling.rows import RowCompiler
from thidua.core.model.compiling.tree_building import ZERO, at_least, at_most, less, total
from thidua.core.model.criteria import Children, Criterion, Effect
from thidua.core.model.places import gate_places, within


@frozen
class _Start:
    """A criterion before its own deductions. ``kept`` is ``full`` itself, or differs from it by
    what child criteria have lost."""

    full: Node
    kept: Node
    bonus: tuple[Node, ...] = ()
    may_be_below_floor: bool = False

    @property
    def has_lost(self) -> bool:
        return self.kept is not self.full


def compile_criterion(
    place: str, criterion: Criterion, children: Sequence[CompiledCriterion], rows: RowCompiler
) -> CompiledCriterion:
    """The trees of a criterion, given those of its child criteria."""
    scope = rows.scope(criterion)
    gates = tuple(
        CompiledGate(gate, scope.condition(gate.condition, within(at, "gate")))
        for at, gate in gate_places(place, criterion)
    )
    compiled_rows = tuple(
        CompiledRow(row, rows.row((criterion.code, position)))
        for position, row in enumerate(criterion.rows)
    )
    if isinstance(criterion.base, Children):
        start = _sum_of_children(criterion, children)
    else:
        parts = split(base_value(place, criterion, scope), criterion)
        overflow = () if parts.overflow is None else (parts.overflow,)
        start = _Start(parts.base, parts.base, overflow)
    start = _with_earned(criterion, start, rows)
    deducted = rows.deducted(criterion)
    base = Labelled(LabelKind.BASE, criterion.code, _base(criterion, start, rows))
    bonus = _bonus(criterion, start, rows)
    trees = (*(gate.condition for gate in gates), start.full, deducted, base, bonus)
    return CompiledCriterion(
        criterion, gates, compiled_rows, start.full, deducted, base, bonus, _inputs(trees)
    )


def _inputs(trees: Iterable[Node]) -> tuple[str, ...]:
    return tuple(sorted({name.indicator for tree in trees for name in names_read(tree)}))


def _sum_of_children(criterion: Criterion, children: Sequence[CompiledCriterion]) -> _Start:
    kept = total([child.base for child in children])
    has_lost = any(child.deducted is not ZERO for child in children)
    return _Start(
        full=total([child.full for child in children]) if has_lost else kept,
        kept=kept,
        bonus=tuple(child.bonus for child in children if child.bonus is not ZERO),
        may_be_below_floor=_may_be_below(criterion, children),
    )


def _may_be_below(criterion: Criterion, children: Sequence[CompiledCriterion]) -> bool:
    floors = [child.criterion.floor for child in children]
    least = sum((floor for floor in floors if isinstance(floor, Fraction)), Fraction(0))
    is_bounded = all(isinstance(floor, Fraction) for floor in floors)
    floor = criterion.floor
    return isinstance(floor, Fraction) and (not is_bounded or least < floor)


def _with_earned(criterion: Criterion, start: _Start, rows: RowCompiler) -> _Start:
    """The base with what earn rows add, together at most the points."""
    nodes = rows.own(criterion, Effect.EARN)
    if not nodes:
        return start
    earned = Labelled(LabelKind.EARNED, criterion.code, total(nodes))
    full = at_most(Arithmetic("+", start.full, earned), criterion.points)
    kept = (
        at_most(Arithmetic("+", start.kept, earned), criterion.points) if start.has_lost else full
    )
    return evolve(start, full=full, kept=kept)


def _base(criterion: Criterion, start: _Start, rows: RowCompiler) -> Node:
    """What is left after deductions, not below the floor."""
    if start.has_lost:
        return _base_of_parent(criterion, start, rows)
    deducted = rows.deducted(criterion)
    if deducted is not ZERO:
        return at_least(Arithmetic("-", start.full, deducted), criterion.floor)
    return at_least(start.full, criterion.floor) if start.may_be_below_floor else start.full


def _base_of_parent(criterion: Criterion, start: _Start, rows: RowCompiler) -> Node:
    """As :func:`_base` where children have lost points, within their own caps and floors."""
    own, cap, floor = rows.own(criterion, Effect.DEDUCT), criterion.deductions_cap, criterion.floor
    left: list[Node] = [Arithmetic("-", start.kept, total(own)) if own else start.kept]
    if isinstance(cap, Fraction):
        # The cap gives back what the criterion and its children lost beyond it.
        left.append(less(start.full, cap))
    if isinstance(floor, Fraction) and (own or start.may_be_below_floor):
        left.append(Number(floor))
    return Call(Function.MAX, tuple(left)) if len(left) > 1 else left[0]


def _bonus(criterion: Criterion, start: _Start, rows: RowCompiler) -> Node:
    nodes = [*rows.own(criterion, Effect.BONUS), *start.bonus]
    if not nodes:
        return ZERO
    node = at_most(total(nodes), criterion.bonus_cap)
    return Labelled(LabelKind.BONUS, criterion.code, node)
