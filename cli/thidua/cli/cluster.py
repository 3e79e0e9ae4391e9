"""``thidua cluster``: import, list, show."""

from pathlib import Path
from typing import Any

import click

from thidua.cli.bilingual_commands import Group, command, option
from thidua.cli.output import Column, format_option, show_rows
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text

COLUMNS = (
    Column("code", Text("Mã", "Code")),
    Column("label", Text("Cụm/khối", "Label")),
    Column("name", Text("Tên", "Name")),
    Column("organiser", Text("Đơn vị tổ chức", "Organiser")),
    Column("members", Text("Số thành viên", "Members"), right=True),
)


def _role_words(role: Any) -> Text:
    from thidua.core.workspace.intake.clusters import ROLE_WORDS

    return ROLE_WORDS[role]


MEMBERS = (
    Column("code", Text("Mã đơn vị", "Unit")),
    Column("name", Text("Tên đơn vị", "Name")),
    Column("role", Text("Vai trò", "Role"), words=_role_words),
    Column("valid_from", Text("Từ ngày", "From")),
    Column("valid_to", Text("Đến ngày", "To")),
)


@command("Nhập cụm và thành viên.", "Import clusters and members.", "import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@option("--dry-run", vi="Chạy thử, không lưu.", en="Try, store nothing.", is_flag=True)
@with_session
def import_clusters(session: Session, file: Path, dry_run: bool) -> None:
    from thidua.cli.imports import report_import
    from thidua.core.workspace.intake.taking_in import read_file, take_in_clusters

    source = read_file(session.catalogue(), file)
    taken = take_in_clusters(session.engine, source, session.actor, dry_run=dry_run)
    report_import(taken)


@command("Liệt kê cụm, khối thi đua.", "List clusters.", "list")
@with_session
@format_option
def list_clusters(session: Session, shape: str) -> None:
    from thidua.core.record.clusters import load_clusters, load_roster
    from thidua.core.record.connection import reading

    with reading(session.engine) as connection:
        clusters, roster = load_clusters(connection), load_roster(connection)
    rows = [
        {
            "code": item.code,
            "label": item.label,
            "name": item.name,
            "organiser": item.organiser,
            "members": len({one.unit for one in roster if one.cluster == item.code}),
        }
        for item in clusters
    ]
    show_rows(rows, COLUMNS, shape)


@command("Xem thành viên của một cụm.", "Show the members of a cluster.", "show")
@click.argument("code")
@with_session
@format_option
def show(session: Session, code: str, shape: str) -> None:
    from thidua.core.record.clusters import load_roster
    from thidua.core.record.connection import reading
    from thidua.core.record.units import load_units
    from thidua.core.workspace.cases import find_cluster

    with reading(session.engine) as connection:
        cluster = find_cluster(connection, code)
        roster = load_roster(connection, code)
        units = {unit.code: unit for unit in load_units(connection, [it.unit for it in roster])}
    rows = [
        {
            "code": item.unit,
            "name": units[item.unit].versions[-1].name,
            "role": item.role,
            "valid_from": item.valid_from,
            "valid_to": item.valid_to,
        }
        for item in roster
    ]
    show_rows(rows, MEMBERS, shape, title=f"{cluster.label} {cluster.name}")


cluster: Any = Group(
    "cluster",
    about=Text("Cụm, khối thi đua: nhập, liệt kê, xem.", "Clusters: import, list, show."),
    commands=[import_clusters, list_clusters, show],
)
