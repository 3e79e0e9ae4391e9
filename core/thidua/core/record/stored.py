"""How much a write has changed."""

from attrs import field, frozen


@frozen
class Stored:
    """Counts of the records given to a write; their sum is the number of records."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    """Already there, to the last letter: nothing was written."""
    beside: bool = field(default=False, eq=False)
    """Something changed that is none of the records: a member left out, a cluster renamed."""

    @property
    def written(self) -> int:
        """New and changed records."""
        return self.new + self.changed

    @property
    def anything(self) -> bool:
        """Whether the write has changed anything at all."""
        return self.beside or self.written > 0
