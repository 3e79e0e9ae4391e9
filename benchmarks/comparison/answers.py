"""What an engine has found, and how far it is from the right answer."""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from comparison.generation import Ints


@frozen(eq=False)
class Answer:
    """Points in whole cents, one row a criterion; ranks within clusters; classes by number.

    An engine that does a part of the work leaves the rest None.
    """

    cells: Ints | None
    totals: Ints | None
    ranks: Ints | None
    classes: Ints | None


@frozen
class Wrong:
    """How many differ from the right ones; None where the engine does not say."""

    cells: int | None
    totals: int | None
    ranks: int | None
    classes: int | None

    @property
    def is_nothing(self) -> bool:
        """Whether all that the engine says is right."""
        return not any((self.cells, self.totals, self.ranks, self.classes))


def wrong_in(answer: Answer, right: Answer) -> Wrong:
    """Count what differs."""
    return Wrong(
        _differing(answer.cells, right.cells),
        _differing(answer.totals, right.totals),
        _differing(answer.ranks, right.ranks),
        _differing(answer.classes, right.classes),
    )


def _differing(found: Ints | None, right: Ints | None) -> int | None:
    if found is None or right is None:
        return None
    if found.shape != right.shape:
        raise ValueError(f"{found.shape} answers for {right.shape} questions")
    return int(np.count_nonzero(found != right))


def whole_cents(points: NDArray[np.floating]) -> Ints:
    """Points that an engine has already rounded, as the whole cents nearest to them."""
    return np.rint(np.asarray(points, dtype=np.float64) * 100).astype(np.int64)
