"""The plugin of pytest: each check and each case of a sector as a test of its author's own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from thidua.plugins.kit.check_tests import sector_checks

pytest_plugins = "pytester"

SECTOR = Path(__file__).parents[2] / "data/sectors/y_te"
WRONG_CASE = """
source = "Annex 3"

[[units]]
code = "u1"
vaccinated = 90
"vaccinated.target" = 100
late_reports = 2
expect = { points = 88 }
"""
EACH = "def test_each(sector_check):\n    sector_check()\n"
HEAVY = ("sqlalchemy", "hypothesis", "cattrs", "openpyxl", "docxtpl", "jinja2", "rich", "alembic")


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project with strict settings, and a sector beside them."""
    shutil.copytree(SECTOR, pytester.path / "y_te")
    pytester.makepyprojecttoml(
        """
        [tool.pytest]
        strict = true
        filterwarnings = ["error"]
        addopts = ["-p", "no:cacheprovider"]
        thidua_sectors = ["./y_te"]
        thidua_examples = 5
        """
    )
    return pytester


def run(project: pytest.Pytester, *options: str) -> pytest.RunResult:
    # In a process of its own: a session inside this one would share its settings of warnings.
    return project.runpytest_subprocess(*options)


def test_each_check_and_each_case_is_a_test(project: pytest.Pytester) -> None:
    (project.path / "y_te/cases/annex-3.toml").write_text(WRONG_CASE, "utf-8")
    project.makepyfile(test_y_te=EACH)

    result = run(project, "-v")

    assert result.parseoutcomes()["failed"] == 1
    assert "errors" not in result.parseoutcomes()
    result.stdout.fnmatch_lines(
        [
            "*test_each[[]y_te-declaration-points-add-up] PASSED*",
            "*test_each[[]y_te-declaration-codes-free] PASSED*",
            "*test_each[[]y_te-behaviour-deterministic] PASSED*",
            "*test_each[[]y_te-behaviour-within-bounds] PASSED*",
            "*test_each[[]y_te-resources-import-time] SKIPPED*",
            "*test_each[[]y_te-resources-templates-render] PASSED*",
            "*test_each[[]y_te-cases-annex-3.toml] FAILED*",
            "*test_each[[]y_te-cases-phu-luc-2.toml] PASSED*",
            "cases cases/annex-3.toml (y_te/cases/annex-3.toml, dòng/line 9)",
            "  Figures in; points, ranks and bands out, as the worked case says.",
            "  Source: Annex 3",
            "  u1, points: expected 88, got 83 (y_te/cases/annex-3.toml, dòng/line 9)",
            "      Y-2 Reports in time: 20 / 30",
        ]
    )
    assert "check_tests.py" not in result.stdout.str().split("short test summary")[0]


def test_a_mark_names_other_sectors_than_the_settings(project: pytest.Pytester) -> None:
    (project.path / "y_te").rename(project.path / "forest")
    project.makepyfile(
        f"import pytest\n\n@pytest.mark.thidua('./forest')\n{EACH}",
    )
    result = run(project, "-v", "-k", "cases")
    result.assert_outcomes(passed=1, deselected=result.parseoutcomes()["deselected"])
    result.stdout.fnmatch_lines(["*test_each[[]forest-cases-phu-luc-2.toml] PASSED*"])


def test_messages_in_vietnamese(project: pytest.Pytester) -> None:
    (project.path / "y_te/cases/phu-luc-2.toml").write_text(WRONG_CASE, "utf-8")
    project.makepyfile(EACH)
    result = run(project, "-k", "cases", "-o", "thidua_language=vi")
    result.assert_outcomes(failed=1, deselected=result.parseoutcomes()["deselected"])
    result.stdout.fnmatch_lines(["  u1, tổng điểm: mong đợi 88, tính ra 83 (*"])


def test_a_sector_that_does_not_hold_together(project: pytest.Pytester) -> None:
    criteria = project.path / "y_te/criteria-2026.toml"
    criteria.write_text(criteria.read_text("utf-8").replace("points = 70", "points = 60"), "utf-8")
    shutil.rmtree(project.path / "y_te/cases")
    project.makepyfile(EACH)

    result = run(project, "-v", "-rs", "-k", "points-add-up or bounds or time-per or cases")

    result.stdout.fnmatch_lines(
        [
            "*test_each[[]y_te-declaration-points-add-up] FAILED*",
            "*test_each[[]y_te-behaviour-within-bounds] SKIPPED*",
            "*test_each[[]y_te-resources-time-per-cell] SKIPPED*",
            "*test_each[[]y_te-cases-cases] SKIPPED*",
            "SKIPPED * Not tried, for the declaration has faults: mend them first.",
            "SKIPPED * Not tried: see the other checks that failed.",
        ]
    )
    assert result.parseoutcomes()["failed"] == 1


