"""An expression in words, before there are figures: what a note beside a criterion says.

``points if jobs > 2 * jobs.baseline else 0`` is “5 nếu “Việc làm mới” > 2 × “Việc làm mới (mức đầu
kỳ)”, không thì 0”. :mod:`thidua.core.formula.explanation` tells how a value came about.
"""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from thidua.core.formula.telling.aggregates import KIND_WORDS
from thidua.core.formula.telling.amounts import exactly
from thidua.core.formula.titles import Naming
from thidua.core.formula.tree import (
    Aggregate,
    And,
    Arithmetic,
    Call,
    Choose,
    Compare,
    Field,
    Function,
    Given,
    LabelKind,
    Labelled,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Or,
)
from thidua.core.formula.walking import own_names, unlabelled
from thidua.core.text.bilingual import Language, Text
from thidua.core.text.joining import join_words

_CHOOSE, _OR, _AND, _COMPARE, _SUM, _PRODUCT, _WHOLE = range(7)
"""How tightly a piece binds; looser ones need brackets inside tighter ones."""

_SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠", "*": "×"}
_IS = {
    "==": Text("{subject} là {word}", "{subject} is {word}"),
    "!=": Text("{subject} không phải là {word}", "{subject} is not {word}"),
    ">=": Text("{subject} từ {word} trở lên", "{subject} is {word} or better"),
    "<=": Text("{subject} từ {word} trở xuống", "{subject} is {word} or worse"),
}
_CALLS = {
    Function.MIN: Text("số nhỏ nhất trong", "the least of"),
    Function.MAX: Text("số lớn nhất trong", "the greatest of"),
    Function.FLOOR: Text("làm tròn xuống", "rounded down"),
    Function.ROUND: Text("làm tròn, lấy số chữ số thập phân,", "rounded, with the decimals,"),
    Function.POWER: Text("lũy thừa, lấy số chữ số thập phân,", "the power, with the decimals,"),
}


def expression_words(node: Node, language: Language, naming: Naming) -> str:
    """The words for what an expression can say; ValueError for a tree that is none.

    Figures stand in quotation marks by their titles, rows by theirs.
    """
    return _Wording(language, naming).of(node)[0]


@frozen
class _Wording:
    language: Language
    naming: Naming

    def of(self, node: Node) -> tuple[str, int]:
        """The words of a node, and how tightly they bind."""
        tell = _TELLERS.get(type(node))
        if tell is None:
            raise ValueError(f"no expression says {type(node).__name__}")
        return tell(self, node)

    def inside(self, node: Node, binding: int) -> str:
        """The words of a node within a piece that binds so tightly."""
        text, own = self.of(node)
        return text if own >= binding else f"({text})"

    def say(self, vi: str, en: str) -> str:
        """The words in the language of the note."""
        return vi if self.language == "vi" else en

    def title(self, name: Name) -> str:
        """``“Việc làm mới”``, ``“Việc làm mới (mức giao)”``."""
        is_actual = name.field is Field.ACTUAL
        text = self.naming.title(name.indicator) if is_actual else self.naming.figure(name)
        return f"“{text.in_language(self.language)}”"


def _number(words: _Wording, node: Number) -> tuple[str, int]:
    text = exactly(node.value, words.language)
    return text, _PRODUCT if "/" in text or node.value < 0 else _WHOLE


def _name(words: _Wording, node: Name) -> tuple[str, int]:
    return words.title(node), _WHOLE


def _labelled(words: _Wording, node: Labelled) -> tuple[str, int]:
    if node.kind is not LabelKind.ROW:
        return words.of(node.operand)
    title = words.naming.title(node.label).in_language(words.language)
    return words.say(f"điểm của dòng “{title}”", f"the points of row “{title}”"), _WHOLE


def _negate(words: _Wording, node: Negate) -> tuple[str, int]:
    return f"-{words.inside(node.operand, _WHOLE)}", _PRODUCT


def _arithmetic(words: _Wording, node: Arithmetic) -> tuple[str, int]:
    binding = _SUM if node.sign in "+-" else _PRODUCT
    left, right = words.inside(node.left, binding), words.inside(node.right, binding + 1)
    return f"{left} {_SIGNS.get(node.sign, node.sign)} {right}", binding


