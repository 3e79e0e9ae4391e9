"""What another version of a record says otherwise, in the words of the workbook's columns."""

from copy import deepcopy
from typing import Any

import pytest

from thidua.core.workspace.sector_sheets.differences import differences


@pytest.fixture
def criteria(plain: Any) -> dict[str, Any]:
    """The criteria of the small sector, by code."""
    return {it["code"]: it for it in plain.criteria[0]["criteria"]}


def between(before: Any, after: Any) -> list[str]:
    return [it.said.vi for it in differences("criteria", before, after)]


def test_a_column_is_named_with_what_stood_there_and_what_stands_there_now(criteria: Any) -> None:
    before = criteria["H-01"]
    assert between(before, before) == []
    after = {**before, "points": "6.5", "reference": "Quyết định 5"}
    assert between(before, after) == ["Điểm 6 → 6,5", "Nguồn, căn cứ trống → Quyết định 5"]
    assert [it.said.en for it in differences("criteria", before, after)][1] == (
        "Reference blank → Quyết định 5"
    )
    points, _ = differences("criteria", before, after)
    assert points.column.vi == "Điểm"


def test_words_of_the_workbook_stand_for_values(criteria: Any) -> None:
    after = {**criteria["H-01"], "evidence": "optional"}
    assert between(criteria["H-01"], after) == ["Minh chứng bắt buộc → không bắt buộc"]


def test_long_texts_and_lists_are_only_named(criteria: Any) -> None:
    before = criteria["H-01"]
    after = {**before, "inputs": {"part": "born", "whole": "born"}, "reference": "Theo " * 9}
    assert between(before, after) == ["Đầu vào", "Nguồn, căn cứ"]


def test_lines_below_say_where_they_stand(criteria: Any) -> None:
    before = criteria["H-02"]
    after = deepcopy(before)
    after["bands"]["steps"][1]["points"] = 2
    assert between(before, after) == ["Bậc điểm 2: Điểm 1,5 → 2"]
    after["bands"]["steps"].append({"from": 9, "points": 1})
    assert between(before, after)[1:] == ["thêm Bậc điểm 3"]
    assert [it.said.en for it in differences("criteria", after, before)][1] == "Steps 3 removed"


def test_cases_of_one_row_are_told_apart(criteria: Any) -> None:
    before = criteria["H-05"]
    after = deepcopy(before)
    after["rows"][1]["one_of"][1]["bonus"] = 1
    assert between(before, after) == ["Dòng điểm 2: Điểm thưởng 0,5 → 1"]
