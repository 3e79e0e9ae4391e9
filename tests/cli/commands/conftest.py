"""A small cluster with figures, so that every number of a test can be worked out by heart."""

import importlib
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.conftest import be_an_official

from thidua.cli.main import run
from thidua.core.model.observation import Observation, ObservationKind
from thidua.core.model.period import Span
from thidua.core.workspace.deciding import set_figure
from thidua.core.workspace.folder import find_workspace

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

CRITERIA = """\
code = "thu-2026"
title = { vi = "Bảng điểm thử", en = "Trial table" }
basis = "proposal"
valid_from = 2026-01-01
points = 100
rounding = { mode = "half-up", total = 2 }
rank_on = "rounded"
tie_breakers = ["indicator:rate desc", "fewest-deductions"]
bands = [
  { code = "excellent", from = 95, title = { vi = "Xuất sắc", en = "Excellent" } },
  { code = "good", below = 95, title = { vi = "Tốt", en = "Good" } },
]

[[criteria]]
code = "T-1"
title = { vi = "Việc được giao", en = "Tasks given" }
points = 60
formula = "ratio-capped"
inputs = { actual = "tasks", target = "tasks.target" }

[[criteria]]
code = "T-2"
title = { vi = "Báo cáo đúng hạn", en = "Reports in time" }
points = 30
rows = [ { code = "T-2.1", deduct = 2, per = "late", cap = 6 } ]

[[criteria]]
code = "T-3"
title = { vi = "Tỷ lệ hài lòng", en = "Satisfaction" }
points = 10
bands = { on = "rate", steps = [
  { from = 95, points = 10 }, { from = 90, below = 95, points = 7 }, { below = 90, points = 0 } ] }
"""

SECTOR = """\
[[indicators]]
code = "tasks"
title = { vi = "Số việc hoàn thành", en = "Tasks done" }
unit = { vi = "việc", en = "tasks" }

[[indicators]]
code = "late"
title = { vi = "Số báo cáo chậm", en = "Late reports" }
unit = { vi = "báo cáo", en = "reports" }
direction = "lower"

[[indicators]]
code = "rate"
title = { vi = "Tỷ lệ người dân hài lòng", en = "Share of citizens satisfied" }
unit = { vi = "%", en = "%" }
"""

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))

# vl: 60 + 28 + 10 = 98; te: 60 + 28 + 7 = 95; ncc: 60 × 90/100 + 30 + 10 = 94.
FIGURES = {
    "vl": {"tasks": "100", "late": "1", "rate": "95"},
    "te": {"tasks": "100", "late": "1", "rate": "92"},
    "ncc": {"tasks": "90", "late": "0", "rate": "96"},
}

Put = Callable[..., None]
Twice = Callable[..., tuple[str, str]]


def put(folder: Path, unit: str, indicator: str, value: str, kind: str = "actual") -> None:
    """Enter one figure of the year."""
    observation = Observation(
        unit, indicator, ObservationKind(kind), YEAR, Fraction(value), reason="số theo sổ"
    )
    set_figure(find_workspace(folder).engine(), observation, "an")


@pytest.fixture(scope="session")
def small_workspace(prepared_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The prepared workspace with the small cluster open; to be copied."""
    folder = tmp_path_factory.mktemp("small")
    criteria = folder / "bang-diem" / "criteria-thu.toml"
    criteria.parent.mkdir()
    criteria.write_text(CRITERIA, encoding="utf-8")
    (criteria.parent / "sector.toml").write_text(SECTOR, encoding="utf-8")
    workspace = Path(shutil.copytree(prepared_workspace, folder / "workspace"))
    opening = "period open thu --cluster phong --from 01/01/2026 --to 31/12/2026 --criteria"
    with pytest.MonkeyPatch.context() as patch:
        be_an_official(patch, workspace)
        assert run([*opening.split(), str(criteria)]) == 0
    return workspace


@pytest.fixture(scope="session")
def scored_workspace(small_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That workspace with all figures of the small cluster in; to be copied."""
    workspace = tmp_path_factory.mktemp("scored") / "workspace"
    shutil.copytree(small_workspace, workspace)
    for unit, figures in FIGURES.items():
        put(workspace, unit, "tasks", "100", "target")
        for indicator, value in figures.items():
            put(workspace, unit, indicator, value)
    return workspace


@pytest.fixture
def small(desk: "Desk", small_workspace: Path) -> "Desk":
    """The desk with the cluster open in period ``thu``, criteria of 60, 30 and 10 points, whose
    files lie beside it."""
    shutil.copytree(small_workspace.parent / "bang-diem", desk.folder.parent / "bang-diem")
    return _moved_in(desk, small_workspace)


@pytest.fixture
def scored(small: "Desk", scored_workspace: Path) -> "Desk":
    """The small cluster with all its figures in: vl 98, te 95, ncc 94."""
    return _moved_in(small, scored_workspace)


def _moved_in(desk: "Desk", workspace: Path) -> "Desk":
    shutil.rmtree(desk.folder)
    shutil.copytree(workspace, desk.folder)
    return desk


@pytest.fixture
def enter(desk: "Desk") -> Put:
    """Enter a figure: ``enter("te", "rate", "97")``, ``enter("te", "tasks", "9", "target")``."""
    return lambda *figure: put(desk.folder, *figure)


@pytest.fixture
def refused_twice(desk: "Desk") -> Twice:
    """What a refused command says in Vietnamese and in English, without its first words."""

    def ask(*arguments: str | Path) -> tuple[str, str]:
        said = desk.refused(*arguments), desk.refused(*arguments, "--lang", "en")
        assert said[0].startswith("Không thực hiện được")
        assert said[1].startswith("Refused")
        return _message(said[0]), _message(said[1])

    return ask


def _message(said: str) -> str:
    return said.partition(": ")[2].rstrip("\n")


@pytest.fixture
def copied_site(tmp_path: Path) -> Path:
    """The fake installed packages, in a folder that a test may add to."""
    source = Path(__file__).parents[2] / "data" / "site"
    return Path(shutil.copytree(source, tmp_path / "site"))


Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install fake packages, each in a folder of its own on the path, in the order given:
    ``install("forest", "health")``; what was installed before is taken away."""
    source = Path(__file__).parents[2] / "data" / "site"
    before = list(sys.path)

    def put_on_path(*names: str) -> None:
        _forget()
        folders = [tmp_path / "packages" / name for name in names]
        for name, folder in zip(names, folders, strict=True):
            if not folder.exists():
                _copy(source, f"thidua_{name.replace('-', '_')}", folder)
        monkeypatch.setattr(sys, "path", [*map(str, folders), *before])
        importlib.invalidate_caches()

    yield put_on_path
    _forget()


def _copy(source: Path, module: str, folder: Path) -> None:
    folder.mkdir(parents=True)
    for found in source.glob(f"{module}*"):
        if found.name.removesuffix(".py").partition("-")[0] == module:
            copy = shutil.copytree if found.is_dir() else shutil.copy
            copy(found, folder / found.name)


def _forget() -> None:
    for name in [name for name in sys.modules if name.startswith("thidua_")]:
        del sys.modules[name]
