"""What it takes to explain a cell: its trace alone, and told in words."""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from comparison.criteria_table import indicator_codes
from comparison.engines.thidua_scalar import cases_of
from comparison.generation import make_work
from comparison.stopwatch import timed
from thidua.core.formula.explanation import Naming, explain_trace
from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.explaining import CellExplanation, explain_member
from thidua.core.scoring.results import ClusterScore
from thidua.core.text.bilingual import Text

UNITS: Final = 120
ROUNDS: Final = 5


@frozen
class Explained:
    """Seconds of processor time for one cell, at the least."""

    traced: float
    told: float
    """Trace and words."""


def explained() -> Explained:
    """Every cell of ten clusters, that have been scored already."""
    scores = [score_cluster(case) for case in cases_of(make_work(UNITS))]
    titles = {code: Text(f"Chỉ tiêu {code}", f"Indicator {code}") for code in indicator_codes()}
    naming = Naming(titles=titles)
    traces = [timed(lambda: _traces(scores)) for _ in range(ROUNDS)]
    cells = traces[0][0]
    words = [timed(lambda: _words(cells, naming)) for _ in range(ROUNDS)]
    traced = min(took.cpu for _, took in traces) / len(cells)
    return Explained(traced, traced + min(took.cpu for _, took in words) / len(cells))


def _traces(scores: Sequence[ClusterScore]) -> list[CellExplanation]:
    return [cell for score in scores for row in score.rows for cell in explain_member(score, row)]


def _words(cells: Sequence[CellExplanation], naming: Naming) -> list[str]:
    return [
        line
        for cell in cells
        for trace in (cell.base, cell.bonus)
        if trace is not None
        for line in explain_trace(trace, "vi", naming)
    ]
