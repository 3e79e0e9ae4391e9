"""Where the readings are compared: coverage looks away."""

from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every trial runs the lines that the tests of its parts go through one by one; which of them
    is left to chance."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.untraced)
