"""Reading all the TOML files of a folder as far as they can be read."""

from collections.abc import Iterator
from typing import Final

from attrs import field, frozen

from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.model.places import placed
from thidua.core.model.sector_file import SectorFile
from thidua.core.text.fault import Fault, Refused
from thidua.plugins.folder import Folder

SECTOR_KEYS: Final = frozenset({"plugin", "sector", "indicators", "checks", "formulas"})
CRITERIA_KEYS: Final = frozenset({"criteria", "sections"})


@frozen
class SectorTables:
    """A file that declares a card, a sector, indicators, checks or formulas."""

    file: str
    tables: SectorFile
    unread: frozenset[str]
    """Places inside it where a stand-in stands."""
    faulty: frozenset[str]
    """Places inside it of all its faults."""


@frozen
class PointTable:
    """A file that declares a criteria set."""

    file: str
    criteria_set: CriteriaSet
    unread: frozenset[str]
    is_sound: bool


@frozen
class FolderFiles:
    """The TOML files of a folder, as far as they can be read."""

    folder: Folder
    sector_files: tuple[SectorTables, ...] = ()
    point_tables: tuple[PointTable, ...] = ()
    faults: tuple[Fault, ...] = ()
    """All that is wrong with each file alone, with file and line."""
    is_partial: bool = field(default=False)
    """A file that declares indicators and formulas could not be read at all."""

    @property
    def indicators(self) -> dict[str, Indicator]:
        """The indicators that the files declare, by code."""
        return {item.code: item for it in self.sector_files for item in it.tables.indicators}

    @property
    def formulas(self) -> dict[str, Formula]:
        """The formulas that the files declare, by code."""
        return {item.code: item for it in self.sector_files for item in it.tables.formulas}

    @property
    def unclear_formulas(self) -> frozenset[str]:
        """Those of the formulas of which the inputs or parameters could not be read."""
        return frozenset(code for it in self.sector_files for code in _unclear(it))

    @property
    def lacks_sector(self) -> bool:
        """Whether the code of the sector could not be read."""
        unread = {place for it in self.sector_files for place in it.unread}
        return self.is_partial or not unread.isdisjoint({"sector", "sector.code"})

    @property
    def lacks_kinds(self) -> bool:
        """Whether kinds of unit may be declared in what could not be read."""
        unread = {place for it in self.sector_files for place in it.unread}
        return self.is_partial or any(_is_of_the_sector(place) for place in unread)

    def lacks_codes(self, table: str) -> bool:
        """Whether items of a table (``indicators``) may exist whose codes could not be read."""
        return self.is_partial or any(
            place == table or (place.startswith(f"{table}[") and _is_of_a_code(place))
            for it in self.sector_files
            for place in it.unread
        )


def _is_of_the_sector(place: str) -> bool:
    return place == "sector" or place.startswith("sector.unit_kinds")


def _is_of_a_code(place: str) -> bool:
    """``indicators[2].code``, or ``indicators[2]`` as a whole."""
    return place.endswith((".code", "]")) and place.count("[") == 1


def _unclear(file: SectorTables) -> Iterator[str]:
    for place, formula in placed("formulas", file.tables.formulas):
        if any(at == place or at.startswith((f"{place}.", f"{place}[")) for at in file.faulty):
            yield formula.code


def read_files(folder: Folder, names: list[str]) -> FolderFiles:
    """Read the named files; what a file is, its name (``criteria*.toml``) or its tables say."""
    sector_files: list[SectorTables] = []
    point_tables: list[PointTable] = []
    faults: list[Fault] = []
    is_partial = False
    for name in names:
        is_set = name.startswith("criteria")
        try:
            tables = folder.plain(name).keys()
            is_set = is_set or bool(tables & CRITERIA_KEYS)
            if is_set:
                point_tables.append(_point_table(folder, name, faults))
            elif name == "sector.toml" or tables & SECTOR_KEYS:
                sector_files.append(_sector_tables(folder, name, faults))
        except Refused as refused:
            faults.extend(refused.faults)
            is_partial = is_partial or not is_set
    return FolderFiles(folder, tuple(sector_files), tuple(point_tables), tuple(faults), is_partial)


def _point_table(folder: Folder, name: str, faults: list[Fault]) -> PointTable:
    from thidua.core.model.structuring import criteria_set_as_far_as_read

    try:
        read = criteria_set_as_far_as_read(folder.plain(name))
    except Refused as refused:
        raise Refused(folder.located(name, refused.faults)) from refused
    faults.extend(folder.located(name, read.faults))
    return PointTable(name, read.record, read.unread, not read.faults)


def _sector_tables(folder: Folder, name: str, faults: list[Fault]) -> SectorTables:
    from thidua.core.model.structuring import sector_as_far_as_read

    plain = folder.plain(name)
    folder.refuse_newer(name, plain)
    read = sector_as_far_as_read(plain)
    faults.extend(folder.located(name, read.faults))
    faulty = frozenset(fault.place for fault in read.faults)
    return SectorTables(name, read.record, read.unread, faulty)
