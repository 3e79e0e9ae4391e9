"""Names beside codes: whether the name in a row is that of its code.

Whoever sorts the columns that he sees leaves the hidden codes where they were; then every figure
would be stored for another unit or indicator. A name is never how a row is matched, for two units
may share one; but a name that is another's and not its own code's shows that they have parted.
"""

from collections.abc import Iterable, Iterator, Mapping

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.text.names import matching_key
from thidua.core.workspace.intake.observed_rows import ImportScope
from thidua.core.workspace.intake.sheets import Record


class HeldNames:
    """The names of the units and indicators that may stand in a file."""

    def __init__(self, scope: ImportScope) -> None:
        self._known = {
            "unit": _by_name(scope.names),
            "indicator": _by_name(
                {code: (it.title.vi, it.title.en) for code, it in scope.indicators.items()}
            ),
        }

    def faults(self, record: Record) -> Iterator[Fault]:
        """A fault for each name that is another code's."""
        for column, beside in (("unit", "unit_name"), ("indicator", "indicator_title")):
            name, code = record.text(beside), record.text(column)
            owners = self._known[column].get(matching_key(name), ()) if name and code else ()
            if owners and code not in owners:
                yield _parted(name, code, min(owners), record.place(beside))


def _by_name(names: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for code, called in names.items():
        for name in called:
            found.setdefault(matching_key(name), set()).add(code)
    return found


def _parted(name: str, code: str, owner: str, place: str) -> Fault:
    return Fault(
        Text(
            f"“{name}” có mã “{owner}”, nhưng dòng này mang mã “{code}” (cột mã có thể đang ẩn).",
            f"“{name}” has the code “{owner}”, but this row has “{code}”"
            " (the column of codes may be hidden).",
        ),
        place,
        Text(
            "Có thể bảng đã được sắp xếp mà không kèm cột mã. Hãy lấy lại biểu và ghi lại.",
            "The table may have been sorted without its codes. Take a new form and fill it in.",
        ),
    )
