"""docs/authors/common-indicators.md lists every indicator that all sectors share."""

import re

import common_indicators as maker

PAGE = maker.PAGE.read_text(encoding="utf-8")


def test_page_is_what_its_maker_writes_now() -> None:
    assert maker.page() == PAGE, "run: python docs/common_indicators.py"


def test_every_indicator_has_a_row_with_what_is_special_about_it() -> None:
    rows = {row.split("`")[1]: row for row in re.findall(r"^\| `.*$", PAGE, re.MULTILINE)}
    assert list(rows) == [indicator.code for indicator in maker.INDICATORS]
    assert rows["par_index"].endswith("| index points (0-100)<br>*điểm chỉ số (0-100)* |  |")
    assert rows["assigned_tasks_overdue"].endswith("| whole; lower is better; blank is 0 |")
    assert rows["assigned_tasks_completion_rate"].endswith("| % |  |")
    assert "grade: `not-completed`, `completed`" in rows["unit_quality_grade"]
