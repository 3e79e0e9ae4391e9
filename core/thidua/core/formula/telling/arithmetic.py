"""Words for figures and for arithmetic on them."""

from fractions import Fraction

from attrs import evolve

from thidua.core.exact.figure import Figure
from thidua.core.formula.telling.amounts import exactly
from thidua.core.formula.telling.clamps import bare, clamps_of, literal
from thidua.core.formula.telling.sentences import (
    PRODUCT,
    SUM,
    Said,
    number_piece,
    operand,
    value_words,
    with_lines,
)
from thidua.core.formula.telling.teller import Teller
from thidua.core.formula.trace import Known, Trace, Unknown
from thidua.core.formula.tree import (
    Arithmetic,
    Call,
    Child,
    Judgement,
    LabelKind,
    Labelled,
    Name,
    Negate,
    Number,
)
from thidua.core.text.bilingual import Text
from thidua.core.text.dates import date_of_days, format_date
from thidua.core.text.number_format import bound_word, format_figure

_SIGNS = {"+": "+", "-": "-", "*": "×", "/": "/"}

LEFT_BLANK = Text("không ghi, tính là 0", "left blank, counted as 0")
"""Said of a figure that was not reported, where no case is the usual answer."""


def tell_number(teller: Teller, trace: Trace, node: Number, in_row: bool) -> Said:
    return number_piece((), trace.value, teller.language)


def tell_name(teller: Teller, trace: Trace, node: Name, in_row: bool) -> Said:
    """The figure, introduced with its title in a line of its own."""
    title = teller.naming.figure(node).in_language(teller.language)
    line = f"{title}: {_reported(teller, trace.figure, node)}"
    said = number_piece((line,), trace.value, teller.language)
    if isinstance(trace.value, Unknown) and trace.figure is not None:
        return evolve(said, text=_figure_words(teller, trace.figure, node))
    if node.indicator in teller.naming.dates and isinstance(trace.value, Known):
        return _as_day(teller, said, trace.value)
    return said


def _as_day(teller: Teller, said: Said, value: Known) -> Said:
    return said if value.point is None else evolve(said, text=_day(teller, value.point))


def _reported(teller: Teller, figure: Figure | None, node: Name) -> str:
    if figure is None:
        return teller.say("chưa có số liệu", "not reported")
    if figure.presumed:
        return LEFT_BLANK.in_language(teller.language)
    words = _figure_words(teller, figure, node)
    if name := teller.naming.value(node, figure.value, teller.language):
        words = f"{name} ({words})"
    unit = teller.naming.unit(node, teller.language)
    mark = teller.say("(số liệu minh hoạ)", "(illustrative figure)")
    return " ".join(filter(None, (words, unit, mark if figure.illustrative else "")))


def _figure_words(teller: Teller, figure: Figure, node: Name) -> str:
    if node.indicator not in teller.naming.dates:
        return format_figure(figure, teller.language)
    return f"{bound_word(figure.bound, teller.language)} {_day(teller, figure.value)}".lstrip()


def _day(teller: Teller, days: Fraction) -> str:
    return format_date(date_of_days(int(days)), teller.language)


def tell_judgement(teller: Teller, trace: Trace, node: Judgement, in_row: bool) -> Said:
    said = number_piece((), trace.value, teller.language)
    low, high = exactly(node.low, teller.language), exactly(node.high, teller.language)
    sentence = teller.say(
        f"điểm chấm trong khung từ {low} đến {high}", f"judged between {low} and {high}"
    )
    return evolve(said, sentence=sentence)


def tell_child(teller: Teller, trace: Trace, node: Child, in_row: bool) -> Said:
    title = teller.naming.title(node.code).in_language(teller.language)
    line = f"{title}: {value_words(trace.value, teller.language)}"
    return number_piece((line,), trace.value, teller.language)


def tell_negate(teller: Teller, trace: Trace, node: Negate, in_row: bool) -> Said:
    inner = teller.operand(trace.children[0])
    return Said(inner.lines, f"-{operand(inner, PRODUCT)}", SUM, computed=True)


