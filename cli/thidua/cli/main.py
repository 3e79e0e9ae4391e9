"""The ``thidua`` command: which commands there are, and how every refusal is shown."""

import gc
import os
import sys
from collections.abc import Sequence
from types import TracebackType

import click

from thidua.cli.bilingual_commands import Group, Misused, language_option, option
from thidua.cli.version import VERSION
from thidua.cli.words import Words, language_of, unspoken_language, use_utf8

OBJECTS_BEFORE_COLLECTING = 500_000
"""A command makes records, hardly any cycles, and is soon over: looking for cycles after every 700
new objects, as Python does, is a tenth of the time of a ranking. Long commands still collect."""

DONE = 0
"""Exit code of a command that was carried out; the others stand in :mod:`failures`."""

COMMANDS = {
    "demo": (
        "demo.command:demo",
        Words("Việc chính trên số liệu thật", "The main job on real input"),
    ),
    "init": ("init:init", Words("Lập không gian làm việc", "Make a workspace")),
    "sector": ("sector:sector", Words("Ngành: xem, thêm, bật, tắt", "Sectors: show, add, enable")),
    "unit": ("unit:unit", Words("Đơn vị: nhập, liệt kê", "Units: import, list")),
    "cluster": ("cluster:cluster", Words("Cụm, khối thi đua", "Emulation clusters")),
    "period": ("period:period", Words("Kỳ chấm điểm", "Scoring periods")),
    "member": ("member:member", Words("Tư cách thành viên trong kỳ", "Standing of members")),
    "result": ("result:result", Words("Kết quả, chỉ tiêu, điểm chấm", "Results, targets, points")),
    "rank": ("rank:rank", Words("Xếp hạng một cụm", "Rank a cluster")),
    "explain": ("explain:explain", Words("Giải thích điểm một đơn vị", "Explain a unit's points")),
    "compare": ("compare:compare", Words("So sánh hai đơn vị", "Compare two units")),
    "margin": ("margin:margin", Words("Khoảng cách đến hạng kế", "Distance to the next rank")),
    "robust": ("robust:robust", Words("Thứ hạng vững đến đâu", "How safe ranks are")),
    "audit": (
        "audit:audit",
        Words("Kiểm tra số học của một tệp", "Check the arithmetic of a file"),
    ),
    "report": ("report:report", Words("Báo cáo", "Reports")),
    "dataset": (
        "dataset:dataset",
        Words("Tập dữ liệu theo cột: xuất, nhập, chấm", "Datasets: export, import, score"),
    ),
    "plugin": ("plugin:plugin", Words("Phần mở rộng đang có", "Plugins")),
    "db": ("database:database", Words("Cơ sở dữ liệu", "The database")),
}

_LAZY = {name: (f"thidua.cli.{where}", about) for name, (where, about) in COMMANDS.items()}


def _show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(f"thidua {VERSION}")
        context.exit()


@click.command(
    cls=Group,
    lazy=_LAZY,
    about=Words(
        "Chấm điểm, xếp hạng cụm, khối thi đua: chính xác, giải thích được từng điểm.",
        "Score and rank emulation clusters: exact, every point explained.",
    ),
    params=[language_option(hidden=False)],
)
@option(
    "-w",
    "--workspace",
    vi="Thư mục của không gian làm việc; cũng ghi được sau lệnh.",
    en="Workspace folder; may stand after the command too.",
    type=click.Path(file_okay=False),
)
@option(
    "--plugins",
    vi="Chỉ dùng các phần mở rộng này, cách nhau bằng dấu phẩy; để trống là chỉ phần luôn có."
    " Cũng đặt được bằng THIDUA_PLUGINS hoặc plugins trong thidua.toml.",
    en="Use only these plugins, separated by commas; empty leaves what is always on."
    " Also set by THIDUA_PLUGINS, or plugins in thidua.toml.",
    metavar="NAME,…",
    multiple=True,
)
@option(
    "--without",
    vi="Không dùng các phần mở rộng này (THIDUA_WITHOUT_PLUGINS, without_plugins).",
    en="Leave these plugins out (THIDUA_WITHOUT_PLUGINS, without_plugins).",
    metavar="NAME,…",
    multiple=True,
)
@option(
    "--version",
    vi="Xem phiên bản.",
    en="Show the version.",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
)
def thidua(workspace: str | None, plugins: tuple[str, ...], without: tuple[str, ...]) -> None:
    """The root; each command reads these from the context, where it needs them."""


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code. A user's mistake never shows a traceback."""
    language = language_of(arguments)
    try:
        _require_spoken(arguments)
        ended = thidua.main(list(arguments), "thidua", standalone_mode=False, obj=language)
    except Exception as error:
        from thidua.cli.failures import answer

        code = answer(error, language)
        if code is None:
            raise
        return code
    return ended if isinstance(ended, int) else DONE  # some commands end with a code of their own


def _require_spoken(arguments: Sequence[str]) -> None:
    """Refuse a language of the environment that the program does not speak."""
    asked = unspoken_language(arguments)
    if asked is None:
        return
    from thidua.core.text.bilingual import Text
    from thidua.core.text.fault import Fault

    what = Text(f"không có ngôn ngữ “{asked}”.", f"the language “{asked}” is not spoken.")
    remedy = Text("Hãy ghi vi hoặc en.", "Write vi or en.")
    raise Misused(Fault(what, "THIDUA_LANG", remedy))


def main() -> None:
    """The script's entry point."""
    use_utf8()
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)
    sys.excepthook = _tell_of_defect
    code = run(sys.argv[1:])
    _flush()
    gc.freeze()  # spares Python a last search for cycles in all that is about to be given back
    sys.exit(code)


def _tell_of_defect(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    from thidua.cli.failures import answer, keep_defect

    language = language_of(sys.argv)
    if answer(error, language) is None:
        keep_defect(error, language)


def _flush() -> None:
    """Let a reader that has gone away, as ``head`` does, end the program in silence."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
