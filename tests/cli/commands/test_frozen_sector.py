"""The sector kept in ``tests/data/frozen/api_1`` scores and reports for ever as it did when it was
written, through the commands; what it came to stands beside it in ``golden.json``."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from thidua.plugins import hookspecs

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

FROZEN = Path(__file__).parents[2] / "data" / "frozen"
AT = ("--cluster", "phong", "--period", "y-te")

pytestmark = pytest.mark.skipif(hookspecs.OLDEST_API_VERSION > 1, reason="interface 1 is given up")


@pytest.fixture
def frozen(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> "Iterator[Desk]":
    """The frozen sector installed and enabled, a period open with it, all figures in."""
    monkeypatch.syspath_prepend(str(FROZEN / "api_1"))
    desk.done("sector", "enable", "health")
    opening = "period open y-te --cluster phong --from 01/01/2026 --to 31/12/2026"
    desk.done(*opening.split(), "--criteria", "health-2026")
    figures = FROZEN / "api_1_figures.psv"
    # Its own reader takes the file.
    assert "mới 6" in desk.done("result", "import", figures, *AT)
    yield desk
    for name in [name for name in sys.modules if name.startswith("thidua_health_1")]:
        del sys.modules[name]


def test_results_and_reports_are_what_they_were(frozen: "Desk") -> None:
    page = frozen.folder / "bao-cao.html"
    frozen.done(*"report write health-summary --period y-te --department so -o".split(), page)
    said = {"points": points(frozen), "report": page.read_text(encoding="utf-8")}
    assert said == json.loads((FROZEN / "api_1_golden.json").read_text(encoding="utf-8"))


def points(desk: "Desk") -> dict[str, Any]:
    """Rank, total and points by criterion of every unit."""
    ranked = json.loads(desk.done("rank", "phong", "--period", "y-te", "--format", "json"))
    return {
        row["unit"]: {
            "rank": row["rank"],
            "total": row["total_exact"],
            "criteria": criteria(desk, row["unit"]),
        }
        for row in ranked["rows"]
    }


def criteria(desk: "Desk", unit: str) -> dict[str, str]:
    explained = json.loads(desk.done("explain", unit, *AT, "--format", "json"))
    return {item["code"]: item["points"] for item in explained["criteria"]}
