"""Each check finds its own kind of fault, names the criterion, and shows the figures."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from thidua.core.model.contribution import Check, Severity
from thidua.core.text.bilingual import Text
from thidua.plugins.kit import Area, CheckResult, Verdict
from thidua.plugins.kit.behaviour import CHECKS

from .conftest import compiled, criterion, python_formula

Results = dict[str, list[CheckResult]]
Examined = Callable[..., Results]


def failures(results: Results) -> dict[str, list[str]]:
    """The subjects of the checks that failed."""
    return {
        check: [it.subject for it in found]
        for check, found in results.items()
        if any(it.failed for it in found)
    }


def counterexample(results: Results, check: str) -> Text:
    (found,) = results[check]
    assert found.verdict is Verdict.FAILED
    return found.came_out


def points_of(inputs: Mapping[str, Fraction]) -> Fraction:
    """A sound formula: in proportion, rounded down to whole points."""
    if inputs["y"] == 0:
        return Fraction(0)
    return Fraction(min(inputs["points"] * inputs["x"] / inputs["y"], inputs["points"]).__floor__())


# A sound set


def test_every_check_answers_once_for_a_sound_set(examined: Examined) -> None:
    results = examined(
        criterion("ratio-capped", inputs='actual = "a", target = "a.target"'), examples=30
    )
    assert tuple(results) == CHECKS
    assert {it.area for (it,) in results.values()} == {Area.BEHAVIOUR}
    verdicts = {check: it.verdict for check, (it,) in results.items()}
    assert verdicts.pop("python-formulas") is Verdict.SKIPPED
    assert set(verdicts.values()) == {Verdict.PASSED}
    assert results["within-bounds"][0].came_out == Text(
        "Đúng ở 1 tiêu chí.", "Holds for 1 criterion."
    )
    assert results["python-formulas"][0].came_out == Text(
        "Không có tiêu chí nào để xét: không dùng công thức Python.",
        "No criterion to try: no Python formula is used.",
    )


def test_a_sound_python_formula_passes_every_check(tried: Examined) -> None:
    results = tried(points_of)
    assert failures(results) == {}
    assert {it.verdict for (it,) in results.values()} == {Verdict.PASSED}


def test_the_same_seed_finds_the_same_counterexample(examined: Examined) -> None:
    table = criterion("points - a if a <= points else 0")
    assert examined(table) == examined(table)


# Deterministic


def test_points_that_differ_from_time_to_time(tried: Examined) -> None:
    calls = iter(range(10**9))
    results = tried(lambda inputs: next(calls) % 7)
    assert failures(results) == {"deterministic": ["C-1"]}
    words = counterexample(results, "deterministic")
    assert words.en.startswith("With the same figures (“Indicator a (target)” = 0 t")
    assert "unit u1 has 0 points" in words.en or "points, but when scored" in words.en
    assert words.vi.startswith("Cùng số liệu (“Chỉ tiêu a (mức giao)” = 0 t")
    assert "nhưng tính lại lần nữa thì được" in words.vi


def test_a_formula_that_remembers_who_came_before(tried: Examined) -> None:
    seen: list[Fraction] = []

    def remembering(inputs: Mapping[str, Fraction]) -> int:
        is_less = bool(seen) and inputs["x"] < seen[-1]
        seen[:] = [inputs["x"]]
        return 3 if is_less else 5

    results = tried(remembering)
    assert failures(results) == {"deterministic": ["C-1"]}


def test_what_is_not_deterministic_is_left_out_of_the_other_checks(tried: Examined) -> None:
    calls = iter(range(10**9))
    results = tried(lambda inputs: next(calls) % 7)
    assert results["direction"][0].verdict is Verdict.SKIPPED
    assert results["direction"][0].came_out == Text(
        "Không có tiêu chí nào để xét: cùng số liệu mà điểm lúc khác nhau.",
        "No criterion to try: not deterministic.",
    )


# Within bounds


def test_more_points_than_the_criterion_has(examined: Examined) -> None:
    results = examined(criterion("points * a / a.target"))
    assert failures(results) == {"within-bounds": ["C-1"]}
    words = counterexample(results, "within-bounds")
    assert "unit u1 has no points, because the formula gives" in words.en
    assert "above the maximum" in words.en
    assert "đơn vị u1 không có điểm, vì cách tính cho" in words.vi


def test_negative_points_of_a_python_formula_are_not_hidden_by_the_floor(tried: Examined) -> None:
    results = tried(lambda inputs: -3 if inputs["x"] < inputs["y"] else 5)
    assert failures(results) == {"within-bounds": ["C-1"]}
    words = counterexample(results, "within-bounds")
    assert words.en.endswith("unit u1 has -3 points, below the floor, 0 points.")
    assert words.vi.endswith("đơn vị u1 được -3 điểm, thấp hơn mức sàn là 0 điểm.")


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        ({"points": Fraction(4)}, "has 10 points, above the maximum, 4 points."),
        ({"floor": Fraction(11)}, "has 10 points, below the floor, 11 points."),
        ({"bonus_cap": Fraction(1)}, "points, above the cap on bonus, 1 point."),
        ({"deductions_cap": Fraction(1)}, "points, above the cap on deductions, 1 point."),
    ],
)
def test_a_limit_that_the_trees_do_not_keep(
    examined: Examined, declared: dict[str, Any], words: str
) -> None:
    one = compiled("""
        bonus_cap = "none"
        [[criteria]]
        code = "C-1"
        points = 10
        bonus_cap = 9
        rows = [{ deduct = 3, per = "events" }, { bonus = 2, per = "people", cap = 4 }]
    """)
    (item,) = one.criteria
    looser = evolve(one, criteria=(evolve(item, criterion=evolve(item.criterion, **declared)),))
    results = examined(looser)
    assert failures(results) == {"within-bounds": ["C-1"]}
    assert counterexample(results, "within-bounds").en.endswith(words)


def test_figures_that_the_sector_itself_refuses_are_not_tried(examined: Examined) -> None:
    table = criterion("points * a / b")
    assert "within-bounds" in failures(examined(table))
    plausible = Check("a-within-b", Text("a lớn hơn b", "a above b"), "a <= b", Severity.ERROR)
    other = Check("c-within-d", Text("c lớn hơn d", "c above d"), "c <= d", Severity.ERROR)
    assert failures(examined(table, checks=[plausible, other])) == {}
    warning = evolve(plausible, severity=Severity.WARNING)
    assert "within-bounds" in failures(examined(table, checks=[warning]))


# Direction


def test_a_better_figure_with_fewer_points(examined: Examined) -> None:
    results = examined(criterion("points - 2 if a > 50 else points"))
    assert failures(results) == {"direction": ["C-1"]}
    words = counterexample(results, "direction")
    assert words.en == (
        "“Indicator a (actual)” = 0 t gives 10 points, “Indicator a (actual)” = 100 t only 8"
        " points, though the indicator is declared the higher the better. The unit's other"
        " figures: none."
    )
    assert words.vi == (
        "Với “Chỉ tiêu a (kết quả)” = 0 t được 10 điểm, với “Chỉ tiêu a (kết quả)” = 100 t chỉ còn"
        " 8 điểm, trong khi chỉ tiêu này khai báo càng cao càng tốt. Các số liệu khác của đơn vị:"
        " không có."
    )


def test_a_deduction_for_what_is_declared_to_be_good(examined: Examined) -> None:
    results = examined("""
        [[criteria]]
        code = "C-1"
        points = 10
        rows = [{ deduct = 1, per = "people", cap = 5 }]
    """)
    assert failures(results) == {"direction": ["C-1"]}


def test_bands_in_the_wrong_order(examined: Examined) -> None:
    table = """
        [[criteria]]
        code = "C-1"
        points = 10
        bands = { on = "share", steps = [
          { below = 80, points = 5 },
          { from = 80, below = 95, points = 10 },
          { from = 95, points = 8 },
        ] }
    """
    results = examined(table, examples=60)
    assert failures(results) == {"direction": ["C-1"]}
    assert "“Indicator share (actual)” = 95 %" in counterexample(results, "direction").en


def test_the_own_figure_in_a_comparison_with_the_cluster(examined: Examined) -> None:
    assert failures(examined(criterion("peer-relative", inputs='actual = "a"'))) == {}
    lowest = criterion("points * lowest(a) / a if a > 0 else points")
    assert failures(examined(lowest)) == {"direction": ["C-1"]}


def test_a_better_figure_without_an_answer(examined: Examined) -> None:
    results = examined(criterion("points * min(fewer.target / fewer, 1)"))
    assert failures(results) == {"direction": ["C-1"]}
    words = counterexample(results, "direction")
    assert words.en == (
        "“Indicator fewer (actual)” = 1 t gives 10 points, “Indicator fewer (actual)” = 0 t has no"
        " answer (there is a division by 0): the better result has no points. The unit's other"
        " figures: “Indicator fewer (target)” = 1 t."
    )
    assert words.vi == (
        "Với “Chỉ tiêu fewer (kết quả)” = 1 t được 10 điểm, với “Chỉ tiêu fewer (kết quả)” = 0 t"
        " thì chưa tính được (có phép chia cho 0): kết quả tốt hơn lại không có điểm. Các số liệu"
        " khác của đơn vị: “Chỉ tiêu fewer (mức giao)” = 1 t."
    )


def test_a_worse_figure_without_an_answer(examined: Examined) -> None:
    root = "points * min(power({}, 1, 2, 4), 1)"
    results = examined(criterion(root.format("a / a.baseline - 1")))
    assert failures(results) == {"direction": ["C-1"]}
    words = counterexample(results, "direction")
    assert (
        "has no answer (the root of a negative number, or a negative power of 0, does not exist):"
        " the worse result needs points too, be it 0." in words.en
    )
    assert "kết quả kém hơn cũng phải tính được điểm, dù là 0 điểm." in words.vi
    assert failures(examined(criterion(root.format("max(a / a.baseline - 1, 0)")))) == {}


def test_a_python_division_by_the_best_figure(examined: Examined) -> None:
    formula = python_formula(lambda inputs: min(10, 10 * inputs["y"] // inputs["x"]), "x", "y")
    table = criterion("tried", inputs='x = "fewer", y = "fewer.target"')
    results = examined(table, formula)
    assert failures(results) == {"direction": ["C-1"]}
    assert "failed: ZeroDivisionError" in counterexample(results, "direction").en


@pytest.mark.parametrize(
    "formula",
    [
        "points * min(a / a.target, 1)",
        "points if a >= 50 else points * min(a / a.target, 1)",
        "points if a >= a.target else points * min(max(a / (a.target - a.baseline), 0), 1)",
    ],
)
def test_a_target_that_leaves_no_answer_is_no_fault_of_the_figure(
    examined: Examined, formula: str
) -> None:
    assert failures(examined(criterion(formula))) == {}


def test_days_and_grades_have_a_direction_too(examined: Examined) -> None:
    late = criterion("max(points - days_late(day), 0)")
    assert failures(examined(late)) == {}
    assert failures(examined(criterion("points - grade"))) == {"direction": ["C-1"]}
    words = counterexample(examined(criterion("points - grade")), "direction")
    assert "“Indicator grade (actual)” = kha only 8 points" in words.en


def test_what_a_figure_means_beside_others_is_not_judged(examined: Examined) -> None:
    results = examined(criterion("checklist", inputs='done = "people", total = "fewer"'))
    assert results["direction"][0].verdict is Verdict.SKIPPED
    assert results["direction"][0].came_out.en == (
        "No criterion to try: several indicators meet in one formula."
    )
    apart = examined(criterion("min(a, 4) + min(max(b - 3, 0), 6)"))
    assert apart["direction"][0].verdict is Verdict.PASSED


# Missing is not zero


def test_a_zero_put_in_the_place_of_a_blank(examined: Examined) -> None:
    results = examined(criterion("points * min((a if given(a) else 0) / 100, 1)"))
    assert failures(results) == {"missing-is-not-zero": ["C-1"]}
    words = counterexample(results, "missing-is-not-zero")
    assert words.en.startswith(
        "While “Indicator a (actual)” is blank the points are 0 points, the same as for 0; with"
    )
    assert words.vi.startswith("Khi “Chỉ tiêu a (kết quả)” để trống thì được 0 điểm, đúng như khi")
    assert 'when_blank = "zero"' in words.vi


def test_the_same_the_other_way_round(examined: Examined) -> None:
    results = examined(criterion("points * min((0 if not given(a) else a) / 100, 1)"))
    assert failures(results) == {"missing-is-not-zero": ["C-1"]}


@pytest.mark.parametrize(
    "formula",
    [
        "points * min(events / 100, 1)",
        "0 if not given(a) else points * min(a / 100, 1)",
        "points * min((a if given(a) else b) / 100, 1)",
        "points * min((a if a > 0 else 0) / 100, 1)",
    ],
)
def test_a_blank_that_is_declared_or_has_a_rule_of_its_own(
    examined: Examined, formula: str
) -> None:
    assert "missing-is-not-zero" not in failures(examined(criterion(formula), examples=30))


# Scale


def test_a_python_ratio_that_hides_a_fixed_amount(tried: Examined) -> None:
    results = tried(lambda inputs: 10 if inputs["x"] + 50 >= inputs["y"] else 0)
    assert failures(results) == {"scale": ["C-1"]}
    words = counterexample(results, "scale")
    assert "with “Indicator a” multiplied by" in words.en
    assert words.en.endswith("The points depend on the unit of measure.")
    assert words.vi.endswith("Điểm phụ thuộc vào đơn vị tính của số liệu.")


def test_whole_things_and_declared_amounts_are_counted_and_not_measured(
    examined: Examined,
) -> None:
    def near(inputs: Mapping[str, Fraction]) -> int:
        return 10 if inputs["x"] + 50 >= inputs["y"] else 0

    people = criterion("tried", inputs='x = "people", y = "people.target"')
    results = examined(people, python_formula(near, "x", "y"), examples=20)
    assert results["scale"][0].verdict is Verdict.SKIPPED
    assert results["scale"][0].came_out.vi == (
        "Không có tiêu chí nào để xét: số liệu được so với số cố định hoặc đếm từng trường hợp."
    )


# Cluster dependence


def peers_of_the_caller() -> list[Any]:
    """What a formula has no business with: the members of the cluster that is being scored."""
    import sys

    frame: Any = sys._getframe(2)
    while frame is not None:
        cell = frame.f_locals.get("cell")
        if hasattr(cell, "peers"):
            return list(cell.peers)
        frame = frame.f_back
    return []


def test_a_formula_that_looks_at_the_others_without_saying_so(tried: Examined) -> None:
    results = tried(lambda inputs: min(len(peers_of_the_caller()), 3))
    assert "cluster-dependence" in failures(results)
    words = counterexample(results, "cluster-dependence")
    assert words.en.startswith("Unit u1 has 2 points with unit u1:")
    assert "but 1 point with it alone in the cluster" in words.en
    assert words.vi.endswith("Công thức không khai là so với cụm.")


def test_a_criterion_that_says_so_is_named(examined: Examined) -> None:
    results = examined(criterion("peer-relative", inputs='actual = "a"'), examples=20)
    assert results["cluster-dependence"][0].verdict is Verdict.SKIPPED
    assert "declared to look at the cluster (highest)" in (
        results["cluster-dependence"][0].came_out.en
    )


# Trace


def test_a_formula_that_behaves_better_while_it_is_scored(tried: Examined) -> None:
    results = tried(lambda inputs: 7 if peers_of_the_caller() else 6)
    assert failures(results) == {"trace": ["C-1"]}
    words = counterexample(results, "trace")
    assert words.en.endswith(
        "unit u1 has 7 points, but the steps of its explanation, worked out again, give 6 points."
    )
    assert words.vi.endswith("tính lại theo từng bước của phần giải thích thì ra 6 điểm.")


def test_a_formula_that_fails_outside_of_scoring(tried: Examined) -> None:
    def only_scored(inputs: Mapping[str, Fraction]) -> int:
        import sys

        frame: Any = sys._getframe(1)
        if frame.f_code.co_filename.endswith("reevaluation.py"):
            raise RuntimeError("not here")
        return 5

    results = tried(only_scored)
    assert failures(results) == {"trace": ["C-1"]}
    assert "give the error RuntimeError: not here" in counterexample(results, "trace").en


# Parts, and several criteria


def test_a_fault_is_told_once_by_the_part_that_has_it(examined: Examined) -> None:
    results = examined("""
        [[criteria]]
        code = "C-1"
        points = 10
        [[criteria]]
        code = "C-1.1"
        parent = "C-1"
        points = 6
        formula = "points - 1 if a > 50 else points"
        [[criteria]]
        code = "C-1.2"
        parent = "C-1"
        points = 4
        judged = { from = 0, to = 4 }
    """)
    assert failures(results) == {"direction": ["C-1.1"]}


def test_every_criterion_that_fails_is_named(examined: Examined) -> None:
    results = examined("""
        [[criteria]]
        code = "C-1"
        points = 10
        formula = "points - 1 if a > 50 else points"
        [[criteria]]
        code = "C-2"
        points = 10
        formula = "points - 1 if b > 50 else points"
        [[criteria]]
        code = "C-3"
        points = 10
        applies_to = ["commune"]
        formula = "points if c > 50 else 0"
    """)
    assert failures(results) == {"direction": ["C-1", "C-2"]}


def test_many_criteria_that_a_check_leaves_out_are_counted(examined: Examined) -> None:
    def criteria() -> Iterator[str]:
        yield '[[criteria]]\ncode = "R"\npoints = 1\nformula = "min(a / 100, 1)"'
        for place in range(14):
            yield f'[[criteria]]\ncode = "N-{place}"\npoints = 1\nstart = "zero"'

    results = examined("\n".join(criteria()), examples=5)
    assert results["direction"][0].came_out.en == (
        "Holds for 1 criterion. Not examined, N-0, N-1, N-2, N-3, N-4, N-5, N-6, N-7, N-8, N-9,"
        " N-10, N-11 and 2 more: no result of an indicator is read."
    )


# Words


def test_days_bonus_and_judged_points_are_told_as_such(examined: Examined) -> None:
    calls = iter(range(10**9))
    formula = python_formula(lambda inputs: next(calls) % 7, "x")
    more = 'bonus_cap = 3\nrows = [{ bonus = 2, when = "done == 1" }]'
    table = criterion("tried", inputs='x = "day"', more=more)
    words = counterexample(examined(table, formula), "deterministic")
    assert words.en.startswith("With the same figures (“Indicator day (actual)” = 2026-12-01, ")
    assert words.vi.startswith("Cùng số liệu (“Chỉ tiêu day (kết quả)” = 01/12/2026, ")
    judged = """
        [[criteria]]
        code = "C-1"
        points = 10
        judged = { from = 0, to = 10 }
        rows = [{ deduct = 1, per = "people", cap = 5 }, { bonus = 3, per = "a", cap = 3 }]
        bonus_cap = 3
    """
    words = counterexample(examined(judged), "direction")
    assert "points judged for C-1 = " in words.en
    assert "điểm chấm C-1 = " in words.vi


def test_bonus_and_no_answer_are_told_as_such(tried: Examined, examined: Examined) -> None:
    calls = iter(range(10**9))
    formula = python_formula(lambda inputs: 12 + next(calls) % 2, "x")
    words = counterexample(
        examined(criterion("tried", inputs='x = "a"', more="bonus_cap = 5"), formula),
        "deterministic",
    )
    assert " has 10 points and a bonus of " in words.en
    assert " được 10 điểm và điểm thưởng " in words.vi

    def failing_at_times(inputs: Mapping[str, Fraction]) -> int:
        if next(calls) % 2:
            raise ValueError("now and then")
        return 5

    words = counterexample(tried(failing_at_times), "deterministic")
    assert "no answer (formula “tried” failed: ValueError: now and then (" in words.en
    assert "chưa tính được (công thức “tried” bị lỗi: ValueError: now and then (" in words.vi


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        ("deducted", "has -1 points, below the least deduction, 0 points."),
        ("bonus", "has -1 points, below the least bonus, 0 points."),
    ],
)
def test_a_deduction_or_bonus_of_less_than_nothing(
    examined: Examined, tree: str, words: str
) -> None:
    from thidua.core.formula.tree import Number

    one = compiled('[[criteria]]\ncode = "C-1"\npoints = 10\nbonus_cap = 5')
    (item,) = one.criteria
    less: Any = {tree: Number(Fraction(-1))}
    results = examined(evolve(one, criteria=(evolve(item, **less),)), examples=3)
    assert counterexample(results, "within-bounds").en.endswith(words)


def test_a_python_formula_of_several_measures(examined: Examined) -> None:
    formula = python_formula(points_of, "x", "y")
    apart = examined(criterion("tried", inputs='x = "a * a", y = "a.target"'), formula, examples=9)
    assert apart["scale"][0].verdict is Verdict.SKIPPED
    mixed = examined(criterion("tried", inputs='x = "a + 1", y = "a.target"'), formula, examples=9)
    assert mixed["scale"][0].verdict is Verdict.SKIPPED
    beside = criterion(
        "tried",
        inputs='x = "a", y = "a.target"',
        more='rows = [{ deduct = 1, when = "b > c" }]',
    )
    results = examined(beside, formula, examples=30)
    assert failures(results) == {}
    assert results["scale"][0].verdict is Verdict.PASSED


def test_the_set_of_all_kinds_of_units_concerns_each(examined: Examined) -> None:
    table = criterion("min(share / 10, points)", more='applies_to = ["commune", "department"]')
    assert failures(examined(table, examples=10)) == {}
