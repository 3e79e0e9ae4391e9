"""The trace, from which every explanation is written, gives the points again."""

from fractions import Fraction
from typing import Final

from thidua.core.formula.trace import Trace
from thidua.core.text.bilingual import Text
from thidua.plugins.kit.behaviour.property import Counterexample, Property
from thidua.plugins.kit.behaviour.python_calls import functions_of
from thidua.plugins.kit.behaviour.reevaluation import Contradiction, NotExact, reevaluated
from thidua.plugins.kit.behaviour.scene import Scene, Trial
from thidua.plugins.kit.behaviour.subject import Subject
from thidua.plugins.kit.behaviour.wording import points, said, scene_words


def _broken(subject: Subject, trial: Trial) -> Counterexample | None:
    for unit, cell in trial.scene.cells(subject).items():
        if cell.points is None:
            continue
        given = (cell.points.base, cell.points.bonus)
        for trace, value in zip(_traces(subject, trial.scene, unit), given, strict=True):
            again = _again(subject, trace, unit)
            if again is not None and again != value:
                return _differing(subject, trial, unit, value, again)
    return None


def _traces(subject: Subject, scene: Scene, unit: str) -> tuple[Trace, Trace]:
    """How the base and the bonus of a unit came about."""
    reading = scene.scored(subject).reading(unit, subject.code, trace=True)
    return reading.trace_of(subject.item.base), reading.trace_of(subject.item.bonus)


def _again(subject: Subject, trace: Trace, unit: str) -> Fraction | Text | None:
    """The points by the trace, or how it contradicts itself; None where a figure is no number."""
    try:
        return Fraction(reevaluated(trace, unit, functions_of(subject)))
    except NotExact:
        return None
    except Contradiction:
        return Text("một bước không khớp với các bước trước nó", "a step that does not follow")
    except Exception as error:  # noqa: BLE001 - a fault boundary: a plugin's own code
        remark = f"{type(error).__name__}: {error}"
        return Text(f"lỗi {remark}", f"the error {remark}")


def _differing(
    subject: Subject, trial: Trial, unit: str, value: Fraction, again: Fraction | Text
) -> Counterexample:
    return Counterexample(
        said(
            "Với số liệu {figures}: đơn vị {unit} được {value}, nhưng tính lại theo từng bước của"
            " phần giải thích thì ra {again}.",
            "With {figures}: unit {unit} has {value}, but the steps of its explanation, worked out"
            " again, give {again}.",
            figures=scene_words(subject, trial.scene),
            unit=unit,
            value=points(value),
            again=points(again) if isinstance(again, Fraction) else again,
        )
    )


TRACE: Final = Property(
    "trace",
    Text(
        "Tính lại từng bước của phần giải thích bằng một cách khác thì ra đúng số điểm.",
        "The steps of the explanation, worked out again by other means, give the same points.",
    ),
    _broken,
)
