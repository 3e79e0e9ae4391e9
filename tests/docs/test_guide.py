"""The user guide runs as it is written, every command of it, from its first page to its last."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from thidua.cli.main import DONE, run

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "huong-dan.md"
BEFORE_RESULTS = {"init", "unit", "cluster", "period"}


def commands() -> list[list[str]]:
    """The lines after ``$`` in the guide's consoles."""
    consoles = re.findall(r"```console\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for console in consoles for line in console.splitlines()]
    return [shlex.split(line.removeprefix("$ ")) for line in lines if line.startswith("$ ")]


def test_every_command_of_the_guide_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "docs" / "vi-du", tmp_path / "vi-du")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("THIDUA_WORKSPACE", raising=False)
    ran = commands()
    for words in ran:
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
        else:
            assert run(words[1:]) == DONE, (words, capsys.readouterr().err)
    assert len(ran) > 15
    assert Path("bao-cao.html").stat().st_size > 0


def test_the_ranking_of_the_guide_is_exact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "docs" / "vi-du", tmp_path / "vi-du")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("THIDUA_WORKSPACE", raising=False)
    for words in commands():
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
        elif words[1] in BEFORE_RESULTS or words[1:3] == ["result", "import"]:
            assert run(words[1:]) == DONE
    capsys.readouterr()
    assert run(["rank", "cum-1", "--period", "2026", "--format", "csv"]) == DONE
    rows = [line.split(",")[:4] for line in capsys.readouterr().out.splitlines()[1:]]
    # An Hòa: 60 × 1150/1200 + 30 + 8; Bình Minh at 3,00 does not meet "dưới 3,0 %".
    assert rows == [
        ["1", "xa-dong-phu", "Xã Đông Phú", "100.00"],
        ["2", "xa-an-hoa", "Xã An Hòa", "95.50"],
        ["3", "xa-binh-minh", "Xã Bình Minh", "85.00"],
    ]
