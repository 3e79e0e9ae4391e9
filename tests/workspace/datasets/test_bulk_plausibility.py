"""Figures in bulk that cannot be true: refused, or asked about, as in any other import."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.workspace.conftest import BEFORE, NOON, YEAR

from thidua.core.exact.decimal_text import canonical
from thidua.core.exact.figure import Bound
from thidua.core.model.contribution import Check, Severity
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer, Observation, ObservationKind, Place
from thidua.core.model.period import Span
from thidua.core.record.columns.new_figures import NewFigures
from thidua.core.record.connection import open_engine, reading, writing
from thidua.core.record.observations import load_observations, save_observations
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused
from thidua.core.workspace.datasets import faults_found
from thidua.core.workspace.datasets.importing import BulkImport, bulk_scope, take_in_figures
from thidua.core.workspace.datasets.plausible import refuse_implausible_figures
from thidua.core.workspace.intake.jumps import jumps
from thidua.core.workspace.intake.taking_in import TakenIn

if TYPE_CHECKING:
    from tests.workspace.conftest import Desk

Import = Callable[..., TakenIn[BulkImport]]
Said = dict[tuple[str, str, ObservationKind], tuple[str, Bound]]

TOO_FEW = Check("few", Text("Quá ít", "Too few"), "jobs >= complaints")
WRONG = Check("wrong", Text("Sai", "Wrong"), "jobs >= jobs.previous", Severity.ERROR)


@pytest.fixture
def take(desk: "Desk", indicators: dict[str, Indicator], tmp_path: Path) -> Import:
    """Imports lines of the wide form into 2026, with both checks."""

    def take(*lines: str, **options: Any) -> TakenIn[BulkImport]:
        file = tmp_path / "figures.csv"
        file.write_text("\n".join(lines), encoding="utf-8")
        scope = bulk_scope(desk.engine, "2026", indicators, {}, **options)
        return take_in_figures(desk.engine, file, scope, {}, "an", checks=(WRONG, TOO_FEW))

    return take


def put(desk: "Desk", *figures: Observation) -> None:
    with writing(desk.engine) as connection:
        save_observations(connection, figures, "an", NOON)


def before(unit: str, value: str, **options: Any) -> Observation:
    return Observation(unit, "jobs", ObservationKind.ACTUAL, BEFORE, Fraction(value), **options)


def warnings(taken: TakenIn[BulkImport]) -> list[str]:
    return [fault.in_language("en") for fault in taken.warnings]


def test_a_figure_that_is_doubtful_is_taken_in_and_asked_about(take: Import) -> None:
    taken = take("unit,jobs,complaints", "ncc,1,2", "vl,3,3")
    assert taken.stored.new == 4
    assert warnings(taken) == ["ncc: Too few (Complaints: 2; New jobs: 1)."]
    assert take("unit,jobs,complaints", "ncc,1,2", "vl,3,3").warnings == ()


def test_a_figure_that_cannot_be_true_is_refused_and_nothing_is_stored(
    desk: "Desk", take: Import
) -> None:
    put(desk, before("ncc", "5"), before("vl", "5"))
    with pytest.raises(Refused) as refused:
        take("unit,jobs", "ncc,6", "vl,4.5")
    told = [fault.in_language("en") for fault in refused.value.faults]
    assert told == ["vl: Wrong (New jobs: 4.5; New jobs, previous period: 5)."]
    with reading(desk.engine) as connection:
        assert load_observations(connection, ["ncc", "vl"], [YEAR]) == ()


def test_what_was_doubtful_already_is_not_said_again(desk: "Desk", take: Import) -> None:
    assert warnings(take("unit,jobs,complaints", "ncc,1,2")) != []
    assert warnings(take("unit,jobs", "vl,3")) == []
    assert warnings(take("unit,quality", "ncc,1")) == []
    assert len(warnings(take("unit,complaints", "ncc,7"))) == 1


def test_a_bounded_figure_is_judged_by_its_bound(desk: "Desk", take: Import) -> None:
    put(desk, before("ncc", "5", bound=Bound.UNDER), before("vl", "5", bound=Bound.OVER))
    assert take("unit,jobs", "ncc,6").stored.new == 1
    with pytest.raises(Refused, match="vl: Wrong"):
        take("unit,jobs", "vl,4")


def test_a_layer_sees_its_own_figures_over_those_below(desk: "Desk", take: Import) -> None:
    place = Place("phong", "2025")
    above = before("ncc", "9", layer=Layer.APPRAISED, place=place)
    put(desk, before("ncc", "5"), above)
    assert take("unit,jobs", "ncc,6", "vl,1").stored.new == 2
    with pytest.raises(Refused, match=r"ncc: Wrong .New jobs: 8; New jobs, previous period: 9"):
        take("unit,jobs", "ncc,8", "vl,2", layer=Layer.APPRAISED)
    assert take("unit,jobs", "ncc,9", "vl,2", layer=Layer.APPRAISED).stored.new == 2


def test_without_an_earlier_period_nothing_is_compared(
    desk: "Desk", indicators: dict[str, Indicator], tmp_path: Path
) -> None:
    file = tmp_path / "figures.csv"
    file.write_text("unit,jobs\nncc,1\n", encoding="utf-8")
    scope = bulk_scope(desk.engine, "2025", indicators, {})
    taken = take_in_figures(desk.engine, file, scope, {}, "an", checks=(WRONG, TOO_FEW))
    assert (taken.stored.new, taken.warnings) == (1, ())
    file.write_text("unit,jobs,complaints\nncc,1,2\n", encoding="utf-8")
    taken = take_in_figures(desk.engine, file, scope, {}, "an", checks=(WRONG, TOO_FEW))
    assert len(taken.warnings) == 1


def test_a_result_far_off_the_previous_one_or_its_target_is_asked_about(
    desk: "Desk", take: Import
) -> None:
    put(desk, before("ncc", "1200"))
    taken = take("unit,jobs,jobs.target", "vl,115000,1200", "ncc,12411,12000")
    assert taken.stored.new == 4
    assert warnings(taken) == [
        f"{unit}: New jobs: {value} is far off {beside}; is there a digit too many or too few, or"
        " another unit of measure? If it is right, leave it as it is."
        for unit, value, beside in (
            ("ncc", "12,411", "the result of the previous period (1,200)"),
            ("vl", "115,000", "the target (1,200)"),
        )
    ]
    assert warnings(take("unit,jobs", "vl,1150")) == []
    assert warnings(take("unit,jobs.target", "vl,9")) == []
    assert len(warnings(take("unit,jobs", "vl,115"))) == 1


def test_far_off_results_are_counted_after_some_dozens(
    take: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults_found, "MOST_TOLD", 1)
    told = warnings(take("unit,jobs,jobs.target", "vl,115000,1200", "ncc,115000,1200"))
    assert [line[:4] for line in told] == ["ncc:", "… an"]


_VALUES = st.sampled_from(
    ["0", "-5", "0.95", "1", "9", "10", "95", "100", "499.99", "500", "12345678901234567890.5"]
)
_FIGURE = st.tuples(
    st.sampled_from(["ncc", "vl"]),
    st.sampled_from(["jobs", "complaints", "reported_on"]),
    st.sampled_from([ObservationKind.ACTUAL, ObservationKind.TARGET]),
)
_SAID = st.dictionaries(_FIGURE, st.tuples(_VALUES, st.sampled_from(Bound)), max_size=8)


@given(held=_SAID, earlier=_SAID, new=_SAID)
@settings(max_examples=25, deadline=None)
def test_what_is_asked_of_results_in_bulk_is_what_is_asked_of_one(
    prepared: Path, indicators: dict[str, Indicator], held: Said, earlier: Said, new: Said
) -> None:
    def figures(said: Said, span: Span) -> list[Observation]:
        return [
            Observation(*key, span, Fraction(value), bound)
            for key, (value, bound) in sorted(said.items())
        ]

    first, then, last = figures(held, YEAR), figures(earlier, BEFORE), figures(new, YEAR)
    engine = open_engine(prepared)
    with engine.connect() as connection, connection.begin() as trial:
        save_observations(connection, [*first, *then], "an", NOON)
        save_observations(connection, last, "an", NOON)
        scope = bulk_scope(engine, "2026", indicators, {})
        told = refuse_implausible_figures(connection, (), in_columns(last), scope)
        trial.rollback()
    asked = jumps(last, first, then, indicators)
    assert sorted(told, key=repr) == sorted(asked, key=repr)


def in_columns(figures: Sequence[Observation]) -> NewFigures:
    return NewFigures(
        units=pa.array([it.unit for it in figures], pa.string()),
        indicators=pa.array([it.indicator for it in figures], pa.string()),
        kinds=pa.array([it.kind.value for it in figures], pa.string()),
        values=pa.array([canonical(it.value) for it in figures], pa.string()),
        bounds=pa.array([it.bound.value for it in figures], pa.string()),
        sources=pa.array(["" for _ in figures], pa.string()),
        span=YEAR,
    )
