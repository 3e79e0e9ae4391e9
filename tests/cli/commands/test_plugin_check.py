"""``plugin check``: every check as a line, in both languages, and as JSON."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from thidua.cli import check_lines
from thidua.core.text.bilingual import Text
from thidua.plugins.kit import Area, CheckResult, Verdict

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

SAMPLE = Path(__file__).parents[2] / "data" / "sectors" / "y_te"
FEW = ("--only", "declaration", "--only", "cases")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The sample with points that do not add up."""
    root = shutil.copytree(SAMPLE, tmp_path / "y_te")
    file = root / "criteria-2026.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("points = 70", "points = 60"))
    return root


def test_every_check_is_a_line_with_what_was_tried_and_what_came_out(desk: "Desk") -> None:
    printed = desk.done("plugin", "check", SAMPLE, *FEW)
    lines = [line.strip() for line in printed.splitlines()]
    assert lines[0] == str(SAMPLE)
    assert "Khai báo" in lines
    tried = "✓ đạt: Điểm của các tiêu chí cộng lại đúng bằng điểm của phần và của bảng."
    place = lines.index(f"{tried} (points-add-up)")
    assert lines[place + 1] == "y-te-2026: 100 điểm."
    assert lines[-2].startswith(f"{SAMPLE}: đạt (")


def test_fault_has_its_line_and_the_exit_code_says_so(desk: "Desk", broken: Path) -> None:
    answer = desk.run("--lang", "en", "plugin", "check", broken, "--examples", "5", *FEW)
    assert answer.code == 1
    lines = [line.strip() for line in answer.out.splitlines()]
    place = next(at for at, line in enumerate(lines) if line.startswith("✗ failed: The points of"))
    assert lines[place + 1].startswith("The points of what is inside add up to 90, but 100")
    assert lines[place + 2].startswith("See: y_te/criteria-2026.toml, dòng/line 6")
    assert lines[-2].startswith(f"{broken}: FAILED (")


def test_json_is_a_list_of_results(desk: "Desk", broken: Path) -> None:
    answer = desk.run("plugin", "check", broken, "--format", "json", *FEW)
    assert answer.code == 1
    rows: list[dict[str, Any]] = json.loads(answer.out)
    [failed] = [it for it in rows if it["verdict"] == "failed"]
    assert (failed["area"], failed["check"]) == ("declaration", "points-add-up")
    assert failed["target"] == str(broken)
    assert set(failed) == {
        *("target", "area", "check", "verdict", "tried", "came_out", "subject", "place"),
    }  # fmt: skip


def test_values_of_a_case_are_a_line_each_and_how_they_came_about_is_asked_for(
    desk: "Desk", tmp_path: Path
) -> None:
    root = shutil.copytree(SAMPLE, tmp_path / "y_te")
    file = root / "cases" / "phu-luc-2.toml"
    text = file.read_text(encoding="utf-8").replace('"88.00", rank = 1', '"80.00", rank = 2')
    file.write_text(text, encoding="utf-8")
    asked = ("--lang", "en", "plugin", "check", root, "--only", "cases")
    short, full = ([*desk.run(*asked, *more).out.splitlines()] for more in ((), ("--details",)))
    values = [line for line in short if "expected" in line and "got" in line]
    assert len(values) == 2 and set(values) <= set(full)
    assert any("--details" in line for line in short)
    assert not any("--details" in line for line in full)
    assert len(short) < 15 < len(full)


def test_sector_of_the_workspace_by_its_code(desk: "Desk") -> None:
    desk.done("sector", "add", SAMPLE)
    printed = desk.done("plugin", "check", "y-te", "--only", "cases")
    assert printed.splitlines()[0] == "y-te"
    assert "cases/phu-luc-2.toml" in printed


def test_without_a_name_all_that_are_wanted_are_checked(desk: "Desk") -> None:
    desk.done("sector", "add", SAMPLE)
    only = ("--without", "labour-social,industry-trade")
    rows = json.loads(desk.done(*only, "plugin", "check", "--only", "cases", "--format", "json"))
    assert {it["target"] for it in rows} == {"office", "standard", "y-te"}


def test_outside_of_a_workspace(
    desk: "Desk", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("THIDUA_WORKSPACE", raising=False)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    only = ("--plugins", "office")
    rows = json.loads(desk.done(*only, "plugin", "check", "--only", "cases", "--format", "json"))
    assert {it["target"] for it in rows} >= {"office"}


def test_nothing_of_that_name(desk: "Desk") -> None:
    answer = desk.run("plugin", "check", "labour-socal")
    assert answer.code == 1
    assert "“labour-socal”" in answer.err
    assert "labour-social" in answer.err


def result(check: str, verdict: Verdict, came_out: Text, **more: Any) -> CheckResult:
    tried = Text(f"Thử {check}.", f"{check} is tried.")
    return CheckResult(Area.DECLARATION, check, verdict, tried, came_out, **more)


WHY = Text("Chưa thử.", "Not tried.")


def test_checks_skipped_for_one_reason_stand_in_one_line() -> None:
    results = [
        result("import", Verdict.FAILED, Text("Hỏng.", "Broken."), place="health.py:3"),
        result("hooks", Verdict.SKIPPED, WHY),
        result("files", Verdict.SKIPPED, WHY),
        result("codes", Verdict.SKIPPED, Text("Khác.", "Other.")),
    ]
    assert list(check_lines.lines_of(results)) == [
        "",
        "  Khai báo",
        "    ✗ không đạt: Thử import. (import)",
        "      Hỏng.",
        "      Xem: health.py:3",
        "    – bỏ qua: hooks, files",
        "      Chưa thử.",
        "    – bỏ qua: Thử codes. (codes)",
        "      Khác.",
    ]
    assert check_lines.summary_of("y-te", results) == Text(
        "y-te: KHÔNG ĐẠT (1 không đạt, 3 bỏ qua).", "y-te: FAILED (1 failed, 3 skipped)."
    )


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    yield lambda: None


def test_long_words_are_broken_under_their_beginning(narrow: Callable[[], None]) -> None:
    told = Text("một hai ba bốn năm sáu bảy tám chín mười", "-")
    lines = list(check_lines.lines_of([result("import", Verdict.PASSED, told, subject="A-1")]))
    assert lines[3:] == ["      A-1: một hai ba bốn năm sáu bảy", "        tám chín mười"]
