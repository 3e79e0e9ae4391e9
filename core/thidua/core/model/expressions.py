"""Reading the expressions of a criteria set: faults of the language become faults with a place."""

from collections.abc import Iterator
from fractions import Fraction

from thidua.core.formula.parsing import ExpressionFault, ExpressionRefused, Names, parse_expression
from thidua.core.formula.tree import LabelKind, Labelled, Node, Number
from thidua.core.formula.walking import is_truth, walk
from thidua.core.model.plain_table import Faults
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault

NOTHING = Number(Fraction(0))
"""Stands for an expression that cannot be read, once its fault is noted."""


def read_number(source: str, place: str, names: Names, faults: Faults) -> Node:
    """The tree of an expression that gives a number."""
    return _read(source, place, names, faults, truth=False)


def read_condition(source: str, place: str, names: Names, faults: Faults) -> Node:
    """The tree of an expression that is true or false."""
    return _read(source, place, names, faults, truth=True)


def _read(source: str, place: str, names: Names, faults: Faults, *, truth: bool) -> Node:
    try:
        node = parse_expression(source, names)
    except ExpressionRefused as refusal:
        faults.extend(_placed(fault, place) for fault in refusal.faults)
        return NOTHING
    if is_truth(node) == truth:
        return node
    faults.append(_wrong_kind(place, truth))
    return NOTHING


def _placed(fault: ExpressionFault, place: str) -> Fault:
    if fault.column is None:
        return Fault(fault.what, place, fault.remedy)
    what = Text(
        f"Ký tự thứ {fault.column} của biểu thức: {fault.what.vi}",
        f"At character {fault.column} of the expression: {fault.what.en}",
    )
    return Fault(what, place, fault.remedy)


def _wrong_kind(place: str, truth: bool) -> Fault:
    if truth:
        return Fault(
            Text(
                "Cần một điều kiện đúng/sai, nhưng biểu thức này cho ra một số.",
                "A condition is needed here, but this expression gives a number.",
            ),
            place,
            Text("So sánh nó với một số, ví dụ … > 0.", "Compare it with a number, as … > 0."),
        )
    return Fault(
        Text(
            "Cần một số, nhưng biểu thức này là một điều kiện đúng/sai.",
            "A number is needed here, but this expression is a condition.",
        ),
        place,
        Text("Viết 1 if … else 0.", "Write 1 if … else 0."),
    )


def labels(node: Node, kind: LabelKind) -> Iterator[str]:
    """The labels of one kind that a tree holds: the rows it names, the inputs it reads."""
    for one in walk(node):
        if isinstance(one, Labelled) and one.kind is kind:
            yield one.label
