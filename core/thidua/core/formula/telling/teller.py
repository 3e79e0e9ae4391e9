"""What the words of one node ask of the explanation around it."""

from typing import Protocol

from thidua.core.formula.telling.sentences import Said
from thidua.core.formula.titles import Naming
from thidua.core.formula.trace import Trace
from thidua.core.text.bilingual import Language


class Teller(Protocol):
    """An explanation under way, in one language."""

    @property
    def language(self) -> Language: ...
    @property
    def naming(self) -> Naming: ...
    @property
    def criterion(self) -> str:
        """The code of the criterion that is explained; empty where the trace does not say."""
        ...

    def is_formula_guard(self, trace: Trace) -> bool:
        """Whether a choice was written in a formula, not in the set that uses it."""
        ...

    def say(self, vi: str, en: str) -> str:
        """The words in the language of the explanation."""
        ...

    def tell(self, trace: Trace, *, in_row: bool = False) -> Said:
        """The words of a number node; in a rule row, cases are counted with their unit."""
        ...

    def operand(self, trace: Trace) -> Said:
        """The words of a number node inside an infix text: infix itself, or a mere number."""
        ...

    def settle(self, trace: Trace) -> Said:
        """The node as a mere number, how it came about in lines of its own."""
        ...
