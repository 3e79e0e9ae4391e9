"""A sector in a workbook, read so far that its files can be checked."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from thidua.core.text.fault import Fault, Refused, refuse, refuse_all
from thidua.plugins.kit.declaration import declared
from thidua.plugins.kit.examination import skipped_after_faults
from thidua.plugins.kit.fault_sorting import check_of_fault, subject_of
from thidua.plugins.kit.results import CheckResult, Verdict
from thidua.plugins.kit.wording import with_remedy

if TYPE_CHECKING:
    from thidua.core.workspace.sector_sheets.places import CellPlaces
    from thidua.core.workspace.sector_sheets.reading import SheetsRead


@frozen
class WorkbookFiles:
    """The files that a workbook stands for."""

    code: str
    """Of the sector."""
    files: Mapping[str, bytes]
    places: "Mapping[str, CellPlaces]"
    """By the names of the files."""

    def located(self, result: CheckResult) -> CheckResult:
        """A result about ``health/sector.toml, dòng/line 3, indicators[a].unit`` with the cell of
        that path."""
        label, _, rest = result.place.partition(", ")
        cells = self.places.get(label.partition("/")[2])
        if cells is None:
            return result
        return evolve(result, place=str(cells.spot(rest.rpartition(", ")[2])))


def files_in(file: Path) -> WorkbookFiles:
    """The TOML files of a workbook, sound or not; Refused with all faults where a cell cannot be
    read, or where it declares no sector."""
    from thidua.core.workspace.sector_sheets.checking import sound_sector
    from thidua.core.workspace.sector_sheets.reading import plain_of
    from thidua.plugins.manager import Plugins

    base = Plugins.load(only=()).catalogue()
    read = plain_of(base.reader_for(file).read(file), file.name)
    if read.faults:
        # Its own faults come first, and those of the values that could be read after them.
        sound_sector(read, base.indicators, base.formulas)
        refuse_all(read.faults)
    return _files_of(read, file.name)


def _files_of(read: "SheetsRead", name: str) -> WorkbookFiles:
    from thidua.core.workspace.sector_sheets.toml_writing import toml_files

    sector = read.plain.sector.get("sector")
    code = sector.get("code") if isinstance(sector, Mapping) else None
    if not isinstance(code, str):
        raise refuse(
            "Sổ tính không khai báo ngành nào.", "The workbook declares no sector.", place=name
        )
    texts = toml_files(read.plain)
    places = (read.sector, *read.criteria, *read.cases.values())
    return WorkbookFiles(
        code,
        {name: text.encode() for name, text in texts.items()},
        dict(zip(texts, places, strict=True)),
    )


def faults_as_results(refused: Refused) -> tuple[CheckResult, ...]:
    """What is wrong with a workbook of which no sector can be made."""
    return (*_results(refused.faults), *skipped_after_faults())


def _results(faults: Iterable[Fault]) -> Iterator[CheckResult]:
    for fault in faults:
        check, subject = check_of_fault(fault), subject_of(fault)
        yield declared(check, Verdict.FAILED, with_remedy(fault), subject, fault.place)
