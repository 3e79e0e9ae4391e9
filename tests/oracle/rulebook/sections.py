"""Criteria into sections and a set, from design.md sections 5 to 7: caps, means, the policy for
what does not apply, rounding at the levels declared."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from attrs import evolve, frozen

from rulebook import values
from rulebook.criteria import Rules, cell
from rulebook.language import Scene, number
from rulebook.plain import PlainCell, PlainUnit, Table, amount, cap_of
from rulebook.rounding import rounded, rounded_root
from rulebook.spreading import Place, Spread, children_of, root_of, spread_of
from rulebook.values import UNKNOWN, Unknown, Value

ZERO = Fraction(0)


@frozen
class Lost:
    """What deductions took at or below a place."""

    points: Fraction = ZERO
    """As the rules deducted it, after caps."""
    base: Fraction = ZERO
    """What the bases lost of it: less where a floor held."""
    counted: Fraction = ZERO
    """What that loss comes to in the points of the place."""


@frozen
class Score:
    """The points of a criterion, a section or a set; base and bonus None where unknown."""

    base: Fraction | None = ZERO
    bonus: Fraction | None = ZERO
    lost: Lost = Lost()
    has_value: bool = False
    """Whether anything here applies to the unit, or is given in full."""

    @property
    def points(self) -> Fraction | None:
        return None if self.base is None or self.bonus is None else self.base + self.bonus


@frozen
class SetResult:
    """One unit's score by one set, on the set's own scale."""

    whole: Score
    places: Mapping[tuple[str, str], Score]
    """By level and code."""
    cells: Mapping[str, PlainCell | None]
    """Of the criteria that apply."""
    at_maximum: int


@frozen
class Digits:
    """How a set is rounded in a scheme: the scheme's places go before the set's own."""

    set_rounding: Table
    scheme_rounding: Table

    def at(self, level: str, value: Fraction) -> Fraction:
        by = self.scheme_rounding if level in self.scheme_rounding else self.set_rounding
        return rounded(value, by.get(level), by.get("mode", "half-up"))


def score_set(
    rules: Rules, digits: Digits, unit: PlainUnit, peers: Sequence[PlainUnit], left_out: list[str]
) -> SetResult:
    """Score one unit by one set among its peers; who is left out of an aggregate is noted."""
    applicable = [one for one in rules.table["criteria"] if "parent" not in one]
    applicable = [one for one in applicable if rules.applies(one, unit)]
    found = {}
    for one in applicable:
        of_it = tuple(peer for peer in peers if rules.applies(one, peer))
        found[one["code"]] = cell(rules, one, Scene(unit, of_it, left_out=left_out))
    spread = spread_of(rules.table, {one["code"] for one in applicable})
    work = _Work(rules, digits, found, spread, {})
    whole = work.score(root_of(rules.table))
    cells = {code: None if pair is None else pair[0] for code, pair in found.items()}
    full = [one for one in applicable if _is_at_maximum(one, cells[one["code"]], digits)]
    return SetResult(whole, work.places, cells, len(full))


def _is_at_maximum(criterion: Table, found: PlainCell | None, digits: Digits) -> bool:
    """As the rules gave the points, rounded as criteria are, before any policy."""
    points = amount(criterion["points"])
    if found is None or points == 0:
        return False
    return digits.at("criterion", found.base) + digits.at("criterion", found.bonus) >= points


@frozen
class _Work:
    rules: Rules
    digits: Digits
    found: Mapping[str, tuple[PlainCell, Fraction] | None]
    spread: Spread
    places: dict[tuple[str, str], Score]

    def score(self, place: Place) -> Score:
        score = self._criterion(place) if place.level == "criterion" else self._branch(place)
        self.places[place.level, place.code] = score
        return score

    def _criterion(self, place: Place) -> Score:
        if place.code not in self.found:
            if self.spread.policy != "full-points":
                return Score()
            return Score(self.digits.at("criterion", place.points), ZERO, has_value=True)
        pair = self.found[place.code]
        if pair is None:
            return Score(None, None, has_value=True)
        points, lost = pair
        factor = self.spread.factors.get(place.key, Fraction(1))
        return Score(
            self.digits.at("criterion", points.base * factor),
            self.digits.at("criterion", points.bonus),
            Lost(points.deducted, lost, lost * factor) if points.deducted else Lost(),
            has_value=True,
        )

    def _branch(self, branch: Place) -> Score:
        places = children_of(self.rules.table, branch)
        children = [self.score(place) for place in places]
        has_value = any(child.has_value for child in children)
        if any(child.points is None for child in children):
            return Score(None, None, has_value=has_value)
        base = sum((child.base or ZERO for child in children), ZERO)
        bonus = sum((child.bonus or ZERO for child in children), ZERO)
        lost = _together([child.lost for child in children])
        if branch.combine != "sum":
            combined = self._combined(branch, places, children)
            if combined is None:
                return Score(None, None, has_value=has_value)
            base, counted = combined
            share = lost.base * counted / lost.counted if lost.counted else ZERO
            lost = Lost(lost.points, share, counted)
        kept = _within(lost, cap_of(branch.table, "deductions_cap"))
        base += lost.counted - kept.counted
        bonus_cap = cap_of(branch.table, "bonus_cap")
        bonus = bonus if bonus_cap is None else min(bonus, bonus_cap)
        if branch.level == "section":
            base, bonus = self.digits.at("section", base), self.digits.at("section", bonus)
        return Score(base, bonus, kept, has_value)

    def _combined(
        self, branch: Place, places: Sequence[Place], children: Sequence[Score]
    ) -> tuple[Fraction, Fraction] | None:
        """The base by a mean or an expression of the children that count, and what it lost."""
        counting = [
            (place, child)
            for place, child in zip(places, children, strict=True)
            if self.spread.counts(place)
        ]
        kept = [(place, child.base or ZERO) for place, child in counting]
        full = [(place, (child.base or ZERO) + child.lost.counted) for place, child in counting]
        base = values.decided(combined_base(branch, kept))
        if base is None:
            return None
        before = values.decided(combined_base(branch, full))
        return base, ZERO if before is None else max(before - base, ZERO)


def combined_base(branch: Place, parts: Sequence[tuple[Place, Fraction]]) -> Value:
    """A weighted mean is Σwv/Σw; a geometric one has its places, and no negative part."""
    if not parts:
        return ZERO
    weights = [amount(place.table.get("weight", 1)) for place, _ in parts]
    points = [value for _, value in parts]
    if branch.combine == "weighted-mean":
        weighted = sum((w * v for w, v in zip(weights, points, strict=True)), ZERO)
        return weighted / sum(weights, ZERO)
    if branch.combine == "geometric-mean":
        return _geometric_mean(points, weights, int(branch.table["places"]))
    children = {place.code: value for place, value in parts}
    own = amount(branch.table["points"])
    return number(branch.combine, Scene(PlainUnit(""), points=own, children=children))


def _geometric_mean(
    points: Sequence[Fraction], weights: Sequence[Fraction], places: int
) -> Fraction | Unknown:
    if min(points) < 0:
        return UNKNOWN
    scale = lcm(*(weight.denominator for weight in weights))
    product = Fraction(1)
    for value, weight in zip(points, weights, strict=True):
        product *= value ** int(weight * scale)
    return rounded_root(product, int(sum(weights, ZERO) * scale), places)


def _together(some: Sequence[Lost]) -> Lost:
    return Lost(
        sum((one.points for one in some), ZERO),
        sum((one.base for one in some), ZERO),
        sum((one.counted for one in some), ZERO),
    )


def _within(lost: Lost, cap: Fraction | None) -> Lost:
    """At most a cap; what is lost beyond it is given back, in the same proportion as it counted."""
    if cap is None:
        return lost
    kept = evolve(lost, points=min(lost.points, cap))
    if lost.base <= cap:
        return kept
    return evolve(kept, base=cap, counted=lost.counted * cap / lost.base)
