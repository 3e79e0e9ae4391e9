"""The names that the files of a folder use, held against those that exist."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve

from thidua.core.model.compiling.name_resolution import Known
from thidua.core.model.contribution import Check
from thidua.core.model.kinds_named import unknown_kinds
from thidua.core.model.places import placed, within
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.text.names import nearest
from thidua.core.workspace.templates import ReportTemplate
from thidua.plugins.folder_reading import FolderFiles, SectorTables


def unresolved(files: FolderFiles, known: Known) -> Iterator[Fault]:
    """Every name of the files' criteria sets and checks that nothing answers to."""
    from thidua.core.model.compiling.name_faults import faults_of_names

    for table in files.point_tables:
        found = faults_of_names(table.criteria_set, known, table.unread)
        yield from files.folder.located(table.file, found)
    for declared in files.sector_files:
        yield from files.folder.located(declared.file, _unknown_in_checks(declared, known))


def _unknown_in_checks(file: SectorTables, known: Known) -> Iterator[Fault]:
    for place, check in placed("checks", file.tables.checks):
        for key, source in _expressions(check):
            at = within(place, key)
            # What does not parse has been said already.
            if at not in file.faulty:
                yield from _unknown_in_expression(source, at, known)


def _expressions(check: Check) -> Iterator[tuple[str, str]]:
    for key in ("expression", "stated", "recomputed"):
        source = getattr(check, key)
        if source is not None:
            yield key, source


def _unknown_in_expression(source: str, place: str, known: Known) -> Iterator[Fault]:
    from thidua.core.formula.parsing import parse_expression
    from thidua.core.formula.walking import names_read

    read = {name.indicator for name in names_read(parse_expression(source))}
    for code in sorted(code for code in read if not known.answers(code)):
        yield Fault(
            Text(f"Không có chỉ tiêu nào mang mã “{code}”.", f"There is no indicator “{code}”."),
            place,
            _did_you_mean(code, known.indicators),
        )


def of_no_sector(
    files: FolderFiles, templates: Iterable[ReportTemplate], sectors: Collection[str]
) -> Iterator[Fault]:
    """The criteria sets and templates whose sector nobody has."""
    for table in files.point_tables:
        code = table.criteria_set.sector
        if code is not None and code not in sectors:
            fault = evolve(_no_sector(code, sectors), place="sector")
            yield from files.folder.located(table.file, [fault])
    for template in templates:
        if template.sector is not None and template.sector not in sectors:
            yield evolve(_no_sector(template.sector, sectors), place=template.files[0].file)


def of_no_kind(files: FolderFiles, kinds: Collection[str]) -> Iterator[Fault]:
    """The kinds of unit that criteria are for and nobody has."""
    for table in files.point_tables:
        yield from files.folder.located(table.file, unknown_kinds(table.criteria_set, kinds))


def _no_sector(code: str, sectors: Collection[str]) -> Fault:
    return Fault(
        Text(f"Không có ngành nào mang mã “{code}”.", f"There is no sector “{code}”."),
        remedy=_did_you_mean(code, dict.fromkeys(sectors))
        or Text("Bỏ “sector” nếu dùng cho mọi ngành.", "Leave “sector” out if it is for any."),
    )


def _did_you_mean(word: str, known: Mapping[str, Any]) -> Text | None:
    near = nearest(word, known)
    return Text(f"Có phải ý bạn là “{near[0]}”?", f"Did you mean “{near[0]}”?") if near else None
