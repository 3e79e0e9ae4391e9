"""What a cell of an .ods file shows, beside the number that it holds.

The file has both: the number exactly, and the text on the screen, in the language of whoever
saved it. From the text come the words around the digits; the digits themselves never.
"""

import re
from fractions import Fraction
from typing import Final

from thidua.office.number_shown import WORTH_SAYING, NumberFormat

_DIGITS: Final = re.compile(r"[-−–+]?\s?[0-9](?:[0-9.,\s']*[0-9])?")
_POWER: Final = re.compile(r"[0-9][eE][-+]?[0-9]|[0-9]/[0-9]")
_PADDED: Final = re.compile(r"0[0-9]+")
_SLACK: Final = Fraction(1, 10**9)


def displayed(number: Fraction, text: str, *, percent: bool) -> tuple[NumberFormat, str]:
    """What surrounds the number on the screen; and where the screen says another number, that.

    >>> displayed(Fraction("6.4"), "6,4 tỷ đồng", percent=False)
    (NumberFormat(head='', tail='tỷ đồng', hundredfold=False, width=0, scale=1), '')
    >>> displayed(Fraction(1712000), "1.712", percent=False)
    (NumberFormat(head='', tail='', hundredfold=False, width=0, scale=1), '1.712')
    """
    text = text.strip()
    found = _DIGITS.search(text)
    percentage = NumberFormat("", "%", hundredfold=True) if percent else NumberFormat()
    if found is None or _POWER.search(text):
        return percentage, ""
    if _PADDED.fullmatch(text) and Fraction(text) == number:
        return NumberFormat(width=len(text)), ""
    head, tail = (_words(part) for part in (text[: found.start()], text[found.end() :]))
    shown = number * 100 if percent else number
    if not any(abs(abs(shown) - it) <= off for it, off in _readings(found.group())):
        return percentage, text
    return NumberFormat(head, tail, hundredfold=percent), ""


def _words(part: str) -> str:
    return " ".join(part.split()) if WORTH_SAYING.search(part) else ""


def _readings(digits: str) -> list[tuple[Fraction, Fraction]]:
    """What the digits may say in one language or another, and how far off by rounding."""
    plain = re.sub(r"[^0-9.,]", "", digits)
    found = [(Fraction(re.sub("[.,]", "", plain)), Fraction(1, 2) + _SLACK)]
    for point in ",.":
        whole, mark, decimals = plain.rpartition(point)
        if mark and decimals.isdigit():
            value = Fraction(f"{re.sub('[.,]', '', whole) or 0}.{decimals}")
            found.append((value, Fraction(1, 2 * 10 ** len(decimals)) + _SLACK))
    return found
