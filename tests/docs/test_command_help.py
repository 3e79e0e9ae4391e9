"""docs/commands.md is what the commands say of themselves."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from thidua.cli.main import COMMANDS

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "commands.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """The program that writes the page."""
    spec = importlib.util.spec_from_file_location("command_help", DOCS / "command_help.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_page_is_what_its_maker_writes_now(maker: ModuleType) -> None:
    """Where click breaks lines may differ from one click to the next."""
    assert maker.page().split() == PAGE.split(), "run: python docs/command_help.py"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_there_in_both_languages(command: str) -> None:
    section = PAGE.partition(f"\n### thidua {command}\n")[2].partition("\n###")[0]
    assert f"Cách dùng: thidua {command} " in section
    assert f"Usage: thidua {command} " in section
