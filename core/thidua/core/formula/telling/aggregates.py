"""Words for values over the members of a cluster, each with its own value."""

from collections.abc import Mapping

from attrs import evolve

from thidua.core.formula.telling.amounts import exactly
from thidua.core.formula.telling.sentences import (
    PRODUCT,
    SUM,
    WHOLE,
    Said,
    number_piece,
    value_words,
)
from thidua.core.formula.telling.teller import Teller
from thidua.core.formula.trace import Trace, Unknown
from thidua.core.formula.tree import Aggregate, AggregateKind, Arithmetic, Name, Node, Number
from thidua.core.formula.walking import unlabelled
from thidua.core.text.bilingual import Text

KIND_WORDS: Mapping[AggregateKind, Text] = {
    AggregateKind.HIGHEST: Text(vi="mức cao nhất trong cụm", en="the highest of the cluster"),
    AggregateKind.LOWEST: Text(vi="mức thấp nhất trong cụm", en="the lowest of the cluster"),
    AggregateKind.MEAN: Text(vi="mức trung bình của cụm", en="the mean of the cluster"),
    AggregateKind.SUM: Text(vi="tổng của cụm", en="the sum over the cluster"),
    AggregateKind.COUNT: Text(vi="số đơn vị được tính", en="the number of members counted"),
    AggregateKind.RANK: Text(vi="thứ hạng trong cụm", en="the rank in the cluster"),
}
"""What is taken over the members."""
_SIGNS = {"+": "+", "-": "-", "*": "×", "/": "/"}


def tell_aggregate(teller: Teller, trace: Trace, node: Aggregate, in_row: bool) -> Said:
    """What was taken over the cluster, and every member's part in it."""
    what = KIND_WORDS[node.kind].in_language(teller.language)
    subject, _ = _subject(teller, node.operand)
    if subject and not isinstance(unlabelled(node.operand), Number):
        what = f"{what}, {subject}"
    members = "; ".join(_member(teller, node, child) for child in trace.children)
    sentence = f"{what} ({members})" if members else what
    said = number_piece((), trace.value, teller.language)
    return evolve(said, sentence=sentence)


def _member(teller: Teller, node: Aggregate, trace: Trace) -> str:
    name = teller.naming.member(trace.unit)
    if isinstance(trace.value, Unknown):
        return teller.say(f"{name}: không tính được", f"{name}: left out")
    if isinstance(unlabelled(node.operand), Number) or isinstance(trace.value, bool):
        return name
    return f"{name}: {value_words(trace.value, teller.language)}"


def _subject(teller: Teller, node: Node) -> tuple[str, int]:
    """What is compared, in titles; empty where it is more than plain arithmetic on figures."""
    match unlabelled(node):
        case Number(value):
            return exactly(value, teller.language), WHOLE
        case Name() as name:
            return f"“{teller.naming.figure(name).in_language(teller.language)}”", WHOLE
        case Arithmetic(sign, left, right):
            binding = SUM if sign in "+-" else PRODUCT
            one, other = _part(teller, left, binding), _part(teller, right, binding + 1)
            return (f"{one} {_SIGNS[sign]} {other}" if one and other else ""), binding
    return "", WHOLE


def _part(teller: Teller, node: Node, binding: int) -> str:
    text, own = _subject(teller, node)
    return text if own >= binding or not text else f"({text})"
