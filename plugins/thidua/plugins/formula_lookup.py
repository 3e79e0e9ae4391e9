"""The formulas that a frozen period asks for by code, whichever plugin has them."""

from collections.abc import Iterator, Mapping

from thidua.core.model.formulas import Formula
from thidua.core.workspace.catalogue import Catalogue
from thidua.core.workspace.provision import Kind


class FormulaLookup(Mapping[str, Formula]):
    """The formulas of a catalogue. Asking for one that a plugin at fault or a dispute keeps out
    is Refused, with the plugins named; for one that nobody has, a KeyError."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def __getitem__(self, code: str) -> Formula:
        if self._catalogue.keeps_out(Kind.FORMULA, code):
            return self._catalogue.formula(code)
        return self._catalogue.formulas[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._catalogue.formulas)

    def __len__(self) -> int:
        return len(self._catalogue.formulas)
