"""``thidua plugin check``: whether sectors declare, behave, cost and score as they should."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from thidua.cli.bilingual_commands import command, option, say
from thidua.cli.output import show_json
from thidua.cli.progress import working
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thidua.plugins.kit import CheckResult

AREAS = ("declaration", "behaviour", "resources", "cases")
FAILED = 1


@command(
    "Kiểm tra một ngành: khai báo, cách tính, tài nguyên, ví dụ tính sẵn. TÊN là tên hoặc mã phần"
    " mở rộng, thư mục hoặc sổ tính .xlsx; không nêu thì kiểm tra mọi phần mở rộng đang có.",
    "Check a sector: what it declares, how it behaves, what it takes, its worked cases. NAME is a"
    " plugin's name or code, a folder or an .xlsx workbook; without it all that are there.",
    "check",
)
@click.argument("name", metavar="[NAME|PATH]", required=False)
@with_session
@option(
    "--format",
    "shape",
    vi="Dạng in ra: table hoặc json.",
    en="Output: table or json.",
    type=click.Choice(("table", "json")),
    default="table",
)
@option(
    "--examples",
    vi="Số bộ số liệu thử cho mỗi tiêu chí (mặc định 50).",
    en="Sets of figures tried on each criterion (50 unless given).",
    metavar="INTEGER",
    type=click.IntRange(min=1),
    default=None,
)
@option(
    "--only",
    vi="Chỉ kiểm tra phần này; nhắc lại được.",
    en="Check this part alone; may be given more than once.",
    type=click.Choice(AREAS),
    multiple=True,
)
@option(
    "--details",
    vi="In cả cách tính ra từng giá trị không khớp của ví dụ.",
    en="Also print how each value of a case that is not as expected came about.",
    is_flag=True,
)
@click.pass_context
def check(
    context: click.Context,
    session: Session,
    name: str | None,
    shape: str,
    examples: int | None,
    only: tuple[str, ...],
    details: bool,
) -> None:
    has_failed = False
    rows: list[dict[str, Any]] = []
    for target, results in _checked(session, name, examples, only):
        has_failed = has_failed or any(it.failed for it in results)
        if shape == "json":
            rows.extend(_row(target, it) for it in results)
        else:
            _show(target, results, details)
    if shape == "json":
        show_json(rows)
    if has_failed:
        context.exit(FAILED)


def _checked(
    session: Session, name: str | None, examples: int | None, only: tuple[str, ...]
) -> "Iterator[tuple[str, Sequence[CheckResult]]]":
    from thidua.plugins.kit import Area, check_plugin
    from thidua.plugins.kit.limits import DEFAULT_EXAMPLES
    from thidua.plugins.workspace_sectors import sector_folders

    workspace = session.workspace if session.is_in_workspace else None
    folders = sector_folders(workspace.folder) if workspace else ()
    areas = tuple(map(Area, only)) or tuple(Area)
    for target in [name] if name else _every(session, folders):
        with working(Text(f"Đang kiểm tra {target}…", f"Checking {target}…")):
            results = check_plugin(
                target, examples=examples or DEFAULT_EXAMPLES, areas=areas, folders=folders
            )
        yield target, results


def _every(session: Session, folders: "Sequence[Path]") -> list[str]:
    """The plugins that are wanted, none of them loaded: that is for the checks to try."""
    from thidua.cli.plugin_choice import choice
    from thidua.plugins.discovery import installed
    from thidua.plugins.selection import select
    from thidua.plugins.workspace_sectors import with_folders

    wanted = choice(session.workspace if session.is_in_workspace else None)
    selected = select(with_folders(installed(), folders), wanted)
    return [it.origin.entry_point for it in selected.discovery.found]


def _row(target: str, result: "CheckResult") -> dict[str, Any]:
    from thidua.plugins.kit.results import to_plain

    return {"target": target} | to_plain(result)


def _show(target: str, results: "Sequence[CheckResult]", details: bool) -> None:
    from thidua.cli.check_lines import lines_of, summary_of

    click.echo(target)
    for line in lines_of(results, details=details):
        click.echo(line)
    click.echo(say(summary_of(target, results)))
    click.echo()
