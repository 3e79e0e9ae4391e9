"""The addresses of many cells, as a spreadsheet shortens them."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

_ADDRESS: Final = re.compile(r"([A-Z]+)([0-9]+)")


def cell_ranges(cells: Iterable[str]) -> str:
    """Runs of cells right under each other as ranges; the order stays.

    >>> cell_ranges(["C2", "C3", "C4", "C8", "D8"])
    'C2:C4, C8, D8'
    """
    runs: list[list[str]] = []
    for cell in cells:
        if runs and _is_below(runs[-1][-1], cell):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return ", ".join(map(_range, runs))


def _is_below(above: str, cell: str) -> bool:
    first, second = _ADDRESS.fullmatch(above), _ADDRESS.fullmatch(cell)
    if first is None or second is None:
        return False
    return first[1] == second[1] and int(first[2]) + 1 == int(second[2])


def _range(run: Sequence[str]) -> str:
    return run[0] if len(run) == 1 else f"{run[0]}:{run[-1]}"
