"""A number under its number format: the words and signs that the user sees around it.

A cell that holds 0.0512 under ``0.00%`` is 5,12 % to whoever typed it, and 6.4 under
``0.0" tỷ đồng"`` is 6,4 tỷ đồng; read without its format either would change its size.
"""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from typing import Final

from attrs import frozen

from thidua.core.exact.decimal_text import canonical

_LITERAL: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
)
_UNSEEN: Final = re.compile(r"\[[^\]]*\]|_.|\*.")
_DIGITS: Final = re.compile(r"General|[0#?][0#?., /]*(?:[Ee][+-]?[0#?]+)?")
_SCALED: Final = re.compile(r"[0#?](,+)(?![0#?,])")
_PADDED: Final = re.compile(r"0{2,}")
_SECTION: Final = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*);')
_CONDITION: Final = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9]+(?:\.[0-9]+)?)\]")
_HOLDS: Final[Mapping[str, Callable[[Fraction, Fraction], bool]]] = {
    "<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne,
}  # fmt: skip
_SIGNS: Final = {2: (">=", ""), 3: (">", "<", "")}
"""Which numbers the sections of a format are for, by how many there are; "" is for the rest."""
WORTH_SAYING: Final = re.compile(r"[^\W\d_]|[%‰$€₫<>≈~]")
"""Letters and signs that change what a number says; brackets and spaces do not."""


@frozen
class NumberFormat:
    """What a format adds to a number."""

    head: str = ""
    tail: str = ""
    hundredfold: bool = False
    """The number is shown as a percentage of itself."""
    width: int = 0
    """Leading zeros up to so many digits, as codes have."""
    scale: int = 1
    """The number is shown divided by this: thousands or millions are left away, as a rule
    without a word."""
    sections: tuple[tuple[str, Fraction, "NumberFormat"], ...] = ()
    """Where not all numbers are shown alike: a comparison, with what, and the format then."""

    def shown(self, number: Fraction) -> Fraction | str:
        """The number, or as text what its format makes of it."""
        if self.sections:
            return self._section_of(number).shown(number)
        if self.width and number.denominator == 1 and number >= 0:
            return str(number).rjust(self.width, "0")
        value = number * 100 if self.hundredfold else number
        if self.scale > 1 or not (self.head or self.tail):
            return value
        return self._around(value)

    def otherwise(self, number: Fraction) -> str:
        """What is shown instead of the number, where it is another one; else nothing."""
        if self.sections:
            return self._section_of(number).otherwise(number)
        return self._around(number / self.scale) if self.scale > 1 and number else ""

    def _section_of(self, number: Fraction) -> "NumberFormat":
        holding = (
            shown for sign, limit, shown in self.sections if not sign or _HOLDS[sign](number, limit)
        )
        return next(holding, self.sections[0][2])

    def _around(self, value: Fraction) -> str:
        return f"{self.head} {_beyond_doubt(value)} {self.tail}".strip()


def _beyond_doubt(value: Fraction) -> str:
    """Digits with a decimal comma that cannot be read as thousands."""
    whole, _, decimals = canonical(value).partition(".")
    if not decimals:
        return whole
    return f"{whole},{decimals}0" if len(decimals) == 3 else f"{whole},{decimals}"


@lru_cache(maxsize=1024)
def number_format(code: str) -> NumberFormat:
    """Read a format code of Excel as far as it changes what a number says.

    >>> number_format("0.00%").shown(Fraction("0.0512"))
    '5,12 %'
    >>> number_format("#,##0").shown(Fraction(1712))
    Fraction(1712, 1)
    """
    written = _SECTION.findall(f"{code};")[: max(_SIGNS)]
    shown = [_section(one) for one in written]
    if len(set(shown)) == 1:
        return shown[0]
    signs = [_CONDITION.search(one) for one in written]
    return NumberFormat(
        sections=tuple(
            (found[1], Fraction(found[2]), one) if found else (sign, Fraction(0), one)
            for found, sign, one in zip(signs, _SIGNS[len(shown)], shown, strict=False)
        )
    )


def _section(section: str) -> NumberFormat:
    if _PADDED.fullmatch(section):
        return NumberFormat(width=len(section))
    literals: list[str] = []

    def keep(found: re.Match[str]) -> str:
        literals.append(found["quoted"] or found["escaped"] or found["currency"] or "")
        return chr(_PLACEHOLDER + len(literals) - 1)

    bare = _UNSEEN.sub("", _LITERAL.sub(keep, section))
    digits = _DIGITS.search(bare)
    if digits is None:
        return NumberFormat()
    head, tail = (_words(part, literals) for part in (bare[: digits.start()], bare[digits.end() :]))
    scaled = _SCALED.search(digits.group())
    scale = 1000 ** len(scaled[1]) if scaled else 1
    return NumberFormat(head, tail, hundredfold="%" in bare, scale=scale)


_PLACEHOLDER: Final = 0xE000
"""A private letter for each literal, so that nothing in it is taken for a sign of the format."""


def _words(part: str, literals: list[str]) -> str:
    """The text of one side with its literals; empty where it is only spaces and brackets."""
    said = [
        (literals[ord(letter) - _PLACEHOLDER], True) if ord(letter) >= _PLACEHOLDER
        else (letter, False)
        for letter in part
    ]  # fmt: skip
    text = "".join(words for words, _ in said)
    # A digit among the words, as in 0"000", is one more of the number to whoever sees it.
    has_digit = any(is_literal and re.search("[0-9]", words) for words, is_literal in said)
    return text.strip() if has_digit or WORTH_SAYING.search(text) else ""
