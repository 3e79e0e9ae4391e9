"""Words for the functions of the language, and for the limits that they set."""

from fractions import Fraction

from attrs import evolve

from thidua.core.formula.telling.amounts import exactly, percent_exactly, percent_with_rounding
from thidua.core.formula.telling.arithmetic import counted
from thidua.core.formula.telling.clamps import Clamp, Clamps, clamps_of, literal
from thidua.core.formula.telling.sentences import Said, number_piece, value_words
from thidua.core.formula.telling.teller import Teller
from thidua.core.formula.trace import Known, Trace
from thidua.core.formula.tree import Call, Function


def tell_call(teller: Teller, trace: Trace, node: Call, in_row: bool) -> Said:
    clamps = clamps_of(trace)
    if clamps is not None:
        return _limited(teller, trace, clamps, in_row)
    match node.function:
        case Function.MIN:
            return listed(teller, trace, teller.say("số nhỏ nhất trong", "the least of"))
        case Function.MAX:
            return listed(teller, trace, teller.say("số lớn nhất trong", "the greatest of"))
        case Function.FLOOR:
            return _worked(teller, trace, teller.say("làm tròn xuống", "rounded down"))
        case Function.ROUND:
            return _worked(teller, trace, _places(teller, trace.children[1]))
    return _power(teller, trace)


def _limited(teller: Teller, trace: Trace, clamps: Clamps, in_row: bool) -> Said:
    if in_row and clamps.counts_cases:
        said = counted(teller, clamps.inner, "1", clamps.inner)
    else:
        said = teller.tell(clamps.inner, in_row=in_row)
    share = clamps.is_share and not in_row
    mentioned = [_limit(teller, one, share) for one in clamps.limits if _matters(one, share)]
    if not share and (said.plain or not mentioned) and not _any_bites(clamps):
        return said
    if said.sentence is not None:
        said = teller.settle(clamps.inner)
    sentence = ", ".join((with_value(teller, said, clamps.inner, share), *mentioned))
    result = number_piece(said.lines, trace.value, teller.language, share=share)
    return evolve(result, sentence=sentence, shows_value=not mentioned)


def _any_bites(clamps: Clamps) -> bool:
    return any(one.bites for one in clamps.limits)


def _matters(clamp: Clamp, share: bool) -> bool:
    """An upper limit in points is said in any case: it belongs to the rule."""
    return clamp.bites or (clamp.function is Function.MIN and not share)


def _limit(teller: Teller, clamp: Clamp, share: bool) -> str:
    number = percent_exactly if share else exactly
    limit = number(clamp.limit, teller.language)
    if clamp.function is Function.MAX:
        return teller.say(f"không dưới {limit}", f"at least {limit}")
    if share:
        return teller.say(f"giới hạn {limit}", f"limited to {limit}")
    return teller.say(f"tối đa {limit}", f"at most {limit}")


def with_value(teller: Teller, said: Said, trace: Trace, share: bool = False) -> str:
    """The piece, and behind an equals sign what it comes to."""
    if not said.computed:
        return said.text
    value = trace.value
    if share and isinstance(value, Known) and value.point is not None:
        return f"{said.text} = {percent_with_rounding(value.point, teller.language)}"
    if share:
        return f"{said.text} = {number_piece((), value, teller.language, share=True).text}"
    return f"{said.text} = {value_words(value, teller.language)}"


def _worked(teller: Teller, trace: Trace, what: str) -> Said:
    """A function of one number: what the number was, and what is done to it."""
    inner = teller.operand(trace.children[0])
    sentence = f"{with_value(teller, inner, trace.children[0])}, {what}"
    return evolve(number_piece(inner.lines, trace.value, teller.language), sentence=sentence)


def listed(teller: Teller, trace: Trace, what: str, ending: str = "") -> Said:
    """A value taken from several: "số nhỏ nhất trong 3; 5"."""
    items = [teller.operand(child) for child in trace.children]
    lines = tuple(line for item in items for line in item.lines)
    texts = [
        with_value(teller, item, child) for item, child in zip(items, trace.children, strict=True)
    ]
    result = number_piece(lines, trace.value, teller.language)
    return evolve(result, sentence=f"{what} {'; '.join(texts)}{ending}")


def _power(teller: Teller, trace: Trace) -> Said:
    _, over, under, places = trace.children
    exponent = exactly(_setting(over) / _setting(under), teller.language)
    what = teller.say(f"lũy thừa {exponent}", f"to the power {exponent}")
    return _worked(teller, trace, f"{what}, {_places(teller, places)}")


def _places(teller: Teller, setting: Trace) -> str:
    return rounded_words(teller, int(_setting(setting)))


def rounded_words(teller: Teller, places: int) -> str:
    """To how many decimals something is rounded."""
    noun = "place" if places == 1 else "places"
    return teller.say(
        f"làm tròn đến {places} chữ số thập phân", f"rounded to {places} decimal {noun}"
    )


def _setting(trace: Trace) -> Fraction:
    """Exponents and places are literals: the parser takes nothing else."""
    return literal(trace) or Fraction(0)
