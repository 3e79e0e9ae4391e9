"""Checks of derived figures, and the words that a formula may use for its inputs."""

from typing import Any

import pytest

from thidua.core.model.contribution import Check
from thidua.core.model.structuring import read_sector
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused

TITLE = {"vi": "Không khớp", "en": "Does not agree"}


def sector_with(check: dict[str, str]) -> dict[str, Any]:
    return {"checks": [{"code": "sum", "title": TITLE, "expression": "a == b + c", **check}]}


def formula_with(name: str) -> dict[str, Any]:
    formula = {
        "code": "f",
        "title": TITLE,
        "explanation": TITLE,
        "inputs": [name],
        "expression": f"{name} * points",
    }
    return {"formulas": [formula]}


def test_a_check_may_show_a_stated_figure_beside_what_its_parts_give() -> None:
    (check,) = read_sector(sector_with({"stated": "a", "recomputed": "b + c"})).checks
    assert (check.stated, check.recomputed) == ("a", "b + c")


def test_a_plain_check_shows_nothing() -> None:
    (check,) = read_sector(sector_with({})).checks
    assert (check.stated, check.recomputed) == (None, None)


@pytest.mark.parametrize("alone", ["stated", "recomputed"])
def test_one_of_the_two_alone_is_refused(alone: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_sector(sector_with({alone: "a"}))
    (fault,) = refusal.value.faults
    assert fault.place == f"checks[sum].{alone}"
    assert fault.what.vi == "“stated” và “recomputed” đi cùng nhau."
    assert fault.what.en == "“stated” and “recomputed” go together."


def test_a_check_cannot_be_built_with_one_of_the_two_alone() -> None:
    with pytest.raises(ValueError, match="go together"):
        Check("sum", Text("Không khớp", "Does not agree"), "a == b", stated="a")


@pytest.mark.parametrize("name", ["actual", "target", "baseline", "rank", "floor"])
def test_a_formula_may_call_its_inputs_by_words_of_the_language(name: str) -> None:
    (formula,) = read_sector(formula_with(name)).formulas
    assert formula.inputs == (name,)


@pytest.mark.parametrize("name", ["points", "if", "Kết quả", "2nd"])
def test_other_words_are_refused_as_inputs(name: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_sector({"formulas": [{**formula_with("x")["formulas"][0], "inputs": [name]}]})
    said = [fault.what.vi for fault in refusal.value.faults]
    assert f"“{name}” không dùng làm tên trong công thức được." in said
