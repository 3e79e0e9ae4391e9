"""Why a file is not opened, and what to do with it so that it is."""

from pathlib import Path
from typing import Final

from thidua.core.files.refusal import reason_of
from thidua.core.text.bilingual import Text
from thidua.core.text.delimited import SAVE_AS_CSV
from thidua.core.text.fault import Fault, Refused, refuse

LARGEST_FILE: Final = 10 * 1024 * 1024
"""Bytes of a file as it stands on the disk."""
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 512
MOST_CELLS: Final = 500_000

_SAVE_AS_XLSX: Final = Text(
    "Hãy mở tệp bằng Excel và lưu lại ở dạng Excel Workbook (.xlsx).",
    "Open it in Excel and save it as an Excel Workbook (.xlsx).",
)
_SAVE_VALUES: Final = Text(
    "Hãy chép bảng (dán giá trị) sang một tệp .xlsx mới rồi nhập tệp mới.",
    "Copy the table (paste values) into a new .xlsx file and import that.",
)
_SHORTEN: Final = Text(
    "Hãy xoá các dòng, cột thừa ngoài bảng, hoặc chia thành nhiều tệp.",
    "Delete stray rows and columns outside the table, or split the file.",
)


def content_of(file: Path) -> bytes:
    """The bytes of a file; Refused where it cannot be read, or holds more than 10 MiB."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise too_big(file)
        return file.read_bytes()
    except OSError as cause:
        why = reason_of(cause)
        raise refuse(
            f"không mở được tệp: {why.vi}.",
            f"the file cannot be opened: {why.en}.",
            place=file.name,
            remedy=Text(
                "Hãy đóng tệp trong chương trình khác và kiểm tra quyền đọc.",
                "Close it in other programs and check that you may read it.",
            ),
        ) from cause


def too_big(file: Path) -> Refused:
    """More bytes than any table of figures needs."""
    mib = LARGEST_FILE // 1024**2
    return refuse(
        f"tệp lớn hơn {mib} MiB.",
        f"the file is larger than {mib} MiB.",
        place=file.name,
        remedy=_SHORTEN,
    )


def too_many_cells(file: Path) -> Refused:
    """More rows, columns or cells than any table of figures needs."""
    return refuse(
        f"tệp có ô nằm ngoài {MOST_ROWS} dòng, {MOST_COLUMNS} cột đầu, hoặc có quá {MOST_CELLS} ô.",
        f"the file has cells outside its first {MOST_ROWS} rows and {MOST_COLUMNS} columns,"
        f" or more than {MOST_CELLS} cells.",
        place=file.name,
        remedy=_SHORTEN,
    )


def swells(file: Path) -> Refused:
    """Small on the disk, and huge when it is unpacked: an attack, or a broken program."""
    return refuse(
        "nội dung nén trong tệp lớn bất thường.",
        "what is packed in the file is abnormally large.",
        place=file.name,
        remedy=_SHORTEN,
    )


def not_a_workbook(file: Path) -> Refused:
    """Whatever it is, its name claims that it is a workbook."""
    suffix = file.suffix.lower()
    return refuse(
        f"không phải là tệp bảng tính {suffix} đọc được, hoặc tệp đã bị hỏng.",
        f"is no readable {suffix} workbook, or is damaged.",
        place=file.name,
        remedy=_SAVE_AS_XLSX,
    )


def old_workbook(file: Path) -> Refused:
    """An .xls of Excel 97-2003 under a new name."""
    return refuse(
        "là tệp Excel đời cũ (.xls) mang đuôi .xlsx.",
        "is a workbook of old Excel (.xls) with the ending .xlsx.",
        place=file.name,
        remedy=_SAVE_AS_XLSX,
    )


def new_workbook(file: Path) -> Refused:
    """An .xlsx or .ods under the old name."""
    return refuse(
        "không phải là tệp Excel đời cũ (.xls); bên trong là tệp .xlsx hoặc .ods.",
        "is no workbook of old Excel (.xls); inside it is an .xlsx or .ods file.",
        place=file.name,
        remedy=Text(
            "Hãy đổi đuôi tệp cho đúng rồi nhập lại.",
            "Give the file its right ending and import it again.",
        ),
    )


def too_old_workbook(file: Path) -> Refused:
    """An .xls from before Excel 97, or another document of old Office."""
    return refuse(
        "là tệp của Excel 95 trở về trước, hoặc không phải bảng tính.",
        "is of Excel 95 or older, or no workbook at all.",
        place=file.name,
        remedy=_SAVE_AS_XLSX,
    )


def cut_off(file: Path, rows: int) -> Refused:
    """It reaches the very last row of its format, as what is cut off there does."""
    shown = f"{rows:,}"
    return refuse(
        f"trang tính đầy đến dòng cuối cùng của định dạng ({shown.replace(',', '.')});"
        " các dòng sau có thể đã bị cắt mất.",
        f"a sheet is full to the last row of its format ({shown});"
        " what came after may have been cut off.",
        place=file.name,
        remedy=Text(
            "Hãy xuất lại từ chương trình gốc ra .xlsx, chia thành nhiều tệp nhỏ hơn.",
            "Export it again from where it came from, as .xlsx, in several smaller files.",
        ),
    )


def stopped(file: Path, words: Text) -> Refused:
    """Reading it took too long or too much memory, or broke the program that read it."""
    return Refused((Fault(words, file.name, _SAVE_VALUES),))


def encrypted(file: Path) -> Refused:
    """It cannot be opened without a password."""
    return refuse(
        "tệp được đặt mật khẩu nên không đọc được.",
        "the file is protected by a password and cannot be read.",
        place=file.name,
        remedy=Text(
            "Hãy bỏ mật khẩu trong Excel (Tệp > Thông tin > Bảo vệ sổ làm việc) rồi lưu lại.",
            "Take off the password in Excel (File > Info > Protect Workbook) and save again.",
        ),
    )


def holds_foreign_parts(file: Path, part: str) -> Refused:
    """Programs, links to other files, embedded objects: nothing that a table of figures needs."""
    return refuse(
        f"tệp chứa macro, liên kết tới tệp khác hoặc đối tượng nhúng ({part}).",
        f"the file holds a macro, a link to another file or an embedded object ({part}).",
        place=file.name,
        remedy=_SAVE_VALUES,
    )


def not_text(file: Path) -> Refused:
    """No UTF-8, in which alone every Vietnamese letter is beyond doubt."""
    return refuse(
        "không phải là tệp văn bản UTF-8.",
        "is no UTF-8 text.",
        place=file.name,
        remedy=SAVE_AS_CSV,
    )
