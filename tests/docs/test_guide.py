"""The guide in Vietnamese leaves nothing out and names nothing that there is not.

That its commands print what it shows is tried where all pages are: pytest docs.
"""

import csv
import io
import re
from pathlib import Path

import click
import pytest

from thidua.cli.main import thidua
from thidua.core.workspace.documents.sample import sample_report
from thidua.core.workspace.templates import Document, ReportSubject

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GUIDE = DOCS / "huong-dan.md"
PAGES = (GUIDE, *sorted((DOCS / "huong-dan").glob("*.md")))
FOR_PROGRAMMERS = {"plugin new"}


def text_of(*pages: Path) -> str:
    """The pages, one after the other."""
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def names_of(group: click.Group, before: str = "") -> set[str]:
    """Every command by the words that call it."""
    context = click.Context(group)
    names: set[str] = set()
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        whole = f"{before}{name}"
        names |= names_of(command, f"{whole} ") if isinstance(command, click.Group) else {whole}
    return names


def test_every_command_for_officials_is_told_of() -> None:
    told = re.findall(r"(?:\$ |`)(?:thidua )?([a-z-]+(?: [a-z-]+)?)", text_of(*PAGES))
    said = {" ".join(name.split()[:most]) for name in told for most in (1, 2)}
    assert names_of(thidua) - said - FOR_PROGRAMMERS == set()


def test_only_what_a_network_is_asked_for_is_not_run() -> None:
    reasons = re.findall(r"<!-- not run: (.*?) -->", text_of(*PAGES))
    assert set(reasons) == {"cài từ mạng"}


def test_commands_whose_print_is_shown_are_many() -> None:
    assert len(re.findall(r"^\$ thidua ", text_of(*PAGES), re.MULTILINE)) > 70


def test_guide_names_every_document_and_the_fields_that_there_are() -> None:
    named = set(re.findall(r"`([a-z_.-]+)`", GUIDE.read_text(encoding="utf-8")))
    documents = [it.value for it in Document if it.subject is not ReportSubject.DEPARTMENT]
    assert set(documents) - named == {"rank-safety", "result-form"}
    fields = {path for document in Document for path in paths(sample_report(document))}
    asked = {name for row in table("Trường") for name in re.findall(r"`([a-z_.]+)`", row)}
    assert {name for name in asked if name not in fields} == set()


def paths(value: object, before: str = "") -> set[str]:
    """Every field of a report: by its whole path, and inside a list by its own name."""
    if isinstance(value, list):
        return {before} | paths(value[0])
    if not isinstance(value, dict):
        return {before}
    below = (paths(it, f"{before}.{name}" if before else name) for name, it in value.items())
    return {before, *value}.union(*below)


def table(head: str) -> list[str]:
    """The rows of the guide's table whose first heading that is."""
    below = GUIDE.read_text(encoding="utf-8").partition(f"\n| {head} |")[2]
    return below.partition("\n\n")[0].splitlines()[2:]


def test_the_ranking_of_the_guide_is_worked_out_by_hand() -> None:
    """An Hòa: 60 × 1.150/1.200 + 30 + (10 − 2); Bình Minh at 3,00 does not meet "dưới 3,0 %"."""
    ranking = GUIDE.read_text(encoding="utf-8").partition("--layer self\n")[2].partition("```")[0]
    rows = re.findall(r"│ +(\d) │ ([^│]+?) +│ +([\d,]+) │", ranking)
    assert rows == [
        ("1", "Xã Đông Phú", "98,00"),
        ("2", "Xã An Hòa", "95,50"),
        ("3", "Xã Bình Minh", "85,00"),
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda it: it.stem)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [it for it in targets if not (page.parent / it).resolve().exists()] == []


def test_every_file_of_the_examples_is_used() -> None:
    used = text_of(*sorted(DOCS.rglob("*.md")))
    files = {it.name for it in (DOCS / "vi-du").iterdir()}
    # Beside the point table lie its own indicators, read with it.
    assert {name for name in files if name not in used} <= {"sector.toml"}


def test_glossary_says_each_term_once() -> None:
    page = (DOCS / "huong-dan" / "thuat-ngu.md").read_text(encoding="utf-8")
    rows = [row for row in page.splitlines() if row.startswith("| ") and "---" not in row]
    cells = [row.strip("| ").split(" | ") for row in rows if "Tiếng Việt" not in row]
    terms = [line[0] for line in csv.reader(io.StringIO("\n".join(it[0] for it in cells)))]
    assert len(terms) == len(set(terms)) > 50
    assert all(len(it) > 1 and it[1].strip() for it in cells)
