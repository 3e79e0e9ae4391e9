"""CSV for spreadsheets: numbers stay numbers, text that would run as a formula does not."""

from fractions import Fraction

import pytest

from thidua.cli.output import Column, show_rows
from thidua.core.text.bilingual import Text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("-17952/247", "-17952/247"),
        ("-0.5", "-0.5"),
        (Fraction(-1, 2), "-0.5"),
        ("-1/x", "'-1/x"),
        ("-1+1", "'-1+1"),
        ("=1", "'=1"),
    ],
)
def test_only_what_is_no_number_gets_an_apostrophe(
    value: object, written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    show_rows([{"gap": value}], [Column("gap", Text("Chênh lệch", "Gap"))], "csv")
    assert capsys.readouterr().out == f"gap\n{written}\n"
