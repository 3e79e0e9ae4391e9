"""Click commands whose help, usage and errors speak Vietnamese or English.

Click's own words are English and translated only through gettext's global domain; here every
word stands in both languages beside the option that it explains, and the language is known
before the first of them is shown. What click finds wrong is put into words by
:mod:`thidua.cli.usage_errors`.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import click

from thidua.cli.words import LANGUAGES, Words, placeholders

if TYPE_CHECKING:
    from thidua.core.text.bilingual import Language, Text
    from thidua.core.text.fault import Fault

    Bilingual: TypeAlias = Text | Words

USAGE = Words("Cách dùng", "Usage")
OPTIONS = Words("Tùy chọn", "Options")
COMMANDS = Words("Lệnh", "Commands")
REQUIRED = Words("bắt buộc", "required")
SHOW_HELP = Words("Xem trợ giúp này.", "Show this help.")
LANGUAGE = Words("Ngôn ngữ: vi hoặc en.", "Language: vi or en.")


def language() -> "Language":
    """The language of the running command."""
    context = click.get_current_context(silent=True)
    root = context.find_root() if context else None
    return cast("Language", root.obj) if root and root.obj in LANGUAGES else "vi"


def say(text: "Bilingual") -> str:
    """A text in the language of the running command."""
    return text.in_language(language())


class Misused(click.UsageError):
    """Words of a command that do not go together, said by the command itself."""

    def __init__(self, fault: "Fault") -> None:
        super().__init__(fault.in_language("en"), click.get_current_context(silent=True))
        self.fault = fault


class UnknownCommand(click.UsageError):
    """A command that does not exist, beside those that do."""

    def __init__(self, name: str, known: Sequence[str], ctx: click.Context) -> None:
        super().__init__(name, ctx)
        self.name = name
        self.known = tuple(known)


class ExtraArguments(click.UsageError):
    """More arguments than the command takes."""

    def __init__(self, extra: Sequence[str], ctx: click.Context) -> None:
        super().__init__(" ".join(extra), ctx)
        self.extra = tuple(extra)


class Option(click.Option):
    """An option whose help stands in both languages."""

    def __init__(self, *args: Any, about: "Bilingual", **options: Any) -> None:
        super().__init__(*args, **options)
        self.about = about

    def make_metavar(self, ctx: click.Context) -> str:
        return placeholders(super().make_metavar(ctx), language())

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        if record is None:
            return None
        required = f" [{say(REQUIRED)}]" if self.required else ""
        return record[0], say(self.about) + required


class _Speaking(click.Command):
    """A command whose help stands in both languages, and which takes ``--lang`` itself."""

    def __init__(self, *args: Any, about: "Bilingual", **options: Any) -> None:
        super().__init__(*args, **options)
        self.about = about
        if not any(param.name == "lang" for param in self.params):
            self.params.append(language_option(hidden=True))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            # Click's own parser forgets to say whose option it was.
            error.ctx = error.ctx or ctx
            raise

    def get_short_help_str(self, limit: int = 80) -> str:
        return say(self.about).split("\n")[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(self.about))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        usage = placeholders(pieces, language())
        formatter.write_usage(ctx.command_path, usage, prefix=f"{say(USAGE)}: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [
            row
            for param in self.get_params(ctx)
            if isinstance(param, click.Option) and (row := param.get_help_record(ctx))
        ]
        with formatter.section(say(OPTIONS)):
            formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say(SHOW_HELP)
        return option


def language_option(*, hidden: bool) -> Option:
    """``--lang``, which every command takes; :func:`words.language_of` has read it before."""
    return Option(
        ["--lang"],
        about=LANGUAGE,
        metavar="|".join(LANGUAGES),
        type=click.Choice(LANGUAGES, case_sensitive=False),
        expose_value=False,
        hidden=hidden,
    )


class Command(_Speaking):
    """A leaf command."""

    allow_extra_args = True
    """So that it is this class that complains of them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        extra = super().parse_args(ctx, args)
        if extra and not ctx.resilient_parsing:
            raise ExtraArguments(extra, ctx)
        return extra


class Group(_Speaking, click.Group):
    """A group whose commands are imported when they are called.

    ``lazy`` maps a name to ``"module:attribute"`` and the text shown in the list, so that
    ``--help`` imports none of them.
    """

    def __init__(
        self,
        *args: Any,
        lazy: "Mapping[str, tuple[str, Bilingual]] | None" = None,
        **options: Any,
    ) -> None:
        options.setdefault("subcommand_metavar", "COMMAND [ARGS]...")
        super().__init__(*args, invoke_without_command=True, **options)
        self.lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.lazy, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.lazy:
            module, _, attribute = self.lazy[cmd_name][0].partition(":")
            return cast("click.Command", getattr(import_module(module), attribute))
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.list_commands(ctx):
            raise UnknownCommand(args[0], self.list_commands(ctx), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        result = super().invoke(ctx)
        if ctx.invoked_subcommand is None:
            # Of itself click says so only where not even an option is given.
            raise click.exceptions.NoArgsIsHelpError(ctx)
        return result

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _Speaking.format_options(self, ctx, formatter)
        rows = [(name, self._short(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(say(COMMANDS)):
            formatter.write_dl(rows)

    def _short(self, ctx: click.Context, name: str) -> str:
        if name in self.lazy:
            return say(self.lazy[name][1])
        return self.commands[name].get_short_help_str()


def option(*names: str, vi: str, en: str, **settings: Any) -> Callable[[Any], Any]:
    """An option with its explanation in both languages."""
    return click.option(*names, cls=Option, about=Words(vi, en), **settings)


def command(vi: str, en: str, name: str | None = None) -> Callable[[Any], Command]:
    """A command with its explanation in both languages."""
    return cast("Callable[[Any], Command]", click.command(name, cls=Command, about=Words(vi, en)))
