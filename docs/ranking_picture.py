"""Draws ranking.svg, the picture in the README: a ranking as the command prints it.

python docs/ranking_picture.py
"""

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

COMMAND = ("rank", "can-tho-don-vi", "--period", "2020")
PICTURE = Path(__file__).with_name("ranking.svg")


def thidua(*arguments: str) -> str:
    """What a command prints."""
    words = [sys.executable, "-m", "thidua.cli", *arguments]
    done = subprocess.run(words, check=True, capture_output=True, encoding="utf-8")
    return done.stdout


def draw() -> None:
    """Build the demo in a folder that goes away, and keep the picture of one ranking."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = str(Path(folder) / "demo")
        thidua("demo", workspace)
        printed = thidua(*COMMAND, "--workspace", workspace)
    console = Console(record=True, width=140, file=io.StringIO())
    console.print(Text(f"$ thidua {' '.join(COMMAND)}\n{printed}"))
    console.save_svg(str(PICTURE), title="thidua")


if __name__ == "__main__":
    draw()
