"""Click commands whose help, usage and errors speak Vietnamese or English.

Click's own words are English and translated only through gettext's global domain; here every
word is a :class:`Text` beside the option that it explains, and the language is known before the
first of them is shown.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, cast

import click

from thidua.core.text.bilingual import Language, Text

USAGE = Text("Cách dùng", "Usage")
OPTIONS = Text("Tùy chọn", "Options")
COMMANDS = Text("Lệnh", "Commands")
SHOW_HELP = Text("Xem trợ giúp này.", "Show this help.")


def language_of(arguments: Sequence[str]) -> Language:
    """The language asked for by ``--lang`` or ``THIDUA_LANG``; Vietnamese by default."""
    wanted = os.environ.get("THIDUA_LANG", "vi")
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            wanted = arguments[index + 1]
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    return "en" if wanted.lower().startswith("en") else "vi"


def language() -> Language:
    """The language of the running command."""
    context = click.get_current_context(silent=True)
    root = context.find_root() if context else None
    return cast("Language", root.obj) if root and root.obj in ("vi", "en") else "vi"


def say(text: Text) -> str:
    """A text in the language of the running command."""
    return text.in_language(language())


class _Speaking(click.Command):
    """A command whose help is a :class:`Text`."""

    def __init__(self, *args: Any, about: Text | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.about = about

    def get_short_help_str(self, limit: int = 80) -> str:
        return say(self.about).split("\n")[0] if self.about else ""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.about:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(say(self.about))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{say(USAGE)}: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [row for param in self.get_params(ctx) if (row := param.get_help_record(ctx))]
        if rows:
            with formatter.section(say(OPTIONS)):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say(SHOW_HELP)
        return option


class Command(_Speaking):
    """A leaf command."""


class Group(_Speaking, click.Group):
    """A group whose commands are imported when they are called.

    ``commands`` maps a name to ``"module:attribute"`` and the text shown in the list, so that
    ``--help`` imports none of them.
    """

    def __init__(
        self, *args: Any, lazy: Mapping[str, tuple[str, Text]] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.lazy:
            module, _, attribute = self.lazy[cmd_name][0].partition(":")
            return cast("click.Command", getattr(import_module(module), attribute))
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise UnknownCommand(args[0], self.list_commands(ctx), ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _Speaking.format_options(self, ctx, formatter)
        rows = [(name, self._short(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(say(COMMANDS)):
            formatter.write_dl(rows)

    def _short(self, ctx: click.Context, name: str) -> str:
        if name in self.lazy:
            return say(self.lazy[name][1])
        command = self.get_command(ctx, name)
        return command.get_short_help_str() if command else ""


class UnknownCommand(click.UsageError):
    """A command that does not exist; the nearest one is suggested."""

    def __init__(self, name: str, known: Sequence[str], ctx: click.Context) -> None:
        super().__init__(name, ctx)
        self.name = name
        self.known = tuple(known)


class Option(click.Option):
    """An option whose help is a :class:`Text`."""

    def __init__(self, *args: Any, about: Text | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.about = about

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        if self.about is not None:
            self.help = say(self.about)
        return super().get_help_record(ctx)


def option(*names: str, vi: str, en: str, **settings: Any) -> Callable[[Any], Any]:
    """An option with its explanation in both languages."""
    return click.option(*names, cls=Option, about=Text(vi, en), **settings)


def command(vi: str, en: str, name: str | None = None) -> Callable[[Any], Command]:
    """A command with its explanation in both languages."""
    return cast("Callable[[Any], Command]", click.command(name, cls=Command, about=Text(vi, en)))


def use_utf8() -> None:
    """Print Vietnamese even where the console or a pipe claims another encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
