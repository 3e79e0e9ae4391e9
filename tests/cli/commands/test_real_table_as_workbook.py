"""A complete real table, as a workbook without Python: added, ranked, from one form to the other.

docs/vi-du/nganh-tien-giang.xlsx is the table of Tiền Giang; what must come out is the report of one
member and the minutes of its appraisal, and by the text of the table 115.7.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import thidua.cli
from thidua.core.model.freezing import digest_of, freeze
from thidua.plugins.manager import Plugins
from thidua.plugins.workspace_sectors import sector_folders

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

pytestmark = pytest.mark.untraced

EXAMPLES = Path(__file__).parents[3] / "docs" / "vi-du"
WORKBOOK = EXAMPLES / "nganh-tien-giang.xlsx"
DATA = Path(thidua.cli.__file__).parent / "demo" / "data" / "tien_giang"
SECTOR, CLUSTER = "tien-giang-environment", "tien-giang-phong-tnmt"
PERIODS = {"2022": "tien-giang-2022-practice", "2022-text": "tien-giang-2023-text"}

In = Callable[..., str]


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    """The same sector as a folder of TOML, as the demonstration has it."""
    folder = tmp_path / "tien_giang"
    folder.mkdir()
    for file in (DATA / "sector.toml", *DATA.glob("criteria-*.toml")):
        shutil.copy(file, folder)
    return folder


def within(desk: "Desk", workspace: Path) -> In:
    """Runs a command that must succeed in a workspace, which is made where it is not there."""
    if not workspace.exists():
        desk.done("init", workspace)
    return lambda *words: desk.done(*words, "-w", workspace)


def criteria_digests(workspace: Path) -> dict[str, str]:
    """Of the criteria sets of the workspace's own sector, as a period freezes them."""
    catalogue = Plugins.load(folders=sector_folders(workspace)).catalogue([SECTOR])
    return {
        code: digest_of(freeze(catalogue.compiled(code)))
        for code in catalogue.criteria_sets
        if code.startswith("tien-giang")
    }


def score(done: In) -> None:
    """Enable the sector, open the year by both tables, and enter what was published."""
    done("sector", "enable", SECTOR)
    done("unit", "import", EXAMPLES / "tien-giang" / "don-vi.csv")
    done("cluster", "import", EXAMPLES / "tien-giang" / "cum.csv")
    for period, criteria in PERIODS.items():
        year = ("--from", "01/01/2022", "--to", "31/12/2022")
        done("period", "open", period, "--cluster", CLUSTER, *year, "--criteria", criteria)
    for name in ("gia-dinh.csv", "tu-cham.csv"):
        done("result", "import", EXAMPLES / "tien-giang" / name, "--period", "2022")
    appraised = ("--cluster", CLUSTER, "--layer", "appraised")
    for period in PERIODS:
        file = EXAMPLES / "tien-giang" / "tham-dinh.csv"
        done("result", "import", file, "--period", period, *appraised)


def ranked(done: In, period: str, layer: str) -> str:
    return done("rank", CLUSTER, "--period", period, "--layer", layer, "--format", "json")


def total(ranking: str) -> tuple[str, int]:
    [row] = json.loads(ranking)["rows"]
    return row["total"], row["rank"]


def test_workbook_and_toml_give_the_published_points_and_explain_them_alike(
    desk: "Desk", tmp_path: Path, toml: Path
) -> None:
    said = []
    for name, source in (("a", WORKBOOK), ("b", toml)):
        done = within(desk, tmp_path / name)
        done("sector", "add", source)
        score(done)
        assert total(ranked(done, "2022", "self")) == ("124.40", 1)
        assert total(ranked(done, "2022", "appraised")) == ("118.40", 1)
        assert total(ranked(done, "2022-text", "appraised")) == ("115.70", 1)
        where = ("--cluster", CLUSTER, "--period", "2022", "--format", "json")
        said.append(
            (
                criteria_digests(tmp_path / name),
                ranked(done, "2022", "appraised"),
                done("explain", "cai-lay-tnmt", *where),
            )
        )
    assert said[0] == said[1]
    assert set(said[0][0]) == set(PERIODS.values())


def test_from_form_to_form_nothing_is_lost(desk: "Desk", tmp_path: Path, toml: Path) -> None:
    first = tmp_path / "0"
    within(desk, first)("sector", "add", toml)
    digests, files = criteria_digests(first), []
    for step, form in enumerate(("one.xlsx", "two", "three.xlsx"), start=1):
        before, after = tmp_path / str(step - 1), tmp_path / str(step)
        within(desk, before)("sector", "export", SECTOR, "-o", tmp_path / form)
        within(desk, after)("sector", "add", tmp_path / form)
        assert criteria_digests(after) == digests
        files.append(tmp_path / form)
    one, two, three = files
    assert one.read_bytes() == three.read_bytes()
    assert sorted(it.name for it in two.iterdir()) == [
        *(f"criteria-{code}.toml" for code in PERIODS.values()),
        "sector.toml",
    ]
