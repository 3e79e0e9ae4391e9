"""Writes commands.md: what every command says of itself with --help, in both languages.

python docs/command_help.py
"""

from collections.abc import Iterator
from pathlib import Path

import click

from thidua.cli.main import thidua
from thidua.cli.words import LANGUAGES
from thidua.core.text.bilingual import Language

PAGE = Path(__file__).with_name("commands.md")
BEGINNING = """# Các lệnh · Commands

Trợ giúp của từng lệnh, như khi gõ `--help`; `--lang en` hoặc biến `THIDUA_LANG=en` cho bản tiếng
Anh. Trang này do `docs/command_help.py` lập từ chính các lệnh.

The help of every command, as `--help` prints it. This page is made by `docs/command_help.py` from
the commands themselves, so it is complete.
"""
WIDTH = 96


def page() -> str:
    """The whole of commands.md."""
    return BEGINNING + "".join(_section(path) for path in _paths(thidua, ("thidua",)))


def _paths(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        with click.Context(command) as context:
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                assert inner is not None
                yield from _paths(inner, (*path, name))


def _section(path: tuple[str, ...]) -> str:
    heading = f"\n{'#' * min(len(path) + 1, 3)} {' '.join(path)}\n"
    return heading + "".join(f"\n```text\n{_help(path, it)}```\n" for it in LANGUAGES)


def _help(path: tuple[str, ...], language: Language) -> str:
    """What ``--help`` prints for a command."""
    context = click.Context(thidua, info_name=path[0], obj=language, terminal_width=WIDTH)
    command: click.Command = thidua
    for name in path[1:]:
        assert isinstance(command, click.Group)
        inner = command.get_command(context, name)
        assert inner is not None
        command = inner
        context = click.Context(command, parent=context, info_name=name, obj=language)
    with context:
        lines = command.get_help(context).splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
