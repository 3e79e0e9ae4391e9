"""The faults of an expression, in both languages, with the column where each stands."""

from attrs import frozen

from thidua.core.text.bilingual import Text


@frozen
class ExpressionFault:
    """One thing that an expression must not say. ``column`` counts from 1."""

    what: Text
    column: int | None = None
    remedy: Text | None = None

    def __str__(self) -> str:
        place = f"column {self.column}: " if self.column else ""
        return f"{place}{self.what.en}" + (f" {self.remedy.en}" if self.remedy else "")


class ExpressionRefused(ValueError):
    """The text is not an expression of the formula language; every fault found is in ``faults``."""

    def __init__(self, faults: tuple[ExpressionFault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def fault(
    vi: str, en: str, column: int | None = None, remedy: tuple[str, str] | None = None
) -> ExpressionFault:
    """A fault from its Vietnamese and English words; ``remedy`` in the same order."""
    return ExpressionFault(Text(vi, en), column, Text(*remedy) if remedy else None)