def _call(words: _Wording, node: Call) -> tuple[str, int]:
    if (late := _late_day(words, node)) is not None:
        return words.say(f"số ngày chậm {late}", f"the days late of {late}"), _WHOLE
    listed = "; ".join(words.inside(one, _CHOOSE) for one in node.arguments)
    return f"{_CALLS[node.function].in_language(words.language)} ({listed})", _WHOLE


def _late_day(words: _Wording, node: Call) -> str | None:
    """The date of which ``days_late`` asks; None for any other call."""
    match node:
        case Call(Function.MAX, (Arithmetic("-", day, due), Number(value))) if value == 0:
            late = unlabelled(day)
            if isinstance(late, Name) and late.indicator in words.naming.dates:
                is_due = unlabelled(due) == Name(late.indicator, Field.TARGET)
                return words.title(late) if is_due else None
    return None


def _compare(words: _Wording, node: Compare) -> tuple[str, int]:
    if (words_for_value := _is(words, node)) is not None:
        return words_for_value, _COMPARE
    first, *rest = (words.inside(one, _SUM) for one in node.operands)
    pairs = (f" {_SIGNS[sign]} {one}" for sign, one in zip(node.signs, rest, strict=True))
    return first + "".join(pairs), _COMPARE


def _is(words: _Wording, node: Compare) -> str | None:
    """``“Xếp loại” từ “Đạt” trở lên``, of a figure whose values have words."""
    match tuple(map(unlabelled, node.operands)), node.signs:
        case (Name() as name, Number(value)), (sign,) if sign in _IS:
            if word := words.naming.value(name, value, words.language):
                says = _IS[sign].in_language(words.language)
                return says.format(subject=words.title(name), word=f"“{word}”")
    return None


def _and(words: _Wording, node: And) -> tuple[str, int]:
    joined = words.say(" và ", " and ").join(words.inside(one, _COMPARE) for one in node.operands)
    return joined, _AND


def _or(words: _Wording, node: Or) -> tuple[str, int]:
    joined = words.say(" hoặc ", " or ").join(words.inside(one, _AND) for one in node.operands)
    return joined, _OR


def _not(words: _Wording, node: Not) -> tuple[str, int]:
    asked = unlabelled(node.operand)
    if isinstance(asked, Given):
        titles = _titles(words, asked)
        return words.say(f"chưa có số liệu {titles}", f"{titles} is not reported"), _COMPARE
    inner = words.of(node.operand)[0]
    return words.say(f"không phải ({inner})", f"not ({inner})"), _COMPARE


def _given(words: _Wording, node: Given) -> tuple[str, int]:
    titles = _titles(words, node)
    return words.say(f"đã có số liệu {titles}", f"{titles} is reported"), _COMPARE


def _titles(words: _Wording, node: Given) -> str:
    names = sorted(own_names(node), key=lambda name: (name.indicator, name.field))
    return join_words([words.title(name) for name in names], words.language)


def _choose(words: _Wording, node: Choose) -> tuple[str, int]:
    then, condition = words.inside(node.then, _OR), words.inside(node.condition, _OR)
    otherwise = words.of(node.otherwise)[0]
    text = words.say(
        f"{then} nếu {condition}, không thì {otherwise}", f"{then} if {condition}, else {otherwise}"
    )
    return text, _CHOOSE


def _aggregate(words: _Wording, node: Aggregate) -> tuple[str, int]:
    text = KIND_WORDS[node.kind].in_language(words.language)
    if not isinstance(unlabelled(node.operand), Number):
        of = words.of(node.operand)[0]
        text = words.say(f"{text} của ({of})", f"{text} of ({of})")
    if node.where is not None:
        where = words.of(node.where)[0]
        text = words.say(
            f"{text}, chỉ tính đơn vị có {where}", f"{text}, only of members where {where}"
        )
    return text, _WHOLE if node.where is None else _CHOOSE


_TELLERS: Mapping[type, Callable[[_Wording, Any], tuple[str, int]]] = {
    Number: _number,
    Name: _name,
    Labelled: _labelled,
    Negate: _negate,
    Arithmetic: _arithmetic,
    Call: _call,
    Compare: _compare,
    And: _and,
    Or: _or,
    Not: _not,
    Given: _given,
    Choose: _choose,
    Aggregate: _aggregate,
}
