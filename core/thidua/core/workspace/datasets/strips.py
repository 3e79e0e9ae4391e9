"""Figures of a file before they are checked: strips of one indicator and kind, in columns."""

from collections.abc import Callable
from typing import Any

from attrs import frozen

from thidua.core.formula.columns.integers import IntColumn
from thidua.core.formula.tree import Name
from thidua.core.workspace.datasets.faults_found import FaultsFound


@frozen(eq=False)
class Strip:
    """Figures of one name, none of them blank; Arrow arrays of text."""

    name: Name
    units: Any
    values: Any
    rows: IntColumn
    """Where each stands in the file, counted from 0."""
    column: str
    """The heading of the column in which the values stand."""
    bounds: Any = None
    """None: all are exact."""
    sources: Any = None
    illustrative: Any = None
    """1 or 0 of each; None: none is."""


@frozen(eq=False)
class BulkFile:
    """A file of figures as it was read."""

    name: str
    strips: tuple[Strip, ...]
    read: int
    """Cells of figures, blank ones among them."""
    place: Callable[[int, str], str]
    """Where a cell is, for a person: of a row and the heading of a column."""
    faults: FaultsFound
    """What was found wrong so far; figures of unknown names are in no strip."""
    ignored: tuple[str, ...] = ()
    """Columns that hold no figures to be stored."""
