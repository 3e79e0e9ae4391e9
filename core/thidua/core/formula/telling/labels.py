"""Words for the named parts of a criterion: its base, its rows, its deductions and bonus."""

from collections.abc import Mapping

from thidua.core.formula.telling.clamps import literal
from thidua.core.formula.telling.sentences import Said, finished, number_piece, with_lines
from thidua.core.formula.telling.teller import Teller
from thidua.core.formula.trace import Known, Trace
from thidua.core.formula.tree import LabelKind, Labelled
from thidua.core.text.bilingual import Text

_PARTS: Mapping[LabelKind, Text] = {
    LabelKind.BASE: Text(vi="Điểm nền", en="Base"),
    LabelKind.EARNED: Text(vi="Điểm đạt thêm", en="Earned"),
    LabelKind.DEDUCTED: Text(vi="Điểm trừ", en="Deductions"),
    LabelKind.BONUS: Text(vi="Điểm thưởng", en="Bonus"),
}


def tell_labelled(teller: Teller, trace: Trace, node: Labelled, in_row: bool) -> Said:
    """The part with its points as a line of its own; the names of inputs are passed over."""
    inner = trace.children[0]
    if node.kind is LabelKind.INPUT:
        return teller.tell(inner, in_row=in_row)
    if node.kind is LabelKind.FORMULA:
        return with_lines(teller.tell(inner), _formula_line(teller, node))
    if literal(inner) == 0:
        return teller.tell(inner)
    said = teller.tell(inner, in_row=node.kind is LabelKind.ROW)
    points = (
        finished(said, trace.value, teller.language)
        if isinstance(trace.value, Known)
        else teller.say("chưa tính được", "no answer")
    )
    lines = (*said.lines, f"{_heading(teller, node)}: {points}")
    return number_piece(lines, trace.value, teller.language, told=True)


def _heading(teller: Teller, node: Labelled) -> str:
    """``Dòng a4.1 (Bị khiếu nại)``; ``Điểm nền``, with the criterion where it is another's."""
    if node.kind is LabelKind.ROW:
        return f"{teller.say('Dòng', 'Row')} {_named(teller, node.label)}"
    part = _PARTS[node.kind].in_language(teller.language)
    is_own = node.label == teller.criterion or not teller.criterion
    return part if is_own else f"{part} {_named(teller, node.label)}"


def _named(teller: Teller, code: str) -> str:
    title = teller.naming.titles.get(code)
    return code if title is None else f"{code} ({title.in_language(teller.language)})"


def _formula_line(teller: Teller, node: Labelled) -> tuple[str, ...]:
    title = teller.naming.titles.get(node.label)
    if title is None:
        return ()
    words = teller.say("Cách tính", "Formula")
    return (f"{words}: {title.in_language(teller.language)}",)
