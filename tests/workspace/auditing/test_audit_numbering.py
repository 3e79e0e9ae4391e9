"""Which row belongs under which, told by the numbers alone."""

import csv
from pathlib import Path

import pytest

from thidua.core.workspace.auditing.numbering import leading_code, parents, whole_code

TABLE = Path(__file__).parents[2] / "data" / "tien_giang" / "table.csv"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I", ("I",)),
        ("01", ("1",)),
        ("1.1.2", ("1", "1", "2")),
        ("a)", ("a",)),
        ("VIII.3a", ("VIII", "3", "a")),
        ("a4.2.1", ("a", "4", "2", "1")),
        ("–", ("-",)),
        ("xa-an-hoa", None),
        ("Tổng cộng", None),
        ("", None),
    ],
)
def test_a_cell_holds_a_number_or_not(text: str, code: tuple[str, ...] | None) -> None:
    assert whole_code(text) == code


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("1.2. Báo cáo đúng hạn", ("1", "2")),
        ("II. Công tác thi đua", ("II",)),
        ("1.2 Báo cáo", ("1", "2")),
        ("a) Kế hoạch", ("a",)),
        ("- Kế hoạch", ("-",)),
        ("Kế hoạch", None),
        ("2 đơn vị", None),
    ],
)
def test_a_title_may_begin_with_its_number(title: str, code: tuple[str, ...] | None) -> None:
    assert leading_code(title) == code


@pytest.mark.parametrize(
    ("numbers", "above"),
    [
        ("I 1 2 II 1 a b 2", ". I I . II 1 1 II"),
        ("A I 1 II B I 1", ". A I A . B I"),
        ("VIII VIII.1 VIII.3 VIII.3a VIII.3b I I.1 I.1.1",
         ". VIII VIII VIII.3 VIII.3 . I I.1"),
        ("1 1.1 - - 1.2 2", ". 1 1.1 1.1 1 ."),
        ("I 1.1 1.2 II 2.1", ". I I . II"),
        ("G H I K", ". . . ."),
        ("1 a b C d", ". 1 1 1 1"),
        ("a1 b4 C1 2.1 5a", ". . . . ."),
        ("1 1.2.3", ". 1"),
    ],
)  # fmt: skip
def test_each_number_belongs_under_the_one_it_continues(numbers: str, above: str) -> None:
    words = numbers.split()
    found = parents([whole_code(word) for word in words])
    assert ["." if row is None else words[row] for row in found] == above.split()


def test_rows_without_a_number_stand_outside() -> None:
    assert parents([("I",), None, ("1",)]) == (None, None, 0)


def test_a_real_table_of_147_rows_is_read_as_its_own_column_of_parents_says() -> None:
    with TABLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = parents([whole_code(row["code"]) for row in rows])
    told = ["" if above is None else rows[above]["code"] for above in found]
    apart = {row["code"] for row, above in zip(rows, told, strict=True) if row["parent"] != above}
    # Rows of 5a and 5b that the table numbers as if they stood under 5.
    assert apart == {"5.1", "5.2", "5.3", "5.5"}
