"""A period as a dataset: of each cluster exactly what the record says of it, at any layer."""

import shutil
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq
import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from tests.workspace.conftest import BEFORE, NOON, YEAR

from thidua.core.dataset.reading import open_dataset
from thidua.core.dataset.writing import write_dataset
from thidua.core.exact.figure import Bound
from thidua.core.model.cluster import Cluster, Membership
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.observation import (
    LAYERS,
    JudgedPoints,
    Layer,
    NotApplicable,
    Observation,
    ObservationKind,
    Place,
    Standing,
    StandingDecision,
)
from thidua.core.model.period import Period, Span
from thidua.core.model.scheme import Scheme
from thidua.core.record.clusters import save_clusters, save_roster
from thidua.core.record.connection import open_engine, reading, writing
from thidua.core.record.decisions import save_judged, save_not_applicable, save_standings
from thidua.core.record.observations import load_observations, save_observations
from thidua.core.record.stored import Stored
from thidua.core.scoring.columns.tabling import case_at
from thidua.core.scoring.results import Case
from thidua.core.text.fault import Refused
from thidua.core.workspace.cases import load_open_cluster
from thidua.core.workspace.datasets import tables
from thidua.core.workspace.datasets.exporting import export_dataset
from thidua.core.workspace.datasets.importing import bulk_scope, take_in_figures
from thidua.core.workspace.opening import SchemeOffer, open_clusters, plan_opening

Comparable = Callable[[Case], dict[str, Any]]

ROSTERS: Final = {"phong": ("ncc", "vl"), "hai": ("so", "vl"), "xa": ("xa",)}
MEMBERS: Final = [(cluster, unit) for cluster, units in ROSTERS.items() for unit in units]
INDICATORS: Final = ("jobs", "complaints", "quality", "plan")
VALUES: Final = ("0", "1", "-0.5", "12345678.125", "0.123456789012", "123456789012345678901234")


