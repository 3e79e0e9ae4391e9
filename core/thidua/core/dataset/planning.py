"""The columns that tables need, where nobody knows them beforehand: a first pass over them."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from thidua.core.dataset.scaling import least_places
from thidua.core.formula.columns.figures import FigureColumn
from thidua.core.formula.tree import Name
from thidua.core.scoring.columns.table import ClusterTable


@frozen
class Plan:
    """What ``header_for`` wants to know: the most decimals of each column, and who is exempt."""

    places: Mapping[Name, int]
    judged_places: Mapping[str, int]
    not_applicable: frozenset[str]


def plan_of(tables: Iterable[ClusterTable]) -> Plan:
    """The columns of tables that are in memory, or are read once more for writing."""
    places: dict[Name, int] = {}
    judged: dict[str, int] = {}
    exempt: set[str] = set()
    for table in tables:
        for name, column in table.figures.items():
            places[name] = _more(places.get(name, 0), column)
        for code, column in table.judged.items():
            judged[code] = _more(judged.get(code, 0), column)
        exempt |= {*table.not_applicable}
    return Plan(places, judged, frozenset(exempt))


def _more(places: int, column: FigureColumn) -> int:
    return max(places, least_places(column))
