"""Records cannot be built wrong."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from attrs.exceptions import FrozenInstanceError

from thidua.core.model.cluster import Cluster, Membership, Role
from thidua.core.model.code import folded
from thidua.core.model.contribution import Check
from thidua.core.model.criteria import (
    Alternative,
    Basis,
    CriteriaSet,
    Criterion,
    Effect,
    FormulaBase,
    RankOn,
    Row,
)
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator, ValueKind
from thidua.core.model.observation import (
    LAYERS,
    JudgedPoints,
    Layer,
    NotApplicable,
    Observation,
    ObservationKind,
    Place,
    StandingDecision,
)
from thidua.core.model.observation import Standing as MemberStanding
from thidua.core.model.period import Period, PeriodKind, PeriodState, Span
from thidua.core.model.scheme import Part, Scheme
from thidua.core.model.unit import Unit, UnitVersion
from thidua.core.text.bilingual import Text

NAME = Text("Tên", "Name")
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
PLACE = Place("k1", "2026")


def unit(*days: str) -> Unit:
    return Unit(
        "u1", tuple(UnitVersion(date.fromisoformat(day), f"từ {day}", "division") for day in days)
    )


def criterion(code: str = "c1", points: int = 10) -> Criterion:
    return Criterion(code=code, points=Fraction(points), title=NAME)


def criteria_set(**changes: object) -> CriteriaSet:
    fields = dict(
        code="s", title=NAME, basis=Basis.PROPOSAL, points=Fraction(10), criteria=(criterion(),)
    )
    return CriteriaSet(**(fields | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "code", ["u1", "LS-01", "a4.1.1", "so_ldtbxh", "7", "A" * 64], ids=lambda code: code[:9]
)
def test_a_code_has_plain_letters_digits_and_three_signs(code: str) -> None:
    assert Place(code, "2026").cluster == code


@pytest.mark.parametrize("code", ["", "sở", "a b", "-a", "a.", "../x", "a" * 65, "a/b"])
def test_what_would_not_survive_a_file_name_is_no_code(code: str) -> None:
    with pytest.raises(ValueError, match="not a code"):
        Place(code, "2026")


def test_codes_are_the_same_whatever_their_case() -> None:
    assert folded("LS-01") == folded("ls-01")


def test_records_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        unit("2020-01-01").code = "other"  # type: ignore[misc]


def test_a_unit_is_what_its_version_of_the_day_says() -> None:
    renamed = unit("2025-07-01", "2020-01-01")
    assert renamed.on(date(2024, 5, 5)).name == "từ 2020-01-01"
    assert renamed.on(date(2025, 7, 1)).name == "từ 2025-07-01"
    assert renamed.on(date(1999, 1, 1)).name == "từ 2020-01-01"


def test_a_unit_has_versions_on_different_days() -> None:
    with pytest.raises(ValueError, match="two versions from 2020-01-01"):
        unit("2020-01-01", "2020-01-01")
    with pytest.raises(ValueError, match="versions"):
        unit()


def test_a_membership_holds_between_its_days() -> None:
    membership = Membership("k1", "u1", Role.HEAD, date(2026, 1, 1), date(2026, 12, 31))
    assert membership.holds_on(date(2026, 12, 31))
    assert not membership.holds_on(date(2025, 12, 31))
    assert not membership.holds_on(date(2027, 1, 1))
    assert Membership("k1", "u1").holds_on(date(1990, 1, 1))


def test_a_membership_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Membership("k1", "u1", Role.MEMBER, date(2026, 2, 1), date(2026, 1, 1))


def test_a_cluster_has_a_name() -> None:
    with pytest.raises(ValueError, match="name is empty"):
        Cluster("k1", "  ", "so")
    assert Cluster("k1", "Cụm 1", "so").label == "cụm"


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        ("2026-03-31", PeriodKind.QUARTER),
        ("2026-06-30", PeriodKind.HALF_YEAR),
        ("2026-12-31", PeriodKind.YEAR),
        ("2030-12-31", PeriodKind.STAGE),
    ],
)
def test_the_length_of_a_span_tells_its_kind(end: str, kind: PeriodKind) -> None:
    assert Span(date(2026, 1, 1), date.fromisoformat(end)).kind() is kind


def test_a_new_period_is_open() -> None:
    assert Period("2026", YEAR, PeriodKind.YEAR).state is PeriodState.OPEN
    with pytest.raises(ValueError, match="before it starts"):
        Span(date(2026, 2, 1), date(2026, 1, 1))


def test_layers_run_from_the_unit_up_to_the_council() -> None:
    assert LAYERS[0] is Layer.SELF and LAYERS[-1] is Layer.COUNCIL


def test_an_observation_is_an_exact_decimal() -> None:
    kept = Observation("u1", "jobs", ObservationKind.ACTUAL, YEAR, Fraction("1712.5"))
    assert kept.value == Fraction("1712.5")
    with pytest.raises(ValueError, match="decimal"):
        Observation("u1", "jobs", ObservationKind.ACTUAL, YEAR, Fraction(1, 3))


@pytest.mark.parametrize(("layer", "place"), [(Layer.SELF, PLACE), (Layer.APPRAISED, None)])
def test_only_a_layer_above_self_belongs_to_a_cluster_and_a_period(
    layer: Layer, place: Place | None
) -> None:
    with pytest.raises(ValueError, match="above self"):
        Observation(
            "u1", "jobs", ObservationKind.ACTUAL, YEAR, Fraction(1), layer=layer, place=place
        )


@pytest.mark.parametrize(
    "build",
    [
        lambda reason: JudgedPoints("u1", "c1", PLACE, Layer.APPRAISED, Fraction(3), reason),
        lambda reason: NotApplicable("u1", "c1", PLACE, Layer.APPRAISED, reason),
        lambda reason: StandingDecision("u1", PLACE, MemberStanding.EXCLUDED, reason),
    ],
    ids=["judged points", "not applicable", "standing"],
)
def test_what_a_person_decides_has_a_reason(build: Callable[[str], object]) -> None:
    build("biên bản 12/2026")
    with pytest.raises(ValueError, match="reason is empty"):
        build(" ")


@pytest.mark.parametrize("code", ["Jobs", "1st", "min", "class", "target", "a-b", "", "việc_làm"])
def test_an_indicator_is_a_word_that_a_formula_can_read(code: str) -> None:
    with pytest.raises(ValueError, match="not an indicator code"):
        Indicator(code, NAME, NAME)


def test_only_a_number_is_counted_in_whole_things() -> None:
    assert Indicator("households", NAME, NAME, whole=True).whole
    with pytest.raises(ValueError, match="only a number"):
        Indicator("plan", NAME, NAME, kind=ValueKind.YES_NO, whole=True)


def test_grades_go_with_the_kind_grade() -> None:
    assert Indicator("grade_x", NAME, NAME, kind=ValueKind.GRADE, grades=("kem", "tot")).grades
    with pytest.raises(ValueError, match="grades go with"):
        Indicator("grade_x", NAME, NAME, kind=ValueKind.GRADE)
    with pytest.raises(ValueError, match="grades go with"):
        Indicator("grade_x", NAME, NAME, grades=("kem",))
    with pytest.raises(ValueError, match="one title for each"):
        Indicator(
            "grade_x", NAME, NAME, kind=ValueKind.GRADE, grades=("a", "b"), grade_titles=(NAME,)
        )
    with pytest.raises(ValueError, match="stands twice"):
        Indicator("grade_x", NAME, NAME, kind=ValueKind.GRADE, grades=("Tot", "tot"))


def test_a_check_shows_a_stated_figure_beside_a_recomputed_one_or_neither() -> None:
    with pytest.raises(ValueError, match="go together"):
        Check("c", NAME, "a == b", stated="a")


def test_a_formula_is_an_expression_or_a_function() -> None:
    with pytest.raises(ValueError, match="not both"):
        Formula("f", NAME, NAME, ("x",))
    with pytest.raises(ValueError, match="not both"):
        Formula("f", NAME, NAME, ("x",), expression="x", function=lambda _: 1, places=0)
    with pytest.raises(ValueError, match="places go with a function"):
        Formula("f", NAME, NAME, ("x",), expression="x", places=2)
    with pytest.raises(ValueError, match="places go with a function"):
        Formula("f", NAME, NAME, ("x",), function=lambda _: 1)


def test_a_row_takes_off_or_adds_what_is_not_negative() -> None:
    with pytest.raises(ValueError, match="amount"):
        Alternative(Fraction(-1))
    with pytest.raises(ValueError, match="alternatives"):
        Row(Effect.DEDUCT, ())


def test_mappings_are_kept_in_one_order_so_that_equal_sets_are_equal() -> None:
    one = FormulaBase("f", {"b": "2", "a": "1"})
    assert one == FormulaBase("f", (("a", "1"), ("b", "2")))
    assert hash(one) == hash(FormulaBase("f", (("b", "2"), ("a", "1"))))


def test_a_criteria_set_is_in_force_within_its_days() -> None:
    bounded = criteria_set(valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))
    assert bounded.covers(date(2026, 6, 1))
    assert not bounded.covers(date(2025, 12, 31))
    assert not bounded.covers(date(2027, 1, 1))
    assert criteria_set().covers(date(1980, 1, 1))
    with pytest.raises(ValueError, match="before it starts"):
        criteria_set(valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1))
    with pytest.raises(ValueError, match="criteria"):
        criteria_set(criteria=())


def test_a_part_names_one_set_for_all_or_one_for_each_sector() -> None:
    common = Part("common", NAME, criteria="c2026")
    by_sector = Part("sector", NAME, Fraction(400), by_sector=(("b", "b26"), ("a", "a26")))
    assert common.is_common and common.set_codes() == ("c2026",)
    assert common.set_for("a") == "c2026"
    assert not by_sector.is_common and by_sector.set_codes() == ("a26", "b26")
    assert by_sector.set_for("b") == "b26"
    assert by_sector.set_for("z") is None and by_sector.set_for(None) is None
    with pytest.raises(ValueError, match="not both"):
        Part("p", NAME)
    with pytest.raises(ValueError, match="not both"):
        Part("p", NAME, Fraction(1), "c", (("a", "b"),))
    with pytest.raises(ValueError, match="need a weight"):
        Part("p", NAME, by_sector=(("a", "b"),))


def test_a_scheme_has_parts_of_different_codes_and_can_rank_what_it_rounds() -> None:
    part = Part("p", NAME, criteria="c")
    with pytest.raises(ValueError, match="part p stands twice"):
        Scheme((part, part))
    with pytest.raises(ValueError, match=r"needs rounding\.total"):
        Scheme((part,), rank_on=RankOn.ROUNDED)
    with pytest.raises(ValueError, match="parts"):
        Scheme(())


def test_a_plain_cluster_takes_its_rules_from_its_set() -> None:
    plain = Scheme.plain(criteria_set())
    assert [part.criteria for part in plain.parts] == ["s"]
    assert plain.rank_scheme is criteria_set().rank_scheme and plain.code == "s"
