"""A pytest plugin: whatever any test scores, every reading scores, and all must agree.

    PYTHONPATH=tests/oracle:tests/differential pytest -p trials.everywhere tests/scoring

It stands before every import of ``score_cluster``; slow, and so no part of an ordinary run.
"""

from contextvars import ContextVar

from thidua.core.scoring import cluster_scoring
from thidua.core.scoring.results import Case, ClusterScore

_scored = cluster_scoring.score_cluster
_is_comparing = ContextVar("_is_comparing", default=False)


def _by_every_reading(case: Case) -> ClusterScore:
    """The scalar ranking, once all others have given the same."""
    score = _scored(case)
    if not _is_comparing.get():
        # Not before: these modules, too, import what is replaced here.
        from trials.agreeing import case_disagreements

        before = _is_comparing.set(True)
        try:
            assert case_disagreements(case) == []
        finally:
            _is_comparing.reset(before)
    return score


cluster_scoring.score_cluster = _by_every_reading
