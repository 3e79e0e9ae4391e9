"""A unit that has sent nothing is unscored for dozens of reasons: a table shows the first."""

import json
import re
from typing import TYPE_CHECKING

import pytest

from thidua.cli.rank import REASONS_SHOWN, first_of

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

RANK = ("rank", "phong", "--period", "2026")


def test_a_table_shows_the_first_reasons_and_how_many_more_there_are(desk: "Desk") -> None:
    rows = json.loads(desk.done(*RANK, "--format", "json"))["rows"]
    more = len(rows[0]["reasons"]) - REASONS_SHOWN
    assert more > 10

    table = re.sub(r"[\s│|]+", " ", desk.done(*RANK))
    english = re.sub(r"[\s│|]+", " ", desk.done("--lang", "en", *RANK))
    assert f"{more} lý do khác" in table
    assert f"{more} more reasons" in english


def test_csv_has_every_reason(desk: "Desk") -> None:
    csv = desk.done(*RANK, "--format", "csv")
    assert "lý do khác" not in csv
    rows = json.loads(desk.done(*RANK, "--format", "json"))["rows"]
    assert all(reason in csv.replace('""', '"') for reason in rows[0]["reasons"])


@pytest.mark.parametrize(
    ("reasons", "shown"),
    [
        ([], []),
        (["a", "b", "c"], ["a", "b", "c"]),
        (["a", "b", "c", "d"], ["a", "b", "c", "và 1 lý do khác"]),
    ],
)
def test_three_reasons_are_shown_whole(reasons: list[str], shown: list[str]) -> None:
    assert first_of(reasons) == shown
