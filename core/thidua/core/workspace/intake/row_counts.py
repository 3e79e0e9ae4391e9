"""Counts of the rows of a file, so that none is lost unseen.

``read = entries + blank + refused``; where a form says how many rows it was given out with,
``declared``, no fewer may come back.
"""

from attrs import frozen

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused


@frozen
class RowCounts:
    """What the rows below the headings are."""

    read: int
    """Rows of figures, whatever is in them."""
    entries: int
    """Rows that give a figure."""
    blank: int
    """Rows without a value: nothing is stored for them."""
    refused: int = 0
    """Rows with a fault; where there are any, no row is stored."""
    beside: int = 0
    """Rows that hold no figure: headings, totals, notes, signatures."""
    declared: int | None = None
    """Rows of figures that the form was given out with; None for a file that does not say."""

    @property
    def agree(self) -> bool:
        """Whether every row that was read has become one thing."""
        return self.read == self.entries + self.blank + self.refused

    @property
    def words(self) -> Text:
        """One sentence for a user whose file is refused."""
        return Text(
            f"đọc {self.read} dòng: {self.entries} dòng hợp lệ, {self.blank} dòng để trống,"
            f" {self.refused} dòng có lỗi; chưa lưu dòng nào.",
            f"{self.read} rows read: {self.entries} sound, {self.blank} blank,"
            f" {self.refused} with faults; none is stored.",
        )


@frozen
class RowsRefused(Refused):
    """A file is refused for some of its rows."""

    counts: RowCounts
