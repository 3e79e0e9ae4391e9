"""Which column of a ranking's sheet holds what."""

from collections.abc import Sequence

from attrs import frozen


@frozen
class Columns:
    """Which column of the sheet holds what; all count from 0."""

    sections: int
    layers: Sequence[str]
    """Titles of the layers below the one that ranks."""
    within: Sequence[str]
    """Tables that the totals have a share in: bonus, deductions."""
    keys: int
    has_exact: bool
    has_place: bool
    first: int = 2

    @property
    def total(self) -> int:
        """The column of the totals."""
        return self.first + self.sections

    @property
    def band(self) -> int:
        """The column of the classes."""
        return self.total + 1 + len(self.within) + len(self.layers)

    @property
    def note(self) -> int:
        """The column of remarks, the last that everybody reads."""
        return self.band + 1

    @property
    def compared(self) -> int:
        """The column of the points by which members are ranked."""
        return self.note + 1 if self.has_exact else self.total

    @property
    def key(self) -> int:
        """The first column of tie keys."""
        return self.note + 1 + self.has_exact

    @property
    def place(self) -> int:
        """The column of places with gaps, where ranks have none."""
        return self.key + self.keys

    @property
    def last(self) -> int:
        """The last column."""
        return self.place + self.has_place - 1
