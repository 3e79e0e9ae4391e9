"""Generated figures of a small cluster, and how a criterion is scored on them."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

from attrs import evolve, frozen

from thidua.core.exact.figure import Bound, Figure
from thidua.core.formula.evaluation import Reading
from thidua.core.formula.tree import Name
from thidua.core.model.observation import JudgedPoints, Layer, Place
from thidua.core.scoring.cells import Cell, cell_of
from thidua.core.scoring.entries import NOTHING, Entries, Member
from thidua.core.scoring.scored import Scored, UnitFigures
from thidua.plugins.kit.behaviour.subject import Subject

Key = tuple[str, Name]
"""A unit, and one of its figures."""

_PLACE: Final = Place("kit", "kit")


@frozen
class Scene:
    """The members of a cluster with what is reported of them; what is blank is not in it."""

    units: tuple[str, ...]
    figures: Mapping[Key, Figure]
    judged: Mapping[tuple[str, str], Fraction]
    """By unit and criterion."""

    def having(self, changes: Mapping[Key, Figure | None]) -> "Scene":
        """With other figures in place of these; None for a blank."""
        merged = {**self.figures, **changes}
        return evolve(self, figures={key: one for key, one in merged.items() if one is not None})

    def exact(self, key: Key) -> Fraction | None:
        """A figure that is one number; None for a blank or a bounded one."""
        figure = self.figures.get(key)
        return figure.value if figure is not None and figure.bound is Bound.EXACT else None

    def scored(self, subject: Subject) -> Scored:
        """The cluster as scoring takes it."""
        members = tuple(Member(unit, unit, subject.kind) for unit in self.units)
        return Scored(subject.compiled, members, self._entries(subject))

    def _entries(self, subject: Subject) -> Entries:
        presumed = {(unit, name): NOTHING for unit in self.units for name in subject.presumed}
        return Entries(
            layer=Layer.SELF,
            figures={**presumed, **self.figures},
            judged={
                (unit, code): JudgedPoints(unit, code, _PLACE, Layer.SELF, points, "kit")
                for (unit, code), points in self.judged.items()
            },
        )

    def cells(self, subject: Subject, order: Iterable[str] = ()) -> dict[str, Cell]:
        """The criterion's cells by unit, read one after another in an order of the units."""
        scored = self.scored(subject)
        members = {member.unit: member for member in scored.members}
        return {unit: cell_of(scored, subject.item, members[unit]) for unit in order or self.units}

    def cell(self, subject: Subject, unit: str = "") -> Cell:
        """The cell of one unit, without another the first."""
        (found,) = self.cells(subject, [unit or self.units[0]]).values()
        return found

    def total(self, subject: Subject) -> Fraction | None:
        """Base and bonus of the first unit; None where they are unknown."""
        points = self.cell(subject).points
        return None if points is None else points.base + points.bonus

    def is_plausible(self, subject: Subject) -> bool:
        """Whether the sector's own strict checks let the figures of every unit in."""
        if not subject.conditions:
            return True
        entries = self._entries(subject)
        readings = [Reading(UnitFigures(unit, entries)) for unit in self.units]
        return not any(
            reading.truth(node) is False for reading in readings for node in subject.conditions
        )


@frozen
class Trial:
    """A scene, and what is varied in it."""

    scene: Scene
    others: Mapping[Key, Fraction]
    """Another number for every figure."""
    order: tuple[str, ...]
    """The units in another order."""
    factor: Fraction
    """By what figures are multiplied where their scale must not matter."""
