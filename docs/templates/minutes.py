"""The minutes of the closing meeting (biên bản họp)."""

from typing import Any

from templates.frame import (
    body,
    heading,
    letterhead,
    signatures,
    title,
    when,
    write,
)
from templates.page import new_document
from templates.ranking import upright_ranking
from templates.tables import Column, listed


def minutes() -> Any:
    """Biên bản họp, with all that the meeting decides left to fill."""
    document = new_document()
    letterhead(document)
    title(document, "BIÊN BẢN", "Họp bình xét thi đua {{ cluster.name }}, {{ period }}")
    heading(document, "I. THỜI GIAN, ĐỊA ĐIỂM")
    body(document, "Thời gian bắt đầu: … giờ … phút, ngày … tháng … năm …")
    body(document, "Địa điểm: …")
    _attendance(document)
    _discussion(document)
    _votes(document)
    _conclusion(document)
    signatures(document, "THƯ KÝ", "CHỦ TRÌ")
    return document


def _attendance(document: Any) -> None:
    heading(document, "II. THÀNH PHẦN")
    body(
        document,
        "Chủ trì: ông (bà) …, {% if cluster.head %}{{ cluster.head }}{% else %}…{% endif %}.",
    )
    body(document, "Thư ký: ông (bà) …")
    body(document, "Đại diện các đơn vị thành viên:", after=6, keep=True)
    listed(
        document,
        "member in cluster.members",
        [
            Column("TT", "{{ loop.index }}", 1.2, "centre"),
            Column("Đơn vị", "{{ member.name }}", 6.3),
            Column("Vai trò", "{{ member.role }}", 3.0),
            Column("Người dự họp, chức vụ", "", 3.6),
            Column("Có mặt (vắng)", "", 2.4),
        ],
    )
    body(document, "Có mặt: …/{{ cluster.members | length }} đơn vị; vắng: … (lý do: …).")


def _discussion(document: Any) -> None:
    heading(document, "III. NỘI DUNG")
    heading(document, "1. Kết quả chấm điểm, xếp hạng", 2)
    body(
        document,
        "Điểm được chấm theo: {{ cluster.criteria }}; thang điểm {{ cluster.scale }}; lớp điểm:"
        " {{ cluster.layer }}.",
        after=6,
        keep=True,
    )
    upright_ranking(document)
    heading(document, "2. Ý kiến thảo luận", 2)
    for _ in range(3):
        body(document, "…")


def _votes(document: Any) -> None:
    heading(document, "3. Bỏ phiếu suy tôn", 2)
    body(document, "Ban kiểm phiếu gồm: …")
    body(
        document,
        "Số phiếu phát ra: … phiếu; số phiếu thu về: … phiếu; số phiếu hợp lệ: … phiếu; số phiếu"
        " không hợp lệ: … phiếu.",
        after=6,
        keep=True,
    )
    listed(
        document,
        "candidate in candidates",
        [
            Column("TT", "{{ loop.index }}", 1.2, "centre"),
            Column("Đơn vị được đề nghị suy tôn", "{{ candidate.name }}", 5.3),
            Column("Hạng", "{{ candidate.rank }}", 1.4, "centre"),
            Column("Tổng điểm", "{{ candidate.total }}", 2.2, "right"),
            Column("Số phiếu đồng ý", "", 2.2),
            Column("Số phiếu không đồng ý", "", 2.2),
            Column("Tỷ lệ %", "", 2.0),
        ],
    )
    when(
        document,
        "candidates",
        lambda: write(
            document,
            "Kết quả bỏ phiếu được ghi bên cạnh điểm, không cộng vào điểm.",
            size=11,
            italic=True,
            before=2,
        ),
    )


def _conclusion(document: Any) -> None:
    heading(document, "IV. KẾT LUẬN")
    body(document, "Đơn vị được suy tôn dẫn đầu: …")
    body(document, "Cụm trưởng, cụm phó (khối trưởng, khối phó) kỳ tới: …")
    body(
        document,
        "Biên bản được lập thành … bản, đã đọc cho các thành viên dự họp cùng nghe và thống nhất"
        " thông qua vào hồi … giờ … phút cùng ngày.",
    )
