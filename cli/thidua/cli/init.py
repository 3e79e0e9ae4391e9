"""``thidua init``: a workspace, with the sectors that the department enables."""

from pathlib import Path

import click

from thidua.cli.bilingual_commands import command, option, say
from thidua.core.text.bilingual import Text


@command("Lập một không gian làm việc mới.", "Make a new workspace.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@option("--sector", "sectors", vi="Ngành cần bật.", en="A sector to enable.", multiple=True)
def init(folder: Path, sectors: tuple[str, ...]) -> None:
    from thidua.cli.sector import enable_for
    from thidua.cli.session import Session
    from thidua.core.workspace.folder import make_workspace
    from thidua.core.workspace.sectors_enabled import WHOLE_WORKSPACE
    from thidua.plugins.manager import Plugins

    plugins = Plugins.load() if sectors else None
    for code in sectors:
        if plugins is not None:
            plugins.sector(code)
    make_workspace(folder)
    for code in sectors:
        enable_for(Session(folder), code, WHOLE_WORKSPACE)
    click.echo(
        say(Text(f"Đã lập không gian làm việc tại {folder}.", f"The workspace stands in {folder}."))
    )
