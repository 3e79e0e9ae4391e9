"""``thidua``, the exact reading of one cell after another in fractions, with its traces off."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Final

import numpy as np
from attrs import frozen

from comparison.answers import Answer
from comparison.criteria_table import criteria_table, indicator_codes, second_of
from comparison.engine import Engine, package
from comparison.generation import Work
from comparison.specification import CLASSES, CLUSTER, CRITERIA, SCALE
from thidua.core.exact.figure import Figure
from thidua.core.formula.tree import Name
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.indicator import Indicator
from thidua.core.model.observation import Layer
from thidua.core.model.scheme import Scheme
from thidua.core.model.structuring import read_criteria_set
from thidua.core.model.toml_places import load_toml
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.entries import Entries, Member
from thidua.core.scoring.results import Case, ClusterScore, MemberScore
from thidua.core.scoring.tally import Level
from thidua.core.text.bilingual import Text

KIND: Final = "commune"


@frozen
class Table:
    """The criteria set of the comparison, and the scheme of a cluster scored by it alone."""

    compiled: CompiledSet
    scheme: Scheme


@lru_cache
def compiled_table() -> Table:
    """The specification as ``thidua`` compiles it from TOML."""
    source = read_criteria_set(load_toml(criteria_table()))
    indicators = {code: _indicator(code) for code in indicator_codes()}
    scheme = Scheme.plain(source)
    return Table(compile_set(source, indicators, {}, tie_breakers=scheme.tie_breakers), scheme)


def _indicator(code: str) -> Indicator:
    return Indicator(code, Text(f"Chỉ tiêu {code}", f"Indicator {code}"), Text("việc", "items"))


def unit_code(number: int) -> str:
    """The code of a unit by its number; codes sort as numbers do."""
    return f"u{number:07}"


def cases_of(work: Work) -> list[Case]:
    """The clusters as the workspace hands them to scoring."""
    table = compiled_table()
    return [
        Case(
            table.scheme,
            {table.compiled.source.code: table.compiled},
            tuple(_member(number) for number in range(first, min(first + CLUSTER, work.units))),
            Entries(Layer.SELF, _figures(work, first)),
        )
        for first in range(0, work.units, CLUSTER)
    ]


def _member(number: int) -> Member:
    return Member(unit_code(number), f"Xã {number}", KIND)


def _figures(work: Work, first: int) -> Mapping[tuple[str, Name], Figure]:
    figures: dict[tuple[str, Name], Figure] = {}
    for unit in range(first, min(first + CLUSTER, work.units)):
        code = unit_code(unit)
        for criterion in CRITERIA:
            row, second = criterion.number, second_of(criterion)
            figures[code, Name(criterion.indicator, second)] = _figure(int(work.t[row, unit]))
            if work.given[row, unit]:
                figures[code, Name(criterion.indicator)] = _figure(int(work.x[row, unit]))
    return figures


def _figure(value: int) -> Figure:
    return Figure(Fraction(value, SCALE))


def _run(cases: Sequence[Case]) -> list[ClusterScore]:
    return [score_cluster(case) for case in cases]


def _answer(_: Sequence[Case], scores: Sequence[ClusterScore]) -> Answer:
    rows = [row for score in scores for row in sorted(score.rows, key=_code)]
    numbers = {code: number for number, (code, _) in enumerate(CLASSES)}
    return Answer(
        np.array([_cents(row) for row in rows], dtype=np.int64).T,
        np.array([int((row.points or Fraction(-1)) * 100) for row in rows], dtype=np.int64),
        np.array([row.rank or -1 for row in rows], dtype=np.int64),
        np.array([numbers[row.band.code] if row.band else -1 for row in rows], dtype=np.int64),
    )


def _code(row: MemberScore) -> str:
    return row.member.unit


def _cents(row: MemberScore) -> list[int]:
    if row.total is None:
        return [-1] * len(CRITERIA)
    (part,) = row.total.parts
    tallies = (part.score.places[Level.CRITERION, one.code].tally for one in CRITERIA)
    return [-1 if tally is None else int(tally.points * 100) for tally in tallies]


SCALAR: Final = Engine(
    "scalar",
    "thidua, cell by cell",
    prepare=cases_of,
    run=_run,
    answer=_answer,
    version=package("thidua"),
    largest=1_000,
)
