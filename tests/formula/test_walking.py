"""Looking at a tree without reading it."""

from fractions import Fraction

from thidua.core.formula.parsing import parse_expression
from thidua.core.formula.tree import (
    Arithmetic,
    AtMost,
    Field,
    GeometricMean,
    Interpolate,
    LabelKind,
    Labelled,
    Name,
    Node,
    Number,
    PythonCall,
    Steps,
)
from thidua.core.formula.walking import (
    children,
    depth,
    has_aggregate,
    is_truth,
    names_read,
    own_names,
    unlabelled,
    walk,
)

A, B = Name("a"), Name("b")


def test_names_read_on_any_branch_and_inside_aggregates() -> None:
    node = parse_expression("a if b.target > 1 else highest(c, where = given(d))")
    assert names_read(node) == {A, Name("b", Field.TARGET), Name("c"), Name("d")}
    assert own_names(node) == {A, Name("b", Field.TARGET)}


def test_whether_the_other_members_matter() -> None:
    assert has_aggregate(parse_expression("1 + mean(a)"))
    assert not has_aggregate(parse_expression("1 + a"))


def test_children_of_tables() -> None:
    one = Number(Fraction(1))
    assert children(Steps(A, ())) == (A,)
    assert children(Interpolate(A, ())) == (A,)
    assert children(AtMost(A, one)) == (A, one)
    assert children(GeometricMean((A, B), (1, 1), 2)) == (A, B)
    assert children(PythonCall("f", (("x", A), ("y", B)), 2)) == (A, B)


def test_conditions_and_numbers() -> None:
    condition = parse_expression("not a > 1 or b > 2 and given(a)")
    assert is_truth(condition)
    assert is_truth(Labelled(LabelKind.ROW, "r", condition))
    assert not is_truth(parse_expression("1 if a > 1 else 0"))
    assert unlabelled(Labelled(LabelKind.BASE, "b", Labelled(LabelKind.ROW, "r", A))) is A


def test_shared_nodes_are_walked_once() -> None:
    node: Node = A
    for _ in range(100):
        node = Arithmetic("+", node, node)
    assert sum(1 for _ in walk(node)) == 101
    assert depth(node) == 101


def test_what_stands_after_a_shared_node_is_walked_too() -> None:
    node = Arithmetic("-", Arithmetic("+", A, A), Name("b"))
    assert names_read(node) == {A, Name("b")}
    assert [one for one in walk(node) if isinstance(one, Name)] == [A, Name("b")]
