"""A small period in columns: three clusters of a set with figures, counts and judged points."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import frozen

from thidua.core.dataset.header import DatasetHeader, header_for
from thidua.core.dataset.planning import plan_of
from thidua.core.dataset.writing import write_dataset
from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.columns.figures import FigureColumn, Segments
from thidua.core.formula.tree import Field, Name
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.indicator import Indicator, WhenBlank
from thidua.core.model.observation import Layer
from thidua.core.model.period import Span
from thidua.core.model.scheme import Part, Scheme
from thidua.core.model.structuring import read_criteria_set
from thidua.core.scoring.columns.table import ClusterTable, Rules, category_of
from thidua.core.text.bilingual import Text

TABLE = """
code = "table"
title = { vi = "Bảng", en = "Table" }
basis = "proposal"
points = 25
rounding = { criterion = 2, total = 2 }
rank_on = "rounded"
tie_breakers = ["criterion:A", "indicator:a desc"]
bands = [ { code = "good", from = 50 }, { code = "poor", below = 50 } ]
sections = [ { code = "S", points = 25 } ]

[[criteria]]
code = "A"
section = "S"
title = { vi = "A", en = "A" }
points = 10
formula = "min(points, points * a / a.target)"

[[criteria]]
code = "N"
section = "S"
title = { vi = "N", en = "N" }
points = 10
formula = "max(points - n, 0)"

[[criteria]]
code = "J"
section = "S"
title = { vi = "J", en = "J" }
points = 5
judged = { from = 0, to = 5 }
"""

A, TARGET, N = Name("a"), Name("a", Field.TARGET), Name("n")


def _indicator(code: str) -> Indicator:
    blank = WhenBlank.ZERO if code == "n" else WhenBlank.MISSING
    title = Text(f"Chỉ tiêu {code}", f"Indicator {code}")
    return Indicator(code, title, Text("lần", "times"), when_blank=blank)


INDICATORS = {code: _indicator(code) for code in "an"}


def compiled_table() -> CompiledSet:
    source = read_criteria_set(tomllib.loads(TABLE))
    return compile_set(source, INDICATORS, {})


COMPILED = compiled_table()
SCHEME = Scheme.plain(COMPILED.source)


def column(values: Sequence[int | None], places: int = 0) -> FigureColumn:
    """Figures scaled, None where nothing is reported."""
    present = np.array([value is not None for value in values])
    scaled = np.array([value or 0 for value in values], np.int64)
    return FigureColumn(scaled, places, None if present.all() else present)


def clusters_of(sizes: Mapping[str, int], **parts: Any) -> ClusterTable:
    """Clusters of so many units each, ``k1-u0``, ``k1-u1``, …; ``parts`` say what else is known."""
    units = [f"{cluster}-u{number:05}" for cluster, size in sizes.items() for number in range(size)]
    said = {
        "kinds": category_of(["division"] * len(units)),
        "sectors": category_of([None] * len(units)),
        "standings": category_of(["normal"] * len(units)),
        "figures": {},
        **parts,
    }
    starts = np.cumsum([0, *sizes.values()], dtype=np.int64)
    return ClusterTable(clusters=tuple(sizes), segments=Segments(starts), units=units, **said)


@frozen
class MemberData:
    """All that a table says of one member, whatever the form in which it says it."""

    cluster: str
    words: tuple[str | None, ...]
    figures: Mapping[Name, Figure]
    reasons: Mapping[str, str]


def members_of(table: ClusterTable) -> list[MemberData]:
    """A table, row by row."""
    columns = {**table.figures}
    columns |= {Name(f"judged:{code}"): one for code, one in table.judged.items()}
    return [
        MemberData(
            cluster,
            (
                table.units[row],
                table.kinds.at(row),
                table.sectors.at(row),
                table.standings.at(row),
            ),
            {
                name: _figure(table, name, one, row)
                for name, one in columns.items()
                if one.present is None or one.present[row]
            },
            {code: rows[row] for code, rows in table.not_applicable.items() if row in rows},
        )
        for number, cluster in enumerate(table.clusters)
        for row in range(*table.rows_of(number).indices(table.rows)[:2])
    ]


def _figure(table: ClusterTable, name: Name, one: FigureColumn, row: int) -> Figure:
    """Also sees that the columnar reading leaves exactly what it cannot read to the scalar one."""
    beyond = one.beyond is not None and bool(one.beyond[row])
    presumed = one.given is not None and not one.given[row]
    value = Fraction(int(one.scaled[row]), 10**one.places)
    apart = table.special.get(row, {}).get(name)
    if apart is None:
        assert not beyond
        return Figure(value, presumed=presumed)
    fits = apart.bound is Bound.EXACT and apart.value == value
    assert (beyond or apart.illustrative) and (beyond or fits)
    return apart


def header_of_tables(*tables: ClusterTable) -> DatasetHeader:
    plan = plan_of(tables)
    return header_for(
        "2026",
        Span(date(2026, 1, 1), date(2026, 12, 31)),
        Layer.APPRAISED,
        SCHEME,
        {"table": COMPILED},
        places=plan.places,
        judged_places=plan.judged_places,
        not_applicable=plan.not_applicable,
        release="thidua 9.9",
    )


SOME = clusters_of(
    {"k1": 3, "k2": 2, "k3": 4},
    figures={
        A: column([100, 250, None, 1, 2, 3, 4, 5, 6], 2),
        TARGET: column([1] * 9),
        N: column([0, 1, 2, 3, 4, 5, 6, 7, 8]),
    },
    judged={"J": column([5, 4, 3, 2, 1, 0, None, 1, 2])},
)


@pytest.fixture(scope="session")
def two_parts() -> Rules:
    """A scheme of a common part and a part for members of one sector."""
    source = read_criteria_set(tomllib.loads(TABLE.replace('code = "table"', 'code = "health"')))
    parts = (
        Part("common", Text("Chung", "Common"), criteria="table"),
        Part("own", Text("Riêng", "Own"), Fraction(10), by_sector={"health": "health"}),
    )
    sets = {"table": COMPILED, "health": compile_set(source, INDICATORS, {})}
    return Rules(Scheme(parts), sets)


@pytest.fixture
def some() -> ClusterTable:
    """Three clusters of three, two and four units."""
    return SOME


@pytest.fixture
def header() -> DatasetHeader:
    """The header that goes with them."""
    return header_of_tables(SOME)


@pytest.fixture
def dataset_file(tmp_path: Path, header: DatasetHeader, some: ClusterTable) -> Path:
    """They, as a file of two row groups."""
    file = tmp_path / "period.parquet"
    write_dataset(file, header, [some], group_rows=5)
    return file


@pytest.fixture(scope="session")
def make_table() -> Callable[..., ClusterTable]:
    """Makes a table; see :func:`clusters_of`."""
    return clusters_of


@pytest.fixture(scope="session")
def make_column() -> Callable[..., FigureColumn]:
    """Makes a column; see :func:`column`."""
    return column


@pytest.fixture(scope="session")
def header_for_tables() -> Callable[..., DatasetHeader]:
    """The header that goes with tables."""
    return header_of_tables


@pytest.fixture(scope="session")
def tell() -> Callable[[ClusterTable], list[MemberData]]:
    """A table as rows that can be compared; see :func:`members_of`."""
    return members_of
