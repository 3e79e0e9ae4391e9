"""``thidua``, whole columns of whole numbers: the same table, the same digits, one call.

The columns are those of the work itself, not copies. The answer is read from the points that it
keeps of every criterion.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from attrs import evolve, frozen

from comparison.answers import Answer
from comparison.criteria_table import CODE, second_of
from comparison.engine import Engine, package
from comparison.engines.thidua_scalar import KIND, Table, compiled_table, unit_code
from comparison.generation import Ints, Work
from comparison.specification import CRITERIA, PLACES
from thidua.core.formula.columns.figures import FigureColumn, Segments
from thidua.core.formula.tree import Name
from thidua.core.model.observation import Standing
from thidua.core.scoring.columns.results import PointColumn, TableScore
from thidua.core.scoring.columns.scoring import score_table
from thidua.core.scoring.columns.table import Category, ClusterTable, Rules
from thidua.core.scoring.tally import Level


@frozen(eq=False)
class Held:
    """The table with its rules."""

    rules: Rules
    table: ClusterTable


def rules_of(table: Table) -> Rules:
    """The rules as the columnar reading takes them."""
    return Rules(table.scheme, {table.compiled.source.code: table.compiled})


def table_of_work(work: Work) -> ClusterTable:
    """The figures as columns of a table; nothing is copied."""
    figures = {}
    for criterion in CRITERIA:
        row = criterion.number
        x = FigureColumn(work.x[row], PLACES, present=work.given[row])
        figures[Name(criterion.indicator)] = x
        figures[Name(criterion.indicator, second_of(criterion))] = FigureColumn(work.t[row], PLACES)
    return ClusterTable(
        clusters=tuple(f"k{number:06}" for number in range(work.clusters)),
        segments=Segments(work.starts),
        units=[unit_code(number) for number in range(work.units)],
        kinds=_all(work, KIND),
        sectors=_all(work, None),
        standings=_all(work, Standing.NORMAL.value),
        figures=figures,
    )


def _all(work: Work, word: str | None) -> Category:
    return Category(np.zeros(work.units, dtype=np.int32), (word,))


def _prepare(work: Work) -> Held:
    return Held(rules_of(compiled_table()), table_of_work(work))


def _run_on(threads: int) -> Callable[[Held], TableScore]:
    def run(held: Held) -> TableScore:
        return score_table(held.rules, _as_read(held.table), threads=threads)

    return run


def _as_read(table: ClusterTable) -> ClusterTable:
    """Columns of which nothing is known yet, as whoever has just read them has them."""
    return evolve(table, figures={name: evolve(one) for name, one in table.figures.items()})


def _answer(_: Held, score: TableScore) -> Answer:
    cells = [_cents(score.places[CODE, Level.CRITERION, one.code]) for one in CRITERIA]
    return Answer(
        np.array(cells),
        _cents(score.points),
        np.where(score.ranked, score.ranks, -1).astype(np.int64),
        np.where(score.banded, score.bands, -1).astype(np.int64),
    )


def _cents(points: PointColumn) -> Ints:
    if points.places != 2:
        raise ValueError(f"{points.places} places, not cents")
    return points.scaled if points.known is None else np.where(points.known, points.scaled, -1)


COLUMNS: Final = Engine(
    "columns",
    "**thidua, in columns**",
    prepare=_prepare,
    run=_run_on(1),
    answer=_answer,
    version=package("thidua"),
)
COLUMNS_ON_TWO: Final = Engine(
    "columns-2",
    "**thidua, in columns, 2 threads**",
    prepare=_prepare,
    run=_run_on(2),
    answer=_answer,
    version=package("thidua"),
)
