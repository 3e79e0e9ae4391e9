"""Every hook, once, through a fake installed package; and every hook's example, as it stands."""

import inspect
import textwrap
from collections.abc import Callable
from fractions import Fraction
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from thidua.core.model.contribution import Severity
from thidua.plugins import hookspecs
from thidua.plugins.contributions import HOOKS
from thidua.plugins.manager import Plugins

HERE = Path(__file__)
Installed = Callable[..., list[EntryPoint]]
Inline = Callable[..., EntryPoint]


def test_hook_thidua_plugin(health: Plugins) -> None:
    card = health.catalogue(["health"]).plugin("health")
    assert (card.title.vi, card.api_version) == ("Ngành Y tế", 1)
    assert card.maintainers == ("Sở Y tế",)


def test_hook_thidua_sector(health: Plugins) -> None:
    sector = health.catalogue(["health"]).sector("health")
    assert sector.legal_basis == "Quyết định số 01/QĐ-SYT"
    assert [kind.code for kind in sector.unit_kinds] == ["clinic"]


def test_hook_thidua_indicators(health: Plugins) -> None:
    catalogue = health.catalogue(["health"])
    assert list(catalogue.indicators) == ["children_born", "children_vaccinated"]
    assert catalogue.indicator("children_born").unit.en == "children"


def test_hook_thidua_formulas(health: Plugins) -> None:
    catalogue = health.catalogue(["health"])
    assert catalogue.formula("health-share").expression == "points * min(done / total, 1)"
    halves = catalogue.formula("health-halves").function
    assert halves is not None
    given = {"points": Fraction(4), "done": Fraction(2), "total": Fraction(3)}
    assert halves(given) == Fraction(5, 2)


def test_hook_thidua_criteria_sets(health: Plugins) -> None:
    criteria_set = health.catalogue(["health"]).criteria_set("health-2026")
    assert [item.code for item in criteria_set.criteria] == ["H-01", "H-02"]


def test_hook_thidua_report_templates(health: Plugins) -> None:
    template = health.catalogue(["health"]).template("health-summary")
    [file] = template.files
    assert file.content == b"<h1>{{ period }}</h1>\n"
    assert (file.format, template.sector) == ("html", "health")
    assert file.file == "thidua_health/templates/summary.html"


def test_hook_thidua_checks(health: Plugins) -> None:
    check = health.catalogue(["health"]).check("vaccinated-within-born")
    assert check.severity is Severity.ERROR


def test_hook_thidua_readers(installed: Installed, tmp_path: Path) -> None:
    catalogue = Plugins.load(installed("forest")).catalogue(["forestry"])
    file = tmp_path / "FIGURES.LINES"
    file.write_text("1.712", encoding="utf-8")
    [table] = catalogue.reader_for(file).read(file)
    assert table.rows[0].cell(0).value == "1.712"


def test_hook_thidua_renderers(installed: Installed) -> None:
    both = Plugins.load(installed("forest", "health")).catalogue(["forestry", "health"])
    template = both.template("health-summary")
    renderer, file = both.renderer_for(template, ".TXT")
    assert renderer.write(file, {}, "vi") == b"<h1>{{ period }}</h1>\n"


def test_every_hook_has_a_test() -> None:
    source = HERE.read_text(encoding="utf-8")
    assert [hook for hook in HOOKS if f"def test_hook_{hook}(" not in source] == []


def test_every_specification_is_a_hook_and_the_other_way_round() -> None:
    specified = {
        name for name, it in vars(hookspecs).items() if hasattr(it, f"{hookspecs.PROJECT}_spec")
    }
    assert specified == set(HOOKS)


@pytest.mark.parametrize("hook", HOOKS)
def test_example_of_every_hook_runs(hook: str, inline: Inline) -> None:
    documented = inspect.getdoc(getattr(hookspecs, hook)) or ""
    example = textwrap.dedent(documented.partition("::\n")[2])
    plugins = Plugins.load([inline(example)], strict=True)
    [plugin] = plugins.loaded
    assert plugin.hooks == (hook,)
    given = [item.record for item in plugin.contributions if item.kind is HOOKS[hook].kind]
    assert [type(record) for record in given] == [HOOKS[hook].record]


def test_example_reader_reads_and_example_renderer_writes(inline: Inline, tmp_path: Path) -> None:
    examples = [
        inline(textwrap.dedent((inspect.getdoc(hook) or "").partition("::\n")[2]), name=name)
        for name, hook in (
            ("reader", hookspecs.thidua_readers),
            ("renderer", hookspecs.thidua_renderers),
            ("template", hookspecs.thidua_report_templates),
        )
    ]
    catalogue = Plugins.load(examples).catalogue(["reader", "renderer", "template"])
    file = tmp_path / "figures.psv"
    file.write_text("u1|12\nu2|\n", encoding="utf-8")
    [table] = catalogue.reader_for(file).read(file)
    assert table.rows[0].cell(1).value == "12"
    assert table.rows[1].cell(1).is_blank
    assert table.place("figures.psv", table.rows[1].cell(1).address) == "figures.psv, B2"
    [page] = catalogue.template("health-summary").files
    written = catalogue.renderer("plain-text").write(page, {"period": "T"}, "vi")
    assert written == b"<h1>{{ department_name }}, {{ period }}</h1>"
