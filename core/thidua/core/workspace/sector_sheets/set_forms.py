"""The sheets of the criteria sets: each set, its classes of results and its sections."""

from typing import Final

from thidua.core.text.bilingual import Text
from thidua.core.workspace.sector_sheets import words
from thidua.core.workspace.sector_sheets.columns import Column, Form, Kind, title_columns

SET_LINK: Final = Column(
    "set",
    Text("Bảng điểm", "Criteria set"),
    Text(
        "Mã bảng điểm; để trống khi tệp chỉ có một bảng điểm, hoặc khi như dòng trên.",
        "Code of the set; blank where there is one only, or where it is that of the row above.",
    ),
    Kind.CODE,
    names="sets",
    width=18,
)

LIMITS: Final = (
    Column(
        "bonus_cap",
        Text("Trần điểm thưởng", "Bonus cap"),
        Text(
            "Tổng điểm thưởng nhiều nhất: một số, hoặc “không giới hạn”. Để trống là không nói gì.",
            "The most of all bonuses: a number, or “no limit”. Blank says nothing.",
        ),
        Kind.LIMIT,
        words=words.NO_LIMIT,
    ),
    Column(
        "deductions_cap",
        Text("Trần điểm trừ", "Deductions cap"),
        Text(
            "Tổng điểm trừ nhiều nhất, viết bằng số dương.",
            "The most that is deducted, as a positive number.",
        ),
        Kind.LIMIT,
        words=words.NO_LIMIT,
    ),
)
COMBINE: Final = (
    Column(
        "combine",
        Text("Cách gộp điểm", "How points combine"),
        Text(
            "Để trống là cộng. Hoặc: weighted-mean, geometric-mean, hay một biểu thức từ điểm của"
            " các mục bên trong: 0.6 * child('A') + 0.4 * child('B').",
            "Blank is the sum. Or: weighted-mean, geometric-mean, or an expression of the points"
            " of what is inside: 0.6 * child('A') + 0.4 * child('B').",
        ),
        Kind.EXPRESSION,
        width=20,
    ),
    Column(
        "places",
        Text("Số lẻ của cách gộp", "Places of the combination"),
        Text("Chỉ với geometric-mean.", "With geometric-mean only."),
        Kind.WHOLE,
        width=10,
    ),
)
WEIGHT: Final = Column(
    "weight",
    Text("Trọng số", "Weight"),
    Text("Chỉ khi cấp trên gộp theo trọng số.", "Where the section above is a weighted mean."),
    Kind.NUMBER,
    width=10,
)


def _rounding(level: str, vi: str, en: str) -> Column:
    return Column(
        f"round_{level}",
        Text(f"Số lẻ của {vi}", f"Places of {en}"),
        Text("Số chữ số thập phân; để trống là không làm tròn.", "Decimals; blank: not rounded."),
        Kind.WHOLE,
        f"rounding.{level}",
    )


