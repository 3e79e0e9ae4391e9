"""Every case that is scored anywhere in these tests, by every reading: the demonstration, both
sectors, the example of a sector, published fragments, and whatever the tests of scoring play."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from thidua.core.record.connection import open_engine, reading
from thidua.core.record.periods import load_opened
from thidua.core.scoring.results import Case
from thidua.core.workspace.cases import OpenCluster, read_open_cluster
from trials.agreeing import case_disagreements
from trials.casting import case_of
from trials.collected import (
    PROJECT,
    cases_of,
    fragments,
    module_at,
    played_in,
    sectors_with_cases,
    worked_cases,
)

if TYPE_CHECKING:
    from tests.conftest import DemoRun

pytestmark = pytest.mark.untraced
"""Every trial runs the lines that the tests of its parts go through one by one; which of them is
left to chance."""

PLAYED = (
    "cells",
    "historic_cases",
    "not_applicable_policies",
    "ranking",
    "sections",
    "several_parts",
    "statuses",
)


def differing(cases: Iterable[tuple[str, Case]]) -> tuple[int, dict[str, list[str]]]:
    """How many cases there are, and of each that is read differently in what."""
    found = {name: case_disagreements(case) for name, case in cases}
    return len(found), {name: texts for name, texts in found.items() if texts}


@pytest.mark.parametrize("sector", sectors_with_cases())
def test_worked_cases_of_a_sector(sector: str) -> None:
    count, found = differing(worked_cases(sectors_with_cases()[sector]))
    assert count >= 1
    assert found == {}


def test_published_fragments() -> None:
    count, found = differing((name, case_of(cluster)) for name, cluster in fragments())
    assert count >= 10
    assert found == {}


@pytest.mark.parametrize("name", PLAYED)
def test_what_the_tests_of_scoring_play(name: str) -> None:
    folder = PROJECT / "tests" / "scoring"
    play = module_at(folder / "conftest.py").played
    count, found = differing(played_in(module_at(folder / f"test_{name}.py"), play))
    assert count >= 5
    assert found == {}


@pytest.mark.xdist_group("demo")
def test_every_cluster_of_the_demonstration(demo_run: "DemoRun") -> None:
    opened = open_clusters(demo_run.folder / "thidua.db")
    count, found = differing(case for one in opened for case in cases_of(one))
    assert count >= 6
    assert found == {}


def open_clusters(database: Path) -> list[OpenCluster]:
    """Every cluster in every period of a workspace that uses no Python formula."""
    engine = open_engine(database)
    try:
        with reading(engine) as connection:
            places = [one.place for one in load_opened(connection)]
            return [read_open_cluster(connection, it.cluster, it.period, {}) for it in places]
    finally:
        engine.dispose()
