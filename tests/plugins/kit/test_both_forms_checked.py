"""A sector that is written both ways is checked alike: only the places are those of each form."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from attrs import evolve

from thidua.core.workspace.sector_sheets.sector_plain import plain_of_records
from thidua.core.workspace.sector_sheets.workbook_data import workbook_data
from thidua.core.workspace.sector_sheets.writing import sheets_of
from thidua.core.workspace.templates import TemplateFile
from thidua.office.sector_workbook import write_sector_workbook
from thidua.plugins.kit.checking import check_plugin
from thidua.plugins.kit.results import Area, CheckResult, Verdict
from thidua.plugins.sector_adding import content_at

SAMPLE = Path(__file__).parents[2] / "data" / "sectors" / "y_te"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sample sector, but for its report template, in a folder and in a workbook."""
    folder = tmp_path_factory.mktemp("both") / "y_te"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("templates"))
    content = content_at(folder)
    assert content is not None
    plain = plain_of_records(content.sector_file, content.criteria_sets, content.cases)
    file = folder.with_suffix(".xlsx")
    nothing = TemplateFile("sector-workbook", b"-", file.name)
    file.write_bytes(write_sector_workbook(nothing, workbook_data(sheets_of(plain), "vi"), "vi"))
    return folder, file


def placeless(results: tuple[CheckResult, ...]) -> list[CheckResult]:
    """The results without places and without what the clock says, which no two runs share."""
    timed = {"import-time", "time-per-cell"}
    return [
        evolve(it, place="", came_out=it.tried if it.check in timed else it.came_out)
        for it in results
    ]


def test_reports_of_both_forms_are_the_same(both: tuple[Path, Path]) -> None:
    of_folder, of_workbook = (check_plugin(path, examples=3) for path in both)
    assert placeless(of_folder) == placeless(of_workbook)
    assert [it for it in of_folder if it.verdict is Verdict.FAILED] == []
    assert {it.check for it in of_folder} >= {"points-add-up", "deterministic", "cases"}
    [case] = [it for it in of_workbook if it.check == "cases"]
    assert case.place == "y_te.xlsx, 'Ví dụ kiểm'!A3"


def test_case_that_comes_out_otherwise_is_told_at_its_cell(both: tuple[Path, Path]) -> None:
    file = both[1].with_name("khac.xlsx")
    book = openpyxl.load_workbook(both[1])
    sheet = book["Đơn vị ví dụ"]
    heads = [cell.value for cell in sheet[2]]
    expected = sheet.cell(3, heads.index("expect_points") + 1)
    expected.value = "1,5"
    book.save(file)
    [failed] = [it for it in check_plugin(file, areas=[Area.CASES]) if it.failed]
    assert f"('Đơn vị ví dụ'!{expected.coordinate})" in failed.came_out.en
    assert f"('Đơn vị ví dụ'!{expected.coordinate})" in failed.came_out.vi
    assert failed.place == f"khac.xlsx, 'Đơn vị ví dụ'!{expected.coordinate}"


def test_each_value_of_a_case_is_told_at_its_own_cell(both: tuple[Path, Path]) -> None:
    file = both[1].with_name("hang.xlsx")
    book = openpyxl.load_workbook(both[1])
    sheet = book["Đơn vị ví dụ"]
    heads = [cell.value for cell in sheet[2]]
    wrong = {"expect_points": "1,5", "expect_rank": "9", "expect_status": "excluded"}
    cells = {name: sheet.cell(3, heads.index(name) + 1) for name in wrong}
    for name, cell in cells.items():
        cell.value = wrong[name]
    book.save(file)
    [failed] = [it for it in check_plugin(file, areas=[Area.CASES]) if it.failed]
    for cell in cells.values():
        assert failed.came_out.vi.count(f"('Đơn vị ví dụ'!{cell.coordinate})") == 1


def test_advice_on_cases_is_that_of_the_form(both: tuple[Path, Path], tmp_path: Path) -> None:
    folder, file = tmp_path / "y_te", both[1].with_name("khong.xlsx")
    shutil.copytree(both[0], folder, ignore=shutil.ignore_patterns("cases"))
    book = openpyxl.load_workbook(both[1])
    for name in ("Ví dụ kiểm", "Đơn vị ví dụ"):
        book[name].delete_rows(3, 50)
    book.save(file)
    [of_folder] = check_plugin(folder, areas=[Area.CASES])
    [of_workbook] = check_plugin(file, areas=[Area.CASES])
    assert "cases/*.toml" in of_folder.came_out.vi
    assert "“Ví dụ kiểm” và “Đơn vị ví dụ”" in of_workbook.came_out.vi


def test_new_version_of_a_workspace_s_sector_does_not_clash_with_the_one_before(
    both: tuple[Path, Path], tmp_path: Path
) -> None:
    before = tmp_path / "y-te"
    shutil.copytree(both[0], before)
    for path in both:
        results = check_plugin(path, areas=[Area.DECLARATION], folders=[before])
        assert [it.came_out.en for it in results if it.failed] == []
    other = before.rename(tmp_path / "y-te-khac")
    results = check_plugin(both[0], areas=[Area.DECLARATION], folders=[other])
    assert {it.check for it in results if it.failed} == {"codes-free"}
