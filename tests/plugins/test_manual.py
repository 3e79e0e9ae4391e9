"""The authors' guide tells the truth: its files make a plugin that works, no hook is left out."""

import ast
import doctest
import importlib.util
import inspect
import io
import itertools
import re
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import EntryPoint
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import docx
import pytest

from thidua.core.workspace import readers
from thidua.core.workspace.documents.sample import sample_report
from thidua.core.workspace.intake import clusters, results, units
from thidua.core.workspace.templates import Document, Filling, TemplateFile
from thidua.office.html_rendering import LAYOUTS
from thidua.office.points_words import KNOWN, MOST_LINES, faults_of_words
from thidua.office.template_fence import MAX_LOOP_STEPS
from thidua.office.template_rules import FILTERS, LOOP_FIELDS, MAX_NESTED_LOOPS, TESTS
from thidua.office.word_guard import LARGEST_TEMPLATE
from thidua.office.word_rendering import LIMITS, faults_of_word, render_word
from thidua.plugins import discovery, hookspecs, record_types
from thidua.plugins.confinement.limits import MIB
from thidua.plugins.contributions import HOOKS
from thidua.plugins.folder_faults import faults_of_folder
from thidua.plugins.manager import Plugins

GUIDE = Path(__file__).parents[2] / "docs" / "authors"
PAGES = ("sector-files", "reports", "testing", "hooks")
MANUAL = "".join((GUIDE / f"{page}.md").read_text(encoding="utf-8") for page in PAGES)
FILE = re.compile(r"^```\w+\n(?:# |<!-- )(\S+)(?: -->)?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The files of the manual, where its reader would have put them."""
    for name, content in FILE.findall(MANUAL):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("thidua_health")]:
        del sys.modules[name]


def entry_points(project: Path) -> list[EntryPoint]:
    declared = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    group = hookspecs.ENTRY_POINT_GROUP
    announced = declared["project"]["entry-points"][group]
    return [EntryPoint(name, value, group) for name, value in announced.items()]


def test_files_of_the_manual_make_a_plugin_without_a_fault(project: Path) -> None:
    plugins = Plugins.load(entry_points(project), strict=True)
    catalogue = plugins.catalogue(["health"])
    compiled = catalogue.compiled("health-2026")
    assert [item.criterion.code for item in compiled.criteria] == ["H-01", "H-02"]
    assert catalogue.template("health-summary").files[0].content.startswith(b"<!doctype html>")


def test_folder_of_the_manual_has_no_fault(project: Path) -> None:
    assert faults_of_folder(project / "thidua_health") == ()


def test_template_of_the_manual_is_rendered(project: Path) -> None:
    catalogue = Plugins.load(entry_points(project), strict=True).catalogue(["health"])
    template = catalogue.template("health-summary")
    html, page = Plugins.load(only=()).catalogue().renderer_for(template, ".html")
    written = html.write(page, sample_report(), "vi")
    assert "<h1>…, …</h1>" in written.decode() and "<p>…. …: …</p>" in written.decode()


def word_of_the_manual() -> TemplateFile:
    """The Word template of the manual: a line is a paragraph, lines with bars are a table."""
    (drawn,) = re.findall(r"^```text\n(BIÊN BẢN.*?)^```$", MANUAL, re.DOTALL | re.MULTILINE)
    lines = drawn.splitlines()
    drawing = docx.Document()
    for is_table, group in itertools.groupby(lines, lambda line: line.startswith("|")):
        if is_table:
            rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in group]
            table = drawing.add_table(len(rows), len(rows[0]))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
        else:
            for line in group:
                drawing.add_paragraph(line)
    saved = io.BytesIO()
    drawing.save(saved)
    return TemplateFile("docx", saved.getvalue(), "minutes.docx")


def test_word_template_of_the_manual_is_filled_in() -> None:
    template = word_of_the_manual()
    sample = sample_report(Document.MINUTES)
    assert faults_of_word(template, Document.MINUTES) == ()
    (written,) = render_word((Filling(template, sample),), "vi")
    filled = docx.Document(io.BytesIO(written))
    (table,) = filled.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Hạng", "Đơn vị", "…"],
        ["…", "…", "…"],
    ]
    assert "1. … (…)" in [paragraph.text for paragraph in filled.paragraphs]


def test_words_of_a_workbook_of_the_manual_have_no_fault() -> None:
    (words,) = re.findall(r"^```toml\n(title = .*?)^```$", MANUAL, re.DOTALL | re.MULTILINE)
    template = TemplateFile("toml", words.encode(), "score-sheet.toml")
    assert faults_of_words(template, Document.SCORE_SHEET) == ()
    assert set(tomllib.loads(words)) == set(KNOWN)
    instructions, signatures = MOST_LINES["instructions"], MOST_LINES["signatures"]
    assert f"up to {instructions} lines of instructions, up to {signatures} who sign" in MANUAL


