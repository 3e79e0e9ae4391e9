"""The emulation covenant, with the targets that each member signs (giao ước thi đua)."""

from typing import Any

from templates.frame import (
    body,
    heading,
    legal_bases,
    letterhead,
    tag,
    title,
)
from templates.page import new_document
from templates.tables import Column, listed


def covenant() -> Any:
    """Giao ước thi đua, with the targets that each member signs."""
    document = new_document()
    letterhead(document)
    title(document, "GIAO ƯỚC THI ĐUA", "{{ cluster.name }}, {{ period }}")
    legal_bases(document)
    body(
        document,
        "Các đơn vị thành viên {{ cluster.name }} thống nhất ký kết giao ước thi đua {{ period }}"
        " với các nội dung sau:",
    )
    heading(document, "Điều 1. Nội dung thi đua")
    body(
        document,
        "Thi đua hoàn thành và hoàn thành vượt mức các chỉ tiêu, nhiệm vụ được giao; chấm điểm theo"
        " {{ cluster.criteria }}, thang điểm {{ cluster.scale }}, gồm:",
    )
    tag(document, "{%p for group in groups %}")
    body(document, "- {{ group.title }}{% if group.points %}: {{ group.points }} điểm{% endif %};")
    tag(document, "{%p endfor %}")
    _targets(document)
    heading(document, "Điều 3. Cam kết thực hiện")
    body(
        document,
        "Các đơn vị cam kết tổ chức thực hiện, báo cáo trung thực kết quả, tự chấm điểm đúng thời"
        " hạn và chịu sự thẩm định của {{ cluster.label }} trưởng, {{ cluster.label }} phó.",
    )
    _signatories(document)
    return document


def _targets(document: Any) -> None:
    heading(document, "Điều 2. Chỉ tiêu đăng ký của từng đơn vị")
    tag(document, "{%p for member in members %}")
    heading(
        document,
        "{{ loop.index }}. {{ member.name }}{% if member.role %} ({{ member.role }}){% endif %}",
        2,
    )
    tag(document, "{%p if member.targets %}")
    listed(
        document,
        "target in member.targets",
        [
            Column("TT", "{{ loop.index }}", 1.2, "centre"),
            Column("Chỉ tiêu", "{{ target.label }}", 6.8),
            Column("Đơn vị tính", "{{ target.unit }}", 2.5),
            Column("Kết quả kỳ trước", '{{ target.previous or "-" }}', 3.0, "right"),
            Column("Mức đăng ký", "{{ target.target }}", 3.0, "right", bold=True),
        ],
    )
    tag(document, "{%p else %}")
    body(document, "(Đơn vị chưa đăng ký chỉ tiêu.)")
    tag(document, "{%p endif %}")
    tag(document, "{%p endfor %}")


def _signatories(document: Any) -> None:
    heading(document, "ĐẠI DIỆN CÁC ĐƠN VỊ KÝ GIAO ƯỚC")
    listed(
        document,
        "member in members",
        [
            Column("TT", "{{ loop.index }}", 1.2, "centre"),
            Column("Đơn vị", "{{ member.name }}", 6.3),
            Column("Chức vụ, họ và tên người ký", "", 4.6),
            Column("Ký tên, đóng dấu", "\n\n", 4.4),
        ],
    )
