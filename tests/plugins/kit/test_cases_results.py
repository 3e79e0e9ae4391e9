"""Worked cases: figures in, points, ranks and bands out, and why where they are others."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

import thidua.cli
import thidua.sectors.industry_trade
import thidua.sectors.labour_social
from thidua.plugins.kit.cases import case_results
from thidua.plugins.kit.examining import Examined, examine
from thidua.plugins.kit.results import Area, CheckResult, Verdict
from thidua.plugins.kit.targets import in_folder

SECTOR = """
[plugin]
code = "health"
title = { vi = "Y tế", en = "Health" }
api_version = 1

[sector]
code = "health"
title = { vi = "Y tế", en = "Health" }
legal_basis = "Quyết định số 01/QĐ-SYT"
unit_kinds = [
  { code = "department", title = { vi = "sở", en = "department" } },
  { code = "office", title = { vi = "phòng", en = "office" } },
]
"""
INDICATORS = {
    "vaccinated": "whole = true",
    "grade": 'kind = "grade"\ngrades = ["weak", "good"]\n'
    'grade_titles = [{ vi = "Yếu", en = "Weak" }, { vi = "Tốt", en = "Good" }]',
    "launched": 'kind = "yes-no"',
    "report_date": 'kind = "date"',
    "fraud": 'when_blank = "zero"\nwhole = true\ndirection = "lower"',
}
CRITERIA = """
code = "health-2026"
title = { vi = "Bảng điểm y tế", en = "Point table of health" }
sector = "health"
basis = "proposal"
points = 10
rounding = { total = 2 }
rank_on = "rounded"
tie_breakers = ["criterion:H-04"]
bands = [
  { code = "good", from = 85, title = { vi = "Tốt", en = "Good" } },
  { code = "fair", below = 85, title = { vi = "Khá", en = "Fair" } },
]

[[sections]]
code = "I"
title = { vi = "Chuyên môn", en = "Tasks" }
points = 6

[[sections]]
code = "I.a"
parent = "I"
title = { vi = "Tiêm chủng", en = "Vaccination" }
points = 4

[[sections]]
code = "II"
title = { vi = "Thi đua", en = "Emulation" }
points = 4

[[criteria]]
code = "H-01"
section = "I.a"
title = { vi = "Tiêm chủng", en = "Vaccination" }
points = 4
formula = "points * min(vaccinated / vaccinated.target, 1)"

[[criteria]]
code = "H-02"
section = "I"
title = { vi = "Xếp loại", en = "Grade" }
points = 2
formula = "points if grade >= 2 else 0"
applies_to = ["department"]

[[criteria]]
code = "H-03"
section = "II"
title = { vi = "Phong trào", en = "Movements" }
points = 2

[[criteria]]
code = "H-03.1"
parent = "H-03"
title = { vi = "Chất lượng", en = "Quality" }
points = 1
judged = { from = 0, to = 1 }

[[criteria]]
code = "H-03.2"
parent = "H-03"
title = { vi = "Phát động", en = "Launched" }
points = 1
formula = "points * launched"

[[criteria]]
code = "H-04"
section = "II"
title = { vi = "Báo cáo", en = "Report" }
points = 1
formula = "points if report_date <= report_date.target else 0"
rows = [{ gate = "fraud > 0", title = { vi = "Khai gian", en = "Fraud" } }]

[[criteria]]
code = "H-05"
section = "II"
title = { vi = "Tiến bộ", en = "Progress" }
points = 1
formula = "points if vaccinated > vaccinated.previous else 0"
"""
CASE = """
source = "Annex 2"

[[units]]
code = "u1"
kind = "department"
vaccinated = 950
"vaccinated.target" = "1000"
grade = "tốt"
launched = true
report_date = 2026-11-30
"report_date.target" = "2026-11-30"
previous = { vaccinated = 900 }
judged = { "H-03.1" = "0.5" }

[units.expect]
points = "9.30"
rank = 1
band = "good"
status = "ranked"
sections = { I = "5.80", "I.a" = "3.8", II = "3.5" }
criteria = { H-01 = "3.8", H-03 = "1.5", "H-03.1" = "0.5", "H-03.2" = 1 }