def tell_arithmetic(teller: Teller, trace: Trace, node: Arithmetic, in_row: bool) -> Said:
    left, right = trace.children
    special = None
    if node.sign == "*":
        special = _cases(teller, left, right, in_row) or _share_of_points(teller, trace)
    special = special or _without_idle(teller, node, left, right)
    return special or _infix(teller, node, left, right)


def _infix(teller: Teller, node: Arithmetic, left: Trace, right: Trace) -> Said:
    one, other = teller.operand(left), teller.operand(right)
    binding = SUM if node.sign in "+-" else PRODUCT
    # A number needs no brackets where the text begins, not even a negative one.
    first = one.text if one.plain else operand(one, binding)
    text = f"{first} {_SIGNS[node.sign]} {operand(other, binding + 1)}"
    return Said((*one.lines, *other.lines), text, binding, computed=True)


def _cases(teller: Teller, left: Trace, right: Trace, in_row: bool) -> Said | None:
    """Cases times an amount: "3 lần × 0,5"."""
    for count, amount in ((left, right), (right, left)):
        if literal(amount) is None or literal(count) is not None:
            continue
        clamps = clamps_of(count)
        is_count = clamps is not None and clamps.is_at_least_zero and _is_name(clamps.inner)
        if in_row or is_count:
            core = count if clamps is None else clamps.inner
            return counted(teller, count, operand(teller.operand(amount), PRODUCT), core)
    return None


def counted(teller: Teller, count: Trace, each: str, core: Trace) -> Said:
    """ "3 lần × 0,5", or with the unit of the figure at the core of the count, "3 vụ × 0,5"."""
    cases, node = teller.settle(count), bare(core).node
    unit = teller.naming.unit(node, teller.language) if isinstance(node, Name) else ""
    times = teller.say("lần", "time" if cases.text == "1" else "times")
    text = f"{cases.text} {unit or times} × {each}"
    return Said(cases.lines, text, PRODUCT, computed=True)


def _is_name(trace: Trace) -> bool:
    return isinstance(bare(trace).node, Name)


def _share_of_points(teller: Teller, trace: Trace) -> Said | None:
    """Points times a limited ratio: the ratio's own sentence goes on to the points."""
    left, right = trace.children
    for points, ratio in ((left, right), (right, left)):
        if literal(points) is not None and isinstance(bare(ratio).node, Call):
            share = teller.tell(ratio)
            if share.share:
                return _of_points(teller, trace, share, teller.operand(points))
    return None


def _of_points(teller: Teller, trace: Trace, share: Said, points: Said) -> Said:
    result = number_piece(share.lines, trace.value, teller.language)
    if share.text == "100 %":
        return evolve(result, sentence=share.sentence)
    value = value_words(trace.value, teller.language)
    product = f"{operand(points, PRODUCT)} × {operand(share, PRODUCT + 1)} = {value}"
    return evolve(result, sentence=f"{share.sentence} → {product}", shows_value=True)


def _without_idle(teller: Teller, node: Arithmetic, left: Trace, right: Trace) -> Said | None:
    """A sum leaves out the parts that gave nothing; their own lines say so."""
    if node.sign == "+" and _is_idle(left):
        return with_lines(teller.tell(right), teller.tell(left).lines)
    if node.sign in "+-" and _is_idle(right):
        said = teller.tell(left)
        return evolve(said, lines=(*said.lines, *teller.tell(right).lines), told=False)
    return None


def _is_idle(trace: Trace) -> bool:
    is_part = isinstance(trace.node, Labelled) and trace.node.kind in _IDLE_PARTS
    nothing = isinstance(trace.value, Known) and trace.value.point == 0
    return nothing and (is_part or literal(trace) is not None)


_IDLE_PARTS = (LabelKind.ROW, LabelKind.EARNED, LabelKind.DEDUCTED)
