"""The criteria set of labour-social: the catalogue completed, and every rule at its edges."""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from thidua import standard
from thidua.core.exact.decimal_text import read_decimal
from thidua.core.exact.figure import Figure
from thidua.core.formula.tree import Field, Name
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.criteria import Basis, CriteriaSet, Criterion
from thidua.core.model.observation import JudgedPoints, Layer, Place
from thidua.core.model.scheme import Scheme
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.entries import Entries, Member
from thidua.core.scoring.results import Case, MemberScore
from thidua.sectors import labour_social

DATA = Path(__file__).parents[1] / "data" / "labour_social"
FULL: Mapping[str, Any] = tomllib.loads((DATA / "full_marks.toml").read_text("utf-8"))
CATALOGUE = list(csv.DictReader((DATA / "criteria.csv").read_text("utf-8").splitlines()))
KINDS = {
    "P": ("department", "division"),
    "A": ("affiliated-unit",),
    "D": ("district-office", "commune"),
}


def the_set() -> CriteriaSet:
    (found,) = labour_social.thidua_criteria_sets()
    return found


def compiled() -> CompiledSet:
    indicators = [*standard.thidua_indicators(), *labour_social.thidua_indicators()]
    return compile_set(
        the_set(),
        {indicator.code: indicator for indicator in indicators},
        {formula.code: formula for formula in standard.thidua_formulas()},
    )


COMPILED = compiled()
CRITERIA: Mapping[str, Criterion] = {one.code: one for one in COMPILED.source.criteria}


def name_of(text: str) -> Name:
    code, _, field = text.partition(".")
    return Name(code, Field(field or "actual"))


def scored(changes: Mapping[str, str], kind: str = "department") -> MemberScore:
    """A unit that reaches everything, but for some figures."""
    figures = {**FULL["figures"], **changes}
    judged = {
        ("u", code): JudgedPoints(
            "u", code, Place("k", "2026"), Layer.SELF, read_decimal(points), "as read"
        )
        for code, points in FULL["judged"].items()
    }
    entries = Entries(
        Layer.SELF,
        {("u", name_of(key)): Figure(read_decimal(value)) for key, value in figures.items()},
        judged,
    )
    member = Member("u", "Đơn vị", kind, sector="labour-social")
    sets = {COMPILED.source.code: COMPILED}
    case = Case(Scheme.plain(COMPILED.source), sets, (member,), entries)
    return score_cluster(case).by_unit["u"]


def total(changes: Mapping[str, str], kind: str = "department") -> Fraction:
    row = scored(changes, kind)
    assert row.total is not None and row.total.points is not None, row.unknown
    return row.total.points


def test_the_forty_criteria_of_the_catalogue_stand_in_the_set() -> None:
    numbered = [one for one in COMPILED.source.criteria if one.parent is None and one.points]
    assert [one.code for one in numbered] == [row["code"] for row in CATALOGUE]
    assert len(numbered) == 40
    assert sum(one.points for one in numbered) == COMPILED.source.points == 950


@pytest.mark.parametrize("row", CATALOGUE, ids=[row["code"] for row in CATALOGUE])
def test_a_criterion_keeps_its_points_titles_section_and_units(row: Mapping[str, str]) -> None:
    criterion = CRITERIA[row["code"]]
    assert criterion.points == int(row["points"])
    assert (criterion.title.vi, criterion.title.en) == (row["name_vi"], row["name_en"])
    assert criterion.section == row["section"].split()[0]
    kinds = [kind for letter in row["applies_to"].split(",") for kind in KINDS[letter]]
    assert list(criterion.applies_to) == kinds


def expected_references() -> Iterator[tuple[str, str]]:
    last = ""
    for row in CATALOGUE:
        last = last if row["reference"] == "id." else row["reference"]
        yield row["code"], last if last.endswith("(U)") else f"{last} (K)"


