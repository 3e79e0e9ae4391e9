"""What it takes to explain a cell: its trace alone, and told in words."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from attrs import frozen

from comparison.criteria_table import indicator_codes
from comparison.engines.thidua_scalar import cases_of
from comparison.generation import make_work
from comparison.specification import CRITERIA, Kind
from comparison.stopwatch import timed
from thidua.core.formula.explanation import Naming, explain_trace
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.explaining import CellExplanation, explain_cell
from thidua.core.scoring.results import ClusterScore
from thidua.core.text.bilingual import Text

UNITS: Final = 120
ROUNDS: Final = 5


@frozen
class Explained:
    """Seconds of processor time for one cell, at the least."""

    own: float
    """The trace of a cell that reads the unit's own figures."""
    among: float
    """The trace of one that is measured by its cluster: it names every member."""
    told: float
    """Trace and words, all kinds alike."""


def explained() -> Explained:
    """Every cell of ten clusters, that have been scored already."""
    scores = [score_cluster(case) for case in cases_of(make_work(UNITS))]
    among = [one.code for one in CRITERIA if one.kind in (Kind.RANK, Kind.BEST)]
    own = [one.code for one in CRITERIA if one.code not in among]
    titles = {code: Text(f"Chỉ tiêu {code}", f"Indicator {code}") for code in indicator_codes()}
    cells = [*_traces(scores, own), *_traces(scores, among)]
    words = _least(lambda: _words(cells, Naming(titles=titles))) / len(cells)
    by_own, by_among = (
        _least(partial(_traces, scores, codes)) / (UNITS * len(codes)) for codes in (own, among)
    )
    share = len(own) / len(CRITERIA)
    return Explained(by_own, by_among, by_own * share + by_among * (1 - share) + words)


def _least(call: Callable[[], object]) -> float:
    return min(timed(call)[1].cpu for _ in range(ROUNDS))


def _traces(scores: Sequence[ClusterScore], codes: Sequence[str]) -> list[CellExplanation]:
    found = (
        explain_cell(score, row, code) for score in scores for row in score.rows for code in codes
    )
    return [cell for cell in found if cell is not None]


def _words(cells: Sequence[CellExplanation], naming: Naming) -> list[str]:
    return [
        line
        for cell in cells
        for trace in (cell.base, cell.bonus)
        if trace is not None
        for line in explain_trace(trace, "vi", naming)
    ]
