"""How much a write has changed."""

from attrs import frozen


@frozen
class Stored:
    """Counts of the records given to a write; their sum is the number of records."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    """Already there, to the last letter: nothing was written."""

    @property
    def written(self) -> int:
        """New and changed records."""
        return self.new + self.changed
