"""``thidua result``: the form out, figures and points in, as an official types it."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from rich.console import Console
from sqlalchemy import update

from thidua.cli import progress
from thidua.core.model.period import PeriodState
from thidua.core.record import tables
from thidua.core.record.connection import open_engine, writing

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

PLACE = ("--cluster", "phong", "--period", "2026")
REASON = ("--reason", "Biên bản ngày 05/03/2026")


@pytest.fixture
def form(desk: "Desk") -> Path:
    """The form of one unit."""
    path = desk.folder / "bieu.xlsx"
    desk.done("result", "template", *PLACE, "--unit", "ncc", "-o", path)
    return path


def fill(form: Path, **values: str) -> None:
    """Write values into the form, the first row of each indicator."""
    book = openpyxl.load_workbook(form)
    sheet: Any = book.active
    top = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "Mã đơn vị")
    heads = {sheet.cell(top, column).value: column for column in range(1, 12)}
    for row in range(top + 1, sheet.max_row + 1):
        code = sheet.cell(row, 2).value
        if code in values:
            sheet.cell(row, heads["Giá trị"]).value = values.pop(code)
    assert values == {}
    book.save(form)


def test_the_form_filled_in_and_imported_counts(desk: "Desk", form: Path) -> None:
    fill(form, jobs_created="1.712", unemployment_rate="2,5", overseas_workers_sent="trên 24.000")
    trial = desk.done("result", "import", form, "--period", "2026", "--dry-run")
    assert trial.startswith("Chạy thử, chưa lưu gì.")
    printed = desk.done("result", "import", form, "--period", "2026")
    # Three are written; 17 counts of events stand at 0 in the form, and were left so.
    assert "đọc 77 dòng (biểu phát ra có 77): mới 20, sửa 0, giữ nguyên 0, để trống 57" in printed
    assert "Cột không đọc" not in printed
    again = desk.done("result", "import", form, "--period", "2026")
    assert "tệp này đã nhập lúc" in again
    changed = desk.done("result", "set", "ncc", "jobs_created", "9", *REASON, "--period", "2026")
    assert "trước: 1.712 người" in changed


def test_the_form_is_of_the_cluster_or_of_some_units(desk: "Desk") -> None:
    whole = desk.done("result", "template", *PLACE, "-o", desk.folder / "cum.xlsx")
    some = desk.done(
        "result", "template", *PLACE, "--unit", "vl", "--unit", "te", "-o", desk.folder / "hai.xlsx"
    )
    rows = [int(line.split(": ")[1].split()[0]) for line in (whole, some)]
    assert rows[0] * 2 == rows[1] * 3


def test_a_form_that_may_be_filled_in_is_not_overwritten(desk: "Desk", form: Path) -> None:
    before = form.read_bytes()
    said = desk.refused("result", "template", *PLACE, "-o", form)
    assert "không ghi đè" in said
    assert form.read_bytes() == before


def test_a_form_is_an_excel_file_of_members(desk: "Desk") -> None:
    said = desk.refused("result", "template", *PLACE, "-o", desk.folder / "bieu.pdf")
    assert ".xlsx" in said
    said = desk.refused(
        "result", "template", *PLACE, "--unit", "ncx", "-o", desk.folder / "bieu.xlsx"
    )
    assert "Có phải là “ncc”?" in said
    assert not (desk.folder / "bieu.xlsx").exists()


def test_the_faults_of_a_file_are_all_named_in_either_language(desk: "Desk") -> None:
    file = desk.file(
        "sai.csv", "unit;indicator;value\nncx;jobs_created;5\nncc;jobs_created;1.25\nncc;job;#N/A\n"
    )
    said = desk.refused("result", "import", file, "--period", "2026")
    assert "4 lỗi" in said
    assert "sai.csv, A2: chưa có đơn vị “ncx”. Có phải là “ncc”?" in said
    said = desk.refused("result", "import", file, "--period", "2026", "--lang", "en")
    assert "4 faults" in said
    assert "sai.csv, C3: " in said and "sai.csv, C4: the cell holds the error #N/A" in said
    assert "chưa chấm" in desk.done("rank", "phong", "--period", "2026")


def test_a_period_may_stand_in_the_rows_instead(desk: "Desk") -> None:
    file = desk.file(
        "cu.csv", "unit,indicator,value,from,to\nso,jobs_created,5,01/01/2018,31/12/2018\n"
    )
    assert "mới 1" in desk.done("result", "import", file)
    without = desk.file("thieu.csv", "unit,indicator,value\nso,jobs_created,5\n")
    assert "--period" in desk.refused("result", "import", without)


def test_what_may_be_overlooked_is_said_on_the_error_stream(desk: "Desk") -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["unit", "indicator", "value", "from", "to", "STT"])
    sheet.append(["ncc", "jobs_created", 5, None, None, 1])
    sheet.append(["vl", "jobs_created", 6, "01/01/2018", "31/12/2018", 2])
    sheet.row_dimensions[2].hidden = True
    book.save(desk.folder / "an.xlsx")
    answer = desk.run("result", "import", desk.folder / "an.xlsx", "--period", "2026")
    assert answer.code == 0
    assert "Cột không đọc: “STT”." in answer.out
    assert "1 dòng đang ẩn" in answer.err
    assert "1 số liệu có thời gian khác kỳ này" in answer.err


def test_a_value_computed_by_the_file_is_told(desk: "Desk") -> None:
    import xlsxwriter

    path = desk.folder / "tinh.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["unit", "indicator", "value"])
        sheet.write_row("A2", ["ncc", "jobs_created"])
        sheet.write_formula("C2", "=5*2", None, 10)
    answer = desk.run("result", "import", path, "--period", "2026")
    assert answer.code == 0
    assert "1 giá trị do công thức" in answer.err


def test_a_doubtful_figure_is_warned_of_and_an_impossible_one_refused(desk: "Desk") -> None:
    odd = desk.file(
        "la.csv",
        "unit,indicator,kind,value\nncc,poor_households,baseline,5\n"
        "ncc,households_escaped_poverty,actual,6\n",
    )
    answer = desk.run("result", "import", odd, "--period", "2026")
    assert answer.code == 0
    assert "Lưu ý: ncc: " in answer.err and ": 6" in answer.err
    wrong = desk.file(
        "sai.csv",
        "unit,indicator,value\nncc,trained_labour_rate,40\n"
        "ncc,trained_labour_rate_with_certificate,60\n",
    )
    said = desk.refused("result", "import", wrong, "--period", "2026")
    assert "ncc: " in said and ": 40" in said and ": 60" in said


def test_above_the_self_layer_the_place_is_needed_and_its_total_stands_apart(
    desk: "Desk",
) -> None:
    file = desk.file("td.csv", "unit,indicator,value,reason\nncc,jobs_created,4,Chỉ công nhận 4\n")
    assert "--cluster" in desk.refused("result", "import", file, "--layer", "thẩm định")
    printed = desk.done("result", "import", file, *PLACE, "--layer", "thẩm định")
    assert "mới 1" in printed
    assert "không phải là thành viên" in desk.refused(
        "result",
        "import",
        desk.file("la.csv", "unit,indicator,value\nso,jobs_created,4\n"),
        *PLACE,
        "--layer",
        "appraised",
    )


# --- single entries ------------------------------------------------------------------------------


def test_a_figure_is_set_and_says_what_it_replaces(desk: "Desk") -> None:
    entry = ("result", "set", "ncc", "jobs_created")
    first = desk.done(*entry, "trên 24.000 người", *REASON, "--period", "2026")
    assert first == (
        "ncc: Số người được giải quyết việc làm (kết quả, tự chấm):"
        " trên 24.000 người (lượt lao động).\n"
    )
    second = desk.done(*entry, "25.000", *REASON, "--period", "2026", "--lang", "en")
    assert "25,000" in second and "; before: over 24,000" in second


def test_a_target_and_an_appraised_figure_are_set(desk: "Desk") -> None:
    target = desk.done(
        "result",
        "set",
        "ncc",
        "jobs_created",
        "500",
        *REASON,
        "--period",
        "2026",
        "--kind",
        "target",
    )
    assert "(chỉ tiêu, tự chấm)" in target
    appraised = desk.done(
        "result", "set", "ncc", "jobs_created", "4", *REASON, *PLACE, "--layer", "appraised"
    )
    assert "(kết quả, thẩm định)" in appraised
    assert "--cluster" in desk.refused(
        "result",
        "set",
        "ncc",
        "jobs_created",
        "4",
        *REASON,
        "--period",
        "2026",
        "--layer",
        "council",
    )


def test_a_negative_number_is_no_option(desk: "Desk") -> None:
    entry = ("result", "set", "ncc", "unemployment_rate", "-2,5", *REASON, "--period", "2026")
    assert "Tỷ lệ thất nghiệp: -2,5" in desk.refused(*entry)


def test_everything_wrong_with_a_typed_figure_is_said(desk: "Desk") -> None:
    said = desk.refused("result", "set", "ncx", "jobs", "5", *REASON, "--period", "2026")
    assert "2 lỗi" in said and "“ncc”" in said
    said = desk.refused("result", "set", "ncc", "jobs_created", "5", *REASON, "--period", "2062")
    assert "Có phải là “2026”?" in said
    said = desk.refused(
        "result", "set", "ncc", "jobs_created", "5", "--reason", " ", "--period", "2026"
    )
    assert "thiếu lý do" in said
    assert desk.run("result", "set", "ncc", "jobs_created", "5", "--period", "2026").code == 2


def test_an_odd_figure_is_set_with_a_warning(desk: "Desk") -> None:
    def entry(indicator: str, value: str, kind: str) -> tuple[str, ...]:
        where = ("--period", "2026", "--kind", kind)
        return ("result", "set", "ncc", indicator, value, *REASON, *where)

    desk.done(*entry("poor_households", "5", "baseline"))
    answer = desk.run(*entry("households_escaped_poverty", "6", "actual"))
    assert answer.code == 0
    assert "Lưu ý: ncc: " in answer.err


def test_points_are_judged_within_their_limits(desk: "Desk") -> None:
    printed = desk.done("result", "judge", "ncc", "LS-36.2", "12,5", *REASON, *PLACE)
    assert printed == "ncc: tiêu chí LS-36.2 (tự chấm): 12,5 điểm.\n"
    printed = desk.done(
        "result",
        "judge",
        "ncc",
        "LS-36.2",
        "11",
        *REASON,
        *PLACE,
        "--layer",
        "council",
        "--lang",
        "en",
    )
    assert printed == "ncc: criterion LS-36.2 (council): 11 points.\n"
    assert "-3 điểm nằm ngoài khung" in desk.refused(
        "result", "judge", "ncc", "LS-36.2", "-3", *REASON, *PLACE
    )
    assert "Có phải là" in desk.refused("result", "judge", "ncc", "LS-362", "3", *REASON, *PLACE)
    assert "nhiều" in desk.refused("result", "judge", "ncc", "LS-36.2", "nhiều", *REASON, *PLACE)


def test_a_criterion_may_not_concern_a_unit(desk: "Desk") -> None:
    entry = ("result", "not-applicable", "ncc")
    printed = desk.done(*entry, "LS-01", *REASON, *PLACE)
    assert printed == "ncc: tiêu chí LS-01 không áp dụng.\n"
    assert "thiếu lý do" in desk.refused(*entry, "LS-01", "--reason", "", *PLACE)
    assert "Có phải là" in desk.refused(*entry, "LS-1", *REASON, *PLACE)


def test_a_decision_is_withdrawn(desk: "Desk") -> None:
    entry = ("ncc", "LS-36", *REASON, *PLACE)
    part = ("ncc", "LS-36.2", *REASON, *PLACE)
    desk.done("result", "not-applicable", *entry)
    said = desk.refused("result", "judge", "ncc", "LS-36.2", "5", *REASON, *PLACE)
    command = "thidua result withdraw ncc LS-36 --cluster phong --period 2026 --layer self"
    assert command in " ".join(said.split())
    printed = desk.done("result", "withdraw", *entry)
    assert printed == "ncc: tiêu chí LS-36 (tự chấm): đã rút quyết định không áp dụng.\n"
    desk.done("result", "judge", "ncc", "LS-36.2", "12,5", *REASON, *PLACE)
    assert "--layer self" in desk.refused("result", "withdraw", *part, "--layer", "council")
    printed = desk.done("result", "withdraw", *part, "--lang", "en")
    assert printed == "ncc: criterion LS-36.2 (self-score): withdrawn: judged points 12.5.\n"


def test_points_and_an_exemption_are_withdrawn_at_once(desk: "Desk") -> None:
    desk.done("result", "judge", "ncc", "LS-01", "1", *REASON, *PLACE)
    desk.done("result", "not-applicable", "ncc", "LS-01", *REASON, *PLACE)
    printed = desk.done("result", "withdraw", "ncc", "LS-01", *REASON, *PLACE)
    assert "đã rút điểm chấm 1 và quyết định không áp dụng." in printed


def test_judged_points_come_in_a_file_too(desk: "Desk") -> None:
    file = desk.folder / "cham.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines, delimiter=";")
        writer.writerow(["unit", "criterion", "points", "reason", "layer"])
        writer.writerow(["ncc", "LS-36.2", "12,5", "Phong trào đều", "appraised"])
        writer.writerow(["vl", "LS-36.2", "", "", ""])
    printed = desk.done("result", "import-judged", file, *PLACE, "--layer", "council")
    assert "đọc 2 dòng: mới 1, sửa 0, giữ nguyên 0, để trống 1." in printed
    assert "đã nhập" in desk.done("result", "import-judged", file, *PLACE, "--layer", "council")
    trial = desk.file("thu.csv", "unit,criterion,points,reason\nvl,LS-36.2,9,Khá\n")
    assert "Chạy thử" in desk.done("result", "import-judged", trial, *PLACE, "--dry-run")


def test_a_final_period_takes_nothing_more(desk: "Desk") -> None:
    engine = open_engine(desk.folder / "thidua.db")
    with writing(engine) as connection:
        connection.execute(update(tables.period).values(state=PeriodState.FINAL.value))
    engine.dispose()
    file = desk.file("x.csv", "unit,indicator,value\nncc,jobs_created,5\n")
    judged = desk.file("y.csv", "unit,criterion,points,reason\nvl,LS-36.2,9,Khá\n")
    for command in (
        ("template", *PLACE, "-o", desk.folder / "bieu.xlsx"),
        ("import", file, "--period", "2026"),
        ("import-judged", judged, *PLACE),
        ("set", "ncc", "jobs_created", "5", *REASON, "--period", "2026"),
        ("judge", "ncc", "LS-36.2", "5", *REASON, *PLACE),
        ("not-applicable", "ncc", "LS-01", *REASON, *PLACE),
        ("withdraw", "ncc", "LS-01", *REASON, *PLACE),
    ):
        assert "đã chốt" in desk.refused("result", *command)


def test_units_and_clusters_tell_what_they_leave_out(desk: "Desk") -> None:
    roster = desk.file("it.csv", "cluster,name,organiser,unit\nphong,Cụm thi đua,so,ncc\n")
    answer = desk.run("cluster", "import", roster)
    assert answer.code == 0
    assert "“vl”" in answer.err and "“te”" in answer.err


def test_a_sign_of_life_is_shown_on_a_terminal_only(
    desk: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    class Watched(Console):
        def status(self, status: Any, **options: Any) -> Any:
            shown.append(status)
            return super().status(status, **options)

    file = desk.file("x.csv", "unit,indicator,value\nncc,jobs_created,5\n")
    desk.done("result", "import", file, "--period", "2026", "--dry-run")
    assert shown == []
    monkeypatch.setattr("rich.console.Console", Watched)
    monkeypatch.setattr(progress, "_watched", lambda: True)
    desk.done("result", "import", file, "--period", "2026")
    assert shown == ["Đang đọc và kiểm tra tệp …"]
