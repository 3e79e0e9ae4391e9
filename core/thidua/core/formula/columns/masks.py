"""Which rows: masks of which the ordinary ones, all rows or no row, are None and cost nothing."""

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


def both(left: Mask | None, right: Mask | None) -> Mask | None:
    """The rows that are in both; None is every row."""
    if left is None or left is right:
        return right
    return left if right is None else left & right


def either(left: Mask | None, right: Mask | None) -> Mask | None:
    """The rows that are in one of the two; None is no row."""
    if left is None or left is right:
        return right
    return left if right is None else left | right


def but(left: Mask | None, right: Mask | None) -> Mask | None:
    """The rows of ``left`` (None: every row) that are not in ``right`` (None: no row)."""
    if right is None:
        return left
    return ~right if left is None else left & ~right


def has_any(mask: Mask) -> bool:
    """Whether the mask holds a row; counting costs a fraction of ``any`` on few rows."""
    return bool(np.count_nonzero(mask))


def has_all(mask: Mask) -> bool:
    """Whether the mask holds every row."""
    return int(np.count_nonzero(mask)) == len(mask)


def where_any(mask: Mask) -> Mask | None:
    """The mask, or None where it holds no row."""
    return mask if has_any(mask) else None


def unless_all(mask: Mask) -> Mask | None:
    """The mask, or None where it holds every row."""
    return None if has_all(mask) else mask


def filled(mask: Mask | None, rows: int, *, absent: bool) -> Mask:
    """The mask as an array; ``absent`` is what None stands for."""
    return np.full(rows, absent) if mask is None else mask


def chosen(
    condition: Mask, then: Mask | None, otherwise: Mask | None, *, absent: bool
) -> Mask | None:
    """``then`` where the condition holds, else ``otherwise``; None stands for ``absent``."""
    if then is None:
        if otherwise is None:
            return None
        return condition | otherwise if absent else ~condition & otherwise
    if otherwise is None:
        if absent:
            return None if then is condition else ~condition | then
        return condition & then
    return (condition & then) | (~condition & otherwise)
