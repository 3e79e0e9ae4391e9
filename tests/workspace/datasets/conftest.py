"""What a case says, without what scoring in columns does not read."""

from collections.abc import Callable
from typing import Any

import pytest

from thidua.core.scoring.results import Case


def _comparable(case: Case) -> dict[str, Any]:
    """Judged points without who gave them, members without their names; the figures that the sets
    read."""
    read = {item.code for one in case.sets.values() for item in one.indicators}
    entries = case.entries
    return {
        "scheme": case.scheme,
        "members": [(one.unit, one.kind, one.sector, one.standing) for one in case.members],
        "figures": {
            key: figure for key, figure in entries.figures.items() if key[1].indicator in read
        },
        "judged": {key: (one.points, one.illustrative) for key, one in entries.judged.items()},
        "not_applicable": dict(entries.not_applicable),
    }


@pytest.fixture(scope="session")
def comparable() -> Callable[[Case], dict[str, Any]]:
    return _comparable
