"""Faults of a file with millions of cells: the first are told one by one, the others counted."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np
from attrs import define, field

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, refuse_all

MOST_TOLD = 40
"""Faults that are told one by one."""


@define
class FaultsFound:
    """Faults in the order of rows; one is put into words only when it is to be told."""

    count: int = 0
    _found: list[tuple[int, int, Callable[[], Fault]]] = field(factory=list)
    _said: dict[str, Any] = field(factory=dict)

    def add(self, rows: Any, tell: Callable[[int], Fault]) -> None:
        """Faults in some rows of the file; ``tell`` gets their positions in ``rows``."""
        for position, row in enumerate(rows[:MOST_TOLD].tolist()):
            self._found.append((row, len(self._found), partial(tell, position)))
        self.count += len(rows)

    def add_once(self, what: str, rows: Any, tell: Callable[[int], Fault]) -> None:
        """Likewise, but for the rows of which the same has been said of another column."""
        said = self._said.get(what, rows[:0])
        fresh = np.flatnonzero(~np.isin(rows, said))
        self._said[what] = np.concatenate([said, rows[fresh]])
        self.add(rows[fresh], lambda at: tell(int(fresh[at])))

    def add_general(self, faults: Iterable[Fault]) -> None:
        """Faults of the file as a whole, which come before those of rows."""
        for fault in faults:
            self._found.append((-1, len(self._found), partial(_itself, fault)))
            self.count += 1

    def told(self) -> tuple[Fault, ...]:
        """The first of them, and how many more there are."""
        first = sorted(self._found, key=lambda one: one[:2])[:MOST_TOLD]
        told = [tell() for _, _, tell in first]
        if self.count > len(first):
            told.append(_further(self.count - len(first)))
        return tuple(told)

    def refuse(self) -> None:
        """Raise Refused where there is any."""
        refuse_all(self.told())


def _itself(fault: Fault) -> Fault:
    return fault


def _further(count: int) -> Fault:
    return Fault(
        Text(
            f"… và {count} lỗi khác.",
            f"… and {count} more.",
        )
    )
