"""Sheets written in a line each, and a department with one small cluster open in 2026."""

import shutil
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import pytest
from attrs import frozen
from sqlalchemy import Engine

from thidua.core.model.cluster import Cluster, Membership, Role
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.indicator import Indicator, ValueKind, WhenBlank
from thidua.core.model.period import Period, Span
from thidua.core.model.scheme import Scheme
from thidua.core.model.structuring import read_criteria_set
from thidua.core.model.unit import Unit, UnitVersion
from thidua.core.record.clusters import save_clusters, save_roster
from thidua.core.record.connection import open_engine, writing
from thidua.core.record.migrating import create_database
from thidua.core.record.units import save_units
from thidua.core.text.bilingual import Text
from thidua.core.workspace.cases import OpenCluster, load_open_cluster
from thidua.core.workspace.opening import SchemeOffer, open_clusters, plan_opening
from thidua.core.workspace.readers import Cell, Row, Table, cell_address

Sheets = Callable[..., tuple[Table, ...]]

YEAR: Final = Span(date(2026, 1, 1), date(2026, 12, 31))
BEFORE: Final = Span(date(2025, 1, 1), date(2025, 12, 31))
NOON: Final = datetime(2026, 3, 1, 5, tzinfo=UTC)

INDICATORS: Final = (
    Indicator("jobs", Text("Việc làm mới", "New jobs"), Text("người", "persons")),
    Indicator(
        "complaints",
        Text("Đơn khiếu nại", "Complaints"),
        Text("đơn", "letters"),
        when_blank=WhenBlank.ZERO,
    ),
    Indicator(
        "plan", Text("Có kế hoạch", "Has a plan"), Text("có/không", "yes/no"), kind=ValueKind.YES_NO
    ),
    Indicator(
        "quality",
        Text("Xếp loại", "Grade"),
        Text("mức", "grade"),
        kind=ValueKind.GRADE,
        grades=("Không đạt", "Đạt", "Tốt"),
    ),
    Indicator(
        "reported_on",
        Text("Ngày báo cáo", "Day of the report"),
        Text("ngày", "day"),
        kind=ValueKind.DATE,
    ),
)

CRITERIA: Final = """
code = "bang-2026"
title = { vi = "Bảng điểm", en = "Point table" }
basis = "proposal"
points = 50
rounding = { criterion = 2, total = 2 }

[[criteria]]
code = "A1"
title = { vi = "Việc làm", en = "Jobs" }
points = 20
formula = "points * min(jobs / jobs.target, 1)"

[[criteria]]
code = "A2"
title = { vi = "Khiếu nại", en = "Complaints" }
points = 10
rows = [ { deduct = 1, per = "complaints" } ]

[[criteria]]
code = "A3"
title = { vi = "Kế hoạch", en = "Plan" }
points = 10
applies_to = ["division"]
formula = "points if plan == 1 and quality >= 2 and days_late(reported_on) == 0 else 0"

[[criteria]]
code = "A4"
title = { vi = "Phong trào", en = "Movement" }
points = 5
judged = { from = 0, to = 5 }

[[criteria]]
code = "A5"
title = { vi = "Tiến bộ", en = "Progress" }
points = 5
bonus_cap = 3
formula = "points if jobs > jobs.previous else 0"
rows = [ { bonus = 1, when = "jobs > 2 * jobs.baseline" } ]
"""


@frozen
class Desk:
    """Cluster ``phong`` with the members ``ncc`` and ``vl``, open in 2026, and in 2025 before."""

    engine: Engine

    def cluster(self, period: str = "2026") -> OpenCluster:
        """The cluster as the record has it."""
        return load_open_cluster(self.engine, "phong", period, {})


def _units() -> tuple[Unit, ...]:
    named = {
        "so": ("Sở Lao động", "department"),
        "ncc": ("Phòng Người có công", "division"),
        "vl": ("Phòng Việc làm", "division"),
        "xa": ("Xã Hòa Bình", "commune"),
    }
    return tuple(
        Unit(code, (UnitVersion(date(2020, 1, 1), name, kind),))
        for code, (name, kind) in named.items()
    )


@pytest.fixture(scope="session")
def indicators() -> dict[str, Indicator]:
    """What the cluster's criteria read, by code."""
    return {item.code: item for item in INDICATORS}


@pytest.fixture(scope="session")
def compiled(indicators: dict[str, Indicator]) -> CompiledSet:
    return compile_set(read_criteria_set(tomllib.loads(CRITERIA)), indicators, {})


@pytest.fixture(scope="session")
def prepared(compiled: CompiledSet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the desk; to be copied."""
    path = tmp_path_factory.mktemp("desk") / "thidua.db"
    create_database(path).dispose()
    engine = open_engine(path)
    cluster = Cluster("phong", "Cụm các phòng", "so")
    roster = [Membership("phong", "ncc", Role.HEAD), Membership("phong", "vl")]
    with writing(engine) as connection:
        save_units(connection, _units())
        save_clusters(connection, [cluster, Cluster("xa", "Cụm các xã", "so")])
        save_roster(connection, cluster, roster)
    offer = SchemeOffer(Scheme.plain(compiled.source), {compiled.source.code: compiled})
    for span in (BEFORE, YEAR):
        period = Period(str(span.start.year), span, span.kind())
        openings = plan_opening(engine, period, ["phong"], offer)
        open_clusters(engine, period, openings, offer, "an", NOON)
    engine.dispose()
    return path


@pytest.fixture
def desk(prepared: Path, tmp_path: Path) -> Desk:
    return Desk(open_engine(shutil.copy(prepared, tmp_path / "thidua.db")))


@pytest.fixture(scope="session")
def sheets() -> Sheets:
    """One sheet from lines whose cells stand between bars: ``"unit|value"``, ``"ncc|1,5"``."""

    def table(*lines: str, name: str = "Bảng", hidden: bool = False) -> tuple[Table, ...]:
        rows = tuple(_row(number, line) for number, line in enumerate(lines, start=1))
        return (Table(name, rows, hidden),)

    return table


def _row(number: int, line: str) -> Row:
    return Row(
        number,
        tuple(
            Cell(value.strip() or None, cell_address(column, number), value.startswith("#"))
            for column, value in enumerate(line.split("|"))
        ),
    )
