"""One calculation checked: the stated figure, the one its parts give, and whether they agree.

A printed figure stands for all that rounds to it: 33,0 for [32,95; 33,05). Where parts are
rounded themselves, each may be off by half of its last place, and so may their sum by as many
halves; within that a figure agrees, and it is said. Points are given, not rounded: they add up
exactly, unless they show that a division made them (33,33).
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Final

from attrs import frozen

from thidua.core.exact.decimal_text import decimal_places, is_decimal
from thidua.core.exact.figure import Bound
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.number_format import bound_word, format_number
from thidua.core.workspace.auditing.printed import Printed
from thidua.core.workspace.report_data import Verdict

SHOWN_PLACES: Final = 4
"""Decimals shown of a figure that has no end."""
_HALF: Final = Fraction(1, 2)
_POINT_STEP: Final = Fraction(1, 20)
"""Points are given in steps of at least 0,05; finer ones come out of a division."""
_FINEST_STEP: Final = Fraction(1, 10)


class Kind(StrEnum):
    """What is calculated again."""

    GROUP = "group"
    """A row against the rows under it."""
    TOTAL = "total"
    ROW_TOTAL = "row-total"
    SHARE = "share"
    AVERAGE = "average"
    BALANCE = "balance"
    CEILING = "ceiling"
    """Points against the most that the row allows."""


@frozen
class Part:
    """One part of a calculation."""

    figure: Printed
    sign: int = 1
    rounded: bool = False
    """It may be off by half of its last place."""
    step: Fraction = Fraction(0)
    """One in the last place that its column prints."""

    @property
    def value(self) -> Fraction:
        """What it adds: the figure with its sign."""
        return self.figure.value * self.sign

    @property
    def slack(self) -> Fraction:
        """By how much it may be off."""
        return _HALF * self.step if self.rounded else Fraction(0)


@frozen
class Finding:
    """One calculation of a table, done again."""

    kind: Kind
    sheet: str
    place: str
    """The cell that states the result, ``C12``."""
    label: Text
    """What it is, in words: row and column."""
    stated: Fraction
    recomputed: Fraction | None
    parts: tuple[str, ...]
    """The cells of the parts."""
    working: Text
    """The calculation: ``10 + 20 + 15 = 45``."""
    verdict: Verdict
    note: Text

    @property
    def difference(self) -> Fraction | None:
        """Stated less recomputed; positive where too much is stated. None without a figure to
        compare with, and for points within their maximum."""
        if self.recomputed is None:
            return None
        apart = self.stated - self.recomputed
        return None if self.kind is Kind.CEILING and apart <= 0 else apart


@frozen
class Claim:
    """A stated figure and where it stands; what is checked."""

    kind: Kind
    sheet: str
    label: Text
    figure: Printed
    step: Fraction
    """One in the last place that its column prints."""


def last_place(figure: Printed, step: Fraction) -> Fraction:
    """One in the last place of a figure in a column that prints to ``step``: zeros at the end
    are left out (5 is 5,0 beside 5,5), but 6,4 tỷ is known to a tenth of a billion."""
    return figure.step if figure.step > 1 else min(figure.step, step)


def is_computed(figure: Printed) -> bool:
    """Whether points show that a division made them: 33,33, but not 2,25."""
    return figure.step < _FINEST_STEP and (figure.value / _POINT_STEP).denominator != 1


def agrees(claim: Claim, value: Fraction, slack: Fraction) -> bool:
    """Whether the stated figure may stand for a value that is known up to ``slack``."""
    apart = value - claim.figure.value
    if not slack and not apart:
        return True
    half = _HALF * last_place(claim.figure, claim.step)
    if slack:
        return abs(apart) <= half + slack
    return -half <= apart < half if claim.figure.value >= 0 else -half < apart <= half


def judged(
    claim: Claim,
    value: Fraction,
    parts: Sequence[Part],
    working: Text,
    missing: Sequence[str] = (),
    slack: Fraction | None = None,
) -> Finding:
    """The verdict on a claim: by its parts, their rounding and what is missing of them."""
    loose = sum((part.slack for part in parts), Fraction(0)) if slack is None else slack
    bounded = [it.figure for it in parts if it.figure.bound is not Bound.EXACT]
    if agrees(claim, value, loose):
        exact = value == claim.figure.value
        return _finding(claim, value, parts, working, Verdict.AGREES, _agreed(exact=exact))
    if claim.figure.bound is not Bound.EXACT or bounded:
        return _finding(claim, value, parts, working, Verdict.NOT_VERIFIABLE, _BOUNDED)
    if missing:
        note = _lacking(missing)
        return _finding(claim, value, parts, working, Verdict.NOT_VERIFIABLE, note)
    note = disagreement(claim.figure.value - value)
    return _finding(claim, value, parts, working, Verdict.DISAGREES, note)


def unverifiable(claim: Claim, note: Text) -> Finding:
    """A claim whose parts are not there."""
    working = Text("không có số để tính lại", "nothing to compute it from")
    return Finding(
        claim.kind, claim.sheet, claim.figure.address, claim.label, claim.figure.value, None, (),
        working, Verdict.NOT_VERIFIABLE, note,
    )  # fmt: skip


def _finding(
    claim: Claim,
    value: Fraction,
    parts: Iterable[Part],
    working: Text,
    verdict: Verdict,
    note: Text,
) -> Finding:
    cells = tuple(part.figure.address for part in parts)
    return Finding(
        claim.kind, claim.sheet, claim.figure.address, claim.label, claim.figure.value, value,
        cells, working, verdict, note,
    )  # fmt: skip


_BOUNDED: Final = Text(
    "chưa khớp, nhưng có số ghi “trên”, “dưới”, “gần” nên chưa kết luận được",
    "does not fit, but figures that say “over”, “under” or “nearly” leave it open",
)


def _agreed(*, exact: bool) -> Text:
    if exact:
        return Text("khớp", "agrees")
    return Text("khớp trong phạm vi làm tròn", "agrees within rounding")


def _lacking(cells: Sequence[str]) -> Text:
    named = ", ".join(cells)
    return Text(f"chưa khớp, nhưng ô {named} còn trống", f"does not fit, but {named} is empty")


def disagreement(apart: Fraction) -> Text:
    """By how much the stated figure is off, and which way."""
    size = abs(apart)
    if apart < 0:
        return Text(
            f"không khớp, thấp hơn {number(size, 'vi')}", f"disagrees, {number(size, 'en')} too low"
        )
    return Text(
        f"không khớp, cao hơn {number(size, 'vi')}", f"disagrees, {number(size, 'en')} too high"
    )


def number(value: Fraction, language: Language) -> str:
    """A figure in full where it is short, else rounded and marked so."""
    if is_decimal(value) and decimal_places(value) <= SHOWN_PLACES:
        return format_number(value, language).replace("-", "−")
    return f"≈ {format_number(value, language, SHOWN_PLACES)}".replace("-", "−")


def equals(value: Fraction, language: Language) -> str:
    """``= 45``; where the figure has no end, ``≈ 97,9167``."""
    shown = number(value, language)
    return shown if shown.startswith("≈") else f"= {shown}"


def printed(figure: Printed, language: Language) -> str:
    """A stated figure with the word of its bound."""
    words = (bound_word(figure.bound, language), number(figure.value, language))
    return " ".join(filter(None, words))


def sum_words(parts: Sequence[Part], value: Fraction) -> Text:
    """``10 + 20 − 5 = 25``."""
    return Text(_sum_words(parts, value, "vi"), _sum_words(parts, value, "en"))


def _sum_words(parts: Sequence[Part], value: Fraction, language: Language) -> str:
    words = ""
    for part in parts:
        takes = part.value < 0
        sign = (" − " if takes else " + ") if words else ("−" if takes else "")
        words += sign + printed(_sized(part), language)
    return f"{words} {equals(value, language)}"


def _sized(part: Part) -> Printed:
    figure = part.figure
    return Printed(abs(figure.value), figure.step, figure.address, figure.bound, figure.percent)
