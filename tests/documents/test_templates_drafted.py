"""The Word templates that come with thidua are what their maker drafts, to the last byte."""

import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def drafts() -> Iterator[Mapping[Path, bytes]]:
    """What ``PYTHONPATH=docs python -m templates`` would write."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "docs")
        maker = importlib.import_module("templates.__main__")
        saving = importlib.import_module("templates.saving")
        yield {file: saving.content_of(document) for file, document in maker.drafts()}


def test_each_committed_template_is_what_its_maker_drafts(drafts: Mapping[Path, bytes]) -> None:
    changed = [str(file) for file, draft in drafts.items() if file.read_bytes() != draft]
    assert changed == []


def test_there_is_no_word_template_that_no_code_makes(drafts: Mapping[Path, bytes]) -> None:
    folders = ("plugins/thidua", "sectors/thidua/sectors")
    committed = {file for folder in folders for file in (ROOT / folder).rglob("*.docx")}
    assert committed == drafts.keys()
    assert len(committed) == 9


def test_each_but_that_of_a_new_sector_has_a_page_beside_it(drafts: Mapping[Path, bytes]) -> None:
    alone = [file for file in drafts if not file.with_suffix(".html").is_file()]
    assert [file.parts[-6:-3] for file in alone] == [("scaffold", "files", "src")]
