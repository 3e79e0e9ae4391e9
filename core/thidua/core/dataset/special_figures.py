"""What the columns of integers cannot say of a row's figures, as JSON."""

import json
from collections.abc import Mapping
from enum import Enum
from typing import Any

from thidua.core.dataset.naming import column_of, name_of
from thidua.core.exact.decimal_text import canonical, read_canonical
from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.tree import Name
from thidua.core.model.freezing.canonical_json import canonical_json


class Mark(Enum):
    """What is said of a cell without a figure of its own."""

    ABSENT = "absent"
    """Nothing was reported, although a blank would be a presumed zero."""
    ILLUSTRATIVE = "illustrative"
    """The figure is in the column, and nobody published it."""


Special = Figure | Mark
"""What stands beside a cell: a figure in its stead, or a mark."""


def special_text(figures: Mapping[Name, Special]) -> str:
    """Canonical JSON of what stands beside a row."""
    return canonical_json({column_of(name): _plain(one) for name, one in figures.items()})


def special_of(text: str) -> dict[Name, Special]:
    """What :func:`special_text` wrote; ValueError for any other text."""
    try:
        plain = json.loads(text)
        return {name_of(column): _special(one) for column, one in plain.items()}
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not special figures: {text!r}") from error


def _plain(special: Special) -> dict[str, Any]:
    if isinstance(special, Mark):
        return {special.value: True}
    return {
        "value": canonical(special.value),
        "bound": None if special.bound is Bound.EXACT else special.bound.value,
        "presumed": special.presumed or None,
        "illustrative": special.illustrative or None,
    }


def _special(plain: Mapping[str, Any]) -> Special:
    for mark in Mark:
        if plain == {mark.value: True}:
            return mark
    return Figure(
        read_canonical(plain["value"]),
        Bound(plain.get("bound", Bound.EXACT)),
        presumed=plain.get("presumed") is True,
        illustrative=plain.get("illustrative") is True,
    )
