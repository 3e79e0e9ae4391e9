"""``thidua sector export``: a sector as a workbook or as a folder of TOML, to be changed."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from thidua.cli.bilingual_commands import command, language, option, say
from thidua.cli.session import Session, warn, with_session
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thidua.plugins.sector_content import SectorContent

WORKBOOK = ".xlsx"
_SHEETS = frozenset({".xls", ".xlsm", ".xlsb", ".ods", ".csv"})
"""What a folder is hardly called: an older or other workbook was meant."""


@command(
    "Xuất một ngành ra sổ tính .xlsx hoặc thư mục TOML để sửa rồi thêm lại.",
    "Write a sector as an .xlsx workbook or a folder of TOML, to change it and add it again.",
    "export",
)
@click.argument("code")
@option(
    "-o",
    "--output",
    vi="Tệp .xlsx hoặc thư mục, chưa có.",
    en="A file .xlsx, or a folder, that does not exist yet.",
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
    from thidua.plugins.sector_content import content_of, left_behind, template_files_of

    plugin = session.plugins.enabling(code)
    refuse_all(_against_writing(output))
    content = content_of(plugin)
    if own_code is not None:
        refuse_no_code(own_code)
        content = content.under(own_code)
    if output.suffix.lower() == WORKBOOK:
        _write_workbook(session, content, output)
        if names := template_files_of(plugin):
            warn(_without_templates(names))
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


def _against_writing(output: Path) -> "Iterator[Fault]":
    """What stands in the way of a workbook; a folder is looked at where it is made."""
    suffix = output.suffix.lower()
    if suffix in _SHEETS and not output.is_dir():
        yield Fault(
            Text(
                f"ngành chỉ xuất ra sổ tính .xlsx hoặc một thư mục, không phải {suffix}.",
                f"a sector is written as an .xlsx workbook or a folder, not as {suffix}.",
            ),
            str(output),
            Text(f"Ghi ra {output.stem}.xlsx.", f"Write {output.stem}.xlsx."),
        )
    elif suffix == WORKBOOK and (output.exists() or output.is_symlink()):
        yield Fault(
            Text(
                "đã có rồi; không ghi đè, vì có thể đã sửa trong đó.",
                "exists already and is not overwritten, for it may have been changed.",
            ),
            str(output),
            Text("Hãy đặt tên khác, hoặc xoá tệp cũ.", "Choose another name, or delete it."),
        )


def refuse_no_code(code: str) -> None:
    """Refused for what cannot be the code that is given with ``--as``."""
    from thidua.core.model.plain_values import NotRead, as_code
    from thidua.core.text.fault import Refused

    try:
        as_code(code)
    except NotRead as error:
        raise Refused((Fault(error.what, "--as", error.remedy),)) from error


def _write_workbook(session: Session, content: "SectorContent", output: Path) -> None:
    from thidua.core.files.whole_file import write_whole
    from thidua.core.workspace.sector_sheets.sector_plain import plain_of_records
    from thidua.core.workspace.sector_sheets.workbook_data import workbook_data
    from thidua.core.workspace.sector_sheets.writing import sheets_of
    from thidua.core.workspace.templates import TemplateFile

    standard = session.plugins.catalogue(())
    renderer = standard.renderer("sector-workbook")
    plain = plain_of_records(content.sector_file, content.criteria_sets, content.cases)
    data = workbook_data(sheets_of(plain), language(), standard.formulas.values())
    no_template = TemplateFile(renderer.format, b"-", output.name)
    write_whole(output, renderer.write(no_template, data, language()))


def _without_templates(names: "Sequence[str]") -> Text:
    listed = ", ".join(names)
    return Text(
        f"sổ tính không chứa mẫu báo cáo: {listed}.",
        f"a workbook holds no report templates: {listed}.",
    )
