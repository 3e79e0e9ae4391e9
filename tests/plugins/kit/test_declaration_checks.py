"""The checks of a declaration: which of them tells of a fault, about what, at which line."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused
from thidua.plugins.kit import CheckResult, KitLimits, Verdict
from thidua.plugins.kit.declaration import declaration_results
from thidua.plugins.kit.examining import examine
from thidua.plugins.kit.fault_sorting import check_of_fault, path_of
from thidua.plugins.kit.limits import limits_from
from thidua.plugins.kit.targets import Target, TargetKind, in_folder

SAMPLE = Path(__file__).parents[2] / "data" / "sectors" / "y_te"
Package = Callable[..., Path]


def results_of(root: Path) -> list[CheckResult]:
    return declaration_results(examine(in_folder(root)))


def failed(results: list[CheckResult]) -> list[CheckResult]:
    return [it for it in results if it.failed]


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., list[CheckResult]]:
    """The results of the sample with one place of one file changed."""

    def check(file: str, find: str, put: str) -> list[CheckResult]:
        root = shutil.copytree(SAMPLE, tmp_path / "y_te")
        text = (root / file).read_text(encoding="utf-8")
        assert find in text
        (root / file).write_text(text.replace(find, put, 1), encoding="utf-8")
        return results_of(root)

    return check


SECTOR, SET = "sector.toml", "criteria-2026.toml"


@pytest.mark.parametrize(
    ("file", "find", "put", "check", "subject"),
    [
        (SECTOR, "api_version = 1", "api_version = 99", "api-version", ""),
        (SECTOR, 'direction = "lower"', 'colour = "red"', "files", "late_reports"),
        (SECTOR, "[plugin]", "[plugin", "files", ""),
        (SET, 'code = "Y-2"', 'code = "Y-1"', "codes", "2"),
        (SECTOR, 'title = { vi = "Số báo cáo chậm", ', "title = { ", "titles", "late_reports"),
        (SECTOR, 'unit = { vi = "trẻ", en = "children" }', "", "measures", "vaccinated"),
        (SET, 'basis = "proposal"', 'basis = "official"', "references", "Y-1"),
        (SET, 'sector = "y-te"', 'sector = "nowhere"', "names-known", ""),
        (SET, 'rank_on = "rounded"', 'rank_on = "sideways"', "structure", ""),
        (SET, "points = 70", "points = 60", "points-add-up", ""),
        (SET, "2026-01-01", "2026-01-01\nvalid_to = 2025-01-01", "validity-spans", ""),
        (SET, 'whole = "vaccinated.target"', 'whole = "born"', "names-known", "Y-1"),
        (SECTOR, "min(done / whole, 1)", "open(done)", "formulas-compile", "y-te-share"),
    ],
)  # fmt: skip
def test_fault_belongs_to_one_check(
    changed: Callable[..., list[CheckResult]],
    file: str,
    find: str,
    put: str,
    check: str,
    subject: str,
) -> None:
    results = changed(file, find, put)
    assert {it.check for it in failed(results)} == {check}
    assert subject in {it.subject for it in failed(results)}
    assert len({it.check for it in results}) == 14


def test_bands_that_overlap(changed: Callable[..., list[CheckResult]]) -> None:
    bands = (
        'rank_on = "rounded"\nbands = [{ code = "a", from = 50, title = "A" },'
        ' { code = "b", below = 60, title = "B" }]'
    )
    found = failed(changed(SET, 'rank_on = "rounded"', bands))
    assert {it.check for it in found} == {"bands"}


def test_editions_valid_on_the_same_day(tmp_path: Path) -> None:
    root = shutil.copytree(SAMPLE, tmp_path / "y_te")
    text = (root / SET).read_text(encoding="utf-8")
    later = text.replace("y-te-2026", "y-te-2027").replace("2026-01-01", "2027-01-01")
    (root / "criteria-2027.toml").write_text(later, encoding="utf-8")
    [found] = failed(results_of(root))
    assert (found.check, found.subject) == ("validity-spans", "y-te-2027")
    assert "01/01/2027" in found.came_out.vi
    (root / SET).write_text(
        text.replace("2026-01-01", "2026-01-01\nvalid_to = 2026-12-31"), encoding="utf-8"
    )
    results = results_of(root)
    assert not failed(results)
    [spans] = [it for it in results if it.check == "validity-spans"]
    assert spans.came_out.en == (
        "y-te-2026 from 2026-01-01 to 2026-12-31; y-te-2027 from 2027-01-01."
    )


def test_set_without_a_span(changed: Callable[..., list[CheckResult]]) -> None:
    results = changed(SET, "valid_from = 2026-01-01\n", "")
    [spans] = [it for it in results if it.check == "validity-spans"]
    assert spans.came_out.vi == "y-te-2026 không giới hạn thời gian."


def test_references_that_a_proposal_lacks_are_recommended() -> None:
    [found] = [it for it in results_of(SAMPLE) if it.check == "references"]
    assert found.verdict is Verdict.PASSED
    assert found.came_out == Text(
        "0/2 tiêu chí nêu căn cứ riêng; bảng đề xuất nên có, bảng chính thức phải có.",
        "0 of 2 criteria name their own: recommended for a proposal, required of an official"
        " table.",
    )


def test_official_table_may_rest_on_one_document(
    changed: Callable[..., list[CheckResult]],
) -> None:
    results = changed(SET, 'basis = "proposal"', 'basis = "official"\nlegal_basis = "QĐ 01"')
    assert not failed(results)


def test_hook_at_fault_is_named(package: Package) -> None:
    [found] = failed(results_of(package(hook="raise KeyError('x')")))
    assert (found.check, found.subject) == ("hooks", "thidua_sector")
    assert found.came_out.en == "the hook failed (KeyError: 'x')."


def test_plugin_that_cannot_be_imported_is_not_tried_further(package: Package) -> None:
    results = results_of(package(before="import nothing_of_the_kind"))
    assert [it.check for it in failed(results)] == ["import"]
    others = [it for it in results if it.check != "import"]
    assert {it.verdict for it in others} == {Verdict.SKIPPED}


def test_set_that_only_a_hook_gives_is_compiled_as_well(tmp_path: Path, package: Package) -> None:
    root = package()
    (root / SET).rename(root / "points.txt")
    code = (root / "__init__.py").read_text(encoding="utf-8")
    before = '    yield here.criteria_set("criteria-2026.toml")'
    assert before in code
    (root / "__init__.py").write_text(
        code.replace(before, '    yield here.criteria_set("points.txt")'), encoding="utf-8"
    )
    assert not failed(results_of(root))
    text = (root / "points.txt").read_text(encoding="utf-8")
    (root / "points.txt").write_text(text.replace('done = "vaccinated"', 'done = "born"'))
    [found] = failed(results_of(root))
    assert (found.check, found.place[:11]) == ("names-known", "y-te-2026, ")


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ("h/sector.toml, dòng/line 3, indicators[a].unit", "indicators[a].unit"),
        ("h/sector.toml", ""),
        ("", ""),
    ],
)
def test_path_at_the_end_of_a_place(place: str, path: str) -> None:
    assert path_of(place) == path


def test_fault_that_no_word_or_key_tells() -> None:
    said = Text("Sai.", "Wrong.")
    assert check_of_fault(Fault(said, "h/x.toml")) == "files"
    assert check_of_fault(Fault(said, "criteria[A].points")) == "structure"


def test_target_is_told_to_a_child_and_back() -> None:
    target = Target(TargetKind.INSTALLED, "labour-social")
    assert Target.from_plain(target.to_plain()) == target


def test_limits_of_the_environment() -> None:
    assert limits_from({}) == KitLimits()
    given = {"THIDUA_KIT_SECONDS": "3", "THIDUA_KIT_MEMORY": "256"}
    assert limits_from(given) == KitLimits(seconds=3, behaviour_seconds=3, memory=256)


@pytest.mark.parametrize("given", [{"THIDUA_KIT_SECONDS": "soon"}, {"THIDUA_KIT_MEMORY": "127"}])
def test_limits_that_are_none(given: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="must be a whole number of at least"):
        limits_from(given)


def test_what_follows_on_a_faulty_table_is_not_tried(
    changed: Callable[..., list[CheckResult]],
) -> None:
    untried = Text("Chưa thử, vì bảng điểm có lỗi.", "Not tried, for the table has faults.")
    results = changed(SET, 'rank_on = "rounded"', 'rank_on = "sideways"')
    skipped = {it.check: it.came_out for it in results if it.verdict is Verdict.SKIPPED}
    assert set(skipped) >= {"points-add-up", "bands", "validity-spans"}
    assert set(skipped.values()) == {untried}
