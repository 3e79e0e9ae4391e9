"""What a workbook defines, as sound records: every fault of it at once, with sheet and cell."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from attrs import frozen

from thidua.core.formula.parsing import ExpressionRefused, parse_expression
from thidua.core.formula.walking import names_read
from thidua.core.model.compiling import compile_set
from thidua.core.model.compiling.name_faults import faults_of_names
from thidua.core.model.compiling.name_resolution import Known
from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.formulas import Formula
from thidua.core.model.indicator import Indicator
from thidua.core.model.kinds_named import kinds_of, unknown_kinds
from thidua.core.model.places import placed, within
from thidua.core.model.sector_file import SectorFile
from thidua.core.model.structuring import (
    AsFarAsRead,
    criteria_set_as_far_as_read,
    sector_as_far_as_read,
)
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused, refuse_all
from thidua.core.text.suggesting import did_you_mean
from thidua.core.workspace.sector_sheets.places import CellPlaces
from thidua.core.workspace.sector_sheets.reading import SheetsRead


@frozen
class SoundSector:
    """The records of a sector that holds together."""

    sector_file: SectorFile
    criteria_sets: tuple[CriteriaSet, ...]


def sound_sector(
    read: SheetsRead,
    indicators: Mapping[str, Indicator],
    formulas: Mapping[str, Formula],
    kinds: Collection[str] | None = None,
) -> SoundSector:
    """The records of a workbook, its names held against those of the sector itself, against
    ``indicators`` and ``formulas``, which are always on, and against the ``kinds`` of unit that
    other sectors have, unless these are not known.

    Refused with everything that is wrong, each fault with its sheet and cell.
    """
    faults = list(read.faults)
    if read.is_torn:
        refuse_all(faults)
    sector = sector_as_far_as_read(read.plain.sector)
    _add(faults, read.sector, sector.faults)
    known = _known(sector, indicators, formulas)
    _add(faults, read.sector, _unknown_in_checks(sector.record, known))
    sets = [_criteria_set(plain, faults, places) for plain, places in _sets(read)]
    for found, (_, places) in zip(sets, _sets(read), strict=True):
        if found is not None:
            names = faults_of_names(found.record, known, found.unread)
            _add(faults, places, (it for it in names if not _is_of_a_formula(it)))
            if kinds is not None:
                _add(faults, places, _unknown_kinds(found.record, sector, kinds))
    refuse_all(faults)
    criteria_sets = tuple(found.record for found in sets if found is not None)
    for criteria_set, (_, places) in zip(criteria_sets, _sets(read), strict=True):
        _add(faults, places, _compiling_faults(criteria_set, known))
    refuse_all(faults)
    return SoundSector(sector.record, criteria_sets)


def _unknown_kinds(
    criteria_set: CriteriaSet, sector: AsFarAsRead[SectorFile], others: Collection[str]
) -> Iterator[Fault]:
    own = sector.record.sector
    # A kind may be meant by what could not be read of the sector.
    if own is not None and not any(place.startswith("sector") for place in sector.unread):
        yield from unknown_kinds(criteria_set, kinds_of([own]) | {*others})


def _is_of_a_formula(fault: Fault) -> bool:
    """Whether a set meets with a fault of a formula, which is told of the formula itself."""
    return fault.place.startswith("formulas[")


def _unknown_in_checks(sector_file: SectorFile, known: Known) -> Iterator[Fault]:
    """The indicators that checks read and nobody reports."""
    for place, check in placed("checks", sector_file.checks):
        for key in ("expression", "stated", "recomputed"):
            try:
                read = names_read(parse_expression(getattr(check, key) or "0"))
            except ExpressionRefused:
                continue  # said already, with the other faults of the file
            for code in sorted({name.indicator for name in read}):
                if not known.answers(code):
                    yield _no_indicator(code, within(place, key), known.indicators)


def _no_indicator(code: str, place: str, known: Iterable[str]) -> Fault:
    what = Text(f"Không có chỉ tiêu nào mang mã “{code}”.", f"There is no indicator “{code}”.")
    return Fault(what, place, did_you_mean(code, known))


def _sets(read: SheetsRead) -> Iterable[tuple[Mapping[str, object], CellPlaces]]:
    return list(zip(read.plain.criteria, read.criteria, strict=True))


def _known(
    sector: AsFarAsRead[SectorFile],
    indicators: Mapping[str, Indicator],
    formulas: Mapping[str, Formula],
) -> Known:
    """The names there are; nothing is said of those that a faulty record may stand for."""
    unread = sector.unread
    own = sector.record
    return Known(
        {**indicators, **{it.code: it for it in own.indicators}},
        {**formulas, **{it.code: it for it in own.formulas}},
        any_indicator=_lacks_code("indicators", unread),
        any_formula=_lacks_code("formulas", unread),
        unclear=frozenset(
            it.code for it in own.formulas if any(_is_in(it.code, place) for place in unread)
        ),
    )


def _lacks_code(table: str, unread: Iterable[str]) -> bool:
    return any(place.startswith(f"{table}[") and place.endswith(".code") for place in unread)


def _is_in(code: str, place: str) -> bool:
    return place.startswith(f"formulas[{code}]")


def _criteria_set(
    plain: Mapping[str, object], faults: list[Fault], places: CellPlaces
) -> AsFarAsRead[CriteriaSet] | None:
    try:
        read = criteria_set_as_far_as_read(plain)
    except Refused as refused:
        _add(faults, places, refused.faults if plain.get("criteria") else (_NO_CRITERIA,))
        return None
    _add(faults, places, read.faults)
    return read


_NO_CRITERIA: Final = Fault(
    Text(
        "Bảng điểm này không có tiêu chí nào ở sheet “Tiêu chí”.",
        "This set has no criteria on the sheet “Criteria”.",
    ),
    "code",
)


def _compiling_faults(criteria_set: CriteriaSet, known: Known) -> Iterator[Fault]:
    try:
        compile_set(criteria_set, known.indicators, known.formulas)
    except Refused as refused:
        yield from refused.faults


def _add(faults: list[Fault], places: CellPlaces, found: Iterable[Fault]) -> None:
    """Add faults at their cells, each cell but once."""
    faults.extend(places.located(found, {fault.place for fault in faults}))
