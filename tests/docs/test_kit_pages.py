"""The pages on cases and on testing name every key, setting and fixture that there is."""

import inspect
import re
from pathlib import Path

import pytest

from thidua.core.model.observation import Standing
from thidua.core.scoring.results import Status
from thidua.plugins.kit import pytest_plugin
from thidua.plugins.kit.cases import reading
from thidua.plugins.kit.cases.records import Expectation
from thidua.plugins.kit.limits import MEMORY_VARIABLE, SECONDS_VARIABLE
from thidua.plugins.kit.results import Area

GUIDE = Path(__file__).parents[2] / "docs" / "authors"
CASES = (GUIDE / "cases.md").read_text(encoding="utf-8")
TESTING = (GUIDE / "testing.md").read_text(encoding="utf-8")


def listed(head: str, page: str) -> set[str]:
    """What stands in code in a page's table."""
    rows = page.partition(head)[2].partition("\n\n")[0]
    return set(re.findall(r"`\[*([\w.]+)\]*`", rows))


def test_every_key_of_a_case_is_listed() -> None:
    keys = listed("## Keys of a case\n\n", CASES)
    read = set(
        re.findall(
            r'(?:read|need|need_tables|table|_by_criterion)\((?:table, )?"(\w+)"',
            inspect.getsource(reading),
        )
    )
    assert len(read) >= 9
    assert read | {it.value for it in Expectation} | {"code"} == keys


@pytest.mark.parametrize("word", sorted({*map(str, Standing), *map(str, Status)}))
def test_every_standing_and_status_is_listed(word: str) -> None:
    assert re.search(rf"^\| .*\b{word}\b", CASES, re.MULTILINE)


@pytest.mark.parametrize("area", Area)
def test_every_part_of_the_check_is_told(area: Area) -> None:
    assert f"\n| {area.value} | " in TESTING


def test_every_setting_fixture_and_limit_is_told() -> None:
    source = inspect.getsource(pytest_plugin)
    settings = set(re.findall(r'addini\(\s*"(\w+)"', source))
    fixtures = set(re.findall(r"@pytest\.fixture\ndef (\w+)", source))
    assert settings and fixtures
    told = set(re.findall(r"^\| (?:fixture|setting) \| `(\w+)`", TESTING, re.MULTILINE))
    assert told == settings | fixtures
    assert f"`{SECONDS_VARIABLE}`" in TESTING and f"`{MEMORY_VARIABLE}`" in TESTING
