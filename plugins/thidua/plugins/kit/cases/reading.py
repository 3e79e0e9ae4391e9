"""Reading a file of cases, strictly: every fault at once, with file and line.

Keys of the file: ``source`` (required: where the expected values come from), ``criteria`` (the
criteria set, where the sector has several), ``units``. Keys of a unit:

- ``code``; ``name``, ``kind``, ``standing`` where needed;
- ``figures``, a table, or its entries directly as keys of the unit: an indicator's code, with
  ``".target"`` or ``".baseline"`` in quotes; ``previous``, a table of last period's figures;
- ``judged`` (points by criterion) and ``not_applicable`` (reasons by criterion);
- ``expect``: any of ``points``, ``rank``, ``band``, ``status``, ``sections`` and ``criteria``
  (points by code). Points, a rank or a band that the unit must not get are ``"none"``.

Numbers are integers or decimal texts, dates are dates, yes and no are true and false, grades are
their codes or titles; "over 950", "trên 950" is a bound. Expected points are compared to the
decimals that are written, at least two, and to those that the set declares.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

from attrs import evolve

from thidua.core.exact.figure import Figure
from thidua.core.formula.tree import Field, Name
from thidua.core.model.code import folded, repeated
from thidua.core.model.compiled import CompiledSet
from thidua.core.model.criteria import Criterion
from thidua.core.model.criteria import Judged as JudgedBase
from thidua.core.model.observation import Standing
from thidua.core.model.plain_table import Faults, PlainTable
from thidua.core.model.plain_values import NotRead, as_number, as_text, one_of
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse_all
from thidua.core.text.suggesting import did_you_mean
from thidua.core.workspace.deciding import points_faults
from thidua.plugins.folder import Folder
from thidua.plugins.kit.cases.expecting import expectations
from thidua.plugins.kit.cases.figure_values import figure_reader, in_quotes, name_of
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
    faults: Faults = []
    case = _case(PlainTable(folder.plain(file), "", faults), examined)
    refuse_all(folder.located(file, faults))
    assert case is not None  # without a criteria set there is a fault
    return evolve(case, file=file)


def _case(table: PlainTable, examined: Examined) -> CaseFile | None:
    source = table.need("source", as_text, "?")
    compiled = _criteria_set(table, examined)
    tables = table.need_tables("units")
    table.close()
    if compiled is None:
        return None
    units = tuple(_unit(it, compiled, examined) for it in tables)
    for again in repeated(units, lambda unit: folded(unit.code)):
        what = Text(f"Mã “{again.code}” bị lặp lại.", f"The code “{again.code}” stands twice.")
        table.note(what, "units")
    return CaseFile("", source, compiled.source.code, units)


def _criteria_set(table: PlainTable, examined: Examined) -> CompiledSet | None:
    code = table.read("criteria", as_text, None)
    sets = examined.compiled
    if code is None and len(sets) == 1:
        return next(iter(sets.values()))
    if code is not None and code in sets:
        return sets[code]
    listed = ", ".join(sets) or "-"
    if code is None:
        what = Text(
            f"Cần mục “criteria”: ngành có các bảng điểm dùng được: {listed}.",
            f"The key “criteria” is needed: the sound sets of the sector are {listed}.",
        )
        table.note(what, "criteria")
    else:
        what = Text(
            f"Không có bảng điểm “{code}” dùng được.", f"There is no sound criteria set “{code}”."
        )
        table.note(what, "criteria", did_you_mean(code, sets))
    return None


def _unit(table: PlainTable, compiled: CompiledSet, examined: Examined) -> CaseUnit:
    code = table.code()
    table.need("expect", lambda value: value, None)
    unit = CaseUnit(
        code=code,
        name=table.read("name", as_text, code),
        kind=_kind(table, compiled, examined),
        standing=table.read("standing", one_of(Standing), Standing.NORMAL),
        figures={**_figures(table, compiled), **_previous(table, compiled)},
        judged=_by_criterion(table, "judged", as_number, compiled),
        not_applicable=_by_criterion(table, "not_applicable", as_text, compiled),
        expected=expectations(table.table("expect"), compiled),
    )
    _note_outside_limits(table, unit, compiled)
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


def _figures(table: PlainTable, compiled: CompiledSet) -> dict[Name, Figure]:
    direct = [key for key in table.keys if key not in _OF_A_UNIT]
    inner = table.table("figures")
    return {
        **_read_figures(table, direct, compiled),
        **_read_figures(inner, inner.keys, compiled),
    }


def _previous(table: PlainTable, compiled: CompiledSet) -> dict[Name, Figure]:
    inner = table.table("previous")
    found = _read_figures(inner, inner.keys, compiled)
    for name in found:
        if name.field is not Field.ACTUAL:
            what = Text("Ở đây chỉ ghi kết quả kỳ trước.", "Only last period's results stand here.")
            inner.note(what, f"{name.indicator}.{name.field}")
    return {Name(name.indicator, Field.PREVIOUS): figure for name, figure in found.items()}


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
        figure = table.read(key, in_quotes(key, figure_reader(known[name.indicator])), None)
        if figure is not None:
            found[name] = figure
    return found


def _by_criterion(
    table: PlainTable, key: str, reader: Callable[[Any], T], compiled: CompiledSet
) -> dict[str, T]:
    """The entries that a ranking would take: of a criterion that is a part of another only
    judged points are its own."""
    read = table.pairs(key, reader)
    inner = table.table(key)
    for code in read:
        item = compiled.by_code.get(code)
        if item is None:
            what = Text(f"Không có tiêu chí “{code}”.", f"There is no criterion “{code}”.")
            inner.note(what, code, did_you_mean(code, compiled.by_code))
        elif item.criterion.parent is not None and not _has_own(item.criterion, key):
            inner.note(_part_of_another(item.criterion), code)
    return {code: value for code, value in read.items() if code in compiled.by_code}


def _has_own(criterion: Criterion, key: str) -> bool:
    return key == "judged" and isinstance(criterion.base, JudgedBase)


def _part_of_another(criterion: Criterion) -> Text:
    return Text(
        f"Tiêu chí “{criterion.code}” là một phần của tiêu chí “{criterion.parent}”; ghi ở đó.",
        f"Criterion “{criterion.code}” is a part of “{criterion.parent}”: write it there.",
    )


def _note_outside_limits(table: PlainTable, unit: CaseUnit, compiled: CompiledSet) -> None:
    inner = table.table("judged")
    for code, points in unit.judged.items():
        for fault in points_faults(compiled.by_code[code].criterion, points):
            inner.note(fault.what, code)
