"""The score sheet of one member: every point, by layer, with its reason (phiếu chấm điểm)."""

from typing import Any

from templates.frame import (
    CENTRE,
    WIDE,
    body,
    heading,
    letterhead,
    new_document,
    signatures,
    tag,
    title,
    when,
    write,
)
from templates.tables import Column, listed

EXPLANATION = '{{ row.explanation | join("; ") }}'


def score_sheet() -> Any:
    """Phiếu chấm điểm, on its side."""
    document = new_document(landscape=True)
    letterhead(document, WIDE)
    title(document, "PHIẾU CHẤM ĐIỂM THI ĐUA", "{{ unit_name }}, {{ period }}", WIDE)
    write(
        document,
        "{{ cluster.name }}. Bảng điểm: {{ cluster.criteria }}; thang điểm {{ cluster.scale }}.",
        size=13,
        after=6,
    )
    _points(document)
    _result(document)
    _changes(document)
    for picture in ("target_bars", "change"):
        when(
            document,
            f"pictures.{picture}",
            lambda it=picture: write(document, f"{{{{ pictures.{it} }}}}", align=CENTRE, before=6),
        )
    signatures(
        document,
        "THỦ TRƯỞNG ĐƠN VỊ",
        "{{ cluster.label | upper }} PHÓ",
        "{{ cluster.label | upper }} TRƯỞNG",
        width=WIDE,
    )
    return document


def _points(document: Any) -> None:
    by_layer = {"each": "points in row.points", "each_heading": "layer in layers"}
    listed(
        document,
        "row in rows",
        [
            Column("TT", "{{ row.number }}", 1.2, "centre"),
            Column(
                "Tiêu chí",
                '{% if row.kind == "section" %}{{ row.title | upper }}'
                "{% else %}{{ row.code }}. {{ row.title }}{% endif %}",
                6.0,
            ),
            Column("Điểm tối đa", "{{ row.maximum }}", 1.5, "right"),
            Column("Điểm {{ layer }}", "{{ points }}", 1.6, "right", bold=True, **by_layer),
            Column("Lý do", "{{ row.reason }}", 4.2),
            Column("Minh chứng", "{{ row.evidence }}", 3.0),
            Column("Giải thích", EXPLANATION, 6.6),
        ],
        size=11,
    )


def _result(document: Any) -> None:
    heading(document, "Tổng hợp")
    by_layer = {"each": "points in line.points", "each_heading": "layer in layers"}
    when(
        document,
        "adjustments",
        lambda: body(
            document,
            "Từ điểm các tiêu chí đến tổng điểm:",
            after=4,
            keep=True,
        ),
        lambda: listed(
            document,
            "line in adjustments",
            [
                Column("Nội dung", "{{ line.title }}", 12.0),
                Column("{{ layer }}", "{{ points }}", 3.0, "right", **by_layer),
            ],
        ),
    )
    tag(document, "{%p for layer in layers %}")
    body(document, "Tổng điểm {{ layer }}: {{ totals[loop.index0] }}.", bold=True)
    tag(document, "{%p endfor %}")
    body(
        document,
        "Hạng: {{ rank }}{% if band %}; xếp loại: {{ band }}{% endif %}"
        '{% if status != "ranked" %}; {{ status_text }}{% endif %}.',
    )
    tag(document, "{%p for reason in reasons %}")
    body(document, "- {{ reason }};")
    tag(document, "{%p endfor %}")


def _changes(document: Any) -> None:
    when(
        document,
        "changes",
        lambda: heading(document, "Số liệu được điều chỉnh khi thẩm định"),
        lambda: listed(
            document,
            "change in changes",
            [
                Column("Tiêu chí", "{{ change.criteria }}", 2.6),
                Column("Số liệu", "{{ change.label }}", 8.0),
                Column("Tự báo cáo", "{{ change.before }}", 3.0, "right"),
                Column("Điều chỉnh", "{{ change.after }}", 3.0, "right", bold=True),
                Column("Lớp điểm", "{{ change.layer }}", 2.6),
                Column("Lý do", "{{ change.reason }}", 7.0),
            ],
        ),
    )
