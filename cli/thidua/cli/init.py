"""``thidua init``: a workspace, with the sectors that the department enables."""

from pathlib import Path

import click

from thidua.cli.bilingual_commands import command, option, say
from thidua.core.text.bilingual import Text


@command("Lập một không gian làm việc mới.", "Make a new workspace.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@option(
    "--sector",
    "sectors",
    vi="Ngành cần bật; ghi được nhiều lần.",
    en="A sector to enable; may be given several times.",
    metavar="CODE",
    multiple=True,
)
def init(folder: Path, sectors: tuple[str, ...]) -> None:
    from thidua.cli.sector import enable_for
    from thidua.cli.session import Session
    from thidua.core.workspace.folder import make_workspace
    from thidua.core.workspace.sectors_enabled import WHOLE_WORKSPACE

    _refuse_unknown(sectors)
    make_workspace(folder)
    for code in sectors:
        enable_for(Session(folder), code, WHOLE_WORKSPACE)
    click.echo(
        say(
            Text(
                f"Đã lập không gian làm việc tại “{folder}”.",
                f"The workspace stands in “{folder}”.",
            )
        )
    )


def _refuse_unknown(sectors: tuple[str, ...]) -> None:
    """Before anything is made: refuse every code that no plugin provides."""
    from thidua.cli.session import installed_plugins
    from thidua.core.text.fault import Fault, Refused, refuse_all

    if not sectors:
        return
    plugins, faults = installed_plugins(), list[Fault]()
    for code in sectors:
        try:
            plugins.enabling(code)
        except Refused as refused:
            faults.extend(refused.faults)
    refuse_all(faults)
