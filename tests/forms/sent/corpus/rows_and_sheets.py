"""Which rows and sheets count, of which period, under which codes."""

import unicodedata
from typing import Final

from corpus.cases import HEAD, Case, form, grid

CASES: Final = (
    Case(
        "formulas with what they gave; one that never ran; an error",
        lambda make: make.edited(
            make.xlsx(
                [
                    HEAD,
                    ("ncc", "jobs", make.Computed("=800+912", 1712)),
                    ("ncc", "rate", make.Computed("=1/0", "#DIV/0!")),
                    ("vl", "rate", make.Computed("=RAND()", 0.25)),
                ]
            ),
            "<v>0.25</v>",
            "",
        ),
        counts=(3, 1, 0, 2, 0),
        faults=(
            "C3: ô đang báo lỗi #DIV/0!, không phải là ô trống",
            "C4: công thức trong ô chưa được tính",
        ),
    ),
    Case(
        "hidden and filtered rows are read, and told",
        lambda make: make.xlsx(
            [HEAD, ("ncc", "jobs", 5), ("vl", "jobs", 6), ("hoa", "jobs", 7)],
            then=lambda _, sheet: (
                sheet.autofilter("A1:C4"),
                sheet.set_row(2, None, None, {"hidden": True}),
                sheet.set_row(3, None, None, {"hidden": True}),
            ),
        ),
        counts=(3, 3, 0, 0, 0),
        stored=("ncc jobs 5", "vl jobs 6", "hoa jobs 7"),
        noted={"hidden": 2},
    ),
    Case(
        "a value merged over two rows is nobody's; a unit may be merged",
        lambda make: make.xlsx(
            [HEAD, ("ncc", "jobs", 5), (None, "rate", None)],
            then=lambda _, sheet: (
                sheet.merge_range("A2:A3", "ncc"),
                sheet.merge_range("C2:C3", 5),
            ),
        ),
        counts=(2, 1, 0, 1, 0),
        faults=("C3: ô này gộp với ô ở dòng trên; không biết giá trị thuộc dòng nào",),
    ),
    Case(
        "a second sheet with notes, and a hidden one with last year's table",
        lambda make: make.xlsx(
            [HEAD, ("ncc", "jobs", 5)],
            then=lambda book, _: (
                book.add_worksheet("Ghi chú").write("A1", "Số liệu tạm tính"),
                (hidden := book.add_worksheet("Năm 2025")).write_row("A1", HEAD),
                hidden.write_row("A2", ("ncc", "jobs", 4)),
                hidden.hide(),
            ),
        ),
        counts=(1, 1, 0, 0, 0),
        stored=("ncc jobs 5",),
        noted={"unread": ("Ghi chú", "Năm 2025")},
    ),
    Case(
        "two sheets with the same table",
        lambda make: make.xlsx(
            [HEAD, ("ncc", "jobs", 5)],
            then=lambda book, _: book.add_worksheet("Bản sửa").write_row("A1", HEAD),
        ),
        faults=("có 2 trang tính cùng một mẫu bảng: “Kết quả”, “Bản sửa”",),
    ),
    Case(
        "a table of another year, says its title",
        lambda make: make.xlsx([("BÁO CÁO KẾT QUẢ THI ĐUA NĂM 2025",), HEAD, ("ncc", "jobs", 5)]),
        faults=("1: tiêu đề của bảng ghi năm 2025, không phải kỳ “2026”",),
    ),
    Case(
        "signed in January 2027, of the year 2026",
        lambda make: make.xlsx(
            [
                ("Hà Nội, ngày 05 tháng 01 năm 2027", None),
                ("Kết quả năm 2026", None),
                HEAD,
                ("ncc", "jobs", 5),
            ]
        ),
        counts=(1, 1, 0, 0, 0),
        stored=("ncc jobs 5",),
    ),
    Case(
        "the form of another period",
        form(
            ("ncc", "jobs", None, None, None, "5"),
            marks=("thidua-form", "phong", "2025", "ncc", "1"),
        ),
        faults=("1: biểu này là của kỳ “2025”, không phải kỳ “2026”",),
    ),
    Case(
        "the form of another cluster",
        form(
            ("ncc", "jobs", None, None, None, "5"), marks=("thidua-form", "xa", "2026", "ncc", "1")
        ),
        faults=("1: biểu này là của cụm “xa”, không phải cụm “phong”",),
    ),
    Case(
        "rows deleted from the form",
        form(
            ("ncc", "jobs", None, None, None, "5"),
            marks=("thidua-form", "phong", "2026", "ncc", "3"),
        ),
        counts=(1, 1, 0, 0, 0),
        faults=("3: biểu phát ra có 3 dòng số liệu, tệp chỉ còn 1: thiếu 2 dòng",),
    ),
    Case(
        "another unit's row pasted into a form, and a row of words",
        form(
            ("thidua-text", None, None, "A1. Việc làm"),
            ("ncc", "jobs", None, None, None, "5"),
            ("vl", "jobs", None, None, None, "6"),
            marks=("thidua-form", "phong", "2026", "ncc", "2"),
        ),
        counts=(2, 1, 0, 1, 1),
        faults=("A6: biểu này là của riêng đơn vị “ncc”",),
    ),
    Case(
        "sorted without the hidden codes: names and codes have parted",
        form(
            ("ncc", "jobs", "Phòng Người có công", "Tỷ lệ thất nghiệp", "%", "2,5"),
            ("vl", "rate", "Phòng Việc làm", "Việc làm mới", "người", "1.712"),
            ("ncc", "fund", "Phòng Việc làm", "Quỹ Vì người nghèo", "tỷ đồng", "6,4"),
            marks=("thidua-form", "phong", "2026", "", "3"),
        ),
        counts=(3, 0, 0, 3, 0),
        faults=(
            (
                "D4: “Tỷ lệ thất nghiệp” có mã “rate”, nhưng dòng này mang mã “jobs” (cột mã có "
                "thể đang ẩn)"
            ),
            (
                "D5: “Việc làm mới” có mã “jobs”, nhưng dòng này mang mã “rate” (cột mã có thể "
                "đang ẩn)"
            ),
            (
                "C6: “Phòng Việc làm” có mã “vl”, nhưng dòng này mang mã “ncc” (cột mã có thể "
                "đang ẩn)"
            ),
        ),
    ),
    Case(
        "Hoà and Hòa, NFC and NFD, two Tân Phú: only the code decides",
        form(
            ("hoa", "jobs", "Xã Hoà Bình", None, None, "5"),
            ("tan-phu-1", "jobs", "Xã Tân Phú", None, None, "6"),
            ("tan-phu-2", "jobs", unicodedata.normalize("NFD", "Xã Tân Phú"), None, None, "7"),
            marks=("thidua-form", "phong", "2026", "", "3"),
        ),
        counts=(3, 3, 0, 0, 0),
        stored=("hoa jobs 5", "tan-phu-1 jobs 6", "tan-phu-2 jobs 7"),
        noted={"declared": 3},
    ),
    Case(
        "unknown, misspelt and foreign codes; a figure twice",
        grid(
            ("Phòng Việc làm", "jobs", 5),
            ("ncx", "jobs", 5),
            ("ncc", "job", 5),
            ("vl", "jobs", 6),
            ("vl", "jobs", 7),
        ),
        counts=(5, 1, 0, 4, 0),
        faults=(
            "A2: “Phòng Việc làm” không phải là thành viên của cụm “phong” trong kỳ “2026”",
            "A3: “ncx” không phải là thành viên của cụm “phong” trong kỳ “2026”",
            "B4: không có chỉ tiêu “job”",
            "B6: số liệu “jobs” của “vl” đã có ở dòng trên",
        ),
    ),
    Case(
        "control signs and marks of direction",
        grid(("ncc", "jobs", "1\u202e2"), ("vl\u200b", "jobs", 5), ("vl", "rate", "5\x07")),
        counts=(3, 0, 0, 3, 0),
        faults=(
            "C2: ô có ký tự không nhìn thấy được (U+202E)",
            "A3: ô có ký tự không nhìn thấy được (U+200B)",
            "A3: “vl\u200b” không phải là thành viên của cụm “phong” trong kỳ “2026”",
            "C4: ô có ký tự không nhìn thấy được (U+0007)",
        ),
    ),
    Case(
        "no-break spaces and a Unicode minus are what people type",
        grid(
            ("ncc", "fund", "1\u00a0234,5"),
            ("vl", "score", "\u22122,5"),
            ("vl", "rate", "12\u202f%"),
        ),
        counts=(3, 3, 0, 0, 0),
        stored=("ncc fund 1234.5", "vl score -2.5", "vl rate 12"),
    ),
)
