"""The standard formulas from what the manual says of each (docs/authors/standard-formulas.md), as
plain functions of exact figures.

A figure that is missing makes the points unknown where they need it (:class:`Missing` is raised,
and caught once); one that is bounded is beyond these functions (:class:`Bounded`).
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import floor

from attrs import frozen

from rulebook.language import Given, Scene, number, truth
from rulebook.plain import PlainUnit
from rulebook.values import UNKNOWN, Unknown, Value


class Missing(Exception):
    """The points need a figure that is not known, or a quotient that does not exist."""


class Bounded(Exception):
    """A figure is only known as "over" or "under" another."""


@frozen
class Figures:
    """The inputs and parameters of one use of a formula, read when asked for."""

    inputs: Mapping[str, Given]
    parameters: Mapping[str, object]
    scene: Scene

    @property
    def points(self) -> Fraction:
        assert self.scene.points is not None
        return self.scene.points

    def __getitem__(self, name: str) -> Fraction:
        given = self.inputs[name]
        return _exact(number(given.source, given.within(self.scene)))

    def has(self, name: str) -> bool:
        return name in self.inputs

    def is_given(self, name: str) -> bool:
        given = truth(f"given({name})", Given("", self.inputs).within(self.scene))
        return given is True

    def meets(self, comparison: str) -> bool:
        """A direct comparison of inputs, in which a target "under 6" is met below 6 only."""
        answer = truth(comparison, Given("", self.inputs).within(self.scene))
        if isinstance(answer, Unknown):
            for name in self.inputs:
                if name in comparison:
                    self[name]  # raises for the figure that left it open
            raise Bounded
        return answer

    def setting(self, name: str, default: str | None = None) -> Fraction:
        return Fraction(str(self.parameters.get(name, default)))

    def choice(self, name: str, default: str) -> str:
        return str(self.parameters.get(name, default))

    def of(self, unit: PlainUnit) -> "Figures":
        return Figures(self.inputs, self.parameters, self.scene.of(unit))

    def best_of_peers(self, value: Callable[["Figures"], Fraction | None]) -> Fraction | None:
        """The highest value among the peers that have one; None where none has. A peer whose value
        is not known is left out, and said."""
        found = []
        for peer in self.scene.peers:
            try:
                own = value(self.of(peer))
            except Missing:
                self.scene.left_out.append(peer.code)
                continue
            if own is not None:
                found.append(own)
        return max(found, default=None)


def _exact(value: Value) -> Fraction:
    if isinstance(value, Unknown):
        raise Missing
    if not isinstance(value, Fraction):
        raise Bounded
    return value


def _quotient(dividend: Fraction, divisor: Fraction) -> Fraction:
    if not divisor:
        raise Missing
    return dividend / divisor


def _within_0_and_1(share: Fraction) -> Fraction:
    return min(max(share, Fraction(0)), Fraction(1))


def _where_zero(of: Figures, setting: str) -> Fraction:
    """What a formula gives where its divisor is 0."""
    choice = of.choice(setting, "unknown")
    if choice == "unknown":
        raise Missing
    return of.points if choice == "full" else Fraction(0)


def _in_proportion(of: Figures, floor_share: Fraction) -> Fraction:
    if of.meets("target == 0"):
        return _where_zero(of, "when_target_zero")
    if of["actual"] < floor_share * of["target"]:
        return Fraction(0)
    return of.points * _within_0_and_1(_quotient(of["actual"], of["target"]))


def ratio_capped(of: Figures) -> Fraction:
    return _in_proportion(of, of.setting("floor", "0"))


def ratio_with_floor(of: Figures) -> Fraction:
    return _in_proportion(of, of.setting("floor"))


def ratio_over(of: Figures) -> Fraction:
    lowest = of.setting("floor", "0")
    if of.meets("target == 0") or of["actual"] < lowest * of["target"]:
        return _in_proportion(of, lowest)
    percents = (_quotient(of["actual"], of["target"]) - 1) * 100
    counted = Fraction(floor(percents)) if of.choice("counting", "whole") == "whole" else percents
    more = max(counted * of.setting("points_per_percent"), Fraction(0))
    return _in_proportion(of, lowest) + min(more, of.setting("points_over_at_most"))


def lower_is_better(of: Figures) -> Fraction:
    if of.meets("actual <= target"):
        return of.points
    missed, keep = of.choice("when_missed", "proportional"), of.setting("keep", "0.9")
    if missed == "zero":
        return Fraction(0)
    if missed == "proportional":
        return _quotient(of.points * keep * of["target"], of["actual"])
    width, loss = of.setting("step_width", "0.1"), of.setting("step_loss", "0.1")
    begun = -floor(_quotient(of["target"] - of["actual"], width))
    return of.points * max(keep - loss * begun, Fraction(0))


def reduction_progress(of: Figures) -> Fraction:
    if of.meets("actual <= target"):
        return of.points
    if of.meets("actual >= baseline"):
        return Fraction(0)
    progress = _quotient(of["baseline"] - of["actual"], of["baseline"] - of["target"])
    return of.points * min(progress, of.setting("missed_at_most", "1"))


def yes_no(of: Figures) -> Fraction:
    return of.points if of.meets("done >= 1") else Fraction(0)


def checklist(of: Figures) -> Fraction:
    if of.meets("total == 0"):
        return _where_zero(of, "when_total_zero")
    return of.points * _within_0_and_1(_quotient(of["done"], of["total"]))


def grade_map(of: Figures) -> Fraction:
    shares = [
        of.setting(f"share_{n}", default) for n, default in enumerate("0 0.6 0.8 1".split(), 1)
    ]
    for grade, share in enumerate(shares[:3], start=1):
        if of.meets(f"grade <= {grade}"):
            return of.points * share
    return of.points * shares[3]


def late_steps(of: Figures) -> Fraction:
    if of.meets("days <= 0"):
        return of.points
    steps = {"first": ("2", "0.75"), "second": ("5", "0.5"), "third": ("10", "0.25")}
    for step, (until, share) in steps.items():
        if of.meets(f"days <= {of.setting(f'{step}_until', until)}"):
            return of.points * of.setting(f"{step}_share", share)
    return of.points * of.setting("after_share", "0")


def per_case_add(of: Figures) -> Fraction:
    return min(max(of["cases"], Fraction(0)) * of.setting("points_per_case"), of.points)


def per_case_deduct(of: Figures) -> Fraction:
    left = of.points - max(of["cases"], Fraction(0)) * of.setting("points_per_case")
    return max(left, of.setting("points_at_least", "0"))


def share(of: Figures) -> Fraction:
    if not of.has("whole"):
        return of.points * _within_0_and_1(of["part"] / 100)
    if of.meets("whole == 0"):
        return _where_zero(of, "when_whole_zero")
    return of.points * _within_0_and_1(_quotient(of["part"], of["whole"]))


def external_rescale(of: Figures) -> Fraction:
    low, high = of.setting("low", "0"), of.setting("high", "100")
    return of.points * _within_0_and_1(_quotient(of["index"] - low, high - low))


def external_rank(of: Figures) -> Fraction:
    if of.meets("total <= 1"):
        return of.points
    total, last = of["total"], of.setting("last_share", "0")
    height = _within_0_and_1(_quotient(total - of["rank"], total - 1))
    return of.points * (last + (1 - last) * height)


def _against(of: Figures, best: Fraction | None) -> Fraction:
    """In proportion to the best; nothing where neither has anything."""
    if best is None:
        raise Missing
    if of["actual"] <= 0 and best <= 0:
        return Fraction(0)
    return _quotient(of.points * max(of["actual"], Fraction(0)), best)


def peer_relative(of: Figures) -> Fraction:
    best = of.best_of_peers(lambda peer: peer["actual"])
    return _against(of, best)


def peer_relative_above_target(of: Figures) -> Fraction:
    if not of.is_given("target"):
        best = of.best_of_peers(lambda peer: None if peer.is_given("target") else peer["actual"])
        return _against(of, best)
    if of.meets("target == 0"):
        return _where_zero(of, "when_target_zero")
    at_target, share_of_target = (
        of.setting("at_target", "0.5"),
        _quotient(of["actual"], of["target"]),
    )
    if not of.meets("actual > target"):
        return of.points * at_target * max(share_of_target, Fraction(0))
    best = of.best_of_peers(_excess)
    if best is None:
        raise Missing
    excess = _quotient((1 - at_target) * (share_of_target - 1), best - 1)
    return of.points * (at_target + excess)


def _excess(of: Figures) -> Fraction | None:
    """Actual by target of a member above a target of more than 0."""
    if not (of.is_given("target") and of.meets("target > 0") and of.meets("actual > target")):
        return None
    return _quotient(of["actual"], of["target"])


def award_bonus(of: Figures) -> Fraction:
    government = of.setting("points_government", "15")
    provincial = of.setting("points_provincial", "10")
    if of.choice("several", "highest") == "sum":
        flags = (("government_flags", government), ("provincial_flags", provincial))
        return sum((points for name, points in flags if of.meets(f"{name} > 0")), Fraction(0))
    if of.meets("government_flags > 0"):
        return government
    return provincial if of.meets("provincial_flags > 0") else Fraction(0)


def _guarded(formula: Callable[[Figures], Fraction]) -> Callable[[Figures], Value]:
    def value(of: Figures) -> Value:
        try:
            return formula(of)
        except Missing:
            return UNKNOWN

    return value


STANDARD: Mapping[str, Callable[[Figures], Value]] = {
    one.__name__.replace("_", "-"): _guarded(one)
    for one in (
        ratio_capped, ratio_with_floor, ratio_over, lower_is_better, reduction_progress, yes_no,
        checklist, grade_map, late_steps, per_case_add, per_case_deduct, share, external_rescale,
        external_rank, peer_relative, peer_relative_above_target, award_bonus,
    )
}  # fmt: skip
"""By code."""
