"""Between plain clusters, which the rulebook reads, and the cases that the program scores."""

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from rulebook.plain import PlainCluster, PlainFigure, PlainUnit, Table
from thidua import standard
from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.tree import Field, Name
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.criteria import CriteriaSet, TieKey
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Direction, Indicator, is_indicator_code
from thidua.core.model.observation import JudgedPoints, Layer, Place, Standing
from thidua.core.model.scheme import Part, Scheme
from thidua.core.model.structuring import read_criteria_set, read_scheme
from thidua.core.model.unstructuring import unstructure_criteria_set
from thidua.core.scoring.entries import Entries, Member
from thidua.core.scoring.results import Case
from thidua.core.text.bilingual import Text

NOWHERE = Place("cluster", "period")
WORD = re.compile(r"[a-z][a-z0-9_]*")


def plain_formula(formula: Formula) -> Table:
    """A formula as the table that declares it."""
    return {
        "code": formula.code,
        "expression": formula.expression,
        "places": formula.places,
        "optional_inputs": dict(formula.optional_inputs),
        "parameters": [
            {"name": one.name, "default": one.default}
            | ({"choices": dict(one.choices)} if one.choices else {})
            for one in formula.parameters
        ],
    }


STANDARD = {formula.code: formula for formula in standard.thidua_formulas()}
PLAIN_STANDARD = {code: plain_formula(formula) for code, formula in STANDARD.items()}


def case_of(cluster: PlainCluster) -> Case:
    """What the program scores for a plain cluster."""
    scheme, sets = _rules(
        json.dumps(cluster.scheme, default=str),
        json.dumps(list(cluster.sets.values()), default=str),
        cluster.lower_is_better,
    )
    entries = Entries(
        Layer.SELF,
        figures={
            (unit.code, name_of(name)): figure_of(figure)
            for unit in cluster.units
            for name, figure in unit.figures.items()
        },
        judged={
            (unit.code, code): JudgedPoints(unit.code, code, NOWHERE, Layer.SELF, points, "read")
            for unit in cluster.units
            for code, points in unit.judged.items()
        },
        not_applicable={
            (unit.code, code): "không được giao"
            for unit in cluster.units
            for code in unit.not_applicable
        },
    )
    return Case(scheme, sets, tuple(map(_member, cluster.units)), entries)


def name_of(text: str) -> Name:
    code, _, field = text.partition(".")
    return Name(code, Field(field or "actual"))


def figure_of(figure: PlainFigure) -> Figure:
    return Figure(figure.value, Bound(figure.bound), presumed=figure.presumed)


def _member(unit: PlainUnit) -> Member:
    return Member(unit.code, unit.code, unit.kind, unit.sector, Standing(unit.standing))


@lru_cache(maxsize=64)
def _rules(
    scheme_text: str, set_texts: str, lower_is_better: frozenset[str]
) -> tuple[Scheme, Mapping[str, CompiledSet]]:
    """The records of a scheme and its sets; clusters of one scheme share them."""
    plain_scheme, tables = json.loads(scheme_text), json.loads(set_texts)
    scheme = None if plain_scheme is None else read_scheme(plain_scheme)
    sources = [read_criteria_set({**_HEAD, **_without_days(table)}) for table in tables]
    keys = () if scheme is None else scheme.tie_breakers
    indicators = _indicators(set_texts + scheme_text, lower_is_better)
    sets = {one.code: _compiled(one, indicators, keys) for one in sources}
    return scheme or Scheme.plain(sources[0]), sets


_HEAD = {"title": {"vi": "Bảng", "en": "Table"}, "basis": "proposal"}


def _without_days(table: Table) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key not in ("valid_from", "valid_to")}


def _compiled(
    source: CriteriaSet, indicators: Mapping[str, Indicator], keys: tuple[TieKey, ...]
) -> CompiledSet:
    return compile_set(source, indicators, STANDARD, tie_breakers=keys)


def _indicators(text: str, lower_is_better: frozenset[str]) -> dict[str, Indicator]:
    """An indicator for every word that could be one."""
    codes = {code for code in WORD.findall(text) if is_indicator_code(code)}
    return {
        code: Indicator(
            code,
            Text(code, code),
            Text("đơn vị", "units"),
            Direction.LOWER if code in lower_is_better else Direction.HIGHER,
        )
        for code in codes
    }


def plain_of(case: Case) -> PlainCluster:
    """The plain cluster of any case."""
    formulas = {one.code: one for compiled in case.sets.values() for one in compiled.formulas}
    return PlainCluster(
        sets={code: unstructure_criteria_set(one.source) for code, one in case.sets.items()},
        units=tuple(_plain_unit(case, member) for member in case.members),
        scheme=plain_scheme(case.scheme),
        lower_is_better=frozenset(
            indicator.code
            for compiled in case.sets.values()
            for indicator in compiled.indicators
            if indicator.direction is Direction.LOWER
        ),
        formulas={code: plain_formula(one) for code, one in formulas.items()},
        python={code: one.function for code, one in formulas.items() if one.function is not None},
    )


def _plain_unit(case: Case, member: Member) -> PlainUnit:
    entries = case.entries
    return PlainUnit(
        code=member.unit,
        kind=member.kind,
        sector=member.sector,
        standing=member.standing.value,
        figures={
            _written(name): PlainFigure(figure.value, figure.bound.value, figure.presumed)
            for (unit, name), figure in entries.figures.items()
            if unit == member.unit
        },
        judged={
            code: one.points for (unit, code), one in entries.judged.items() if unit == member.unit
        },
        not_applicable=frozenset(
            code for unit, code in entries.not_applicable if unit == member.unit
        ),
    )


def _written(name: Name) -> str:
    return name.indicator if name.field is Field.ACTUAL else f"{name.indicator}.{name.field}"


def key_text(key: TieKey) -> str:
    """A tie key as a table writes it."""
    named = f"{key.kind.value}:{key.code}" if key.code else key.kind.value
    return named if key.descending is None else f"{named} {'desc' if key.descending else 'asc'}"


def plain_scheme(scheme: Scheme) -> Table:
    """A scheme as the table that declares it."""
    rounding = scheme.rounding
    levels = {
        "criterion": rounding.criterion,
        "section": rounding.section,
        "part": rounding.part,
        "total": rounding.total,
    }
    declared = {level: places for level, places in levels.items() if places is not None}
    return {
        "rounding": {"mode": rounding.mode.value, **declared},
        "rank_on": scheme.rank_on.value,
        "rank_scheme": scheme.rank_scheme.value,
        "tie_breakers": [key_text(key) for key in scheme.tie_breakers],
        "bands": [
            {"code": band.code} | _said({"from": band.low, "below": band.high})
            for band in scheme.bands
        ],
        **_said({"bonus_cap": scheme.bonus_cap}),
        "parts": [_plain_part(part) for part in scheme.parts],
    }


def _plain_part(part: Part) -> Table:
    sets: Table = {"by_sector": dict(part.by_sector)}
    if part.criteria is not None:
        sets = {"criteria": part.criteria}
    return {"code": part.code, "bonus": part.bonus.value, **sets, **_said({"weight": part.weight})}


def _said(amounts: Mapping[str, Fraction | str | None]) -> dict[str, str]:
    return {key: str(value) for key, value in amounts.items() if value is not None}
