"""Layers: who says so, from the unit itself up to the council; what a layer does not hold falls
through to the one below."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.tree import Field, Name
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.observation import (
    LAYERS,
    JudgedPoints,
    Layer,
    NotApplicable,
    Observation,
    ObservationKind,
    Place,
)
from thidua.core.model.period import Span
from thidua.core.model.scheme import Scheme
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.entries import Entries, Member, Recorded, entries_at, inputs_of
from thidua.core.scoring.results import Case, Status

SELF, APPRAISED, STANDING_BODY, COUNCIL = LAYERS
HERE = Place("cluster", "2026")
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
CompileTable = Callable[..., CompiledSet]

TABLE = """
points = 20
criteria = [
  { code = "A", points = 10, formula = "min(a, b)" },
  { code = "B", points = 10, judged = { from = 0, to = 10 } },
]
"""


def seen(
    layer: Layer,
    value: int,
    indicator: str = "a",
    kind: ObservationKind = ObservationKind.ACTUAL,
    bound: Bound = Bound.EXACT,
) -> Observation:
    place = None if layer is SELF else HERE
    return Observation("u", indicator, kind, YEAR, Fraction(value), bound, layer, place)


def judged(layer: Layer, points: int, criterion: str = "A") -> JudgedPoints:
    return JudgedPoints("u", criterion, HERE, layer, Fraction(points), "biên bản")


def exempt(layer: Layer, reason: str = "không được giao") -> NotApplicable:
    return NotApplicable("u", "A", HERE, layer, reason)


@pytest.fixture(scope="module")
def table(compile_table: CompileTable) -> CompiledSet:
    return compile_table(TABLE)


def at(layer: Layer, recorded: Recorded, table: CompiledSet) -> Entries:
    return entries_at(layer, recorded, table.indicators, inputs_of([table]), ["u"])


def total(layer: Layer, recorded: Recorded, table: CompiledSet) -> Fraction | None:
    members = (Member("u", "Đơn vị u", "division"),)
    entries = at(layer, recorded, table)
    case = Case(Scheme.plain(table.source), {table.source.code: table}, members, entries)
    return score_cluster(case).by_unit["u"].points


# Figures


def test_a_figure_holds_in_its_layer_and_above_and_not_below(table: CompiledSet) -> None:
    recorded = Recorded((seen(SELF, 8), seen(STANDING_BODY, 4)))
    values = [at(layer, recorded, table).figures["u", Name("a")].value for layer in LAYERS]
    assert values == [8, 8, 4, 4]


def test_the_order_in_which_figures_were_recorded_means_nothing(table: CompiledSet) -> None:
    recorded = Recorded((seen(COUNCIL, 1), seen(APPRAISED, 4), seen(SELF, 8)))
    assert at(APPRAISED, recorded, table).figures["u", Name("a")].value == 4


def test_a_count_cut_at_appraisal_gives_its_own_total_beside_the_self_score(
    table: CompiledSet,
) -> None:
    recorded = Recorded(
        (seen(SELF, 8), seen(SELF, 9, "b"), seen(APPRAISED, 4)),
        judged=(judged(SELF, 5, "B"),),
    )
    assert total(SELF, recorded, table) == 13
    assert total(APPRAISED, recorded, table) == 9


def test_target_and_baseline_fall_through_alike_with_their_bounds(table: CompiledSet) -> None:
    target, baseline = ObservationKind.TARGET, ObservationKind.BASELINE
    recorded = Recorded(
        (seen(SELF, 6, kind=target, bound=Bound.UNDER), seen(SELF, 9, "a", baseline))
    )
    figures = at(COUNCIL, recorded, table).figures
    assert figures["u", Name("a", Field.TARGET)] == Figure(Fraction(6), Bound.UNDER)
    assert figures["u", Name("a", Field.BASELINE)] == Figure(Fraction(9))


def test_a_blank_is_read_as_zero_only_where_the_indicator_says_so(
    compile_table: CompileTable,
) -> None:
    table = compile_table(
        'points = 9\ncriteria = [ { code = "A", points = 9, formula = "a + n" } ]'
    )
    figures = at(SELF, Recorded((seen(SELF, 3, "n"),)), table).figures
    assert figures["u", Name("n")] == Figure(Fraction(3))
    presumed = at(SELF, Recorded(), table).figures
    assert presumed["u", Name("n")] == Figure(Fraction(0), presumed=True)
    assert ("u", Name("a")) not in presumed


def test_previous_is_the_preceding_periods_actual_in_its_highest_layer(
    table: CompiledSet,
) -> None:
    before = (seen(COUNCIL, 5), seen(SELF, 7), seen(SELF, 99, "a", ObservationKind.TARGET))
    figures = at(SELF, Recorded(previous=before), table).figures
    assert figures == {("u", Name("a", Field.PREVIOUS)): Figure(Fraction(5))}


# Judged points


def test_judged_points_hold_in_their_layer_and_above(table: CompiledSet) -> None:
    recorded = Recorded(
        (seen(SELF, 8), seen(SELF, 8, "b")), judged=(judged(APPRAISED, 3), judged(SELF, 5, "B"))
    )
    totals = [total(layer, recorded, table) for layer in LAYERS]
    assert totals == [13, 8, 8, 8]


def test_a_higher_layer_judges_again(table: CompiledSet) -> None:
    recorded = Recorded(judged=(judged(COUNCIL, 9), judged(SELF, 3)))
    points = [at(layer, recorded, table).judged["u", "A"].points for layer in LAYERS]
    assert points == [3, 3, 3, 9]


def test_an_observation_of_an_input_in_a_higher_layer_ends_judged_points(
    table: CompiledSet,
) -> None:
    recorded = Recorded(
        (seen(SELF, 8), seen(SELF, 8, "b"), seen(STANDING_BODY, 6)),
        judged=(judged(APPRAISED, 3), judged(SELF, 5, "B")),
    )
    totals = [total(layer, recorded, table) for layer in LAYERS]
    assert totals == [13, 8, 11, 11]


def test_an_observation_in_the_same_layer_or_of_another_indicator_does_not(
    table: CompiledSet,
) -> None:
    recorded = Recorded((seen(APPRAISED, 6), seen(COUNCIL, 6, "c")), judged=(judged(APPRAISED, 3),))
    assert at(COUNCIL, recorded, table).judged["u", "A"].points == 3


def test_points_judged_above_an_observation_that_ended_earlier_ones_hold(
    table: CompiledSet,
) -> None:
    recorded = Recorded((seen(APPRAISED, 6),), judged=(judged(SELF, 3), judged(COUNCIL, 7)))
    assert ("u", "A") not in at(APPRAISED, recorded, table).judged
    assert at(COUNCIL, recorded, table).judged["u", "A"].points == 7


def test_sets_of_several_sectors_may_share_a_criterion_code(compile_table: CompileTable) -> None:
    one = compile_table('points = 1\ncriteria = [ { code = "A", points = 1, formula = "a" } ]')
    other = compile_table('points = 1\ncriteria = [ { code = "A", points = 1, formula = "b" } ]')
    assert inputs_of([one, other]) == {"A": {"a", "b"}}


# Not applicable


def test_an_entry_holds_in_its_layer_and_above_the_highest_reason_counting(
    table: CompiledSet,
) -> None:
    recorded = Recorded(not_applicable=(exempt(COUNCIL, "theo kết luận"), exempt(APPRAISED)))
    reasons = [at(layer, recorded, table).not_applicable.get(("u", "A")) for layer in LAYERS]
    assert reasons == [None, "không được giao", "không được giao", "theo kết luận"]


def test_a_higher_layer_that_judges_the_criterion_ends_the_entry(table: CompiledSet) -> None:
    recorded = Recorded(judged=(judged(COUNCIL, 0),), not_applicable=(exempt(SELF),))
    exempted = [("u", "A") in at(layer, recorded, table).not_applicable for layer in LAYERS]
    assert exempted == [True, True, True, False]


@pytest.mark.parametrize("layer", [APPRAISED, COUNCIL])
def test_an_entry_goes_before_points_judged_in_its_layer_or_below(
    table: CompiledSet, layer: Layer
) -> None:
    recorded = Recorded(
        judged=(judged(APPRAISED, 7), judged(SELF, 6, "B")), not_applicable=(exempt(layer),)
    )
    assert total(layer, recorded, table) == 12


# Which layer is read


def test_without_a_layer_named_the_highest_that_holds_anything_is_read() -> None:
    assert Recorded().highest_layer() is SELF
    assert Recorded((seen(SELF, 1),)).highest_layer() is SELF
    assert Recorded((seen(SELF, 1), seen(APPRAISED, 1))).highest_layer() is APPRAISED
    assert Recorded(judged=(judged(STANDING_BODY, 1),)).highest_layer() is STANDING_BODY
    assert Recorded(not_applicable=(exempt(COUNCIL),)).layers() == (COUNCIL,)


def test_a_layer_of_its_own_may_leave_a_member_unscored(table: CompiledSet) -> None:
    recorded = Recorded((seen(SELF, 8), seen(SELF, 8, "b")), judged=(judged(APPRAISED, 5, "B"),))
    assert total(SELF, recorded, table) is None
    assert total(APPRAISED, recorded, table) == 13
    assert Status.UNSCORED.value == "unscored"
