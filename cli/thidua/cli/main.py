"""The ``thidua`` command: which commands there are, and how every refusal is shown."""

import sys
from collections.abc import Sequence

import click

from thidua.cli.bilingual_commands import (
    Group,
    language_of,
    option,
    use_utf8,
)
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.fault import Fault, Refused

DONE, REFUSED, USAGE = 0, 1, 2
"""Exit codes: done; refused with reasons; the words of the command are wrong."""

COMMANDS = {
    "demo": (
        "demo.command:demo",
        Text("Việc chính trên số liệu thật", "The main job on real input"),
    ),
    "init": ("init:init", Text("Lập không gian làm việc", "Make a workspace")),
    "sector": ("sector:sector", Text("Ngành: xem, bật, tắt", "Sectors: show, enable, disable")),
    "unit": ("unit:unit", Text("Đơn vị: nhập, liệt kê", "Units: import, list")),
    "cluster": ("cluster:cluster", Text("Cụm, khối thi đua", "Emulation clusters")),
    "period": ("period:period", Text("Kỳ chấm điểm", "Scoring periods")),
    "member": ("member:member", Text("Tư cách thành viên trong kỳ", "Standing of members")),
    "result": ("result:result", Text("Kết quả, chỉ tiêu, điểm chấm", "Results, targets, points")),
    "rank": ("rank:rank", Text("Xếp hạng một cụm", "Rank a cluster")),
    "explain": ("explain:explain", Text("Giải thích điểm một đơn vị", "Explain a unit's points")),
    "compare": ("compare:compare", Text("So sánh hai đơn vị", "Compare two units")),
    "report": ("report:report", Text("Báo cáo", "Reports")),
    "plugin": ("plugin:plugin", Text("Phần mở rộng đang có", "Plugins")),
    "db": ("database:database", Text("Cơ sở dữ liệu", "The database")),
}

_LAZY = {name: (f"thidua.cli.{where}", about) for name, (where, about) in COMMANDS.items()}


def _show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(f"thidua {_version()}")
        context.exit()


def _version() -> str:
    from thidua.cli.version import VERSION

    return VERSION


@click.command(
    cls=Group,
    lazy=_LAZY,
    about=Text(
        "Chấm điểm, xếp hạng cụm, khối thi đua: chính xác, giải thích được từng điểm.",
        "Score and rank emulation clusters: exact, every point explained.",
    ),
)
@option("--lang", vi="Ngôn ngữ: vi hoặc en.", en="Language: vi or en.", metavar="vi|en")
@option(
    "--version",
    vi="Xem phiên bản.",
    en="Show the version.",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
)
def thidua(lang: str | None) -> None:
    """The root; ``lang`` has been read from the arguments before."""


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code. A user's mistake never shows a traceback."""
    language = language_of(arguments)
    try:
        thidua.main(list(arguments), "thidua", standalone_mode=False, obj=language)
    except Refused as refused:
        return _refuse(refused.faults, language, REFUSED)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return USAGE
    except click.ClickException as error:
        from thidua.cli.usage_errors import fault_of

        code = USAGE if isinstance(error, click.UsageError) else REFUSED
        return _refuse((fault_of(error),), language, code)
    except click.exceptions.Exit as done:
        return done.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _refuse((Fault(Text("đã dừng.", "stopped.")),), language, REFUSED)
    return DONE


def _refuse(faults: Sequence[Fault], language: Language, code: int) -> int:
    head = Text("Không thực hiện được", "Refused").in_language(language)
    if len(faults) == 1:
        click.echo(f"{head}: {faults[0].in_language(language)}", err=True)
        return code
    count = Text(f"{len(faults)} lỗi", f"{len(faults)} faults").in_language(language)
    click.echo(f"{head}, {count}:", err=True)
    for number, fault in enumerate(faults, start=1):
        click.echo(f"  {number}. {fault.in_language(language)}", err=True)
    return code


def main() -> None:
    """The script's entry point."""
    use_utf8()
    sys.exit(run(sys.argv[1:]))
