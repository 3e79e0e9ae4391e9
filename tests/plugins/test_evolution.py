"""What was written for an interface works for as long as it is supported.

The sector in ``tests/data/frozen/api_1`` is kept as it was written; so is the list of hooks.
"""

import inspect
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from importlib import metadata
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from thidua.core.text.bilingual import Text
from thidua.core.workspace.provision import Kind
from thidua.core.workspace.templates import Filling
from thidua.plugins import deprecations, hookspecs
from thidua.plugins.contributions import HOOKS
from thidua.plugins.deprecations import Deprecation
from thidua.plugins.manager import Plugins

Inline = Callable[..., EntryPoint]

FROZEN = Path(__file__).parents[1] / "data" / "frozen" / "api_1"

HOOKS_OF_API_1: dict[str, tuple[str, ...]] = {
    "thidua_plugin": (),
    "thidua_sector": (),
    "thidua_indicators": (),
    "thidua_formulas": (),
    "thidua_criteria_sets": (),
    "thidua_report_templates": (),
    "thidua_checks": (),
    "thidua_readers": (),
    "thidua_renderers": (),
}
"""The hooks with their arguments as they were recorded; arguments may only be added behind."""


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Plugins]:
    """The frozen sector, installed beside what is always on."""
    monkeypatch.syspath_prepend(str(FROZEN))
    found = metadata.distributions(path=[str(FROZEN)])
    own = [it for distribution in found for it in distribution.entry_points]
    ours = metadata.entry_points(group=hookspecs.ENTRY_POINT_GROUP)
    always = [it for it in ours if it.name in ("standard", "office")]
    yield Plugins.load([*always, *own], strict=True)
    for name in [name for name in sys.modules if name.startswith("thidua_health_1")]:
        del sys.modules[name]


@pytest.mark.skipif(hookspecs.OLDEST_API_VERSION > 1, reason="interface 1 is given up")
def test_sector_written_for_interface_1_loads_unchanged(frozen: Plugins) -> None:
    assert frozen.notices == ()
    health = frozen.enabling("health")
    assert health.hooks == tuple(sorted(HOOKS_OF_API_1))
    assert health.counts == {
        Kind.CHECK: 1,
        Kind.CRITERIA_SET: 1,
        Kind.FORMULA: 2,
        Kind.INDICATOR: 2,
        Kind.READER: 1,
        Kind.RENDERER: 1,
        Kind.SECTOR: 1,
        Kind.TEMPLATE: 1,
    }


def test_what_it_gives_is_used_as_it_was(frozen: Plugins, tmp_path: Path) -> None:
    catalogue = frozen.catalogue(["health"])
    compiled = catalogue.compiled("health-2026")
    assert [it.code for it in compiled.indicators] == ["children_born", "children_vaccinated"]
    halves = catalogue.formula("health-halves").function
    assert halves is not None
    assert halves({"points": Fraction(4), "done": Fraction(9), "total": Fraction(10)}) == Fraction(
        7, 2
    )
    file = tmp_path / "trẻ.psv"
    file.write_text("a||b", encoding="utf-8")
    [table] = catalogue.reader_for(file).read(file)
    assert [cell.value for cell in table.rows[0].cells] == ["a", None, "b"]
    [page] = catalogue.template("health-summary").files
    render = catalogue.renderer("health-text").render
    assert render((Filling(page, {"period": "2026"}),), "vi") == [page.content + b"2026"]


@pytest.mark.parametrize("hook", HOOKS_OF_API_1)
def test_arguments_of_a_hook_are_only_added(hook: str) -> None:
    assert hook in HOOKS
    present = tuple(inspect.signature(getattr(hookspecs, hook)).parameters)
    recorded = HOOKS_OF_API_1[hook]
    assert present[: len(recorded)] == recorded


def test_every_hook_is_recorded() -> None:
    specified = {name for name in vars(hookspecs) if name.startswith("thidua_")}
    assert specified == set(HOOKS) == set(HOOKS_OF_API_1)


OLD_CHECKS = Deprecation("thidua_checks", "1.0", "2.0", Text("Dùng cái mới.", "Use the new one."))


def test_deprecation_is_told_at_the_line_of_the_implementer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deprecations, "DEPRECATIONS", (OLD_CHECKS,))
    ours = metadata.entry_points(group=hookspecs.ENTRY_POINT_GROUP)
    plugins = Plugins.load([it for it in ours if it.name == "industry-trade"])
    [notice] = plugins.notices
    import thidua.sectors.industry_trade as sector

    line = inspect.getsourcelines(sector.thidua_checks)[1]
    assert notice.en.startswith(f"{sector.__file__}:{line}: Plugin “industry-trade” (package ")
    assert notice.en.endswith(": thidua_checks will be removed in thidua 2.0. Use the new one.")
