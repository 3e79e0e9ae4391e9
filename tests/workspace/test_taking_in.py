"""Files are taken in whole or not at all, once, and leave their trace on every figure."""

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from thidua.core.model.cluster import Membership
from thidua.core.model.contribution import Check, Severity
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer, Observation
from thidua.core.model.period import Span
from thidua.core.record.clusters import load_clusters, load_roster
from thidua.core.record.connection import reading, writing
from thidua.core.record.imports import load_imports
from thidua.core.record.observations import (
    load_observations,
    observation_history,
    save_observations,
)
from thidua.core.record.stored import Stored
from thidua.core.record.units import load_units
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused
from thidua.core.workspace.catalogue import Catalogue
from thidua.core.workspace.intake.entering import typed_figure
from thidua.core.workspace.intake.results import ImportScope
from thidua.core.workspace.intake.scopes import import_scope
from thidua.core.workspace.intake.taking_in import (
    SourceFile,
    read_file,
    take_in_clusters,
    take_in_judged,
    take_in_results,
    take_in_units,
)
from thidua.core.workspace.readers import Cell, Reader, Row, Table

if TYPE_CHECKING:
    from tests.workspace.conftest import Desk, Sheets


YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))


def file(tables: tuple[Table, ...], digest: str = "a") -> SourceFile:
    return SourceFile("tệp.xlsx", digest * 64, tables)


@pytest.fixture
def scope(desk: "Desk", indicators: dict[str, Indicator]) -> ImportScope:
    return import_scope(desk.engine, indicators, {}, period="2026")


def figures(desk: "Desk") -> tuple[Observation, ...]:
    with reading(desk.engine) as connection:
        return load_observations(connection, ["ncc", "vl"])


def test_a_file_is_read_by_the_reader_of_its_suffix(tmp_path: Path, sheets: "Sheets") -> None:
    path = tmp_path / "x.psv"
    path.write_bytes(b"abc")
    psv = Text("Tệp |", "Pipes")
    catalogue = Catalogue(readers={"psv": Reader("psv", psv, (".psv",), lambda _: sheets("a|b"))})
    source = read_file(catalogue, path)
    assert (source.name, source.tables) == ("x.psv", sheets("a|b"))
    assert source.sha256.startswith("ba7816bf")
    with pytest.raises(Refused, match="no such file"):
        read_file(catalogue, tmp_path / "y.psv")


def test_figures_name_the_import_that_they_came_with(
    desk: "Desk", scope: ImportScope, sheets: "Sheets"
) -> None:
    first = file(sheets("unit|indicator|value", "ncc|jobs|5", "vl|jobs|6", "vl|plan|"))
    taken = take_in_results(desk.engine, first, scope, "an")
    assert (taken.stored, taken.content.blank) == (Stored(new=2), 1)
    second = file(sheets("unit|indicator|value", "ncc|jobs|5", "vl|jobs|7"), "b")
    assert take_in_results(desk.engine, second, scope, "bình").stored == Stored(0, 1, 1)
    with reading(desk.engine) as connection:
        imports = load_imports(connection)
        histories = {
            item.unit: [it.batch for it in observation_history(connection, item)]
            for item in figures(desk)
        }
    assert [(it.actor, it.subject, it.read, it.stored) for it in imports] == [
        ("an", "results", 3, 2),
        ("bình", "results", 2, 1),
    ]
    assert histories == {"ncc": [1], "vl": [1, 2]}


def test_the_same_file_for_the_same_purpose_is_taken_in_once(
    desk: "Desk", scope: ImportScope, sheets: "Sheets", indicators: dict[str, Indicator]
) -> None:
    source = file(sheets("unit|indicator|value", "ncc|jobs|5"))
    take_in_results(desk.engine, source, scope, "an")
    again = take_in_results(desk.engine, source, scope, "bình")
    assert again.earlier is not None and again.earlier.actor == "an"
    assert again.stored == Stored()
    other = import_scope(
        desk.engine,
        indicators,
        {},
        layer=Layer.APPRAISED,
        cluster="phong",
        period="2026",
    )
    assert take_in_results(desk.engine, source, other, "an").stored == Stored(new=1)


