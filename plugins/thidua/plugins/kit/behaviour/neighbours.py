"""Other members' figures matter only where the criterion says so."""

from typing import Final

from attrs import evolve

from thidua.core.exact.figure import Figure
from thidua.core.text.bilingual import Text
from thidua.plugins.kit.behaviour.property import Counterexample, Property
from thidua.plugins.kit.behaviour.scene import Scene, Trial
from thidua.plugins.kit.behaviour.subject import Subject
from thidua.plugins.kit.behaviour.wording import cell_words, said, scene_words


def _broken(subject: Subject, trial: Trial) -> Counterexample | None:
    scene, own = trial.scene, trial.scene.units[0]
    before = scene.cell(subject)
    changed = scene.having(
        {key: Figure(value) for key, value in trial.others.items() if key[0] != own}
    )
    for other in (changed, evolve(scene, units=(own,))):
        after = other.cell(subject)
        if (after.points, after.unknown) != (before.points, before.unknown):
            return Counterexample(
                said(
                    "Đơn vị {unit} được {before} khi {one}; nhưng được {after} khi {two}. Công thức"
                    " không khai là so với cụm.",
                    "Unit {unit} has {before} with {one}; but {after} with {two}. The formula does"
                    " not say that it looks at the cluster.",
                    unit=own,
                    before=cell_words(subject, before),
                    one=_whole(subject, scene),
                    after=cell_words(subject, after),
                    two=_whole(subject, other),
                )
            )
    return None


def _whole(subject: Subject, scene: Scene) -> Text:
    if len(scene.units) > 1:
        return scene_words(subject, scene)
    return said(
        "chỉ có đơn vị ấy trong cụm ({figures})",
        "it alone in the cluster ({figures})",
        figures=scene_words(subject, scene),
    )


def _not_examined(subject: Subject) -> Text | None:
    if not subject.depends_on_cluster:
        return None
    words = ", ".join(subject.aggregates)
    return Text(f"có khai là so với cả cụm ({words})", f"declared to look at the cluster ({words})")


CLUSTER: Final = Property(
    "cluster-dependence",
    Text(
        "Số liệu của đơn vị khác không làm đổi điểm của tiêu chí không so với cụm.",
        "Other members' figures do not change the points of a criterion that does not look at the"
        " cluster.",
    ),
    _broken,
    _not_examined,
)
