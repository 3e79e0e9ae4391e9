"""What the first sheet of a sector's workbook tells the official who fills in the others."""

from typing import Final

from thidua.core.text.bilingual import Text

UPRIGHT_HEADS: Final = (
    Text("Mục", "Item"),
    Text("Mã dòng (không sửa)", "Code of the row (leave it)"),
    Text("Nội dung", "Content"),
)
GUIDE_SHEET: Final = Text("Hướng dẫn", "Guide")
GUIDE: Final = (
    Text(
        "Sổ tính này định nghĩa một ngành: chỉ tiêu, công thức, bảng điểm. Sửa xong, nạp lại bằng"
        " lệnh: thidua sector add TỆP.xlsx",
        "This workbook defines a sector: indicators, formulas, point tables. Once changed, take it"
        " in with: thidua sector add FILE.xlsx",
    ),
    Text(
        "Dòng chữ xám nhỏ dưới tiêu đề là mã cột; máy đọc cột theo mã này. Có thể đổi tiêu đề, đổi"
        " chỗ, ẩn hoặc xóa cột không dùng, thêm cột ghi chú không có mã.",
        "The small grey row under the headings holds the codes by which columns are read. Headings"
        " may be changed, columns moved, hidden or deleted, and columns for notes added.",
    ),
    Text(
        "Ô để trống nghĩa là không quy định. Dòng trống được bỏ qua. Ở cột mã tiêu chí của các"
        " sheet chi tiết, để trống nghĩa là như dòng trên.",
        "A blank cell says nothing. Blank rows are skipped. Where a detail sheet names its"
        " criterion, blank means that of the row above.",
    ),
    Text(
        "Số lẻ viết dấu phẩy: 0,5. Riêng trong công thức và điều kiện, số lẻ viết dấu chấm (98.5),"
        " vì dấu phẩy ngăn cách các đối số. Không ghi dấu chấm ngăn cách hàng nghìn.",
        "Decimals of numbers have a comma: 0,5. In formulas and conditions they have a point"
        " (98.5), for there a comma parts arguments. No separators of thousands.",
    ),
    Text(
        "Công thức và điều kiện viết như văn bản, không có dấu = ở đầu.",
        "Formulas and conditions are written as text, without = before them.",
    ),
    Text(
        "Tên gọi ghi bằng tiếng Việt; ô tên tiếng Anh để trống thì dùng luôn tên tiếng Việt.",
        "Titles are given in Vietnamese; where the English one is blank, that stands for it.",
    ),
    Text(
        "Di chuột vào tiêu đề cột để xem cách ghi. Khi nạp, mọi lỗi được báo một lượt, kèm tên"
        " sheet và địa chỉ ô.",
        "Point at a heading to see what to write. Whatever is wrong is told at once, each fault"
        " with its sheet and cell.",
    ),
)
