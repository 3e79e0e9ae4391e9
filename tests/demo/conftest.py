"""The demonstration's own files, read as an import would read them."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

import thidua.cli
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer, Observation, Place
from thidua.core.model.period import Span
from thidua.core.workspace.result_import import ImportScope, read_results
from thidua.core.workspace.unit_import import read_units
from thidua.office.csv_reading import read_csv


@pytest.fixture(scope="session")
def demo_data() -> Path:
    """The folder that travels in the wheel."""
    return Path(thidua.cli.__file__).parent / "demo" / "data"


@pytest.fixture(scope="session")
def figures_in(
    demo_data: Path,
) -> Callable[[str, Iterable[Indicator], Layer], tuple[Observation, ...]]:
    """Reads ``department/file.csv`` against indicators, into a layer."""

    def read(
        name: str, indicators: Iterable[Indicator], layer: Layer = Layer.SELF
    ) -> tuple[Observation, ...]:
        file = demo_data / name
        units = read_units("units.csv", read_csv(file.parent / "units.csv")).units
        # Only the figures of 2022 were appraised; the others name their own days.
        year = 1900 if layer is Layer.SELF else 2022
        scope = ImportScope(
            units=[unit.code for unit in units],
            indicators={indicator.code: indicator for indicator in indicators},
            span=Span(date(year, 1, 1), date(year, 12, 31)),
            layer=layer,
            place=None if layer is Layer.SELF else Place("cluster", "period"),
        )
        return read_results(name, read_csv(file), scope).observations

    return read
