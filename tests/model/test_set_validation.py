"""A criteria set that holds together by itself: every way in which it might not."""

from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest

from thidua.core.formula.tree import Step
from thidua.core.model.criteria import (
    Alternative,
    Band,
    BandTable,
    Basis,
    Children,
    CriteriaSet,
    Criterion,
    Effect,
    RankOn,
    Row,
    Section,
)
from thidua.core.model.validation import faults_of, notices_of
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused

Read = Callable[[str], CriteriaSet]
Faults = Callable[[str], Mapping[str, tuple[str, ...]]]

NAME = Text("Tên", "Name")


def criterion(code: str, points: int, **keys: str) -> str:
    lines = "".join(f"{key} = {value}\n" for key, value in keys.items())
    return f'[[criteria]]\ncode = "{code}"\npoints = {points}\n{lines}'


def section(code: str, points: int, **keys: str) -> str:
    lines = "".join(f"{key} = {value}\n" for key, value in keys.items())
    return f'[[sections]]\ncode = "{code}"\npoints = {points}\n{lines}'


def one(**keys: str) -> str:
    """A set of one criterion."""
    return "points = 10\n" + criterion("c", 10, **keys)


def test_rows_that_sum_to_90_against_a_declared_100_are_refused(faults: Faults) -> None:
    body = "points = 100\n" + "".join(
        criterion(f"0{position}", points)
        for position, points in enumerate((10, 10, 20, 10, 10, 10, 20), start=1)
    )
    assert faults(body) == {
        "points": (
            "The points of what is inside add up to 90, but 100 is declared here"
            " (a difference of 10).",
        )
    }


def test_points_add_up_at_every_level_with_both_numbers_in_both_languages(read: Read) -> None:
    source = read(
        "points = 30\n"
        + section("A", 20)
        + section("A1", 15, parent='"A"')
        + criterion("a1", 15, section='"A1"')
        + criterion("a2", 5, section='"A"')
        + criterion("x", 10)
        + criterion("x.1", 4, parent='"x"')
        + criterion("x.2", 6, parent='"x"')
    )
    assert faults_of(source) == ()


@pytest.mark.parametrize(
    ("body", "place", "english"),
    [
        (
            "points = 10\n" + section("A", 10) + criterion("a", 9, section='"A"'),
            "sections[A].points",
            "add up to 9, but 10",
        ),
        (
            "points = 10\n"
            + section("A", 10)
            + section("B", 5, parent='"A"')
            + criterion("a", 4, section='"A"')
            + criterion("b", 5, section='"B"'),
            "sections[A].points",
            "add up to 9, but 10",
        ),
        (
            "points = 10\n" + criterion("p", 10) + criterion("q", 11, parent='"p"'),
            "criteria[p].points",
            "add up to 11, but 10",
        ),
        ('points = "10.5"\n' + criterion("p", 10), "points", "add up to 10, but 10.5"),
    ],
)
def test_points_that_do_not_add_up(faults: Faults, body: str, place: str, english: str) -> None:
    found = faults(body)
    assert set(found) == {place} and english in found[place][0]


def test_a_bonus_only_criterion_is_worth_nothing(read: Read) -> None:
    body = one() + criterion("flag", 0, rows="[{ bonus = 10, when = 'flags > 0' }]")
    assert read(body).criteria[1].points == 0


def test_means_do_not_add_up_but_need_weights(read: Read, faults: Faults) -> None:
    mean = 'points = 10\ncombine = "weighted-mean"\n'
    read(mean + criterion("a", 10, weight="2") + criterion("b", 10, weight='"0.5"'))
    assert faults(mean + criterion("a", 10, weight="0") + criterion("b", 10)) == {
        "criteria[a].weight": ("A weight must be above 0.",),
        "criteria[b].weight": ("A weight is missing: what contains it takes a mean.",),
    }
    assert faults(one(weight="1")) == {
        "criteria[c].weight": ("The weight does nothing: what contains it takes no mean.",)
    }
    assert set(faults(mean + criterion("a", 10, weight="'1,5'"))) == {"criteria[a].weight"}


