"""A sector that was copied from an installed one shares its indicators, and nothing else."""

import shutil
from pathlib import Path

import thidua.sectors.labour_social
from thidua.plugins.kit import Area, check_plugin

AREAS = (Area.DECLARATION, Area.CASES)
ORIGINAL = Path(thidua.sectors.labour_social.__file__ or "").parent


def copy(root: Path) -> Path:
    folder = root / "lao-dong"
    folder.mkdir()
    shutil.copytree(ORIGINAL / "cases", folder / "cases")
    for file in ORIGINAL.glob("*.toml"):
        text = file.read_text("utf-8").replace('"labour-social', '"lao-dong')
        (folder / file.name).write_text(text, "utf-8")
    return folder


def test_what_a_copy_shares_is_no_clash(tmp_path: Path) -> None:
    results = check_plugin(copy(tmp_path), areas=AREAS)
    assert [it.came_out.en for it in results if it.failed] == []
    assert {it.subject for it in results if it.check == "cases"} == {
        "cases/cac-so.toml",
        "cases/don-vi-truc-thuoc.toml",
    }


def test_an_indicator_that_a_copy_has_changed_is_one(tmp_path: Path) -> None:
    file = copy(tmp_path) / "sector.toml"
    text = file.read_text("utf-8").replace("lượt lao động)", "lượt người)")
    file.write_text(text, "utf-8")
    failed = [it for it in check_plugin(file.parent, areas=AREAS) if it.failed]
    assert [(it.check, it.subject) for it in failed] == [("codes-free", "jobs_created")]
