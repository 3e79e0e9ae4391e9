"""A sector in a workbook, read so far that its files can be checked."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from thidua.core.model.toml_places import line_in_toml
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse, refuse_all
from thidua.plugins.kit.checks import NO_CASES
from thidua.plugins.kit.declaration import declared
from thidua.plugins.kit.examination import skipped_after_faults
from thidua.plugins.kit.fault_sorting import check_of_fault, subject_of
from thidua.plugins.kit.results import CheckResult, Verdict
from thidua.plugins.kit.wording import with_remedy

if TYPE_CHECKING:
    from thidua.core.workspace.sector_sheets.places import CellPlaces
    from thidua.core.workspace.sector_sheets.reading import SheetsRead
_LINE: Final = re.compile(r"[^\s/(]+/(?P<file>[\w./-]+\.toml), dòng/line (?P<line>[0-9]+)")
"""What the differences of a worked case say of their places."""
_NO_CASES: Final = Text(
    "Ngành chưa có ví dụ tính sẵn; ghi vào hai trang “Ví dụ kiểm” và “Đơn vị ví dụ” của sổ tính.",
    "The sector has no worked cases yet; write them into the sheets “Ví dụ kiểm” (cases) and"
    " “Đơn vị ví dụ” (units) of the workbook.",
)


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
        if result.came_out == NO_CASES:
            return evolve(result, came_out=_NO_CASES)
        told = result.came_out
        if found := _LINE.search(told.vi):
            spots = self._by_line(found["file"])
            told = Text(_with_cells(told.vi, spots), _with_cells(told.en, spots))
        label, _, rest = result.place.partition(", ")
        cells = self.places.get(label.partition("/")[2])
        if cells is None:
            return evolve(result, came_out=told)
        place = str(cells.spot(rest.rpartition(", ")[2]))
        if line := _LINE.fullmatch(result.place):
            spot = self._by_line(line["file"]).get(int(line["line"]))
            place = place if spot is None else f"{cells.root.file}, {spot}"
        return evolve(result, came_out=told, place=place)

    def _by_line(self, name: str) -> dict[int | None, str]:
        """The first cell of what stands on each line of a file, without the workbook's name."""
        if name not in self.places:
            return {}
        text, spots = self.files[name].decode(), self.places[name].spots
        told = {line_in_toml(text, path): spot for path, spot in reversed(list(spots.items()))}
        return {line: str(evolve(spot, file="")) for line, spot in told.items()}


def _with_cells(told: str, spots: Mapping[int | None, str]) -> str:
    """A text that names lines of the files with the cells that these were made of."""
    return _LINE.sub(lambda found: spots.get(int(found["line"]), found[0]), told)


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
    import tomli_w

    from thidua.core.workspace.sector_sheets.toml_writing import toml_files

    sector = read.plain.sector.get("sector")
    code = sector.get("code") if isinstance(sector, Mapping) else None
    if not isinstance(code, str):
        raise refuse(
            "Sổ tính không khai báo ngành nào.", "The workbook declares no sector.", place=name
        )
    # A case has a line for each value, so that this leads to the value's own cell.
    cases = {f"cases/{name}.toml": tomli_w.dumps(it) for name, it in read.plain.cases.items()}
    texts = {**toml_files(read.plain), **cases}
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