def test_codes_differ_whatever_their_case(faults: Faults) -> None:
    found = faults(
        "points = 10\nbands = [{ code = 'x', from = 5 }, { code = 'X', below = 5 }]\n"
        + section("A", 5)
        + section("a", 5)
        + criterion("k", 5, section='"A"', rows="[{ code = 'r', deduct = 1 }]")
        + criterion("K", 5, section='"a"', rows="[{ code = 'R', gate = 'given(rate)' }]")
    )
    assert {place: text[0][:25] for place, text in found.items()} == {
        "sections[a]": "The code “a” is taken by ",
        "criteria[K]": "The code “K” is taken by ",
        "criteria[K].gates[R]": "The code “R” is taken by ",
        "bands[X]": "The code “X” is taken by ",
    }


def test_the_second_of_two_equal_codes_is_named_by_its_position(faults: Faults) -> None:
    found = faults("points = 20\n" + criterion("k", 10) + criterion("k", 10))
    assert found["criteria[2]"][0].startswith("The code “k” is taken by criteria[k].")


def test_a_criterion_and_a_section_side_by_side_have_different_codes(faults: Faults) -> None:
    body = "points = 10\n" + section("A", 5) + criterion("x", 5, section='"A"') + criterion("a", 5)
    assert faults(body) == {
        "criteria[a]": ("A criterion and a section side by side share the code “a”.",)
    }


def test_parents_and_sections_exist(faults: Faults) -> None:
    found = faults(
        "points = 10\n"
        + section("A1", 10)
        + section("B", 0, parent='"A2"')
        + criterion("c", 10, section='"A1"')
        + criterion("d", 0, section='"B1"')
        + criterion("e", 0, parent='"zzz"')
    )
    assert found["sections[B].parent"] == ("There is no “A2” to belong to. Known here: A1, B.",)
    assert found["criteria[d].section"] == ("There is no “B1” to belong to. Did you mean “B”?",)
    assert found["criteria[e].parent"] == ("There is no “zzz” to belong to. Known here: c, d, e.",)


def test_without_sections_no_criterion_belongs_to_one(faults: Faults) -> None:
    found = faults("points = 10\n" + criterion("c", 10) + criterion("d", 0, section='"A"'))
    assert found == {"criteria[d].section": ("There is no “A” to belong to.",)}


def test_nothing_lies_within_itself(faults: Faults) -> None:
    found = faults(
        "points = 10\n"
        + criterion("c", 10)
        + section("A", 5, parent='"B"')
        + section("B", 5, parent='"A"')
        + criterion("p", 5, parent='"q"')
        + criterion("q", 5, parent='"p"')
    )
    assert found["sections[A].parent"] == ("“A” lies within itself: its parents run in a circle.",)
    assert "criteria[p].parent" in found and "sections[B].parent" not in found
    assert "sections[A].points" not in found  # what adds up to what has no answer in a circle


def test_an_empty_section_is_refused(faults: Faults) -> None:
    assert faults(one() + section("A", 0)) == {
        "sections[A]": ("This section has no criterion and no section in it.",)
    }


def test_a_parent_has_no_base_of_its_own(faults: Faults) -> None:
    body = "points = 10\n" + criterion("p", 10, start='"zero"') + criterion("q", 10, parent='"p"')
    assert faults(body) == {
        "criteria[p]": ("This criterion has child criteria, and so no base of its own.",)
    }


def test_a_child_follows_its_parent(read: Read, faults: Faults) -> None:
    head = "points = 10\n" + section("A", 10)
    parent = criterion("p", 10, section='"A"', applies_to='["commune", "division"]')
    read(head + parent + criterion("q", 10, parent='"p"', section='"A"'))
    read(head + parent + criterion("q", 10, parent='"p"', applies_to='["division", "commune"]'))
    other = section("B", 0) + criterion("b", 0, section='"B"')
    child = criterion("q", 10, parent='"p"', section='"B"', applies_to='["commune"]')
    assert set(faults(head + parent + other + child)) == {
        "criteria[q].section",
        "criteria[q].applies_to",
    }


STEPS = 'bands = {{ on = "rate", {uncovered} steps = [{steps}] }}'


