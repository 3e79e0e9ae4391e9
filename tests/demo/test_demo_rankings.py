"""The rankings that the demonstration shows: everybody scored, plausible, and all of it said."""

import csv
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from thidua import standard
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import JudgedPoints, Layer, Observation, Place
from thidua.core.model.scheme import Scheme
from thidua.core.model.structuring import read_scheme
from thidua.core.model.unit import Unit
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.entries import Member, Recorded, entries_at
from thidua.core.scoring.results import Case, ClusterScore, Status
from thidua.core.text.numbers import read_plain
from thidua.core.workspace.intake.clusters import read_clusters
from thidua.core.workspace.intake.units import read_units
from thidua.office.csv_reading import read_csv
from thidua.sectors import industry_trade, labour_social

CLUSTERS = {
    "can-tho-phong": "can_tho",
    "can-tho-don-vi": "can_tho",
    "can-tho-quan-huyen": "can_tho",
    "bac-kan-kt-kt": "bac_kan",
}
ReadFigures = Callable[[str, Iterable[Indicator], Layer], tuple[Observation, ...]]


@pytest.fixture(scope="module")
def indicators() -> dict[str, Indicator]:
    contributed = (
        *standard.thidua_indicators(),
        *labour_social.thidua_indicators(),
        *industry_trade.thidua_indicators(),
    )
    return {indicator.code: indicator for indicator in contributed}


@pytest.fixture(scope="module")
def sets(indicators: Mapping[str, Indicator]) -> dict[str, CompiledSet]:
    formulas = {formula.code: formula for formula in standard.thidua_formulas()}
    contributed = (
        *standard.thidua_criteria_sets(),
        *labour_social.thidua_criteria_sets(),
        *industry_trade.thidua_criteria_sets(),
    )
    return {table.code: compile_set(table, indicators, formulas) for table in contributed}


def judged_in(file: Path) -> tuple[JudgedPoints, ...]:
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(
            JudgedPoints(
                unit=line["unit"],
                criterion=line["criterion"],
                place=Place("cluster", "period"),
                layer=Layer(line["layer"]),
                points=read_plain(line["points"]),
                reason=line["reason"],
                illustrative=bool(line["illustrative"]),
            )
            for line in csv.DictReader(lines)
        )


def member_of(unit: Unit) -> Member:
    version = unit.on(date(2020, 12, 31))
    return Member(unit.code, version.name, version.kind, version.sector)


@pytest.fixture(scope="module")
def scores(
    demo_data: Path,
    indicators: Mapping[str, Indicator],
    sets: Mapping[str, CompiledSet],
    figures_in: ReadFigures,
) -> dict[str, ClusterScore]:
    bloc = tomllib.loads((demo_data / "bac_kan/scheme.toml").read_text("utf-8"))
    schemes = {
        "can_tho": Scheme.plain(sets["labour-social-2026"].source),
        "bac_kan": read_scheme(bloc),
    }
    found: dict[str, ClusterScore] = {}
    for folder, scheme in schemes.items():
        units = read_units("units.csv", read_csv(demo_data / folder / "units.csv")).units
        by_code = {unit.code: unit for unit in units}
        roster = read_clusters("", read_csv(demo_data / folder / "clusters.csv"), by_code)
        figures = figures_in(f"{folder}/illustrative.csv", indicators.values(), Layer.SELF)
        for cluster in roster.clusters:
            judged = judged_in(demo_data / folder / f"judged-{cluster.code}.csv")
            recorded = Recorded(observations=figures, judged=judged)
            members = [item.unit for item in roster.memberships if item.cluster == cluster.code]
            used = {code: sets[code] for part in scheme.parts for code in part.set_codes()}
            read = {item.code: item for table in used.values() for item in table.indicators}
            case = Case(
                scheme=scheme,
                sets=used,
                members=tuple(member_of(by_code[code]) for code in members),
                entries=entries_at(Layer.APPRAISED, recorded, read.values(), {}, members),
            )
            found[cluster.code] = score_cluster(case)
    return found


