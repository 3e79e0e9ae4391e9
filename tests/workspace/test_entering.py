"""A figure or points as typed: everything wrong is said at once."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from thidua.core.exact.figure import Bound
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer, ObservationKind, Place
from thidua.core.model.period import Span
from thidua.core.text.fault import Refused
from thidua.core.workspace.intake.entering import typed_figure, typed_points
from thidua.core.workspace.intake.results import ImportScope

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def scope(indicators: dict[str, Indicator]) -> ImportScope:
    return ImportScope(("ncc",), indicators, YEAR)


@pytest.mark.parametrize("word", ["target", "chỉ tiêu", "Chỉ  Tiêu"])
def test_a_figure_is_read_as_in_a_file(scope: ImportScope, word: str) -> None:
    item = typed_figure(scope, "ncc", "jobs", "trên 24.000 người", word, "Công văn 5")
    assert (item.unit, item.indicator, item.kind) == ("ncc", "jobs", ObservationKind.TARGET)
    assert (item.value, item.bound, item.span) == (Fraction(24000), Bound.OVER, YEAR)
    assert (item.layer, item.place, item.reason) == (Layer.SELF, None, "Công văn 5")


def test_above_the_self_layer_it_holds_in_its_place(scope: ImportScope) -> None:
    place = Place("phong", "2026")
    above = evolve(scope, layer=Layer.COUNCIL, place=place)
    item = typed_figure(above, "ncc", "jobs", "4", "actual", "Biên bản")
    assert (item.layer, item.place) == (Layer.COUNCIL, place)


def test_everything_wrong_is_said_at_once(scope: ImportScope) -> None:
    with pytest.raises(Refused) as refused:
        typed_figure(scope, "nc", "jobs", "1.25", "mục tiêu", "x")
    unit, kind, value = refused.value.faults
    assert unit.remedy is not None and unit.remedy.vi == "Có phải là “ncc”?"
    assert kind.remedy is not None and "baseline (mức gốc)" in kind.remedy.vi
    assert "hai cách" in value.what.vi


def test_an_unknown_indicator_suggests_the_nearest(scope: ImportScope) -> None:
    with pytest.raises(Refused, match="Did you mean “jobs”"):
        typed_figure(scope, "ncc", "job", "5", "actual", "x")


def test_an_unknown_unit_alone_is_enough(scope: ImportScope) -> None:
    with pytest.raises(Refused, match="no unit “nc”"):
        typed_figure(scope, "nc", "jobs", "5", "actual", "x")


def test_a_figure_belongs_to_a_period(scope: ImportScope) -> None:
    with pytest.raises(ValueError, match="span"):
        typed_figure(evolve(scope, span=None), "ncc", "jobs", "5", "actual", "x")


def test_points_are_exact_numbers() -> None:
    assert typed_points(" -2,5") == Fraction("-2.5")
    with pytest.raises(Refused):
        typed_points("năm điểm")
