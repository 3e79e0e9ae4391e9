"""Formulas of a table of points as a spreadsheet writes them.

Numbers are never turned into binary ones here: a third stands as ``1/3``.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any, Final

from thidua.core.exact.decimal_text import canonical, decimal_places, is_decimal

Place = Callable[[str, int], str]
"""The address of a cell by its table and row."""

_LONGEST_DECIMAL: Final = 6
_FUNCTIONS: Final = {"round": "ROUND", "min": "MIN", "max": "MAX"}
COMPARED: Final = 9
"""Decimals to which points are compared, below which binary numbers differ by noise."""


def formula_of(term: Sequence[Any], place: Place) -> str:
    """The formula, without "=", of a term of ``documents.calculation``; rows that follow each
    other are added as one range."""
    name, *rest = term
    if name == "ref":
        grid, row = rest
        return place(grid, row)
    if name == "number":
        return number_text(Fraction(rest[0]))
    if name == "sum":
        return _sum(rest, place)
    if name == "product":
        return _product(rest, place)
    inner = (str(it) if isinstance(it, int) else formula_of(it, place) for it in rest)
    return f"{_FUNCTIONS[name]}({','.join(inner)})"


def number_text(value: Fraction) -> str:
    """A number of the rules: a short decimal as such, any other as a quotient."""
    if is_decimal(value) and decimal_places(value) <= _LONGEST_DECIMAL:
        return canonical(value)
    return f"{value.numerator}/{value.denominator}"


def _sum(terms: Sequence[Any], place: Place) -> str:
    if not terms:
        return "0"
    if len(terms) > 1 and all(term[0] == "ref" for term in terms):
        return f"SUM({','.join(_ranges(terms, place))})"
    first, *others = terms
    return formula_of(first, place) + "".join(_signed(term, place) for term in others)


def _ranges(refs: Sequence[Any], place: Place) -> Iterator[str]:
    runs = groupby(enumerate(refs), lambda pair: (pair[1][1], pair[1][2] - pair[0]))
    for _, run in runs:
        found = [ref for _, ref in run]
        first, last = place(*found[0][1:]), place(*found[-1][1:])
        yield first if len(found) == 1 else f"{first}:{last.rpartition('!')[2]}"


def _signed(term: Sequence[Any], place: Place) -> str:
    if term[0] == "product" and term[1] == ["number", "-1"] and len(term) == 3:
        return f"-{_factor(term[2], place)}"
    text = formula_of(term, place)
    return text if text.startswith("-") else f"+{text}"


def _product(terms: Sequence[Any], place: Place) -> str:
    return "*".join(_factor(term, place) for term in terms)


def _factor(term: Sequence[Any], place: Place) -> str:
    """A term that may be multiplied or taken away without changing what it says."""
    text = formula_of(term, place)
    several = term[0] == "sum" and not (len(term) > 2 and all(it[0] == "ref" for it in term[1:]))
    return f"({text})" if several or text.startswith("-") else text


def rank_formula(
    own: int, rows: tuple[int, int], points: str, keys: Sequence[tuple[str, bool]]
) -> str:
    """How many are before a row, and one: more points or, where these are equal, the first key
    that differs. ``points`` and ``keys`` are columns by letter, each key with whether more is
    better; rows count from 1, as in addresses."""

    def all_of(column: str) -> str:
        return f"${column}${rows[0]}:${column}${rows[1]}"

    before = [f"SUMPRODUCT(--({all_of(points)}>{points}{own}))"]
    equal = f"({all_of(points)}={points}{own})"
    for column, descending in keys:
        sign = ">" if descending else "<"
        before.append(f"SUMPRODUCT({equal}*({all_of(column)}{sign}{column}{own}))")
        equal += f"*({all_of(column)}={column}{own})"
    return "1+" + "+".join(before)


def dense_formula(own: int, rows: tuple[int, int], places: str) -> str:
    """The rank where shared places leave no gap, from a column of places that leave one."""
    every = f"${places}${rows[0]}:${places}${rows[1]}"
    return f"ROUND(1+SUMPRODUCT(({every}<{places}{own})/COUNTIF({every},{every})),0)"


def band_formula(points: str, scale: Fraction, steps: Sequence[Mapping[str, str]]) -> str:
    """The class that holds the points of a cell, as a percentage of a scale."""
    percent = f"ROUND({points}*100/({number_text(scale)}),{COMPARED})"
    found = '""'
    for step in reversed(steps):
        title = step["title"].replace('"', '""')
        found = f'IF({_within(percent, step)},"{title}",{found})'
    return found


def _within(percent: str, step: Mapping[str, str]) -> str:
    bounds = [
        f"{percent}{sign}{number_text(Fraction(step[end]))}"
        for end, sign in (("low", ">="), ("high", "<"))
        if step[end]
    ]
    return f"AND({','.join(bounds)})" if bounds else "TRUE"
