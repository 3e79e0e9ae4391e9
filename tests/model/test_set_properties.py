"""Whatever set is written: it comes back from its frozen text, and its points scale."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from attrs import asdict
from hypothesis import given, settings
from hypothesis import strategies as st

from thidua.core.exact.decimal_text import canonical
from thidua.core.model.compiling import compile_set
from thidua.core.model.criteria import Judged
from thidua.core.model.formulas import Formula
from thidua.core.model.freezing import freeze, thaw
from thidua.core.model.indicator import Indicator
from thidua.core.model.structuring import read_criteria_set

Plain = dict[str, Any]

FIGURES = ("jobs", "plan", "cases", "late", "rate", "jobs.target")
amounts = st.integers(0, 40).map(lambda quarters: canonical(Fraction(quarters, 4)))
conditions = st.sampled_from(
    ["rate > 2", "cases >= 1 or late == 0", "not given(meetings)", "1 < rate <= 3", 'row("r0") > 0']
)
counts = st.sampled_from(["cases", "late - 1", "max(cases, late)", "row('r0') + 1"])


def optional(key: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Plain]:
    return st.just({}) | values.map(lambda value: {key: value})


def merged(*parts: st.SearchStrategy[Plain]) -> st.SearchStrategy[Plain]:
    return st.tuples(*parts).map(lambda found: {key: part[key] for part in found for key in part})


def case(effect: str) -> st.SearchStrategy[Plain]:
    return merged(
        st.fixed_dictionaries({effect: amounts, "when": conditions}),
        optional("per", counts),
        optional("cap", amounts),
    )


rows = st.sampled_from(["deduct", "bonus", "earn"]).flatmap(
    lambda effect: (
        case(effect)
        | st.fixed_dictionaries({"one_of": st.lists(case(effect), min_size=1, max_size=3)})
    )
)
bonuses = merged(case("bonus"), st.just({"only_if": "full"}))


def bases(points: int) -> st.SearchStrategy[Plain]:
    within = st.integers(0, points)
    ratio = {"formula": "ratio-capped", "inputs": {"actual": "jobs", "target": "jobs.target"}}
    return st.one_of(
        st.sampled_from([{}, {"start": "zero"}, ratio, {"formula": "points * (rate - 1) / 2"}]),
        st.tuples(within, within).map(
            lambda pair: {
                "bands": {
                    "on": "rate",
                    "steps": [{"over": 2, "points": pair[0]}, {"to": 2, "points": pair[1]}],
                }
            }
        ),
        st.tuples(within, within).map(
            lambda pair: {"interpolate": {"on": "rate", "steps": [["0.5", pair[0]], [4, pair[1]]]}}
        ),
        within.map(lambda high: {"judged": {"from": 0, "to": high}}),
    )


@st.composite
def criteria_sets(draw: st.DrawFn) -> Plain:
    """A set of one section and some criteria, the first with the row ``r0``."""
    sizes = draw(st.lists(st.integers(1, 20), min_size=1, max_size=3))
    criteria = [{"code": "c0", "points": 0, "rows": [{"code": "r0", "deduct": 1, "per": "late"}]}]
    for position, points in enumerate(sizes):
        limits = merged(
            optional("bonus_cap", amounts | st.just("none")),
            optional("deductions_cap", amounts),
            st.sampled_from([{}, {"floor": "none"}, {"floor": 1}, {"floor": "-0.5"}]),
        )
        found = {
            "code": f"c{position + 1}",
            "section": "A",
            "points": points,
            "rows": draw(st.lists(rows | bonuses, max_size=4)),
            **draw(bases(points)),
            **draw(limits),
        }
        criteria.append(found)
    return {
        "code": "random",
        "title": {"vi": "Bảng điểm", "en": "Set"},
        "basis": "proposal",
        "points": sum(sizes),
        "sections": [{"code": "A", "points": sum(sizes)}],
        "criteria": criteria,
    }


figures = st.fixed_dictionaries({}, optional={name: st.integers(0, 5) for name in FIGURES})
SCALED = {"points", "deduct", "bonus", "earn", "cap", "bonus_cap", "deductions_cap", "floor"}


def scaled(plain: Any, factor: int, key: str = "") -> Any:
    """The same set with every amount of points multiplied."""
    if isinstance(plain, dict):
        inner = {name: scaled(value, factor, name) for name, value in plain.items()}
        if key == "judged":
            return {name: times(value, factor) for name, value in plain.items()}
        if key == "interpolate":
            knots = [[value, times(points, factor)] for value, points in plain["steps"]]
            return {**inner, "steps": knots}
        return inner
    if isinstance(plain, list):
        return [scaled(item, factor) for item in plain]
    return times(plain, factor) if key in SCALED else plain


def times(value: int | str, factor: int) -> int | str:
    return "none" if value == "none" else canonical(Fraction(value) * factor)


@settings(deadline=None, max_examples=60)
@given(plain=criteria_sets())
def test_any_set_comes_back_from_its_frozen_text(
    indicators: Mapping[str, Indicator], formulas: Mapping[str, Formula], plain: Plain
) -> None:
    whole = compile_set(read_criteria_set(plain), indicators, formulas)
    text = freeze(whole)
    back = thaw(text, {})
    assert back == whole and freeze(back) == text


@settings(deadline=None, max_examples=120)
@given(
    plain=criteria_sets(),
    given_figures=figures,
    judged=st.none() | st.integers(0, 20),
    factor=st.integers(2, 7),
)
def test_points_scale_with_points_caps_and_effects(
    indicators: Mapping[str, Indicator],
    formulas: Mapping[str, Formula],
    read_points: Callable[..., Any],
    plain: Plain,
    given_figures: Mapping[str, int],
    judged: int | None,
    factor: int,
) -> None:
    plain = without_row_arithmetic(plain)
    once = compile_set(read_criteria_set(plain), indicators, formulas)
    more = compile_set(read_criteria_set(scaled(plain, factor)), indicators, formulas)
    for small, large in zip(once.criteria, more.criteria, strict=True):
        points = None if judged is None else Fraction(judged)
        scaled_points = None if points is None else points * factor
        before = asdict(read_points(small, given_figures, points))
        after = asdict(read_points(large, given_figures, scaled_points))
        for name, value in before.items():
            assert after[name] == (value if isinstance(value, str) else value * factor)


def without_row_arithmetic(plain: Any) -> Any:
    """Points that are multiplied by points would not scale: a row is only compared with 0."""
    if isinstance(plain, dict):
        return {key: without_row_arithmetic(value) for key, value in plain.items()}
    if isinstance(plain, list):
        return [without_row_arithmetic(item) for item in plain]
    return "cases" if plain == "row('r0') + 1" else plain


@settings(deadline=None, max_examples=80)
@given(plain=criteria_sets(), given_figures=figures)
def test_points_stay_within_their_limits(
    indicators: Mapping[str, Indicator],
    formulas: Mapping[str, Formula],
    read_points: Callable[..., Any],
    plain: Plain,
    given_figures: Mapping[str, int],
) -> None:
    whole = compile_set(read_criteria_set(plain), indicators, formulas)
    for item in whole.criteria:
        base = item.criterion.base
        judged = base.high if isinstance(base, Judged) else None
        found = read_points(item, given_figures, judged)
        if any(isinstance(value, str) for value in asdict(found).values()):
            continue
        criterion = item.criterion
        assert found.base <= found.full <= criterion.points
        assert found.deducted >= 0 and found.bonus >= 0
        if isinstance(criterion.floor, Fraction):
            assert found.base == max(found.full - found.deducted, min(criterion.floor, found.full))
        else:
            assert found.base == found.full - found.deducted
        if isinstance(criterion.bonus_cap, Fraction):
            assert found.bonus <= criterion.bonus_cap
        if isinstance(criterion.deductions_cap, Fraction):
            assert found.deducted <= criterion.deductions_cap
