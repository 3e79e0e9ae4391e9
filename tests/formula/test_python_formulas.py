"""Plain Python functions of plugins: exact numbers in and out, fenced, and never believed."""

import decimal
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, cast

import pytest

from thidua.core.formula.evaluation import (
    FunctionFault,
    FunctionStopped,
    Known,
    Reading,
    Unknown,
)
from thidua.core.formula.tree import Aggregate, AggregateKind, Name, PythonCall
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused

CALL = PythonCall("log-share", (("actual", Name("a")), ("base", Name("b"))), places=2)

MakeMember = Callable[..., Any]


@pytest.fixture
def call(member: MakeMember) -> Callable[..., Any]:
    """Call a function on the figures a = 3 and b = 4, or those given."""

    def result(function: Callable[[Mapping[str, Fraction]], object], **figures: object) -> object:
        reader = member(**{"a": 3, "b": 4, **figures})
        value = Reading(reader, python={"log-share": function}).number(CALL)
        if isinstance(value, Known):
            return value.point
        return [(reason.kind, reason.subject, reason.detail) for reason in value.reasons]

    return result


def test_it_gets_fractions_by_name_and_gives_a_fraction_or_an_int(call: Callable[..., Any]) -> None:
    assert call(lambda inputs: inputs["actual"] / inputs["base"]) == Fraction(3, 4)
    assert call(lambda inputs: 7) == 7


@pytest.mark.parametrize("wrong", [0.5, True, None, "5", decimal.Decimal(5)])
def test_anything_but_an_exact_number_is_refused(call: Callable[..., Any], wrong: object) -> None:
    detail = f"returned {type(wrong).__name__}, not Fraction or int"
    assert call(lambda inputs: wrong) == [("python-fault", "log-share", detail)]


@pytest.mark.parametrize(("value", "text"), [(Fraction("0.125"), "0.125"), (Fraction(1, 3), "1/3")])
def test_more_decimals_than_declared_are_refused(
    call: Callable[..., Any], value: Fraction, text: str
) -> None:
    detail = f"returned {text}, which has more than 2 decimals"
    assert call(lambda inputs: value) == [("python-fault", "log-share", detail)]


def test_an_exception_is_a_reason_not_a_crash_and_names_the_author_s_line(
    call: Callable[..., Any],
) -> None:
    def divide(inputs: Mapping[str, Fraction]) -> Fraction:
        return inputs["actual"] / 0  # raised deeper, in the standard library

    line = divide.__code__.co_firstlineno + 1
    detail = f"ZeroDivisionError: Fraction(1, 0) (test_python_formulas.py:{line})"
    assert call(divide) == [("python-fault", "log-share", detail)]


def test_the_last_line_of_the_author_s_file_is_named_and_no_empty_message(
    call: Callable[..., Any],
) -> None:
    def deeper() -> Fraction:
        raise LookupError

    line = deeper.__code__.co_firstlineno + 1
    detail = f"LookupError (test_python_formulas.py:{line})"
    assert call(lambda inputs: deeper()) == [("python-fault", "log-share", detail)]


def test_what_python_itself_raises_has_no_line(call: Callable[..., Any]) -> None:
    detail = "TypeError: 'int' object is not callable"
    assert call(cast(Any, 5)) == [("python-fault", "log-share", detail)]


def test_an_end_of_the_program_is_a_reason_too(call: Callable[..., Any]) -> None:
    [(_, _, detail)] = call(lambda inputs: exit(3))
    assert detail.startswith("SystemExit: 3 (test_python_formulas.py:")


def test_an_exception_that_cannot_speak_is_named(call: Callable[..., Any]) -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise ValueError

    def fail(inputs: Mapping[str, Fraction]) -> Fraction:
        raise Mute

    [(_, _, detail)] = call(fail)
    assert detail.startswith("Mute (test_python_formulas.py:")


def test_ctrl_c_is_the_user_s(call: Callable[..., Any]) -> None:
    def interrupted(inputs: Mapping[str, Fraction]) -> Fraction:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        call(interrupted)


def test_what_stands_in_for_a_function_speaks_for_it(call: Callable[..., Any]) -> None:
    def elsewhere(inputs: Mapping[str, Fraction]) -> Fraction:
        raise FunctionFault("returned float, not Fraction or int")

    detail = "returned float, not Fraction or int"
    assert call(elsewhere) == [("python-fault", "log-share", detail)]


def test_a_function_that_was_stopped_is_no_mere_reason(call: Callable[..., Any]) -> None:
    def stopped(inputs: Mapping[str, Fraction]) -> Fraction:
        raise FunctionStopped((Fault(Text("lâu quá", "too long")),))

    with pytest.raises(Refused, match="too long"):
        call(stopped)


def test_inputs_cannot_be_changed(call: Callable[..., Any]) -> None:
    [(kind, _, detail)] = call(lambda inputs: inputs.update(actual=0))
    assert (kind, detail.split(":")[0]) == ("python-fault", "AttributeError")


def test_it_cannot_disturb_the_decimal_context_of_others(call: Callable[..., Any]) -> None:
    before = decimal.getcontext().prec

    def function(inputs: Mapping[str, Fraction]) -> int:
        assert decimal.getcontext().prec == decimal.Context().prec
        decimal.getcontext().prec = 3
        return 1

    with decimal.localcontext(decimal.Context(prec=50)):
        assert call(function) == 1
        assert decimal.getcontext().prec == 50
    assert decimal.getcontext().prec == before


def test_it_is_not_called_with_an_unknown_or_an_open_input(call: Callable[..., Any]) -> None:
    assert call(lambda inputs: 1, a="~ 3") == [("near", "a", "")]
    assert call(lambda inputs: 1, a="> 3") == [("undecided", "a", "")]


def test_a_function_that_is_not_there(member: MakeMember) -> None:
    value = Reading(member(a=1, b=2)).number(CALL)
    assert isinstance(value, Unknown)
    assert value.reasons[0].detail == "no such function"


def test_an_aggregate_calls_it_for_every_member(member: MakeMember) -> None:
    peers = [member(unit, a=number, b=1) for number, unit in enumerate("uvw")]
    python = {"log-share": lambda inputs: inputs["actual"] + inputs["base"]}
    value = Reading(peers[0], peers, python).number(Aggregate(AggregateKind.SUM, CALL))
    assert isinstance(value, Known) and value.point == 1 + 2 + 3
