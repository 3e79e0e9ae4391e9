"""``thidua sector``: what sectors there are, and which a department has enabled."""

from pathlib import Path
from typing import Any

import click

from thidua.cli.bilingual_commands import Group, command, option, say
from thidua.cli.output import Column, format_option, show_rows
from thidua.cli.sector_card import card_of_installed, show_card, show_folder
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text

COLUMNS = (
    Column("code", Text("Mã", "Code")),
    Column("title", Text("Ngành", "Sector")),
    Column("criteria_sets", Text("Bảng điểm", "Criteria sets")),
    Column("enabled_for", Text("Đang bật cho", "Enabled for")),
)


@command("Liệt kê các ngành đã cài.", "List the installed sectors.", "list")
@with_session
@format_option
def list_sectors(session: Session, shape: str) -> None:
    from thidua.core.record.connection import reading
    from thidua.core.record.settings import enabled_sectors

    with reading(session.engine) as connection:
        enabled = enabled_sectors(connection)
    rows = [
        {
            "code": code,
            "title": say(item.title),
            "criteria_sets": list(_own_sets(session, code)),
            "enabled_for": [name for name, codes in enabled.items() if code in codes],
        }
        for code, item in session.plugins.sectors.items()
    ]
    show_rows(rows, COLUMNS, shape)


def _own_sets(session: Session, code: str) -> list[str]:
    sets = session.plugins.catalogue([code]).criteria_sets
    return [name for name, item in sets.items() if item.sector == code]


@command(
    "Xem một ngành: bảng điểm, chỉ tiêu; với một thư mục thì kiểm tra và nêu mọi lỗi.",
    "Show a sector; of a folder, check it and name every fault.",
    "show",
)
@click.argument("code_or_path", metavar="CODE|PATH")
@format_option
def show(code_or_path: str, shape: str) -> None:
    path = Path(code_or_path)
    if path.exists():
        show_folder(path, shape)
    else:
        show_card(card_of_installed(code_or_path), shape)


@command("Bật một ngành cho đơn vị.", "Enable a sector for a department.", "enable")
@click.argument("code")
@option("--department", vi="Mã đơn vị; bỏ trống là cả không gian làm việc.", en="Unit code.")
@with_session
def enable(session: Session, code: str, department: str | None) -> None:
    from thidua.core.workspace.sectors_enabled import WHOLE_WORKSPACE

    session.plugins.sector(code)
    enable_for(session, code, department or WHOLE_WORKSPACE)
    click.echo(say(Text(f"Đã bật ngành {code}.", f"Sector {code} is enabled.")))


def enable_for(session: Session, code: str, department: str) -> None:
    """Enable a sector that exists for a department, or for the whole workspace."""
    from thidua.core.record.connection import writing
    from thidua.core.record.settings import enable_sector
    from thidua.core.workspace.taking_in import now

    with writing(session.engine) as connection:
        enable_sector(connection, department, code, session.actor, now())


@command("Tắt một ngành; kỳ đã mở vẫn dùng được.", "Disable a sector; open periods keep working.")
@click.argument("code")
@option("--department", vi="Mã đơn vị; bỏ trống là cả không gian làm việc.", en="Unit code.")
@with_session
def disable(session: Session, code: str, department: str | None) -> None:
    from thidua.core.record.connection import writing
    from thidua.core.record.settings import disable_sector
    from thidua.core.text.fault import refuse
    from thidua.core.workspace.sectors_enabled import WHOLE_WORKSPACE

    with writing(session.engine) as connection:
        done = disable_sector(connection, department or WHOLE_WORKSPACE, code)
    if not done:
        raise refuse(f"ngành “{code}” chưa được bật.", f"sector “{code}” is not enabled.")
    click.echo(say(Text(f"Đã tắt ngành {code}.", f"Sector {code} is disabled.")))


sector: Any = Group(
    "sector",
    about=Text("Xem, bật, tắt ngành của đơn vị.", "Show, enable and disable sectors."),
    commands=[list_sectors, show, enable, disable],
)
