"""Loading the sector that is checked, in the child process: all that it gives, all its faults."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from attrs import evolve, field, frozen

from thidua.core.model.compiled import CompiledSet
from thidua.core.model.contribution import Check, Plugin, Sector
from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.text.fault import Fault, Refused, refuse
from thidua.core.workspace.catalogue import Catalogue
from thidua.core.workspace.templates import Renderer, ReportTemplate
from thidua.plugins.contributions import Contributed
from thidua.plugins.discovery import Found, installed
from thidua.plugins.folder import Folder, faults_aside
from thidua.plugins.folder_code import FolderCode
from thidua.plugins.folder_faults import CARD_FILE, SectorInFolder, read_folder
from thidua.plugins.folder_reading import FolderFiles
from thidua.plugins.kit.targets import Target, TargetKind
from thidua.plugins.loading import attempt
from thidua.plugins.manager import Plugins

R = TypeVar("R", bound=Contributed)


@frozen(slots=False)
class Examined:
    """A sector with what is always on, as far as it could be loaded."""

    sector: SectorInFolder
    base: Catalogue
    """What is always on."""
    root: Path | None
    """The folder of its files; None for a plugin that is a single module."""
    compiled: Mapping[str, CompiledSet] = field(factory=dict)
    """Its sound criteria sets, by code, ready to score."""
    faults: tuple[Fault, ...] = ()
    """All that is wrong with it."""

    @property
    def imported(self) -> bool:
        """Whether its code, if it has any, could be loaded."""
        loaded = self.sector.code.attempt
        return loaded is None or loaded.plugin is not None

    @property
    def cards(self) -> tuple[Plugin, ...]:
        """Its card; more than one where files and code disagree."""
        tables = (it.tables.plugin for it in self.sector.files.sector_files)
        cards = [*self.sector.code.of(Plugin).values(), *(it for it in tables if it is not None)]
        return tuple(dict.fromkeys(cards))

    @property
    def sectors(self) -> dict[str, Sector]:
        """The sector that it brings, by code."""
        tables = (it.tables.sector for it in self.sector.files.sector_files)
        declared = {it.code: it for it in tables if it is not None}
        return {**declared, **self.sector.code.of(Sector)}

    @property
    def indicators(self) -> dict[str, Indicator]:
        """Its own indicators, by code."""
        return {**self.sector.files.indicators, **self.sector.code.of(Indicator)}

    @property
    def formulas(self) -> dict[str, Formula]:
        """Its own formulas, by code."""
        return {**self.sector.files.formulas, **self.sector.code.of(Formula)}

    @property
    def criteria_sets(self) -> dict[str, CriteriaSet]:
        """Its criteria sets that hold together by themselves, by code."""
        tables = self.sector.files.point_tables
        declared = {it.criteria_set.code: it.criteria_set for it in tables if it.is_sound}
        return {**declared, **self.sector.code.of(CriteriaSet)}

    @property
    def checks(self) -> dict[str, Check]:
        """Its plausibility checks, by code."""
        tables = (item for it in self.sector.files.sector_files for item in it.tables.checks)
        return {**{it.code: it for it in tables}, **self.sector.code.of(Check)}

    @property
    def templates(self) -> dict[str, ReportTemplate]:
        """Its report templates, by code."""
        return self.sector.code.of(ReportTemplate)

    @property
    def renderers(self) -> dict[str, Renderer]:
        """Its own ways to write reports, by code."""
        return self.sector.code.of(Renderer)

    @property
    def known_indicators(self) -> dict[str, Indicator]:
        """All that its criteria can read, by code."""
        return {**self.base.indicators, **self.indicators}

    @property
    def known_formulas(self) -> dict[str, Formula]:
        """All that its criteria can use, by code."""
        return {**self.base.formulas, **self.formulas}


def examine(target: Target) -> Examined:
    """Load a sector and find all that is wrong with it; Refused where it is not there."""
    base = Plugins.load(only=()).catalogue()
    if target.kind is TargetKind.FOLDER:
        root = Path(target.name)
        return _with_sets(Examined(read_folder(root, base, try_templates=False), base, root))
    with faults_aside():
        code = FolderCode(attempt(_found(target.name)))
    folder = folder_of(target)
    return _with_sets(Examined(_of_installed(code, folder, base), base, folder))


def folder_of(target: Target) -> Path | None:
    """The folder of a sector's files, found without running its code; None for a plugin that is
    a single module."""
    if target.kind is TargetKind.FOLDER:
        return Path(target.name)
    return _folder_of(_found(target.name).origin.module)


def _found(entry_point: str) -> Found:
    for found in installed().found:
        if found.origin.entry_point == entry_point:
            return found
    raise refuse(
        f"Không có phần mở rộng nào tên “{entry_point}” được cài đặt.",
        f"No plugin called “{entry_point}” is installed.",
    )


def _folder_of(module: str) -> Path | None:
    """The folder of a package; None for a single module, or one that cannot be found."""
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):
        return None
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]).resolve() if places else None


def _of_installed(code: FolderCode, root: Path | None, base: Catalogue) -> SectorInFolder:
    if root is not None and ((root / CARD_FILE).is_file() or [*root.glob("criteria*.toml")]):
        return read_folder(root, base, code=code, try_templates=False)
    files = FolderFiles(Folder(root or Path("/")))
    return SectorInFolder(files, code, tuple(it.fault for it in code.quarantined))


def _with_sets(examined: Examined) -> Examined:
    """With the criteria sets compiled, and what that finds wrong."""
    from thidua.core.model.compiling import compile_valid

    in_files = {it.criteria_set.code for it in examined.sector.files.point_tables}
    compiled: dict[str, CompiledSet] = {}
    faults: list[Fault] = [*examined.sector.faults]
    for code, source in sorted(examined.criteria_sets.items()):
        try:
            compiled[code] = compile_valid(
                source, examined.known_indicators, examined.known_formulas
            )
        except Refused as refused:
            # What is wrong with a file has been found before, with its line.
            if code not in in_files or not faults:
                faults.extend(evolve(it, place=f"{code}, {it.place}") for it in refused.faults)
    return evolve(examined, compiled=compiled, faults=tuple(faults))
