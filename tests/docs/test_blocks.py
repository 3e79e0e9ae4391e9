"""Every code block of the pages is run, or says why not; what runs them finds what is wrong."""

from pathlib import Path

import pytest

from blocks.consoles import agrees, commands_of
from blocks.fences import fences_of, pages
from blocks.pieces import faults_of_piece
from blocks.running import NOT_CODE

ROOT = Path(__file__).parents[2]
PAGES = [*pages(ROOT / "docs"), ROOT / "README.md", ROOT / "README.vi.md", ROOT / "CONTRIBUTING.md"]
NOT_RUN = 2
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


def test_many_blocks_are_run() -> None:
    run = [
        fence
        for page in pages(ROOT / "docs")
        for fence in fences_of(page.read_text("utf-8"))
        if fence.language not in NOT_CODE and "not run" not in fence.marks
    ]
    assert len(run) > 55


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
