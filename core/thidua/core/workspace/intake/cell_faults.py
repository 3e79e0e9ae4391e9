"""What is said of a single cell that cannot be read."""

import unicodedata
from collections.abc import Iterable
from typing import Final

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.workspace.readers import Cell

_USUAL: Final = "\t\n\r"


def unseen_sign(text: str) -> str | None:
    """The first control sign, direction mark or zero-width space of a text, as ``U+202E``."""
    for sign in text:
        if unicodedata.category(sign) in ("Cc", "Cf") and sign not in _USUAL:
            return f"U+{ord(sign):04X}"
    return None


def unseen_in_cell(sign: str, place: str) -> Fault:
    """A cell holds what nobody sees, and what makes two equal texts differ."""
    return Fault(
        Text(
            f"ô có ký tự không nhìn thấy được ({sign}).",
            f"the cell holds a sign that cannot be seen ({sign}).",
        ),
        place,
        Text("Hãy xoá ô và gõ lại.", "Clear the cell and type it anew."),
    )


def error_in_cell(cell: Cell, place: str) -> Fault:
    """The program that wrote the file could not compute the cell."""
    if cell.value is None:
        return Fault(
            Text(
                "công thức trong ô chưa được tính.",
                "the formula in the cell has not been computed.",
            ),
            place,
            Text(
                "Hãy mở tệp bằng Excel, chờ tính xong rồi lưu lại.",
                "Open the file in Excel, let it compute, and save it again.",
            ),
        )
    return Fault(
        Text(
            f"ô đang báo lỗi {cell.value}, không phải là ô trống.",
            f"the cell holds the error {cell.value}, which is not an empty cell.",
        ),
        place,
        Text(
            "Hãy sửa ô này trong bảng tính rồi lưu lại.",
            "Mend the cell in the spreadsheet and save it again.",
        ),
    )


def shown_otherwise(cell: Cell, held: str, place: str) -> Fault:
    """The cell holds one number and shows another, thousands or millions left away."""
    return Fault(
        Text(
            f"ô chứa số {held} nhưng hiển thị “{cell.shown}”; không rõ số nào đúng.",
            f"the cell holds {held} but shows “{cell.shown}”; which is meant cannot be told.",
        ),
        place,
        Text(
            "Hãy bỏ định dạng rút gọn của ô rồi ghi con số theo đơn vị tính của chỉ tiêu.",
            "Take off the format that shortens it, and write the number in the indicator's unit.",
        ),
    )


def missing_in_cell(title: Text, place: str) -> Fault:
    """A cell is blank that may not be."""
    return Fault(Text(f"thiếu “{title.vi}”.", f"“{title.en}” is missing."), place)


def merged_value(place: str) -> Fault:
    """One number over several rows: nobody can tell whose it is."""
    return Fault(
        Text(
            "ô này gộp với ô ở dòng trên; không biết giá trị thuộc dòng nào.",
            "the cell is merged with the one above; whose value it is cannot be told.",
        ),
        place,
        Text(
            "Hãy bỏ gộp ô và ghi giá trị của từng dòng.",
            "Unmerge the cells and write the value of each row.",
        ),
    )


def unknown_word(word: str, known: Iterable[Text], place: str) -> Fault:
    """A cell holds none of the few words that it may."""
    texts = tuple(known)
    vi = ", ".join(f"“{text.vi}”" for text in texts)
    en = ", ".join(f"“{text.en}”" for text in texts)
    return Fault(
        Text(f"không hiểu “{word}”.", f"“{word}” is not understood."),
        place,
        Text(f"Các từ dùng được: {vi}.", f"Known words: {en}."),
    )


def not_a_code(word: str, place: str) -> Fault:
    """A code has letters that files and commands cannot carry."""
    return Fault(
        Text(f"“{word}” không phải là mã.", f"“{word}” is no code."),
        place,
        Text(
            "Mã chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch nối, gạch dưới.",
            "A code has plain letters, digits, dots, hyphens and underscores only.",
        ),
    )


def ends_before_start(place: str) -> Fault:
    """Two days stand in the wrong order."""
    return Fault(Text("ngày kết thúc trước ngày bắt đầu.", "the end is before the start."), place)
