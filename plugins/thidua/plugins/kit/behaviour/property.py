"""What every behaviour check is: a property of one criterion on one generated trial."""

from collections.abc import Callable

from attrs import frozen

from thidua.core.text.bilingual import Text
from thidua.plugins.kit.behaviour.scene import Trial
from thidua.plugins.kit.behaviour.subject import Subject


@frozen
class Counterexample:
    """Figures on which a property does not hold, in words."""

    words: Text
    subject: str = ""
    """What is at fault where that is not the criterion: a formula by its code."""


def always(subject: Subject) -> Text | None:
    """For a property of every criterion."""
    return None


@frozen
class Property:
    """One check of how criteria behave."""

    check: str
    """Its code."""
    tried: Text
    """What it tries, in words."""
    broken: Callable[[Subject, Trial], Counterexample | None]
    """What a trial shows; None where the property holds in it."""
    not_examined: Callable[[Subject], Text | None] = always
    """Why a criterion is outside the check; None where it is examined."""
    is_prerequisite: bool = False
    """Whether the other checks say nothing of a criterion that fails this one."""
