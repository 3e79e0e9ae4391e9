"""``thidua db``: is the database sound."""

from typing import Any

import click

from thidua.cli.bilingual_commands import Group, command, say
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse_all


@command("Kiểm tra cơ sở dữ liệu.", "Check the database.", "check")
@with_session
def check(session: Session) -> None:
    from thidua.core.record.checking import check_database

    refuse_all(check_database(session.workspace.database))
    click.echo(say(Text("Cơ sở dữ liệu không có lỗi.", "The database is sound.")))


database: Any = Group("db", about=Text("Cơ sở dữ liệu.", "The database."), commands=[check])
