"""``check_plugin``: a sector is checked stage by stage, and each fault is told once."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from thidua.core.text.fault import Refused
from thidua.plugins.kit import Area, CheckResult, KitLimits, Verdict, check_plugin
from thidua.plugins.kit.reaching import reached
from thidua.plugins.kit.targets import Target, TargetKind

SAMPLE = Path(__file__).parents[2] / "data" / "sectors" / "y_te"
LIMITS = KitLimits(seconds=3, behaviour_seconds=20)
Package = Callable[..., Path]
Workbook = Callable[[Path], Path]


def failed(results: Iterable[CheckResult]) -> list[CheckResult]:
    return [it for it in results if it.failed]


def verdicts(results: Iterable[CheckResult], check: str) -> list[Verdict]:
    return [it.verdict for it in results if it.check == check]


def checked(
    target: str | Path, *areas: Area, limits: KitLimits = LIMITS
) -> tuple[CheckResult, ...]:
    return check_plugin(target, limits=limits, examples=5, areas=areas or tuple(Area))


def only(results: Iterable[CheckResult]) -> CheckResult:
    [found] = failed(results)
    return found


@pytest.fixture(scope="module")
def sample() -> tuple[CheckResult, ...]:
    return checked(SAMPLE)


def test_sound_sector_passes_in_every_area(sample: tuple[CheckResult, ...]) -> None:
    assert failed(sample) == []
    assert list(dict.fromkeys(it.area for it in sample)) == list(Area)
    for check in ("points-add-up", "codes-free", "within-bounds", "templates-render", "cases"):
        assert verdicts(sample, check) == [Verdict.PASSED], check
    assert verdicts(sample, "deterministic") == [Verdict.PASSED] * 2


def test_sector_without_code_has_no_import_to_measure(sample: tuple[CheckResult, ...]) -> None:
    for check in ("import-time", "imported-modules"):
        [found] = [it for it in sample if it.check == check]
        assert (found.verdict, found.came_out.en) == (
            Verdict.SKIPPED,
            "There is no Python code.",
        )


def test_results_of_one_check_stand_side_by_side(sample: tuple[CheckResult, ...]) -> None:
    checks = [(it.area, it.check) for it in sample]
    changes = [one for one, before in zip(checks, [None, *checks], strict=False) if one != before]
    assert len(changes) == len(set(checks))


@pytest.mark.parametrize("name", ["labour-social", "industry-trade", "standard", "office"])
def test_declaration_and_cases_of_our_own_sectors(name: str) -> None:
    results = checked(name, Area.DECLARATION, Area.CASES, limits=KitLimits())
    assert failed(results) == []
    assert {it.area for it in results} == {Area.DECLARATION, Area.CASES}


def test_formula_that_never_ends_is_named_with_its_line(package: Package) -> None:
    root = package("while True: pass")
    results = checked(root, limits=KitLimits(seconds=1))
    found = only(results)
    assert (found.check, found.subject) == ("within-limits", "Y-1")
    assert found.came_out.en == "Did not end within 1 second."
    assert found.place == f"{root}/__init__.py:9"
    assert verdicts(results, "time-per-cell") == [Verdict.SKIPPED]
    assert verdicts(results, "behaviour") == [Verdict.SKIPPED]
    assert verdicts(results, "cases") == [Verdict.SKIPPED]


def test_formula_that_ends_the_program(package: Package) -> None:
    found = only(checked(package("import os; os._exit(7)")))
    assert (found.check, found.subject) == ("within-limits", "Y-1")
    assert found.came_out.vi == "Kết thúc chương trình (exit code 7)."


def test_formula_that_takes_all_memory(package: Package) -> None:
    found = only(checked(package("return len(bytearray(2 ** 33))")))
    assert (found.check, found.came_out.en) == ("within-limits", "Took over 512 MiB of memory.")


def test_formula_that_leaves_with_an_exit_is_a_python_fault(package: Package) -> None:
    found = only(checked(package("raise SystemExit(3)")))
    assert (found.check, found.subject) == ("python-formulas", "y-te-share")
    assert "SystemExit: 3" in found.came_out.en
    assert found.place.endswith("__init__.py:9")


def test_slow_formula_fails_by_its_time_alone(package: Package) -> None:
    root = package("import time; time.sleep(0.01); return 5")
    found = only(checked(root, Area.RESOURCES))
    assert (found.check, found.subject) == ("time-per-cell", "Y-1")
    assert found.came_out.en.endswith("milliseconds, over the 5 allowed.")


def test_formula_that_depends_on_the_process(package: Package) -> None:
    results = checked(package("return hash('tốt') % 1000 % 7", before="import os"))
    found = only(results)
    assert (found.check, found.subject) == ("deterministic", "Y-1")
    assert found.came_out.vi.startswith("Ở tiến trình khác, cùng số liệu lại cho điểm khác")
    assert [it.came_out.en for it in results if it.check == "cases"] == [
        "Not tried, for the behaviour has failed: mend that first, or run --only cases."
    ]


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("import os; os._exit(3)", "Ended the program (exit code 3)."),
        ("while True: pass", "Did not end within 1 second."),
        ("raise RuntimeError('no licence')", "it cannot be loaded (RuntimeError: no licence)."),
    ],
)
def test_import_that_fails_is_told_once(package: Package, before: str, words: str) -> None:
    results = checked(package(before=before), limits=KitLimits(seconds=1))
    found = only(results)
    assert (found.check, found.came_out.en) == ("import", words)
    assert set(verdicts(results, "hooks")) == {Verdict.SKIPPED}
    assert verdicts(results, "behaviour") == verdicts(results, "cases") == [Verdict.SKIPPED]


def test_import_that_never_ends_is_told_apart_from_a_hook(package: Package) -> None:
    root = package(before="while True: pass")
    results = checked(root, Area.DECLARATION, limits=KitLimits(seconds=1))
    assert only(results).check == "import"
    assert {it.area for it in results} == {Area.DECLARATION}


@pytest.mark.parametrize(("allowed", "failures"), [(1000, ["behaviour"]), (1, ["time-per-cell"])])
def test_behaviour_that_takes_too_long(package: Package, allowed: int, failures: list[str]) -> None:
    root = package("import time; time.sleep(0.02); return 5")
    limits = KitLimits(seconds=5, behaviour_seconds=1, cell_milliseconds=allowed)
    results = checked(root, Area.BEHAVIOUR, limits=limits)
    assert [it.check for it in failed(results)] == failures
    assert [it.verdict for it in results if it.check == "behaviour"] == [
        Verdict.FAILED if failures == ["behaviour"] else Verdict.SKIPPED
    ]


def test_case_that_never_ends(package: Package) -> None:
    root = package("while True: pass", without=("templates",))
    found = only(checked(root, Area.CASES, limits=KitLimits(seconds=1)))
    assert (found.check, found.came_out.en) == ("cases", "Did not end within 1 second.")


def test_hook_that_never_ends(package: Package) -> None:
    found = only(checked(package(hook="while True: pass"), limits=KitLimits(seconds=2)))
    assert (found.check, found.came_out.en) == ("hooks", "Did not end within 2 seconds.")


def test_heavy_library_is_named_and_the_time_put_down_to_it(package: Package) -> None:
    results = checked(
        package(before="import openpyxl"),
        Area.RESOURCES,
        limits=KitLimits(seconds=10, import_milliseconds=1),
    )
    found = only(results)
    assert (found.check, "openpyxl" in found.came_out.vi) == ("imported-modules", True)
    [time] = [it for it in results if it.check == "import-time"]
    assert time.verdict is Verdict.SKIPPED
    assert "imported-modules" in time.came_out.en


def test_slow_import(package: Package) -> None:
    root = package(before="import time; time.sleep(0.6); import attrs")
    results = checked(root, Area.RESOURCES)
    assert only(results).check == "import-time"
    [modules] = [it for it in results if it.check == "imported-modules"]
    assert modules.came_out.en in {
        "None but Python's own.",
        "None that is heavy; there is attrs.",
    }


def test_faults_of_the_declaration_come_before_everything_else(tmp_path: Path) -> None:
    root = shutil.copytree(SAMPLE, tmp_path / "y_te")
    file = root / "criteria-2026.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("points = 70", "points = 60"))
    results = checked(root)
    found = only(results)
    assert found.check == "points-add-up"
    assert found.place.startswith("y_te/criteria-2026.toml, dòng/line 6")
    assert [it.came_out.en for it in results if it.check == "behaviour"] == [
        "Not tried, for the declaration has faults: mend them first."
    ]


def test_sector_without_a_criteria_set_has_nothing_to_score(tmp_path: Path) -> None:
    root = shutil.copytree(SAMPLE, tmp_path / "y_te")
    (root / "criteria-2026.toml").unlink()
    shutil.rmtree(root / "cases")
    results = checked(root)
    assert failed(results) == []
    assert verdicts(results, "behaviour") == [Verdict.SKIPPED]


def test_areas_that_are_not_asked_for_are_left_out() -> None:
    results = checked(SAMPLE, Area.CASES)
    assert [it.check for it in results] == ["cases", "case-files"]
    assert not failed(results)


def test_case_that_fails_is_no_fault_of_the_behaviour(tmp_path: Path) -> None:
    root = shutil.copytree(SAMPLE, tmp_path / "y_te")
    [case] = (root / "cases").iterdir()
    case.write_text(
        'source = "Tính tay"\n[[units]]\ncode = "a"\nvaccinated = 5\n"vaccinated.target" = 10\n'
        'late_reports = 0\nexpect = { points = "66" }\n',
        encoding="utf-8",
    )
    found = only(checked(root, Area.CASES))
    assert (found.check, found.subject) == ("cases", f"cases/{case.name}")
    assert "66" in found.came_out.vi
    assert "65" in found.came_out.vi


def test_code_of_another_plugin_is_a_clash(tmp_path: Path) -> None:
    root = shutil.copytree(SAMPLE, tmp_path / "y_te")
    for file in root.glob("*.toml"):
        text = file.read_text(encoding="utf-8").replace("late_reports", "jobs_created")
        file.write_text(text, encoding="utf-8")
    shutil.rmtree(root / "cases")
    found = only(checked(root, Area.DECLARATION))
    assert (found.check, found.subject) == ("codes-free", "jobs_created")
    assert "labour-social" in found.came_out.en


@pytest.mark.parametrize("where", ["everywhere", "only in a check"])
def test_another_plugin_that_ends_the_program_is_no_fault_of_this_one(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = tmp_path / "leaving-1.0.dist-info"
    card.mkdir()
    (card / "METADATA").write_text("Metadata-Version: 2.1\nName: leaving\nVersion: 1.0\n")
    (card / "entry_points.txt").write_text("[thidua.plugins]\nleaving = leaving_sector\n")
    condition = "True" if where == "everywhere" else '"thidua.plugins.kit.stages" in sys.modules'
    source = f"import os, sys\nif {condition}: os._exit(9)\n"
    (tmp_path / "leaving_sector.py").write_text(source)
    monkeypatch.syspath_prepend(str(tmp_path))
    results = checked(SAMPLE, Area.DECLARATION)
    assert failed(results) == []
    [free] = [it for it in results if it.check == "codes-free"]
    if where == "everywhere":  # then it can be told beforehand, and takes no codes
        assert free.verdict is Verdict.PASSED
        assert only(checked("leaving")).check == "import"
        return
    assert free.verdict is Verdict.SKIPPED
    assert free.came_out.en.startswith("Cannot be compared, for another plugin stops the loading")


def test_nothing_is_called_so() -> None:
    with pytest.raises(Refused) as refused:
        checked("labour-socal")
    assert "labour-social" in str(refused.value)
    with pytest.raises(Refused, match="There is no such folder"):
        checked("./nowhere")
    with pytest.raises(Refused, match="There is no such file"):
        checked("nowhere.xlsx")


def test_code_that_only_python_declares(
    package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "health_in_python.py").write_text(
        "from thidua.plugins import Plugin, Text, hookimpl\n\n\n@hookimpl\n"
        "def thidua_plugin():\n"
        '    return Plugin("clinics", Text("Trạm", "Clinics"), 1)\n'
    )
    card = tmp_path / "hip-1.0.dist-info"
    card.mkdir()
    (card / "METADATA").write_text("Metadata-Version: 2.1\nName: hip\nVersion: 1.0\n")
    (card / "entry_points.txt").write_text("[thidua.plugins]\nhip = health_in_python\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    results = checked("clinics", Area.DECLARATION)
    assert failed(results) == []
    [hooks] = [it for it in results if it.check == "hooks"]
    assert hooks.came_out.en == "thidua_plugin."


def test_project_that_holds_a_package(package: Package, tmp_path: Path) -> None:
    project = tmp_path / "thidua-health"
    project.mkdir()
    (project / "pyproject.toml").write_text(
        '[project.entry-points."thidua.plugins"]\nhealth = "thidua_health:plugin"\n'
    )
    (project / "src").mkdir()
    package(name="thidua_health").rename(project / "src" / "thidua_health")
    results = checked(project, Area.DECLARATION)
    assert failed(results) == []
    assert [it.came_out.en for it in results if it.check == "import"] == ["thidua_health."]


@pytest.mark.parametrize("text", ["[project]\nname = 'x'\n", "no toml ="])
def test_project_that_announces_nothing_is_no_sector(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    found = only(checked(tmp_path, Area.DECLARATION))
    assert (found.check, found.came_out.en[:27]) == ("files", "This folder is not a sector")


def test_ways_to_name_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SAMPLE, tmp_path / "y_te")
    monkeypatch.chdir(tmp_path)
    for target in ("y_te", "./y_te", Path("y_te"), "y_te/sector.toml"):
        with reached(target, LIMITS, []) as found:
            assert found.target == Target(TargetKind.FOLDER, str(tmp_path / "y_te"))


def test_sector_of_a_workspace_by_its_code() -> None:
    results = check_plugin("Y_TE", limits=LIMITS, examples=5, areas=(Area.CASES,), folders=[SAMPLE])
    assert [it.verdict for it in results] == [Verdict.PASSED] * 2


def test_sound_workbook(tmp_path: Path, write_workbook: Workbook) -> None:
    file = write_workbook(tmp_path / "y-te.xlsx")
    results = checked(file, Area.DECLARATION, Area.CASES)
    assert failed(results) == []
    assert verdicts(results, "points-add-up") == [Verdict.PASSED]


def changed(file: Path, sheet: int, cell: str, value: object) -> None:
    import openpyxl

    book = openpyxl.load_workbook(file)
    book.worksheets[sheet][cell] = value
    book.save(file)


def test_workbook_with_a_fault_is_told_with_sheet_and_cell(
    tmp_path: Path, write_workbook: Workbook
) -> None:
    file = write_workbook(tmp_path / "y-te.xlsx")
    cell = _cell_of(file, 70)
    changed(file, *cell, 60)
    found = only(checked(file))
    assert found.check == "points-add-up"
    assert found.place.startswith("y-te.xlsx, '")


def test_workbook_with_a_cell_that_cannot_be_read(tmp_path: Path, write_workbook: Workbook) -> None:
    file = write_workbook(tmp_path / "y-te.xlsx")
    cell = _cell_of(file, 70)
    changed(file, *cell, "bảy mươi")
    results = checked(file)
    found = failed(results)
    assert found
    assert all(it.place.endswith(cell[1]) for it in found)
    assert verdicts(results, "behaviour") == [Verdict.SKIPPED]


def test_file_that_is_no_workbook(tmp_path: Path) -> None:
    file = tmp_path / "y-te.xlsx"
    file.write_bytes(b"PK no workbook")
    assert only(checked(file)).area is Area.DECLARATION


def _cell_of(file: Path, value: object) -> tuple[int, str]:
    import openpyxl

    book = openpyxl.load_workbook(file)
    return next(
        (place, cell.coordinate)
        for place, sheet in enumerate(book.worksheets)
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value) == str(value)
    )
