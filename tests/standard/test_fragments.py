"""Fragments of real tables, with the numbers that were published of them.

Each file of tests/data/fragments is a criteria set with cases: figures in, points and ranks out,
and the source of what is expected. Figures are written as a report writes them.
"""

import tomllib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from thidua import standard
from thidua.core.exact.decimal_text import read_decimal
from thidua.core.exact.figure import Figure
from thidua.core.exact.rounding import RoundingMode, round_to
from thidua.core.formula.tree import Field, Name
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import JudgedPoints, Layer, Place, Standing
from thidua.core.model.scheme import Scheme
from thidua.core.model.structuring import read_criteria_set
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.entries import Entries, Member
from thidua.core.scoring.results import Case, ClusterScore, MemberScore
from thidua.core.text.bilingual import LANGUAGES, Text
from thidua.core.text.fault import Refused
from thidua.core.text.numbers import read_number

FRAGMENTS = Path(__file__).parents[1] / "data" / "fragments"
FORMULAS = {formula.code: formula for formula in standard.thidua_formulas()}
NO_PLACE = Place(cluster="cluster", period="period")


def fragments(key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(FRAGMENTS.glob("*.toml")):
        fragment = tomllib.loads(path.read_text("utf-8"))
        if key in fragment:
            yield path.stem, fragment


def cases() -> Iterator[Any]:
    for stem, fragment in fragments("cases"):
        for case in fragment["cases"]:
            yield pytest.param(fragment["set"], case, id=f"{stem}: {case['title']}")


def name_of(text: str) -> Name:
    code, _, field = text.partition(".")
    return Name(code, Field(field or "actual"))


def figure_of(text: str) -> Figure:
    number = read_number(text)
    return Figure(number.value, number.bound)


def indicator(code: str) -> Indicator:
    return Indicator(code, Text(vi=code, en=code), Text(vi="đơn vị", en="units"))


def compiled(plain: Mapping[str, Any], case: Mapping[str, Any]) -> CompiledSet:
    codes = {name_of(text).indicator for unit in case["units"] for text in unit["figures"]}
    return compile_set(
        read_criteria_set(plain), {code: indicator(code) for code in codes}, FORMULAS
    )


def judged(unit: str, criterion: str, points: str) -> JudgedPoints:
    return JudgedPoints(unit, criterion, NO_PLACE, Layer.SELF, read_decimal(points), "as read")


def played(plain: Mapping[str, Any], case: Mapping[str, Any]) -> ClusterScore:
    """The cluster of a case, scored."""
    criteria = compiled(plain, case)
    units = case["units"]
    entries = Entries(
        Layer.SELF,
        figures={
            (unit["code"], name_of(text)): figure_of(value)
            for unit in units
            for text, value in unit["figures"].items()
        },
        judged={
            (unit["code"], code): judged(unit["code"], code, points)
            for unit in units
            for code, points in unit.get("judged", {}).items()
        },
    )
    members = tuple(
        Member(
            unit["code"], unit["code"], "unit", standing=Standing(unit.get("standing", "normal"))
        )
        for unit in units
    )
    scheme = Scheme.plain(criteria.source)
    return score_cluster(Case(scheme, {criteria.source.code: criteria}, members, entries))


def points_of(row: MemberScore, key: str) -> Fraction | None:
    """What a case expects of a member: its total, or the points of a criterion."""
    assert row.total is not None
    if key == "total":
        return row.total.points
    cell = {cell.criterion: cell for _, cell in row.cells()}[key]
    return None if cell.points is None else cell.points.base + cell.points.bonus


@pytest.mark.parametrize(("plain", "case"), list(cases()))
def test_a_published_fragment_gives_its_published_points(
    plain: Mapping[str, Any], case: Mapping[str, Any]
) -> None:
    score = played(plain, case)
    for unit in case["units"]:
        row = score.by_unit[unit["code"]]
        for key, expected in unit["expect"].items():
            if key == "rank":
                assert row.rank == expected, unit["code"]
                continue
            got = points_of(row, key)
            if expected == "unknown":
                assert got is None, (unit["code"], key)
            else:
                wanted = read_decimal(expected)
                assert got is not None, (unit["code"], key, row.unknown)
                assert round_to(got, 2, RoundingMode.HALF_UP) == wanted, (unit["code"], key)


@pytest.mark.parametrize(
    "fragment", [pytest.param(found, id=stem) for stem, found in fragments("refused")]
)
def test_a_table_that_does_not_sum_to_its_declared_total_is_refused(
    fragment: Mapping[str, Any],
) -> None:
    with pytest.raises(Refused) as refusal:
        read_criteria_set(fragment["set"])
    for language in LANGUAGES:
        said = " ".join(fault.what.in_language(language) for fault in refusal.value.faults)
        assert all(number in said for number in fragment["refused"]["points"]), said


def test_every_fragment_names_its_source() -> None:
    read = [tomllib.loads(path.read_text("utf-8")) for path in FRAGMENTS.glob("*.toml")]
    assert len(read) == 10
    assert all(fragment["source"].strip() for fragment in read)
