"""docs/fields.md names every field that a report template may read, and says what each means."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from thidua.core.workspace.documents.contents import CONTENTS
from thidua.core.workspace.documents.sample import sample_report
from thidua.core.workspace.templates import Document

DOCS = Path(__file__).parents[2] / "docs"
FIELDS = (DOCS / "fields.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([\w.]+)` \| (.*?) \| (.*?) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """The program that writes the page."""
    spec = importlib.util.spec_from_file_location("field_tables", DOCS / "field_tables.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_page_is_what_its_maker_writes_now(maker: ModuleType) -> None:
    assert maker.page() == FIELDS, "run: python docs/field_tables.py"


def test_maker_has_no_meaning_for_a_field_that_is_gone(maker: ModuleType) -> None:
    named = {name for name, _, _ in ROW.findall(FIELDS)}
    assert {name.rpartition(".")[2] for name in maker.UNSAID} <= named


def test_every_field_has_a_meaning() -> None:
    assert [row for row in ROW.findall(FIELDS) if not all(cell.strip() for cell in row)] == []


@pytest.mark.parametrize("document", CONTENTS)
def test_every_name_that_a_template_is_tried_on_is_listed(document: Document) -> None:
    everywhere = section("Every document")
    own = section(f"`{document.value}`")
    listed = {name.partition(".")[0] for name, _, _ in ROW.findall(everywhere + own)}
    assert listed == {*sample_report(document), "language"}


def test_every_group_is_linked_to_its_table() -> None:
    groups = set(re.findall(r"^### (\w+)$", FIELDS, re.MULTILINE))
    assert {name for name, _ in re.findall(r"\[(\w+)\]\(#(\w+)\)", FIELDS)} == groups


def section(title: str) -> str:
    """The page between a heading and the next."""
    return FIELDS.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
