"""What is published, what is made up, and that nobody can take the one for the other."""

import csv
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from thidua import standard
from thidua.core.exact.decimal_text import read_decimal
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer, Observation
from thidua.core.text.measures import measure_of
from thidua.core.workspace.intake.clusters import read_clusters
from thidua.core.workspace.intake.units import read_units
from thidua.office.csv_reading import read_csv
from thidua.sectors import industry_trade, labour_social

PUBLISHED = Path(__file__).parents[1] / "data" / "demo" / "published_facts.csv"
DEPARTMENTS = {
    "can-tho": "can-tho-ldtbxh",
    "ninh-binh": "ninh-binh-ldtbxh",
    "kien-giang": "kien-giang-ldtbxh",
    "ha-tinh": "ha-tinh-ldtbxh",
    "bac-kan": "bac-kan-sct",
}
Figures = Mapping[str, list[Observation]]
ReadFigures = Callable[[str, Iterable[Indicator], Layer], tuple[Observation, ...]]


def stated(department: str) -> list[dict[str, str]]:
    with PUBLISHED.open(encoding="utf-8", newline="") as lines:
        return [line for line in csv.DictReader(lines) if line["department_code"] == department]


def lines_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def folder_of(department: str) -> str:
    return department.replace("-", "_")


@pytest.fixture(scope="module")
def indicators() -> dict[str, Indicator]:
    contributed = (
        *standard.thidua_indicators(),
        *labour_social.thidua_indicators(),
        *industry_trade.thidua_indicators(),
    )
    return {indicator.code: indicator for indicator in contributed}


def test_114_figures_are_published() -> None:
    assert sum(len(stated(department)) for department in DEPARTMENTS) == 114


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_every_published_figure_is_there_with_its_bound_span_and_kind(
    department: str, indicators: Mapping[str, Indicator], figures_in: ReadFigures
) -> None:
    published = figures_in(
        f"{folder_of(department)}/published.csv", indicators.values(), Layer.SELF
    )
    expected = [
        (
            DEPARTMENTS[department],
            line["indicator"],
            "actual" if line["kind"] in ("count", "percent") else line["kind"],
            line["bound"],
            int(line["period_start"]),
            int(line["period_end"]),
        )
        for line in stated(department)
    ]
    assert [
        (item.unit, item.indicator, item.kind, item.bound, item.span.start.year, item.span.end.year)
        for item in published
    ] == expected
    assert {(item.span.start.month, item.span.end.month) for item in published} == {(1, 12)}


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_every_published_figure_has_the_value_that_was_stated_in_the_unit_that_was_stated(
    demo_data: Path,
    department: str,
    indicators: Mapping[str, Indicator],
    figures_in: ReadFigures,
    measure_in_words: Callable[[Mapping[str, str]], str],
) -> None:
    name = f"{folder_of(department)}/published.csv"
    published = figures_in(name, indicators.values(), Layer.SELF)
    lines = lines_of(demo_data / name)
    for line, fact, item in zip(lines, stated(department), published, strict=True):
        measure = measure_in_words(fact)
        assert line["measure"] == measure
        own_scale = measure_of(indicators[item.indicator].unit.vi).scale
        assert item.value * own_scale == in_single_units(fact["value"], measure)


def in_single_units(value: str, measure: str) -> Fraction:
    return read_decimal(value) * measure_of(measure).scale


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_every_published_figure_names_its_article_and_date_and_quotes_nothing(
    department: str, indicators: Mapping[str, Indicator], figures_in: ReadFigures
) -> None:
    published = figures_in(
        f"{folder_of(department)}/published.csv", indicators.values(), Layer.SELF
    )
    (source,) = {item.source for item in published}
    assert source.startswith("Bài viết về ")
    assert source.endswith(
        {
            "can-tho": "15/08/2020",
            "ninh-binh": "21/12/2023",
            "kien-giang": "07/07/2020",
            "ha-tinh": "28/02/2019",
            "bac-kan": "14/05/2020",
        }[department]
    )
    assert not any(item.evidence or item.reason for item in published)


def test_no_published_reported_or_presumed_figure_is_marked_illustrative(demo_data: Path) -> None:
    files = [
        *demo_data.glob("*/published.csv"),
        *demo_data.glob("*/facts-*.csv"),
        *demo_data.glob("*/presumed.csv"),
    ]
    assert len(files) == 9
    for file in files:
        assert not any(line["illustrative"] for line in lines_of(file)), file


def test_every_illustrative_figure_and_judged_point_is_marked(demo_data: Path) -> None:
    files = [*demo_data.glob("*/illustrative.csv"), *demo_data.glob("*/judged-*.csv")]
    assert len(files) == 6
    for file in files:
        lines = lines_of(file)
        assert lines and all(line["illustrative"] == "x" for line in lines), file
        said = "source" if file.name == "illustrative.csv" else "reason"
        assert all("minh hoạ" in line[said] for line in lines), file


@pytest.mark.parametrize("department", ["can-tho", "bac-kan"])
def test_no_illustrative_figure_stands_for_a_published_one(
    department: str, indicators: Mapping[str, Indicator], figures_in: ReadFigures
) -> None:
    folder = folder_of(department)
    published = figures_in(f"{folder}/published.csv", indicators.values(), Layer.SELF)
    made_up = figures_in(f"{folder}/illustrative.csv", indicators.values(), Layer.SELF)

    def keys(items: Iterable[Observation]) -> set[tuple[str, str, str]]:
        return {(item.unit, item.indicator, item.kind) for item in items}

    assert not keys(published) & keys(made_up)


@pytest.mark.parametrize("department", ["can-tho", "bac-kan", "tien-giang"])
def test_units_and_clusters_fit_together(demo_data: Path, department: str) -> None:
    folder = demo_data / folder_of(department)
    units = read_units("units.csv", read_csv(folder / "units.csv")).units
    clusters = read_clusters(
        "clusters.csv", read_csv(folder / "clusters.csv"), [unit.code for unit in units]
    )
    members = {membership.unit for membership in clusters.memberships}
    organisers = {cluster.organiser for cluster in clusters.clusters}
    assert members | organisers == {unit.code for unit in units}


def test_can_tho_has_three_clusters_and_11_divisions_and_affiliated_units(
    demo_data: Path,
) -> None:
    folder = demo_data / "can_tho"
    units = read_units("units.csv", read_csv(folder / "units.csv")).units
    codes = [unit.code for unit in units]
    clusters = read_clusters("clusters.csv", read_csv(folder / "clusters.csv"), codes)
    sizes = [
        sum(membership.cluster == cluster.code for membership in clusters.memberships)
        for cluster in clusters.clusters
    ]
    assert sizes == [6, 5, 9]
    assert {cluster.label for cluster in clusters.clusters} == {"cụm"}


@pytest.mark.parametrize("department", ["can-tho", "bac-kan"])
def test_membership_that_no_article_states_is_said_to_be_illustrative(
    demo_data: Path, department: str
) -> None:
    folder = demo_data / folder_of(department)
    units = {line["code"]: line for line in lines_of(folder / "units.csv")}
    published = {code for code, line in units.items() if line["source"].startswith("Bài viết")}
    assert published == {DEPARTMENTS[department]}
    for line in lines_of(folder / "clusters.csv"):
        assert "minh hoạ" in line["source"]
