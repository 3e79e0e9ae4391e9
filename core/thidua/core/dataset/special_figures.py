"""The figures that no column of integers holds, as JSON: a line for each row that has any."""

import json
from collections.abc import Mapping
from typing import Any

from thidua.core.dataset.naming import column_of, name_of
from thidua.core.exact.decimal_text import canonical, read_canonical
from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.tree import Name
from thidua.core.model.freezing.canonical_json import canonical_json

Special = Mapping[Name, Figure | None]
"""None: nothing was reported, although a blank would be a presumed zero."""


def special_text(figures: Special) -> str:
    """Canonical JSON of the special figures of a row."""
    return canonical_json({column_of(name): _plain(one) for name, one in figures.items()})


def special_of(text: str) -> dict[Name, Figure | None]:
    """What :func:`special_text` wrote; ValueError for any other text."""
    try:
        plain = json.loads(text)
        return {name_of(column): _figure(one) for column, one in plain.items()}
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not special figures: {text!r}") from error


def _plain(figure: Figure | None) -> dict[str, Any]:
    if figure is None:
        return {}
    return {
        "value": canonical(figure.value),
        "bound": None if figure.bound is Bound.EXACT else figure.bound.value,
        "presumed": figure.presumed or None,
        "illustrative": figure.illustrative or None,
    }


def _figure(plain: Mapping[str, Any]) -> Figure | None:
    if not plain:
        return None
    return Figure(
        read_canonical(plain["value"]),
        Bound(plain.get("bound", Bound.EXACT)),
        presumed=plain.get("presumed") is True,
        illustrative=plain.get("illustrative") is True,
    )
