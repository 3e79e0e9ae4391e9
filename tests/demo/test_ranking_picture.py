"""The picture of a ranking in the README shows what the command prints now."""

import html
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from thidua.cli.main import run

if TYPE_CHECKING:
    from tests.conftest import DemoRun

PICTURE = Path(__file__).parents[2] / "docs" / "ranking.svg"
COMMAND = ("rank", "can-tho-don-vi", "--period", "2020")
FRAME = re.compile(r"[\s─-╿]+")


def words(text: str) -> Counter[str]:
    """Every word, wherever the lines of a table break."""
    return Counter(filter(None, FRAME.split(text)))


def test_picture_shows_what_is_printed_now(
    demo_run: "DemoRun", capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*COMMAND, "--workspace", str(demo_run.folder)]) == 0
    typed = " ".join(("$", "thidua", *COMMAND))
    drawn = re.findall(r"<text[^>]*>(.*?)</text>", PICTURE.read_text(encoding="utf-8"))
    shown = html.unescape("\n".join(drawn)).removeprefix("thidua\n")
    assert words(shown) == words(f"{typed}\n{capsys.readouterr().out}"), (
        "run: python docs/ranking_picture.py"
    )
