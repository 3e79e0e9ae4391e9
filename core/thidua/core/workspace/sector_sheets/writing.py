"""From the plain values of a sector to the sheets of its workbook."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all
from thidua.core.workspace.sector_sheets.case_forms import CASE_UNITS
from thidua.core.workspace.sector_sheets.cell_writing import Content, written
from thidua.core.workspace.sector_sheets.columns import Column, Form
from thidua.core.workspace.sector_sheets.detail_forms import CASE_CAP, CASE_COLUMNS, GROUP
from thidua.core.workspace.sector_sheets.forms import FORMS
from thidua.core.workspace.sector_sheets.sector_plain import PlainTable, SectorPlain

_CASE: Final = frozenset({*(column.code for column in CASE_COLUMNS), CASE_CAP.code})
_UNIT_KEYS: Final = frozenset(column.path.partition(".")[0] for column in CASE_UNITS.values)


@frozen
class Sheet:
    """A sheet to be written: a line for each record, a cell for each column of its form."""

    form: Form
    lines: tuple[tuple[Content, ...], ...]


@frozen
class _Record:
    """A record of a form, and the codes by which its line names those above it."""

    form: Form
    plain: PlainTable
    links: Mapping[str, str]
    path: str
    file: str
    """The file that it would stand in, or the code of its criteria set."""

    @property
    def place(self) -> str:
        """Where it stands, as faults say it."""
        return ", ".join(filter(None, (self.file, self.path)))


def sheets_of(plain: SectorPlain) -> tuple[Sheet, ...]:
    """All the sheets of a sector's workbook, also those that stay empty.

    Every value is in them: Refused where a key has no column, each of them named.
    """
    records: dict[str, list[_Record]] = {form.code: [] for form in FORMS}
    faults: list[Fault] = []
    for root in _roots(plain):
        _collect(root, records, faults)
    refuse_all(faults)
    return tuple(
        Sheet(form, tuple(_cells(form, line) for it in records[form.code] for line in _lines(it)))
        for form in FORMS
    )


@frozen
class Named:
    """A line of a record, or of one below it: its form, and what it is called there."""

    form: Form
    name: str
    """The code, or else the number of the record among those of its form."""
    line: int = 0
    """Of the lines of one record, from 0."""


def lines_of(form: Form, plain: PlainTable) -> Iterator[tuple[Named, Mapping[str, Content]]]:
    """The lines of one record and of all that are below it."""
    records: dict[str, list[_Record]] = {it.code: [] for it in FORMS}
    _collect(_Record(form, plain, {}, "", ""), records, [])
    for it in FORMS:
        for number, record in enumerate(records[it.code], start=1):
            name = _code(it, record.plain) or str(number)
            for at, line in enumerate(_lines(record)):
                yield Named(it, name, at), line


def _roots(plain: SectorPlain) -> Iterator[_Record]:
    forms = {form.code: form for form in FORMS}
    yield _Record(forms["sector"], plain.sector, {}, "", "sector.toml")
    # One set needs no name beside each of its lines, and can be given another in one place.
    is_named = len(plain.criteria) > 1
    for criteria in plain.criteria:
        code = str(criteria.get("code", ""))
        links = {"set": code} if is_named else {}
        yield _Record(forms["sets"], criteria, links, "", code)
    for name, case in plain.cases.items():
        named, file = {"case": name}, f"cases/{name}.toml"
        yield _Record(forms["cases"], {**named, **case}, named, "", file)


def _collect(record: _Record, records: dict[str, list[_Record]], faults: list[Fault]) -> None:
    form = record.form
    records[form.code].append(record)
    below = [child for child in FORMS if child.parent == form.code]
    known = {column.path for column in form.values if column.code != CASE_CAP.code}
    faults.extend(_unwritten(record, {*known, *(child.key for child in below)}))
    for child in below:
        items = _items(child, record.plain)
        for position, item in enumerate(items, start=1):
            path = f"{record.path}.{child.key}[{item.get('code', position)}]".lstrip(".")
            link = {child.links[-1]: _code(form, record.plain)} if child.links else {}
            links = record.links if child.links[-1:] == ("set",) else {**record.links, **link}
            _collect(_Record(child, item, links, path, record.file), records, faults)


def _code(form: Form, plain: PlainTable) -> str:
    return str(plain.get("case" if form.code == "cases" else "code", ""))


def _items(form: Form, plain: PlainTable) -> Sequence[Mapping[str, Any]]:
    """The records of a form inside that of its parent, each as a table of the form's keys."""
    items: Sequence[Any] = _get(plain, form.key) or ()
    match form.code:
        case "indicators":
            return [_with_unit_in_both(item) for item in items]
        case "grades":
            titles = plain.get("grade_titles") or [None] * len(items)
            return [
                {"code": code} | ({"title": title} if title else {})
                for code, title in zip(items, titles, strict=True)
            ]
        case "knots":
            return [{"value": value, "points": points} for value, points in items]
        case "case_units":
            return [_with_figures(item) for item in items]
        case _:
            return items


def _with_unit_in_both(indicator: PlainTable) -> PlainTable:
    unit = indicator.get("unit")
    return {**indicator, "unit": {"vi": unit, "en": unit}} if isinstance(unit, str) else indicator


def _with_figures(unit: PlainTable) -> PlainTable:
    """A unit of a case, the figures that stand beside its other keys among its figures."""
    beside = {key: value for key, value in unit.items() if key not in _UNIT_KEYS}
    kept = {key: value for key, value in unit.items() if key in _UNIT_KEYS}
    return kept | {"figures": {**unit.get("figures", {}), **beside}}


def _get(plain: PlainTable, path: str) -> Any:
    value: Any = plain
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _lines(record: _Record) -> Iterator[dict[str, Content]]:
    """The lines of a record: one, or of a row with cases a line for each of them."""
    form, plain, links = record.form, record.plain, dict(record.links)
    cases = plain.get("one_of") if form.code == "rows" else None
    if not cases:
        columns = [column for column in form.values if column.code != CASE_CAP.code]
        yield {**links, **_written(columns, plain)}
        return
    own = [column for column in form.values if column.code not in _CASE]
    of_cases = [*CASE_COLUMNS, CASE_CAP]
    group = record.path.rpartition("[")[2].rstrip("]")
    for position, case in enumerate(cases):
        row = _written(own, plain) if position == 0 else {}
        yield {**links, **row, GROUP: group, **_written(of_cases, case)}


def _written(columns: Iterable[Column], plain: PlainTable) -> dict[str, Content]:
    return {column.code: written(_get(plain, column.path), column) for column in columns}


def _cells(form: Form, line: Mapping[str, Content]) -> tuple[Content, ...]:
    return tuple(line.get(column.code, "") for column in form.columns)


def _unwritten(record: _Record, known: set[str]) -> Iterator[Fault]:
    """A fault for each value of a record that none of its columns, nor a sheet below, can hold."""
    known = known | {"grade_titles"} if record.form.code == "indicators" else known
    for path in _paths(record.plain, "", known):
        if not (record.form.code == "rows" and path == "one_of"):
            yield Fault(
                Text(
                    f"Biểu mẫu bảng tính không có cột cho “{path}”.",
                    f"The workbook has no column for “{path}”.",
                ),
                record.place,
            )


def _paths(plain: PlainTable, before: str, known: set[str]) -> Iterator[str]:
    """The paths of the values of a table that are not among the known."""
    for key, value in plain.items():
        path = f"{before}{key}"
        inside = any(it.startswith(f"{path}.") for it in known)
        if isinstance(value, Mapping) and inside:
            yield from _paths(value, f"{path}.", known)
        elif path not in known:
            yield path
