"""Rule rows: lines with the same group inside a criterion are the cases of one row."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.workspace.intake.sheets import text_of
from thidua.core.workspace.sector_sheets.columns import Column, Form
from thidua.core.workspace.sector_sheets.detail_forms import (
    CASE_CAP,
    CASE_COLUMNS,
    GROUP,
    ROWS,
)
from thidua.core.workspace.sector_sheets.nodes import Node
from thidua.core.workspace.sector_sheets.places import Spot
from thidua.core.workspace.sector_sheets.sheet_reading import Line

NodeOf = Callable[[Form, Line, Sequence[Column]], Node]
Note = Callable[[Fault], None]

OF_CASES: Final = (*CASE_COLUMNS, CASE_CAP)
OF_ROWS: Final = tuple(
    column for column in ROWS.values if column not in OF_CASES and column.code != GROUP
)
"""What is said of a row as a whole, on the first line of its group."""


def read_rows(
    lines: Iterable[Line], owner_of: Callable[[Line], Node | None], node_of: NodeOf, note: Note
) -> Iterator[tuple[Node, Node]]:
    """Each row with the criterion that it belongs to, in the order of their first lines."""
    groups: dict[tuple[int, str], Node] = {}
    for line in lines:
        owner, group = owner_of(line), text_of(line.cell(GROUP))
        if owner is None:
            continue
        if not group:
            yield owner, _single(line, node_of, note)
            continue
        row = groups.get((id(owner), group))
        if row is None:
            row = groups[id(owner), group] = node_of(ROWS, line, OF_ROWS)
            yield owner, row
        else:
            _refuse_second_words(line, note)
        row.lists.setdefault(GROUP, []).append(node_of(ROWS, line, OF_CASES))


def _single(line: Line, node_of: NodeOf, note: Note) -> Node:
    if not line.cell(CASE_CAP.code).is_blank:
        note(_no_group(line.spot(CASE_CAP.code)))
    return node_of(ROWS, line, (*OF_ROWS, *CASE_COLUMNS))


def _refuse_second_words(line: Line, note: Note) -> None:
    """What is said of the row stands once: a second time it would be lost."""
    for column in OF_ROWS:
        cell = line.cell(column.code)
        if not cell.is_blank and not cell.merged:
            note(_said_again(column, line.spot(column.code)))


def _no_group(spot: Spot) -> Fault:
    return Fault(
        Text(
            "Trần của trường hợp chỉ dùng trong nhóm chọn một.",
            "The cap of a case is for a group only.",
        ),
        str(spot),
        Text("Ghi vào cột “Trần của dòng”.", "Write it under “Cap”."),
    )


def _said_again(column: Column, spot: Spot) -> Fault:
    return Fault(
        Text(
            f"“{column.title.vi}” chỉ ghi ở dòng đầu của nhóm chọn một.",
            f"“{column.title.en}” stands on the first line of its group only.",
        ),
        str(spot),
        Text("Bỏ ô này, hoặc ghi nhóm khác.", "Clear the cell, or give the line another group."),
    )
