"""Reading all the TOML files of a folder, and resolving their names against a catalogue."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.model.sector_file import SectorFile
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused
from thidua.plugins.folder import Folder

SECTOR_KEYS: Final = frozenset({"plugin", "sector", "indicators", "checks", "formulas"})
CRITERIA_KEYS: Final = frozenset({"criteria", "sections"})


@frozen
class FolderFiles:
    """The TOML files of a folder, as far as they can be read."""

    folder: Folder
    sector_files: tuple[tuple[str, SectorFile], ...]
    criteria_sets: tuple[tuple[str, CriteriaSet], ...]
    """Each with the name of its file."""
    faults: tuple[Fault, ...]
    """Of the files that cannot be read, with file and line."""


def read_files(folder: Folder, names: list[str]) -> FolderFiles:
    """Read the named files; what a file is, its name (``criteria*.toml``) or its tables say."""
    sector_files: list[tuple[str, SectorFile]] = []
    criteria_sets: list[tuple[str, CriteriaSet]] = []
    faults: list[Fault] = []
    for name in names:
        try:
            tables = folder.plain(name).keys()
            if name.startswith("criteria") or tables & CRITERIA_KEYS:
                criteria_sets.append((name, folder.criteria_set(name)))
            elif name == "sector.toml" or tables & SECTOR_KEYS:
                sector_files.append((name, folder.sector_file(name)))
        except Refused as refused:
            faults.extend(refused.faults)
    return FolderFiles(folder, tuple(sector_files), tuple(criteria_sets), tuple(faults))


def unresolved(
    files: FolderFiles, indicators: Mapping[str, Indicator], formulas: Mapping[str, Formula]
) -> Iterator[Fault]:
    """Every name of the files' criteria sets and checks that nothing answers to."""
    from thidua.core.model.compiling import compile_set

    for name, criteria_set in files.criteria_sets:
        try:
            compile_set(criteria_set, indicators, formulas)
        except Refused as refused:
            yield from files.folder.located(name, refused.faults)
    for name, sector_file in files.sector_files:
        yield from files.folder.located(name, _unknown_in_checks(sector_file, indicators))


def _unknown_in_checks(file: SectorFile, indicators: Mapping[str, Any]) -> Iterator[Fault]:
    from thidua.core.formula.parsing import parse_expression
    from thidua.core.formula.walking import names_read

    for check in file.checks:
        read = names_read(parse_expression(check.expression))
        for code in sorted({name.indicator for name in read} - indicators.keys()):
            yield _no_indicator(code, f"checks[{check.code}].expression", indicators)


def _no_indicator(code: str, place: str, indicators: Mapping[str, Any]) -> Fault:
    from thidua.core.text.names import nearest

    near = nearest(code, indicators)
    return Fault(
        Text(f"Không có chỉ tiêu nào mang mã “{code}”.", f"There is no indicator “{code}”."),
        place,
        Text(f"Có phải ý bạn là “{near[0]}”?", f"Did you mean “{near[0]}”?") if near else None,
    )
