"""Numbers of a criteria set inside messages, as each language writes them."""

from fractions import Fraction

from thidua.core.exact.decimal_text import is_decimal
from thidua.core.text.bilingual import Text
from thidua.core.text.number_format import format_number


def shown_number(value: Fraction) -> Text:
    """A number in both languages; as a fraction where it has no finite decimals."""
    if not is_decimal(value):
        return Text(str(value), str(value))
    return Text(format_number(value, "vi"), format_number(value, "en"))
