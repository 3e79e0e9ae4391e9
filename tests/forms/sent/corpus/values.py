"""What stands in a cell for a figure, and in which unit of measure."""

from datetime import date
from typing import Final

from corpus.cases import HEAD, Case, grid

CASES: Final = (
    Case(
        "numbers as Vietnamese text",
        grid(
            ("ncc", "fund", "1.234,5"),
            ("ncc", "rate", "12 %"),
            ("vl", "fund", "6,4 tỷ"),
            ("vl", "jobs", "24.000 người"),
            ("vl", "rate", " 2,50% "),
        ),
        counts=(5, 5, 0, 0, 0),
        stored=("ncc fund 1234.5", "ncc rate 12", "vl fund 6.4", "vl jobs 24000", "vl rate 2.5"),
    ),
    Case(
        "words of bounds stand before the figure: gần, trên, dưới",
        grid(
            ("ncc", "jobs", "trên 24.000"), ("vl", "jobs", "gần 9.000"), ("vl", "rate", "dưới 6 %")
        ),
        counts=(3, 3, 0, 0, 0),
        stored=("ncc jobs over 24000", "vl jobs near 9000", "vl rate under 6"),
    ),
    Case(
        "4.97 and 5.0 are two numbers, whatever a format shows",
        lambda make: make.xlsx(
            [HEAD, ("ncc", "rate", make.Shown(4.97, "0")), ("vl", "rate", make.Shown(5, "0.0"))]
        ),
        counts=(2, 2, 0, 0, 0),
        stored=("ncc rate 4.97", "vl rate 5"),
    ),
    Case(
        "1.71, 1,712 and 1.712 as text: what could be two numbers is asked back",
        grid(("ncc", "fund", "1.71"), ("vl", "fund", "1,712"), ("ncc", "jobs", "1.712")),
        counts=(3, 1, 0, 2, 0),
        faults=('C2: "1.71" có thể hiểu theo hai cách', 'C3: "1,712" có thể hiểu theo hai cách'),
    ),
    Case(
        "a number cell of 1.712 for people: a lost thousand is asked back",
        grid(("ncc", "jobs", 1.712), ("vl", "jobs", -3)),
        counts=(2, 0, 0, 2, 0),
        faults=("C2: 1,712 phải là số nguyên", "C3: số lượng không thể nhỏ hơn 0"),
    ),
    Case(
        "per cent formats, points of per cent, 0,41 % where points are counted",
        lambda make: make.xlsx(
            [
                HEAD,
                ("ncc", "rate", make.Shown(0.0512, "0.00%")),
                ("vl", "rate", "0,41 điểm phần trăm"),
                ("ncc", "score", "0,41%"),
                ("vl", "score", make.Shown(0.0041, "0.00%")),
            ]
        ),
        counts=(4, 2, 0, 2, 0),
        faults=(
            'C4: Chỉ tiêu này tính bằng "điểm", nhưng số liệu ghi theo %',
            'C5: Chỉ tiêu này tính bằng "điểm", nhưng số liệu ghi theo %',
        ),
    ),
    Case(
        "a bare 0.95 where per cent are counted is asked about",
        grid(("ncc", "share", 0.95)),
        counts=(1, 1, 0, 0, 0),
        stored=("ncc share 0.95",),
        noted={"doubts": ("C2: 0,95 % có phải là 95 %?",)},
    ),
    Case(
        "negative zero, 0.1 + 0.2 and a whole double are what people see",
        grid(("ncc", "score", -0.0), ("vl", "score", 0.1 + 0.2), ("ncc", "jobs", 1712.0)),
        counts=(3, 3, 0, 0, 0),
        stored=("ncc score 0", "vl score 0.3", "ncc jobs 1712"),
    ),
    Case(
        "a format that leaves the thousands away, and one that leaves the millions away",
        lambda make: make.xlsx(
            [
                HEAD,
                ("ncc", "jobs", make.Shown(1712000, "#,##0,")),
                ("vl", "fund", make.Shown(6400000, '0.0,,"tr"')),
            ]
        ),
        counts=(2, 0, 0, 2, 0),
        faults=(
            "C2: ô chứa số 1712000 nhưng hiển thị “1712”; không rõ số nào đúng",
            "C3: ô chứa số 6400000 nhưng hiển thị “6,4 tr”; không rõ số nào đúng",
        ),
    ),
    Case(
        "too many digits, powers of ten and infinity are no figures",
        grid(("ncc", "fund", "1e3"), ("vl", "fund", "9" * 30), ("ncc", "score", "1/3")),
        counts=(3, 0, 0, 3, 0),
        faults=(
            'C2: Không hiểu "e3" trong "1e3"',
            'C3: Số "999999999999999999999999999999" có quá nhiều chữ số',
            'C4: Không hiểu "/3" trong "1/3"',
        ),
    ),
    Case(
        "dates as numbers, numbers as dates",
        grid(
            ("ncc", "jobs", date(2026, 3, 5)),
            ("vl", "reported_on", 46086),
            ("ncc", "reported_on", "5/3/2026"),
        ),
        counts=(3, 1, 0, 2, 0),
        faults=("C2: đây là ngày tháng, cần một con số", 'C3: "46086" không phải là ngày tháng'),
    ),
    Case(
        "yes or no, and grades, in words",
        grid(
            ("ncc", "plan", "Có"),
            ("vl", "plan", "có lẽ"),
            ("ncc", "quality", "tốt"),
            ("vl", "quality", "Giỏi"),
        ),
        counts=(4, 2, 0, 2, 0),
        faults=("C3: “có lẽ” không phải là có hoặc không", "C5: không có mức xếp loại “Giỏi”"),
    ),
    Case(
        "the table is in million đồng, says a line above it",
        lambda make: make.xlsx(
            [("Đơn vị tính: triệu đồng",), HEAD, ("ncc", "fund", 6400), ("vl", "fund", "7.200")]
        ),
        counts=(2, 2, 0, 0, 0),
        stored=("ncc fund 6.4 [triệu đồng]", "vl fund 7.2 [triệu đồng]"),
        noted={"converted": 2},
    ),
    Case(
        "thousands, says the heading of the column; a rate cannot be in thousands",
        lambda make: make.xlsx(
            [(*HEAD[:2], "Giá trị (nghìn người)"), ("ncc", "jobs", 24), ("vl", "rate", 5)]
        ),
        counts=(2, 1, 0, 1, 0),
        faults=('C3: Chỉ tiêu này tính bằng "%", nhưng số liệu ghi theo nghìn người',),
    ),
    Case(
        "the row says one unit of measure, the head of the table another",
        lambda make: make.xlsx(
            [
                ("ĐVT: nghìn người",),
                (*HEAD, "Đơn vị tính"),
                ("ncc", "jobs", 24, "người"),
                ("vl", "jobs", 9, "nghìn người"),
            ]
        ),
        counts=(2, 1, 0, 1, 0),
        faults=("D3: dòng ghi đơn vị tính “người”, nhưng bảng ghi chung là “nghìn người”",),
    ),
    Case(
        "tỷ, triệu and nghìn behind the number are brought to the indicator's unit",
        grid(
            ("ncc", "fund", "6.400 triệu đồng"),
            ("vl", "fund", "950 nghìn"),
            ("ncc", "rate", "5 triệu"),
        ),
        counts=(3, 2, 0, 1, 0),
        faults=('C4: Chỉ tiêu này tính bằng "%", nhưng số liệu ghi theo nghìn, triệu, tỷ',),
    ),
)
