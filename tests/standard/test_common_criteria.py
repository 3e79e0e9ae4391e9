"""The common criteria of mixed blocs: 600 points that any unit can be scored by."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from thidua import standard
from thidua.core.exact.figure import Figure
from thidua.core.formula.tree import Name
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.criteria import Basis
from thidua.core.model.observation import JudgedPoints, Layer, Place
from thidua.core.model.scheme import Scheme
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.entries import Entries, Member
from thidua.core.scoring.results import Case, MemberScore

FULL: Mapping[str, int] = {
    "assigned_tasks_completion_rate": 100,
    "assigned_tasks_overdue": 0,
    "par_index": 100,
    "admin_procedures_on_time_rate": 99,
    "online_services_rate": 80,
    "complaints_resolved_rate": 95,
    "party_organisation_grade": 4,
    "unit_quality_grade": 4,
    "emulation_launched": 1,
    "emulation_plan_issued": 1,
    "emulation_covenant_signed": 1,
    "emulation_registration_sent": 1,
    "emulation_registration_days_late": 0,
    "movements_registered": 3,
    "movements_completed": 3,
    "exemplary_models_multiplied": 5,
    "initiatives_recognised": 5,
    "summary_report_days_late": 0,
    "dossiers_returned": 0,
    "direct_workers_commended_share": 60,
    "government_emulation_flags": 0,
    "ministry_emulation_flags": 0,
    "provincial_emulation_flags_department": 0,
    "new_models_recognised": 0,
    "periodic_report_days_late": 0,
    "staff_warned": 0,
    "staff_dismissed": 0,
    "wrong_figures_found": 0,
}


def compiled() -> CompiledSet:
    (source,) = standard.thidua_criteria_sets()
    return compile_set(
        source,
        {indicator.code: indicator for indicator in standard.thidua_indicators()},
        {formula.code: formula for formula in standard.thidua_formulas()},
    )


COMPILED = compiled()


def scored(**changes: int) -> MemberScore:
    """A unit of no sector in particular that reaches everything, but for some figures."""
    figures = {("u", Name(code)): Figure(Fraction(n)) for code, n in {**FULL, **changes}.items()}
    place = Place("bloc", "2026")
    movements = JudgedPoints("u", "CC-09.2", place, Layer.SELF, Fraction(20), "as judged")
    entries = Entries(Layer.SELF, figures, {("u", "CC-09.2"): movements})
    sets = {COMPILED.source.code: COMPILED}
    case = Case(Scheme.plain(COMPILED.source), sets, (Member("u", "Sở", "department"),), entries)
    return score_cluster(case).by_unit["u"]


def total(**changes: int) -> Fraction:
    row = scored(**changes)
    assert row.total is not None and row.total.points is not None, row.unknown
    return row.total.points


def test_it_is_a_proposal_of_600_points_and_a_bonus_of_50() -> None:
    source = COMPILED.source
    assert source.basis is Basis.PROPOSAL
    assert source.points == 600
    assert source.bonus_cap == 50
    assert source.sector is None
    assert {one.code: one.points for one in source.sections} == {
        "I": 330,
        "II": 90,
        "III": 180,
        "IV": 0,
        "V": 0,
    }


def test_every_criterion_says_what_it_rests_on() -> None:
    whole = [one for one in COMPILED.source.criteria if one.parent is None and one.points]
    assert all(one.reference.endswith("(K)") for one in whole)


def test_a_unit_that_reaches_everything_has_all_the_points() -> None:
    row = scored()
    assert row.total is not None and row.total.points == 600
    assert row.band is not None and row.band.code == "excellent"


@pytest.mark.parametrize(
    ("change", "points"),
    [
        ({"assigned_tasks_overdue": 2}, -10),
        ({"par_index": 90}, -8),
        ({"admin_procedures_on_time_rate": 98}, -14),
        ({"party_organisation_grade": 3}, -10),
        ({"emulation_registration_days_late": 1}, -3),
        ({"exemplary_models_multiplied": 4}, -6),
        ({"staff_warned": 1, "staff_dismissed": 1}, -15),
        ({"emulation_launched": 0}, -8),
        ({"wrong_figures_found": 9}, -5),
        ({"periodic_report_days_late": 7}, Fraction("-1.5")),
        ({"provincial_emulation_flags_department": 1}, 10),
        ({"government_emulation_flags": 1, "new_models_recognised": 9}, 30),
        ({"key_targets_over_percent": 7}, 7),
        (
            {
                "government_emulation_flags": 1,
                "new_models_recognised": 9,
                "key_targets_over_percent": 40,
            },
            50,
        ),
    ],
)
def test_a_figure_changes_the_total_as_its_rule_says(
    change: Mapping[str, int], points: Fraction | int
) -> None:
    assert total(**change) - total() == points


def test_the_plugin_has_a_card_of_its_own() -> None:
    assert standard.thidua_plugin().code == "standard"
