"""One criterion of one unit, from design.md section 5: base, earned, deducted, floor, bonus."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from rulebook import values
from rulebook.formulas import formula_value
from rulebook.language import Scene, number, truth
from rulebook.plain import PlainCell, PlainCluster, PlainUnit, Table, amount, cap_of
from rulebook.tables import banded, on_line
from rulebook.values import UNKNOWN, Unknown, Value

ZERO = Fraction(0)


@frozen
class Rules:
    """One criteria set of a cluster, with where its criteria stand."""

    cluster: PlainCluster
    table: Table

    def criterion(self, code: str) -> Table:
        return next(one for one in self.table["criteria"] if one["code"] == code)

    def children(self, criterion: Table) -> list[Table]:
        return [one for one in self.table["criteria"] if one.get("parent") == criterion["code"]]

    def counted(self, criterion: Table) -> Table:
        """The criterion that another makes up in the end, if only itself."""
        while "parent" in criterion:
            criterion = self.criterion(criterion["parent"])
        return criterion

    def applies(self, criterion: Table, unit: PlainUnit) -> bool:
        """From the kinds of ``applies_to`` or a reasoned entry, never from a blank."""
        whole = self.counted(criterion)
        kinds = whole.get("applies_to", ())
        return (not kinds or unit.kind in kinds) and whole["code"] not in unit.not_applicable

    def scene(self, criterion: Table, scene: Scene) -> Scene:
        """What the expressions of a criterion see."""
        return Scene(
            unit=scene.unit,
            peers=scene.peers,
            points=amount(criterion["points"]),
            rows=self.row_by_code,
            left_out=scene.left_out,
        )

    def row_by_code(self, code: str, scene: Scene) -> Value:
        """row("…"): what the row takes off, after its cap."""
        found = [
            row_value(self, criterion, row, scene)
            for criterion in self.table["criteria"]
            for row in criterion.get("rows", ())
            if row.get("code") == code
        ]
        return found[0]


@frozen
class Amounts:
    """What a criterion comes to, each of them possibly unknown or left open."""

    full: Value
    """Base and earned points, before deductions."""
    deducted: Value
    base: Value
    bonus: Value


def cell(rules: Rules, criterion: Table, scene: Scene) -> tuple[PlainCell, Fraction] | None:
    """The points of a criterion without parent, and what its base lost by deductions; None where
    unknown."""
    judged = scene.unit.judged.get(criterion["code"])
    if judged is not None and "judged" not in criterion:
        found = _judged_whole(rules, criterion, judged)
    else:
        found = amounts(rules, criterion, scene)
    known = [values.decided(one) for one in (found.full, found.deducted, found.base, found.bonus)]
    full, deducted, base, bonus = known
    if full is None or deducted is None or base is None or bonus is None:
        return None
    return PlainCell(base, deducted, bonus), max(full - base, ZERO)


def _judged_whole(rules: Rules, criterion: Table, judged: Fraction) -> Amounts:
    """Judged points of the whole criterion split as the value of a formula does."""
    bonus_is_possible = "bonus_cap" in criterion or _has_bonus(rules, criterion)
    split = _split(judged, criterion, overflow_is_bonus=bonus_is_possible)
    return Amounts(split.base, ZERO, split.base, _capped(split.overflow, criterion, "bonus_cap"))


def _has_bonus(rules: Rules, criterion: Table) -> bool:
    if any(_effect(row) == "bonus" for row in _point_rows(criterion)):
        return True
    children = rules.children(criterion)
    return any(_may_exceed(child) or _has_bonus(rules, child) for child in children)


def _may_exceed(criterion: Table) -> bool:
    """Whether its base can give more than its points, the rest being bonus."""
    if "bonus_cap" not in criterion:
        return False
    most = [step["points"] for step in criterion.get("bands", {}).get("steps", ())]
    most += [points for _, points in criterion.get("interpolate", {}).get("steps", ())]
    most += [criterion["judged"]["to"]] if "judged" in criterion else []
    return "formula" in criterion or any(amount(one) > amount(criterion["points"]) for one in most)


def amounts(rules: Rules, criterion: Table, scene: Scene) -> Amounts:
    """A criterion, with those that name it as parent, by its rules."""
    inner = rules.scene(criterion, scene)
    points = amount(criterion["points"])
    below = [amounts(rules, child, scene) for child in _summed(rules, criterion)]
    if below:
        full, kept = _total([one.full for one in below]), _total([one.base for one in below])
        overflow: Value = _total([one.bonus for one in below])
    else:
        value = base_value(rules, criterion, inner)
        split = _split(value, criterion, overflow_is_bonus="bonus_cap" in criterion)
        full = kept = split.base
        overflow = split.overflow
    if earned := _rows(rules, criterion, "earn", inner):
        full = values.minimum(values.add(full, _total(earned)), points)
        kept = values.minimum(values.add(kept, _total(earned)), points)
    own = _total(_rows(rules, criterion, "deduct", inner))
    bonus = values.add(_total(_rows(rules, criterion, "bonus", inner)), overflow)
    return Amounts(
        full=full,
        deducted=_capped(
            _deducted_before_cap(rules, criterion, scene), criterion, "deductions_cap"
        ),
        base=_base(full, values.subtract(kept, own), criterion),
        bonus=_capped(bonus, criterion, "bonus_cap"),
    )


def _base(full: Value, left: Value, criterion: Table) -> Value:
    """What deductions leave: no less than all but their cap, no less than the floor."""
    cap, floor = cap_of(criterion, "deductions_cap"), _floor(criterion)
    if cap is not None:
        left = values.maximum(left, values.subtract(full, cap))
    return left if floor is None else values.maximum(left, floor)


def _floor(criterion: Table) -> Fraction | None:
    written = criterion.get("floor", 0)
    return None if written == "none" else amount(written)


def _capped(value: Value, table: Table, key: str) -> Value:
    cap = cap_of(table, key)
    return value if cap is None else values.minimum(value, cap)


def _total(some: Sequence[Value]) -> Value:
    total: Value = ZERO
    for one in some:
        total = values.add(total, one)
    return total


def _summed(rules: Rules, criterion: Table) -> list[Table]:
    """The child criteria that a criterion sums up; none where it has a base of its own."""
    bases = ("start", "formula", "bands", "interpolate", "judged")
    return [] if any(key in criterion for key in bases) else rules.children(criterion)


@frozen
class _Split:
    base: Value
    overflow: Value


def _split(value: Value, criterion: Table, *, overflow_is_bonus: bool) -> _Split:
    """Raised to the floor; above the points it is bonus where a bonus cap is set, else a fault."""
    points, floor = amount(criterion["points"]), _floor(criterion)
    raised = value if floor is None else values.maximum(value, floor)
    if overflow_is_bonus:
        overflow = values.maximum(values.subtract(value, points), ZERO)
        return _Split(values.minimum(raised, points), overflow)
    is_over = values.compare(raised, ">", points)
    return _Split(raised if is_over is False else UNKNOWN, ZERO)


def base_value(rules: Rules, criterion: Table, scene: Scene) -> Value:
    """What the base gives, before any limit."""
    if "formula" in criterion:
        cluster = rules.cluster
        return formula_value(criterion, scene, cluster.formulas, cluster.python)
    if "bands" in criterion:
        return banded(number(criterion["bands"]["on"], scene), criterion["bands"]["steps"])
    if "interpolate" in criterion:
        line = criterion["interpolate"]
        return on_line(number(line["on"], scene), line["steps"])
    if "judged" in criterion:
        return scene.unit.judged.get(criterion["code"], UNKNOWN)
    return amount(criterion["points"]) if criterion.get("start", "full") == "full" else ZERO


def _effect(row: Table) -> str:
    case = row["one_of"][0] if "one_of" in row else row
    return next(effect for effect in ("earn", "deduct", "bonus") if effect in case)


def _point_rows(criterion: Table) -> list[Table]:
    return [row for row in criterion.get("rows", ()) if "gate" not in row]


def _rows(rules: Rules, criterion: Table, effect: str, scene: Scene) -> list[Value]:
    rows = [row for row in _point_rows(criterion) if _effect(row) == effect]
    return [row_value(rules, criterion, row, scene) for row in rows]


def row_value(rules: Rules, criterion: Table, row: Table, scene: Scene) -> Value:
    """What a row earns, deducts or adds, after its cap; the first case that holds counts."""
    inner = rules.scene(criterion, scene)
    if row.get("only_if") == "full":
        kept = values.compare(_deducted_before_cap(rules, criterion, scene), "==", ZERO)
        if kept is not True:
            return UNKNOWN if isinstance(kept, Unknown) else ZERO
    value = _first_case(row.get("one_of", [row]), _effect(row), inner)
    return _capped(value, row, "cap")


def _first_case(cases: Sequence[Table], effect: str, scene: Scene) -> Value:
    for case in cases:
        holds = truth(case["when"], scene) if "when" in case else True
        if isinstance(holds, Unknown):
            return UNKNOWN
        if holds:
            value: Value = amount(case[effect])
            if "per" in case:
                value = values.multiply(value, values.maximum(number(case["per"], scene), ZERO))
            return _capped(value, case, "cap")
    return ZERO


def _deducted_before_cap(rules: Rules, criterion: Table, scene: Scene) -> Value:
    """What its own rows deduct and, after their caps, the criteria that name it as parent."""
    own = _rows(rules, criterion, "deduct", rules.scene(criterion, scene))
    below = [
        _capped(_deducted_before_cap(rules, child, scene), child, "deductions_cap")
        for child in rules.children(criterion)
    ]
    return _total([*own, *below])