@pytest.mark.parametrize(
    ("steps", "place", "message"),
    [
        (
            "{ from = 95, points = 10 }, { below = 96, points = 1 }",
            "steps[1]",
            "This step overlaps criteria[c].bands.steps[2].",
        ),
        ("{ from = 95, points = 10 }, { to = 95, points = 1 }", "steps[1]", "overlaps"),
        ("{ from = 95, points = 10 }, { points = 1 }", "steps[1]", "overlaps"),
        ("{ to = 95, points = 10 }, { to = 90, points = 1 }", "steps[2]", "overlaps"),
        ("{ over = 95, points = 10 }, { below = 95, points = 1 }", "steps[1]", "Exactly 95 is in"),
        (
            "{ from = 97, points = 10 }, { below = '95.5', points = 1 }",
            "steps[1]",
            "There is a gap between 95.5 and 97.",
        ),
        (
            "{ from = 95, points = 10 }",
            "steps[1].from",
            "Values below the lowest step have no points.",
        ),
        (
            "{ below = 5, points = 10 }",
            "steps[1].below",
            "Values above the highest step have no points.",
        ),
        (
            "{ from = 5, below = 5, points = 9 }, { below = 5, points = 0 },"
            " { over = 5, points = 1 }",
            "steps[1]",
            "The step holds no value: its",
        ),
        ("{ from = 5, points = 11 }, { below = 5, points = 1 }", "steps[1].points", "11 points ex"),
    ],
)
def test_steps_hold_every_value_once(faults: Faults, steps: str, place: str, message: str) -> None:
    found = faults(one() + STEPS.format(uncovered="", steps=steps))
    assert any(message in text for text in found[f"criteria[c].bands.{place}"]), found


@pytest.mark.parametrize(
    "steps",
    [
        "{ over = 98, points = 5 }, { from = 97, below = 98, points = 4 }",
        "{ from = 5, to = 5, points = 5 }",
    ],
)
def test_a_gap_is_allowed_where_it_is_said_what_it_means(read: Read, steps: str) -> None:
    read(one() + STEPS.format(uncovered='uncovered = "no-score",', steps=steps))


def test_steps_may_stand_in_any_order(read: Read) -> None:
    steps = "{ from = 5, to = 5, points = 5 }, { over = 5, points = 6 }, { below = 5, points = 1 }"
    read(one() + STEPS.format(uncovered="", steps=steps))


def test_tables_may_exceed_the_points_where_the_rest_is_bonus(read: Read, faults: Faults) -> None:
    table = "interpolate = { on = 'rate', steps = [[0, 0], [100, 10], [120, 12]] }\n"
    assert set(faults(one() + table)) == {"criteria[c].interpolate.steps[3]"}
    read(one() + table + "bonus_cap = 2")
    judged = "judged = { from = 0, to = 12 }\n"
    assert set(faults(one() + judged)) == {"criteria[c].judged.to"}
    read(one() + judged + "bonus_cap = 'none'")


def test_interpolation_runs_upwards_and_judging_from_low_to_high(faults: Faults) -> None:
    table = "interpolate = { on = 'rate', steps = [[0, 0], [5, 1], [5, 2], [4, 3]] }"
    assert set(faults(one() + table)) == {
        "criteria[c].interpolate.steps[3]",
        "criteria[c].interpolate.steps[4]",
    }
    assert faults(one() + "judged = { from = 5, to = 2 }") == {
        "criteria[c].judged.from": ("“from” is above “to”.",)
    }


@pytest.mark.parametrize(
    ("bands", "place", "message"),
    [
        ("{ code = 'a', from = 90 }, { code = 'b', from = 80 }", "a", "overlaps bands[b]"),
        ("{ code = 'a', from = 90 }, { code = 'b', below = 80 }", "a", "gap between 80 and 90"),
        ("{ code = 'a', from = 90, below = 80 }", "a", "The step holds no value: its"),
    ],
)
def test_bands_of_results_hold_every_value_once(
    faults: Faults, bands: str, place: str, message: str
) -> None:
    found = faults(f"bands = [{bands}]\n" + one())
    assert message in found[f"bands[{place}]"][0]


