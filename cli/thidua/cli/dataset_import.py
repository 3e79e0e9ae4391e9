"""``thidua dataset import``: figures in bulk, from CSV or Parquet, into a period."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from thidua.cli.bilingual_commands import command, option, say
from thidua.cli.imports import VIETNAM
from thidua.cli.output import Column, format_option, grouped, show_rows
from thidua.cli.place_options import layer_of, layer_option, period_option
from thidua.cli.progress import working
from thidua.cli.session import Session, warn, with_session
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from thidua.core.workspace.datasets.importing import BulkImport
    from thidua.core.workspace.intake.taking_in import TakenIn

COLUMNS = tuple(
    Column(key, Text(key, key)) for key in ("file", "read", "new", "changed", "unchanged", "blank")
)


@command(
    "Nhập hàng loạt số liệu từ tệp .csv hoặc .parquet vào một kỳ.",
    "Import figures in bulk from .csv or .parquet into a period.",
    "import",
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@period_option
@option(
    "--cluster",
    vi="Chỉ nhận số liệu của thành viên cụm này.",
    en="Take figures of members of this cluster only.",
    metavar="CODE",
)
@layer_option
@option("--dry-run", vi="Chạy thử, không lưu.", en="Store nothing.", is_flag=True)
@with_session
@format_option
def import_figures(
    session: Session,
    file: Path,
    period: str,
    cluster: str | None,
    layer: str | None,
    dry_run: bool,
    shape: str,
) -> None:
    from thidua.core.dataset.scale import require_scale

    require_scale()
    from thidua.core.model.observation import Layer
    from thidua.core.workspace.datasets.importing import bulk_scope, take_in_figures

    catalogue = session.catalogue()
    scope = bulk_scope(
        session.engine,
        period,
        catalogue.indicators,
        session.formulas,
        layer=layer_of(layer) or Layer.SELF,
        cluster=cluster,
    )
    with working(Text("Đang đọc và kiểm tra tệp …", "Reading and checking the file …")):
        taken = take_in_figures(
            session.engine,
            file,
            scope,
            session.formulas,
            session.actor,
            checks=tuple(catalogue.checks.values()),
            dry_run=dry_run,
        )
    data = _data(taken)
    if shape == "table":
        for line in _words(taken, data):
            click.echo(say(line))
    else:
        show_rows([data], COLUMNS, shape, data=data)
    for fault in taken.warnings:
        warn(Text(fault.in_language("vi"), fault.in_language("en")))


def _data(taken: "TakenIn[BulkImport]") -> dict[str, Any]:
    content, stored = taken.content, taken.stored
    return {
        "file": taken.file.name,
        "read": content.rows,
        "new": stored.new,
        "changed": stored.changed,
        "unchanged": content.entries if taken.earlier else stored.unchanged,
        "blank": content.blank,
        "ignored": list(content.ignored),
        "stored": not taken.dry_run,
    }


def _words(taken: "TakenIn[BulkImport]", data: dict[str, Any]) -> list[Text]:
    name = data["file"]
    if taken.earlier is not None:
        moment = f"{taken.earlier.at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
        return [
            Text(
                f"{name}: tệp này đã nhập lúc {moment}; không có gì thay đổi.",
                f"{name}: imported already at {moment}; nothing has changed.",
            )
        ]
    number = {key: grouped(value) for key, value in data.items() if type(value) is int}
    lines = [
        Text(
            f"{name}: đọc {number['read']} ô số liệu: mới {number['new']}, sửa"
            f" {number['changed']}, giữ nguyên {number['unchanged']}, để trống {number['blank']}.",
            f"{name}: cells of figures read: {number['read']}; {number['new']} new,"
            f" {number['changed']} changed, {number['unchanged']} unchanged,"
            f" {number['blank']} blank.",
        )
    ]
    if taken.dry_run:
        lines.insert(0, Text("Chạy thử, chưa lưu gì.", "Dry run, nothing is stored."))
    if data["ignored"]:
        names = ", ".join(f"“{column}”" for column in data["ignored"])
        lines.append(Text(f"Cột không đọc: {names}.", f"Columns not read: {names}."))
    return lines