def test_all_checks_in_one_test(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        def test_it_is_sound(check_sector):
            results = check_sector("./y_te")
            assert {it.area for it in results} == {
                "declaration", "behaviour", "resources", "cases"
            }

        def test_it_is_found_out_once(check_sector):
            assert check_sector("./y_te") is check_sector("./y_te")
        """
    )
    run(project).assert_outcomes(passed=2)


def test_all_that_fails_in_one_test(project: pytest.Pytester) -> None:
    (project.path / "y_te/cases/annex-3.toml").write_text(WRONG_CASE, "utf-8")
    (project.path / "y_te/cases/annex-4.toml").write_text("units = []", "utf-8")
    project.makepyfile("def test_it(check_sector):\n    check_sector('./y_te')\n")
    result = run(project)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "cases cases/annex-3.toml (y_te/cases/annex-3.toml, dòng/line 9)",
            "cases case-files cases/annex-4.toml (y_te/cases/annex-4.toml, dòng/line 1, source)",
            "  The key “source” is missing.",
        ]
    )


def test_an_installed_sector_by_its_code(project: pytest.Pytester) -> None:
    project.makepyfile(f"import pytest\n\n@pytest.mark.thidua('industry-trade')\n{EACH}")
    result = run(project, "-v", "-k", "cases or titles")
    result.assert_outcomes(passed=3, deselected=result.parseoutcomes()["deselected"])
    result.stdout.fnmatch_lines(
        [
            "*test_each[[]industry-trade-declaration-titles] PASSED*",
            "*test_each[[]industry-trade-cases-cac-so.toml] PASSED*",
            "*test_each[[]industry-trade-cases-don-vi-truc-thuoc.toml] PASSED*",
        ]
    )


def test_a_sector_that_is_not_there(project: pytest.Pytester) -> None:
    names = {"a": "./no-such", "b": "labour-socal", "c": "./no.xlsx"}
    for module, name in names.items():
        mark = f"pytestmark = pytest.mark.thidua({name!r})"
        project.makepyfile(**{f"test_{module}": f"import pytest\n\n{mark}\n\n{EACH}"})
    project.makepyfile(test_d=EACH)

    result = run(project, "-o", "thidua_sectors=")

    result.stdout.fnmatch_lines(
        [
            "*There is no such folder.*",
            "*There is no plugin or sector called “labour-socal”. Did you mean “labour-social”?*",
            "*There is no such file.*",
            "*sector_check needs a sector: set thidua_sectors in the settings of pytest*",
        ]
    )
    assert result.parseoutcomes()["errors"] == 4
    assert "_pytest" not in result.stdout.str() and "check_tests.py" not in result.stdout.str()


def test_a_test_of_a_sector_that_is_not_there_fails_with_the_sentence_alone(
    project: pytest.Pytester,
) -> None:
    project.makepyfile("def test_it(check_sector):\n    check_sector('./no-such')\n")
    result = run(project)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["thidua: *no-such: There is no such folder."])
    assert "check_tests.py" not in result.stdout.str().split("short test summary")[0]


def test_silent_and_light_where_no_test_asks_for_it(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_nothing_of_the_kit_is_loaded():
            loaded = {name for name in sys.modules if name.startswith("thidua.plugins.kit")}
            assert loaded == {"thidua.plugins.kit", "thidua.plugins.kit.pytest_plugin"}
            heavy = {name.partition(".")[0] for name in sys.modules} & {HEAVY!r}
            assert heavy == set()
        """.replace("{HEAVY!r}", repr(set(HEAVY)))
    )
    result = pytester.runpytest_subprocess("-p", "no:hypothesispytest", "-p", "no:xdist")
    result.assert_outcomes(passed=1)
    assert "thidua" not in result.stdout.str().replace("plugins: thidua", "").split("plugins:")[0]


def test_the_kit_gives_its_names_at_their_first_use() -> None:
    code = (
        "import sys, thidua.plugins.kit as kit\n"
        "assert 'thidua.plugins.kit.results' not in sys.modules\n"
        "assert kit.Verdict.PASSED == 'passed' and kit.Area.CASES and kit.KitLimits\n"
        "assert kit.CheckResult and callable(kit.check_plugin)\n"
        "assert not hasattr(kit, 'no_such')\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_without_hypothesis_the_behaviour_is_one_test(
    pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thidua.plugins.kit.check_tests.find_spec", lambda _: None)
    names = [it.name for it in sector_checks(pytestconfig, [f"{SECTOR.parent}/y_te"])]
    assert [it for it in names if "behaviour" in it] == ["y_te-behaviour-behaviour"]
