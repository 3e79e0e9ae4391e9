"""The sheets of a sector's formulas and of its checks of figures."""

from typing import Final

from thidua.core.text.bilingual import Text
from thidua.core.workspace.sector_sheets import words
from thidua.core.workspace.sector_sheets.columns import Column, Form, Kind, title_columns

FORMULAS: Final = Form(
    "formulas",
    Text("Công thức", "Formulas"),
    Text(
        "Công thức dùng chung cho nhiều tiêu chí. Công thức chuẩn có sẵn, không cần ghi lại.",
        "Formulas that several criteria share. The standard ones are there already.",
    ),
    (
        Column(
            "code",
            Text("Mã công thức", "Code"),
            Text("Chữ không dấu và gạch nối: health-share.", "Such as: health-share."),
            Kind.CODE,
            required=True,
            width=20,
        ),
        *title_columns(Text("Tên công thức", "Title of the formula")),
        Column(
            "explanation_vi",
            Text("Giải thích", "Explanation"),
            Text("Cách tính bằng lời.", "How it is computed, in words."),
            key="explanation.vi",
            width=38,
        ),
        Column(
            "explanation_en",
            Text("Giải thích tiếng Anh", "Explanation in English"),
            Text("Cách tính bằng tiếng Anh.", "The same in English."),
            key="explanation.en",
            width=38,
        ),
        Column(
            "inputs",
            Text("Đầu vào", "Inputs"),
            Text(
                "Tên các đầu vào bắt buộc, mỗi tên một dòng trong ô.",
                "Names of the inputs, a line of the cell each.",
            ),
            Kind.LIST,
        ),
        Column(
            "optional_inputs",
            Text("Đầu vào tùy chọn", "Optional inputs"),
            Text(
                "Mỗi dòng: tên = biểu thức thay thế khi không cho.",
                "A line each: name = what stands for it where it is left out.",
            ),
            Kind.PAIRS,
            width=24,
        ),
        Column(
            "expression",
            Text("Biểu thức", "Expression"),
            Text(
                "Ví dụ: points * min(done / total, 1). Số lẻ trong biểu thức viết dấu chấm: 0.5.",
                "Such as: points * min(done / total, 1). Decimals with a point: 0.5.",
            ),
            Kind.EXPRESSION,
            width=44,
        ),
        Column(
            "reference",
            Text("Nguồn, căn cứ", "Reference"),
            Text("Có thể để trống.", "May be blank."),
            width=30,
        ),
    ),
    parent="sector",
    key="formulas",
)

PARAMETERS: Final = Form(
    "parameters",
    Text("Tham số", "Parameters"),
    Text("Tham số của các công thức.", "The parameters of the formulas."),
    (
        Column(
            "formula",
            Text("Công thức", "Formula"),
            Text(
                "Mã công thức; để trống là như dòng trên.",
                "Code of the formula; blank means that of the row above.",
            ),
            Kind.CODE,
            required=True,
            names="formulas",
            width=20,
        ),
        Column(
            "name",
            Text("Tên tham số", "Name"),
            Text("Tên dùng trong biểu thức: floor.", "As the expression writes it: floor."),
            Kind.CODE,
            required=True,
            width=18,
        ),
        Column(
            "default",
            Text("Giá trị mặc định", "Default"),
            Text(
                "Số (0,5) hoặc mã lựa chọn; để trống thì tiêu chí phải cho.",
                "A number (0,5) or a choice; blank: each criterion must say it.",
            ),
            Kind.SETTING,
        ),
        *title_columns(Text("Tên gọi tham số", "Title of the parameter")),
        Column(
            "choices",
            Text("Các lựa chọn", "Choices"),
            Text(
                "Nếu là lựa chọn, mỗi dòng: mã = biểu thức.",
                "Of a choice, a line each: code = expression.",
            ),
            Kind.PAIRS,
            width=30,
        ),
    ),
    parent="formulas",
    key="parameters",
    links=("formula",),
)

CHECKS: Final = Form(
    "checks",
    Text("Kiểm tra", "Checks"),
    Text(
        "Điều kiện mà số liệu hợp lý phải thỏa; sai thì cảnh báo hoặc từ chối.",
        "What plausible figures fulfil; otherwise a warning, or the figure is refused.",
    ),
    (
        Column(
            "code",
            Text("Mã kiểm tra", "Code"),
            Text("Chữ không dấu và gạch nối.", "Plain letters and hyphens."),
            Kind.CODE,
            required=True,
            width=28,
        ),
        *title_columns(Text("Điều sai khi điều kiện không đạt,", "What is wrong where it fails,")),
        Column(
            "expression",
            Text("Điều kiện", "Condition"),
            Text(
                "Đúng khi số liệu hợp lý: vaccinated <= born.",
                "True where figures are plausible: vaccinated <= born.",
            ),
            Kind.EXPRESSION,
            width=44,
        ),
        Column(
            "severity",
            Text("Mức độ", "Severity"),
            Text("Để trống là cảnh báo.", "Blank is a warning."),
            Kind.WORD,
            words=words.SEVERITY,
        ),
        Column(
            "stated",
            Text("Số đã ghi", "As stated"),
            Text(
                "Với số tính lại được: biểu thức của số đã ghi. Đi cùng cột sau.",
                "Of a derived figure: the expression of what is stated. Goes with the next.",
            ),
            Kind.EXPRESSION,
            width=24,
        ),
        Column(
            "recomputed",
            Text("Số tính lại", "Recomputed"),
            Text("Biểu thức tính lại từ các phần.", "The same from its parts."),
            Kind.EXPRESSION,
            width=34,
        ),
    ),
    parent="sector",
    key="checks",
)
