"""Words for conditions, and for the branch that they open."""

from attrs import evolve, frozen

from thidua.core.exact.figure import Bound
from thidua.core.formula.telling.clamps import bare, literal
from thidua.core.formula.telling.sentences import (
    SUM,
    Said,
    capitalised,
    number_piece,
    operand,
    with_lines,
)
from thidua.core.formula.telling.teller import Teller
from thidua.core.formula.trace import Trace, Unknown
from thidua.core.formula.tree import (
    And,
    Arithmetic,
    Choose,
    Compare,
    Field,
    Given,
    LabelKind,
    Labelled,
    Name,
    Node,
    Not,
    Or,
)
from thidua.core.formula.walking import own_names, unlabelled
from thidua.core.text.joining import join_words
from thidua.core.text.number_format import bound_word

_SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}
_OR, _AND, _ONE = range(3)


@frozen
class Condition:
    """A condition as infix text, with the lines that lead to its numbers."""

    lines: tuple[str, ...]
    text: str
    binding: int = _ONE


def verdict(teller: Teller, trace: Trace) -> Said:
    """A condition with whether it holds, as a sentence."""
    condition = tell_condition(teller, trace)
    if trace.value is False and (contrary := _contrary(teller, trace.node)):
        return Said(condition.lines, "", sentence=contrary)
    if isinstance(trace.value, Unknown):
        answer = teller.say("chưa xác định được", "is undecided")
    elif trace.value:
        answer = teller.say("đúng", "holds")
    else:
        answer = teller.say("không đúng", "does not hold")
    words = teller.say("điều kiện", "condition")
    return Said(condition.lines, "", sentence=f"{words} {condition.text} {answer}")


def _contrary(teller: Teller, node: Node) -> str:
    """Of a question for reported figures that is answered no: what is so instead."""
    match unlabelled(node):
        case Given() as given:
            return _given(teller, given, reported=False)
        case Not(operand=inside) if isinstance(unlabelled(inside), Given):
            return _given(teller, unlabelled(inside), reported=True)
    return ""


def verdict_lines(teller: Teller, trace: Trace) -> tuple[str, ...]:
    """The verdict as a line of its own."""
    said = verdict(teller, trace)
    return (*said.lines, capitalised(said.sentence or ""))


def tell_condition(teller: Teller, trace: Trace) -> Condition:
    """The condition in numbers, as far as it was read."""
    match trace.node:
        case Compare(signs=("==",)) if _asks_for_deductions(trace):
            lines = teller.tell(trace.children[0]).lines
            return Condition(lines, teller.say("“không bị trừ điểm”", "“nothing deducted”"))
        case Compare(signs):
            return _compared(teller, trace, [_SIGNS[sign] for sign in signs])
        case And():
            return _joined(teller, trace, teller.say(" và ", " and "), _AND)
        case Or():
            return _joined(teller, trace, teller.say(" hoặc ", " or "), _OR)
        case Not(operand=inside) if isinstance(unlabelled(inside), Given):
            return Condition((), _given(teller, unlabelled(inside), reported=False))
        case Not():
            inner = tell_condition(teller, trace.children[0])
            text = teller.say(f"không phải ({inner.text})", f"not ({inner.text})")
            return Condition(inner.lines, text)
        case Given() as node:
            return Condition((), _given(teller, node, reported=True))
    return tell_condition(teller, trace.children[0])


def _asks_for_deductions(trace: Trace) -> bool:
    """``row("a") + row("b") == 0``, as a bonus "only if full" asks."""
    if len(trace.children) != 2 or literal(trace.children[1]) != 0:
        return False
    parts = [trace.children[0]]
    while isinstance(parts[-1].node, Arithmetic) and parts[-1].node.sign == "+":
        *summed, last = parts
        parts = [*summed, *reversed(last.children)]
    return all(_is_deduction(part) for part in parts)


def _is_deduction(trace: Trace) -> bool:
    node = trace.node
    return isinstance(node, Labelled) and node.kind in (LabelKind.ROW, LabelKind.DEDUCTED)


def _compared(teller: Teller, trace: Trace, signs: list[str]) -> Condition:
    """``a ≤ b < c``, as far as it was read."""
    operands = [teller.operand(child) for child in trace.children]
    texts = [
        _edge(teller, child) or operand(said, SUM)
        for said, child in zip(operands, trace.children, strict=True)
    ]
    rest = (f" {sign} {text}" for sign, text in zip(signs, texts[1:], strict=False))
    lines = tuple(line for said in operands for line in said.lines)
    return Condition(lines, texts[0] + "".join(rest))


def _edge(teller: Teller, trace: Trace) -> str:
    """A target "dưới 6" in words: a comparison with it is strict."""
    trace = bare(trace)
    node, figure = trace.node, trace.figure
    if not isinstance(node, Name) or node.field is not Field.TARGET or figure is None:
        return ""
    if figure.bound not in (Bound.OVER, Bound.UNDER):
        return ""
    words = f"{bound_word(figure.bound, teller.language)} {teller.tell(trace).text}"
    return teller.say(f"mức “{words}”", f"the mark “{words}”")


def _joined(teller: Teller, trace: Trace, word: str, binding: int) -> Condition:
    parts = [tell_condition(teller, child) for child in trace.children]
    texts = [part.text if part.binding > binding else f"({part.text})" for part in parts]
    lines = tuple(line for part in parts for line in part.lines)
    return Condition(lines, word.join(texts), binding if len(parts) > 1 else _ONE)


def _given(teller: Teller, node: Node, *, reported: bool) -> str:
    names = sorted(own_names(node), key=lambda name: (name.indicator, name.field))
    titles = [f"“{teller.naming.figure(name).in_language(teller.language)}”" for name in names]
    listed = join_words(titles, teller.language)
    if reported:
        return teller.say(f"đã có số liệu {listed}", f"{listed} reported")
    return teller.say(f"chưa có số liệu {listed}", f"{listed} not reported")


def tell_choose(teller: Teller, trace: Trace, node: Choose, in_row: bool) -> Said:
    """The condition, then the branch that it opened.

    A guard of a formula that did not hold says nothing of the member, and is left out; a set's
    own conditions are all told.
    """
    condition, taken = trace.children
    asked, branch = verdict(teller, condition), teller.tell(taken, in_row=in_row)
    if condition.value is False and teller.is_formula_guard(trace) and not branch.plain:
        return with_lines(branch, asked.lines)
    if not (branch.plain or branch.conditional):
        return with_lines(branch, (*asked.lines, capitalised(asked.sentence or "")))
    sentence = "; ".join(filter(None, (asked.sentence, branch.sentence)))
    lines = (*asked.lines, *branch.lines)
    said = number_piece(lines, trace.value, teller.language)
    return evolve(said, sentence=sentence, conditional=True)
