"""Templates tried before there is a report."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import Fault, Refused
from thidua.core.workspace.templates import (
    Document,
    Filling,
    Renderer,
    ReportTemplate,
    TemplateFile,
)
from thidua.plugins.kit import Area, CheckResult, KitLimits, Verdict, check_plugin
from thidua.plugins.kit.template_trials import template_results, templates_in

TITLE = Text("Bảng", "Table")
FILE = TemplateFile("html", b"<p>{{ period }}</p>", "y_te/templates/table.html")
TEMPLATE = ReportTemplate("table", TITLE, Document.CLUSTER_TABLE, (FILE,))
WRONG = Fault(Text("Sai.", "Wrong."), "table.html:1", Text("Sửa đi.", "Mend it."))


def render(fillings: Sequence[Filling], language: Language) -> list[bytes]:
    return [it.template.content for it in fillings]


def refusing(*_: object) -> list[bytes]:
    raise Refused((WRONG,))


def raising(*_: object) -> list[Fault]:
    raise LookupError("no such block")


RENDERER = Renderer("own", TITLE, "html", ".html", render)


def tried(renderer: Renderer, template: ReportTemplate = TEMPLATE) -> dict[str, CheckResult]:
    return {it.check: it for it in template_results([template], [renderer])}


def test_sound_template() -> None:
    found = tried(RENDERER)
    assert {it.verdict for it in found.values()} == {Verdict.PASSED}
    assert found["templates-render"].came_out.en == "Rendered in both languages (1 KiB, 1 KiB)."
    assert found["templates-render"].subject == FILE.file


def test_fault_of_a_template_leaves_it_unfilled() -> None:
    found = tried(evolve(RENDERER, check=lambda file, document: (WRONG,)))
    fields, filled = found["template-fields"], found["templates-render"]
    assert (fields.came_out.en, fields.place) == ("Wrong. Mend it.", "table.html:1")
    assert filled.verdict is Verdict.SKIPPED


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (raising, "The renderer failed (LookupError: no such block)."),
        (refusing, "Wrong. Mend it."),
    ],
)
def test_check_that_raises(check: Any, words: str) -> None:
    found = tried(evolve(RENDERER, check=check))
    assert found["template-fields"].came_out.en == words


def test_format_that_nobody_writes() -> None:
    found = tried(evolve(RENDERER, format="odt"))
    assert "“html”" in found["template-fields"].came_out.en


@pytest.mark.parametrize(
    ("renders", "words"),
    [(refusing, "Wrong. Mend it."), (raising, "The renderer failed (LookupError: no such block).")],
)
def test_template_that_cannot_be_filled(renders: Any, words: str) -> None:
    found = tried(evolve(RENDERER, render=renders))
    assert found["template-fields"].verdict is Verdict.PASSED
    assert found["templates-render"].failed
    assert found["templates-render"].came_out.en == words


def test_format_of_figures_is_looked_over_only() -> None:
    chart = evolve(FILE, format="chart")
    found = tried(evolve(RENDERER, format="chart"), evolve(TEMPLATE, files=(chart,)))
    assert found["templates-render"].verdict is Verdict.SKIPPED


def test_template_out_of_a_child() -> None:
    plain = {
        "code": "table",
        "document": "cluster-table",
        "files": [{"format": "html", "file": "a.html", "content": "PHA+"}],
    }
    [found] = templates_in([plain])
    assert (found.document, found.files[0].content) == (Document.CLUSTER_TABLE, b"<p>")


OWN_RENDERER = """
from thidua.plugins import Document, Folder, Renderer, Text, hookimpl

here = Folder(__package__)


def render(fillings, language):
    return [b"x" for _ in fillings]


def check(template, document):
    {body}
    return ()


@hookimpl
def thidua_plugin():
    return here.plugin()


@hookimpl
def thidua_renderers():
    yield Renderer("y-te-text", Text("Chữ", "Text"), "plain", ".plain", render, check)


@hookimpl
def thidua_report_templates():
    yield here.template(
        code="y-te-plain",
        title=Text("Chữ", "Text"),
        document=Document.CLUSTER_TABLE,
        files=["table.plain"],
    )
"""


@pytest.mark.parametrize(
    ("body", "failed"),
    [("pass", []), ("while True: pass", [("templates-render", "Did not end within 2 seconds.")])],
)
def test_renderer_of_the_sector_itself_runs_in_a_child(
    tmp_path: Path, body: str, failed: list[tuple[str, str]]
) -> None:
    root = tmp_path / "plain"
    root.mkdir()
    (root / "sector.toml").write_text(
        '[plugin]\ncode = "plain"\ntitle = { vi = "Chữ", en = "Text" }\napi_version = 1\n',
        encoding="utf-8",
    )
    (root / "table.plain").write_text("x")
    (root / "__init__.py").write_text(OWN_RENDERER.format(body=body), encoding="utf-8")
    results = check_plugin(root, limits=KitLimits(seconds=2), areas=(Area.RESOURCES,))
    assert [(it.check, it.came_out.en) for it in results if it.failed] == failed
