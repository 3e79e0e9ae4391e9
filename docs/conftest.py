"""Runs every code block of the pages: pytest docs."""

from pathlib import Path

import pytest
from sybil import Sybil

from blocks.page_folder import open_folder, remove_folder
from blocks.running import regions

pytest_collect_file = Sybil(
    parsers=[regions], pattern="*.md", setup=open_folder, teardown=remove_folder
).pytest()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The pages run what the tests go through in detail."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.untraced)
