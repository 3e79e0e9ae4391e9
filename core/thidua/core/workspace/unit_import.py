"""Units from a sheet: one row a version, several rows a unit where it has changed."""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from thidua.core.model.code import CODE, folded
from thidua.core.model.unit import Unit, UnitVersion
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all
from thidua.core.text.names import nearest
from thidua.core.workspace.readers import Table
from thidua.core.workspace.sheets import Column, Record, find_sheet

COLUMNS = (
    Column("code", Text("Mã đơn vị", "Unit code"), required=True),
    Column("name", Text("Tên đơn vị", "Unit name"), required=True),
    Column("kind", Text("Loại đơn vị", "Kind of unit"), required=True),
    Column("parent", Text("Đơn vị cấp trên", "Parent unit")),
    Column("sector", Text("Ngành", "Sector")),
    Column("territory", Text("Địa bàn", "Territory")),
    Column("valid_from", Text("Từ ngày", "Valid from")),
)

ALWAYS = date(1900, 1, 1)
"""From when a version without a day holds."""


@frozen
class UnitImport:
    """What a sheet of units says, nothing of it stored yet."""

    units: tuple[Unit, ...]
    rows: int
    ignored: tuple[str, ...]


def read_units(file: str, tables: Sequence[Table], known: Sequence[Unit] = ()) -> UnitImport:
    """Read units; Refused with every fault, each with its cell.

    ``known`` are the units already recorded, whom ``parent`` may also name.
    """
    sheet = find_sheet(file, tables, COLUMNS)
    faults: list[Fault] = []
    versions: dict[str, list[tuple[Record, UnitVersion]]] = {}
    records = list(sheet.records())
    for record in records:
        found = list(record.faults())
        faults.extend(found or _add(record, versions, faults))
    codes = {folded(code) for code in (*versions, *(unit.code for unit in known))}
    faults.extend(_strange_parents(versions, codes))
    faults.extend(_same_day_twice(versions))
    refuse_all(faults)
    units = tuple(
        Unit(code, tuple(version for _, version in items)) for code, items in versions.items()
    )
    return UnitImport(units, len(records), sheet.ignored)


def _add(
    record: Record, versions: dict[str, list[tuple[Record, UnitVersion]]], faults: list[Fault]
) -> list[Fault]:
    day = record.day("valid_from", faults)
    bad = [
        _not_a_code(record, column)
        for column in ("code", "kind", "parent", "sector")
        if record.text(column) and not CODE.fullmatch(record.text(column))
    ]
    if not bad:
        version = UnitVersion(
            valid_from=day or ALWAYS,
            name=record.text("name"),
            kind=record.text("kind"),
            parent=record.text("parent") or None,
            sector=record.text("sector") or None,
            territory=record.text("territory") or None,
        )
        versions.setdefault(record.text("code"), []).append((record, version))
    return bad


def _not_a_code(record: Record, column: str) -> Fault:
    return Fault(
        Text(f"“{record.text(column)}” không phải là mã.", f"“{record.text(column)}” is no code."),
        record.place(column),
        Text(
            "Mã chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch nối, gạch dưới.",
            "A code has plain letters, digits, dots, hyphens and underscores only.",
        ),
    )


def _strange_parents(
    versions: dict[str, list[tuple[Record, UnitVersion]]], codes: set[str]
) -> list[Fault]:
    return [
        Fault(
            Text(
                f"không có đơn vị cấp trên “{version.parent}”.",
                f"there is no parent unit “{version.parent}”.",
            ),
            record.place("parent"),
            did_you_mean(version.parent, codes),
        )
        for items in versions.values()
        for record, version in items
        if version.parent is not None and folded(version.parent) not in codes
    ]


def _same_day_twice(versions: dict[str, list[tuple[Record, UnitVersion]]]) -> list[Fault]:
    faults = []
    for code, items in versions.items():
        days: dict[date, Record] = {}
        for record, version in items:
            first = days.setdefault(version.valid_from, record)
            if first is not record:
                faults.append(_twice(code, record, first))
    return faults


def _twice(code: str, record: Record, first: Record) -> Fault:
    return Fault(
        Text(
            f"đơn vị “{code}” đã có ở dòng {first.row.number} với cùng ngày hiệu lực.",
            f"unit “{code}” already stands in row {first.row.number} from the same day.",
        ),
        record.place("code"),
        Text(
            "Nếu là hai đơn vị, hãy dùng hai mã; nếu đổi tên, hãy ghi ngày ở cột “Từ ngày”.",
            "For two units use two codes; for a change fill in “Valid from”.",
        ),
    )


def did_you_mean(word: str, candidates: "Sequence[str] | set[str]") -> Text | None:
    """The remedy of a misspelt code: the nearest one known."""
    near = nearest(word, candidates)
    return Text(f"Có phải là “{near[0]}”?", f"Did you mean “{near[0]}”?") if near else None