@pytest.fixture(scope="session")
def three(prepared: Path, compiled: CompiledSet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the desk with further clusters, of which one shares a unit."""
    path = Path(shutil.copy(prepared, tmp_path_factory.mktemp("three") / "thidua.db"))
    engine = open_engine(path)
    with writing(engine) as connection:
        for code in ("hai", "xa"):
            cluster = Cluster(code, f"Cụm {code}", "so")
            save_clusters(connection, [cluster])
            roster = [Membership(code, unit) for unit in ROSTERS[code]]
            save_roster(connection, cluster, roster)
    offer = SchemeOffer(Scheme.plain(compiled.source), {compiled.source.code: compiled})
    open_in(engine, YEAR, ["hai", "xa"], offer)
    open_in(engine, BEFORE, ["xa"], offer)
    engine.dispose()
    return path


def open_in(engine: Engine, span: Span, clusters: Sequence[str], offer: SchemeOffer) -> None:
    period = Period(str(span.start.year), span, span.kind())
    openings = plan_opening(engine, period, clusters, offer)
    open_clusters(engine, period, openings, offer, "an", NOON)


@frozen
class Content:
    """What is recorded, in the order in which it is."""

    observations: Sequence[Observation]
    judged: Sequence[JudgedPoints]
    exempt: Sequence[NotApplicable]
    standings: Sequence[StandingDecision]

    def save(self, engine: Engine) -> None:
        with writing(engine) as connection:
            save_observations(connection, self.observations, "an", NOON)
            save_judged(connection, self.judged, "an", NOON)
            save_not_applicable(connection, self.exempt, "an", NOON)
            save_standings(connection, self.standings, "an", NOON)


layers = st.sampled_from(LAYERS)
values = st.sampled_from(VALUES).map(Fraction)


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    layer = draw(layers)
    cluster, unit = draw(st.sampled_from(MEMBERS))
    year = draw(st.sampled_from(["2026", "2026", "2025"]))
    if year == "2025" and cluster == "hai":
        layer = Layer.SELF
    return Observation(
        unit,
        draw(st.sampled_from(INDICATORS)),
        draw(st.sampled_from(ObservationKind)),
        YEAR if year == "2026" else BEFORE,
        draw(values),
        draw(st.sampled_from([Bound.EXACT, Bound.EXACT, *Bound])),
        layer,
        None if layer is Layer.SELF else Place(cluster, year),
        illustrative=draw(st.booleans()),
    )


@st.composite
def of_members(draw: st.DrawFn, kind: type) -> Any:
    cluster, unit = draw(st.sampled_from(MEMBERS))
    place, criterion = Place(cluster, "2026"), draw(st.sampled_from(["A1", "A4"]))
    if kind is JudgedPoints:
        points = Fraction(draw(st.integers(0, 40)), 8)
        return JudgedPoints(unit, criterion, place, draw(layers), points, "Đủ", draw(st.booleans()))
    if kind is NotApplicable:
        return NotApplicable(unit, criterion, place, draw(layers), draw(st.sampled_from("ab")))
    return StandingDecision(unit, place, draw(st.sampled_from(Standing)), "Quyết định")


contents = st.builds(
    Content,
    st.lists(observations(), min_size=12, max_size=30),
    st.lists(of_members(JudgedPoints), min_size=3, max_size=8),
    st.lists(of_members(NotApplicable), max_size=4),
    st.lists(of_members(StandingDecision), max_size=2),
)


@given(content=contents, layer=st.none() | layers, at_once=st.sampled_from([1, 3, 100]))
@settings(max_examples=12, deadline=None)
def test_a_cluster_of_a_dataset_is_the_cluster_of_the_record(
    three: Path,
    comparable: Comparable,
    tmp_path_factory: pytest.TempPathFactory,
    content: Content,
    layer: Layer | None,
    at_once: int,
) -> None:
    folder = tmp_path_factory.mktemp("export")
    engine = open_engine(shutil.copy(three, folder / "thidua.db"))
    content.save(engine)
    file = folder / "period.parquet"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "AT_ONCE", at_once)
        header = export_dataset(engine, file, "2026", {}, layer=layer, release="1.0")
    assert (header.clusters, header.rows, header.layer) == (3, len(MEMBERS), layer)
    dataset = open_dataset(file, {})
    found = {
        cluster: case_at(dataset.rules, table, number)
        for group in range(len(dataset.groups))
        for table in [dataset.table(group)]
        for number, cluster in enumerate(table.clusters)
    }
    assert sorted(found) == sorted(ROSTERS)
    for cluster, case in found.items():
        expected = load_open_cluster(engine, cluster, "2026", {}).case(layer)
        assert comparable(case) == comparable(expected)


def test_a_dataset_names_its_units(three: Path, tmp_path: Path) -> None:
    file = tmp_path / "period.parquet"
    export_dataset(open_engine(three), file, "2026", {}, clusters=["xa", "xa"])
    dataset = open_dataset(file, {})
    assert (dataset.header.period, dataset.header.span) == ("2026", YEAR)
    assert pq.read_table(file)["name"].to_pylist() == ["Xã Hòa Bình"]


def told(refused: pytest.ExceptionInfo[Refused]) -> str:
    return "\n".join(fault.in_language("en") for fault in refused.value.faults)


def test_unknown_clusters_and_closed_ones_are_told_at_once(three: Path, tmp_path: Path) -> None:
    file = tmp_path / "period.parquet"
    with pytest.raises(Refused) as refused:
        export_dataset(open_engine(three), file, "2025", {}, clusters=["phongg", "hai"])
    assert "there is no cluster “phongg”" in told(refused)
    assert "period “2025” is not open for cluster “hai”" in told(refused)
    assert not file.exists()


def test_one_cluster_of_a_dataset_is_taken_in_by_itself(three: Path, tmp_path: Path) -> None:
    engine = open_engine(shutil.copy(three, tmp_path / "thidua.db"))
    figures = [
        Observation(unit, "jobs", ObservationKind.ACTUAL, YEAR, Fraction(2), bound)
        for unit, bound in (("vl", Bound.EXACT), ("so", Bound.OVER), ("ncc", Bound.OVER))
    ]
    with writing(engine) as connection:
        save_observations(connection, figures, "an", NOON)
    file = tmp_path / "period.parquet"
    export_dataset(engine, file, "2026", {})
    scope = bulk_scope(engine, "2026", {}, {}, layer=Layer.APPRAISED, cluster="hai")
    taken = take_in_figures(engine, file, scope, {}, "an")
    assert taken.stored == Stored(new=2)


def test_what_of_a_dataset_is_not_taken_in_is_named(three: Path, tmp_path: Path) -> None:
    engine = open_engine(shutil.copy(three, tmp_path / "thidua.db"))
    place = Place("hai", "2026")
    content = Content(
        [
            Observation("vl", "jobs", ObservationKind.ACTUAL, span, Fraction(2))
            for span in (YEAR, BEFORE)
        ],
        [JudgedPoints("vl", "A4", place, Layer.SELF, Fraction(1), "Đủ")],
        [NotApplicable("vl", "A1", place, Layer.SELF, "Không có việc")],
        [StandingDecision("vl", place, Standing.EXCLUDED, "Quyết định")],
    )
    content.save(engine)
    file = tmp_path / "period.parquet"
    export_dataset(engine, file, "2026", {})
    left_out = {
        cluster: take_in_figures(
            engine, file, bulk_scope(engine, "2026", {}, {}, cluster=cluster), {}, "an"
        ).content.ignored
        for cluster in (None, "phong")
    }
    assert left_out[None] == ("jobs.previous", "judged:A4", "not_applicable:A1", "standing")
    assert left_out["phong"] == ("jobs.previous", "judged:A4", "not_applicable:A1")


@pytest.mark.parametrize("group_rows", [1, 2, 100])
def test_the_own_figures_of_a_unit_of_two_clusters_are_taken_in_once(
    three: Path, tmp_path: Path, group_rows: int
) -> None:
    actual, target, _ = ObservationKind
    figures = [
        Observation("vl", "jobs", actual, YEAR, Fraction(2), Bound.OVER),
        Observation("vl", "jobs", target, YEAR, Fraction(5, 2)),
        Observation("vl", "quality", actual, YEAR, Fraction(3), illustrative=True),
        Observation("ncc", "jobs", actual, YEAR, Fraction(4)),
        Observation("so", "jobs", target, YEAR, Fraction(5)),
    ]
    file = exported(three, tmp_path, figures, group_rows)
    engine = open_engine(shutil.copy(three, tmp_path / "other.db"))
    taken = take_in_figures(engine, file, bulk_scope(engine, "2026", {}, {}), {}, "an")
    assert taken.stored == Stored(new=len(figures))
    assert (taken.content.rows, taken.content.blank) == (5 * 4 - 3, 12)
    with reading(engine) as connection:
        found = load_observations(connection, ["ncc", "so", "vl"], [YEAR])
    said = {(it.unit, it.indicator, it.kind, it.value, it.bound, it.illustrative) for it in found}
    assert said == {
        (it.unit, it.indicator, it.kind, it.value, it.bound, it.illustrative) for it in figures
    }


@pytest.mark.parametrize("group_rows", [1, 100])
def test_figures_that_differ_from_cluster_to_cluster_are_refused_with_what_to_do(
    three: Path, tmp_path: Path, group_rows: int
) -> None:
    jobs = Observation("vl", "jobs", ObservationKind.ACTUAL, YEAR, Fraction(2))
    place = Place("hai", "2026")
    above = evolve(jobs, value=Fraction(3), layer=Layer.APPRAISED, place=place)
    file = exported(three, tmp_path, [jobs, above], group_rows)
    engine = open_engine(shutil.copy(three, tmp_path / "other.db"))
    with pytest.raises(Refused) as refused:
        take_in_figures(engine, file, bulk_scope(engine, "2026", {}, {}), {}, "an")
    assert told(refused) == (
        "period.parquet, jobs[4]: the figure “jobs” of “vl” is not that of period.parquet,"
        " jobs[2]: the unit is a member of several clusters, and each has its own. Import each"
        " cluster into the layer that has the figure: --cluster … --layer …; or export the dataset"
        " anew with --layer self."
    )
    for cluster, layer in (("hai", Layer.APPRAISED), ("phong", Layer.SELF)):
        scope = bulk_scope(engine, "2026", {}, {}, layer=layer, cluster=cluster)
        assert take_in_figures(engine, file, scope, {}, "an").stored == Stored(new=1)


def exported(three: Path, tmp_path: Path, figures: Sequence[Observation], group_rows: int) -> Path:
    """The period as a dataset, so many rows in a group."""
    engine = open_engine(shutil.copy(three, tmp_path / "thidua.db"))
    with writing(engine) as connection:
        save_observations(connection, figures, "an", NOON)
    whole, file = tmp_path / "whole.parquet", tmp_path / "period.parquet"
    export_dataset(engine, whole, "2026", {})
    dataset = open_dataset(whole, {})
    groups = [dataset.table(group) for group in range(len(dataset.groups))]
    write_dataset(file, dataset.header, groups, group_rows=group_rows)
    return file


def test_an_unknown_period_is_refused(three: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there is no period “2024”"):
        export_dataset(open_engine(three), tmp_path / "period.parquet", "2024", {})


def test_clusters_of_several_schemes_are_refused_with_what_goes_together(
    three: Path, compiled: CompiledSet, tmp_path: Path
) -> None:
    engine = open_engine(shutil.copy(three, tmp_path / "thidua.db"))
    with writing(engine) as connection:
        cluster = Cluster("khac", "Cụm khác", "so")
        save_clusters(connection, [cluster])
        save_roster(connection, cluster, [Membership("khac", "xa")])
    source = evolve(compiled.source, title=evolve(compiled.source.title, vi="Bảng khác"))
    other = evolve(compiled, source=source)
    open_in(engine, YEAR, ["khac"], SchemeOffer(Scheme.plain(source), {source.code: other}))
    with pytest.raises(Refused) as refused:
        export_dataset(engine, tmp_path / "period.parquet", "2026", {})
    assert "--cluster hai --cluster phong --cluster xa" in told(refused)
    assert "bang-2026: --cluster khac" in told(refused)


def test_a_period_without_clusters_is_refused(three: Path, tmp_path: Path) -> None:
    from thidua.core.record.periods import open_period

    engine = open_engine(shutil.copy(three, tmp_path / "thidua.db"))
    later = evolve(YEAR, start=YEAR.start.replace(year=2027), end=YEAR.end.replace(year=2027))
    with writing(engine) as connection:
        open_period(connection, Period("2027", later, later.kind()), [], {}, "an", NOON)
    with pytest.raises(Refused, match="open for no cluster"):
        export_dataset(engine, tmp_path / "period.parquet", "2027", {})
