"""The sheets of what a sector is, and of what its units report."""

from typing import Final

from thidua.core.text.bilingual import Text
from thidua.core.workspace.sector_sheets import words
from thidua.core.workspace.sector_sheets.columns import Column, Form, Kind, title_columns

SECTOR: Final = Form(
    "sector",
    Text("Ngành", "Sector"),
    Text(
        "Ngành là gì và ai giữ bộ bảng điểm này. Mỗi mục một dòng; ghi vào cột “Nội dung”.",
        "What the sector is, and who keeps its tables. One item a row; write under “Content”.",
    ),
    (
        Column(
            "plugin_code",
            Text("Mã bộ bảng điểm", "Code of the plugin"),
            Text(
                "Mã để bật, tắt và cập nhật; thường trùng với mã ngành. Ví dụ: labour-social.",
                "By which it is enabled and updated; mostly the sector's own. labour-social.",
            ),
            Kind.CODE,
            "plugin.code",
        ),
        Column(
            "plugin_title_vi",
            Text("Tên bộ bảng điểm", "Title of the plugin"),
            Text("Tên gọi bằng tiếng Việt.", "Its title in Vietnamese."),
            key="plugin.title.vi",
        ),
        Column(
            "plugin_title_en",
            Text("Tên bộ bảng điểm bằng tiếng Anh", "Title of the plugin in English"),
            Text("Tên gọi bằng tiếng Anh.", "Its title in English."),
            key="plugin.title.en",
        ),
        Column(
            "api_version",
            Text("Phiên bản giao diện", "Interface version"),
            Text("Luôn ghi 1.", "Always 1."),
            Kind.WHOLE,
            "plugin.api_version",
        ),
        Column(
            "maintainers",
            Text("Người giữ bảng điểm", "Maintainers"),
            Text(
                "Ai chịu trách nhiệm, mỗi người hoặc cơ quan một dòng trong ô. Có thể để trống.",
                "Who answers for it, a line of the cell each. May be blank.",
            ),
            Kind.LIST,
            "plugin.maintainers",
        ),
        Column(
            "sector_code",
            Text("Mã ngành", "Code of the sector"),
            Text(
                "Chữ không dấu, chữ số, gạch nối. Ví dụ: labour-social.",
                "Plain letters, digits, hyphens: labour-social.",
            ),
            Kind.CODE,
            "sector.code",
        ),
        Column(
            "sector_title_vi",
            Text("Tên ngành", "Title of the sector"),
            Text("Tên ngành bằng tiếng Việt.", "Its title in Vietnamese."),
            key="sector.title.vi",
        ),
        Column(
            "sector_title_en",
            Text("Tên ngành bằng tiếng Anh", "Title of the sector in English"),
            Text("Tên ngành bằng tiếng Anh.", "Its title in English."),
            key="sector.title.en",
        ),
        Column(
            "legal_basis",
            Text("Căn cứ pháp lý", "Legal basis"),
            Text(
                "Văn bản làm căn cứ cho công tác thi đua của ngành.",
                "The documents that the sector's emulation rests on.",
            ),
            key="sector.legal_basis",
        ),
    ),
    upright=True,
)

UNIT_KINDS: Final = Form(
    "unit_kinds",
    Text("Loại đơn vị", "Kinds of unit"),
    Text(
        "Các loại đơn vị mà tiêu chí có thể áp dụng riêng (cột “Áp dụng cho” của sheet Tiêu chí).",
        "The kinds of unit that a criterion may be for (column “Applies to” of Criteria).",
    ),
    (
        Column(
            "code",
            Text("Mã loại", "Code"),
            Text("Ví dụ: commune.", "Such as: commune."),
            Kind.CODE,
            required=True,
            width=18,
        ),
        *title_columns(Text("Tên loại đơn vị", "Title of the kind")),
    ),
    parent="sector",
    key="sector.unit_kinds",
)

INDICATORS: Final = Form(
    "indicators",
    Text("Chỉ tiêu", "Indicators"),
    Text(
        "Số liệu mà đơn vị báo cáo; công thức gọi chúng bằng mã.",
        "What units report; formulas read them by their codes.",
    ),
    (
        Column(
            "code",
            Text("Mã chỉ tiêu", "Code"),
            Text(
                "Chữ thường không dấu, chữ số, gạch dưới, bắt đầu bằng chữ: jobs_created.",
                "Small letters, digits, underscores, a letter first: jobs_created.",
            ),
            Kind.CODE,
            required=True,
            width=26,
        ),
        *title_columns(Text("Tên chỉ tiêu", "Title of the indicator"), width=38),
        Column(
            "unit_vi",
            Text("Đơn vị tính", "Unit of measure"),
            Text("Ví dụ: người, %, triệu đồng.", "Such as: người, %."),
            key="unit.vi",
        ),
        Column(
            "unit_en",
            Text("Đơn vị tính tiếng Anh", "Unit of measure in English"),
            Text(
                "Để trống thì dùng đơn vị tính tiếng Việt.",
                "Where it is blank, the Vietnamese one is used.",
            ),
            key="unit.en",
        ),
        Column(
            "kind",
            Text("Loại số liệu", "Kind of value"),
            Text(
                "Để trống là số. Loại “mức” cần các mức ở sheet “Mức đánh giá”.",
                "Blank is a number. Of a grade, the grades stand on the sheet Grades.",
            ),
            Kind.WORD,
            words=words.VALUE_KIND,
        ),
        Column(
            "whole",
            Text("Số nguyên", "Whole number"),
            Text(
                "“có” với số đếm (người, vụ, hồ sơ): không lẻ, không âm.",
                "“có” (yes) of a count: no decimals, never below 0.",
            ),
            Kind.WORD,
            words=words.YES_NO,
        ),
        Column(
            "direction",
            Text("Chiều tốt", "Better"),
            Text("Để trống là cao hơn là tốt.", "Blank: higher is better."),
            Kind.WORD,
            words=words.DIRECTION,
            width=20,
        ),
        Column(
            "when_blank",
            Text("Ô trống nghĩa là", "A blank means"),
            Text(
                "Để trống: thiếu số liệu. “bằng 0” chỉ dùng với số vụ việc.",
                "Blank: missing. Zero is for counts of events only.",
            ),
            Kind.WORD,
            words=words.WHEN_BLANK,
            width=16,
        ),
        Column(
            "reference",
            Text("Nguồn, căn cứ", "Reference"),
            Text(
                "Văn bản quy định chỉ tiêu. Có thể để trống.", "Where it comes from. May be blank."
            ),
            width=30,
        ),
    ),
    parent="sector",
    key="indicators",
)

GRADES: Final = Form(
    "grades",
    Text("Mức đánh giá", "Grades"),
    Text(
        "Các mức của chỉ tiêu loại “mức”, từ thấp nhất đến cao nhất.",
        "The grades of indicators of that kind, from the worst to the best.",
    ),
    (
        Column(
            "indicator",
            Text("Chỉ tiêu", "Indicator"),
            Text(
                "Mã chỉ tiêu; để trống là như dòng trên.",
                "Code of the indicator; blank means that of the row above.",
            ),
            Kind.CODE,
            required=True,
            names="indicators",
            width=26,
        ),
        Column(
            "code",
            Text("Mã mức", "Code"),
            Text("Ví dụ: good.", "Such as: good."),
            Kind.CODE,
            required=True,
            width=18,
        ),
        *title_columns(
            Text("Tên mức (có thì có cho mọi mức)", "Title of the grade (of all or of none)"),
            required=False,
        ),
    ),
    parent="indicators",
    key="grades",
    links=("indicator",),
)
