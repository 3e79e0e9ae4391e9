"""Tables like no other, drawn by number: in columns as the scalar reading scores them.

``tests/differential`` tries many more, and holds both to the rules; these are always the same.
"""

from collections.abc import Callable
from random import Random

import pytest

from thidua.core.scoring.cluster_scoring import score_cluster
from thidua.core.scoring.columns.results import TableScore
from thidua.core.scoring.results import ClusterScore
from thidua.core.text.fault import Refused
from trials.agreeing import telling_disagreements
from trials.casting import case_of
from trials.trying import any_trial, standard_trial

InColumns = Callable[..., TableScore]


def scored(number: int, beside: float) -> list[ClusterScore]:
    trial = any_trial if number % 3 else standard_trial
    return [score_cluster(case_of(one)) for one in trial(number, beside).values()]


@pytest.mark.parametrize("number", range(60))
def test_a_trial(in_columns: InColumns, number: int) -> None:
    scores = scored(number, Random(number).choice((0, 0.1, 0.5)))
    try:
        found = in_columns(scores)
    except Refused as refused:
        assert "18 digits" in str(refused)
    else:
        assert len(found.provisional) == len(scores)


@pytest.mark.parametrize("number", range(100, 120))
def test_a_trial_told_in_columns(number: int) -> None:
    for one in any_trial(number, 0.1).values():
        assert telling_disagreements(case_of(one)) == []
