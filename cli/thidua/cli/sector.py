"""``thidua sector``: what sectors there are, and which a department has enabled."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from thidua.cli.bilingual_commands import Group, command, option, say
from thidua.cli.departments_named import department_words, departments_enabling
from thidua.cli.output import Column, format_option, show_rows
from thidua.cli.sector_card import show_folder, show_installed
from thidua.cli.session import Session, warn, with_session
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thidua.plugins.contributions import LoadedPlugin


def _origin_words(origin: Any) -> Text:
    words: Text = origin.words
    return words


COLUMNS = (
    Column("code", Text("Mã", "Code")),
    Column("title", Text("Ngành", "Sector")),
    Column("criteria_sets", Text("Bảng điểm", "Criteria sets")),
    Column("origin", Text("Nguồn", "Origin"), words=_origin_words),
    Column("enabled_for", Text("Đang bật cho", "Enabled for"), words=department_words),
)

department_option = option(
    "--department",
    vi="Mã đơn vị; bỏ trống là cả không gian làm việc.",
    en="Unit code; the whole workspace unless given.",
    metavar="UNIT",
)


@command(
    "Liệt kê các ngành đã cài đặt và ngành của không gian làm việc.",
    "List the sectors, installed ones and those of the workspace.",
    "list",
)
@with_session
@format_option
def list_sectors(session: Session, shape: str) -> None:
    enabled = departments_enabling(session)
    plugins = session.plugins
    rows = [_row(plugins.enabling(code), enabled) for code in plugins.codes_to_enable]
    show_rows(rows, COLUMNS, shape)
    for code in sorted(set(enabled) - set(plugins.codes_to_enable)):
        warn(_not_there(code, department_words(list(enabled[code]))))


def _not_there(code: str, departments: Text) -> Text:
    return Text(
        f"ngành “{code}” đang bật cho {departments.vi} nhưng hiện không dùng được;"
        " kỳ đã mở vẫn chấm được. Xem lý do: thidua plugin list",
        f"the sector “{code}” is enabled for {departments.en}, but cannot be used now;"
        " open periods keep working. See why: thidua plugin list",
    )


def _row(plugin: "LoadedPlugin", enabled: "Mapping[str, tuple[str, ...]]") -> dict[str, Any]:
    from thidua.core.workspace.provision import Kind

    code = plugin.enabled_by
    given = [item.code for item in plugin.contributions if item.kind is Kind.CRITERIA_SET]
    return {
        "code": code,
        "title": (plugin.sector or plugin.card).title,
        "criteria_sets": given,
        "origin": plugin.origin.kind,
        "enabled_for": list(enabled.get(code, ())),
    }


@command(
    "Xem một ngành: bảng điểm, chỉ tiêu; với một thư mục thì kiểm tra và nêu mọi lỗi.",
    "Show a sector; of a folder, check it and name every fault.",
    "show",
)
@click.argument("code_or_path", metavar="CODE|PATH")
@option(
    "--indicators",
    "with_indicators",
    is_flag=True,
    vi="Liệt kê cả các chỉ tiêu.",
    en="List its indicators too.",
)
@with_session
@format_option
def show(session: Session, code_or_path: str, with_indicators: bool, shape: str) -> None:
    path = Path(code_or_path)
    if len(path.parts) > 1 or path.is_absolute() or code_or_path.startswith("."):
        show_folder(path, shape, with_indicators=with_indicators)
        return
    plugins = session.plugins
    # A code comes before a folder that happens to have the same name.
    if code_or_path not in plugins.sectors and path.exists():
        show_folder(path, shape, with_indicators=with_indicators)
    else:
        show_installed(plugins, code_or_path, shape, with_indicators=with_indicators)


@command("Bật một ngành cho đơn vị.", "Enable a sector for a department.", "enable")
@click.argument("code")
@department_option
@with_session
def enable(session: Session, code: str, department: str | None) -> None:
    session.plugins.enabling(code)
    where = _department(session, department)
    if not enable_for(session, code, where):
        click.echo(
            say(Text(f"Ngành {code} đã bật từ trước.", f"Sector {code} was enabled already."))
        )
        return
    click.echo(say(Text(f"Đã bật ngành {code}.", f"Sector {code} is enabled.")))


def _department(session: Session, code: str | None) -> str:
    from thidua.core.record.connection import reading
    from thidua.core.record.units import load_units
    from thidua.core.text.suggesting import did_you_mean
    from thidua.core.workspace.sectors_enabled import WHOLE_WORKSPACE

    if code is None:
        return WHOLE_WORKSPACE
    with reading(session.engine) as connection:
        known = [unit.code for unit in load_units(connection)]
    if code in known:
        return code
    raise refuse(
        f"không có đơn vị “{code}”.",
        f"there is no unit “{code}”.",
        remedy=did_you_mean(code, known)
        or Text("Nhập đơn vị trước: thidua unit import.", "Import it first: thidua unit import."),
    )


def enable_for(session: Session, code: str, department: str) -> bool:
    """Enable a sector that exists for a department, or for the whole workspace; False where it
    was enabled already."""
    from thidua.core.record.connection import writing
    from thidua.core.record.settings import enable_sector
    from thidua.core.workspace.intake.taking_in import now

    with writing(session.engine) as connection:
        return enable_sector(connection, department, code, session.actor, now())


@command("Tắt một ngành; kỳ đã mở vẫn dùng được.", "Disable a sector; open periods keep working.")
@click.argument("code")
@department_option
@with_session
def disable(session: Session, code: str, department: str | None) -> None:
    from thidua.core.record.connection import writing
    from thidua.core.record.settings import disable_sector
    from thidua.core.workspace.sectors_enabled import WHOLE_WORKSPACE

    where = department or WHOLE_WORKSPACE
    with writing(session.engine) as connection:
        done = disable_sector(connection, where, code)
    if not done:
        place = department_words([where])
        raise refuse(
            f"ngành “{code}” chưa được bật cho {place.vi}.",
            f"sector “{code}” is not enabled for {place.en}.",
            remedy=Text("Xem: thidua sector list", "See: thidua sector list"),
        )
    click.echo(say(Text(f"Đã tắt ngành {code}.", f"Sector {code} is disabled.")))


COMMANDS = {
    "list": ("sector:list_sectors", Text("Liệt kê các ngành", "List the sectors")),
    "show": ("sector:show", Text("Xem, kiểm tra một ngành", "Show a sector, or check its files")),
    "add": (
        "sector_adding:add",
        Text("Thêm ngành từ sổ tính hoặc thư mục", "Add one from a workbook or folder"),
    ),
    "export": (
        "sector_exporting:export",
        Text("Xuất ngành ra sổ tính hoặc thư mục", "Write one as a workbook or folder"),
    ),
    "remove": ("sector_adding:remove", Text("Bỏ ngành đã thêm", "Take an added one out")),
    "enable": ("sector:enable", Text("Bật ngành cho đơn vị", "Enable one for a department")),
    "disable": (
        "sector:disable",
        Text("Tắt ngành; kỳ đã mở vẫn dùng được", "Disable one; open periods keep working"),
    ),
}

sector: Any = Group(
    "sector",
    about=Text("Xem, thêm, bật, tắt ngành của đơn vị.", "Show, add, enable and disable sectors."),
    lazy={name: (f"thidua.cli.{where}", about) for name, (where, about) in COMMANDS.items()},
)
