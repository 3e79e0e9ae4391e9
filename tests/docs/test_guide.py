"""The user guide runs as it is written, every command of it, from its first page to its last."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from thidua.cli.main import DONE, run
from thidua.core.workspace.documents.sample import sample_report
from thidua.core.workspace.templates import Document, ReportSubject
from thidua.office.pdf_conversion import find_soffice

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "huong-dan.md"
BEFORE_RESULTS = {"init", "unit", "cluster", "period"}


def commands() -> list[list[str]]:
    """The lines after ``$`` in the guide's consoles."""
    consoles = re.findall(r"```console\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for console in consoles for line in console.splitlines()]
    return [shlex.split(line.removeprefix("$ ")) for line in lines if line.startswith("$ ")]


def can_be_run(words: list[str]) -> bool:
    """PDF is written only where there is LibreOffice, as the guide says."""
    return not words[-1].endswith(".pdf") or find_soffice() is not None


def test_every_command_of_the_guide_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "docs" / "vi-du", tmp_path / "vi-du")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("THIDUA_WORKSPACE", raising=False)
    ran = [words for words in commands() if can_be_run(words)]
    for words in ran:
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
        else:
            assert run(words[1:]) == DONE, (words, capsys.readouterr().err)
    assert len(ran) > 40
    written = [words[-1] for words in ran if words[-2] == "-o"]
    members = ("xa-an-hoa", "xa-binh-minh", "xa-dong-phu")
    files = {name.replace("{unit}", unit) for name in written for unit in members}
    assert [name for name in sorted(files) if not Path(name).stat().st_size] == []
    assert Path("templates/minutes.docx").is_file()


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


def test_the_ranking_of_the_guide_is_exact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "docs" / "vi-du", tmp_path / "vi-du")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("THIDUA_WORKSPACE", raising=False)
    for words in commands():
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
        elif words[1] in BEFORE_RESULTS or words[1:3] == ["result", "import"]:
            assert run(words[1:]) == DONE
    capsys.readouterr()
    assert run(["rank", "cum-1", "--period", "2026", "--format", "csv"]) == DONE
    rows = [line.split(",")[:4] for line in capsys.readouterr().out.splitlines()[1:]]
    # An Hòa: 60 × 1150/1200 + 30 + 8; Bình Minh at 3,00 does not meet "dưới 3,0 %".
    assert rows == [
        ["1", "xa-dong-phu", "Xã Đông Phú", "100.00"],
        ["2", "xa-an-hoa", "Xã An Hòa", "95.50"],
        ["3", "xa-binh-minh", "Xã Bình Minh", "85.00"],
    ]
