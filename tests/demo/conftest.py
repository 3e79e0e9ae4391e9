"""The demonstration's own files, read as an import would read them, and one run of it."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import frozen

import thidua.cli
from thidua.cli.report_writing import Wanted, write_reports
from thidua.cli.session import Session
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer, Observation, Place
from thidua.core.model.period import Span
from thidua.core.workspace.catalogue import Catalogue
from thidua.core.workspace.intake.results import ImportScope, read_results
from thidua.core.workspace.intake.units import read_units
from thidua.office.csv_reading import read_csv

if TYPE_CHECKING:
    from tests.conftest import DemoRun, RunDemo

TEST_DATA = Path(__file__).parents[1] / "data" / "demo"


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


@pytest.fixture(scope="session")
def measure_in_words() -> Callable[[Mapping[str, str]], str]:
    """The unit of measure of a line of published_facts.csv, in the words of the demonstration."""
    with (TEST_DATA / "measures.csv").open(encoding="utf-8", newline="") as lines:
        known = {
            (line["unit"], line["indicator"]): line["measure"] for line in csv.DictReader(lines)
        }

    def words(fact: Mapping[str, str]) -> str:
        unit = fact["unit"]
        return known.get((unit, fact["indicator"])) or known[unit, ""]

    return words


@pytest.fixture(scope="session")
def facts() -> Callable[[str], list[dict[str, str]]]:
    """The lines of published_facts.csv of one department."""
    with (TEST_DATA / "published_facts.csv").open(encoding="utf-8", newline="") as lines:
        every = list(csv.DictReader(lines))
    return lambda department: [line for line in every if line["department_code"] == department]


class Rows(HTMLParser):
    """The table rows of a page: the attributes of each, and its cells by ``data-cell``."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[dict[str, str]] = []
        self._cell: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "tr":
            self.rows.append(given)
        if tag == "td" and "data-cell" in given:
            self._cell = given["data-cell"]
            self.rows[-1][self._cell] = ""

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self.rows[-1][self._cell] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._cell = None


@frozen
class Shown:
    """What one run printed, and where it wrote."""

    folder: Path
    screen: str

    def page(self, department: str) -> str:
        return (self.folder / "reports" / department / "bao-cao-tong-ket.html").read_text("utf-8")

    def rows(self, department: str, attribute: str) -> list[dict[str, str]]:
        return [row for row in Rows(self.page(department)).rows if attribute in row]

    def chapter(self, number: int) -> list[str]:
        """The lines between two rules, spaces squeezed."""
        _, _, rest = self.screen.partition(f"\n{number}. ")
        text, _, _ = rest.partition(f"\n{number + 1}. ")
        return [" ".join(line.split()) for line in text.splitlines()]


def pytest_itemcollected(item: pytest.Item) -> None:
    """One worker runs the demonstration for all tests that look at it."""
    item.add_marker(pytest.mark.xdist_group("demo"))
    item.add_marker(pytest.mark.untraced)


@pytest.fixture(scope="session")
def vi(demo_run: "DemoRun") -> Shown:
    return Shown(demo_run.folder, demo_run.screen)


@pytest.fixture(scope="session")
def en(run_demo: "RunDemo", tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Of its papers only the pages, to be compared with those of the other run: Word files and
    workbooks are of the same data."""

    def write_pages(session: Session, catalogue: Catalogue, wanted: Sequence[Wanted]) -> None:
        write_reports(session, catalogue, [it for it in wanted if it.file.suffix == ".html"])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("thidua.cli.demo.papers.write_reports", write_pages)
        ran = run_demo("en", tmp_path_factory.mktemp("demo") / "en")
    return Shown(ran.folder, ran.screen)
