"""Clusters scored in a line: a point table as TOML, each unit's figures as ``"a=7 b=3"``.

An indicator is one small letter, the higher the better, but ``fewer``; ``n`` counts events and its
blank means 0. A figure is written ``7``, ``7.target``'s as ``a.target=7``, its bound before it:
``>24000`` (trên), ``<6`` (dưới), ``~9`` (gần); ``*7`` is illustrative.
"""

import string
import tomllib
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

import pytest

from thidua import standard
from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.tree import Field, Name
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.criteria import TieKey
from thidua.core.model.indicator import Direction, Indicator, WhenBlank
from thidua.core.model.observation import JudgedPoints, Layer, Place, Standing
from thidua.core.model.scheme import Scheme
from thidua.core.model.structuring import read_criteria_set, read_scheme
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.entries import Entries, Member
from thidua.core.scoring.results import Case, ClusterScore
from thidua.core.text.bilingual import Text

_BOUNDS = {">": Bound.OVER, "<": Bound.UNDER, "~": Bound.NEAR}
_FORMULAS = {formula.code: formula for formula in standard.thidua_formulas()}
_COUNT = Text("lần", "times")


def _indicator(code: str) -> Indicator:
    return Indicator(
        code,
        Text(f"Chỉ tiêu {code}", f"Indicator {code}"),
        _COUNT,
        direction=Direction.LOWER if code == "fewer" else Direction.HIGHER,
        when_blank=WhenBlank.ZERO if code == "n" else WhenBlank.MISSING,
    )


INDICATORS = {code: _indicator(code) for code in (*string.ascii_lowercase, "fewer")}


def compiled(table: str | Mapping[str, Any], tie_breakers: tuple[TieKey, ...] = ()) -> CompiledSet:
    """The criteria set of a table; ``code``, ``title``, ``basis`` go without saying."""
    plain = tomllib.loads(table) if isinstance(table, str) else table
    head = {"code": "table", "title": {"vi": "Bảng", "en": "Table"}, "basis": "proposal"}
    source = read_criteria_set({**head, **plain})
    return compile_set(source, INDICATORS, _FORMULAS, tie_breakers=tie_breakers)


def figure_of(written: str) -> Figure:
    bare = written.lstrip("*")
    bound = _BOUNDS.get(bare[0], Bound.EXACT)
    return Figure(Fraction(bare.lstrip("><~")), bound, illustrative=bare != written)


def pairs(written: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in written.split())


def figures_of(units: Mapping[str, str]) -> dict[tuple[str, Name], Figure]:
    found = {(unit, Name("n")): Figure(Fraction(0), presumed=True) for unit in units}
    for unit, written in units.items():
        for key, value in pairs(written).items():
            code, _, field = key.partition(".")
            found[unit, Name(code, Field(field or "actual"))] = figure_of(value)
    return found


def judged_of(judged: Mapping[str, str]) -> dict[tuple[str, str], JudgedPoints]:
    return {
        (unit, code): JudgedPoints(
            unit,
            code,
            Place("k", "p"),
            Layer.SELF,
            Fraction(points.lstrip("*")),
            "as read",
            illustrative=points.startswith("*"),
        )
        for unit, written in judged.items()
        for code, points in pairs(written).items()
    }


def played(
    table: str | Mapping[str, Any],
    units: Mapping[str, str],
    *,
    scheme: str | Mapping[str, Any] = "",
    more: Iterable[str | Mapping[str, Any]] = (),
    kinds: Mapping[str, str] | None = None,
    sectors: Mapping[str, str] | None = None,
    standings: Mapping[str, str] | None = None,
    judged: Mapping[str, str] | None = None,
    not_applicable: Mapping[str, str] | None = None,
) -> ClusterScore:
    """The units scored by the table, or by the scheme and the tables that it names.

    ``kinds``, ``sectors``, ``standings`` by unit; ``judged`` as ``{"u": "A=5"}``;
    ``not_applicable`` as ``{"u": "A B"}``.
    """
    plain = tomllib.loads(scheme) if isinstance(scheme, str) else scheme
    the_scheme = read_scheme(plain) if plain else None
    keys = the_scheme.tie_breakers if the_scheme else ()
    sets = [compiled(one, keys) for one in (table, *more)]
    members = [
        Member(
            unit,
            f"Đơn vị {unit}",
            (kinds or {}).get(unit, "division"),
            (sectors or {}).get(unit),
            Standing((standings or {}).get(unit, "normal")),
            "quyết định" if unit in (standings or {}) else "",
        )
        for unit in units
    ]
    entries = Entries(
        Layer.SELF,
        figures_of(units),
        judged_of(judged or {}),
        {
            (unit, code): "không được giao"
            for unit, codes in (not_applicable or {}).items()
            for code in codes.split()
        },
    )
    by_code = {one.source.code: one for one in sets}
    return score_cluster(
        Case(the_scheme or Scheme.plain(sets[0].source), by_code, tuple(members), entries)
    )


@pytest.fixture(scope="session")
def play() -> Callable[..., ClusterScore]:
    """Scores a cluster; see :func:`played`."""
    return played


@pytest.fixture(scope="session")
def compile_table() -> Callable[..., CompiledSet]:
    """Compiles a table; see :func:`compiled`."""
    return compiled
