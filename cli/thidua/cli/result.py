"""``thidua result``: the form, figures and judgements in."""

from pathlib import Path
from typing import Any

import click

from thidua.cli.bilingual_commands import Group, command, option, say
from thidua.cli.place_options import cluster_option, period_option
from thidua.cli.result_entries import judge, not_applicable, set_figure, withdraw
from thidua.cli.result_importing import import_judged, import_results
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text
from thidua.core.text.counting import counted
from thidua.core.text.fault import refuse

FORM = "result-form"
"""The report template of the form, which the office plugin offers."""


@command("Ghi biểu nhập kết quả ra tệp Excel.", "Write the form for results.", "template")
@cluster_option
@period_option
@option(
    "--unit", "units", vi="Chỉ đơn vị này.", en="This unit only.", metavar="CODE", multiple=True
)
@option("--apart", vi="Mỗi đơn vị một trang tính.", en="A sheet for each unit.", is_flag=True)
@option(
    "-o",
    "--output",
    vi="Tệp .xlsx cần ghi.",
    en="The .xlsx file to write.",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
)
@with_session
def write_template(
    session: Session,
    cluster: str,
    period: str,
    units: tuple[str, ...],
    apart: bool,
    output: Path,
) -> None:
    from thidua.core.files.whole_file import write_whole
    from thidua.core.workspace.intake.result_form import form_data
    from thidua.core.workspace.period_state import refuse_final

    shown = session.open_cluster(cluster, period)
    refuse_final(shown.period)
    catalogue = session.catalogue()
    template = catalogue.template(FORM)
    renderer, file = catalogue.renderer_for(template, output.suffix)
    if output.exists():
        raise _would_overwrite(output)
    data = form_data(shown, session.language, units, apart=apart)
    write_whole(output, renderer.write(file, data, session.language))
    rows = sum(row["kind"] == "figure" for sheet in data["sheets"] for row in sheet["rows"])
    click.echo(
        say(Text(f"Đã ghi {output}: {rows} dòng cần điền.", f"{output}: {counted(rows, 'row')}."))
    )


def _would_overwrite(output: Path) -> Exception:
    return refuse(
        "đã có tệp này; không ghi đè, vì có thể đã điền số liệu.",
        "the file exists and is not overwritten, for it may have been filled in.",
        place=str(output),
        remedy=Text("Hãy đặt tên khác, hoặc xoá tệp cũ.", "Choose another name, or delete it."),
    )


result: Any = Group(
    "result",
    about=Text(
        "Kết quả, chỉ tiêu, điểm chấm: biểu nhập, nhập tệp, ghi từng mục.",
        "Results, targets, points: the form, files in, single entries.",
    ),
    commands=[
        write_template,
        import_results,
        import_judged,
        set_figure,
        judge,
        not_applicable,
        withdraw,
    ],
)
