"""All behaviour checks of one criteria set: a quick search for any fault, then each by itself."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from typing import Final

from attrs import define, field

from thidua.core.text.bilingual import Text
from thidua.plugins.kit.behaviour.blanks import NOT_ZERO
from thidua.plugins.kit.behaviour.bounds import WITHIN_BOUNDS
from thidua.plugins.kit.behaviour.determinism import DETERMINISTIC
from thidua.plugins.kit.behaviour.direction import DIRECTION
from thidua.plugins.kit.behaviour.neighbours import CLUSTER
from thidua.plugins.kit.behaviour.property import Counterexample, Property
from thidua.plugins.kit.behaviour.python_calls import PYTHON
from thidua.plugins.kit.behaviour.scaling import SCALE
from thidua.plugins.kit.behaviour.scene import Trial
from thidua.plugins.kit.behaviour.subject import Subject
from thidua.plugins.kit.behaviour.surroundings import restored
from thidua.plugins.kit.behaviour.tracing import TRACE
from thidua.plugins.kit.behaviour.wording import joined
from thidua.plugins.kit.results import Area, CheckResult, Verdict

PROPERTIES: Final = (
    DETERMINISTIC,
    PYTHON,
    WITHIN_BOUNDS,
    DIRECTION,
    NOT_ZERO,
    SCALE,
    CLUSTER,
    TRACE,
)
"""Every check of the behaviour, in the order in which they are reported."""
MOST_CODES: Final = 12
"""Criteria that a result names one by one."""


@define
class Findings:
    """What one check found, criterion by criterion."""

    held: list[str] = field(factory=list)
    """Criteria that it holds for."""
    left: dict[Text, list[str]] = field(factory=dict)
    """Criteria that it does not examine, by the reason."""
    broken: list[tuple[str, Counterexample]] = field(factory=list)

    def leave(self, why: Text, code: str) -> None:
        """Note a criterion as not examined."""
        self.left.setdefault(why, []).append(code)


def examine(subjects: Iterable[Subject], *, examples: int, seed: int) -> Iterator[CheckResult]:
    """The results of every check on all the criteria of a set."""
    findings = {one.check: Findings() for one in PROPERTIES}
    faulty: set[tuple[str, str]] = set()
    for subject in subjects:
        _examine(subject, findings, faulty, examples, seed)
    for one in PROPERTIES:
        yield from _results(one, findings[one.check])


def _examine(
    subject: Subject,
    findings: Mapping[str, Findings],
    faulty: set[tuple[str, str]],
    examples: int,
    seed: int,
) -> None:
    concerned = _concerned(subject, findings)
    is_sound = _search(subject, concerned, examples, seed) is None
    stopped: Property | None = None
    for one in concerned:
        if stopped is not None:
            findings[one.check].leave(_AFTER[stopped.check], subject.code)
            continue
        found = None if is_sound else _found(subject, one, examples, seed)
        if found is None:
            findings[one.check].held.append(subject.code)
            continue
        stopped = one if one.is_prerequisite else None
        if _is_new(subject, one, found, faulty):
            findings[one.check].broken.append((subject.code, found))


def _concerned(subject: Subject, findings: Mapping[str, Findings]) -> list[Property]:
    concerned = []
    for one in PROPERTIES:
        why = one.not_examined(subject)
        if why is None:
            concerned.append(one)
        else:
            findings[one.check].leave(why, subject.code)
    return concerned


def _is_new(
    subject: Subject, one: Property, found: Counterexample, faulty: set[tuple[str, str]]
) -> bool:
    """Whether it is the first report of the fault: a criterion shows the faults of its parts, and
    a formula is used by several criteria."""
    at_fault = found.subject or subject.code
    key = (one.check, at_fault)
    parents = {(one.check, above.criterion.code) for above in subject.compiled.criteria[1:]}
    is_known = key in faulty
    faulty.update({key} | parents)
    return not is_known


def _search(
    subject: Subject, properties: Iterable[Property], examples: int, seed: int
) -> Trial | None:
    """The smallest trial in which any of the properties is broken."""
    from thidua.plugins.kit.behaviour.drawing import trials
    from thidua.plugins.kit.behaviour.searching import smallest

    # What a formula does to its surroundings shows before anything else has called it.
    listed = sorted(properties, key=lambda one: one.check != PYTHON.check)

    def fails(trial: Trial) -> bool:
        if not trial.scene.is_plausible(subject):
            return False
        with restored() if subject.python_formulas else nullcontext():
            return any(one.broken(subject, trial) is not None for one in listed)

    return smallest(trials(subject), fails, examples=examples, seed=seed)


def _found(subject: Subject, one: Property, examples: int, seed: int) -> Counterexample | None:
    seen: list[Counterexample] = []

    def broken(subject: Subject, trial: Trial) -> Counterexample | None:
        found = one.broken(subject, trial)
        if found is not None:
            seen[:] = [found]
        return found

    watched = Property(one.check, one.tried, broken)
    trial = _search(subject, [watched], examples, seed)
    # A formula that answers by chance may hold the next time: then the last fault seen counts.
    return None if trial is None else one.broken(subject, trial) or seen[0]


_AFTER: Final = {
    DETERMINISTIC.check: Text("cùng số liệu mà điểm lúc khác nhau", "not deterministic"),
    PYTHON.check: Text("công thức Python có lỗi", "the Python formula is at fault"),
}


def _results(one: Property, findings: Findings) -> Iterator[CheckResult]:
    for code, found in findings.broken:
        yield CheckResult(
            Area.BEHAVIOUR,
            one.check,
            Verdict.FAILED,
            one.tried,
            found.words,
            found.subject or code,
        )
    if not findings.broken:
        verdict = Verdict.PASSED if findings.held else Verdict.SKIPPED
        yield CheckResult(Area.BEHAVIOUR, one.check, verdict, one.tried, _summary(findings))


def _summary(findings: Findings) -> Text:
    """How many criteria it holds for, and which are not examined, with the reasons."""
    number = len(findings.held)
    word = "criterion" if number == 1 else "criteria"
    held = Text(f"Đúng ở {number} tiêu chí.", f"Holds for {number} {word}.")
    if not number and len(findings.left) == 1:
        (why,) = findings.left
        return Text(f"Không có tiêu chí nào để xét: {why.vi}.", f"No criterion to try: {why.en}.")
    left = [_left(why, codes) for why, codes in findings.left.items()]
    return joined([held, *left], " ")


def _left(why: Text, codes: list[str]) -> Text:
    listed = ", ".join(codes[:MOST_CODES])
    more = len(codes) - MOST_CODES
    if more > 0:
        return Text(
            f"Không xét {listed} và {more} tiêu chí khác: {why.vi}.",
            f"Not examined, {listed} and {more} more: {why.en}.",
        )
    return Text(f"Không xét {listed}: {why.vi}.", f"Not examined, {listed}: {why.en}.")
