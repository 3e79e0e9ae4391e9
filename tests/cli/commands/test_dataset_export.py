"""``thidua dataset export``: a period as one file, told in both languages."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from thidua.core.dataset.reading import open_dataset
from thidua.core.dataset.scale import COLUMNS

if TYPE_CHECKING:
    from tests.cli.conftest import Desk


def test_a_period_is_exported(scored: "Desk", tmp_path: Path) -> None:
    file = tmp_path / "thu.parquet"
    asked = ("dataset", "export", "--period", "thu", "-o", file)
    assert scored.done(*asked) == f"{file}: kỳ thu, 1 cụm, 3 đơn vị.\n"
    assert scored.done(*asked, "--lang", "en") == f"{file}: period thu, 1 cluster, 3 units.\n"
    dataset = open_dataset(file, {})
    assert list(dataset.table(0).units) == ["ncc", "te", "vl"]
    assert dataset.header.release.startswith("thidua ")


def test_an_export_in_json(scored: "Desk", tmp_path: Path) -> None:
    file = tmp_path / "thu.parquet"
    asked = "dataset export --period thu --cluster phong --layer self --format json -o"
    said = json.loads(scored.done(*asked.split(), file))
    assert said == {
        "output": str(file), "period": "thu", "layer": "self", "clusters": 1, "units": 3,
    }  # fmt: skip


def test_what_is_not_there_cannot_be_exported(scored: "Desk", tmp_path: Path) -> None:
    file = tmp_path / "period.parquet"
    said = scored.refused("dataset", "export", "--period", "2027", "-o", file)
    assert "không có kỳ chấm điểm “2027”" in said
    said = scored.refused(*"dataset export --period thu --cluster phogn -o".split(), file)
    assert "Có phải là “phong”?" in said
    assert not file.exists()


def test_a_folder_is_no_output(scored: "Desk", tmp_path: Path) -> None:
    asked = ("dataset", "export", "--period", "thu", "-o", tmp_path)
    answer = scored.run(*asked)
    assert answer.code == 2
    assert "--output phải là một tệp, không phải thư mục." in answer.err
    assert "--output must be a file, not a folder." in scored.run(*asked, "--lang", "en").err


@pytest.mark.parametrize("library", COLUMNS)
def test_without_the_extra_the_command_names_it(
    scored: "Desk", tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    from thidua.core.dataset import scale

    monkeypatch.setattr(scale, "find_spec", lambda name: None if name == library else name)
    asked = ("dataset", "export", "--period", "thu", "-o", tmp_path / "thu.parquet")
    for language in ("vi", "en"):
        assert "pip install 'thidua[scale]'" in scored.refused(*asked, "--lang", language)
