"""``thidua dataset export``: a period of the record as one file of columns."""

from pathlib import Path

import click

from thidua.cli.bilingual_commands import command, option, say
from thidua.cli.output import Column, format_option, grouped, show_rows
from thidua.cli.place_options import layer_of, layer_option, period_option
from thidua.cli.progress import working
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text
from thidua.core.text.counting import counted

COLUMNS = tuple(
    Column(key, Text(key, key)) for key in ("output", "period", "layer", "clusters", "units")
)


@command(
    "Xuất một kỳ ra tệp Parquet: số liệu, điểm chấm và bảng điểm đã chốt của các cụm.",
    "Export a period to a Parquet file: figures, judged points and the frozen scheme.",
)
@period_option
@option(
    "--cluster",
    "clusters",
    vi="Mã cụm, có thể nêu nhiều lần; bỏ trống thì lấy mọi cụm của kỳ.",
    en="Cluster, any number of times; every cluster of the period unless given.",
    metavar="CODE",
    multiple=True,
)
@layer_option
@option(
    "-o",
    "--output",
    vi="Tệp Parquet để ghi.",
    en="Parquet file to write.",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    required=True,
)
@with_session
@format_option
def export(
    session: Session,
    period: str,
    clusters: tuple[str, ...],
    layer: str | None,
    output: Path,
    shape: str,
) -> None:
    from thidua.core.dataset.scale import require_scale

    require_scale()
    from thidua.cli.version import VERSION
    from thidua.core.workspace.datasets.exporting import export_dataset

    with working(Text("Đang xuất kỳ …", "Exporting the period …")):
        header = export_dataset(
            session.engine,
            output,
            period,
            session.formulas,
            clusters=clusters,
            layer=layer_of(layer),
            release=f"thidua {VERSION}",
        )
    data = {
        "output": str(output),
        "period": header.period,
        "layer": None if header.layer is None else header.layer.value,
        "clusters": header.clusters,
        "units": header.rows,
    }
    if shape != "table":
        show_rows([data], COLUMNS, shape, data=data)
        return
    vi = f"{output}: kỳ {period}, {grouped(header.clusters)} cụm, {grouped(header.rows)} đơn vị."
    english = f"{counted(header.clusters, 'cluster')}, {counted(header.rows, 'unit')}"
    click.echo(say(Text(vi, f"{output}: period {period}, {english}.")))
