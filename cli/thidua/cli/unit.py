"""``thidua unit``: import and list."""

from pathlib import Path
from typing import Any

import click

from thidua.cli.bilingual_commands import Group, command, option
from thidua.cli.output import Column, format_option, show_rows
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text

COLUMNS = (
    Column("code", Text("Mã", "Code")),
    Column("name", Text("Tên đơn vị", "Name")),
    Column("kind", Text("Loại", "Kind")),
    Column("sector", Text("Ngành", "Sector")),
    Column("parent", Text("Cấp trên", "Parent")),
    Column("territory", Text("Địa bàn", "Territory")),
    Column("versions", Text("Số lần thay đổi", "Versions"), right=True),
)


@command("Nhập đơn vị từ tệp bảng tính hoặc .csv.", "Import units from a table.", "import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@option("--dry-run", vi="Chạy thử, không lưu.", en="Try, store nothing.", is_flag=True)
@with_session
def import_units(session: Session, file: Path, dry_run: bool) -> None:
    from thidua.cli.imports import report_import
    from thidua.core.workspace.intake.taking_in import read_file, take_in_units

    source = read_file(session.catalogue(), file)
    sectors = session.plugins.sectors
    taken = take_in_units(session.engine, source, session.actor, sectors=sectors, dry_run=dry_run)
    report_import(taken)


@command("Liệt kê đơn vị.", "List units.", "list")
@with_session
@format_option
def list_units(session: Session, shape: str) -> None:
    from thidua.core.record.connection import reading
    from thidua.core.record.units import load_units
    from thidua.core.text.names import sort_key

    with reading(session.engine) as connection:
        units = load_units(connection)
    rows = [
        {
            "code": unit.code,
            "name": unit.versions[-1].name,
            "kind": unit.versions[-1].kind,
            "sector": unit.versions[-1].sector,
            "parent": unit.versions[-1].parent,
            "territory": unit.versions[-1].territory,
            "versions": len(unit.versions),
        }
        for unit in sorted(units, key=lambda unit: sort_key(unit.versions[-1].name))
    ]
    show_rows(rows, COLUMNS, shape)


unit: Any = Group(
    "unit",
    about=Text("Đơn vị: nhập, liệt kê.", "Units: import, list."),
    commands=[import_units, list_units],
)
