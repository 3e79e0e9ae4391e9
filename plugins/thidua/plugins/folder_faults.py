"""All the faults of a sector that lies in a folder, installed or not, each with its place."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TypeVar

from attrs import frozen

from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.workspace.catalogue import Catalogue
from thidua.plugins.contributions import Contributed
from thidua.plugins.folder import Folder
from thidua.plugins.folder_reading import FolderFiles, read_files, unresolved
from thidua.plugins.loading import Attempt, attempt
from thidua.plugins.manager import Plugins
from thidua.plugins.package_import import importable

Named = TypeVar("Named", bound=Indicator | Formula)

CARD_FILE: Final = "sector.toml"
CODE_FILE: Final = "__init__.py"


@frozen
class SectorInFolder:
    """What a folder holds, as far as it can be read, and everything that is wrong with it."""

    files: FolderFiles
    attempt: Attempt | None
    """What loading its code gave; None where the folder holds no code."""
    faults: tuple[Fault, ...]


def faults_of_folder(path: Path, standard: Catalogue | None = None) -> tuple[Fault, ...]:
    """Everything wrong with the sector in a folder, each fault with its place; empty where all
    is well. See :func:`read_folder`."""
    return read_folder(path, standard).faults


def read_folder(path: Path, standard: Catalogue | None = None) -> SectorInFolder:
    """Read the sector in a folder, installed or not.

    The TOML files are read, validated and compiled against the indicators and formulas of
    ``standard`` (what is always on, unless given) and of the folder itself. Where the folder is
    a package, its code is run, and its hooks are called as if it were installed.
    """
    root = path.resolve()
    folder = Folder(root)
    if not (root / CARD_FILE).is_file() and not (root / CODE_FILE).is_file():
        return SectorInFolder(read_files(folder, []), None, (_no_sector(path),))
    files = read_files(folder, sorted(file.name for file in root.glob("*.toml")))
    tried = _tried(root) if (root / CODE_FILE).is_file() else None
    base = standard if standard is not None else Plugins.load(only=()).catalogue()
    contributed = _contributed(tried)
    indicators = {**base.indicators, **_named(files, contributed, Indicator)}
    formulas = {**base.formulas, **_named(files, contributed, Formula)}
    faults = [
        *files.faults,
        *unresolved(files, indicators, formulas),
        *_raised(tried, files),
        *_left_out(tried, files, contributed),
    ]
    return SectorInFolder(files, tried, tuple(dict.fromkeys(faults)))


def _tried(root: Path) -> Attempt:
    with importable(root) as found:
        return attempt(found)


def _contributed(tried: Attempt | None) -> tuple[Contributed, ...]:
    plugin = tried.plugin if tried else None
    return tuple(item.record for item in plugin.contributions) if plugin else ()


def _named(
    files: FolderFiles, contributed: Iterable[Contributed], kind: type[Named]
) -> dict[str, Named]:
    in_files: list[Contributed] = []
    for _, declared in files.sector_files:
        in_files += [*declared.indicators, *declared.formulas]
    return {item.code: item for item in (*in_files, *contributed) if isinstance(item, kind)}


def _raised(tried: Attempt | None, files: FolderFiles) -> Iterator[Fault]:
    known = {(fault.what, fault.place) for fault in files.faults}
    for item in tried.quarantined if tried else ():
        # A file's fault comes back through every hook that reads the file.
        if (item.cause, item.place) not in known:
            yield item.fault


def _left_out(
    tried: Attempt | None, files: FolderFiles, contributed: Iterable[Contributed]
) -> Iterator[Fault]:
    if tried is None or tried.quarantined:
        return
    given = {item.code for item in contributed if isinstance(item, CriteriaSet)}
    for name, criteria_set in files.criteria_sets:
        if criteria_set.code not in given:
            yield Fault(
                Text(
                    "Không hook nào đóng góp bảng điểm trong tệp này.",
                    "No hook contributes the criteria set in this file.",
                ),
                files.folder.label(name),
                Text(
                    f"Thêm vào thidua_criteria_sets: yield here.criteria_set({name!r})",
                    f"Add to thidua_criteria_sets: yield here.criteria_set({name!r})",
                ),
            )


def _no_sector(path: Path) -> Fault:
    if not path.is_dir():
        return Fault(Text("Không có thư mục này.", "There is no such folder."), str(path))
    return Fault(
        Text(
            f"Thư mục này không phải một ngành: thiếu tệp {CARD_FILE}.",
            f"This folder is not a sector: the file {CARD_FILE} is missing.",
        ),
        str(path),
        Text("Xem docs/plugins.md để tạo một ngành.", "See docs/plugins.md to make a sector."),
    )
