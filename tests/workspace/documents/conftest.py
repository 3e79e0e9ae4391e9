"""A small cluster in the few words that a test needs, and the demonstration's own clusters."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Final

import pytest
from sqlalchemy import Engine

from thidua.cli.demo.building import build
from thidua.cli.demo.departments import DEPARTMENTS
from thidua.cli.session import Session
from thidua.core.exact.figure import Bound
from thidua.core.model.cluster import Cluster, Role
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.criteria import Basis
from thidua.core.model.indicator import Direction, Indicator
from thidua.core.model.observation import (
    JudgedPoints,
    Layer,
    NotApplicable,
    Observation,
    ObservationKind,
    Place,
    Standing,
)
from thidua.core.model.period import Period, PeriodKind, Span
from thidua.core.model.scheme import Scheme
from thidua.core.model.structuring import read_criteria_set, read_scheme
from thidua.core.model.unit import UnitVersion
from thidua.core.record.opened import OpenedCluster, PeriodMember
from thidua.core.scoring.entries import Member, Recorded
from thidua.core.text.bilingual import Text
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.documents.reading import ClusterReading, read_cluster
from thidua.core.workspace.folder import make_workspace

HERE: Final = Place("cum-1", "2026")
YEAR: Final = Span(date(2026, 1, 1), date(2026, 12, 31))
BEFORE: Final = Span(date(2025, 1, 1), date(2025, 12, 31))
TABLE: Final = """
code = "bang-2026"
title = { vi = "Bảng điểm 2026", en = "Point table 2026" }
basis = "official"
points = 60
rounding = { criterion = 2, total = 1 }
bonus_cap = 4
[[sections]]
code = "I"
title = { vi = "Nhiệm vụ", en = "Tasks" }
points = 40
bonus_cap = 2
[[sections]]
code = "II"
title = { vi = "Phong trào", en = "Movements" }
points = 20
[[sections]]
code = "III"
title = { vi = "Thưởng", en = "Bonus" }
points = 0
bonus_cap = 5
[[criteria]]
code = "I.1"
section = "I"
title = { vi = "Việc làm", en = "Jobs" }
points = 20
formula = "points * min(jobs / jobs.target, 1)"
[[criteria]]
code = "I.2"
section = "I"
title = { vi = "Kỷ luật", en = "Discipline" }
points = 20
bonus_cap = 3
rows = [ { deduct = "0.5", per = "breaches" }, { bonus = 3, when = "poverty < 5" } ]
[[criteria]]
code = "II.1"
section = "II"
title = { vi = "Phát động", en = "Launch" }
points = 15
judged = { from = 0, to = 15 }
[[criteria]]
code = "II.2"
section = "II"
title = { vi = "Tiến bộ", en = "Progress" }
points = 5
formula = "points if jobs > jobs.previous else 0"
[[criteria]]
code = "III.1"
section = "III"
title = { vi = "Mô hình mới", en = "New models" }
points = 0
bonus_cap = 5
rows = [ { bonus = 1, per = "models" } ]
"""
INDICATORS: Final = {
    item.code: item
    for item in (
        Indicator("jobs", Text("Việc làm mới", "New jobs"), Text("người", "persons")),
        Indicator("breaches", Text("Vi phạm", "Breaches"), Text("vụ", "cases"), Direction.LOWER),
        Indicator("poverty", Text("Hộ nghèo", "Poverty"), Text("%", "%"), Direction.LOWER),
        Indicator("models", Text("Mô hình", "Models"), Text("mô hình", "models")),
    )
}
USUAL: Final = "jobs=30 jobs.target=40 breaches=1 poverty=4 models=1"
BOUNDS: Final = {"<": Bound.UNDER, ">": Bound.OVER, "~": Bound.NEAR}

MakeReading = Callable[..., ClusterReading]
ReadDemo = Callable[[str, str], ClusterReading]


def pytest_itemcollected(item: pytest.Item) -> None:
    """One worker builds the demonstration's departments for all that read them. What is true of
    the small cluster is only counted again in theirs, and not traced."""
    used = set(getattr(item, "fixturenames", ()))
    if "demo_engine" in used:
        item.add_marker(pytest.mark.xdist_group("demo_engine"))
        if "written" not in used:
            item.add_marker(pytest.mark.untraced)


def observed(
    written: Mapping[str, str], layer: Layer = Layer.SELF, span: Span = YEAR
) -> tuple[Observation, ...]:
    """Figures by unit: ``jobs=30``, ``jobs.target=<6`` (under), ``models=*1`` (illustrative)."""
    return tuple(
        _observation(unit, pair, layer, span)
        for unit, pairs in written.items()
        for pair in pairs.split()
    )


def _observation(unit: str, pair: str, layer: Layer, span: Span) -> Observation:
    name, _, value = pair.partition("=")
    code, _, kind = name.partition(".")
    return Observation(
        unit,
        code,
        ObservationKind(kind or "actual"),
        span,
        Fraction(value.lstrip("*<>~")),
        next((bound for sign, bound in BOUNDS.items() if sign in value), Bound.EXACT),
        layer,
        None if layer is Layer.SELF else HERE,
        source="" if "*" in value else f"Báo cáo {unit}",
        evidence=f"Sổ {code}" if code == "jobs" and layer is Layer.SELF else "",
        reason="" if layer is Layer.SELF else f"Thẩm định lại {code}",
        illustrative="*" in value,
    )


def judged(written: Mapping[str, str], layer: Layer = Layer.APPRAISED) -> tuple[JudgedPoints, ...]:
    """Judged points by unit: ``II.1=12``."""
    return tuple(
        JudgedPoints(unit, code, HERE, layer, Fraction(points), f"Họp chấm {code}")
        for unit, pairs in written.items()
        for code, _, points in (pair.partition("=") for pair in pairs.split())
    )


@cache
def _compiled(table: str) -> CompiledSet:
    return compile_set(read_criteria_set(tomllib.loads(table)), INDICATORS, {})


def _cluster(
    units: Mapping[str, str],
    *,
    appraised: Mapping[str, str] | None = None,
    points: str = "II.1=12",
    previous: str = "jobs=20",
    standings: Mapping[str, Standing] | None = None,
    roles: Mapping[str, Role] | None = None,
    names: Mapping[str, str] | None = None,
    exempt: Iterable[tuple[str, str]] = (),
    label: str = "cụm",
    basis: Basis = Basis.OFFICIAL,
    table: str = TABLE,
    scheme: str = "",
) -> ClusterReading:
    compiled = _compiled(table)
    source = compiled.source
    chosen = read_scheme(tomllib.loads(scheme)) if scheme else Scheme.plain(source)
    decided, named, held = standings or {}, names or {}, roles or {}
    members = tuple(
        Member(
            unit,
            named.get(unit, f"Phòng {unit.upper()}"),
            "division",
            None,
            decided.get(unit, Standing.NORMAL),
            "đang thanh tra" if unit in decided else "",
        )
        for unit in units
    )
    shown = OpenCluster(
        Cluster("cum-1", f"{label.capitalize()} thi đua số 1", "so", label),
        Period("2026", YEAR, PeriodKind.YEAR),
        OpenedCluster(
            HERE,
            chosen.code,
            basis,
            "abc",
            tuple(PeriodMember(unit, held.get(unit, Role.MEMBER)) for unit in units),
        ),
        chosen,
        {source.code: compiled},
        members,
        Recorded(
            (*observed(units), *observed(appraised or {}, Layer.APPRAISED)),
            observed(dict.fromkeys(units, previous), span=BEFORE),
            judged(dict.fromkeys(units, points)),
            tuple(
                NotApplicable(unit, code, HERE, Layer.APPRAISED, "không được giao")
                for unit, code in exempt
            ),
        ),
    )
    day = date(2020, 1, 1)
    organiser = UnitVersion(day, "Sở Lao động tỉnh Hà Tĩnh", "department", territory="Tỉnh Hà Tĩnh")
    own = {it.unit: UnitVersion(day, it.name, "division", parent="so") for it in members}
    return ClusterReading(shown, {"so": organiser, **own})


@pytest.fixture(scope="session")
def cluster() -> MakeReading:
    """``cluster({"a": "jobs=30 …"}, standings=…)``: a cluster, appraised unless ``points=""``."""
    return _cluster


@pytest.fixture(scope="session")
def usual() -> str:
    """The figures of a member that give it points in every criterion."""
    return USUAL


@pytest.fixture(scope="session")
def point_table() -> str:
    """The point table of the small cluster."""
    return TABLE


@pytest.fixture(scope="session")
def demo_engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The demonstration's departments that run clusters, in one workspace."""
    place = tmp_path_factory.mktemp("documents") / "demo"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("THIDUA_DATABASE_URL", raising=False)
        patch.setenv("LOGNAME", "nguyen.van.an")
        make_workspace(place)
        session = Session(place)
        for department in DEPARTMENTS:
            if department.scored:
                build(session, department)
        return session.engine


@pytest.fixture(scope="session")
def demo(demo_engine: Engine) -> ReadDemo:
    """A cluster of the demonstration in one of its periods."""
    return lambda cluster, period: read_cluster(demo_engine, cluster, period, {})
