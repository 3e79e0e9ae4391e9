"""What a sector is taken from: the files of a folder without code, or a workbook as TOML files."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse, refuse_all
from thidua.core.workspace.catalogue import Catalogue
from thidua.core.workspace.readers import Table
from thidua.plugins.folder import Folder, faults_aside
from thidua.plugins.folder_faults import read_folder
from thidua.plugins.sector_content import CASES
from thidua.plugins.toml_sector import CRITERIA_FILES, SECTOR_FILE, TEMPLATES
from thidua.plugins.workspace_sectors import ADDED_FILE

if TYPE_CHECKING:
    from thidua.core.workspace.sector_sheets.places import CellPlaces

_SKIPPED: Final = frozenset({"__pycache__", ADDED_FILE})


def _as_it_is(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(faults)


@frozen
class Source:
    """The files of a sector, and how its faults are told."""

    name: str
    """Of the file or folder."""
    code: str
    """Of the sector."""
    files: Mapping[str, bytes]
    """By name, ``sector.toml``, ``cases/annex-2.toml``."""
    located: Callable[[Iterable[Fault]], tuple[Fault, ...]] = field(default=_as_it_is)
    """Faults of the files, with the cells that the files were made of."""
    notices: tuple[Text, ...] = ()
    has_templates: bool = True
    """A workbook cannot hold templates: those of the version before are kept."""


def of_folder(path: Path) -> Source:
    """The sector in a folder; Refused for one with Python code, or with TOML that no sector has."""
    if not (path / SECTOR_FILE).is_file():
        raise _no_sector(path)
    every = sorted(it for it in path.rglob("*") if it.is_file() and _is_meant(it, path))
    refuse_all((*_of_code(every, path), *_of_strange_tables(every, path)))
    taken = {_name(it, path): it for it in every if _belongs(it, path)}
    left = [_name(it, path) for it in every if not _belongs(it, path)]
    name, code = path.resolve().name, _code_of(path)
    return Source(
        name,
        code,
        {own: file.read_bytes() for own, file in taken.items()},
        lambda faults: tuple(_in_folder(faults, code, name)),
        tuple(map(_left_out, left)),
    )


def _code_of(path: Path) -> str:
    """The sector's code, or a stand-in; Refused, with the faults of all files, for a file that
    cannot be read as TOML at all or names no sector."""
    with faults_aside():
        try:
            return Folder(path).sector(SECTOR_FILE).code
        except Refused:
            refuse_all(read_folder(path).faults)
            raise


def _in_folder(faults: Iterable[Fault], code: str, name: str) -> Iterator[Fault]:
    """Faults under the name of the folder that was given, not of the one to be kept."""
    for fault in faults:
        own = fault.place.removeprefix(f"{code}/")
        yield fault if own == fault.place else evolve(fault, place=f"{name}/{own}")


def of_workbook(
    file: Path,
    tables: Sequence[Table],
    standard: Catalogue,
    own_code: str | None = None,
    *,
    kinds: Collection[str] | None = None,
) -> Source:
    """The sector in a workbook, under its own code or another that is given; its criteria may be
    for the ``kinds`` of unit of other sectors.

    Refused with every fault, each with its sheet and cell.
    """
    from thidua.core.workspace.sector_sheets.checking import sound_sector
    from thidua.core.workspace.sector_sheets.reading import plain_of
    from thidua.core.workspace.sector_sheets.renaming import under
    from thidua.core.workspace.sector_sheets.toml_writing import toml_files

    read = plain_of(tables, file.name)
    sound = sound_sector(read, standard.indicators, standard.formulas, kinds)
    if sound.sector_file.sector is None:
        raise refuse(
            "Sổ tính không khai báo ngành nào.", "The workbook declares no sector.", place=file.name
        )
    texts = toml_files(read.plain if own_code is None else under(read.plain, own_code))
    places = dict(zip(texts, (read.sector, *read.criteria, *read.cases.values()), strict=True))
    return Source(
        file.name,
        own_code or sound.sector_file.sector.code,
        {name: text.encode() for name, text in texts.items()},
        lambda faults: tuple(_at_cells(faults, places)),
        (*map(_ignored, read.ignored), *read.notices),
        has_templates=False,
    )


def _at_cells(faults: Iterable[Fault], places: "Mapping[str, CellPlaces]") -> Iterator[Fault]:
    """Faults of the TOML files, ``health/sector.toml, dòng/line 3, indicators[a].unit``, with the
    cell of the path."""
    for fault in faults:
        label, _, rest = fault.place.partition(", ")
        cells = places.get(label.partition("/")[2])
        path = rest.rpartition(", ")[2]
        yield fault if cells is None else evolve(fault, place=str(cells.spot(path)))


def _is_meant(file: Path, root: Path) -> bool:
    """What file managers, editors and Python leave behind is not."""
    parts = file.relative_to(root).parts
    return not any(part in _SKIPPED or part.startswith((".", "~")) for part in parts)


def _belongs(file: Path, root: Path) -> bool:
    inside = file.relative_to(root)
    match inside.parts:
        case (name,):
            return name == SECTOR_FILE or inside.match(CRITERIA_FILES)
        case (folder, _):
            return folder == TEMPLATES or (folder == CASES and file.suffix == ".toml")
    return False


def _name(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix()


def _of_code(files: Iterable[Path], root: Path) -> Iterator[Fault]:
    for file in files:
        if file.suffix in (".py", ".pyd", ".so"):
            yield Fault(
                Text(
                    "Ngành của không gian làm việc không chứa mã Python.",
                    "A sector of a workspace holds no Python code.",
                ),
                f"{root.resolve().name}/{_name(file, root)}",
                Text(
                    "Cài đặt thư mục này như một gói: pip install THƯ_MỤC.",
                    "Install the folder as a package: pip install DIR.",
                ),
            )


def _of_strange_tables(files: Iterable[Path], root: Path) -> Iterator[Fault]:
    for file in files:
        if file.suffix == ".toml" and file.parent == root and not _belongs(file, root):
            yield Fault(
                Text(
                    "Tệp này không phải của một ngành: chỉ đọc sector.toml và criteria*.toml.",
                    "No sector has this file: sector.toml and criteria*.toml are read.",
                ),
                f"{root.resolve().name}/{file.name}",
                Text("Đổi tên hoặc chuyển tệp đi.", "Rename it or move it away."),
            )


def _left_out(name: str) -> Text:
    return Text(f"{name}: không thuộc ngành, bỏ qua.", f"{name}: no part of a sector, left out.")


def _ignored(name: str) -> Text:
    return Text(f"{name}: không được đọc.", f"{name}: not read.")


def _no_sector(path: Path) -> Exception:
    if not path.exists():
        return refuse(
            "không có tệp hoặc thư mục này.", "there is no such file or folder.", place=str(path)
        )
    return refuse(
        f"không phải một ngành: thiếu tệp {SECTOR_FILE}.",
        f"is no sector: the file {SECTOR_FILE} is missing.",
        place=str(path),
    )