def test_going_back_to_an_earlier_file_of_results_restores_its_figures(
    desk: "Desk", scope: ImportScope, sheets: "Sheets"
) -> None:
    first = file(sheets("unit|indicator|value", "ncc|jobs|5", "vl|jobs|6"), "a")
    second = file(sheets("unit|indicator|value", "ncc|jobs|7", "vl|jobs|6"), "b")
    for source in (first, second):
        take_in_results(desk.engine, source, scope, "an")
    trial = take_in_results(desk.engine, first, scope, "an", dry_run=True)
    assert (trial.earlier, trial.stored) == (None, Stored(changed=1, unchanged=1))
    for source in (first, second, first):
        taken = take_in_results(desk.engine, source, scope, "bình")
        assert (taken.earlier, taken.stored) == (None, Stored(changed=1, unchanged=1))
    assert {item.unit: item.value for item in figures(desk)} == {"ncc": 5, "vl": 6}
    again = take_in_results(desk.engine, first, scope, "an")
    assert again.earlier is not None and again.earlier.actor == "bình"
    with reading(desk.engine) as connection:
        assert [item.sha256[0] for item in load_imports(connection)] == list("ababa")


def test_a_file_restores_the_figure_that_was_typed_over_it(
    desk: "Desk", scope: ImportScope, sheets: "Sheets"
) -> None:
    source = file(sheets("unit|indicator|value", "ncc|jobs|5"))
    take_in_results(desk.engine, source, scope, "an")
    typed = typed_figure(scope, "ncc", "jobs", "9", "actual", "đính chính")
    with writing(desk.engine) as connection:
        save_observations(connection, [typed], "bình", datetime(2026, 3, 1, 5, tzinfo=UTC))
    assert take_in_results(desk.engine, source, scope, "an").stored == Stored(changed=1)
    assert [item.value for item in figures(desk)] == [5]


def test_a_file_without_sources_takes_none_away(
    desk: "Desk", scope: ImportScope, sheets: "Sheets"
) -> None:
    first = sheets("unit|indicator|value|source|evidence", "ncc|jobs|5|Báo cáo 3|12/BC")
    take_in_results(desk.engine, file(first, "a"), scope, "an")
    second = sheets("unit|indicator|value", "ncc|jobs|5", "vl|jobs|6")
    taken = take_in_results(desk.engine, file(second, "b"), scope, "an")
    assert taken.stored == Stored(new=1, unchanged=1)
    third = sheets("unit|indicator|value|evidence", "ncc|jobs|5|")
    assert take_in_results(desk.engine, file(third, "c"), scope, "an").stored == Stored(changed=1)
    said = {item.unit: (item.source, item.evidence) for item in figures(desk)}
    assert said == {"ncc": ("Báo cáo 3", ""), "vl": ("", "")}


def test_going_back_to_an_earlier_file_of_clusters_restores_its_roster(
    desk: "Desk", sheets: "Sheets"
) -> None:
    heading = "Mã cụm|Tên cụm|Đơn vị tổ chức|Mã đơn vị"
    small = file(sheets(heading, "phong|Cụm các phòng|so|ncc"), "a")
    large = file(sheets(heading, "phong|Cụm các phòng|so|ncc", "phong|Cụm các phòng|so|vl"), "b")
    for source in (small, large):
        take_in_clusters(desk.engine, source, "an")
    back = take_in_clusters(desk.engine, small, "an")
    assert (back.earlier, back.stored) == (None, Stored(unchanged=1))
    with reading(desk.engine) as connection:
        assert [item.unit for item in load_roster(connection, "phong")] == ["ncc"]
    assert take_in_clusters(desk.engine, small, "an").earlier is not None


def test_a_dry_run_counts_and_stores_nothing(
    desk: "Desk", scope: ImportScope, sheets: "Sheets"
) -> None:
    source = file(sheets("unit|indicator|value", "ncc|jobs|5", "vl|jobs|6"))
    trial = take_in_results(desk.engine, source, scope, "an", dry_run=True)
    assert (trial.dry_run, trial.stored) == (True, Stored(new=2))
    assert figures(desk) == ()
    with reading(desk.engine) as connection:
        assert load_imports(connection) == ()
    assert take_in_results(desk.engine, source, scope, "an").stored == Stored(new=2)


def test_one_fault_leaves_everything_out(
    desk: "Desk", scope: ImportScope, sheets: "Sheets"
) -> None:
    source = file(sheets("unit|indicator|value", "ncc|jobs|5", "vl|jobs|???"))
    with pytest.raises(Refused):
        take_in_results(desk.engine, source, scope, "an")
    assert figures(desk) == ()


