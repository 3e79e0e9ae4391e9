"""Reading a file of cases, strictly: every fault at once, with file and line.

Keys of the file: ``source`` (required: where the expected values come from), ``criteria`` (the
criteria set, where the sector has several), ``units``. Keys of a unit: ``code``; ``name``,
``kind``, ``standing``, ``judged`` (points by criterion) and ``not_applicable`` (reasons by
criterion) where needed; ``figures``, a table, or its entries directly as keys of the unit: an
indicator's code, with ``".target"``, ``".baseline"`` or ``".previous"`` in quotes; ``previous``,
a table of last period's figures; ``expect``: any of ``points``, ``rank``, ``band``, ``status``,
``criteria`` and ``sections`` (points by code).

Numbers are integers or decimal texts, dates are dates, yes and no are true and false, grades are
their codes or titles; "over 950", "trên 950" is a bound.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from attrs import evolve

from thidua.core.exact.figure import Figure
from thidua.core.formula.tree import Field, Name
from thidua.core.model.code import folded, repeated
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.observation import Standing
from thidua.core.model.plain_table import Faults, PlainTable
from thidua.core.model.plain_values import NotRead, as_number, as_text, one_of
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse_all
from thidua.core.text.suggesting import did_you_mean
from thidua.plugins.folder import Folder
from thidua.plugins.kit.cases.expecting import expectations
from thidua.plugins.kit.cases.figure_values import figure_reader, name_of
from thidua.plugins.kit.cases.records import CaseFile, CaseUnit
from thidua.plugins.kit.examining import Examined

T = TypeVar("T")

_OF_A_UNIT: Final = (
    *("code", "name", "kind", "standing", "figures", "previous", "judged", "not_applicable"),
    "expect",
)
"""Every other key of a unit is a figure."""


def read_case(folder: Folder, file: str, examined: Examined) -> CaseFile:
    """One file of cases; Refused with all that is wrong with it."""
    plain = folder.plain(file)
    faults: Faults = []
    case = _case(PlainTable(plain, "", faults), plain, examined)
    located = folder.located(file, faults)
    refuse_all(located)
    assert case is not None  # without a criteria set there is a fault
    lines = {unit.code: folder.line(file, f"units[{unit.code}].expect") for unit in case.units}
    return evolve(
        case,
        file=file,
        place=folder.label(file),
        units=tuple(_placed(unit, lines[unit.code]) for unit in case.units),
    )


def _placed(unit: CaseUnit, place: str) -> CaseUnit:
    return evolve(unit, expected=tuple(evolve(it, place=place) for it in unit.expected))


def _case(table: PlainTable, plain: Mapping[str, Any], examined: Examined) -> CaseFile | None:
    source = table.need("source", as_text, "?")
    compiled = _criteria_set(table, examined)
    tables = table.need_tables("units")
    table.close()
    if compiled is None:
        return None
    items = plain.get("units")
    units = tuple(
        _unit(it, item, compiled, examined)
        for it, item in zip(tables, items if isinstance(items, list) else (), strict=False)
        if isinstance(item, Mapping)
    )
    for again in repeated(units, lambda unit: folded(unit.code)):
        what = Text(f"Mã “{again.code}” bị lặp lại.", f"The code “{again.code}” stands twice.")
        table.note(what, "units")
    return CaseFile("", source, compiled.source.code, units)


def _criteria_set(table: PlainTable, examined: Examined) -> CompiledSet | None:
    code = table.read("criteria", as_text, None)
    sets = examined.compiled
    if code is None and len(sets) == 1:
        return next(iter(sets.values()))
    if code in sets:
        return sets[code]
    listed = ", ".join(sets) or "-"
    if code is None:
        what = Text(
            f"Thiếu mục “criteria”: ngành có các bảng điểm {listed}.",
            f"The key “criteria” is missing: the sector has the sets {listed}.",
        )
        table.note(what, "criteria")
    else:
        what = Text(
            f"Không có bảng điểm “{code}” dùng được.", f"There is no sound criteria set “{code}”."
        )
        table.note(what, "criteria", did_you_mean(code, sets))
    return None


def _unit(
    table: PlainTable, plain: Mapping[str, Any], compiled: CompiledSet, examined: Examined
) -> CaseUnit:
    code = table.code()
    unit = CaseUnit(
        code=code,
        name=table.read("name", as_text, code),
        kind=_kind(table, compiled, examined),
        standing=table.read("standing", one_of(Standing), Standing.NORMAL),
        figures={**_figures(table, plain, compiled), **_previous(table, compiled)},
        judged=_by_criterion(table, "judged", as_number, compiled),
        not_applicable=_by_criterion(table, "not_applicable", as_text, compiled),
        expected=expectations(table.table("expect"), compiled),
    )
    if not unit.expected and not table.has("expect"):
        what = Text("Chưa nói kết quả mong đợi.", "It does not say what is expected.")
        table.note(what, "expect")
    table.close()
    return unit


def _kind(table: PlainTable, compiled: CompiledSet, examined: Examined) -> str:
    named = {kind for it in compiled.source.criteria for kind in it.applies_to}
    known = named | {it.code for one in examined.sectors.values() for it in one.unit_kinds}
    kind = table.read("kind", as_text, "")
    if (not kind and named) or (kind and kind not in known):
        listed = ", ".join(sorted(known)) or "-"
        what = Text(f"Cần loại đơn vị, một trong: {listed}.", f"It needs a kind, one of {listed}.")
        table.note(what, "kind", did_you_mean(kind, sorted(known)) if kind else None)
    return kind


def _figures(
    table: PlainTable, plain: Mapping[str, Any], compiled: CompiledSet
) -> dict[Name, Figure]:
    direct = [key for key in plain if key not in _OF_A_UNIT]
    inner = table.table("figures")
    written = plain.get("figures")
    keys = list(written) if isinstance(written, Mapping) else []
    return {
        **_read_figures(table, direct, compiled),
        **_read_figures(inner, keys, compiled),
    }


def _previous(table: PlainTable, compiled: CompiledSet) -> dict[Name, Figure]:
    inner = table.table("previous")
    known = {it.code: it for it in compiled.indicators}
    read: dict[str, Figure | None] = {}
    for key in inner.keys:
        if key in known:
            read[key] = inner.read(key, figure_reader(known[key]), None)
    inner.close()
    return {Name(key, Field.PREVIOUS): it for key, it in read.items() if it is not None}


def _read_figures(
    table: PlainTable, keys: Iterable[str], compiled: CompiledSet
) -> dict[Name, Figure]:
    known = {it.code: it for it in compiled.indicators}
    found: dict[Name, Figure] = {}
    for key in keys:
        table.has(key)  # it is no unknown key: what is wrong with it is said here
        try:
            name = name_of(key, known)
        except NotRead as refusal:
            table.note(refusal.what, key, refusal.remedy)
            continue
        figure = table.read(key, figure_reader(known[name.indicator]), None)
        if figure is not None:
            found[name] = figure
    return found


def _by_criterion(
    table: PlainTable, key: str, reader: Callable[[Any], T], compiled: CompiledSet
) -> dict[str, T]:
    read = table.table(key).pairs_of(reader)
    for code in [it for it in read if it not in compiled.by_code]:
        what = Text(f"Không có tiêu chí “{code}”.", f"There is no criterion “{code}”.")
        table.note(what, key, did_you_mean(code, compiled.by_code))
    return read


__all__ = ["Refused", "read_case"]
