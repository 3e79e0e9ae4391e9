"""A period keeps the point table that it was opened with, whatever becomes of the sector.

Sector ``y-te`` of the workspace: ``a`` has 90 of 100 and one late report, 63 + 25 points; ``b`` has
80 of 100, 56 + 30 points.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

SAMPLE = Path(__file__).parents[2] / "data" / "sectors" / "y_te"

CLUSTERS = """\
cluster,name,label,organiser,unit,role,valid_from,valid_to
k,Cụm y tế,cụm,so,vl,cụm trưởng,01/01/2020,
k,Cụm y tế,cụm,so,te,thành viên,01/01/2020,
"""
FIGURES = """\
unit,indicator,kind,value
vl,vaccinated,target,100
vl,vaccinated,actual,90
vl,late_reports,actual,1
te,vaccinated,target,100
te,vaccinated,actual,80
te,late_reports,actual,0
"""
AT = ("--cluster", "k", "--period", "y2026")


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample sector, to be changed."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "y_te"))


@pytest.fixture
def opened(desk: "Desk", sample: Path) -> "Desk":
    """The sector added and enabled, a period open with it, all figures in."""
    desk.done("sector", "add", sample)
    desk.done("sector", "enable", "y-te")
    desk.done("cluster", "import", desk.file("k.csv", CLUSTERS))
    open_period(desk, "y2026", 2026)
    desk.done("result", "import", desk.file("so-lieu.csv", FIGURES), *AT)
    return desk


def open_period(desk: "Desk", code: str, year: int) -> None:
    asked = f"period open {code} --cluster k --from 01/01/{year} --to 31/12/{year}"
    desk.done(*asked.split(), "--criteria", "y-te-2026")


def told(desk: "Desk") -> Mapping[str, Any]:
    """All that the commands say of the period."""
    return {
        "rank": json.loads(desk.done("rank", "k", "--period", "y2026", "--format", "json")),
        "explain": desk.done("explain", "vl", *AT),
        "compare": desk.done("compare", "vl", "te", *AT),
        "period": json.loads(desk.done("period", "show", "y2026", "--format", "json")),
        "sheet": report(desk),
    }


def report(desk: "Desk") -> str:
    page = desk.folder / "phieu.html"
    desk.done("report", "write", "score-sheet", "--unit", "vl", *AT, "-o", page)
    return page.read_text(encoding="utf-8")


def digest(desk: "Desk", period: str) -> str:
    [cluster] = json.loads(desk.done("period", "show", period, "--format", "json"))["clusters"]
    return str(cluster["digest"])


def change(folder: Path) -> None:
    """A late report costs 20 points instead of 5, and the formula counts half."""
    for name, old, new in (
        ("criteria-2026.toml", "deduct = 5", "deduct = 20"),
        ("sector.toml", "min(done / whole, 1)", "min(done / whole, 1) / 2"),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def remove(desk: "Desk", _: Path) -> None:
    desk.done("sector", "disable", "y-te")
    desk.done("sector", "remove", "y-te")


def replace(desk: "Desk", sample: Path) -> None:
    change(sample)
    said = desk.done("sector", "add", sample, "--lang", "en")
    assert "! Periods that are open keep their criteria; the new ones are for those opened" in said


def break_by_hand(desk: "Desk", _: Path) -> None:
    (desk.folder / "sectors" / "y-te" / "sector.toml").write_text("[", encoding="utf-8")


def delete_by_hand(desk: "Desk", _: Path) -> None:
    shutil.rmtree(desk.folder / "sectors")


def turn_off(desk: "Desk", _: Path) -> None:
    desk.done("plugin", "disable", "y-te")


@pytest.mark.parametrize("happens", [remove, replace, break_by_hand, delete_by_hand, turn_off])
def test_open_period_says_the_same_whatever_becomes_of_its_sector(
    opened: "Desk", sample: Path, happens: Callable[["Desk", Path], None]
) -> None:
    before = told(opened)
    assert [(it["unit"], it["total"]) for it in before["rank"]["rows"]] == [
        ("vl", "88.00"),
        ("te", "86.00"),
    ]
    happens(opened, sample)
    assert told(opened) == before
    assert opened.done("db", "check") == "Cơ sở dữ liệu không có lỗi.\n"


def test_figures_come_in_after_the_sector_is_removed(opened: "Desk", sample: Path) -> None:
    remove(opened, sample)
    late = opened.file("muon.csv", "unit,indicator,kind,value\nte,late_reports,actual,2\n")
    assert "sửa 1" in opened.done("result", "import", late, *AT)
    assert "86" not in opened.done("explain", "te", *AT).splitlines()[0]
    form = opened.folder / "bieu.xlsx"
    assert "3 dòng cần điền" in opened.done("result", "template", *AT, "--unit", "vl", "-o", form)


def test_period_opened_later_takes_the_new_version(opened: "Desk", sample: Path) -> None:
    before = digest(opened, "y2026")
    replace(opened, sample)
    open_period(opened, "y2027", 2027)
    assert digest(opened, "y2026") == before
    assert digest(opened, "y2027") != before


def test_version_that_comes_back_is_the_same_scheme(opened: "Desk", sample: Path) -> None:
    """The digest is of what is said: a removed sector that is added again freezes alike."""
    kept = shutil.copytree(sample, sample.with_name("cu"))
    replace(opened, sample)
    opened.done("sector", "add", kept)
    open_period(opened, "y2027", 2027)
    assert digest(opened, "y2027") == digest(opened, "y2026")


def test_period_cannot_be_opened_with_what_is_gone(opened: "Desk", sample: Path) -> None:
    remove(opened, sample)
    asked = "period open y2027 --cluster k --from 01/01/2027 --to 31/12/2027 --criteria y-te-2026"
    assert "y-te-2026" in opened.refused(*asked.split())
