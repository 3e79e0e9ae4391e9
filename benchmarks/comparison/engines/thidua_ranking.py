"""``thidua``'s own ranking of totals that are there already: all clusters at once, the tie chain
only where totals are equal."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

import numpy as np
from attrs import frozen

from comparison.answers import Answer
from comparison.engine import Engine, package
from comparison.engines.numpy_kernel import score_by_hand
from comparison.engines.thidua_scalar import compiled_table
from comparison.generation import Flags, Ints, Work
from comparison.specification import SECTIONS
from thidua.core.formula.columns.figures import Segments
from thidua.core.formula.columns.integers import measured
from thidua.core.model.criteria import TieKey
from thidua.core.scoring.columns.enclosing import Amounts, exact
from thidua.core.scoring.columns.ranking import KeyColumn, Ranks, rank

_CENT: Final = Fraction(1, 100)


@frozen(eq=False)
class Held:
    """Totals and the sections that break ties, in cents."""

    totals: Amounts
    sections: Mapping[str, Ints]
    segments: Segments

    def read(self, key: TieKey, rows: Ints) -> KeyColumn:
        """A tie key of the rows that need it."""
        return KeyColumn(exact(_CENT, measured(self.sections[key.code][rows])), None)

    def are_twins(self, one: Ints, other: Ints) -> Flags:
        """Nobody asks where all totals are exact."""
        return np.zeros(len(one), dtype=np.bool_)


def _prepare(work: Work) -> Held:
    answer = score_by_hand(work)
    if answer.cells is None or answer.totals is None:
        raise ValueError("the kernel gives both")
    sections: dict[str, Ints] = {}
    for at, section in enumerate(SECTIONS):
        whole = answer.cells[10 * at : 10 * at + 10].sum(axis=0) * section.weight
        sections[section.code] = (whole + 50) // 100
    return Held(exact(_CENT, measured(answer.totals)), sections, Segments(work.starts))


def _run(held: Held) -> Ranks:
    scheme = compiled_table().scheme
    everybody = np.ones(held.totals.rows, dtype=np.bool_)
    return rank(
        everybody,
        held.totals,
        held.segments,
        scheme.tie_breakers,
        scheme.rank_scheme,
        held.read,
        held.are_twins,
    )


def _answer(_: Held, found: Ranks) -> Answer:
    return Answer(None, None, found.ranks.astype(np.int64), None)


RANKING: Final = Engine(
    "ranking",
    "**thidua: ranking only**",
    prepare=_prepare,
    run=_run,
    answer=_answer,
    version=package("thidua"),
)
