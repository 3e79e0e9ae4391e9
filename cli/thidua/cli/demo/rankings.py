"""The rankings of clusters on the screen."""

from typing import TYPE_CHECKING

from thidua.cli.demo.tables import WARNING, add, line, show, table_of
from thidua.core.text.bilingual import Text

if TYPE_CHECKING:
    from thidua.core.workspace.report_data import RankingRow, RankingTable

RANK, UNIT = Text("Hạng", "Rank"), Text("Đơn vị", "Unit")
TAIL = (
    Text("Tổng điểm", "Total"),
    Text("Trong đó\nthưởng", "Of it\nbonus"),
    Text("Trong đó\ntrừ", "Of it\ndeducted"),
    Text("Xếp loại", "Band"),
    Text("Ghi chú", "Note"),
)


def show_ranking(ranking: "RankingTable") -> None:
    """A cluster's ranking with every notice that belongs to it."""
    sections = [Text(title, title) for title in ranking.sections]
    numbers = range(2, len(sections) + 5)
    table = table_of(ranking.title, (RANK, UNIT, *sections, *TAIL), right=(0, *numbers))
    for row in ranking.rows:
        add(table, _cells(row))
    show(table)
    line(
        Text(
            f"Bảng điểm: {ranking.criteria}. Lớp điểm: {ranking.layer}.",
            f"Criteria: {ranking.criteria}. Layer: {ranking.layer}.",
        )
    )
    for note in ranking.notes:
        line(Text(note, note))
    for notice in (ranking.basis, ranking.validity, ranking.provisional, ranking.illustrative):
        if notice:
            line(Text(f"! {notice}", f"! {notice}"), WARNING)


def _cells(row: "RankingRow") -> list[str]:
    status = row.status_text if row.status != "ranked" else ""
    notes = "; ".join(part for part in (status, *row.reasons, row.decided_by) if part)
    numbers = (*row.sections, row.total, row.bonus, row.deductions)
    return [row.rank, row.name, *numbers, row.band, notes]
