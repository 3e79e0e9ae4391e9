"""``thidua dataset info``: what a dataset holds, and by which rules it is scored."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from thidua.cli.bilingual_commands import command, language, say
from thidua.cli.output import Column, format_option, grouped, show_rows
from thidua.cli.session import Session, with_session
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from thidua.core.dataset.information import DatasetInformation, SetInformation

YES, PARTLY = Text("được", "yes"), Text("có ô tính riêng", "some cells apart")
COLUMNS = (
    Column("column", Text("Cột", "Column")),
    Column("places", Text("Số lẻ", "Decimals"), right=True),
    Column("held", Text("Có số liệu", "Held"), right=True),
    Column("special", Text("Đặc biệt", "Special"), right=True),
    Column("blank", Text("Để trống", "Blank"), right=True),
    Column("lowest", Text("Nhỏ nhất", "Lowest"), right=True),
    Column("highest", Text("Lớn nhất", "Highest"), right=True),
    Column("fits", Text("Tính theo cột", "In columns"), words=lambda fits: YES if fits else PARTLY),
)


@command(
    "Cho biết một tập dữ liệu gồm những gì, chấm theo bảng điểm nào.",
    "Tell what a dataset holds, and by which criteria it is scored.",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_session
@format_option
def info(session: Session, file: Path, shape: str) -> None:
    from thidua.core.dataset.scale import require_scale

    require_scale()
    from thidua.core.dataset.information import information_of
    from thidua.core.dataset.reading import open_dataset

    found = information_of(open_dataset(file, session.formulas))
    data = _data(found, file)
    if shape == "table":
        for line in _heading(found, file):
            click.echo(say(line))
    show_rows(data["columns"], COLUMNS, shape, data=data)


def _data(found: "DatasetInformation", file: Path) -> dict[str, Any]:
    header = found.header
    return {
        "file": str(file),
        "period": header.period,
        "from": header.span.start,
        "to": header.span.end,
        "layer": None if header.layer is None else header.layer.value,
        "clusters": header.clusters,
        "units": header.rows,
        "groups": found.groups,
        "widest_group": found.widest_group,
        "special_rows": found.special_rows,
        "size": found.size,
        "digest": found.digest,
        "scheme_digest": header.scheme_digest,
        "release": header.release,
        "sets": [
            {
                "code": one.code,
                "title": one.title,
                "basis": one.basis.value,
                "legal_basis": one.legal_basis,
                "criteria": one.criteria,
                "points": one.points,
                "digest": one.digest,
            }
            for one in found.sets
        ],
        "columns": [
            {
                "column": one.column,
                "places": one.places,
                "zero_when_blank": one.zero_when_blank,
                "held": one.held,
                "special": one.special,
                "blank": one.blank,
                "lowest": one.lowest,
                "highest": one.highest,
                "fits": one.fits,
            }
            for one in found.columns
        ],
    }


def _heading(found: "DatasetInformation", file: Path) -> list[Text]:
    from thidua.core.text.dates import format_date
    from thidua.core.workspace.views.wording import LAYER_WORDS

    header = found.header
    start, end = (format_date(day, language()) for day in (header.span.start, header.span.end))
    layer = _HIGHEST if header.layer is None else LAYER_WORDS[header.layer]
    return [
        Text(
            f"{file}: kỳ {header.period} ({start} - {end}; {layer.vi})",
            f"{file}: period {header.period} ({start} - {end}; {layer.en})",
        ),
        Text(
            f"{grouped(header.rows)} đơn vị trong {grouped(header.clusters)} cụm;"
            f" {found.groups} nhóm dòng, nhiều nhất {grouped(found.widest_group)} dòng;"
            f" {grouped(found.special_rows)} dòng có số liệu đặc biệt",
            f"{grouped(header.rows, 'unit')} in {grouped(header.clusters, 'cluster')};"
            f" {grouped(found.groups, 'row group')} of at most"
            f" {grouped(found.widest_group, 'row')};"
            f" {grouped(found.special_rows, 'row')} with special figures",
        ),
        *(_set_words(one) for one in found.sets),
        Text(f"Mã băm: {found.digest}", f"Digest: {found.digest}"),
    ]


_HIGHEST = Text("lớp cao nhất có số liệu", "the highest layer that holds anything")


def _set_words(one: "SetInformation") -> Text:
    from thidua.core.workspace.views.wording import BASIS_WORDS

    basis = BASIS_WORDS[one.basis]
    return Text(
        f"{one.code}: {one.title.vi} ({one.criteria} tiêu chí; {basis.vi})",
        f"{one.code}: {one.title.en} (criteria: {one.criteria}; {basis.en})",
    )
