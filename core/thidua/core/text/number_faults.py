"""What is said of a text that is no number, or that could be two numbers."""

from fractions import Fraction

from thidua.core.exact.decimal_text import canonical, decimal_places
from thidua.core.text.bilingual import Text
from thidua.core.text.excerpt import excerpt

_HOW = Text(
    vi="Hãy viết một số theo lối Việt Nam, ví dụ: 1.712; 5,12 %; 6,4 tỷ đồng; trên 24.000.",
    en="Write one number the Vietnamese way, for example: 1.712; 5,12 %; 6,4 tỷ đồng;"
    " trên 24.000 (dots group thousands, a comma starts the decimals).",
)


def empty() -> Text:
    """Nothing was typed."""
    return _with_help("Chưa có số nào.", "There is no number.")


def too_long(length: int) -> Text:
    """More characters than any number needs."""
    return _with_help(
        f"Nội dung dài {length} ký tự, không thể là một con số.",
        f"The text has {length} characters, too many for a number.",
    )


def too_large(text: str) -> Text:
    """More digits than a record can hold."""
    shown = excerpt(text)
    return Text(
        vi=f"Số {shown} có quá nhiều chữ số. Hãy viết nhiều nhất 18 chữ số trước dấu phẩy"
        " và 12 chữ số sau dấu phẩy.",
        en=f"The number {shown} has too many digits. Write at most 18 digits before the comma"
        " and 12 after it.",
    )


def no_number(text: str) -> Text:
    """No digits where a number should stand."""
    shown = excerpt(text)
    return _with_help(f"{shown} không phải là một số.", f"{shown} is not a number.")


def unknown_head(text: str, head: str) -> Text:
    """A word before the digits that is not one of the bounds."""
    shown, word = excerpt(text), excerpt(head)
    return Text(
        vi=f"Không hiểu {word} trong {shown}. Trước con số chỉ được viết: trên, hơn, dưới, gần.",
        en=f"{word} in {shown} is not understood. Before the digits write only: trên (over),"
        " hơn (more than), dưới (under), gần (nearly).",
    )


def unknown_tail(text: str, tail: str) -> Text:
    """A word after the digits that is neither a magnitude nor a unit."""
    shown, word = excerpt(text), excerpt(tail)
    return Text(
        vi=f"Không hiểu {word} trong {shown}. Sau con số chỉ được viết: %, nghìn, triệu, tỷ,"
        " đồng; không dùng lối viết lũy thừa.",
        en=f"{word} in {shown} is not understood. After the digits write only: %, nghìn"
        " (thousand), triệu (million), tỷ (billion), đồng; powers of ten are not read.",
    )


def bad_grouping(text: str) -> Text:
    """Dots, commas or spaces that fit no way of writing numbers."""
    shown = excerpt(text)
    return _with_help(
        f"Dấu chấm, dấu phẩy hoặc khoảng trắng trong {shown} đặt không đúng chỗ.",
        f"The dots, commas or spaces in {shown} are misplaced.",
    )


def not_plain(text: str) -> Text:
    """A bound, a magnitude or a unit where a bare number is wanted."""
    shown = excerpt(text)
    return Text(
        vi=f"Ở đây chỉ được viết một số chính xác, không kèm chữ; {shown} có phần chữ đi kèm.",
        en=f"Only an exact number without words can stand here; {shown} carries more.",
    )


def ambiguous(text: str, readings: tuple[Fraction, Fraction], tail: str) -> Text:
    """Two readings, each spelt so that it can be read in one way only."""
    first, second = (" ".join(filter(None, (_spelt(value), tail))) for value in readings)
    shown = excerpt(text)
    return Text(
        vi=f"{shown} có thể hiểu theo hai cách. Hãy viết {first} hoặc {second}.",
        en=f"{shown} can be read in two ways. Write {first} or {second}.",
    )


def wrong_unit(text: str, unit: str) -> Text:
    """A figure in another unit than the indicator is measured in."""
    return Text(
        vi=f"Chỉ tiêu này tính bằng {excerpt(unit)}, nhưng số liệu ghi theo {text}."
        " Hãy viết số liệu theo đúng đơn vị tính của chỉ tiêu.",
        en=f"This indicator is measured in {excerpt(unit)}, but the figure is given in {text}."
        " Write the figure in the indicator's own unit.",
    )


def _spelt(value: Fraction) -> str:
    """Without separators of thousands, and never with exactly three decimals."""
    padding = "0" if decimal_places(value) == 3 else ""
    return canonical(value).replace(".", ",") + padding


def _with_help(vi: str, en: str) -> Text:
    return Text(vi=f"{vi} {_HOW.vi}", en=f"{en} {_HOW.en}")
