"""The documents of a cluster: table of points, minutes, covenant, submission."""

from typing import Any

from templates.frame import (
    CENTRE,
    WIDE,
    beside,
    body,
    ending,
    heading,
    legal_bases,
    letterhead,
    new_document,
    picture,
    signature,
    signature_of_issuer,
    signatures,
    tag,
    title,
    when,
    write,
)
from templates.ranking_notes import NOTE
from templates.tables import Column, listed

ABOUT = "{{ cluster.name }}, {{ period }}"


def cluster_table() -> Any:
    """Bảng tổng hợp điểm, on its side."""
    document = new_document(landscape=True)
    letterhead(document, WIDE)
    title(document, "BẢNG TỔNG HỢP ĐIỂM THI ĐUA", ABOUT, WIDE)
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
    _notes(document, keep=True)
    clerk, head = beside(document, 2, WIDE)
    signature(clerk, "NGƯỜI LẬP BIỂU")
    signature_of_issuer(head)
    picture(document, "ranking_bars")
    picture(document, "heat_map")
    return document


def _notes(document: Any, keep: bool = False) -> None:
    tag(document, "{%p for note in ranking.notes %}")
    write(document, "{{ note }}", size=11, italic=True, before=2, keep=keep)
    tag(document, "{%p endfor %}")


def _ranking(document: Any) -> None:
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
    _notes(document)


def minutes() -> Any:
    """Biên bản họp, with all that the meeting decides left to fill."""
    document = new_document()
    letterhead(document)
    title(document, "BIÊN BẢN", "Họp bình xét thi đua {{ cluster.name }}, {{ period }}")
    heading(document, "I. THỜI GIAN, ĐỊA ĐIỂM")
    body(document, "Thời gian bắt đầu: … giờ … phút, ngày … tháng … năm …")
    body(document, "Địa điểm: …")
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
    heading(document, "III. NỘI DUNG")
    heading(document, "1. Kết quả chấm điểm, xếp hạng", 2)
    body(
        document,
        "Điểm được chấm theo: {{ cluster.criteria }}; thang điểm {{ cluster.scale }}; lớp điểm:"
        " {{ cluster.layer }}.",
        after=6,
        keep=True,
    )
    _ranking(document)
    heading(document, "2. Ý kiến thảo luận", 2)
    for _ in range(3):
        body(document, "…")
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
    heading(document, "IV. KẾT LUẬN")
    body(document, "Đơn vị được suy tôn dẫn đầu: …")
    body(document, "Cụm trưởng, cụm phó (khối trưởng, khối phó) kỳ tới: …")
    body(
        document,
        "Biên bản được lập thành … bản, đã đọc cho các thành viên dự họp cùng nghe và thống nhất"
        " thông qua vào hồi … giờ … phút cùng ngày.",
    )
    signatures(document, "THƯ KÝ", "CHỦ TRÌ")
    return document


def covenant() -> Any:
    """Giao ước thi đua, with the targets that each member signs."""
    document = new_document()
    letterhead(document)
    title(document, "GIAO ƯỚC THI ĐUA", ABOUT)
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
    heading(document, "Điều 3. Cam kết thực hiện")
    body(
        document,
        "Các đơn vị cam kết tổ chức thực hiện, báo cáo trung thực kết quả, tự chấm điểm đúng thời"
        " hạn và chịu sự thẩm định của {{ cluster.label }} trưởng, {{ cluster.label }} phó.",
    )
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
    return document


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
    body(document, "Kết quả xếp hạng của {{ cluster.label }}:", after=6, keep=True)
    _ranking(document)
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
