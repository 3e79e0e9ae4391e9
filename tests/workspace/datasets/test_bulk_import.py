"""Figures in bulk: exact as they are written, all faults at once, stored whole or not at all."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.workspace.conftest import NOON, YEAR

from thidua.core.exact.figure import Bound
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer, Observation, ObservationKind
from thidua.core.record.connection import reading, writing
from thidua.core.record.imports import load_imports
from thidua.core.record.observations import load_observations, save_observations
from thidua.core.record.stored import Stored
from thidua.core.text.fault import Refused
from thidua.core.workspace.datasets import faults_found
from thidua.core.workspace.datasets.exporting import export_dataset
from thidua.core.workspace.datasets.importing import BulkImport, bulk_scope, take_in_figures
from thidua.core.workspace.intake.taking_in import TakenIn

if TYPE_CHECKING:
    from tests.workspace.conftest import Desk

Import = Callable[..., TakenIn[BulkImport]]

Key = tuple[str, str, ObservationKind]


@pytest.fixture
def take(desk: "Desk", indicators: dict[str, Indicator]) -> Import:
    """Imports a file into 2026."""

    def take(file: Path, *, dry_run: bool = False, **options: Any) -> TakenIn[BulkImport]:
        scope = bulk_scope(desk.engine, "2026", indicators, {}, **options)
        return take_in_figures(desk.engine, file, scope, {}, "an", dry_run=dry_run)

    return take


@pytest.fixture
def csv(tmp_path: Path) -> Callable[..., Path]:
    """A CSV file of some lines."""

    def write(*lines: str, name: str = "figures.csv") -> Path:
        file = tmp_path / name
        file.write_bytes("\n".join(lines).encode())
        return file

    return write


def held(desk: "Desk", layer: Layer = Layer.SELF) -> Mapping[Key, Observation]:
    with reading(desk.engine) as connection:
        places = [desk.cluster().place]
        found = load_observations(connection, ["ncc", "vl"], [YEAR], places)
    return {(it.unit, it.indicator, it.kind): it for it in found if it.layer is layer}


def values(desk: "Desk", layer: Layer = Layer.SELF) -> dict[tuple[str, str, str], str]:
    return {
        (unit, indicator, kind.value): str(it.value)
        for (unit, indicator, kind), it in held(desk, layer).items()
    }


def faults_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.in_language("en") for fault in refused.value.faults]


LONG = (
    "unit,indicator,kind,value,bound,source",
    "ncc,jobs,,0.1,,",
    "ncc,jobs,target,12345678901234.123456,exact,",
    "vl,jobs,Kết quả,-2.50,trên,\"Báo cáo 12,\nquý I\"",
    "vl,jobs,mức gốc,007,hơn,",
    "",
    "vl,complaints,actual,,,",
    "ncc,plan,actual,có,,",
    "ncc,quality,actual,Tốt,,",
    "vl,quality,actual,1,,",
    "ncc,reported_on,actual,2026-03-01,,",
    "vl,reported_on,actual,20454,,",
)  # fmt: skip


def test_the_long_form_is_a_row_a_figure(
    desk: "Desk", take: Import, csv: Callable[..., Path]
) -> None:
    taken = take(csv(*LONG))
    assert (taken.stored, taken.content.rows, taken.content.blank) == (Stored(new=9), 10, 1)
    actual, target, baseline = ObservationKind
    found = held(desk)
    assert {key: str(it.value) for key, it in found.items()} == {
        ("ncc", "jobs", actual): "1/10",
        ("ncc", "jobs", target): str(Fraction("12345678901234.123456")),
        ("vl", "jobs", actual): "-5/2",
        ("vl", "jobs", baseline): "7",
        ("ncc", "plan", actual): "1",
        ("ncc", "quality", actual): "3",
        ("vl", "quality", actual): "1",
        ("ncc", "reported_on", actual): str((date(2026, 3, 1) - date(1970, 1, 1)).days),
        ("vl", "reported_on", actual): "20454",
    }
    assert found["vl", "jobs", actual].source == "Báo cáo 12,\nquý I"
    bounds = {key: it.bound for key, it in found.items() if it.bound is not Bound.EXACT}
    assert bounds == {("vl", "jobs", actual): Bound.OVER, ("vl", "jobs", baseline): Bound.OVER}


def test_a_long_file_may_do_without_kinds_bounds_and_sources(
    desk: "Desk", take: Import, csv: Callable[..., Path]
) -> None:
    taken = take(csv("value;unit;indicator;note", "1.50;ncc;jobs;x", "2;vl;jobs;"))
    assert (taken.stored.new, taken.content.ignored) == (2, ("note",))
    assert values(desk) == {("ncc", "jobs", "actual"): "3/2", ("vl", "jobs", "actual"): "2"}


def test_the_wide_form_is_a_column_an_input(
    desk: "Desk", take: Import, csv: Callable[..., Path]
) -> None:
    file = csv(
        "\ufeffunit,name,jobs,jobs.target,jobs.previous,plan",
        "ncc,Phòng Người có công,1.5,2.50,7,có",
        "vl,,,3,,",
    )
    taken = take(file)
    assert (taken.content.rows, taken.content.blank, taken.stored.new) == (6, 2, 4)
    assert taken.content.ignored == ("name", "jobs.previous")
    assert values(desk) == {
        ("ncc", "jobs", "actual"): "3/2",
        ("ncc", "jobs", "target"): "5/2",
        ("vl", "jobs", "target"): "3",
        ("ncc", "plan", "actual"): "1",
    }


def test_every_figure_names_its_import(
    desk: "Desk", take: Import, csv: Callable[..., Path]
) -> None:
    file = csv("unit,jobs", "ncc,1", "vl,2")
    take(file)
    with reading(desk.engine) as connection:
        (batch,) = load_imports(connection)
    assert (batch.subject, batch.file_name, batch.read, batch.stored, batch.actor) == (
        "figures", "figures.csv", 2, 2, "an",
    )  # fmt: skip


def test_the_same_file_again_says_so_and_changes_nothing(
    desk: "Desk", take: Import, csv: Callable[..., Path]
) -> None:
    file = csv("unit,jobs", "ncc,1")
    assert take(file).earlier is None
    again = take(file)
    assert again.earlier is not None
    assert again.stored == Stored()
    other = take(csv("unit,jobs", "ncc,1", "vl,3"))
    assert other.stored == Stored(new=1, unchanged=1)


def test_a_trial_stores_nothing(desk: "Desk", take: Import, csv: Callable[..., Path]) -> None:
    taken = take(csv("unit,jobs", "ncc,1"), dry_run=True)
    assert (taken.dry_run, taken.stored, values(desk)) == (True, Stored(new=1), {})


def test_all_faults_are_told_at_once_with_line_and_column(
    desk: "Desk", take: Import, csv: Callable[..., Path]
) -> None:
    file = csv(
        "unit,indicator,kind,value,bound,source",
        "ncc,jobs,actual,1,exact,\"hai\ndòng\"",
        "nccc,jobs,actual,1,,",
        "ncc,job,actual,1,,",
        "ncc,jobs,planned,1,,",
        "ncc,jobs,target,\"1,5\",,",
        "",
        "vl,jobs,actual,1e3,,",
        "vl,complaints,actual,1000000000000000000,,",
        "ncc,complaints,actual,0.1234567890123,,",
        "ncc,quality,actual,Khá,,",
        "ncc,plan,actual,2,,",
        "vl,jobs,target,1,about,",
        ",jobs,baseline,1,,",
        "ncc,jobs,actual,1,,",
        "ncc,reported_on,actual,yesterday,,",
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        take(file)
    told = faults_of(refused)
    assert [fault.split(":")[0] for fault in told] == [
        f"figures.csv, {cell}"
        for cell in (
            "A4", "B5", "C6", "D7", "D9", "D10", "D11", "D12", "D13", "E14", "A15", "A16", "D17",
        )
    ]  # fmt: skip
    assert "“nccc” is a member of no cluster in period “2026”. Did you mean “ncc”?" in told[0]
    assert "there is no indicator “job”. Did you mean “jobs”?" in told[1]
    assert "“planned” is not understood" in told[2]
    assert '"1,5" is no decimal number. Write it as 1234.5' in told[3]
    assert "too large" in told[5]
    assert "too many decimals" in told[6]
    assert "there is no grade “Khá”" in told[7]
    assert "“about” is not understood" in told[9]
    assert "the unit code is missing" in told[10]
    assert "a figure “jobs” of “ncc” stands in a row above" in told[11]
    assert values(desk) == {}


def test_after_some_dozens_faults_are_counted(
    take: Import, csv: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults_found, "MOST_TOLD", 3)
    lines = [f"u{number},x,y" for number in range(10)]
    with pytest.raises(Refused) as refused:
        take(csv("unit,jobs,jobs.target", *lines))
    told = faults_of(refused)
    assert len(told) == 4
    assert told[3] == "… and 27 more."
    assert [fault.split(":")[0] for fault in told[:3]] == [
        "figures.csv, A2", "figures.csv, B2", "figures.csv, C2",
    ]  # fmt: skip


def test_columns_of_the_wide_form_are_known_inputs(take: Import, csv: Callable[..., Path]) -> None:
    with pytest.raises(Refused) as refused:
        take(csv("unit,job,jobs.goal,jobs", "ncc,1,2,x"))
    assert [fault.partition(": ")[2] for fault in faults_of(refused)] == [
        "there is no indicator “job”. Did you mean “jobs”?",
        "there is no indicator “jobs.goal”.",
        '"x" is no decimal number. Write it as 1234.5: a point before the decimals, no mark of'
        " thousands.",
    ]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([""], "the file is empty"),
        (["units,jobs", "ncc,1"], "column “unit” is missing"),
        (["unit,value", "ncc,1"], "column “indicator” is missing"),
        (["unit,jobs,jobs", "ncc,1,2"], "two columns are named “jobs”"),
        (["unit,jobs", "ncc,1,2", "vl", "vl,3"], "figures.csv:2: the row has 3 columns"),
    ],
)
def test_a_file_of_another_form_is_refused(
    take: Import, csv: Callable[..., Path], lines: list[str], told: str
) -> None:
    with pytest.raises(Refused) as refused:
        take(csv(*lines))
    assert told in faults_of(refused)[0]


@pytest.mark.parametrize(
    "content",
    [
        b"unit,jobs\nncc,\xff\n",
        b"unit,\xff\nncc,1\n",
        b"unit,jobs\n" + b"ncc,1\n" * 9000 + b"vl,\xff\n",
        b'unit,jobs\n"ncc",1\n' + b"ncc,1\n" * 9000 + b"vl,\xff\n",
    ],
    ids=["first row", "headings", "far below", "far below a quote"],
)
def test_a_file_that_is_no_csv_in_utf_8_is_refused(
    take: Import, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "figures.csv"
    file.write_bytes(content)
    with pytest.raises(Refused, match="CSV in UTF-8"):
        take(file)


def test_a_file_of_headings_alone_stores_nothing(take: Import, csv: Callable[..., Path]) -> None:
    for heading in ("unit,jobs", "unit,indicator,value"):
        taken = take(csv(heading))
        assert (taken.content.rows, taken.content.entries) == (0, 0)


def test_whole_counts_are_whole_and_not_below_zero(
    desk: "Desk", csv: Callable[..., Path], indicators: dict[str, Indicator]
) -> None:
    from attrs import evolve

    counted = evolve(indicators["complaints"], code="letters", whole=True)
    scope = bulk_scope(desk.engine, "2026", {"letters": counted}, {})
    with pytest.raises(Refused) as refused:
        file = csv("unit,letters", "ncc,1.712", "vl,-1")
        take_in_figures(desk.engine, file, scope, {}, "an")
    told = faults_of(refused)
    assert "1.712 must be a whole number" in told[0]
    assert "a count cannot be below 0" in told[1]
    taken = take_in_figures(desk.engine, csv("unit,letters", "ncc,1712.0"), scope, {}, "an")
    assert taken.stored.new == 1


def test_missing_files_and_unknown_kinds_are_refused(take: Import, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there is no such file"):
        take(tmp_path / "none.csv")
    with pytest.raises(Refused, match="cannot be read"):
        take(tmp_path)
    (tmp_path / "figures.xlsx").touch()
    with pytest.raises(Refused, match="thidua result import"):
        take(tmp_path / "figures.xlsx")


def parquet(tmp_path: Path, **columns: Any) -> Path:
    file = tmp_path / "figures.parquet"
    pq.write_table(pa.table(columns), file)
    return file


def test_a_plain_parquet_file_is_read_exactly(desk: "Desk", take: Import, tmp_path: Path) -> None:
    units = pa.array(["ncc", "vl"]).dictionary_encode()
    file = parquet(
        tmp_path,
        unit=units,
        jobs=pa.array([Decimal("1.50"), None], pa.decimal128(12, 2)),
        complaints=pa.array([10**17, 0]),
        plan=pa.array([True, False]),
        quality=pa.array(["Tốt", None]),
        reported_on=pa.array([date(2026, 3, 1), None]),
        **{"jobs.baseline": pa.nulls(2)},
    )
    assert take(file).stored.new == 7
    found = values(desk)
    assert found["ncc", "jobs", "actual"] == "3/2"
    assert found["ncc", "complaints", "actual"] == str(10**17)
    assert (found["ncc", "plan", "actual"], found["vl", "plan", "actual"]) == ("1", "0")
    assert found["ncc", "quality", "actual"] == "3"
    assert found["ncc", "reported_on", "actual"] == "20513"


def test_letters_of_a_plain_parquet_file_are_composed(
    desk: "Desk", take: Import, tmp_path: Path
) -> None:
    take(parquet(tmp_path, unit=["ncc"], quality=[normalize("NFD", "Tốt")]))
    assert values(desk) == {("ncc", "quality", "actual"): "3"}


def test_floats_are_refused_with_what_to_do(take: Import, tmp_path: Path) -> None:
    file = parquet(
        tmp_path, unit=["ncc"], jobs=[0.1], plan=[[1]], **{"jobs.target": pa.array([1.5])}
    )
    with pytest.raises(Refused) as refused:
        take(file)
    told = faults_of(refused)
    assert len(told) == 3
    assert "column “jobs” holds floats (double)" in told[0]
    assert "as text, integers or decimal128" in told[0]
    assert "column “plan” is of type list" in told[1]


def test_two_columns_of_one_name_are_refused(take: Import, tmp_path: Path) -> None:
    file = tmp_path / "figures.parquet"
    columns = [pa.array(["ncc"]), pa.array(["1"]), pa.array(["2"])]
    pq.write_table(pa.Table.from_arrays(columns, ["unit", "jobs", "jobs"]), file)
    with pytest.raises(Refused, match="two columns are named “jobs”"):
        take(file)


def test_bytes_that_are_no_text_are_refused_with_their_column(take: Import, tmp_path: Path) -> None:
    _, offsets, _ = pa.array(["ncc", "vl"]).buffers()
    broken = pa.Array.from_buffers(pa.string(), 2, [None, offsets, pa.py_buffer(b"nc\xffvl")])
    file = parquet(tmp_path, unit=broken, jobs=["1", "2"], source=broken)
    with pytest.raises(Refused) as refused:
        take(file)
    assert faults_of(refused) == [
        f"figures.parquet: column “{name}” holds something that is no UTF-8 text."
        " Write this column anew, in UTF-8."
        for name in ("unit", "source")
    ]


def test_a_fault_in_parquet_names_column_and_row(take: Import, tmp_path: Path) -> None:
    file = parquet(tmp_path, unit=["ncc", "vl"], jobs=["1", "x"])
    with pytest.raises(Refused, match=r"figures.parquet, jobs\[2\]: \"x\" is no decimal"):
        take(file)


@pytest.mark.parametrize("keep", [0, 40, -8])
def test_a_parquet_file_that_is_cut_short_is_refused(
    take: Import, tmp_path: Path, keep: int
) -> None:
    file = parquet(tmp_path, unit=["ncc", "vl"], jobs=["1", "2"])
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(Refused, match="cut short or damaged"):
        take(file)


def test_an_exported_dataset_comes_back_as_it_was(
    desk: "Desk", indicators: dict[str, Indicator], tmp_path: Path
) -> None:
    actual, target, _ = ObservationKind
    before = [
        Observation("ncc", "jobs", actual, YEAR, Fraction("1.5")),
        Observation("ncc", "jobs", target, YEAR, Fraction(3), Bound.OVER),
        Observation("vl", "jobs", actual, YEAR, Fraction("0.123456789012"), illustrative=True),
        Observation("vl", "jobs", target, YEAR, Fraction(4)),
        Observation("vl", "complaints", actual, YEAR, Fraction(2)),
        Observation("ncc", "quality", actual, YEAR, Fraction(2)),
        Observation("ncc", "reported_on", actual, YEAR, Fraction(20513)),
    ]
    empty = tmp_path / "empty.db"
    shutil.copy(str(desk.engine.url.database), empty)
    from thidua.core.record.connection import open_engine

    with writing(desk.engine) as connection:
        save_observations(connection, before, "an", NOON)
    file = tmp_path / "period.parquet"
    export_dataset(desk.engine, file, "2026", {})
    fresh = open_engine(empty)
    scope = bulk_scope(fresh, "2026", indicators, {})
    taken = take_in_figures(fresh, file, scope, {}, "an")
    assert taken.stored == Stored(new=len(before))
    assert taken.content.ignored == ()
    with reading(fresh) as connection:
        found = load_observations(connection, ["ncc", "vl"], [YEAR])
    said = {(it.unit, it.indicator, it.kind, it.value, it.bound, it.illustrative) for it in found}
    assert said == {
        (it.unit, it.indicator, it.kind, it.value, it.bound, it.illustrative) for it in before
    }
    with pytest.raises(Refused, match="is of another period") as refused:
        scope = bulk_scope(fresh, "2025", indicators, {})
        take_in_figures(fresh, file, scope, {}, "an")
    assert "2026" in faults_of(refused)[0]


def test_an_unchanged_dataset_changes_nothing_of_what_it_came_from(
    desk: "Desk", take: Import, csv: Callable[..., Path], tmp_path: Path
) -> None:
    whole = Observation(
        "ncc", "jobs", ObservationKind.ACTUAL, YEAR, Fraction("1.5"), Bound.OVER,
        source="Báo cáo 3", evidence="12/BC", measure="nghìn người", reason="Theo hồ sơ",
    )  # fmt: skip
    with writing(desk.engine) as connection:
        save_observations(connection, [whole], "an", NOON)
    file = tmp_path / "period.parquet"
    export_dataset(desk.engine, file, "2026", {})
    assert take(file).stored == Stored(unchanged=1)
    long = csv("unit,indicator,value,bound", "ncc,jobs,1.5,over", name="long.csv")
    assert take(long).stored == Stored(unchanged=1)
    said = csv("unit,indicator,value,bound,source", "ncc,jobs,1.5,over,Báo cáo 4", name="said.csv")
    assert take(said).stored == Stored(changed=1)
    (held_now,) = held(desk).values()
    assert (held_now.source, held_now.evidence) == ("Báo cáo 4", "12/BC")


def test_above_the_self_layer_figures_hold_in_the_cluster_of_the_unit(
    desk: "Desk", take: Import, csv: Callable[..., Path]
) -> None:
    file = csv("unit,jobs", "ncc,1", "vl,2")
    taken = take(file, layer=Layer.APPRAISED)
    assert taken.stored.new == 2
    assert values(desk) == {}
    assert len(values(desk, Layer.APPRAISED)) == 2
    (figure, _) = held(desk, Layer.APPRAISED).values()
    assert figure.place == desk.cluster().place


def test_a_unit_of_several_clusters_needs_one_named_above_the_self_layer(
    desk: "Desk", csv: Callable[..., Path]
) -> None:
    from attrs import evolve

    file = csv("unit,jobs", "ncc,1")
    scope = bulk_scope(desk.engine, "2026", {}, {}, layer=Layer.APPRAISED)
    scope = evolve(scope, clusters={**scope.clusters, "ncc": ["phong", "hai"]})
    with pytest.raises(Refused, match=r"several clusters \(hai, phong\). Import each cluster"):
        take_in_figures(desk.engine, file, scope, {}, "an")
    taken = take_in_figures(desk.engine, file, evolve(scope, layer=Layer.SELF), {}, "an")
    assert taken.stored.new == 1


def test_a_file_may_be_confined_to_a_cluster(
    desk: "Desk", take: Import, csv: Callable[..., Path]
) -> None:
    assert take(csv("unit,jobs", "ncc,1"), cluster="phong").stored.new == 1
    with pytest.raises(Refused, match="“xa” is no member of cluster “phong” in period “2026”"):
        take(csv("unit,jobs", "xa,1"), cluster="phong")
    with pytest.raises(Refused, match="is not open for cluster “xa”"):
        take(csv("unit,jobs", "xa,1"), cluster="xa")
