"""``thidua sector add`` and ``remove``: sectors that the workspace itself holds."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from thidua.cli.bilingual_commands import command, option, say
from thidua.cli.departments_named import department_words, departments_enabling
from thidua.cli.output import show_notices
from thidua.cli.sector_exporting import refuse_no_code
from thidua.cli.session import Session, warn, with_session
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse, refuse_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thidua.plugins.sector_adding import Added
    from thidua.plugins.sector_sources import Source


@command(
    "Đưa một ngành không có mã Python (sổ tính .xlsx hoặc thư mục TOML) vào không gian làm việc."
    " Có lỗi thì nêu mọi lỗi kèm ô hoặc dòng, và không đổi gì.",
    "Take a sector without Python code (an .xlsx workbook or a folder of TOML) into the workspace."
    " Every fault is named with its cell or line, and then nothing is changed.",
    "add",
)
@click.argument("path", metavar="FILE|DIR", type=click.Path(path_type=Path))
@option(
    "--as",
    "own_code",
    vi="Mã mới cho ngành trong sổ tính, để dùng bên cạnh ngành đã cài.",
    en="A code for the sector of the workbook, to use it beside one that is installed.",
    metavar="CODE",
)
@with_session
def add(session: Session, path: Path, own_code: str | None) -> None:
    from thidua.core.workspace.intake.taking_in import now
    from thidua.plugins.sector_adding import By, add_sector

    workspace = session.workspace.folder
    by = By(session.actor, now().isoformat())
    _tell(add_sector(_source(session, path, own_code), workspace, session.plugins, by))


def _source(session: Session, path: Path, own_code: str | None) -> "Source":
    from thidua.core.model.kinds_named import kinds_of
    from thidua.plugins.sector_sources import of_folder, of_workbook

    if path.name == "sector.toml":
        path = path.parent
    if own_code is not None:
        refuse_no_code(own_code)
    if path.is_dir() or not path.exists():
        if own_code is not None and path.is_dir():
            raise _only_of_workbooks(path)
        return of_folder(path)
    standard = session.plugins.catalogue(())
    tables = standard.reader_for(path).read(path)
    kinds = kinds_of(session.plugins.sectors.values())
    return of_workbook(path, tables, standard, own_code, kinds=kinds)


def _only_of_workbooks(folder: Path) -> Exception:
    return refuse(
        "--as chỉ dùng với sổ tính.",
        "--as is for workbooks only.",
        place=str(folder),
        remedy=Text(
            "Sửa mã trong sector.toml và các tệp criteria*.toml của thư mục.",
            "Change the codes in sector.toml and the files criteria*.toml of the folder.",
        ),
    )


def _tell(added: "Added") -> None:
    from thidua.plugins.sector_adding import Outcome

    code, title = added.code, added.title
    said = {
        Outcome.NEW: Text(f"Đã thêm ngành {code}: {title.vi}.", f"Added {code}: {title.en}."),
        Outcome.SAME: Text(
            f"Ngành {code} đã có đúng nội dung này; không đổi gì.",
            f"The workspace has {code} with the same content; nothing was changed.",
        ),
        Outcome.REPLACED: Text(
            f"Đã thay ngành {code} bằng bản mới; bản trước được giữ lại.",
            f"Replaced {code} by a new version; the one before is kept.",
        ),
    }[added.outcome]
    click.echo(say(said))
    for change in added.changes:
        click.echo(f"  {say(change)}")
    click.echo(say(Text(f"Mã băm: {added.digest}", f"Digest: {added.digest}")))
    for notice in added.notices:
        warn(notice)
    if added.outcome is Outcome.NEW:
        click.echo(
            say(
                Text(
                    f"Bật cho đơn vị: thidua sector enable {code}",
                    f"To use it: thidua sector enable {code}",
                )
            )
        )
    if added.outcome is Outcome.REPLACED:
        kept = Text(
            "Các kỳ đã mở vẫn chấm theo bảng điểm cũ; bản mới dùng cho kỳ mở sau.",
            "Periods that are open keep their criteria; the new ones are for those opened later.",
        )
        show_notices([kept])


@command(
    "Bỏ một ngành của không gian làm việc; kỳ đã mở vẫn chấm được, các bản cũ vẫn giữ.",
    "Take a sector out of the workspace; open periods keep working, its versions are kept.",
    "remove",
)
@click.argument("code")
@with_session
def remove(session: Session, code: str) -> None:
    from thidua.plugins.sector_store import SectorStore

    store = SectorStore(session.workspace.folder)
    refuse_all(_against_removing(session, store.holds(code), code))
    kept = store.remove(code)
    place = kept.relative_to(session.workspace.folder).as_posix()
    click.echo(
        say(
            Text(
                f"Đã bỏ ngành {code}; bản cuối được giữ ở {place}. Các kỳ đã mở vẫn chấm được.",
                f"{code} is removed; its last version is kept in {place}. Open periods keep"
                " working.",
            )
        )
    )


def _against_removing(session: Session, is_there: bool, code: str) -> "Iterator[Fault]":
    from thidua.core.text.suggesting import did_you_mean
    from thidua.plugins.workspace_sectors import sector_folders

    if not is_there:
        own = [folder.name for folder in sector_folders(session.workspace.folder)]
        yield Fault(
            Text(
                f"không gian làm việc không có ngành “{code}” của riêng nó.",
                f"the workspace holds no sector “{code}” of its own.",
            ),
            remedy=did_you_mean(code, own),
        )
    elif departments := departments_enabling(session).get(code):
        for_whom = department_words(list(departments))
        commands = "; ".join(_disabling(code, it) for it in departments)
        yield Fault(
            Text(
                f"ngành “{code}” đang bật cho {for_whom.vi}.",
                f"the sector “{code}” is enabled for {for_whom.en}.",
            ),
            remedy=Text(f"Tắt trước: {commands}", f"Disable it first: {commands}"),
        )


def _disabling(code: str, department: str) -> str:
    from thidua.core.workspace.sectors_enabled import WHOLE_WORKSPACE

    where = "" if department == WHOLE_WORKSPACE else f" --department {department}"
    return f"thidua sector disable {code}{where}"
