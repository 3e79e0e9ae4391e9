"""New figures are checked beside those on record; old ones are not complained of again."""

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from thidua.core.model.contribution import Check, Severity
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer, Observation, ObservationKind
from thidua.core.model.period import Span
from thidua.core.record.connection import writing
from thidua.core.record.observations import save_observations
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused
from thidua.core.workspace.clock import now
from thidua.core.workspace.intake.figure_checking import refuse_implausible
from thidua.core.workspace.intake.scopes import import_scope

if TYPE_CHECKING:
    from tests.workspace.conftest import Desk


YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
BEFORE = Span(date(2025, 1, 1), date(2025, 12, 31))

FEWER = Check("fewer", Text("Đơn nhiều hơn việc", "More letters than jobs"), "complaints <= jobs")
LEAP = Check("leap", Text("Tăng bất thường", "An odd leap"), "jobs <= 10 * jobs.previous")


def figure(indicator: str, value: int, unit: str = "ncc", span: Span = YEAR) -> Observation:
    return Observation(unit, indicator, ObservationKind.ACTUAL, span, Fraction(value))


def record(desk: "Desk", *items: Observation) -> None:
    with writing(desk.engine) as connection:
        save_observations(connection, items, "an", now())


class Checking:
    """Checks new figures against the record of a desk."""

    def __init__(self, desk: "Desk", indicators: dict[str, Indicator]) -> None:
        self.desk, self.indicators = desk, indicators

    def warnings(
        self, *items: Observation, check: Check = FEWER, layer: Layer = Layer.SELF
    ) -> tuple[Fault, ...]:
        scope = import_scope(
            self.desk.engine, self.indicators, {}, layer=layer, cluster="phong", period="2026"
        )
        return refuse_implausible(self.desk.engine, [check], items, scope)


@pytest.fixture
def checking(desk: "Desk", indicators: dict[str, Indicator]) -> Checking:
    return Checking(desk, indicators)


def test_a_new_figure_is_read_beside_the_recorded_ones(desk: "Desk", checking: Checking) -> None:
    record(desk, figure("jobs", 5))
    (warning,) = checking.warnings(figure("complaints", 6))
    assert warning.place == "ncc"
    assert warning.what.vi == "Đơn nhiều hơn việc (Đơn khiếu nại: 6; Việc làm mới: 5)."
    assert checking.warnings(figure("complaints", 5)) == ()


def test_a_new_figure_takes_the_place_of_the_recorded_one(desk: "Desk", checking: Checking) -> None:
    record(desk, figure("jobs", 5), figure("complaints", 6))
    assert checking.warnings(figure("jobs", 7)) == ()


def test_what_no_new_figure_touches_is_not_told_again(desk: "Desk", checking: Checking) -> None:
    record(desk, figure("jobs", 5), figure("complaints", 6))
    assert checking.warnings(figure("jobs", 5, "vl")) == ()
    assert checking.warnings(evolve(figure("plan", 1))) == ()


def test_a_layer_sees_those_below_and_its_own_before_them(desk: "Desk", checking: Checking) -> None:
    def appraised(item: Observation) -> Observation:
        return evolve(item, layer=Layer.APPRAISED, place=desk.cluster().place)

    record(desk, figure("jobs", 5), appraised(figure("jobs", 9)))
    new = figure("complaints", 6)
    assert len(checking.warnings(new)) == 1
    assert checking.warnings(appraised(new), layer=Layer.APPRAISED) == ()


def test_the_preceding_period_is_read_where_there_is_one(desk: "Desk", checking: Checking) -> None:
    assert checking.warnings(figure("jobs", 500), check=LEAP) == ()
    record(desk, figure("jobs", 5, span=BEFORE))
    warning, jump = checking.warnings(figure("jobs", 500), check=LEAP)
    assert "thừa, thiếu chữ số" in jump.what.vi
    assert "kỳ trước: 5" in warning.what.vi
    assert checking.warnings(figure("jobs", 500, span=BEFORE), check=LEAP) == ()
    stray = figure("jobs", 500, span=Span(date(2019, 1, 1), date(2019, 3, 31)))
    assert checking.warnings(stray, check=LEAP) == ()


def test_an_error_refuses_with_all_its_units(checking: Checking) -> None:
    check = evolve(FEWER, severity=Severity.ERROR)
    with pytest.raises(Refused) as refused:
        checking.warnings(
            *(figure("jobs", 1, unit) for unit in ("ncc", "vl")),
            *(figure("complaints", 2, unit) for unit in ("ncc", "vl")),
            check=check,
        )
    assert [fault.place for fault in refused.value.faults] == ["ncc", "vl"]


def test_nothing_new_needs_no_check(checking: Checking) -> None:
    assert checking.warnings() == ()
