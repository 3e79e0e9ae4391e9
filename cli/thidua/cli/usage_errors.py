"""What went wrong with the words of a command, in both languages, with what to type instead."""

import click

from thidua.cli.bilingual_commands import UnknownCommand
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault


def fault_of(error: click.ClickException) -> Fault:
    """A click error as a fault; click's own English is kept only where it carries the detail."""
    if isinstance(error, UnknownCommand):
        return _unknown(error)
    if isinstance(error, click.NoSuchOption):
        return Fault(
            Text(
                f"không có tùy chọn {error.option_name}.", f"no such option: {error.option_name}."
            ),
            remedy=_maybe(list(error.possibilities or ())),
        )
    if isinstance(error, click.MissingParameter):
        name = _name(error.param)
        return Fault(Text(f"thiếu {name}.", f"missing {name}."))
    if isinstance(error, click.BadParameter):
        name, detail = _name(error.param), error.message
        return Fault(
            Text(f"giá trị của {name} không dùng được: {detail}", f"bad value for {name}: {detail}")
        )
    message = error.format_message()
    return Fault(Text(f"lệnh không đúng: {message}", message))


def _unknown(error: UnknownCommand) -> Fault:
    from thidua.core.text.names import nearest

    return Fault(
        Text(f"không có lệnh “{error.name}”.", f"there is no command “{error.name}”."),
        remedy=_maybe(list(nearest(error.name, error.known))),
    )


def _maybe(near: list[str]) -> Text | None:
    return Text(f"Có phải là “{near[0]}”?", f"Did you mean “{near[0]}”?") if near else None


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "?"
    if isinstance(parameter, click.Option):
        return parameter.opts[0]
    return (parameter.human_readable_name or "?").upper()