[[units]]
code = "u2"
name = "Phòng 2"
kind = "office"
standing = "suspended"
previous = { vaccinated = 1100 }
judged = { "H-03.1" = 1 }
not_applicable = { H-05 = "New" }

[units.figures]
vaccinated = "over 1000"
"vaccinated.target" = 1000
launched = true
report_date = 2026-12-01
"report_date.target" = 2026-11-30

# The grade is not for offices: 4 of 4 for vaccination stand for 6; 2 + 0 of 3 for 4.
[units.expect]
points = "8.67"
rank = 2
band = "good"
status = "suspended"
criteria = { H-05 = "none", H-02 = "none" }

[[units]]
code = "u3"
kind = "department"
vaccinated = 1

[units.expect]
points = "none"
rank = "none"
band = "none"
status = "unscored"
sections = { I = "none" }

[[units]]
code = "u4"
kind = "department"
fraud = 1

[units.expect]
status = "excluded"
rank = "none"
sections = { I = "none" }
criteria = { H-01 = "none" }
"""

Judge = Callable[..., list[CheckResult]]


def _indicator(code: str, more: str) -> str:
    titles = f'title = {{ vi = "Chỉ tiêu {code}", en = "Indicator {code}" }}'
    measure = 'unit = { vi = "lần", en = "times" }'
    return f'[[indicators]]\ncode = "{code}"\n{titles}\n{measure}\n{more}\n'


@pytest.fixture(scope="module")
def sector(tmp_path_factory: pytest.TempPathFactory) -> Examined:
    root = tmp_path_factory.mktemp("cases") / "health"
    (root / "cases").mkdir(parents=True)
    indicators = "\n".join(_indicator(code, more) for code, more in INDICATORS.items())
    (root / "sector.toml").write_text(f"{SECTOR}\n{indicators}", "utf-8")
    (root / "criteria-2026.toml").write_text(CRITERIA, "utf-8")
    examined = examine(in_folder(root))
    assert examined.faults == ()
    return examined


@pytest.fixture
def judge(sector: Examined) -> Judge:
    """The results of files of cases: ``judge(annex="source = …")``."""

    def judged(**files: str) -> list[CheckResult]:
        assert sector.root is not None
        for old in (sector.root / "cases").iterdir():
            old.unlink()
        for name, text in files.items():
            (sector.root / "cases" / f"{name}.toml").write_text(text, "utf-8")
        return case_results(sector)

    return judged


def changed(**values: str) -> str:
    """The case with other texts in place of some that stand in it once."""
    text = CASE
    for old, new in values.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def told(results: list[CheckResult]) -> tuple[list[str], list[str]]:
    """The lines in both languages of the one case that fails."""
    (failed,) = [it for it in results if it.failed]
    assert (failed.area, failed.check) == (Area.CASES, "cases")
    return failed.came_out.vi.splitlines(), failed.came_out.en.splitlines()


def test_a_case_passes_with_every_kind_of_value(judge: Judge) -> None:
    case, files = judge(annex=CASE)
    assert (case.verdict, files.verdict) == (Verdict.PASSED, Verdict.PASSED), case.came_out.en
    assert (case.subject, case.place) == ("cases/annex.toml", "health/cases/annex.toml")
    assert case.came_out.en == "26 values of 4 units as expected (Annex 2)."
    assert case.came_out.vi == "26 giá trị của 4 đơn vị đúng như mong đợi (Annex 2)."
    assert (files.check, files.came_out.en) == ("case-files", "1 file read.")


def test_no_case_is_said_and_no_failure(judge: Judge) -> None:
    (only,) = judge()
    assert (only.check, only.verdict) == ("cases", Verdict.SKIPPED)
    assert "cases/*.toml" in only.came_out.en


def test_wrong_points_of_a_criterion_come_with_their_explanation(judge: Judge) -> None:
    results = judge(annex=changed(**{'H-01 = "3.8", H-03': "H-01 = 4, H-03"}))
    assert results[0].place == "health/cases/annex.toml, dòng/line 22"
    vi, en = told(results)
    assert en[:2] == [
        "Source: Annex 2",
        "u1, points of criterion H-01: expected 4, got 3.8 (health/cases/annex.toml, dòng/line 22)",
    ]
    assert en[-1] == "    Base: 950 / 1,000 = 95 % → 4 × 95 % = 3.8 points"
    assert vi[1].startswith("u1, điểm tiêu chí H-01: mong đợi 4, tính ra 3,8 (")
    assert len(vi) == len(en) > 3


def test_a_part_of_a_criterion_is_told_with_the_whole(judge: Judge) -> None:
    _, en = told(judge(annex=changed(**{'"H-03.2" = 1': '"H-03.2" = 0'})))
    assert en[1].startswith("u1, points of criterion H-03.2: expected 0, got 1 (")
    assert any("Quality" in line for line in en) and any("Launched" in line for line in en)


def test_wrong_total_shows_every_criterion_and_why_it_is_not_full(judge: Judge) -> None:
    _, en = told(judge(annex=changed(**{'"8.67"': '"9"'})))
    assert en[1].startswith("u2, points: expected 9, got 8.67 (health/cases/annex.toml, ")
    assert "    H-01 Vaccination: 4 / 4, counted as 6" in en
    assert "    H-03 Movements: 2 / 2, counted as ≈ 2.6667 (8/3)" in en
    assert "    H-04 Report: 0 / 1" in en
    assert "    H-05 Progress: none / 1" in en
    assert "        Does not apply: New" in en
    assert any(line.startswith("    Total: rounding: ≈ 0.0033") for line in en)


def test_what_a_unit_has_is_explained_once(judge: Judge) -> None:
    wrong = {'"9.30"': '"9"', 'H-01 = "3.8", H-03': "H-01 = 4, H-03", 'I = "5.80"': "I = 6"}
    _, en = told(judge(annex=changed(**wrong)))
    assert [line.split(":")[0] for line in en[1:4]] == [
        "u1, points",
        "u1, points of section I",
        "u1, points of criterion H-01",
    ]
    assert len([line for line in en if "950 / 1,000 = 95 %" in line]) == 1


def test_a_status_is_told_in_words(judge: Judge) -> None:
    vi, _ = told(judge(annex=changed(**{'status = "excluded"': 'status = "ranked"'})))
    assert vi[1].startswith("u4, tình trạng: mong đợi “xếp hạng”, tính ra “không xét”")


def test_wrong_section_shows_its_own_criteria_alone(judge: Judge) -> None:
    _, en = told(judge(annex=changed(**{'I = "5.80"': "I = 6"})))
    assert en[1].startswith("u1, points of section I: expected 6, got 5.8 (")
    criteria = [line.split()[0] for line in en if line.startswith("    H-")]
    assert sorted(criteria) == ["H-01", "H-02"]


def test_wrong_rank_shows_the_ranking(judge: Judge) -> None:
    vi, en = told(judge(annex=changed(**{"rank = 1": "rank = 2"})))
    assert en[1].startswith("u1, rank: expected 2, got 1 (")
    assert en[2:] == ["    1. u1: 9.3", "    2. u2: 8.67", "    - u3: none", "    - u4: none"]
    assert vi[2:] == [
        "    1. u1: 9,3",
        "    2. u2: 8,67",
        "    - u3: không có",
        "    - u4: không có",
    ]


def test_wrong_band_shows_the_share_of_the_points(judge: Judge) -> None:
    _, en = told(judge(annex=changed(**{'rank = 1\nband = "good"': 'rank = 1\nband = "fair"'})))
    assert en[1].startswith("u1, band: expected “fair”, got “good” (")
    assert en[2:] == ["    9.3 / 10 = 93 %"]


def test_what_an_unscored_unit_lacks_is_said(judge: Judge) -> None:
    results = judge(annex=changed(**{'points = "none"': "points = 1"}))
    _, en = told(results)
    assert en[1].startswith("u3, points: expected 1, got none (")
    assert "    H-02 Grade: none / 2" in en
    assert any("is not reported" in line for line in en)


def test_why_a_unit_is_excluded_is_said(judge: Judge) -> None:
    wrong = {'status = "excluded"\nrank = "none"': 'status = "ranked"\nrank = 1\nband = "good"'}
    _, en = told(judge(annex=changed(**wrong)))
    assert en.count("    u4: excluded; Fraud") == 1
    assert [line.split(":")[0] for line in en if line.startswith("u4")] == [
        "u4, rank",
        "u4, band",
        "u4, status",
    ]


def test_why_there_are_no_points_of_an_excluded_unit(judge: Judge) -> None:
    wrong = {'sections = { I = "none" }\ncriteria = { H-01 = "none" }': "points = 1"}
    _, en = told(judge(annex=changed(**wrong)))
    assert en[1].startswith("u4, points: expected 1, got none (")
    assert en[-1] == "    u4: excluded; Fraud"


def test_a_broken_tie_says_by_what(judge: Judge) -> None:
    unit = (
        '[[units]]\ncode = "{code}"\nkind = "department"\nvaccinated = {now}\n'
        '"vaccinated.target" = 100\ngrade = "good"\nlaunched = true\nreport_date = 2026-11-{day}\n'
        '"report_date.target" = 2026-11-15\nprevious = {{ vaccinated = {before} }}\n'
        'judged = {{ "H-03.1" = 1 }}\nexpect = {{ rank = {rank} }}\n'
    )
    first = unit.format(code="a", now=100, day=20, before=50, rank=1)
    second = unit.format(code="b", now=100, day=10, before=100, rank=2)
    vi, en = told(judge(annex=f'source = "x"\n{first}\n{second}'))
    assert "    1. b: 9, the tie broken by points of criterion H-04" in en
    assert "    2. a: 9, phân định theo điểm tiêu chí H-04" in vi


@pytest.mark.parametrize(
    ("written", "agrees"),
    [("2.67", True), ('"2.6667"', True), ('"2.666"', False), ('"2.7"', False), ("3", False)],
)
def test_points_are_compared_to_the_decimals_written(
    judge: Judge, written: str, agrees: bool
) -> None:
    number = written if written.startswith('"') else f'"{written}"'
    text = changed(
        **{"criteria = { H-05 = ": f"sections = {{ II = {number} }}\ncriteria = {{ H-05 = "}
    )
    case = judge(annex=text)[0]
    assert case.failed is not agrees


def test_a_file_with_faults_does_not_hide_the_others(judge: Judge) -> None:
    results = judge(a="source = 1", b=CASE)
    assert [(it.check, it.subject, it.failed, it.came_out.en) for it in results] == [
        ("case-files", "cases/a.toml", True, "Expected a text in quotes, but found an integer."),
        ("case-files", "cases/a.toml", True, "The key “units” is missing."),
        ("cases", "cases/b.toml", False, "26 values of 4 units as expected (Annex 2)."),
    ]


def test_a_plugin_without_a_folder_has_no_cases(sector: Examined) -> None:
    (only,) = case_results(evolve(sector, root=None))
    assert only.verdict is Verdict.SKIPPED


def test_all_the_cases_of_our_own_sectors_pass() -> None:
    for module in (thidua.sectors.industry_trade, thidua.sectors.labour_social):
        results = case_results(examine(in_folder(Path(module.__file__ or "").parent)))
        assert [it for it in results if it.verdict is not Verdict.PASSED] == []
        assert len(results) == 3


def test_the_case_of_tien_giang_has_the_published_totals() -> None:
    root = Path(thidua.cli.__file__ or "").parent / "demo/data/tien_giang"
    results = case_results(examine(in_folder(root)))
    assert [it for it in results if it.verdict is not Verdict.PASSED] == []
    text = (root / "cases/cai-lay-2022.toml").read_text("utf-8")
    assert 'points = "124.4"' in text and 'points = "118.4"' in text
