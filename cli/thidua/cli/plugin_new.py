"""``thidua plugin new``: a package for a new sector, sound from the first."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from thidua.cli.bilingual_commands import command, option, say
from thidua.cli.session import plugins_here
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.core.text.fault import Fault
    from thidua.plugins.scaffold import SectorNames


@command(
    "Lập gói thidua-TÊN cho một ngành mới: bảng điểm, công thức, mẫu báo cáo, ví dụ, kiểm thử;"
    " cài được và chạy được ngay.",
    "Write the package thidua-NAME of a new sector: point table, formula, report template, cases,"
    " tests; it installs and works as it is.",
    "new",
)
@click.argument("name")
@option(
    "--title",
    vi="Tên ngành: “Ngành Y tế”.",
    en="Title in Vietnamese.",
    metavar="TEXT",
    required=True,
)
@option("--title-en", vi="Tên tiếng Anh.", en="Title in English.", metavar="TEXT", default="")
@option(
    "--into",
    vi="Thư mục chứa gói; mặc định là thư mục hiện tại.",
    en="The folder to write the package in; the current one unless given.",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default=Path(),
)
@option(
    "--year",
    vi="Năm của bảng điểm đầu tiên; mặc định là năm nay.",
    en="Year of the first point table; this year unless given.",
    type=int,
)
def new(name: str, title: str, title_en: str, into: Path, year: int | None) -> None:
    from thidua.cli.version import VERSION
    from thidua.core.text.fault import refuse_all
    from thidua.core.workspace.clock import now
    from thidua.plugins.new_folder import in_the_way, write_new_folder
    from thidua.plugins.scaffold import clashes, package_files, sector_names

    names = sector_names(name, title, title_en, year=now().year if year is None else year)
    folder = into / names.project
    refuse_all((*clashes(names, plugins_here()), *_no_folder(into), *in_the_way(folder)))
    write_new_folder(folder, package_files(names, VERSION))
    _tell(names, folder)


def _no_folder(into: Path) -> "Iterator[Fault]":
    from thidua.core.text.fault import Fault

    if not into.is_dir():
        yield Fault(Text("không có thư mục này.", "there is no such folder."), str(into))


def _tell(names: "SectorNames", folder: Path) -> None:
    from shlex import quote

    from thidua.plugins.scaffold import checking, ranking_the_sample

    click.echo(say(Text(f"Đã lập gói {folder}.", f"Wrote the package {folder}.")))
    enter = f"cd {quote(str(folder))}"
    _list(Text("Cài đặt và kiểm tra:", "Install and check it:"), (enter, *checking(names)))
    _list(Text("Xếp hạng cụm mẫu:", "Rank its sample cluster:"), ranking_the_sample(names))
    ready = Text(
        "Sau đó thay các số mẫu bằng bảng điểm của đơn vị; README.md chỉ từng tệp.",
        "Then put your own point table in place of the samples; README.md tells the files.",
    )
    click.echo(say(ready))


def _list(heading: Text, commands: tuple[str, ...]) -> None:
    click.echo(say(heading))
    for line in commands:
        click.echo(f"  {line}")
