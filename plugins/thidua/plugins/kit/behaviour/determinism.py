"""The same figures give the same points: again, and in any order of the units."""

from collections.abc import Mapping
from typing import Final

from thidua.core.scoring.cells import Cell
from thidua.core.text.bilingual import Text
from thidua.plugins.kit.behaviour.property import Counterexample, Property
from thidua.plugins.kit.behaviour.scene import Scene, Trial
from thidua.plugins.kit.behaviour.subject import Subject
from thidua.plugins.kit.behaviour.wording import cell_words, said, scene_words


def _broken(subject: Subject, trial: Trial) -> Counterexample | None:
    scene = trial.scene
    first = scene.cells(subject)
    again = scene.cells(subject)
    reordered = scene.cells(subject, trial.order)
    last = scene.cells(subject, tuple(reversed(scene.units)))
    return (
        _differing(subject, scene, first, again, _AGAIN)
        or _differing(subject, scene, first, reordered, _REORDERED)
        or _differing(subject, scene, first, last, _REORDERED)
    )


_AGAIN: Final = Text("tính lại lần nữa", "when scored again")
_REORDERED: Final = Text(
    "khi các đơn vị được tính theo thứ tự khác", "when the units are scored in another order"
)


def _differing(
    subject: Subject,
    scene: Scene,
    first: Mapping[str, Cell],
    second: Mapping[str, Cell],
    when: Text,
) -> Counterexample | None:
    for unit, cell in first.items():
        other = second[unit]
        if (cell.points, cell.unknown) != (other.points, other.unknown):
            return Counterexample(
                said(
                    "Cùng số liệu ({figures}), đơn vị {unit} được {first}, nhưng {when} thì được"
                    " {second}.",
                    "With the same figures ({figures}) unit {unit} has {first}, but {when}"
                    " {second}.",
                    figures=scene_words(subject, scene),
                    unit=unit,
                    first=cell_words(subject, cell),
                    when=when,
                    second=cell_words(subject, other),
                )
            )
    return None


DETERMINISTIC: Final = Property(
    "deterministic",
    Text(
        "Cùng số liệu cho cùng điểm: tính hai lần, và tính các đơn vị theo thứ tự khác.",
        "The same figures give the same points: scored twice, and with the units in other orders.",
    ),
    _broken,
    is_prerequisite=True,
)
