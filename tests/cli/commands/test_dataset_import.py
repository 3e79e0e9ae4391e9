"""``thidua dataset import``: figures in bulk, told like any other import."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

WIDE = "unit,name,tasks,tasks.target,late,rate\nvl,Phòng Việc làm,100,100,1,95\nte,,100,100,,92\n"


def test_figures_in_bulk_are_scored_like_others(small: "Desk") -> None:
    file = small.file("bulk.csv", WIDE + "ncc,,90,100,0,96\n")
    asked = ("dataset", "import", file, "--period", "thu")
    assert small.done(*asked) == (
        "bulk.csv: đọc 12 ô số liệu: mới 11, sửa 0, giữ nguyên 0, để trống 1.\n"
        "Cột không đọc: “name”.\n"
    )
    ranked = small.done("rank", "phong", "--period", "thu").splitlines()
    assert any("Phòng Việc làm" in line and "98" in line for line in ranked)


def test_the_same_file_again_is_told_so(small: "Desk") -> None:
    file = small.file("bulk.csv", WIDE)
    asked = ("dataset", "import", file, "--period", "thu")
    small.done(*asked)
    again = small.done(*asked, "--lang", "en")
    assert re.fullmatch(
        r"bulk\.csv: imported already at \d\d:\d\d \d\d/\d\d/\d{4}; nothing has changed\.\n", again
    )
    said = json.loads(small.done(*asked, "--format", "json"))
    assert (said["new"], said["unchanged"], said["stored"]) == (0, 7, True)


def test_a_trial_stores_nothing(small: "Desk") -> None:
    file = small.file("bulk.csv", "unit,indicator,kind,value\nvl,tasks,target,5\n")
    asked = ("dataset", "import", file, "--period", "thu")
    said = small.done(*asked, "--dry-run", "--lang", "en")
    assert said.startswith("Dry run, nothing is stored.\nbulk.csv: cells of figures read: 1; 1 new")
    said = json.loads(small.done(*asked, "--dry-run", "--format", "json"))
    assert said == {
        "file": "bulk.csv", "read": 1, "new": 1, "changed": 0, "unchanged": 0, "blank": 0,
        "ignored": [], "stored": False,
    }  # fmt: skip


def test_every_fault_has_its_cell(small: "Desk") -> None:
    file = small.file("bulk.csv", 'unit,tasks,rate\nvl,"1,5",x\nxx,1,2\n')
    asked = ("dataset", "import", file, "--period", "thu", "--cluster", "phong")
    said = small.refused(*asked)
    assert said.startswith("Không thực hiện được, 3 lỗi:")
    for cell in ("B2", "C2", "A3"):
        assert f"bulk.csv, {cell}: " in said
    assert "Refused, 3 faults:" in small.refused(*asked, "--lang", "en")


def test_a_quotation_mark_without_its_other_half_loses_no_row(small: "Desk") -> None:
    file = small.file("bulk.csv", 'unit,tasks,name\nvl,5,"Phòng\nte,6,Phòng\nncc,7,Phòng\n')
    said = small.refused("dataset", "import", file, "--period", "thu")
    assert "bulk.csv, 2: dấu ngoặc kép không thành cặp" in said
    assert small.refused("result", "import", file, "--period", "thu") == said


def test_a_digit_too_many_is_asked_about_as_in_any_other_import(small: "Desk") -> None:
    bulk = small.file("bulk.csv", "unit,tasks,tasks.target\nvl,115000,1200\n")
    rows = "vl,tasks,actual,115000\nvl,tasks,target,1200\n"
    sheet = small.file("sheet.csv", f"unit,indicator,kind,value\n{rows}")
    asked = [
        small.run(*words, "--period", "thu", "--dry-run").err
        for words in (("dataset", "import", bulk), ("result", "import", sheet))
    ]
    assert "115.000 chênh quá xa chỉ tiêu được giao (1.200)" in asked[0]
    assert asked[0] == asked[1]


def test_figures_above_the_self_layer(small: "Desk") -> None:
    file = small.file("bulk.csv", "unit,rate\nvl,90\n")
    asked = ("dataset", "import", file, "--period", "thu", "--layer", "thẩm định")
    assert "mới 1" in small.done(*asked)


def test_a_file_that_is_none_is_refused(small: "Desk", tmp_path: Path) -> None:
    said = small.refused("dataset", "import", tmp_path / "none.parquet", "--period", "thu")
    assert "không có tệp này" in said


def test_without_the_extra_import_names_it(small: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    from thidua.core.dataset import scale

    monkeypatch.setattr(scale, "find_spec", lambda _: None)
    said = small.refused("dataset", "import", "bulk.csv", "--period", "thu", "--lang", "en")
    assert "numpy, pyarrow" in said and "pip install 'thidua[scale]'" in said
