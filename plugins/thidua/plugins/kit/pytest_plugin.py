"""The checks of a sector in the author's own tests, each check and each worked case as a test.

Installed with thidua, and silent until a test asks for one of its two fixtures. Say which sector
is meant once, in the project's ``pyproject.toml``, by its code or by its folder::

    [tool.pytest]
    thidua_sectors = ["health"]

and let one test ask for ``sector_check``::

    # tests/test_health.py
    def test_health(sector_check):
        sector_check()

``pytest`` then shows a line for every check, and one for every file in ``cases/``::

    tests/test_health.py::test_health[health-declaration-points-add-up] PASSED
    tests/test_health.py::test_health[health-behaviour-within-bounds] PASSED
    tests/test_health.py::test_health[health-cases-annex-2.toml] FAILED

A failure says what was tried, what came out, and the file and line; of a case, what was expected
and how what came out came about. Some of the checks alone: ``pytest -k cases``.

Where a test means another sector than the settings do, a mark names it::

    @pytest.mark.thidua("examples/forest")
    def test_forest(sector_check):
        sector_check()

All checks in one test, with the results to look at::

    def test_health_is_sound(check_sector):
        results = check_sector("health")
        assert "time-per-cell" in {it.check for it in results}

Settings: ``thidua_sectors`` (codes, or folders and workbooks from the folder of the settings);
``thidua_examples``, how many generated clusters each criterion is tried on (100);
``thidua_language`` of the messages, ``en`` or ``vi``. The limits of time and memory are those of
``thidua plugin check``: ``THIDUA_KIT_SECONDS`` and ``THIDUA_KIT_MEMORY`` in the environment.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from thidua.plugins.kit.check_tests import SectorCheck
    from thidua.plugins.kit.results import CheckResult

CheckSector = Callable[[str], "tuple[CheckResult, ...]"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """The settings that a project may make."""
    parser.addini(
        "thidua_sectors", "Sectors that sector_check tries: codes, folders.", "args", default=[]
    )
    parser.addini(
        "thidua_examples", "Generated clusters that each criterion is tried on.", "int", default=100
    )
    parser.addini("thidua_language", "Language of what the checks say: en or vi.", default="en")


def pytest_configure(config: pytest.Config) -> None:
    """The mark by which a test names its own sector."""
    config.addinivalue_line(
        "markers", "thidua(*sectors): the sectors that this test's sector_check tries."
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test for each check of each sector, where one asks for ``sector_check``."""
    if "sector_check" not in metafunc.fixturenames:
        return
    from thidua.plugins.kit.check_tests import sector_checks

    marks = metafunc.definition.iter_markers("thidua")
    sectors = [name for mark in marks for name in mark.args]
    try:
        checks = sector_checks(metafunc.config, sectors)
    except pytest.UsageError as error:
        # Of this error alone pytest shows what it says, without the frames it came through.
        raise pytest.Collector.CollectError(str(error)) from None
    metafunc.parametrize("sector_check", checks, ids=[it.name for it in checks], indirect=True)


@pytest.fixture
def sector_check(request: pytest.FixtureRequest) -> "SectorCheck":
    """One check of a sector; called, it fails where the sector does not pass."""
    check: Any = request.param
    found: SectorCheck = check
    return found


@pytest.fixture
def check_sector(pytestconfig: pytest.Config) -> CheckSector:
    """Runs all checks of a sector, given its code or its folder; fails with all that is wrong,
    and gives the results."""
    from thidua.plugins.kit.check_tests import checked_whole

    return lambda sector: checked_whole(pytestconfig, sector)