def test_what_a_template_may_say_is_what_is_allowed() -> None:
    listed = {row[0]: set(re.findall(r"`(\w+)`", row[1])) for row in rows_of("| kind | names |")}
    assert listed == {
        "filters": set(FILTERS),
        "tests, after `is`": set(TESTS),
        "of `loop`": set(LOOP_FIELDS),
    }
    assert f"at most {MAX_NESTED_LOOPS} inside each other" in MANUAL


def test_limits_of_a_template_are_those_that_hold() -> None:
    said = " ".join(MANUAL.split())
    assert f"above {LARGEST_TEMPLATE // MIB} MiB" in said
    assert f"a few seconds or {LIMITS.memory // MIB} MiB" in said and LIMITS.wall_seconds <= 10
    assert f"more than {MAX_LOOP_STEPS:,} items".replace(",", " ") in said


@pytest.mark.parametrize("layout", LAYOUTS)
def test_blocks_of_the_layouts_are_listed(layout: str) -> None:
    source = (files("thidua.office") / "layouts" / layout).read_text(encoding="utf-8")
    listed = {row[0]: set(re.findall(r"`(\w+)`", row[1])) for row in rows_of("| layout | blocks |")}
    filled = {"noi_dung"} if "extends" in source else set()
    assert listed[f"`{layout}`"] == set(re.findall(r"{% block (\w+) %}", source)) - filled


def test_every_document_of_a_plugin_is_listed_with_the_one_that_is_always_there() -> None:
    head = "| document | Vietnamese | about | code of the one in `standard` |"
    templates = Plugins.load(only=()).catalogue().templates
    for name, _, _, code in rows_of(head):
        document = Document[name.strip("`").removeprefix("Document.")]
        assert templates[code.strip("`")].document is document
    assert len(rows_of(head)) == 6


def rows_of(table: str) -> list[list[str]]:
    """The cells of the manual's table under a head."""
    lines = MANUAL.partition(f"{table}\n")[2].partition("\n\n")[0].splitlines()[1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_headings_of_the_files_are_those_that_are_read() -> None:
    listed = {row[0]: set(row[1].split(", ")) for row in rows_of("| file | headings |")}
    for name, columns in (
        ("unit import", units.COLUMNS),
        ("cluster import", clusters.COLUMNS),
        ("result import --period", results.COLUMNS),
    ):
        assert listed[f"`thidua {name}`"] == {
            f"`{it.code}`" if it.required else f"(`{it.code}`)" for it in columns
        }


def test_tests_of_the_manual_pass(project: Path) -> None:
    spec = importlib.util.spec_from_file_location("manual", project / "tests" / "test_health.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    ran = [test() for name, test in vars(module).items() if name.startswith("test_")]
    assert len(ran) == 2


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_is_documented_with_its_exact_arguments(hook: str) -> None:
    arguments = ", ".join(inspect.signature(getattr(hookspecs, hook)).parameters)
    assert f"\n## {hook}({arguments})\n" in MANUAL


@pytest.mark.parametrize("hook", HOOKS)
def test_example_of_every_hook_is_the_one_of_its_specification(hook: str) -> None:
    documented = inspect.getdoc(getattr(hookspecs, hook)) or ""
    example = textwrap.dedent(documented.partition("::\n")[2]).strip()
    section = MANUAL.partition(f"\n## {hook}(")[2].partition("\n## ")[0]
    (shown,) = re.findall(r"^```python\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    assert ast.dump(ast.parse(shown)) == ast.dump(ast.parse(example))


def test_no_hook_is_documented_that_does_not_exist() -> None:
    assert set(re.findall(r"^## (thidua_\w+)", MANUAL, re.MULTILINE)) == set(HOOKS)


@pytest.mark.parametrize("module", [discovery, readers, record_types])
def test_examples_in_the_docstrings_hold(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted and not found.failed


READ = re.compile(
    r"""\b(?:table|criterion|case|step|inner|item)\.(?:read|need|values|pairs|table|tables|items|"""
    r"""title|need_title|need_tables|need_table|has)\(\s*"(\w+)\""""
)


@pytest.mark.parametrize("reader", ["sector_files", "criteria_sets", "rows", "bases", "rules"])
def test_every_key_of_the_toml_files_is_listed(reader: str) -> None:
    source = inspect.getsource(import_module(f"thidua.core.model.structuring.{reader}"))
    keys = set(READ.findall(source))
    listed = set(re.findall(r"`\[*(\w+)\]*`", section("Every key of the TOML files")))
    assert len(keys) >= 7 and keys - listed == {"vi", "en"} & keys


def test_every_key_of_a_scheme_is_listed() -> None:
    source = inspect.getsource(import_module("thidua.core.model.structuring.schemes"))
    listed = set(re.findall(r"`\[*(\w+)\]*`", section("A bloc of several sectors")))
    assert {*READ.findall(source), "code", "rounding", "rank_on", "bands"} <= listed


def section(title: str) -> str:
    """The manual between a heading and the next of its level."""
    return MANUAL.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
