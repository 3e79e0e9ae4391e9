"""The kinds of unit that a criteria set names: a misspelt one would silently take every unit out
of a criterion, and score the others out of less."""

from collections.abc import Collection, Iterable, Iterator

from thidua.core.model.contribution import Sector
from thidua.core.model.criteria import CriteriaSet
from thidua.core.model.places import criterion_places, within
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.text.suggesting import did_you_mean


def kinds_of(sectors: Iterable[Sector]) -> frozenset[str]:
    """The codes of all kinds of unit that some sectors declare."""
    return frozenset(kind.code for sector in sectors for kind in sector.unit_kinds)


def unknown_kinds(criteria_set: CriteriaSet, known: Collection[str]) -> Iterator[Fault]:
    """A fault for each kind in ``applies_to`` that is not ``known``."""
    for place, criterion in criterion_places(criteria_set):
        for kind in criterion.applies_to:
            if kind not in known:
                yield _no_kind(kind, within(place, "applies_to"), known)


def _no_kind(kind: str, place: str, known: Collection[str]) -> Fault:
    listed = ", ".join(sorted(known))
    others = (
        Text(f"Các loại đang có: {listed}.", f"The kinds there are: {listed}.")
        if known
        else Text("Khai báo loại này ở ngành.", "Declare it as a kind of the sector.")
    )
    return Fault(
        Text(f"Không có loại đơn vị nào mang mã “{kind}”.", f"There is no kind of unit “{kind}”."),
        place,
        did_you_mean(kind, known) or others,
    )
