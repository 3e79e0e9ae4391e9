"""Figures in bulk that cannot be true: refused, or asked about, as in any other import."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.workspace.conftest import BEFORE, NOON, YEAR

from thidua.core.exact.figure import Bound
from thidua.core.model.contribution import Check, Severity
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer, Observation, ObservationKind, Place
from thidua.core.record.connection import reading, writing
from thidua.core.record.observations import load_observations, save_observations
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused
from thidua.core.workspace.datasets.importing import BulkImport, bulk_scope, take_in_figures
from thidua.core.workspace.intake.taking_in import TakenIn

if TYPE_CHECKING:
    from tests.workspace.conftest import Desk

Import = Callable[..., TakenIn[BulkImport]]

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
