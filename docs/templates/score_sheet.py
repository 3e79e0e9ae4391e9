"""The score sheet of one member: every point, by layer, with its reason (phiếu chấm điểm)."""

from typing import Any

from templates.frame import (
    WIDE,
    body,
    heading,
    letterhead,
    picture,
    signatures,
    tag,
    title,
    when,
    write,
)
from templates.page import new_document
from templates.tables import Column, listed

TITLE = '{% if row.kind == "section" %}{{ row.title | upper }}{% else %}{{ row.title }}{% endif %}'


def score_sheet() -> Any:
    """Phiếu chấm điểm, on its side; the explanations follow the signatures."""
    document = new_document(landscape=True)
    letterhead(document, WIDE)
    title(document, "PHIẾU CHẤM ĐIỂM THI ĐUA", "{{ unit_name }}, {{ period }}", WIDE)
    write(
        document,
        "{{ cluster.name }}. Bảng điểm: {{ cluster.criteria }}; thang điểm {{ cluster.scale }}.",
        size=13,
        after=6,
        keep=True,
    )
    _points(document)
    tag(document, "{%p for note in notes %}")
    write(document, "{{ note }}", size=11, italic=True, before=2)
    tag(document, "{%p endfor %}")
    _result(document)
    _changes(document)
    signatures(
        document,
        "THỦ TRƯỞNG ĐƠN VỊ",
        "{{ cluster.label | upper }} PHÓ",
        "{{ cluster.label | upper }} TRƯỞNG",
        width=WIDE,
    )
    _explanations(document)
    for name in ("target_bars", "change"):
        picture(document, name)
    return document


def _points(document: Any) -> None:
    by_layer = {"each": "points in row.points", "each_heading": "layer in layers"}
    listed(
        document,
        "row in rows",
        [
            Column("TT", "{{ row.number }}", 1.7, "centre"),
            Column("Tiêu chí", TITLE, 8.4),
            Column("Điểm tối đa", "{{ row.maximum }}", 1.9, "right"),
            Column("Điểm {{ layer }}", "{{ points }}", 1.9, "right", bold=True, **by_layer),
            Column("Lý do", "{{ row.reason }}", 4.6),
            Column(
                "Minh chứng",
                "{{ row.evidence }}{% if row.illustrative %} (số liệu minh hoạ){% endif %}",
                6.0,
            ),
        ],
        size=11,
    )


def _explanations(document: Any) -> None:
    """An annex: how the points of every criterion come about."""
    paragraph = heading(document, "PHỤ LỤC. GIẢI THÍCH ĐIỂM TỪNG TIÊU CHÍ")
    paragraph.paragraph_format.page_break_before = True
    tag(document, "{%p for row in rows %}")
    tag(document, "{%p if row.explanation %}")
    write(
        document,
        "{{ row.number }}. {{ row.title }}",
        size=12,
        bold=True,
        before=6,
        keep=True,
    )
    write(document, '{{ row.explanation | join("; ") }}.', size=12, before=2)
    tag(document, "{%p endif %}")
    tag(document, "{%p endfor %}")


def _result(document: Any) -> None:
    heading(document, "Tổng hợp")
    by_layer = {"each": "points in line.points", "each_heading": "layer in layers"}
    when(
        document,
        "adjustments",
        lambda: body(
            document,
            "Cộng với điểm các mục ở trên để thành tổng điểm:",
            after=4,
            keep=True,
        ),
        lambda: listed(
            document,
            "line in adjustments",
            [
                Column("Nội dung", "{{ line.title }}", 12.0),
                Column("Điểm {{ layer }}", "{{ points }}", 3.0, "right", **by_layer),
            ],
        ),
    )
    tag(document, "{%p for layer in layers %}")
    body(
        document,
        "Tổng điểm {{ layer }}: "
        '{% if totals[loop.index0] == "-" %}chưa đủ căn cứ để tính{% else %}'
        "{{ totals[loop.index0] }}{% endif %}.",
        bold=True,
        keep=True,
    )
    tag(document, "{%p endfor %}")
    body(
        document,
        "Hạng: {{ rank }}{% if band %}; xếp loại: {{ band }}{% endif %}"
        '{% if status != "ranked" %}; {{ status_text }}{% endif %}.',
        keep=True,
    )
    tag(document, "{%p for reason in reasons %}")
    body(document, "- {{ reason }};", keep=True)
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
                Column("Lý do", "{{ change.reason }}", 6.0),
            ],
        ),
    )
