"""``thidua plugin disable`` and ``enable``: leave a plugin out in this workspace, and use it again.

Neither loads any plugin, so that a broken one can always be turned off.
"""

import click

from thidua.cli.bilingual_commands import command, say
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse


@command(
    "Tắt một phần mở rộng trong không gian làm việc này (ghi vào thidua.toml).",
    "Leave a plugin out in this workspace (written into thidua.toml).",
)
@click.argument("name")
@with_session
def disable(session: Session, name: str) -> None:
    from thidua.core.workspace.settings_file import leave_out

    workspace = session.workspace
    if name in (workspace.settings.plugins or ()):
        raise refuse(
            f"“{name}” nằm trong danh sách plugins, tức là được chọn dùng.",
            f"“{name}” stands in the list plugins, which asks for it.",
            place=str(workspace.settings_file),
            remedy=Text("Bỏ tên này khỏi danh sách ấy.", "Take it out of that list."),
        )
    _refuse_unless_found(session, name)
    if leave_out(workspace.settings_file, name):
        click.echo(say(Text(f"Đã tắt {name}.", f"{name} is turned off.")))
    else:
        click.echo(say(Text(f"{name} đã tắt từ trước.", f"{name} was turned off already.")))


def _refuse_unless_found(session: Session, name: str) -> None:
    from thidua.plugins.discovery import installed
    from thidua.plugins.selection import Lists, combined, select
    from thidua.plugins.workspace_sectors import sector_folders, with_folders

    discovery = with_folders(installed(), sector_folders(session.workspace.folder))
    select(discovery, combined([Lists.of(None, [name])]))


@command(
    "Dùng lại một phần mở rộng đã tắt bằng plugin disable.",
    "Use a plugin again that plugin disable has turned off.",
)
@click.argument("name")
@with_session
def enable(session: Session, name: str) -> None:
    from thidua.core.text.suggesting import did_you_mean
    from thidua.core.workspace.settings_file import take_back

    workspace = session.workspace
    if not take_back(workspace.settings_file, name):
        raise refuse(
            f"“{name}” không bị tắt trong không gian làm việc này.",
            f"“{name}” is not turned off in this workspace.",
            place=str(workspace.settings_file),
            remedy=did_you_mean(name, workspace.settings.without_plugins or ()),
        )
    click.echo(say(Text(f"{name} được dùng lại.", f"{name} is in use again.")))
