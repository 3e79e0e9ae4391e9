"""``thidua result import`` and ``import-judged``: whole files of figures and of judged points."""

from pathlib import Path
from typing import Any

import click

from thidua.cli.bilingual_commands import command, option
from thidua.cli.output import format_option
from thidua.cli.place_options import cluster_option, layer_of, layer_option, period_option
from thidua.cli.progress import working
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text

READING = Text("Đang đọc và kiểm tra tệp …", "Reading and checking the file …")

file_argument = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
dry_run_option = option("--dry-run", vi="Chạy thử, không lưu.", en="Store nothing.", is_flag=True)


def place_in_part(command: Any) -> Any:
    """``--period`` and ``--cluster``, which the self layer can do without."""
    for name, vi, en in (
        (
            "--cluster",
            "Mã cụm; bắt buộc với các lớp từ thẩm định trở lên.",
            "Cluster; needed above self.",
        ),
        ("--period", "Mã kỳ; bỏ trống thì mỗi dòng ghi ngày.", "Period; else rows name days."),
    ):
        command = option(name, vi=vi, en=en, metavar="CODE")(command)
    return command


@command(
    "Nhập kết quả, chỉ tiêu giao từ tệp .xlsx, .ods, .xls hoặc .csv.",
    "Import results and targets from .xlsx, .ods, .xls or .csv.",
    "import",
)
@file_argument
@place_in_part
@layer_option
@dry_run_option
@format_option
@with_session
def import_results(
    session: Session,
    file: Path,
    period: str | None,
    cluster: str | None,
    layer: str | None,
    dry_run: bool,
    shape: str,
) -> None:
    from thidua.cli.imports import counting_refused, report_import
    from thidua.core.model.observation import Layer
    from thidua.core.workspace.intake.scopes import import_scope
    from thidua.core.workspace.intake.taking_in import read_file, take_in_results

    catalogue = session.catalogue()
    scope = import_scope(
        session.engine,
        catalogue.indicators,
        session.formulas,
        layer=layer_of(layer) or Layer.SELF,
        cluster=cluster,
        period=period,
    )
    with counting_refused(file, shape), working(READING):
        taken = take_in_results(
            session.engine,
            read_file(catalogue, file),
            scope,
            session.actor,
            checks=catalogue.checks.values(),
            dry_run=dry_run,
        )
    report_import(taken, shape)


@command(
    "Nhập điểm chấm từ tệp .xlsx, .ods, .xls hoặc .csv.",
    "Import judged points from .xlsx, .ods, .xls or .csv.",
    "import-judged",
)
@file_argument
@cluster_option
@period_option
@layer_option
@dry_run_option
@with_session
def import_judged(
    session: Session, file: Path, cluster: str, period: str, layer: str | None, dry_run: bool
) -> None:
    from thidua.cli.imports import report_import
    from thidua.core.model.observation import Layer
    from thidua.core.workspace.intake.taking_in import read_file, take_in_judged

    shown = session.open_cluster(cluster, period)
    with working(READING):
        taken = take_in_judged(
            session.engine,
            read_file(session.catalogue(), file),
            shown,
            layer_of(layer) or Layer.SELF,
            session.actor,
            dry_run=dry_run,
        )
    report_import(taken)
