"""How the columns of a dataset are named."""

from thidua.core.formula.tree import Field, Name

CLUSTER, UNIT, NAME = "cluster", "unit", "name"
KIND, SECTOR, STANDING = "kind", "sector", "standing"
SPECIAL = "special"
"""JSON: the figures that are more than an integer at the column's scale."""

JUDGED, NOT_APPLICABLE = "judged:", "not_applicable:"
"""Before the code of a criterion; in ``special`` the former stands for its points."""

WORDS = (KIND, SECTOR, STANDING)
TEXTS = (CLUSTER, UNIT, NAME, *WORDS)
"""The columns of text that every dataset begins with."""


def column_of(name: Name) -> str:
    """The column of an input, as formulas write it: ``jobs_created.target``."""
    return name.indicator if name.field is Field.ACTUAL else f"{name.indicator}.{name.field}"


def name_of(column: str) -> Name:
    """What :func:`column_of` named; ValueError for a field that no figure has."""
    indicator, dot, field = column.partition(".")
    if column.startswith(JUDGED):
        return Name(column)
    if not dot:
        return Name(indicator)
    if Field(field) is Field.ACTUAL:
        raise ValueError(f"not a column of figures: {column!r}")
    return Name(indicator, Field(field))
