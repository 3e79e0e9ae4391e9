"""Two departments in one workspace, each with its own sector, beside a plugin that is broken.

Nothing that one enables reaches the other, whatever is installed and in whatever order.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from thidua.cli.session import Session

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

Install = Callable[..., None]
Put = Callable[..., None]
Twice = Callable[..., tuple[str, str]]

UNITS = """\
code,name,kind,sector,parent,valid_from
y,Sở Y tế,department,health,,01/01/2020
y1,Trung tâm Y tế số 1,division,health,y,01/01/2020
y2,Trung tâm Y tế số 2,division,health,y,01/01/2020
ln,Sở Lâm nghiệp,department,forestry,,01/01/2020
l1,Hạt Kiểm lâm số 1,division,forestry,ln,01/01/2020
l2,Hạt Kiểm lâm số 2,division,forestry,ln,01/01/2020
"""
CLUSTERS = """\
cluster,name,organiser,unit
y-te,Cụm y tế,y,y1
y-te,Cụm y tế,y,y2
kiem-lam,Cụm kiểm lâm,ln,l1
kiem-lam,Cụm kiểm lâm,ln,l2
"""
YEAR = ("--from", "01/01/2026", "--to", "31/12/2026")
ORDERS = [("health", "forest", "raising"), ("raising", "forest", "health")]


@pytest.fixture
def two(desk: "Desk", install: Install) -> "Desk":
    """The workspace with both departments, their sectors enabled, nothing open yet."""
    install(*ORDERS[0])
    desk.done("sector", "disable", "labour-social")
    desk.done("unit", "import", desk.file("two.csv", UNITS))
    desk.done("cluster", "import", desk.file("two-clusters.csv", CLUSTERS))
    desk.done("sector", "enable", "health", "--department", "y")
    desk.done("sector", "enable", "forestry", "--department", "ln")
    return desk


def opening(cluster: str, criteria: str) -> tuple[str, ...]:
    return ("period", "open", "n", "--cluster", cluster, *YEAR, "--criteria", criteria)


@pytest.mark.parametrize("order", ORDERS, ids=["one order", "the other"])
def test_each_sees_only_its_own(two: "Desk", install: Install, order: tuple[str, ...]) -> None:
    install(*order)
    listed = json.loads(two.done("sector", "list", "--format", "json"))
    enabled = {item["code"]: item["enabled_for"] for item in listed}
    assert enabled == {
        "forestry": ["ln"],
        "health": ["y"],
        "industry-trade": [],
        "labour-social": [],
    }
    session = Session(two.folder)
    health, forest = session.catalogue("y"), session.catalogue("ln")
    assert list(health.criteria_sets) == ["common-2026", "health-2026"]
    assert list(forest.criteria_sets) == ["common-2026", "forest-2026"]
    assert "children_born" in health.indicators and "fires" not in health.indicators
    assert "fires" in forest.indicators and "children_born" not in forest.indicators


@pytest.mark.parametrize("order", ORDERS, ids=["one order", "the other"])
def test_what_the_other_has_is_refused_by_name(
    two: "Desk", install: Install, refused_twice: Twice, order: tuple[str, ...]
) -> None:
    install(*order)
    for cluster, criteria, sector, provider in (
        ("y-te", "forest-2026", "forestry", "forest (gói thidua-forest 2.1)"),
        ("kiem-lam", "health-2026", "health", "health (gói thidua-health 1.0)"),
    ):
        vi, en = refused_with_notices(two, *opening(cluster, criteria))
        assert vi == (
            f"Không thực hiện được: Bảng điểm “{criteria}” thuộc ngành “{sector}”"
            f" (phần mở rộng {provider}), mà đơn vị này chưa bật."
            f" Bật ngành bằng lệnh: thidua sector enable {sector}"
        )
        assert en.startswith(f"Refused: The criteria set “{criteria}” belongs to the sector")
        assert en.endswith(f"Enable the sector with: thidua sector enable {sector}")


def refused_with_notices(desk: "Desk", *arguments: str) -> tuple[str, str]:
    """The last line of the refusal in both languages; before it stand the notices."""
    vi, en = desk.refused(*arguments), desk.refused(*arguments, "--lang", "en")
    return vi.splitlines()[-1], en.splitlines()[-1]


def test_broken_plugin_is_named_while_both_rank(two: "Desk", install: Install, enter: Put) -> None:
    for cluster, criteria in (("y-te", "health-2026"), ("kiem-lam", "forest-2026")):
        answer = two.run(*opening(cluster, criteria))
        assert answer.code == 0
        assert "Lưu ý: " in answer.err
        assert "Phần mở rộng “raising” (gói thidua-raising 1.0), thidua_sector:" in answer.err
        assert "ZeroDivisionError" in answer.err
    for unit, vaccinated in (("y1", "95"), ("y2", "90")):
        enter(unit, "children_born", "100")
        enter(unit, "children_vaccinated", vaccinated)
    for unit, trees in (("l1", "500"), ("l2", "800")):
        enter(unit, "trees_planted", trees)
    found = []
    for order in ORDERS:
        install(*order)
        found.append([ranks(two, "y-te"), ranks(two, "kiem-lam")])
    assert found[0] == found[1]
    health, forest = found[0]
    assert [(row[0], row[1]) for row in health] == [("y1", 1), ("y2", 2)]
    assert forest == [("l2", 1, "4"), ("l1", 2, "5/2")]


def ranks(desk: "Desk", cluster: str) -> list[tuple[str, int, str]]:
    said = json.loads(desk.done("rank", cluster, "--period", "n", "--format", "json"))
    return [(row["unit"], row["rank"], row["total_exact"]) for row in said["rows"]]


def test_python_function_is_fetched_from_its_plugin(
    two: "Desk", install: Install, enter: Put
) -> None:
    two.done(*opening("y-te", "health-2026"))
    for unit in ("y1", "y2"):
        enter(unit, "children_born", "100")
        enter(unit, "children_vaccinated", "95")
    expected = ranks(two, "y-te")
    # Also when the sector is no longer enabled: the period keeps what it was opened with.
    two.done("sector", "disable", "health", "--department", "y")
    assert ranks(two, "y-te") == expected
    install("forest")
    said = two.refused("rank", "y-te", "--period", "n")
    assert "Công thức “health-halves” đã đổi hoặc chưa được cài" in said
    said = two.refused("rank", "y-te", "--period", "n", "--lang", "en")
    assert "The formula “health-halves” has changed or is not installed" in said


def test_python_function_whose_file_was_edited_is_told_from_another_release(
    two: "Desk", install: Install, tmp_path: Path
) -> None:
    two.done(*opening("y-te", "health-2026"))
    with (tmp_path / "packages" / "health" / "thidua_health" / "formulas.py").open("a") as file:
        file.write("\n# Laid out anew.\n")
    install("forest", "health")
    said = two.refused("rank", "y-te", "--period", "n", "--lang", "en")
    assert "same version (thidua-health 1.0), other text" in said
    assert "make the trial workspace anew" in said


def test_sector_that_is_gone_is_said(two: "Desk", install: Install) -> None:
    install("forest")
    said = two.refused(*opening("y-te", "health-2026"))
    assert "Ngành đã bật nhưng hiện không dùng được: health; xem lệnh: thidua plugin list" in said


def test_set_for_clusters_of_two_departments_is_enabled_by_both(two: "Desk") -> None:
    asked = (*opening("y-te", "health-2026"), "--cluster", "kiem-lam")
    vi, en = refused_with_notices(two, *asked)
    assert "“health-2026” thuộc ngành “health”" in vi and "mà đơn vị này chưa bật" in vi
    assert "this department has not enabled" in en
    two.done("sector", "enable", "health", "--department", "ln")
    assert "Đã mở kỳ n cho cụm kiem-lam: 2 thành viên." in two.done(*asked)
