"""From the path of a fault to the cell of a workbook that it is about."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import evolve, frozen

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.workspace.sector_sheets.fault_words import in_columns

_PATH: Final = re.compile(r"[a-z_]+(?:\.[a-z_]+)*\[[^\[\]\s]*\](?:(?:\.[a-z_]+)*\[[^\[\]\s]*\])*")
_LAST: Final = re.compile(r"(?:\[[^\[\]]*\]|\.?[^.\[\]]+)$")


@frozen
class Spot:
    """A cell: in a fault, ``nganh.xlsx, 'Tiêu chí'!F12``."""

    file: str
    sheet: str
    address: str

    def __str__(self) -> str:
        where = f"'{self.sheet}'!{self.address}" if self.sheet else self.address
        return ", ".join(part for part in (self.file, where) if part)


@frozen
class CellPlaces:
    """Where the values of one file of a sector stand, by their paths: ``criteria[A].points``."""

    spots: Mapping[str, Spot]
    root: Spot
    """Stands for what has no cell of its own."""

    def spot(self, path: str) -> Spot:
        """The cell of a path; else that of what is inside it, else that of what is around it."""
        while path:
            if found := self.spots.get(path) or self._inside(path):
                return found
            path = _LAST.sub("", path)
        return self.root

    def _inside(self, path: str) -> Spot | None:
        within = (f"{path}.", f"{path}[")
        return next((spot for key, spot in self.spots.items() if key.startswith(within)), None)

    def located(self, faults: Iterable[Fault], said: Iterable[str] = ()) -> Iterator[Fault]:
        """Faults with the cell in place of their path, without those of cells that ``said``
        names: what is wrong there is known already."""
        known = set(said)
        told: set[tuple[str, Text | None]] = set()
        for fault in faults:
            place = str(self.spot(fault.place))
            # Words in an expression break it at each of their letters: the first one says it.
            once = (place, None if _is_of_a_letter(fault) else fault.what)
            if place not in known and once not in told:
                told.add(once)
                own = in_columns(fault)
                yield Fault(self._told(own.what), place, own.remedy and self._told(own.remedy))

    def _told(self, text: Text) -> Text:
        """A text with the cells in place of the paths that it names."""
        return Text(_PATH.sub(self._cell, text.vi), _PATH.sub(self._cell, text.en))

    def _cell(self, path: re.Match[str]) -> str:
        spot = self.spots.get(path[0])
        return path[0] if spot is None else str(evolve(spot, file=""))


def _is_of_a_letter(fault: Fault) -> bool:
    return fault.what.en.startswith("At character ") and "The character “" in fault.what.en
