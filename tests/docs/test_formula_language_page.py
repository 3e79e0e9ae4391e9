"""docs/authors/formula-language.md leaves nothing of the language out; its blocks run by sybil."""

import re
from pathlib import Path

import pytest

from blocks.expressions import ARROW, answers, run_expressions
from blocks.fences import fences_of
from thidua.core.formula.calls import MAXIMUM_EXPONENT, MAXIMUM_PLACES
from thidua.core.formula.limits import MAXIMUM_DIGITS, MAXIMUM_LENGTH, MAXIMUM_NESTING
from thidua.core.formula.naming import FIELDS, FUNCTIONS
from thidua.core.formula.tree import AggregateKind

PAGE = (Path(__file__).parents[2] / "docs" / "authors" / "formula-language.md").read_text("utf-8")
BLOCKS = [fence.source for fence in fences_of(PAGE) if fence.language == "formula"]
EXPRESSIONS = [expression for block in BLOCKS for expression, _, _ in answers(block)]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_is_explained_and_shown(function: str) -> None:
    heading = rf"^### .*`{function}`"
    row = rf"^\| `{function}\("
    explained = row if function in set(AggregateKind) else heading
    assert re.search(explained, PAGE, re.MULTILINE)
    assert any(f"{function}(" in expression for expression in EXPRESSIONS)


def test_no_function_is_explained_that_does_not_exist() -> None:
    headings = re.findall(r"^### (.*)$", PAGE, re.MULTILINE)
    named = {name for heading in headings for name in re.findall(r"`(\w+)`", heading)}
    assert named == set(FUNCTIONS) - set(AggregateKind)


@pytest.mark.parametrize("field", FIELDS)
def test_every_figure_of_an_indicator_is_listed_and_shown(field: str) -> None:
    assert f"| `jobs.{field}` |" in PAGE
    assert any(f"jobs.{field}" in expression for expression in EXPRESSIONS)


@pytest.mark.parametrize(
    "sign", ["+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=", "not", "and", "or", "if"]
)
def test_every_operator_is_listed_and_shown(sign: str) -> None:
    table = PAGE.partition("| operator | meaning |")[2].partition("\n\n")[0]
    assert re.search(rf"`[^`]*{re.escape(sign)}[^`]*`", table)
    assert any(f" {sign} " in f" {expression} " for expression in EXPRESSIONS)


def test_limits_are_those_that_hold() -> None:
    said = " ".join(PAGE.split())
    assert f"at most {MAXIMUM_LENGTH} characters" in said
    assert f"brackets in at most {MAXIMUM_NESTING} levels" in said
    assert f"numbers of at most {MAXIMUM_DIGITS} digits" in said
    assert f"a whole number from 0 to {MAXIMUM_PLACES}, written out" in said
    assert f"from -{MAXIMUM_EXPONENT} to {MAXIMUM_EXPONENT}, q from 1 to {MAXIMUM_EXPONENT}" in said


def test_wrong_answer_in_a_block_is_found() -> None:
    assert run_expressions(f"x = 2\n    x + 1 {ARROW} 3") is None
    assert run_expressions(f"x = 2\n    x + 1 {ARROW} 4") == f"x + 1 {ARROW} 3"
