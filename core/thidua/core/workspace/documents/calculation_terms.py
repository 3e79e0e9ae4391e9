"""Formulas of a table of points as terms: what a spreadsheet can say, evaluated exactly here."""

from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from math import prod
from typing import Any, Final, TypeAlias

from attrs import frozen

from thidua.core.exact.rounding import round_to

ZERO: Final = Fraction(0)


@frozen
class Ref:
    """The cell of another row in the same column."""

    grid: str
    row: int


@frozen
class Number:
    """A number of the rules."""

    value: Fraction


@frozen
class Sum:
    """All of them added; nothing makes 0."""

    terms: "tuple[Term, ...]"


@frozen
class Product:
    """All of them multiplied."""

    terms: "tuple[Term, ...]"


@frozen
class Least:
    """The smaller of two."""

    one: "Term"
    other: "Term"


@frozen
class Greatest:
    """The greater of two."""

    one: "Term"
    other: "Term"


@frozen
class Rounded:
    """To a number of decimals, a half away from zero, as spreadsheets round."""

    term: "Term"
    places: int


Term: TypeAlias = Ref | Number | Sum | Product | Least | Greatest | Rounded
Lookup = Callable[[Ref], Fraction]


def value_of(term: Term, known: Lookup) -> Fraction:
    """What a term comes to, with no digit lost."""
    match term:
        case Ref():
            return known(term)
        case Number(value):
            return value
        case Sum(terms):
            return sum((value_of(it, known) for it in terms), ZERO)
        case Product(terms):
            return prod((value_of(it, known) for it in terms), start=Fraction(1))
        case Rounded(inner, places):
            return round_to(value_of(inner, known), places)
        case Least(one, other):
            return min(value_of(one, known), value_of(other, known))
        case Greatest(one, other):
            return max(value_of(one, known), value_of(other, known))


def term_as_plain(term: Term) -> list[Any]:
    """A term as nested lists, its name first; a number is text: ``"25/2"``."""
    match term:
        case Ref(grid, row):
            return ["ref", grid, row]
        case Number(value):
            return ["number", str(value)]
        case Sum(terms):
            return ["sum", *map(term_as_plain, terms)]
        case Product(terms):
            return ["product", *map(term_as_plain, terms)]
        case Rounded(inner, places):
            return ["round", term_as_plain(inner), places]
        case Least(one, other):
            return ["min", term_as_plain(one), term_as_plain(other)]
        case Greatest(one, other):
            return ["max", term_as_plain(one), term_as_plain(other)]


def less(whole: Term, *parts: Term) -> Term:
    """The first without the others."""
    taken = (Product((Number(Fraction(-1)), part)) for part in parts)
    return reduce(lambda so_far, part: Sum((*_terms(so_far), part)), taken, whole)


def times(term: Term, factor: Fraction) -> Term:
    """A term multiplied by a number of the rules."""
    return term if factor == 1 else Product((term, Number(factor)))


def _terms(term: Term) -> tuple[Term, ...]:
    if isinstance(term, Sum) and not all(isinstance(it, Ref) for it in term.terms):
        return term.terms
    return (term,)
