"""Files of other programs, and files that are not what they call themselves."""

import struct
from typing import Final

from corpus.cases import HEAD, Case

NOTED_CELL: Final = (
    '<table:table-cell office:value-type="float" office:value="1712"><office:annotation>'
    "<text:p>nhập 9</text:p></office:annotation><text:p>1.712</text:p></table:table-cell>"
)
PERCENT: Final = (
    '<table:table-cell office:value-type="percentage" office:value="0.0512">'
    "<text:p>5,12%</text:p></table:table-cell>"
)
SHORTENED: Final = (
    '<table:table-cell office:value-type="float" office:value="1712000">'
    "<text:p>1.712</text:p></table:table-cell>"
)
FAILED: Final = bytes((2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF))
"""The result of a formula in an .xls file: #N/A."""

CASES: Final = (
    Case(
        "a .csv of Vietnamese Excel: semicolons, decimal commas, a byte order mark",
        lambda make: make.csv(
            "Mã đơn vị;Mã chỉ tiêu;Giá trị\r\nncc;fund;1.234,5\r\nvl;rate;2,5 %\r\n", "utf-8-sig"
        ),
        counts=(2, 2, 0, 0, 0),
        stored=("ncc fund 1234.5", "vl rate 2.5"),
    ),
    Case(
        "a .csv with a NUL",
        lambda make: make.csv("unit,indicator,value\nncc,jobs,5\0\n"),
        faults=("không phải là tệp văn bản UTF-8",),
    ),
    Case(
        "a .csv in UTF-16, as Excel calls Unicode text",
        lambda make: make.csv("unit,indicator,value\nncc,jobs,5\n", "utf-16"),
        faults=("không phải là tệp văn bản UTF-8",),
    ),
    Case(
        "a .csv with what spreadsheets write for errors, and a row too short",
        lambda make: make.csv("unit,indicator,value\nncc,jobs,#DIV/0!\nvl,jobs,#####\nncc\n"),
        counts=(3, 0, 0, 3, 0),
        faults=(
            "C2: ô đang báo lỗi #DIV/0!, không phải là ô trống",
            "C3: ô đang báo lỗi #####, không phải là ô trống",
            "B4: thiếu “Mã chỉ tiêu”",
        ),
    ),
    Case(
        "an .ods of any program: repeated rows and columns, notes in cells, a hidden row",
        lambda make: make.ods(
            '<table:table-row table:number-rows-repeated="2"><table:table-cell'
            ' table:number-columns-repeated="1024"/></table:table-row>'
            + make.row("", *HEAD)
            + make.row("", "ncc", "jobs", more=NOTED_CELL)
            + make.row("", "vl", "rate", more=PERCENT).replace(
                "<table:table-row", '<table:table-row table:visibility="filter"'
            )
            + '<table:table-row table:number-rows-repeated="1048571"><table:table-cell'
            ' table:number-columns-repeated="1024"/></table:table-row>'
        ),
        counts=(2, 2, 0, 0, 0),
        stored=("ncc jobs 1712", "vl rate 5.12"),
        noted={"hidden": 1},
    ),
    Case(
        "an .ods whose formula never ran, and one that shows another number than it holds",
        lambda make: make.ods(
            make.row(*HEAD)
            + make.row("ncc", "jobs", more='<table:table-cell table:formula="of:=1+1"/>')
            + make.row("vl", "jobs", more=SHORTENED)
        ),
        counts=(2, 0, 0, 2, 0),
        faults=(
            "C2: công thức trong ô chưa được tính",
            "C3: ô chứa số 1712000 nhưng hiển thị “1.712”; không rõ số nào đúng",
        ),
    ),
    Case(
        "an .ods cell of 2.000 repeated columns is no table",
        lambda make: make.ods(
            make.row(*HEAD)
            + make.row(
                "ncc",
                "jobs",
                more=PERCENT.replace(
                    "<table:table-cell", '<table:table-cell table:number-columns-repeated="2000"'
                ),
            )
        ),
        faults=("tệp có ô nằm ngoài 20000 dòng, 512 cột đầu, hoặc có quá 500000 ô",),
    ),
    Case(
        "a row far down an .xlsx, at the end of the sheet",
        lambda make: make.xlsx([HEAD], then=lambda _, sheet: sheet.write("A1048576", "ncc")),
        faults=("tệp có ô nằm ngoài 20000 dòng, 512 cột đầu, hoặc có quá 500000 ô",),
    ),
    Case(
        "an .xls of records: a per cent format, an error, a formula's error, a hidden row",
        lambda make: make.xls(
            *(make.label(0, column, title) for column, title in enumerate(HEAD)),
            *(make.label(row, 0, "ncc") for row in (1, 2, 3)),
            *(make.label(row, 1, code) for row, code in ((1, "rate"), (2, "jobs"), (3, "fund"))),
            make.number(1, 2, 0.0512, 1),
            make.record(0x0205, struct.pack("<HHHBB", 2, 2, 0, 0x07, 1)),
            make.record(0x0006, struct.pack("<HHH8sHIH", 3, 2, 0, FAILED, 0, 0, 0)),
            make.record(0x0208, struct.pack("<HHHHIHH", 1, 0, 3, 255, 0, 0x20, 0)),
        ),
        counts=(3, 1, 0, 2, 0),
        faults=(
            "C3: ô đang báo lỗi #DIV/0!, không phải là ô trống",
            "C4: ô đang báo lỗi #N/A, không phải là ô trống",
        ),
    ),
    Case(
        "an .xls full to its 65,536th row, as the one that lost 15,841 cases",
        lambda make: make.xls(
            *(make.label(0, column, title) for column, title in enumerate(HEAD)),
            make.label(65_535, 0, "ncc"),
        ),
        faults=(
            (
                "trang tính đầy đến dòng cuối cùng của định dạng (65.536); các dòng sau có thể "
                "đã bị cắt mất"
            ),
        ),
    ),
    Case(
        "no headings at all",
        lambda make: make.xlsx([("Kính gửi Sở",), ("ncc", "jobs", 5)]),
        faults=("không tìm thấy dòng tiêu đề cột trong 30 dòng đầu",),
    ),
    Case(
        "headings typed without marks, and one that stands twice",
        lambda make: make.xlsx(
            [("Mã đơn vi", "Mã chỉ tiêu", "Gía trị", "Giá trị"), ("ncc", "jobs", 5, 6)]
        ),
        faults=("1: cột “Giá trị” đứng hai lần",),
    ),
    Case(
        "an .xlsx that calls itself .xls",
        lambda make: make.xlsx([HEAD]).rename(make.folder / "bieu.xls"),
        faults=("không phải là tệp Excel đời cũ (.xls); bên trong là tệp .xlsx hoặc .ods",),
    ),
    Case(
        "an .xls that calls itself .xlsx",
        lambda make: make.xls().rename(make.folder / "bieu.xlsx"),
        faults=("là tệp Excel đời cũ (.xls) mang đuôi .xlsx",),
    ),
    Case(
        "a page of HTML that calls itself .xls, as old web systems export",
        lambda make: make.csv("<html><table><tr><td>5</td></tr></table></html>").rename(
            make.folder / "bieu.xls"
        ),
        faults=("không phải là tệp bảng tính .xls đọc được, hoặc tệp đã bị hỏng",),
    ),
)
