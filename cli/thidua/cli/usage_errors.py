"""What went wrong with the words of a command, in both languages, with what to type instead."""

import click
from attrs import evolve

from thidua.cli.bilingual_commands import ExtraArguments, Misused, UnknownCommand
from thidua.cli.words import placeholders
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.text.joining import join_texts
from thidua.core.text.suggesting import did_you_mean


def fault_of(error: click.UsageError) -> Fault:
    """A usage error of click as a fault, which ends with where to find help."""
    fault = _fault(error)
    if fault.remedy is not None or error.ctx is None:
        return fault
    command = f"{error.ctx.command_path} --help"
    return evolve(fault, remedy=Text(f"Xem: {command}", f"See: {command}"))


def _fault(error: click.UsageError) -> Fault:
    match error:
        case Misused():
            return error.fault
        case UnknownCommand():
            return _unknown(error)
        case ExtraArguments():
            extra = " ".join(error.extra)
            return Fault(Text(f"thừa tham số: {extra}.", f"too many arguments: {extra}."))
        case click.NoSuchOption():
            return _no_such_option(error)
        case click.MissingParameter(param=click.Parameter() as parameter):
            return _missing(parameter, error.ctx)
        case click.BadParameter(param=click.Parameter() as parameter):
            return _bad_value(parameter)
        case click.BadOptionUsage():
            return _bad_usage(error)
    return Fault(Text("không hiểu được lệnh này.", "this command cannot be understood."))


def _unknown(error: UnknownCommand) -> Fault:
    what = Text(f"không có lệnh “{error.name}”.", f"there is no command “{error.name}”.")
    return Fault(what, remedy=did_you_mean(error.name, error.known))


def _no_such_option(error: click.NoSuchOption) -> Fault:
    name = error.option_name
    params = error.ctx.command.get_params(error.ctx) if error.ctx else []
    known = [
        opt
        for param in params
        if isinstance(param, click.Option)
        for opt in param.opts
        if opt.startswith("--")
    ]
    return Fault(
        Text(f"không có tùy chọn {name}.", f"there is no option {name}."),
        remedy=did_you_mean(name, known),
    )


def _missing(first: click.Parameter, context: click.Context | None) -> Fault:
    """All that is missing: click stops at the first, when all that was given has been read."""
    params = context.command.get_params(context) if context else [first]
    read = context.params if context else {}
    missing = [it for it in params if it is first or (it.required and it.name not in read)]
    named = join_texts([_called(it) for it in missing])
    verb = "is" if len(missing) == 1 else "are"
    return Fault(Text(f"thiếu {named.vi}.", f"{named.en} {verb} missing."))


def _called(parameter: click.Parameter) -> Text:
    name = _name(parameter)
    if isinstance(parameter, click.Option):
        return Text(f"tùy chọn {name.vi}", f"the option {name.en}")
    return Text(f"tham số {name.vi}", f"the argument {name.en}")


def _bad_value(parameter: click.Parameter) -> Fault:
    name, wanted = _name(parameter), _wanted(parameter.type)
    return Fault(Text(f"{name.vi} phải là {wanted.vi}.", f"{name.en} must be {wanted.en}."))


def _wanted(kind: object) -> Text:
    match kind:
        case click.Choice():
            choices = ", ".join(map(str, kind.choices))
            return Text(f"một trong: {choices}", f"one of: {choices}")
        case click.Path(file_okay=False):
            return Text("một thư mục, không phải tệp", "a folder, not a file")
        case click.Path(dir_okay=False, exists=False):
            return Text("một tệp, không phải thư mục", "a file, not a folder")
        case click.Path(dir_okay=False):
            return Text("một tệp có sẵn, không phải thư mục", "an existing file, not a folder")
        case click.types.IntParamType():
            return Text("một số nguyên", "a whole number")
    return Text("một giá trị dùng được", "a value that can be used")


def _bad_usage(error: click.BadOptionUsage) -> Fault:
    name = error.option_name
    params = error.ctx.command.get_params(error.ctx) if error.ctx else []
    if any(isinstance(it, click.Option) and it.is_flag and name in it.opts for it in params):
        return Fault(Text(f"{name} không nhận giá trị.", f"{name} takes no value."))
    return Fault(Text(f"{name} cần một giá trị.", f"{name} needs a value."))


def _name(parameter: click.Parameter) -> Text:
    if isinstance(parameter, click.Option):
        return Text(parameter.opts[-1], parameter.opts[-1])
    name = parameter.metavar or (parameter.name or "?").upper()
    return Text(placeholders(name, "vi"), name)
