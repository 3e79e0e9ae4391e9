"""``thidua sector export``: a sector as a workbook or as a folder of TOML, to be changed."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from thidua.cli.bilingual_commands import command, language, option, say
from thidua.cli.session import Session, warn, with_session
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from thidua.plugins.sector_content import SectorContent


@command(
    "Xuất một ngành ra sổ tính .xlsx hoặc thư mục TOML để sửa rồi thêm lại.",
    "Write a sector as an .xlsx workbook or a folder of TOML, to change it and add it again.",
    "export",
)
@click.argument("code")
@option(
    "-o",
    "--output",
    vi="Tệp .xlsx, hoặc một thư mục chưa có.",
    en="A file .xlsx, or a folder that does not exist yet.",
    metavar="FILE|DIR",
    type=click.Path(path_type=Path),
    required=True,
)
@option(
    "--as",
    "own_code",
    vi="Mã mới cho bản chép, để dùng bên cạnh ngành gốc.",
    en="A code for the copy, to use it beside the sector itself.",
    metavar="CODE",
)
@with_session
def export(session: Session, code: str, output: Path, own_code: str | None) -> None:
    from thidua.plugins.sector_content import content_of, left_behind

    plugin = session.plugins.enabling(code)
    content = content_of(plugin)
    if own_code is not None:
        refuse_no_code(own_code)
        content = content.under(own_code)
    if output.suffix.lower() == ".xlsx":
        _write_workbook(session, content, output)
    else:
        from thidua.plugins.sector_exporting import write_folder

        is_own = bool(plugin.origin.folder) and own_code is None
        write_folder(content, output, Path(plugin.origin.folder) if is_own else None)
    click.echo(say(Text(f"Đã ghi ngành {code} vào “{output}”.", f"Wrote {code} to “{output}”.")))
    for notice in left_behind(plugin):
        warn(notice)
    if own_code is None and not plugin.origin.folder:
        warn(
            Text(
                f"muốn thêm lại vào không gian làm việc thì cần mã khác: --as MÃ_MỚI"
                f" (mã {code} là của ngành đã cài).",
                f"to add it to a workspace it needs a code of its own: --as NEW_CODE"
                f" ({code} is that of the installed sector).",
            )
        )


def refuse_no_code(code: str) -> None:
    """Refused for what cannot be the code that is given with ``--as``."""
    from thidua.core.model.plain_values import NotRead, as_code
    from thidua.core.text.fault import Fault, Refused

    try:
        as_code(code)
    except NotRead as error:
        raise Refused((Fault(error.what, "--as", error.remedy),)) from error


def _write_workbook(session: Session, content: "SectorContent", output: Path) -> None:
    from thidua.core.workspace.sector_sheets.sector_plain import plain_of_records
    from thidua.core.workspace.sector_sheets.workbook_data import workbook_data
    from thidua.core.workspace.sector_sheets.writing import sheets_of
    from thidua.core.workspace.templates import TemplateFile
    from thidua.core.workspace.whole_file import write_whole

    renderer = session.plugins.catalogue(()).renderer("sector-workbook")
    plain = plain_of_records(content.sector_file, content.criteria_sets, content.cases)
    data = workbook_data(sheets_of(plain), language())
    no_template = TemplateFile(renderer.format, b"-", output.name)
    write_whole(output, renderer.write(no_template, data, language()))
    if content.templates:
        names = ", ".join(content.templates)
        warn(
            Text(
                f"sổ tính không chứa mẫu báo cáo: {names}.",
                f"a workbook holds no report templates: {names}.",
            )
        )
