"""How a command that was not carried out says so: refusals, wrong usage, files, defects.

Nothing of this is imported by a command that succeeds.
"""

import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from thidua.cli.usage_errors import fault_of
from thidua.core.files.refusal import reason_of, remedy_of
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import Fault, Refused

REFUSED, USAGE = 1, 2
"""Exit codes: refused, with reasons; the words of the command are wrong."""

STOPPED = Fault(Text("đã dừng theo yêu cầu.", "stopped as asked."))


def answer(error: BaseException, language: Language) -> int | None:
    """Say on the error stream what went wrong; the exit code, or None for what is no mistake of
    the user's and so is a defect of the program."""
    match error:
        case Refused():
            return say_refused(error.faults, language, REFUSED)
        case click.exceptions.NoArgsIsHelpError():
            click.echo(error.format_message(), err=True)
            return USAGE
        case click.UsageError():
            return say_refused((fault_of(error),), language, USAGE)
        case click.Abort() | KeyboardInterrupt():
            return say_refused((STOPPED,), language, REFUSED)
        case OSError():
            return say_refused((fault_of_system(error),), language, REFUSED)
    return None


def say_refused(faults: Sequence[Fault], language: Language, code: int) -> int:
    """Print every fault, numbered where there are several; returns ``code``."""
    head = Text("Không thực hiện được", "Refused").in_language(language)
    if len(faults) == 1:
        click.echo(f"{head}: {faults[0].in_language(language)}", err=True)
        return code
    count = Text(f"{len(faults)} lỗi", f"{len(faults)} faults").in_language(language)
    click.echo(f"{head}, {count}:", err=True)
    for number, fault in enumerate(faults, start=1):
        click.echo(f"  {number}. {fault.in_language(language)}", err=True)
    return code


def fault_of_system(error: OSError) -> Fault:
    """What the operating system refused, with the file."""
    why = reason_of(error)
    return Fault(Text(f"{why.vi}.", f"{why.en}."), str(error.filename or ""), remedy_of(error))


def keep_defect(error: BaseException, language: Language) -> None:
    """Keep the traceback of a defect in a file, and say in words where it is."""
    details = "".join(traceback.format_exception(error))
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="thidua-", suffix=".txt", delete=False
    ) as file:
        file.write(f"thidua {' '.join(sys.argv[1:])}\n\n{details}")
    what = Text(
        f"chương trình có lỗi ({type(error).__name__}); dữ liệu đã lưu không bị ảnh hưởng.",
        f"the program has a defect ({type(error).__name__}); what is stored is not affected.",
    )
    remedy = Text(
        f"Hãy gửi tệp này cho người phụ trách phần mềm: {Path(file.name)}",
        f"Please send this file to whoever looks after the software: {Path(file.name)}",
    )
    say_refused((Fault(what, remedy=remedy),), language, REFUSED)
