"""The submission that proposes the leader for the flag (tờ trình)."""

from typing import Any

from templates.frame import (
    CENTRE,
    body,
    ending,
    legal_bases,
    letterhead,
    tag,
    title,
    write,
)
from templates.page import new_document
from templates.ranking import upright_ranking


def submission() -> Any:
    """Tờ trình, with the leader proposed for the flag."""
    document = new_document()
    letterhead(document)
    title(
        document,
        "TỜ TRÌNH",
        "Về việc đề nghị xét tặng Cờ thi đua đối với đơn vị dẫn đầu {{ cluster.name }},"
        " {{ period }}",
    )
    write(document, "Kính gửi: {{ addressee }}", align=CENTRE, before=6, after=6)
    legal_bases(
        document,
        "Căn cứ kết quả chấm điểm thi đua {{ period }} của {{ cluster.name }} theo"
        " {{ cluster.criteria }} (thang điểm {{ cluster.scale }}, lớp điểm: {{ cluster.layer }}) và"
        " biên bản họp bình xét của {{ cluster.label }}",
    )
    _proposal(document)
    body(document, "Kết quả xếp hạng của {{ cluster.label }}:", after=6, keep=True)
    upright_ranking(document)
    body(
        document,
        "Số phiếu suy tôn: … trên tổng số … phiếu hợp lệ (theo biên bản kiểm phiếu kèm theo).",
    )
    body(
        document,
        "Hồ sơ kèm theo: biên bản họp, bảng tổng hợp điểm, phiếu chấm điểm, báo cáo thành tích.",
    )
    body(document, "Kính đề nghị {{ addressee }} xem xét, quyết định./.", keep=True)
    ending(document)
    return document


def _proposal(document: Any) -> None:
    """Who is proposed, what stands in the way of it, and who is barred."""
    tag(document, "{%p if obstacles %}")
    body(document, "Chưa đủ căn cứ để đề nghị, vì:", bold=True)
    tag(document, "{%p for obstacle in obstacles %}")
    body(document, "- {{ obstacle }}")
    tag(document, "{%p endfor %}")
    tag(document, "{%p endif %}")
    tag(document, "{%p if leaders %}")
    body(
        document,
        "{{ cluster.name }} {% if obstacles %}dự kiến {% endif %}đề nghị xét tặng Cờ thi đua cho:",
    )
    tag(document, "{%p for leader in leaders %}")
    body(
        document,
        "{{ leader.name }}: hạng {{ leader.rank }}, tổng điểm {{ leader.total }}"
        "{% if leader.band %}, xếp loại {{ leader.band }}{% endif %}"
        "{% if leader.note %} ({{ leader.note }}){% endif %}.",
        bold=True,
    )
    tag(document, "{%p endfor %}")
    tag(document, "{%p else %}")
    body(document, "Chưa có đơn vị đủ điều kiện đề nghị.")
    tag(document, "{%p endif %}")
    tag(document, "{%p if barred %}")
    body(document, "Các đơn vị sau không được đề nghị, dù có thứ hạng bằng hoặc cao hơn:")
    tag(document, "{%p for other in barred %}")
    body(
        document,
        "- {{ other.name }} (hạng {{ other.rank }}, {{ other.total }} điểm): {{ other.note }};",
    )
    tag(document, "{%p endfor %}")
    tag(document, "{%p endif %}")
