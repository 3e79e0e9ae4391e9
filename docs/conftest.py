"""Runs every code block of the pages: pytest docs."""

import pytest
from blocks.page_folder import open_folder, remove_folder
from blocks.running import regions
from sybil import Sybil
from sybil.integration.pytest import SybilItem

pytest_collect_file = Sybil(
    parsers=[regions], pattern="*.md", setup=open_folder, teardown=remove_folder
).pytest()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The blocks of a page build on each other: one worker runs them all."""
    for item in items:
        if isinstance(item, SybilItem):
            item.add_marker(pytest.mark.xdist_group(f"page {item.path.name}"))
