"""What a plain Python formula agreed to, and how it is caught when it does not keep to it."""

import decimal
import locale
import os
import random
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from thidua.core.text.bilingual import Text
from thidua.plugins.kit import CheckResult, Verdict

Results = dict[str, list[CheckResult]]
Tried = Callable[..., Results]
Inputs = Mapping[str, Fraction]


def failed_alone(results: Results) -> Text:
    """What the check of Python formulas says, which no other check repeats."""
    assert {check for check, found in results.items() if found[0].failed} == {"python-formulas"}
    (found,) = results["python-formulas"]
    assert found.verdict is Verdict.FAILED
    assert found.subject == "tried"
    assert found.came_out.en.startswith("In criterion C-1, formula “tried” with points = 10, x = ")
    return found.came_out


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (float("nan"), "it returns nan (float), not a Fraction or an int."),
        (0.5, "it returns 0.5 (float), not a Fraction or an int."),
        (decimal.Decimal("0.5"), "it returns Decimal('0.5') (Decimal), not a Fraction or an int."),
        ("5", "it returns '5' (str), not a Fraction or an int."),
        (None, "it returns None (NoneType), not a Fraction or an int."),
        (True, "it returns True (bool), not a Fraction or an int."),
        (Fraction(1, 3), "it returns 1/3, with more decimals than the 2 declared."),
        (Fraction("0.125"), "it returns 0.125, with more decimals than the 2 declared."),
    ],
)
def test_a_result_that_is_no_exact_number_of_the_declared_places(
    tried: Tried, result: Any, words: str
) -> None:
    assert failed_alone(tried(lambda inputs: result, examples=10)).en.endswith(words)


def test_the_result_is_told_in_vietnamese_too(tried: Tried) -> None:
    assert failed_alone(tried(lambda inputs: Fraction("0.125"), examples=10)).vi == (
        "Ở tiêu chí C-1, công thức “tried” với points = 10, x = 0, y = 0: trả về 0,125, nhiều chữ"
        " số thập phân hơn mức đã khai là 2."
    )


def writing(inputs: Any) -> int:
    inputs["x"] = Fraction(0)
    return 5


def inside_out(inputs: Any) -> int:
    inputs["x"]._numerator = 7
    return 5


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (writing, "it tries to change its inputs, which are read-only."),
        (inside_out, "it changed its inputs."),
    ],
)
def test_inputs_are_left_alone(tried: Tried, function: Callable[[Any], int], words: str) -> None:
    results = tried(function, examples=10)
    (found,) = results["python-formulas"]
    assert found.came_out.en.endswith(words)


def less_exact(inputs: Inputs) -> int:
    decimal.getcontext().prec = 6
    return 5


def less_exact_for_ever(inputs: Inputs) -> int:
    decimal.DefaultContext.prec = 6
    return 5


def other_locale(inputs: Inputs) -> int:
    now = locale.setlocale(locale.LC_ALL)
    locale.setlocale(locale.LC_ALL, "C" if now != "C" else "C.UTF-8")
    return 5


def drawing_lots(inputs: Inputs) -> int:
    random.random()
    return 5


def in_the_environment(inputs: Inputs) -> int:
    os.environ["THIDUA_TRIED"] = str(inputs["x"])
    return 5


def elsewhere(inputs: Inputs) -> int:
    os.chdir("/")
    return 5


@pytest.mark.parametrize(
    ("function", "vi", "en"),
    [
        (less_exact, "ngữ cảnh decimal (độ chính xác, làm tròn)", "the decimal context"),
        (less_exact_for_ever, "ngữ cảnh decimal (độ chính xác, làm tròn)", "the decimal context"),
        (other_locale, "locale của chương trình", "the locale"),
        (drawing_lots, "trạng thái của bộ sinh số ngẫu nhiên", "the state of the random numbers"),
        (in_the_environment, "biến môi trường", "the environment variables"),
        (elsewhere, "thư mục làm việc", "the working folder"),
    ],
)
def test_what_is_around_stays_as_it_was(
    tried: Tried,
    function: Callable[[Inputs], int],
    vi: str,
    en: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("THIDUA_TRIED", "before")
    usual, here = decimal.DefaultContext.prec, locale.setlocale(locale.LC_ALL)
    try:
        results = tried(function, examples=10)
    finally:
        decimal.DefaultContext.prec = usual
        locale.setlocale(locale.LC_ALL, here)
    words = failed_alone(results)
    assert words.en.endswith(f": it changed {en}.")
    assert words.vi.endswith(f": đã làm thay đổi {vi}.")


def test_an_exception_is_told_with_its_inputs(tried: Tried) -> None:
    def picky(inputs: Inputs) -> int:
        if inputs["x"] > 50:
            raise ValueError("never so many")
        return 5

    words = failed_alone(tried(picky))
    assert words.en.endswith("y = 0: it raises ValueError: never so many.")
    assert words.vi.endswith("y = 0: công thức báo lỗi ValueError: never so many.")


def test_a_division_by_zero_has_no_answer_and_is_no_fault(tried: Tried) -> None:
    def share(inputs: Inputs) -> Fraction:
        return Fraction(min(10 * inputs["x"] / inputs["y"], Fraction(10)).__floor__())

    assert tried(share)["python-formulas"][0].verdict is Verdict.PASSED


def test_a_result_that_differs_only_when_called_again_at_once(tried: Tried) -> None:
    last: list[Fraction] = []

    def twice(inputs: Inputs) -> int:
        # Scoring reads a trace in between; only a second call with nothing between gives it away.
        import sys

        caller: Any = sys._getframe(1).f_code.co_name
        last.append(inputs["x"])
        return 3 if caller == "fault_of_call" and len(last) % 2 else 4

    words = failed_alone(tried(twice, examples=20))
    assert " it first returns " in words.en


def test_a_formula_of_several_criteria_is_told_once(examined: Callable[..., Results]) -> None:
    from .conftest import python_formula

    results = examined(
        """
        [[criteria]]
        code = "C-1"
        points = 10
        formula = "tried"
        inputs = { x = "a" }
        [[criteria]]
        code = "C-2"
        points = 10
        formula = "tried"
        inputs = { x = "b" }
        """,
        python_formula(lambda inputs: 0.5),
        examples=10,
    )
    assert [it.subject for it in results["python-formulas"]] == ["tried"]
    assert results["within-bounds"][0].came_out.en == (
        "No criterion to try: the Python formula is at fault."
    )


def test_a_formula_without_inputs(examined: Callable[..., Results]) -> None:
    from thidua.core.model.formulas import Formula

    title = Text("Thử", "Tried")
    half: Any = lambda inputs: 0.5  # noqa: E731
    nothing = Formula("tried", title, title, (), function=half, places=2)
    results = examined('[[criteria]]\ncode = "C"\npoints = 1\nformula = "tried"', nothing)
    assert "with points = 1: it returns 0.5" in results["python-formulas"][0].came_out.en
