"""The sheet of criteria: what each is worth, and how its points come about."""

from typing import Final

from thidua.core.text.bilingual import Text
from thidua.core.workspace.sector_sheets import words
from thidua.core.workspace.sector_sheets.columns import Column, Form, Kind, title_columns
from thidua.core.workspace.sector_sheets.set_forms import LIMITS, SET_LINK, WEIGHT

CRITERIA: Final = Form(
    "criteria",
    Text("Tiêu chí", "Criteria"),
    Text(
        "Mỗi tiêu chí một dòng, với một cách tính điểm gốc: công thức, bậc điểm, nội suy, chấm"
        " điểm, hoặc để trống (bắt đầu từ đủ điểm).",
        "A row for each criterion, with one base: formula, steps, interpolation, judged, or none"
        " (it starts from all its points).",
    ),
    (
        SET_LINK,
        Column(
            "code",
            Text("Mã tiêu chí", "Code"),
            Text("Ví dụ: LS-01.", "Such as: LS-01."),
            Kind.CODE,
            required=True,
            width=12,
        ),
        Column(
            "section",
            Text("Mục", "Section"),
            Text("Mã mục; có thể gộp ô theo mục.", "Its section; the cells may be merged."),
            Kind.CODE,
            names="sections",
            width=10,
        ),
        Column(
            "parent",
            Text("Thuộc tiêu chí", "Inside"),
            Text("Mã tiêu chí cha, khi là tiêu chí con.", "The criterion that this is a part of."),
            Kind.CODE,
            names="criteria",
            width=12,
        ),
        *title_columns(Text("Tên tiêu chí", "Title of the criterion"), required=False, width=44),
        Column(
            "points",
            Text("Điểm", "Points"),
            Text("Điểm tối đa: 5 hoặc 0,5.", "The most points: 5 or 0,5."),
            Kind.NUMBER,
            required=True,
            width=9,
        ),
        Column(
            "start",
            Text("Điểm bắt đầu", "Starts from"),
            Text(
                "Khi không có cách tính khác: đủ điểm (để trống) rồi trừ, hoặc từ 0 rồi cộng.",
                "Without another base: full points (blank) less deductions, or from zero.",
            ),
            Kind.WORD,
            words=words.START,
        ),
        Column(
            "formula",
            Text("Công thức", "Formula"),
            Text(
                "Mã công thức chuẩn (ratio-capped) hoặc biểu thức (points * a / b). Không có dấu ="
                " ở đầu; số lẻ viết dấu chấm: 0.5.",
                "The code of a formula (ratio-capped) or an expression (points * a / b), without ="
                " before it; decimals with a point: 0.5.",
            ),
            Kind.EXPRESSION,
            width=30,
        ),
        Column(
            "inputs",
            Text("Đầu vào", "Inputs"),
            Text(
                "Mỗi dòng trong ô: tên = biểu thức. Ví dụ: target = jobs_created.target",
                "A line each: name = expression. target = jobs_created.target",
            ),
            Kind.PAIRS,
            width=32,
        ),
        Column(
            "parameters",
            Text("Tham số", "Parameters"),
            Text(
                "Mỗi dòng trong ô: tên = số hoặc mã lựa chọn. Ví dụ: floor = 0,5",
                "A line each: name = number or choice. floor = 0,5",
            ),
            Kind.SETTINGS,
            width=24,
        ),
        Column(
            "bands_on",
            Text("Bậc điểm theo", "Steps of"),
            Text(
                "Biểu thức được xét bậc; các bậc ghi ở sheet “Bậc điểm”.",
                "The value whose steps stand on the sheet Steps.",
            ),
            Kind.EXPRESSION,
            "bands.on",
            width=24,
        ),
        Column(
            "uncovered",
            Text("Ngoài mọi bậc", "Outside all steps"),
            Text(
                "“không chấm” khi các bậc có chủ ý bỏ trống khoảng.",
                "“no score” where the steps leave a gap on purpose.",
            ),
            Kind.WORD,
            "bands.uncovered",
            words.UNCOVERED,
        ),
        Column(
            "interpolate_on",
            Text("Nội suy theo", "Interpolated on"),
            Text(
                "Biểu thức được nội suy; các mốc ghi ở sheet “Điểm mốc”.",
                "The value whose points stand on the sheet Knots.",
            ),
            Kind.EXPRESSION,
            "interpolate.on",
            width=24,
        ),
        Column(
            "judged_from",
            Text("Chấm từ", "Judged from"),
            Text("Điểm thấp nhất khi hội đồng chấm.", "The least that a judge may give."),
            Kind.NUMBER,
            "judged.from",
            width=9,
        ),
        Column(
            "judged_to",
            Text("Chấm đến", "Judged to"),
            Text("Điểm cao nhất khi hội đồng chấm.", "The most that a judge may give."),
            Kind.NUMBER,
            "judged.to",
            width=9,
        ),
        Column(
            "floor",
            Text("Điểm sàn", "Floor"),
            Text(
                "Trừ không xuống dưới số này; để trống là 0.",
                "Deductions leave at least this; blank is 0.",
            ),
            Kind.LIMIT,
            words=words.NO_LIMIT,
        ),
        *LIMITS,
        WEIGHT,
        Column(
            "evidence",
            Text("Minh chứng", "Evidence"),
            Text("Để trống là không bắt buộc.", "Blank is optional."),
            Kind.WORD,
            words=words.EVIDENCE,
        ),
        Column(
            "applies_to",
            Text("Áp dụng cho", "Applies to"),
            Text(
                "Mã loại đơn vị, mỗi mã một dòng; để trống là mọi loại.",
                "Kinds of unit, a line each; blank is every kind.",
            ),
            Kind.LIST,
            width=18,
        ),
        Column(
            "reference",
            Text("Nguồn, căn cứ", "Reference"),
            Text("Có thể để trống.", "May be blank."),
            width=30,
        ),
        Column(
            "scored_by",
            Text("Đơn vị chấm", "Scored by"),
            Text("Ai chấm tiêu chí này. Có thể để trống.", "Who scores it. May be blank."),
            width=22,
        ),
    ),
    parent="sets",
    key="criteria",
    links=("set",),
)
