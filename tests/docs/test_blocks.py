"""Every code block of the pages is run, or says why not; what runs them finds what is wrong."""

import os
import re
import subprocess
import sys
from importlib import import_module, metadata
from pathlib import Path

import pytest
from sybil import Document

from blocks.consoles import agrees, commands_of, renewed, run_console
from blocks.fences import fences_of, pages
from blocks.page_folder import PageFolder
from blocks.pieces import faults_of_piece
from blocks.running import evaluate, is_run, regions
from thidua.plugins.discovery import installed

ROOT = Path(__file__).parents[2]
PAGES = [*pages(ROOT / "docs"), ROOT / "README.md", ROOT / "README.vi.md", ROOT / "CONTRIBUTING.md"]
NOT_RUN = 3
"""Blocks in docs/ that are only to be read. Give a reason for each, and count it here."""


def test_blocks_that_are_not_run_are_counted_and_say_why() -> None:
    given = [
        fence.marks["not run"]
        for page in pages(ROOT / "docs")
        for fence in fences_of(page.read_text("utf-8"))
        if "not run" in fence.marks
    ]
    assert len(given) == NOT_RUN
    assert [reason for reason in given if len(reason.split()) < 3] == []


@pytest.mark.parametrize("page", [it for it in PAGES if it.exists()], ids=lambda it: it.name)
def test_every_block_says_its_language(page: Path) -> None:
    assert [it.line for it in fences_of(page.read_text("utf-8")) if not it.language] == []


@pytest.mark.parametrize("page", pages(ROOT / "docs" / "authors"), ids=lambda it: it.name)
def test_file_that_a_reader_saves_is_named_where_they_see_it(page: Path) -> None:
    """Marks are comments: on the page they cannot be seen."""
    text = page.read_text("utf-8")
    unseen = [
        f"{page.name}:{fence.line}"
        for fence in fences_of(text)
        if (name := fence.marks.get("file") or fence.marks.get("append"))
        and Path(name).name not in re.sub("<!--.*?-->", "", text[fence.start - 400 : fence.start])
    ]
    assert unseen == []


def test_many_blocks_are_run() -> None:
    texts = [page.read_text("utf-8") for page in pages(ROOT / "docs")]
    run = [fence for text in texts for fence in fences_of(text) if is_run(fence)]
    assert len(run) > 120


def test_marks_stand_right_before_their_block() -> None:
    text = "<!-- as: set -->\n<!-- file: a.toml -->\n\n```toml\nx = 1\n```\n\n```text\ny\n```\n"
    first, second = fences_of(text)
    assert first.marks == {"file": "a.toml", "as": "set"} and first.saved_as == "a.toml"
    assert second.marks == {} and second.saved_as is None


def test_block_is_saved_under_the_name_in_its_first_line() -> None:
    (fence,) = fences_of("```toml\n# thidua_health/sector.toml\nx = 1\n```\n")
    assert (fence.saved_as, fence.content) == ("thidua_health/sector.toml", "x = 1\n")


def test_commands_of_a_console_are_told_from_what_they_print() -> None:
    first, second = commands_of("$ thidua rank \\\nnorth # all of it\nHạng 1\n$ ls\n")
    assert (first.words, first.printed) == (("thidua", "rank", "north"), "Hạng 1\n")
    assert (second.words, second.printed) == (("ls",), "")


def test_console_that_begins_with_output_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with a command"):
        list(commands_of("Hạng 1\n"))


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        ("one\ntwo\n", "one\ntwo\n", True),
        ("one\ntwo\n", "one\ntoo\n", False),
        ("one\n", "one\ntwo\n", False),
        ("one\n…\nfour\n", "one\ntwo\nthree\nfour\n", True),
        ("one\n…\nfour\n", "one\nfour\n", True),
        ("one\n…\nfive\n", "one\ntwo\nfour\n", False),
        ("1 passed in 0.12s\n", "1 passed in 3.40s\n", True),
        ("1 passed in 0.12s\n", "2 passed in 0.12s\n", False),
    ],
)
def test_output_is_compared_but_for_durations_and_lines_left_out(
    expected: str, printed: str, same: bool
) -> None:
    assert agrees(expected, printed) is same


@pytest.mark.parametrize(
    ("source", "kind", "fault"),
    [
        ("bonus_cap = 3", "criterion", None),
        ("bonus_gap = 3", "criterion", "bonus_gap"),
        ('rank_on = "rounded"', "set", "rank_on"),
        ("points = ", "set", "Invalid value"),
    ],
)
def test_piece_of_a_file_is_read_as_that_file_is(source: str, kind: str, fault: str | None) -> None:
    found = faults_of_piece(source, kind)
    assert (found is None) if fault is None else (fault in str(found))


