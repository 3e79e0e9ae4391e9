"""How many of a thing there are, in English."""

import pytest

from thidua.core.text.counting import counted


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 figures"), (1, "1 figure"), (2, "2 figures"), (101, "101 figures")]
)
def test_only_one_is_no_plural(count: int, said: str) -> None:
    assert counted(count, "figure") == said
