"""The points of all members on one table (bảng tổng hợp điểm)."""

from typing import Any

from templates.frame import (
    WIDE,
    beside,
    letterhead,
    picture,
    signature,
    signature_of_issuer,
    title,
    write,
)
from templates.page import new_document
from templates.ranking import notes
from templates.ranking_notes import NOTE
from templates.tables import Column, listed


def cluster_table() -> Any:
    """Bảng tổng hợp điểm, on its side."""
    document = new_document(landscape=True)
    letterhead(document, WIDE)
    title(document, "BẢNG TỔNG HỢP ĐIỂM THI ĐUA", "{{ cluster.name }}, {{ period }}", WIDE)
    write(
        document,
        "Bảng điểm: {{ cluster.criteria }}. Thang điểm: {{ cluster.scale }}."
        " Lớp điểm: {{ cluster.layer }}.",
        size=13,
        after=6,
        keep=True,
    )
    listed(
        document,
        "row in ranking.rows",
        [
            Column("Hạng", "{{ row.rank }}", 1.5, "centre"),
            Column("Đơn vị", "{{ row.name }}", 5.8),
            Column(
                "{{ section }}",
                "{{ points }}",
                1.6,
                "right",
                each="points in row.sections",
                each_heading="section in ranking.sections",
            ),
            Column("Trong đó: thưởng", "{{ row.bonus }}", 1.9, "right"),
            Column("Trong đó: trừ", "{{ row.deductions }}", 1.5, "right"),
            Column(
                "Tổng điểm {{ layer }}",
                "{{ points }}",
                1.9,
                "right",
                bold=True,
                each="points in row.by_layer",
                each_heading="layer in ranking.layers",
            ),
            Column("Xếp loại", "{{ row.band }}", 2.2),
            Column("Ghi chú", NOTE, 3.8),
        ],
        size=11,
    )
    notes(document, keep=True)
    clerk, head = beside(document, 2, WIDE)
    signature(clerk, "NGƯỜI LẬP BIỂU")
    signature_of_issuer(head)
    picture(document, "ranking_bars")
    picture(document, "heat_map")
    return document
