"""The records of a workbook while they are put together, each value with its cell."""

from typing import Any

from attrs import Factory, define

from thidua.core.model.code import CODE
from thidua.core.model.places import item_places, within
from thidua.core.workspace.sector_sheets.detail_forms import GROUP
from thidua.core.workspace.sector_sheets.places import Spot


class Unread:
    """Stands for what a cell holds that could not be read: no reader takes it."""


@define
class Node:
    """A record: its plain values, the cell of each by its path, and the lists that it holds."""

    spot: Spot
    plain: dict[str, Any] = Factory(dict)
    spots: dict[str, Spot] = Factory(dict)
    lists: dict[str, "list[Node]"] = Factory(dict)
    value: Any = None
    """What it is in the list of its parent, where that is no table."""

    @property
    def code(self) -> str | None:
        """The code by which paths name it."""
        if self.value is not None:
            return None
        code = self.plain.get("code")
        return code if isinstance(code, str) and CODE.fullmatch(code) else None

    def put(self, path: str, value: Any) -> None:
        """Set a value; the tables on its path are made."""
        *tables, last = path.split(".")
        here = self.plain
        for key in tables:
            here = here.setdefault(key, {})
        here[last] = value

    def get(self, path: str) -> Any:
        """The value at a path; None where nothing stands there."""
        here: Any = self.plain
        for key in path.split("."):
            here = here.get(key) if isinstance(here, dict) else None
        return here

    def finished(self) -> Any:
        """The plain value with all the lists in their places."""
        for path, nodes in self.lists.items():
            self.put(path, [node.finished() for node in nodes])
        return self.plain if self.value is None else self.value

    def spots_under(self, place: str) -> dict[str, Spot]:
        """The cell of every path at a place and inside it, named as the faults name them."""
        found = {place: self.spot} if place else {}
        found |= {within(place, path): spot for path, spot in self.spots.items()}
        for path, nodes in self.lists.items():
            for group, members in _groups(path, nodes):
                places = item_places(within(place, group), [node.code for node in members])
                for at, node in zip(places, members, strict=True):
                    found |= node.spots_under(at)
        cases = self.lists.get(GROUP, [])
        if len(cases) == 1:
            # Once it is read, a row with one case is its own case.
            found = cases[0].spots_under(place) | found
        return found


def _groups(path: str, nodes: list[Node]) -> list[tuple[str, list[Node]]]:
    """A list under the name that faults give it; of rows, the gates apart."""
    if path != "rows":
        return [(path, nodes)]
    gates = [node for node in nodes if "gate" in node.plain]
    return [("rows", [node for node in nodes if "gate" not in node.plain]), ("gates", gates)]
