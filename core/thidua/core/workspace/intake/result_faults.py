"""What is said of a row of results that cannot be taken in."""

from fractions import Fraction

from thidua.core.model.observation import Place
from thidua.core.text.bilingual import LANGUAGES, Text
from thidua.core.text.fault import Fault
from thidua.core.text.number_format import format_number


def unknown_unit(unit: str, place: Place | None, where: str, near: Text | None) -> Fault:
    """The unit is not recorded, or, with ``place``, no member of that cluster."""
    if place is None:
        what = Text(f"chưa có đơn vị “{unit}”.", f"there is no unit “{unit}”.")
    else:
        what = Text(
            f"“{unit}” không phải là thành viên của cụm “{place.cluster}” trong kỳ"
            f" “{place.period}”.",
            f"“{unit}” is no member of cluster “{place.cluster}” in period “{place.period}”.",
        )
    return Fault(what, where, near)


def unknown_indicator(code: str, where: str, near: Text | None) -> Fault:
    """No enabled sector and no criteria set of the period has the indicator."""
    return Fault(
        Text(f"không có chỉ tiêu “{code}”.", f"there is no indicator “{code}”."), where, near
    )


def two_bounds(where: str) -> Fault:
    """The value says "trên", and the column of bounds something else."""
    return Fault(
        Text(
            "cận ở cột này khác với từ ghi trước giá trị.",
            "the bound in this column differs from the word before the value.",
        ),
        where,
        Text("Hãy ghi cận ở một chỗ.", "State the bound in one place."),
    )


def two_measures(named: str, stated: str, where: str) -> Fault:
    """The row names one unit of measure, and the head of the table another."""
    return Fault(
        Text(
            f"dòng ghi đơn vị tính “{named}”, nhưng bảng ghi chung là “{stated}”.",
            f"the row is in “{named}”, but the table as a whole in “{stated}”.",
        ),
        where,
        Text(
            "Hãy ghi đơn vị tính ở một chỗ, đúng với con số đã ghi.",
            "State the unit of measure in one place, the one that was followed.",
        ),
    )


def of_another(owner: str, where: str) -> Fault:
    """A row of another unit in the form of one."""
    return Fault(
        Text(f"biểu này là của riêng đơn vị “{owner}”.", f"the form is of unit “{owner}” alone."),
        where,
        Text(
            "Hãy nộp số liệu của đơn vị khác trong biểu của đơn vị đó.",
            "Hand in the figures of another unit in its own form.",
        ),
    )


def rows_lost(where: str, read: int, lacking: int) -> Fault:
    """Fewer rows of figures have come back than the form was given out with."""
    return Fault(
        Text(
            f"biểu phát ra có {read + lacking} dòng số liệu, tệp chỉ còn {read}: thiếu"
            f" {lacking} dòng.",
            f"the form was given out with {read + lacking} rows of figures, the file has {read}:"
            f" {lacking} are lost.",
        ),
        where,
        Text(
            "Không xoá dòng của biểu; chỉ tiêu không có số liệu thì để trống ô. Hãy lấy biểu mới:"
            " thidua result template",
            "Do not delete rows; leave the cell blank where there is no figure. Take a new form:"
            " thidua result template",
        ),
    )


def no_span(where: str) -> Fault:
    """Nothing says to which days the figure belongs."""
    return Fault(
        Text("không biết số liệu thuộc kỳ nào.", "the days of the figure are not stated."),
        where,
        Text(
            "Hãy ghi cột “Từ ngày”, “Đến ngày”, hoặc thêm --period.",
            "Fill in the columns “From” and “To”, or add --period.",
        ),
    )


def other_span(where: str) -> Fault:
    """Above the self layer every figure belongs to the period that is appraised."""
    return Fault(
        Text(
            "với các lớp từ thẩm định trở lên, số liệu phải đúng thời gian của kỳ.",
            "above the self layer a figure must be of the period's own days.",
        ),
        where,
        Text(
            "Hãy để trống cột “Từ ngày”, “Đến ngày”, hoặc chọn đúng kỳ.",
            "Leave the columns “From” and “To” empty, or name the right period.",
        ),
    )


def stands_twice(unit: str, indicator: str, where: str) -> Fault:
    """Two rows give the same figure of the same unit."""
    return Fault(
        Text(
            f"số liệu “{indicator}” của “{unit}” đã có ở dòng trên.",
            f"a figure “{indicator}” of “{unit}” stands in a row above.",
        ),
        where,
        Text("Hãy giữ một dòng.", "Keep one of the rows."),
    )


def small_share(value: Fraction, where: str) -> Fault:
    """A bare 0.95 in the place of a percentage, which a spreadsheet may show as 95 %."""
    vi, en = (
        [format_number(share, language) for share in (value, value * 100)] for language in LANGUAGES
    )
    return Fault(
        Text(f"{vi[0]} % có phải là {vi[1]} %?", f"is {en[0]} % meant to be {en[1]} %?"),
        where,
        Text(
            f"Nếu phải, hãy ghi {vi[1]} rồi nhập lại tệp; nếu không, không cần làm gì.",
            f"If so, write {en[1]} and import the file again; if not, leave it as it is.",
        ),
    )
