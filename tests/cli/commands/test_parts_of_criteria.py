"""A part of a criterion is decided with the whole; only points to be picked are its own."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

HERE = ("--cluster", "phong", "--period", "2026", "--reason", "Biên bản số 1")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "tiêu chí “LS-35.1” là một phần của tiêu chí “LS-35”"),
        ("en", "criterion “LS-35.1” is a part of criterion “LS-35”"),
    ],
)
def test_a_part_is_not_judged_apart(desk: "Desk", language: str, said: str) -> None:
    answer = desk.run("--lang", language, "result", "judge", "ncc", "LS-35.1", "5", *HERE)
    assert (answer.code, said in answer.err) == (1, True)


def test_a_part_whose_points_are_picked_is_judged(desk: "Desk") -> None:
    desk.done("result", "judge", "ncc", "LS-36.2", "5", *HERE)


def test_no_part_is_exempt_apart(desk: "Desk") -> None:
    answer = desk.run("result", "not-applicable", "ncc", "LS-36.2", *HERE)
    assert answer.code == 1
    assert "là một phần của tiêu chí “LS-36”" in answer.err


def test_a_file_of_points_for_what_does_not_apply_is_refused_whole(desk: "Desk") -> None:
    desk.done("result", "not-applicable", "ncc", "LS-36", *HERE)
    file = desk.file("judged.csv", "unit,criterion,points,reason\nncc,LS-36.2,5,Biên bản\n")
    place = ("--cluster", "phong", "--period", "2026")
    answer = desk.run("result", "import-judged", file, *place)
    assert answer.code == 1
    assert "đã được ghi là không áp dụng" in answer.err
    desk.done("result", "withdraw", "ncc", "LS-36", *HERE)
    desk.done("result", "import-judged", file, *place)
