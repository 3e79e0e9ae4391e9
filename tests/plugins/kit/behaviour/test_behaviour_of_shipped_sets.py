"""The criteria sets that come with thidua, and the real table of Tiền Giang, pass every check."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from thidua import standard
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.compiling import compile_set
from thidua.core.model.contribution import Check
from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.indicator import Indicator
from thidua.core.model.structuring import read_criteria_set, read_sector
from thidua.plugins.kit import CheckResult
from thidua.plugins.kit.behaviour import behaviour_checks, fingerprint
from thidua.sectors import industry_trade, labour_social

pytestmark = pytest.mark.untraced

FORMULAS = {formula.code: formula for formula in standard.thidua_formulas()}
TABLES = Path(__file__).parents[4] / "cli/thidua/cli/demo/data/tien_giang"
EXAMPLES = 12
LEFT_WITHOUT_DIRECTION = {
    "labour": ("LS-20", "LS-23", "LS-26", "LS-35.1", "LS-36", "LS-36.1", "LS-B1", "LS-D1"),
    "2022": ("d1",),
}


def known(own: Iterable[Indicator]) -> dict[str, Indicator]:
    return {it.code: it for it in (*standard.thidua_indicators(), *own)}


def tien_giang(name: str) -> tuple[CriteriaSet, dict[str, Indicator], Iterable[Check]]:
    sector = read_sector(tomllib.loads((TABLES / "sector.toml").read_text("utf-8")))
    table = read_criteria_set(tomllib.loads((TABLES / name).read_text("utf-8")))
    return table, {it.code: it for it in sector.indicators}, sector.checks


SHIPPED: Mapping[str, Callable[[], tuple[CriteriaSet, dict[str, Indicator], Iterable[Check]]]] = {
    "common": lambda: (next(iter(standard.thidua_criteria_sets())), known([]), []),
    "labour": lambda: (
        next(iter(labour_social.thidua_criteria_sets())),
        known(labour_social.thidua_indicators()),
        labour_social.thidua_checks(),
    ),
    "trade": lambda: (
        next(iter(industry_trade.thidua_criteria_sets())),
        known(industry_trade.thidua_indicators()),
        industry_trade.thidua_checks(),
    ),
    "2022": lambda: tien_giang("criteria-2022-practice.toml"),
    "2023": lambda: tien_giang("criteria-2023-text.toml"),
}


def compiled(name: str) -> tuple[CompiledSet, dict[str, Indicator], Iterable[Check]]:
    source, indicators, checks = SHIPPED[name]()
    return compile_set(source, indicators, FORMULAS), indicators, checks


@pytest.fixture(scope="module", params=SHIPPED)
def results(request: pytest.FixtureRequest) -> tuple[str, dict[str, CheckResult]]:
    one, indicators, checks = compiled(request.param)
    found = behaviour_checks(one, indicators, FORMULAS, examples=EXAMPLES, seed=2026, checks=checks)
    return request.param, {it.check: it for it in found}


def test_no_check_fails(results: tuple[str, dict[str, CheckResult]]) -> None:
    _, found = results
    assert {it.subject: it.came_out.en for it in found.values() if it.failed} == {}


def test_most_criteria_have_a_direction(results: tuple[str, dict[str, CheckResult]]) -> None:
    name, found = results
    words = found["direction"].came_out.en
    for code in LEFT_WITHOUT_DIRECTION.get(name, ()):
        assert code in words


def test_a_fingerprint_does_not_depend_on_the_order_of_the_units() -> None:
    one, indicators, _ = compiled("common")
    usual = fingerprint(one, indicators, FORMULAS, seed=1)
    assert fingerprint(one, indicators, FORMULAS, seed=1, order=5) == usual
    assert fingerprint(one, indicators, FORMULAS, seed=2) != usual
