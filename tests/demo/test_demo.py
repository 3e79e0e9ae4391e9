"""The demonstration as a stranger runs it: one command, and everything that it prints."""

import csv
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from thidua.cli.main import run
from thidua.core.text.number_format import format_number

if TYPE_CHECKING:
    from tests.demo.conftest import Shown

DATA = Path(__file__).parents[1] / "data"
DEPARTMENTS = ("can-tho", "ninh-binh", "kien-giang", "ha-tinh", "bac-kan")
ILLUSTRATIVE = "số liệu minh hoạ"
Facts = Callable[[str], list[dict[str, str]]]


def test_the_screen_lists_every_published_figure_with_its_target(
    vi: "Shown", en: "Shown", facts: Facts
) -> None:
    for shown, no_target in ((vi, "chưa công bố chỉ tiêu"), (en, "no target published")):
        lines = shown.chapter(2)
        results = [fact for code in DEPARTMENTS for fact in facts(code) if fact["kind"] != "target"]
        assert sum(no_target in line for line in lines) == len(results)
    assert any("trên 24.000 người 2018" in line for line in vi.chapter(2))
    assert any("over 24,000 persons 2018" in line for line in en.chapter(2))


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("vi", ("khoảng 97,9 %", "khoảng 94,4 %", "khoảng 98,4 %", "(trên 24.000)")),
        ("en", ("about 97.9 %", "about 94.4 %", "about 98.4 %", "(over 24,000)")),
    ],
)
def test_the_screen_flags_the_targets_of_ha_tinh(
    vi: "Shown", en: "Shown", language: str, parts: tuple[str, ...]
) -> None:
    text = "\n".join((vi if language == "vi" else en).chapter(3))
    assert all(part in text for part in parts)


def test_the_screen_shows_the_audit(vi: "Shown", en: "Shown") -> None:
    said = "\n".join(vi.chapter(4))
    for working in ("(9,87 − 2,69) / 4 = 1,795", "16.165 − 13.834 = 2.331", "= 92"):
        assert working in said
    said = "\n".join(en.chapter(4))
    for working in ("(9.87 − 2.69) / 4 = 1.795 disagrees, 0.175 too low", "agrees"):
        assert working in said


def test_the_screen_shows_cai_lay_criterion_by_criterion(vi: "Shown") -> None:
    with (DATA / "tien_giang/cai_lay_results.csv").open(encoding="utf-8", newline="") as lines:
        *expected, total = csv.DictReader(lines)
    assert len(expected) == 31
    shown = vi.chapter(5)
    columns = ("self_score_report", "appraised_minutes_2022-12-09", "recomputed_stored_text")
    for line in expected:
        points = " ".join(format_number(Fraction(line[column]), "vi") for column in columns)
        (row,) = (one for one in shown if one.startswith(f"{line['criterion']} "))
        assert row.endswith(points)
    (row,) = (one for one in shown if one.startswith("Tổng điểm"))
    assert row == "Tổng điểm 124,4 118,4 115,7"
    assert total["criterion"] == "TOTAL"


def test_the_screen_says_what_the_appraisal_cut_and_why(vi: "Shown", en: "Shown") -> None:
    said = " ".join(vi.chapter(5))
    assert "tự chấm 8, thẩm định 4. Thẩm định ngày 09/12/2022 chỉ công nhận 04 trong 08" in said
    assert "tự chấm 6, thẩm định 4. Thẩm định ngày 09/12/2022 chỉ công nhận 04 trong 06" in said
    said = " ".join(en.chapter(5))
    assert "reported 8, appraised 4." in said and "reported 6, appraised 4." in said


def test_the_screen_ranks_four_clusters_and_says_what_counted(vi: "Shown", en: "Shown") -> None:
    for shown, proposal in ((vi, "Bảng điểm đề xuất"), (en, "A proposed criteria set")):
        lines = shown.chapter(6)
        assert sum(line.startswith(f"! {proposal}") for line in lines) == 4
        marked = [line for line in lines if line.startswith("! ") and ILLUSTRATIVE in line.lower()]
        assert len(marked) == 4
    assert any("phân định bằng" in line for line in vi.chapter(6))
    assert any(line.startswith("Cùng hạng 4") for line in vi.chapter(6))


def test_the_screen_explains_and_compares(vi: "Shown", en: "Shown") -> None:
    said = "\n".join(vi.chapter(7))
    assert "$ thidua explain can-tho-ninh-kieu" in said
    assert "→ 45 điểm" in said and ILLUSTRATIVE in said
    assert "Bằng điểm; phân định bằng: điểm mục A." in said
    assert "A tie; decided by: points of section A." in "\n".join(en.chapter(7))


def test_a_comparison_adds_up_to_the_gap(vi: "Shown") -> None:
    """Of the one whose lines are all shown."""
    lines = vi.chapter(7)
    (start,) = (
        place for place, line in enumerate(lines) if "quận Bình Thủy huyện Thới Lai" in line
    )
    *parts, total = [
        Fraction(line.split()[-1].replace(",", "."))
        for line in lines[start + 1 :][:20]
        if line and line.split()[-1].lstrip("-").replace(",", "").isdigit()
    ][:7]
    assert len(parts) == 6
    assert sum(parts) == total == 0


def test_the_screen_ends_with_where_the_reports_are(vi: "Shown", en: "Shown") -> None:
    reports = vi.folder / "reports"
    for department in reports.iterdir():
        files = [path for path in department.rglob("*") if path.is_file()]
        assert f"{department}: {len(files)} tệp" in vi.screen
    assert re.search(r"can-tho: \d+ files", en.screen)
    for name in ("bao-cao-tong-ket.docx", "bao-cao-tong-ket.html"):
        assert sorted(path.parent.name for path in reports.glob(f"*/{name}")) == sorted(DEPARTMENTS)


# Where it may build


def test_a_folder_with_something_in_it_is_refused_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    (tmp_path / "of-mine.txt").write_text("mine", encoding="utf-8")
    assert run(["demo", str(tmp_path)]) == 1
    assert "thư mục đã có nội dung; bản mẫu cần một thư mục mới." in capsys.readouterr().err
    assert run(["--lang", "en", "demo", str(tmp_path)]) == 1
    assert "there is something here already" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["of-mine.txt"]


def test_a_database_in_use_is_never_written_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THIDUA_DATABASE_URL", f"sqlite:///{tmp_path / 'real.db'}")
    assert run(["demo", str(tmp_path / "new")]) == 1
    assert "bản mẫu chỉ ghi vào cơ sở dữ liệu của riêng nó." in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_without_a_folder_the_next_free_one_is_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    # What is written into the folder is looked at elsewhere, and takes half a minute.
    monkeypatch.setattr("thidua.cli.demo.papers.write_papers", lambda session, department: None)
    (tmp_path / "thidua-demo").mkdir()
    assert run(["demo"]) == 0
    assert (tmp_path / "thidua-demo-2" / "thidua.toml").is_file()
    assert "thidua-demo-2" in capsys.readouterr().out