def test_a_gap_is_answered_with_what_closes_it(read: Read) -> None:
    def remedy(body: str) -> Text | None:
        with pytest.raises(Refused) as refused:
            read(body)
        (fault,) = refused.value.faults
        return fault.remedy

    steps = "{ from = 97, points = 10 }, { below = 95, points = 1 }"
    of_a_table = remedy(one() + f"bands = {{ on = 'rate', steps = [{steps}] }}")
    bands = "{ code = 'a', from = 90 }, { code = 'b', below = 80 }"
    assert of_a_table is not None and 'or set uncovered = "no-score"' in of_a_table.en
    assert remedy(f"bands = [{bands}]\n" + one()) == Text(
        "Cho các bậc nối tiếp nhau.", "Let the steps meet."
    )


def test_bands_that_cannot_be_read_are_not_compared(faults: Faults) -> None:
    bands = "bands = [{ code = 'a', from = 0.5 }, { code = 'b', from = 80 }]\n"
    assert set(faults(bands + one())) == {"bands[a].from"}


def test_floors_and_rows(faults: Faults) -> None:
    assert set(faults(one(floor="11"))) == {"criteria[c].floor"}
    assert set(faults(one(rows="[{ deduct = 1, only_if = 'full' }]"))) == {
        "criteria[c].rows[1].only_if"
    }
    unreachable = "[{ one_of = [{ bonus = 1 }, { bonus = 2, when = 'rate > 1' }] }]"
    found = faults(one(rows=unreachable))
    assert "the later ones can never count" in found["criteria[c].rows[1].one_of[1]"][0]


@pytest.mark.parametrize(
    ("rows", "place", "message"),
    [
        ("[{ deduct = 1, when = 'rate +' }]", "rows[1].when", "The expression is not well formed."),
        ("[{ deduct = 1, per = 'rate > 1' }]", "rows[1].per", "this expression is a condition."),
        ("[{ deduct = 1, when = 'rate' }]", "rows[1].when", "this expression gives a number."),
        (
            "[{ code = 'a4.1', deduct = 1 }, { bonus = 1, when = \"row('a41') == 0\" }]",
            "rows[2].when",
            "Did you mean “a4.1”?",
        ),
        ("[{ gate = 'rate' }]", "gates[1].gate", "this expression gives a number."),
        ("[{ gate = 'rate < mean(rate)' }]", "gates[1].gate", "neither at the cluster nor"),
        (
            "[{ code = 'r', deduct = 1 }, { gate = \"row('r') > 0\" }]",
            "gates[1].gate",
            "neither at the cluster nor",
        ),
        ("[{ gate = 'given(rate)' }, { deduct = '0,5' }]", "rows[1].deduct", "not a number"),
    ],
)
def test_expressions_of_rows_parse(faults: Faults, rows: str, place: str, message: str) -> None:
    found = faults(one(rows=rows))
    assert any(message in text for text in found[f"criteria[c].{place}"]), found


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("formula = 'points * * 2'", "formula"),
        ("formula = 'a / b'\ninputs = { a = 'rate +' }", "inputs.a"),
        ("bands = { on = 'rate >', steps = [{ points = 1 }] }", "bands.on"),
        ("interpolate = { on = '(', steps = [[1, 1], [2, 2]] }", "interpolate.on"),
    ],
)
def test_expressions_of_bases_parse(faults: Faults, lines: str, place: str) -> None:
    assert set(faults(one() + lines)) == {f"criteria[c].{place}"}


def test_a_fault_inside_an_expression_says_where(faults: Faults) -> None:
    (text,) = faults(one(formula="'points * min(rate, 0,5)'"))["criteria[c].formula"]
    assert text.startswith("At character 21 of the expression: ")


def test_an_expression_that_is_too_long_is_refused_as_a_whole(faults: Faults) -> None:
    (text,) = faults(one(formula=f"'{'1 + ' * 600}1'"))["criteria[c].formula"]
    assert text.startswith("The expression has 2401 characters")