def percents(score: ClusterScore) -> list[Fraction]:
    return [
        row.total.points * 100 / score.points
        for row in score.rows
        if row.total is not None and row.total.points is not None
    ]


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_every_member_is_ranked_for_good(scores: Mapping[str, ClusterScore], cluster: str) -> None:
    score = scores[cluster]
    assert {row.status for row in score.rows} == {Status.RANKED}
    assert not score.provisional


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_totals_are_plausible_and_spread_over_several_bands(
    scores: Mapping[str, ClusterScore], cluster: str
) -> None:
    score = scores[cluster]
    assert all(60 <= percent <= 100 for percent in percents(score))
    assert len({row.band.code for row in score.rows if row.band is not None}) >= 2


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_no_criterion_gives_nothing_to_everybody(
    scores: Mapping[str, ClusterScore], cluster: str
) -> None:
    best: dict[str, Fraction] = {}
    for row in scores[cluster].rows:
        for table, cell in row.cells():
            if cell.points is not None and table.by_code[cell.criterion].criterion.points > 0:
                best[cell.criterion] = max(best.get(cell.criterion, Fraction(0)), cell.points.base)
    assert best and all(points > 0 for points in best.values())


@pytest.mark.parametrize("cluster", CLUSTERS)
def test_that_illustrative_figures_have_counted_is_known_of_every_member(
    scores: Mapping[str, ClusterScore], cluster: str
) -> None:
    score = scores[cluster]
    assert score.illustrative
    for row in score.rows:
        assert any(cell.illustrative for _, cell in row.cells())


def test_one_tie_is_parted_by_the_points_of_section_a(scores: Mapping[str, ClusterScore]) -> None:
    rows = scores["can-tho-quan-huyen"].by_unit
    first, second = rows["can-tho-binh-thuy"], rows["can-tho-thoi-lai"]
    assert first.total is not None and second.total is not None
    assert first.total.points == second.total.points
    assert first.decided_by is not None and first.decided_by.code == "A"
    assert first.rank is not None and second.rank == first.rank + 1


def test_one_tie_is_parted_by_the_criteria_at_their_maximum(
    scores: Mapping[str, ClusterScore],
) -> None:
    rows = scores["can-tho-don-vi"].by_unit
    first, second = rows["can-tho-tt-ctxh"], rows["can-tho-tcn-thoi-lai"]
    assert first.total is not None and second.total is not None
    assert first.total.points == second.total.points
    assert first.decided_by is not None and first.decided_by.kind == "criteria-at-maximum"
    assert [key.code for key in first.skipped_keys] == ["par_index"]
    assert first.rank is not None and second.rank == first.rank + 1


def test_one_tie_stays_and_the_next_rank_is_left_out(scores: Mapping[str, ClusterScore]) -> None:
    score = scores["can-tho-phong"]
    shared = [row for row in score.rows if row.shares_rank]
    assert {row.member.unit for row in shared} == {"can-tho-van-phong", "can-tho-thanh-tra"}
    assert [row.rank for row in score.rows] == [1, 2, 3, 4, 4, 6]


def test_a_bounded_figure_is_decided_where_the_cap_leaves_one_answer(
    scores: Mapping[str, ClusterScore],
) -> None:
    row = scores["can-tho-quan-huyen"].by_unit["can-tho-ninh-kieu"]
    cells = {cell.criterion: cell for _, cell in row.cells()}
    assert cells["LS-01"].points is not None and cells["LS-01"].points.base == 45


def test_the_bloc_has_members_of_both_sectors_each_scored_by_its_own_table(
    scores: Mapping[str, ClusterScore],
) -> None:
    score = scores["bac-kan-kt-kt"]
    assert len(score.rows) == 7
    assert {row.member.sector for row in score.rows} == {"labour-social", "industry-trade"}
    for row in score.rows:
        tables = {table.source.code for table, _ in row.cells()}
        assert tables == {"common-2026", f"{row.member.sector}-2026"}
