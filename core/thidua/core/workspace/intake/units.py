"""Units from a sheet: one row a version, several rows a unit where it has changed."""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from thidua.core.model.code import CODE, folded
from thidua.core.model.unit import Unit, UnitVersion
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all
from thidua.core.workspace.intake.cell_faults import not_a_code
from thidua.core.workspace.intake.headings import find_sheet
from thidua.core.workspace.intake.sheets import Column, Record, count_hidden
from thidua.core.workspace.intake.suggestions import Suggestions
from thidua.core.workspace.readers import Table

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
    ignored: tuple[str, ...] = ()
    hidden: int = 0
    """Rows that are hidden in the file; they are read like the others."""

    @property
    def entries(self) -> int:
        """How many units the rows make."""
        return len(self.units)


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
    codes = [*versions, *(unit.code for unit in known)]
    faults.extend(_strange_parents(versions, codes))
    faults.extend(_twins(versions))
    faults.extend(_same_day_twice(versions))
    refuse_all(faults)
    units = tuple(
        Unit(code, tuple(version for _, version in items)) for code, items in versions.items()
    )
    return UnitImport(units, len(records), sheet.ignored, count_hidden(records))


def _add(
    record: Record, versions: dict[str, list[tuple[Record, UnitVersion]]], faults: list[Fault]
) -> list[Fault]:
    day = record.day("valid_from", faults)
    bad = [
        not_a_code(record.text(column), record.place(column))
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


def _strange_parents(
    versions: dict[str, list[tuple[Record, UnitVersion]]], codes: Sequence[str]
) -> list[Fault]:
    known = {folded(code) for code in codes}
    suggestions = Suggestions(codes)
    return [
        Fault(
            Text(
                f"không có đơn vị cấp trên “{version.parent}”.",
                f"there is no parent unit “{version.parent}”.",
            ),
            record.place("parent"),
            suggestions.near(version.parent),
        )
        for items in versions.values()
        for record, version in items
        if version.parent is not None and folded(version.parent) not in known
    ]


def _twins(versions: dict[str, list[tuple[Record, UnitVersion]]]) -> list[Fault]:
    """Codes of the file that differ in capitals only."""
    first: dict[str, str] = {}
    return [
        Fault(
            Text(
                f"mã “{code}” chỉ khác mã “{first[folded(code)]}” ở chữ hoa, chữ thường.",
                f"the code “{code}” differs from “{first[folded(code)]}” in capitals only.",
            ),
            items[0][0].place("code"),
            Text("Hãy viết một mã theo một cách.", "Write one code in one way."),
        )
        for code, items in versions.items()
        if first.setdefault(folded(code), code) != code
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
