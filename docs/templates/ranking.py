"""The ranking in a document of the cluster, with the notes under it."""

from typing import Any

from templates.frame import tag, write
from templates.ranking_notes import NOTE
from templates.tables import Column, listed


def upright_ranking(document: Any) -> None:
    """The ranking on an upright page: rank, unit, total, band, note."""
    listed(
        document,
        "row in ranking.rows",
        [
            Column("Hạng", "{{ row.rank }}", 1.3, "centre"),
            Column("Đơn vị", "{{ row.name }}", 6.0),
            Column("Tổng điểm", "{{ row.total }}", 2.2, "right", bold=True),
            Column("Xếp loại", "{{ row.band }}", 2.7),
            Column("Ghi chú", NOTE, 4.3),
        ],
    )
    notes(document)


def notes(document: Any, keep: bool = False) -> None:
    """What the ranking must say beside its lines."""
    tag(document, "{%p for note in ranking.notes %}")
    write(document, "{{ note }}", size=11, italic=True, before=2, keep=keep)
    tag(document, "{%p endfor %}")