@pytest.fixture
def folder(tmp_path: Path) -> PageFolder:
    """Where the reader of a made-up page works."""
    return PageFolder(tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("$ thidua --lang en unit list\n", "thidua --lang en unit list ended with 1:"),
        ("$ thidua --version\nthidua 0.0.0\n", "--- now:\nthidua "),
        ("$ cd nowhere\n", "cd nowhere ended with 1:"),
    ],
)
def test_console_that_is_not_what_happens_is_told(
    typed: str, wrong: str, folder: PageFolder
) -> None:
    assert wrong in str(run_console(typed, folder))


def test_console_works_where_the_commands_before_have_led(folder: PageFolder) -> None:
    folder.save("north/units.csv", "code\n")
    assert run_console("$ cd north\n$ ls\nunits.csv\n$ cat units.csv\ncode\n", folder) is None
    assert run_console("$ export THIDUA_LANG=en\n$ thidua unit list\nRefused: …\n", folder)
    assert folder.variables == {"THIDUA_LANG": "en"} and "THIDUA_LANG" not in os.environ


def test_block_is_renewed_where_its_commands_print_something_else(folder: PageFolder) -> None:
    folder.save("a.txt", "one\n")
    page = "$ cat \\\na.txt\ntwo\n$ cat a.txt\n…\n$ cd .\n"
    assert renewed(page, folder) == "$ cat \\\na.txt\none\n$ cat a.txt\n…\n$ cd .\n"


def test_command_that_no_page_may_ask_for_is_refused(folder: PageFolder) -> None:
    with pytest.raises(ValueError, match="no page may ask for 'curl'"):
        run_console("$ curl example.vn\n", folder)


def test_installed_package_is_found_as_long_as_the_reader_is_at_work(folder: PageFolder) -> None:
    folder.save(
        "pyproject.toml",
        '[project]\nname = "thidua-mine"\nversion = "1.0"\n'
        '[project.entry-points."thidua.plugins"]\nmine = "thidua_mine"\n',
    )
    folder.save("thidua_mine.py", "")
    assert run_console("$ pip install -e .\n", folder) is None
    with folder.entered():
        assert metadata.version("thidua-mine") == "1.0"
        assert import_module("thidua_mine")
    assert "thidua_mine" not in sys.modules
    with pytest.raises(metadata.PackageNotFoundError):
        metadata.version("thidua-mine")


def test_sectors_that_the_writer_has_installed_are_none_of_the_readers(
    folder: PageFolder, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path_factory.mktemp("site")
    card = site / "thidua_theirs-1.0.dist-info"
    card.mkdir()
    (card / "METADATA").write_text("Metadata-Version: 2.1\nName: thidua-theirs\nVersion: 1.0\n")
    (card / "entry_points.txt").write_text("[thidua.plugins]\ntheirs = thidua_theirs\n")
    monkeypatch.syspath_prepend(str(site))
    assert "theirs" in {it.origin.entry_point for it in installed().found}
    with folder.entered():
        found = {it.origin.entry_point for it in installed().found}
        assert os.environ["THIDUA_CACHE"] == str(folder.home / ".cache")
    assert "theirs" not in found and "labour-social" in found


@pytest.mark.parametrize(
    ("block", "wrong"),
    [
        ("```ruby\nputs 1\n```\n", "nobody knows how to run a block of 'ruby'"),
        ("```toml\npoints = 1\n```\n", "say what it is a piece of"),
        ("```formula\n    1 + 1 → 3\n```\n", "1 + 1 → 2"),
        ("```python\nassert True\n```\n", None),
    ],
)
def test_page_is_told_of_what_does_not_hold(
    block: str, wrong: str | None, folder: PageFolder
) -> None:
    document = Document(f"# Page\n\n{block}", "page.md")
    document.namespace["folder"] = folder
    for region in regions(document):
        document.add(region)
    (example,) = document.examples()
    said = evaluate(example)
    assert said is None if wrong is None else (wrong in str(said) and "page.md:3" in str(said))


def test_pytest_takes_the_pages_for_tests() -> None:
    """Without docs/conftest.py no page would be run, and nobody would miss it."""
    asked = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    found = subprocess.run(
        [*asked, "docs"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    collected = set(re.findall(r"^(docs/.*?)::line:", found.stdout, re.MULTILINE))
    assert {"docs/huong-dan.md", "docs/authors/tutorial.md"} <= collected