def test_there_is_a_limit_to_rows_to_chains_and_to_levels(faults: Faults, read: Read) -> None:
    many = one(rows="[" + "{ deduct = 1, per = 'cases' }," * 101 + "]")
    assert set(faults(many)) == {"criteria[c].rows"}

    def chain(length: int) -> str:
        rows = "".join(
            f"{{ code = 'r{n}', deduct = 1, per = \"row('r{n + 1}')\" }}," for n in range(length)
        )
        return one(rows=f"[{rows} {{ code = 'r{length}', deduct = 1 }}]")

    read(chain(19))
    assert set(faults(chain(20))) == {"criteria[c].rows[r0]"}
    nested = [criterion(f"n{n}", 10, parent=f'"n{n - 1}"') for n in range(1, 11)]
    body = "points = 10\n" + criterion("n0", 10)
    read(body + "".join(nested[:9]))
    assert set(faults(body + "".join(nested))) == {"criteria[n10].parent"}


def test_a_formula_that_is_written_as_a_code_waits_for_the_catalogue(read: Read) -> None:
    read(one(formula="'ratio-capped'", inputs="{ actual = 'rate' }"))


def test_a_combine_reads_the_children_and_nothing_else(read: Read, faults: Faults) -> None:
    children = criterion("a", 5) + criterion("b", 5)
    read("points = 9\ncombine = \"min(child('a'), child('b')) + points * 0\"\n" + children)
    found = faults("points = 9\ncombine = \"child('c') + 1\"\n" + children)
    assert "There is no child “c”." in found["combine"][0]
    found = faults("points = 9\ncombine = \"child('a') + rate\"\n" + children)
    assert "reads its children only, not the indicator “rate”" in found["combine"][0]


@pytest.mark.parametrize(
    "combine",
    [
        "highest(child('a'))",
        "1 + rank(child('a'))",
        "count(where = child('a') > 0)",
        "mean(child('a'))",
    ],
)
def test_a_combine_does_not_look_at_the_cluster(faults: Faults, combine: str) -> None:
    refused = ("A combine reads the unit's own children only, not the cluster.",)
    whole = f'points = 9\ncombine = "{combine}"\n'
    assert faults(whole + criterion("a", 9)) == {"combine": refused}
    inside = section("s", 9, combine=f'"{combine}"') + criterion("a", 9, section='"s"')
    assert faults("points = 9\n" + inside) == {"sections[s].combine": refused}


def test_tie_keys_name_what_is_in_the_set(faults: Faults) -> None:
    keys = "tie_breakers = ['section:task', 'criterion:LS-1', 'formula:rate >']\n"
    found = faults(
        keys + "points = 10\n" + section("tasks", 10) + criterion("LS-01", 10, section='"tasks"')
    )
    assert found["tie_breakers[1]"] == (
        "There is no section with the code “task”. Did you mean “tasks”?",
    )
    assert found["tie_breakers[2]"] == (
        "There is no criterion with the code “LS-1”. Did you mean “LS-01”?",
    )
    assert "tie_breakers[3]" in found


@pytest.mark.parametrize(
    ("rows", "way"),
    [
        ("[{ code = 'a', deduct = 1, per = \"row('a')\" }]", "a → a"),
        (
            "[{ code = 'a', deduct = 1, per = \"row('b')\" },"
            " { code = 'b', deduct = 1, per = \"row('c')\" },"
            " { code = 'c', deduct = 1, when = \"row('a') > 0\" }]",
            "a → b → c → a",
        ),
        (
            "[{ code = 'a', deduct = 1, per = \"row('b')\" },"
            " { code = 'b', bonus = 1, only_if = 'full' }]",
            "a → b → a",
        ),
    ],
)
def test_no_row_depends_on_itself(faults: Faults, rows: str, way: str) -> None:
    assert faults(one(rows=rows)) == {
        "criteria[c].rows[a]": (f"The rows depend in a circle: {way}.",)
    }


def test_a_bonus_if_full_depends_on_what_child_criteria_deduct(faults: Faults) -> None:
    body = (
        "points = 10\n"
        + criterion("p", 10, rows="[{ code = 'b', bonus = 1, only_if = 'full' }]")
        + criterion("q", 10, parent='"p"', rows="[{ deduct = 1, per = \"row('b')\" }]")
    )
    assert faults(body) == {
        "criteria[p].rows[b]": ("The rows depend in a circle: b → criteria[q].rows[1] → b.",)
    }


