"""The sentences of the written documents: no stray marks, no holes, no tags, no foreign words."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from tests.conftest import DemoRun
    from tests.documents.conftest import Papers

WordsOf = Callable[[bytes], list[str]]

STRAY: Final = re.compile(
    r"\.;|;\.|,\.|\.,|;;|,,|(?<!\.)\.\.(?!\.)|:\s*[;.]| [,;.](?![\d.…])"
    r"|\(\s*\)|\(\s|\s\)|“”|(?<=\w)\("
)
"""Marks that follow on each other, stand alone, or enclose nothing."""
TAGS: Final = re.compile(r"{{|}}|{%|%}|\bNone\b|\bTrue\b|\bFalse\b|\bnan\b|<\w+>")


@pytest.fixture(scope="module")
def paragraphs(
    demo_run: "DemoRun", made_up_papers: Mapping[str, "Papers"], words_of: WordsOf
) -> Mapping[Path, list[str]]:
    """Those of every Word document of the demonstration and of the made-up clusters."""
    files = [*(demo_run.folder / "reports").rglob("*.docx")]
    files += [file for it in made_up_papers.values() for file in it.files if file.suffix == ".docx"]
    assert len(files) > 50
    return {file: words_of(file.read_bytes()) for file in files}


def found(paragraphs: Mapping[Path, list[str]], pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{file.name}: {text}"
        for file, texts in paragraphs.items()
        for text in texts
        if pattern.search(text)
    ]


def test_no_mark_stands_where_none_belongs(paragraphs: Mapping[Path, list[str]]) -> None:
    assert found(paragraphs, STRAY) == []


def test_no_tag_and_no_word_of_the_machine_is_left(paragraphs: Mapping[Path, list[str]]) -> None:
    assert found(paragraphs, TAGS) == []


def test_spaces_are_single_and_letters_are_composed(paragraphs: Mapping[Path, list[str]]) -> None:
    assert found(paragraphs, re.compile(r"  | $|^ ")) == []
    texts = [text for it in paragraphs.values() for text in it]
    assert [text for text in texts if unicodedata.normalize("NFC", text) != text] == []


def test_brackets_and_quotation_marks_are_closed(paragraphs: Mapping[Path, list[str]]) -> None:
    for opening, closing in ("()", "“”", "[]"):
        uneven = [
            text
            for it in paragraphs.values()
            for text in it
            if text.count(opening) != text.count(closing)
        ]
        assert uneven == []
