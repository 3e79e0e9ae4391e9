"""Figures as they are printed in a table: their value, and how far they may be rounded."""

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from attrs import frozen

from thidua.core.exact.decimal_text import canonical, decimal_places
from thidua.core.exact.figure import Bound
from thidua.core.exact.rounding import round_to
from thidua.core.text.numbers import NumberRefused, NumberUnit, read_number
from thidua.core.workspace.readers import Cell

MOST_PLACES: Final = 6
"""Decimals beyond these are the noise of a program's division, not a printed figure."""
TYPED_PLACES: Final = 4
"""A figure with more decimals was computed; it says nothing of how its column is printed."""

_WITH_POINT: Final = re.compile(r"[-−–+]?(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_LONE_POINT: Final = re.compile(r"[-−–+]?[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|[-−–+]?0\.[0-9]+")
_COMMA: Final = re.compile(r"[-−–+]?[0-9.]+,(?:[0-9]{1,2}|[0-9]{4,})|[-−–+]?0,[0-9]+")
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)\s*$")
_POINTS: Final = re.compile(r"\s*(?:điểm|đ|points?)\.?$", re.IGNORECASE)


@frozen
class Printed:
    """One figure of a table."""

    value: Fraction
    """In single units; a percent is its own unit, as in :class:`ParsedNumber`."""
    step: Fraction
    """One in the last printed place, in the unit of ``value``: 0.1 for 33,0."""
    address: str
    bound: Bound = Bound.EXACT
    percent: bool = False
    """A percent sign stands in the cell itself."""

    @property
    def typed(self) -> bool:
        """Whether its last place is one that a person prints."""
        return self.step >= Fraction(1, 10**TYPED_PLACES)


def writes_point(texts: Iterable[str]) -> bool:
    """Whether a table writes its decimals with a point, as programs and English do.

    It does where a figure can hardly be anything else (3.5) and none has a decimal comma.
    """
    seen = [_bare(text) for text in texts]
    return any(map(_LONE_POINT.fullmatch, seen)) and not any(map(_COMMA.fullmatch, seen))


def read_printed(cell: Cell, *, point: bool) -> Printed | None:
    """The figure of a cell; None where it holds none, or an error.

    ``point``: decimals are written with a point here; else the Vietnamese way. Unlike an import,
    an audit stores nothing, so it takes the reading of the table as a whole.
    """
    if cell.error:
        return None
    if isinstance(cell.value, Fraction):
        return _exact(cell.value, cell.address)
    if isinstance(cell.value, str) and (text := _bare(cell.value)):
        return _from_text(text, cell.address, point=point)
    return None


def _bare(text: str) -> str:
    """Without a remark in brackets and the word for points: ``1,50 (100%)``, ``2 điểm``."""
    return _POINTS.sub("", _BRACKETS.sub("", text.strip())).strip()


def _exact(value: Fraction, address: str) -> Printed:
    kept = round_to(value, MOST_PLACES)
    return Printed(kept, Fraction(1, 10 ** decimal_places(kept)), address)


def _from_text(text: str, address: str, *, point: bool) -> Printed | None:
    percent = text.endswith("%")
    digits = text.removesuffix("%").strip()
    if point and _WITH_POINT.fullmatch(digits):
        plain = digits.replace(",", "").translate({ord("−"): "-", ord("–"): "-"})
        _, _, decimals = plain.partition(".")
        return _rounded(Fraction(plain), len(decimals), address, percent=percent)
    try:
        parsed = read_number(text)
    except NumberRefused:
        return None
    shown = parsed.value / parsed.magnitude
    places = max(decimal_places(shown), _decimals(digits, shown))
    return Printed(
        parsed.value,
        Fraction(parsed.magnitude, 10 ** min(places, MOST_PLACES)),
        address,
        parsed.bound,
        parsed.unit is NumberUnit.PERCENT,
    )


def _rounded(value: Fraction, places: int, address: str, *, percent: bool) -> Printed:
    kept = min(places, MOST_PLACES)
    return Printed(round_to(value, kept), Fraction(1, 10**kept), address, percent=percent)


def _decimals(text: str, value: Fraction) -> int:
    """Decimals that are printed, zeros at the end among them: 1 of ``33,0``."""
    found = re.search(r"[,.]([0-9]+)(?![0-9.,])", text)
    if found is None or canonical(abs(value)).partition(".")[2] != found[1].rstrip("0"):
        return 0
    is_grouping = "." in found[0] and len(found[1]) == 3
    return 0 if is_grouping else len(found[1])
