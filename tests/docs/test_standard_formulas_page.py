"""docs/authors/standard-formulas.md gives every standard formula with a worked number."""

import re

import pytest

import standard_formulas as maker

PAGE = maker.PAGE.read_text(encoding="utf-8")


def test_page_is_what_its_maker_writes_now() -> None:
    assert maker.page() == PAGE, "run: python docs/standard_formulas.py"


def test_every_formula_has_an_example_and_none_is_left_over() -> None:
    assert set(maker.EXAMPLES) == set(maker.FORMULAS)
    assert re.findall(r"^## (.*)$", PAGE, re.MULTILINE) == list(maker.FORMULAS)


@pytest.mark.parametrize("code", maker.FORMULAS)
def test_every_formula_is_worked_out_in_numbers(code: str) -> None:
    section = PAGE.partition(f"\n## {code}\n")[2].partition("\n## ")[0]
    points = re.findall(r"^\| .*? = .*? \| ([\d./]+)", section, re.MULTILINE)
    assert len(set(points)) >= 2 or code in {"checklist", "share"}
    for parameter in maker.FORMULAS[code].parameters:
        assert f"\n- `{parameter.name}`: {parameter.title.en}.\n" in section


@pytest.mark.parametrize(
    ("code", "case", "points"),
    [
        ("ratio-capped", 0, "5.1"),  # 6 × 85/100
        ("ratio-over", 1, "6.7"),  # 6 and 7 × 0.1
        ("external-rank", 0, "9.4"),  # 10 × (0.4 + 0.6 × 18/20)
        ("peer-relative", 0, "6.25"),  # 10 × 150/240
        # 10 × (0.5 + 0.5 × 0.1/0.25): the other is 25 % above its target
        ("peer-relative-above-target", 0, "7"),
    ],
)
def test_worked_numbers_are_those_of_paper_and_pencil(code: str, case: int, points: str) -> None:
    example = maker.EXAMPLES[code]
    assert maker.worked(code, example.criterion, example.cases[case])[0] == points