SETS: Final = Form(
    "sets",
    Text("Bảng điểm", "Criteria sets"),
    Text("Mỗi bảng điểm một cột, mỗi mục một dòng.", "A column for each set, a row for each item."),
    (
        Column(
            "code",
            Text("Mã bảng điểm", "Code"),
            Text("Ví dụ: labour-social-2026.", "Such as: labour-social-2026."),
            Kind.CODE,
            required=True,
        ),
        *title_columns(Text("Tên bảng điểm", "Title of the set")),
        Column(
            "sector",
            Text("Ngành", "Sector"),
            Text(
                "Mã ngành; để trống là dùng cho mọi ngành.", "Its code; blank is for every sector."
            ),
            Kind.CODE,
        ),
        Column(
            "basis",
            Text("Tính chất", "Basis"),
            Text(
                "“chính thức” khi do cơ quan có thẩm quyền ban hành, nếu không là “đề xuất”.",
                "Official where an authority issued it, else a proposal.",
            ),
            Kind.WORD,
            words=words.BASIS,
        ),
        Column(
            "legal_basis",
            Text("Văn bản ban hành", "Legal basis"),
            Text("Có thể để trống.", "May be blank."),
        ),
        Column(
            "valid_from",
            Text("Hiệu lực từ ngày", "Valid from"),
            Text("Ngày/tháng/năm: 01/01/2026. Có thể để trống.", "01/01/2026. May be blank."),
            Kind.DAY,
        ),
        Column(
            "valid_to",
            Text("Hiệu lực đến ngày", "Valid to"),
            Text("Ngày/tháng/năm. Có thể để trống.", "Day/month/year. May be blank."),
            Kind.DAY,
        ),
        Column(
            "points",
            Text("Tổng điểm", "Points"),
            Text(
                "Bằng tổng điểm của các mục cấp cao nhất.", "The sum of those of the top sections."
            ),
            Kind.NUMBER,
        ),
        *LIMITS,
        Column(
            "round_mode",
            Text("Cách làm tròn", "Rounding"),
            Text("Để trống là nửa làm tròn lên.", "Blank: half up."),
            Kind.WORD,
            "rounding.mode",
            words.ROUNDING,
        ),
        _rounding("criterion", "điểm tiêu chí", "criteria"),
        _rounding("section", "điểm mục", "sections"),
        _rounding("part", "điểm phần", "parts"),
        _rounding("total", "tổng điểm", "the total"),
        Column(
            "rank_on",
            Text("Xếp hạng theo", "Ranks from"),
            Text(
                "Để trống là điểm chính xác. Điểm đã làm tròn cần có số lẻ của tổng điểm.",
                "Blank: exact points. Rounded ones need the places of the total.",
            ),
            Kind.WORD,
            words=words.RANK_ON,
        ),
        Column(
            "not_applicable",
            Text("Tiêu chí không áp dụng", "Where a criterion does not apply"),
            Text("Để trống là quy đổi theo tiêu chí còn lại.", "Blank: the others are rescaled."),
            Kind.WORD,
            words=words.NOT_APPLICABLE,
        ),
        Column(
            "tie_breakers",
            Text("Tiêu chí phụ khi bằng điểm", "Tie breakers"),
            Text(
                "Mỗi khóa một dòng trong ô, theo thứ tự xét: section:A, criterion:LS-01,"
                " indicator:par_index desc, criteria-at-maximum, fewest-deductions.",
                "A line each, in order: section:A, criterion:LS-01, indicator:par_index desc,"
                " criteria-at-maximum, fewest-deductions.",
            ),
            Kind.LIST,
        ),
        Column(
            "rank_scheme",
            Text("Cách đánh số hạng", "Numbering of ranks"),
            Text(
                "Khi đồng hạng nhì: 1-2-2-4 (để trống), 1-2-2-3 hoặc 1-2-3-4.",
                "Of a tie for second: 1-2-2-4 (blank), 1-2-2-3 or 1-2-3-4.",
            ),
            Kind.WORD,
            words=words.RANK_SCHEME,
        ),
        *COMBINE,
    ),
    upright=True,
)

BANDS: Final = Form(
    "result_bands",
    Text("Xếp loại", "Classes of results"),
    Text(
        "Các loại kết quả theo phần trăm tổng điểm, ví dụ Xuất sắc từ 90.",
        "Classes of results in percent of the points, such as Excellent from 90.",
    ),
    (
        SET_LINK,
        Column(
            "code",
            Text("Mã loại", "Code"),
            Text("Ví dụ: excellent.", "Such as: excellent."),
            Kind.CODE,
            required=True,
        ),
        Column("from", Text("Từ (%)", "From (%)"), Text("Kể cả số này.", "Included."), Kind.NUMBER),
        Column(
            "below",
            Text("Dưới (%)", "Below (%)"),
            Text("Không kể số này.", "Not included."),
            Kind.NUMBER,
        ),
        *title_columns(Text("Tên loại", "Title of the class"), required=False),
    ),
    parent="sets",
    key="bands",
    links=("set",),
)

SECTIONS: Final = Form(
    "sections",
    Text("Mục", "Sections"),
    Text(
        "Các mục (phần, nhóm) của bảng điểm; mục con ghi mã mục cha.",
        "The sections of the table; one inside another names it.",
    ),
    (
        SET_LINK,
        Column(
            "code",
            Text("Mã mục", "Code"),
            Text("Ví dụ: A1.", "Such as: A1."),
            Kind.CODE,
            required=True,
        ),
        Column(
            "parent",
            Text("Thuộc mục", "Inside"),
            Text(
                "Mã mục cha; để trống ở cấp cao nhất.", "The section around it; blank at the top."
            ),
            Kind.CODE,
            names="sections",
        ),
        *title_columns(Text("Tên mục", "Title of the section"), required=False, width=44),
        Column(
            "points",
            Text("Điểm", "Points"),
            Text(
                "Bằng tổng điểm của tiêu chí và mục con trong mục.",
                "The sum of those of what is inside it.",
            ),
            Kind.NUMBER,
            required=True,
            width=10,
        ),
        *COMBINE,
        WEIGHT,
        *LIMITS,
    ),
    parent="sets",
    key="sections",
    links=("set",),
)