def test_rows_may_read_rows_of_other_criteria(read: Read) -> None:
    read(
        one(rows="[{ code = 'a', deduct = 1, per = \"row('b') + row('c')\" }]")
        + criterion("d", 0, rows="[{ code = 'b', bonus = 1, per = \"row('c')\" },"
        " { code = 'c', bonus = 2 }]")
    )  # fmt: skip


def built(*criteria: Criterion, **changes: object) -> CriteriaSet:
    fields: dict[str, object] = dict(
        code="s", title=NAME, basis=Basis.OFFICIAL, points=Fraction(10), criteria=criteria
    )
    return CriteriaSet(**(fields | changes))  # type: ignore[arg-type]


def test_a_set_that_was_built_in_python_is_checked_as_well() -> None:
    broken = built(
        Criterion(
            "c",
            Fraction(10),
            NAME,
            bonus_cap=Fraction(-1),
            deductions_cap=Fraction(-2),
            rows=(
                Row(
                    Effect.BONUS,
                    (
                        Alternative(Fraction(1), when="rate > 1", cap=Fraction(-1)),
                        Alternative(Fraction(1)),
                    ),
                    cap=Fraction(-3),
                ),
            ),
        ),
        Criterion("d", Fraction(-1), NAME, base=Children()),
        Criterion("e", Fraction(1, 3), NAME),
        sections=(Section("A", Fraction(-1), NAME, bonus_cap=Fraction(-1)),),
        deductions_cap=Fraction(-1),
        rank_on=RankOn.ROUNDED,
    )
    places = [fault.place for fault in faults_of(broken)]
    assert set(places) == {
        "points",
        "deductions_cap",
        "rank_on",
        "sections[A]",
        "sections[A].points",
        "sections[A].bonus_cap",
        "criteria[c].bonus_cap",
        "criteria[c].deductions_cap",
        "criteria[c].rows[1].cap",
        "criteria[c].rows[1].one_of[1].cap",
        "criteria[d]",
        "criteria[d].points",
    }


def test_fractions_without_an_end_are_shown_as_fractions() -> None:
    (fault,) = faults_of(built(Criterion("e", Fraction(1, 3), NAME)))
    assert "1/3" in fault.what.vi


def test_bands_and_tables_of_records() -> None:
    table = BandTable("rate", (Step(Fraction(1), Fraction(5), high=Fraction(4)),), "no-score")
    source = built(
        Criterion("c", Fraction(10), NAME, base=table), bands=(Band("a"), Band("b", Fraction(1)))
    )
    assert [fault.place for fault in faults_of(source)] == [
        "criteria[c].bands.steps[1]",
        "bands[b]",
    ]


def test_what_is_odd_is_noticed_but_not_refused(read: Read) -> None:
    source = read(
        "bands = [{ code = 'a', from = 90, below = 100 }, { code = 'b', from = 80, below = 90 }]\n"
        + one(
            title='{ vi = "Tên", en = "Name" }',
            rows="[{ earn = 1, when = 'rate > 0' }, { code = 'b', only_if = 'full', one_of = ["
            "{ bonus = 1, when = 'rate > 1' }, { bonus = 2, when = 'rate > 2' },"
            " { bonus = 3, per = 'cases' }] }]",
        )
        + criterion("d", 0)
    )
    assert {notice.place: notice.what.en for notice in notices_of(source)} == {
        "criteria[d].title": "It has no title.",
        "criteria[c].rows[1]": "The criterion starts full, so that this earn row does nothing.",
        "criteria[c].rows[b].only_if": "The criterion has no deduct row, so that only_if does"
        " nothing.",
        "criteria[c].rows[b].one_of[2]": "This case (2 points) is worth more than the one before"
        " (1 points); only the first that holds counts.",
        "bands": "Totals from the upper edge of the highest band on are in none.",
    }


def test_nothing_is_odd_about_rows_of_a_parent(read: Read) -> None:
    title = '{ vi = "Tên", en = "Name" }'
    body = (
        "bands = [{ code = 'a', from = 90 }, { code = 'b', below = 90 }]\npoints = 10\n"
        + criterion("p", 10, title=title, rows="[{ bonus = 1, only_if = 'full' }]")
        + criterion("q", 10, title=title, parent='"p"', rows="[{ deduct = 1, per = 'cases' }]")
    )
    assert notices_of(read(body)) == ()