def test_a_figure_that_cannot_be_true_refuses_the_file_and_a_doubtful_one_is_told(
    desk: "Desk", scope: ImportScope, sheets: "Sheets"
) -> None:
    checks = [
        Check("no-minus", Text("Số âm", "Negative"), "jobs >= 0", Severity.ERROR),
        Check("few", Text("Ít bất thường", "Unusually few"), "jobs > 10"),
    ]
    wrong = file(sheets("unit|indicator|value", "ncc|jobs|-5", "vl|jobs|50"))
    with pytest.raises(Refused) as refused:
        take_in_results(desk.engine, wrong, scope, "an", checks=checks)
    (fault,) = refused.value.faults
    assert (fault.place, fault.what.vi) == ("ncc", "Số âm (Việc làm mới: -5).")
    assert figures(desk) == ()
    doubtful = file(sheets("unit|indicator|value", "ncc|jobs|5", "vl|jobs|50"))
    taken = take_in_results(desk.engine, doubtful, scope, "an", checks=checks)
    (warning,) = taken.warnings
    assert warning.what.en == "Unusually few (New jobs: 5)."
    assert len(figures(desk)) == 2


def test_without_a_period_figures_are_stored_under_their_own_days(
    desk: "Desk", sheets: "Sheets", indicators: dict[str, Indicator]
) -> None:
    scope = import_scope(desk.engine, indicators, {})
    source = file(sheets("unit|indicator|value|from|to", "xa|jobs|5|01/01/2018|31/12/2018"))
    assert take_in_results(desk.engine, source, scope, "an").stored == Stored(new=1)


def test_units_are_new_changed_or_unchanged(desk: "Desk", sheets: "Sheets") -> None:
    source = file(
        sheets(
            "code|name|kind|parent|valid_from",
            "te|Phòng Trẻ em|division|so|",
            "ncc|Phòng Chính sách|division|so|",
            "so|Sở Lao động|department||01/01/2020",
        )
    )
    taken = take_in_units(desk.engine, source, "an")
    assert taken.stored == Stored(new=1, changed=1, unchanged=1)
    with reading(desk.engine) as connection:
        names = {unit.code: unit.versions[-1].name for unit in load_units(connection)}
    assert names["te"] == "Phòng Trẻ em"
    assert names["ncc"] == "Phòng Chính sách"


def test_clusters_and_rosters_are_new_changed_or_unchanged(desk: "Desk", sheets: "Sheets") -> None:
    source = file(
        sheets(
            "cluster|name|organiser|unit|role",
            "phong|Cụm các phòng|so|ncc|head",
            "phong|Cụm các phòng|so|vl|deputy",
            "moi|Cụm mới|so|xa|",
        )
    )
    taken = take_in_clusters(desk.engine, source, "an")
    assert taken.stored == Stored(new=1, changed=1, unchanged=1)
    assert taken.warnings == ()
    with reading(desk.engine) as connection:
        assert "moi" in {item.code for item in load_clusters(connection)}
        assert load_roster(connection, "moi") == (Membership("moi", "xa"),)


def test_a_member_that_a_roster_no_longer_names_is_told(desk: "Desk", sheets: "Sheets") -> None:
    source = file(sheets("cluster|name|organiser|unit", "phong|Cụm các phòng|so|ncc"))
    taken = take_in_clusters(desk.engine, source, "an")
    (warning,) = taken.warnings
    assert warning.place == "phong"
    assert "“vl”" in warning.what.vi
    assert [member.unit for member in desk.cluster().members] == ["ncc", "vl"]


def test_judged_points_are_taken_in(desk: "Desk", sheets: "Sheets") -> None:
    source = file(sheets("unit|criterion|points|reason", "ncc|A4|3,5|Hội đồng chấm", "vl|A4||"))
    shown = desk.cluster()
    taken = take_in_judged(desk.engine, source, shown, Layer.APPRAISED, "an")
    assert (taken.stored, taken.content.blank) == (Stored(new=1), 1)
    (held,) = desk.cluster().recorded.judged
    assert (held.points, held.layer, held.actor) == (Fraction("3.5"), Layer.APPRAISED, "an")
    with reading(desk.engine) as connection:
        (batch,) = load_imports(connection)
    assert (batch.subject, batch.read, batch.stored) == ("judged", 2, 1)


def test_a_doubtful_figure_is_told_and_taken_in(desk: "Desk", scope: ImportScope) -> None:
    rate = Indicator("rate", Text("Tỷ lệ", "Share"), Text("%", "%"))
    known = evolve(scope, indicators={"rate": rate})
    heading = Row(1, tuple(Cell(word, "A1") for word in ("unit", "indicator", "value")))
    row = Row(2, (Cell("ncc", "A2"), Cell("rate", "B2"), Cell(Fraction("0.5"), "C2")))
    source = file((Table("Bảng", (heading, row)),))
    taken = take_in_results(desk.engine, source, known, "an")
    assert taken.stored == Stored(new=1)
    assert [item.what.en for item in taken.warnings] == ["is 0.5 % meant to be 50 %?"]
