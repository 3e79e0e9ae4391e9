"""What a slip is answered, word for word in both languages: ``tests/data/refusals/formulas.txt``.

An expression stands there on a line of its own; for each of its faults the column, what is wrong
and, where there is one, what to do, each in Vietnamese and then in English.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from thidua.core.formula.parsing import ExpressionFault, ExpressionRefused, Names, parse_expression
from thidua.core.formula.tree import LabelKind, Labelled, Name, Number
from thidua.core.text.bilingual import Text

WORDS = Path(__file__).parents[1] / "data" / "refusals" / "formulas.txt"
SOME = Names(
    aliases={
        "actual": Labelled(LabelKind.INPUT, "actual", Name("jobs")),
        "rank": Number(Fraction(1)),
    },
    indicators=frozenset({"jobs", "poverty_rate"}),
    rows={"a4.1": Number(Fraction(2))},
    children=("part-one",),
    points=Fraction(45),
)
SPLIT = Text(
    "Tách thành nhiều tiêu chí hoặc nhiều dòng chấm điểm.",
    "Split it over several criteria or rows.",
)


def refused(source: str, names: Names = Names()) -> tuple[ExpressionFault, ...]:  # noqa: B008
    with pytest.raises(ExpressionRefused) as caught:
        parse_expression(source, names)
    return caught.value.faults


def written(faults: Sequence[ExpressionFault]) -> Iterator[str]:
    for fault in faults:
        yield str(fault.column)
        for text in (fault.what, fault.remedy):
            if text is not None:
                yield from (text.vi, text.en)


def slips() -> Iterator[tuple[str, Names, list[str]]]:
    plain, some = re.split("^# ", WORDS.read_text("utf-8"), flags=re.MULTILINE)[1:]
    for names, part in ((Names(), plain), (SOME, some)):
        for block in part.partition("\n\n")[2].strip("\n").split("\n\n"):
            source, *words = block.split("\n")
            yield source, names, [word.removeprefix("  ") for word in words]


@pytest.mark.parametrize(("source", "names", "words"), list(slips()))
def test_a_slip_is_answered_word_for_word(source: str, names: Names, words: list[str]) -> None:
    assert list(written(refused(source, names))) == words


def test_an_empty_expression() -> None:
    empty = Text("Biểu thức để trống.", "The expression is empty.")
    assert refused(" \n") == (ExpressionFault(empty),)


def test_the_longest_expression_and_one_that_is_longer() -> None:
    source = "max(" + "1, " * 664 + "100)"
    assert len(source) == 2_000
    parse_expression(source)
    what = Text(
        "Biểu thức dài 2001 ký tự, tối đa 2000.",
        "The expression has 2001 characters, at most 2000 are allowed.",
    )
    assert refused(source + " ") == (ExpressionFault(what, remedy=SPLIT),)


@pytest.mark.parametrize(
    ("source", "column"),
    [("(" * 51 + "a" + ")" * 51, 51), ("-" * 51 + "a", 1), ("not " * 51 + "a", 1)],
)
def test_what_is_nested_too_deep(source: str, column: int) -> None:
    what = Text(
        "Biểu thức lồng nhau quá 50 tầng.",
        "The expression is nested more than 50 levels deep.",
    )
    assert refused(source) == (ExpressionFault(what, column, SPLIT),)


def test_what_is_chained_too_long() -> None:
    what = Text(
        "Biểu thức nối tiếp hoặc lồng nhau quá 100 tầng.",
        "The expression is chained or nested more than 100 levels deep.",
    )
    parse_expression(" + ".join(["a"] * 100))
    assert refused(" + ".join(["a"] * 101)) == (ExpressionFault(what, remedy=SPLIT),)


def test_a_character_that_cannot_be_shown_is_named_by_its_number() -> None:
    [fault] = refused("a\x00b")
    assert fault.what.vi == "Ký tự “U+0000” không thuộc ngôn ngữ công thức."


def test_the_shortest_number_that_is_too_long() -> None:
    digits = "1" * 40
    assert parse_expression(digits) == Number(Fraction(digits))
    [fault] = refused(f"a + {digits}1")
    assert fault.column == 5
