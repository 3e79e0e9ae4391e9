"""Plain Python formulas keep their agreement: exact, rounded as declared, without side effects."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from thidua.core.exact.decimal_text import decimal_places, is_decimal
from thidua.core.formula.telling.amounts import exactly
from thidua.core.formula.trace import Known, Value
from thidua.core.formula.tree import PythonCall
from thidua.core.text.bilingual import Text
from thidua.plugins.kit.behaviour.property import Counterexample, Property
from thidua.plugins.kit.behaviour.scene import Scene, Trial
from thidua.plugins.kit.behaviour.subject import Subject
from thidua.plugins.kit.behaviour.surroundings import restored, surroundings
from thidua.plugins.kit.behaviour.wording import joined, said

LONGEST_REMARK: Final = 200
"""Most characters kept of what a formula's own exception says."""


def calls_of(
    subject: Subject, scene: Scene, unit: str
) -> Iterator[tuple[PythonCall, dict[str, Fraction]]]:
    """What the Python functions are given for a unit, without calling them; not those of which an
    input is not one number."""
    reading = scene.scored(subject).reading(unit, subject.code)
    for node in subject.nodes:
        if isinstance(node, PythonCall):
            inputs = {name: _exact(reading.number(one)) for name, one in node.arguments}
            known = {name: value for name, value in inputs.items() if value is not None}
            if len(known) == len(inputs):
                yield node, known


def _exact(value: Value) -> Fraction | None:
    return value.point if isinstance(value, Known) else None


def _broken(subject: Subject, trial: Trial) -> Counterexample | None:
    functions = functions_of(subject)
    for unit in trial.scene.units:
        for node, inputs in calls_of(subject, trial.scene, unit):
            what = fault_of_call(functions[node.formula], inputs, node.places)
            if what is not None:
                return Counterexample(_in_words(subject, node, inputs, what), node.formula)
    return None


def functions_of(subject: Subject) -> Mapping[str, Any]:
    """The plain Python functions of the subject's set, by formula code."""
    found = subject.compiled.formulas
    return {one.code: one.function for one in found if one.function is not None}


def _in_words(
    subject: Subject, node: PythonCall, inputs: Mapping[str, Fraction], what: Text
) -> Text:
    return said(
        "Ở tiêu chí {code}, công thức “{formula}” với {inputs}: {what}.",
        "In criterion {code}, formula “{formula}” with {inputs}: {what}.",
        code=subject.code,
        formula=node.formula,
        inputs=_inputs_words(inputs),
        what=what,
    )


def _inputs_words(inputs: Mapping[str, Fraction]) -> Text:
    return joined(
        (
            Text(f"{name} = {exactly(value, 'vi')}", f"{name} = {exactly(value, 'en')}")
            for name, value in sorted(inputs.items())
        ),
        ", ",
    )


def fault_of_call(function: Any, inputs: Mapping[str, Fraction], places: int) -> Text | None:
    """What is wrong with how a function answers these inputs; None where nothing is."""
    given = {name: Fraction(value) for name, value in inputs.items()}
    with restored() as before:
        try:
            first = function(MappingProxyType(given))
            changed = before.changed(surroundings())
            second = function(MappingProxyType(given))
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - a fault boundary: a plugin's own code
            return _of_error(error, inputs)
    if given != inputs:
        return Text("đã sửa số liệu đầu vào", "it changed its inputs")
    if changed:
        return said("đã làm thay đổi {what}", "it changed {what}", what=joined(changed, ", "))
    return _of_result(first, places) or _of_repetition(first, second)


def _of_error(error: BaseException, inputs: Mapping[str, Fraction]) -> Text | None:
    if isinstance(error, ZeroDivisionError) and 0 in inputs.values():
        return None  # no answer, as a division by 0 in an expression has none
    if "mappingproxy" in str(error):
        return Text(
            "công thức tìm cách sửa số liệu đầu vào, vốn chỉ được đọc",
            "it tries to change its inputs, which are read-only",
        )
    remark = f"{type(error).__name__}: {error}"[:LONGEST_REMARK]
    return Text(f"công thức báo lỗi {remark}", f"it raises {remark}")


def _of_result(result: object, places: int) -> Text | None:
    # By type, as the engine does: a bool is an int, and a float is never exact.
    if type(result) is not int and type(result) is not Fraction:
        shown, kind = repr(result)[:LONGEST_REMARK], type(result).__name__
        return Text(
            f"trả về {shown} (kiểu {kind}), không phải Fraction hay int",
            f"it returns {shown} ({kind}), not a Fraction or an int",
        )
    value = Fraction(result)
    if is_decimal(value) and decimal_places(value) <= places:
        return None
    return Text(
        f"trả về {exactly(value, 'vi')}, nhiều chữ số thập phân hơn mức đã khai là {places}",
        f"it returns {exactly(value, 'en')}, with more decimals than the {places} declared",
    )


def _of_repetition(first: Any, second: Any) -> Text | None:
    if first == second:
        return None
    return Text(
        f"lần đầu trả về {exactly(Fraction(first), 'vi')}, lần sau {second}",
        f"it first returns {exactly(Fraction(first), 'en')}, then {second}",
    )


def _not_examined(subject: Subject) -> Text | None:
    if subject.python_formulas:
        return None
    return Text("không dùng công thức Python", "no Python formula is used")


PYTHON: Final = Property(
    "python-formulas",
    Text(
        "Công thức Python trả về số chính xác, đúng số chữ số thập phân đã khai, hai lần như nhau,"
        " không sửa đầu vào và không làm thay đổi gì xung quanh.",
        "Python formulas return exact numbers with the declared decimals, the same twice, and leave"
        " their inputs and everything around them as they were.",
    ),
    _broken,
    _not_examined,
    is_prerequisite=True,
)
