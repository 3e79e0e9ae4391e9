"""Where a source could not be read, so that no second fault is made of the stand-in there."""

from collections.abc import Iterable

from thidua.core.model.places import within


class Doubt:
    """The places at which something else than the source stands in a record."""

    def __init__(self, places: Iterable[str] = ()) -> None:
        self._places = frozenset(places)

    def about(self, place: str, *keys: str) -> bool:
        """Whether an item is unreadable as a whole, or in one of its keys."""
        return place in self._places or any(within(place, key) in self._places for key in keys)

    def within(self, place: str) -> bool:
        """Whether anything of an item is unreadable."""
        inside = (f"{place}.", f"{place}[")
        return place in self._places or any(one.startswith(inside) for one in self._places)