def test_every_reference_keeps_its_mark() -> None:
    assert {code: CRITERIA[code].reference for code, _ in expected_references()} == dict(
        expected_references()
    )


def test_the_sector_names_every_kind_of_unit_that_its_criteria_concern() -> None:
    named = {kind.code for kind in labour_social.thidua_sector().unit_kinds}
    assert {kind for one in CRITERIA.values() for kind in one.applies_to} == named


def test_the_plugin_and_its_report_belong_to_the_sector() -> None:
    code = labour_social.thidua_sector().code
    (report,) = labour_social.thidua_report_templates()
    assert labour_social.thidua_plugin().code == code == report.sector == the_set().sector


def test_the_set_is_a_proposal_of_950_points_and_a_bonus_of_50() -> None:
    source = COMPILED.source
    assert source.basis is Basis.PROPOSAL
    assert source.bonus_cap == 50
    caps = [CRITERIA[code].bonus_cap for code in ("LS-B1", "LS-B2", "LS-B3")]
    assert caps == [15, 15, 20]
    assert {one.code: one.points for one in source.sections if one.parent is None} == {
        "A": 600,
        "B": 200,
        "C": 150,
        "D": 0,
        "E": 0,
    }


@pytest.mark.parametrize(
    "kind", ["department", "division", "affiliated-unit", "district-office", "commune"]
)
def test_a_unit_that_reaches_everything_has_all_the_points_whatever_its_kind(kind: str) -> None:
    reached = {"production_support_models": "10"}
    row = scored(reached, kind)
    assert row.total is not None and row.total.exact_points is not None, row.unknown
    assert abs(row.total.exact_points - 950) < Fraction("0.1")
    assert row.band is not None and row.band.code == "excellent"


def rules() -> Iterator[Any]:
    for case in FULL["cases"]:
        for points, changes in case["points"].items():
            kind = case.get("kind", "department")
            changed = ", ".join(f"{key} {value}" for key, value in changes.items())
            label = f"{case['criterion']}: {changed or 'nothing changed'}"
            yield pytest.param(case["criterion"], kind, changes, points, id=label)


@pytest.mark.parametrize(("code", "kind", "changes", "points"), list(rules()))
def test_a_figure_changes_the_points_as_its_rule_says(
    code: str, kind: str, changes: Mapping[str, str], points: str
) -> None:
    cell = {cell.criterion: cell for _, cell in scored(changes, kind).cells()}[code]
    assert cell.points is not None, cell.unknown
    assert cell.points.base + cell.points.bonus == Fraction(points)


def test_the_bonus_comes_on_top_and_is_50_at_most() -> None:
    best = {
        "government_emulation_flags": "1",
        "new_models_recognised": "3",
        "jobs_created": "30000",
        "overseas_workers_sent": "12000",
        "vocational_new_enrolment": "30000",
        "gratitude_fund_collected": "9",
        "gratitude_houses_built_or_repaired": "400",
    }
    assert total(best) - total({}) == 50


def test_8_points_go_once_for_no_launch_no_covenant_and_no_registration() -> None:
    assert total({"emulation_launched": "0"}) == total({}) - 8
    both = {"emulation_launched": "0", "emulation_covenant_signed": "0"}
    covenant_item = Fraction(5)
    assert total(both) == total({}) - 8 - covenant_item


def test_a_blank_figure_leaves_the_unit_unscored_and_says_which() -> None:
    figures = {key: value for key, value in FULL["figures"].items() if key != "jobs_created"}
    case = Case(
        Scheme.plain(COMPILED.source),
        {COMPILED.source.code: COMPILED},
        (Member("u", "Đơn vị", "department"),),
        Entries(Layer.SELF, {("u", name_of(k)): Figure(Fraction(v)) for k, v in figures.items()}),
    )
    row = score_cluster(case).by_unit["u"]
    assert row.rank is None
    assert "jobs_created" in {reason.subject for reason in row.unknown}
