"""What the tests of views share: a cluster of one table and a bloc of two sectors, opened."""

import json
import string
import tomllib
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from thidua import standard
from thidua.core.exact.figure import Bound
from thidua.core.model.cluster import Cluster
from thidua.core.model.compiling import compile_set
from thidua.core.model.criteria import Basis
from thidua.core.model.indicator import Direction, Indicator, ValueKind, WhenBlank
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
from thidua.core.record.opened import OpenedCluster, PeriodMember
from thidua.core.scoring.entries import Member, Recorded
from thidua.core.text.bilingual import Language, Text
from thidua.core.workspace.cases import OpenCluster
from thidua.core.workspace.summary.rankings import ranking_table
from thidua.core.workspace.views.explanation import explanation_data
from thidua.core.workspace.views.ranking import ranking_data

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
HERE = Place("cum-1", "2026")
TABLE = """
code = "bang-diem"
title = { vi = "Bảng điểm", en = "Point table" }
basis = "proposal"
points = 50
rounding = { criterion = 2, total = 2 }
tie_breakers = ["indicator:t"]
bands = [
  { code = "good", from = 80, title = { vi = "Tốt", en = "Good" } }, { code = "fair", below = 80 } ]
[[sections]]
code = "I"
title = { vi = "Nhiệm vụ", en = "Tasks" }
points = 30
bonus_cap = 2
[[criteria]]
code = "I.1"
section = "I"
title = { vi = "Việc làm", en = "Jobs" }
points = 20
formula = "ratio-capped"
inputs = { actual = "a", target = "a.target" }
[[criteria]]
code = "I.2"
section = "I"
title = { vi = "Kỷ luật", en = "Discipline" }
points = 10
reference = "Quy chế"
rows = [
  { code = "I.2.1", title = { vi = "Vi phạm", en = "Breaches" }, deduct = "0.5", per = "n" },
  { bonus = 3, when = "p >= 1" },
  { gate = "not given(s)", title = { vi = "Không gửi báo cáo", en = "No report" } },
]
[[criteria]]
code = "II"
title = { vi = "Chung", en = "General" }
points = 20
judged = { from = 0, to = 20 }
"""
SCORED = "a=15 a.target=20 n=1 p=0 s=1 t=3"


def indicator(code: str) -> Indicator:
    kinds = {"s": ValueKind.YES_NO, "d": ValueKind.DATE, "g": ValueKind.GRADE}
    return Indicator(
        code,
        Text(f"Chỉ tiêu {code}", f"Indicator {code}"),
        Text("người", "people"),
        Direction.HIGHER,
        kinds.get(code, ValueKind.NUMBER),
        ("yếu", "khá") if code == "g" else (),
        WhenBlank.ZERO if code == "n" else WhenBlank.MISSING,
    )


INDICATORS = {code: indicator(code) for code in string.ascii_lowercase}
FORMULAS = {formula.code: formula for formula in standard.thidua_formulas()}


def observed(units: Mapping[str, str]) -> tuple[Observation, ...]:
    return tuple(
        Observation(
            unit,
            key.partition(".")[0],
            ObservationKind(key.partition(".")[2] or "actual"),
            YEAR,
            Fraction(value.lstrip("*~")),
            Bound.NEAR if "~" in value else Bound.EXACT,
            illustrative="*" in value,
        )
        for unit, written in units.items()
        for key, value in (pair.split("=") for pair in written.split())
    )


def judged(unit: str, criterion: str, points: str) -> JudgedPoints:
    return JudgedPoints(unit, criterion, HERE, Layer.APPRAISED, Fraction(points), "biên bản họp")


def opened(
    units: Mapping[str, str],
    *tables: str,
    scheme: str = "",
    standings: Mapping[str, Standing] | None = None,
    sectors: Mapping[str, str] | None = None,
    judged: tuple[JudgedPoints, ...] = (),
    exempt: tuple[NotApplicable, ...] = (),
) -> OpenCluster:
    sources = [read_criteria_set(tomllib.loads(table)) for table in tables or (TABLE,)]
    chosen = read_scheme(tomllib.loads(scheme)) if scheme else Scheme.plain(sources[0])
    return OpenCluster(
        Cluster("cum-1", "Cụm 1", "so"),
        Period("2026", YEAR, PeriodKind.YEAR),
        OpenedCluster(
            HERE, chosen.code, Basis.PROPOSAL, "abc", tuple(PeriodMember(unit) for unit in units)
        ),
        chosen,
        {source.code: compile_set(source, INDICATORS, FORMULAS) for source in sources},
        tuple(
            Member(
                unit,
                f"Phòng {unit.upper()}",
                "division",
                (sectors or {}).get(unit),
                (standings or {}).get(unit, Standing.NORMAL),
                "đang thanh tra" if unit in (standings or {}) else "",
            )
            for unit in units
        ),
        Recorded(observed(units), judged=judged, not_applicable=exempt),
    )


def ranked(shown: OpenCluster, language: Language = "vi") -> dict[str, dict[str, Any]]:
    data = ranking_data(shown, shown.score(), language)
    assert json.loads(json.dumps(data)) == data
    return {row["unit"]: row for row in data["rows"]}


def explained(
    shown: OpenCluster, unit: str, language: Language = "vi", criterion: str | None = None
) -> dict[str, Any]:
    data = explanation_data(shown, shown.score(), unit, language, criterion)
    assert json.loads(json.dumps(data)) == data
    return data


def told(shown: OpenCluster, unit: str, criterion: str, language: Language = "vi") -> list[str]:
    (cell,) = explained(shown, unit, language, criterion)["criteria"]
    lines: list[str] = cell["explanation"]
    return lines


SCHEME = """
code = "khoi"
rounding = { part = 1, total = 1 }
[[parts]]
code = "chung"
title = { vi = "Phần chung", en = "Common part" }
criteria = "chung"
weight = 60
[[parts]]
code = "rieng"
title = { vi = "Phần riêng", en = "Own part" }
by_sector = { mot = "mot", hai = "hai" }
weight = 40
bonus = "dropped"
"""
COMMON = """
code = "chung"
title = { vi = "Tiêu chí chung", en = "Common criteria" }
basis = "official"
points = 30
bonus_cap = 1
sections = [ { code = "S", points = 30, title = { vi = "Mục S", en = "Section S" } } ]
criteria = [ { code = "C", section = "S", points = 30, formula = "a", bonus_cap = "none",
"""
COMMON = COMMON.rstrip(",\n") + " } ]\n"


def own(code: str, title: str) -> str:
    return f"""
        code = "{code}"
        title = {{ vi = "Bảng {code}", en = "Table {code}" }}
        basis = "proposal"
        points = 20
        bonus_cap = 3
        [[criteria]]
        code = "X"
        title = {{ vi = "{title}", en = "{title} (en)" }}
        points = 20
        formula = "b"
        bonus_cap = "none"
    """


def bloc(scheme: str = SCHEME) -> OpenCluster:
    return opened(
        {"u": "a=32 b=25", "v": "a=10 b=10"},
        COMMON,
        own("mot", "Tiêu chí ngành một"),
        own("hai", "Tiêu chí ngành hai"),
        scheme=scheme,
        sectors={"u": "mot", "v": "hai"},
    )


def printed(shown: OpenCluster) -> dict[str, tuple[tuple[str, ...], str]]:
    table = ranking_table(shown, "en")
    assert all(len(row.sections) == len(table.sections) for row in table.rows)
    return {row.unit: (row.sections, row.total) for row in table.rows}
