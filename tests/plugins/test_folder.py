"""A plugin's files: what they declare, and every fault with file and line."""

from pathlib import Path

import pytest

from thidua.core.text.fault import Fault, Refused
from thidua.core.workspace.templates import Document, ReportSubject
from thidua.plugins import API_VERSION, Folder, Text

CARD = """\
[plugin]
code = "mine"
title = { vi = "Của tôi", en = "Mine" }
api_version = 1
"""
CRITERIA = """\
code = "mine-2026"
title = { vi = "Bảng điểm", en = "Table" }
basis = "proposal"
points = 100

[[criteria]]
code = "M-01"
title = { vi = "Một", en = "One" }
points = 90
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a card and nothing else."""
    made = tmp_path / "mine"
    made.mkdir()
    (made / "sector.toml").write_text(CARD, encoding="utf-8")
    return made


def faults(read: object, *arguments: object) -> tuple[Fault, ...]:
    with pytest.raises(Refused) as caught:
        read(*arguments)  # type: ignore[operator]
    return caught.value.faults


def test_package_and_directory_read_the_same(site: Path) -> None:
    package, directory = Folder("thidua_health"), Folder(site / "thidua_health")
    assert package.plugin() == directory.plugin()
    assert package.sector() == directory.sector()
    assert package.indicators() == directory.indicators()
    assert package.formulas() == directory.formulas()
    assert package.checks() == directory.checks()
    file = "criteria-2026.toml"
    assert package.criteria_set(file) == directory.criteria_set(file)
    assert package.label(file) == directory.label(file) == "thidua_health/criteria-2026.toml"


def test_template_carries_its_file(site: Path) -> None:
    template = Folder("thidua_health").template(
        code="mine",
        title=Text("Báo cáo", "Report"),
        document=Document.SCORE_SHEET,
        files=["templates/summary.html"],
    )
    [file] = template.files
    assert file.content == (site / "thidua_health/templates/summary.html").read_bytes()
    assert (file.format, file.file) == ("html", "thidua_health/templates/summary.html")
    assert (template.subject, template.sector) == (ReportSubject.UNIT, None)


def test_empty_template_is_refused(root: Path) -> None:
    (root / "empty.html").touch()
    with pytest.raises(Refused, match=r"mine/empty\.html: The template file is empty\."):
        Folder(root).template(
            code="x", title=Text("a", "b"), document=Document.SUMMARY, files=["empty.html"]
        )


def test_missing_file(root: Path) -> None:
    [fault] = faults(Folder(root).criteria_set, "criteria-2026.toml")
    assert fault.in_language("vi") == "mine/criteria-2026.toml: Không có tệp này."


def test_missing_file_with_another_beside_it(root: Path) -> None:
    (root / "criteria-2026.toml").write_text(CRITERIA, encoding="utf-8")
    (root / "templates").mkdir()
    (root / "templates" / "summary.html").write_text("", encoding="utf-8")
    [fault] = faults(Folder(root).criteria_set, "criteria-2027.toml")
    assert fault.remedy is not None and "“criteria-2026.toml”" in fault.remedy.en
    [fault] = faults(Folder(root).plain, "templates/sumary.html")
    assert fault.remedy is not None and "“templates/summary.html”" in fault.remedy.vi
    assert faults(Folder(root).plain, "nowhere/a.toml")[0].remedy is None


@pytest.mark.parametrize("table", ["plugin", "sector"])
def test_missing_table(root: Path, table: str) -> None:
    (root / "sector.toml").write_text("indicators = []", encoding="utf-8")
    [fault] = faults(getattr(Folder(root), table))
    assert fault.in_language("en") == f"mine/sector.toml: The table [{table}] is missing."


def test_toml_that_is_none_has_file_and_line(root: Path) -> None:
    (root / "sector.toml").write_text(CARD + "points = 0,5\n", encoding="utf-8")
    [fault] = faults(Folder(root).plugin)
    assert fault.place.startswith("mine/sector.toml, dòng/line 5")


def test_file_that_is_not_utf_8(root: Path) -> None:
    (root / "sector.toml").write_bytes(CARD.encode("utf-16"))
    [fault] = faults(Folder(root).plugin)
    assert fault.place.startswith("mine/sector.toml")
    assert "UTF-8" in fault.what.vi


def test_byte_order_mark_is_no_fault(root: Path) -> None:
    (root / "sector.toml").write_text(CARD, encoding="utf-8-sig")
    assert Folder(root).plugin().code == "mine"


def test_every_fault_of_the_structure_with_its_line(root: Path) -> None:
    (root / "sector.toml").write_text(
        CARD + '\n[[checks]]\ncode = "late"\nexpresion = "1 > 0"\n', encoding="utf-8"
    )
    found = faults(Folder(root).checks)
    assert len(found) >= 2
    assert all("checks[late]" in fault.place for fault in found)
    assert any(fault.place.startswith("mine/sector.toml, dòng/line 8") for fault in found)


def test_points_that_do_not_add_up_have_a_line(root: Path) -> None:
    (root / "criteria-2026.toml").write_text(CRITERIA, encoding="utf-8")
    [fault] = faults(Folder(root).criteria_set, "criteria-2026.toml")
    assert fault.place.startswith("mine/criteria-2026.toml, dòng/line 4")
    assert "90" in fault.what.vi and "100" in fault.what.vi


def test_newer_interface_is_said_before_what_it_adds(root: Path) -> None:
    newer = CARD.replace("api_version = 1", f"api_version = {API_VERSION + 1}\nicon = 'star'")
    (root / "sector.toml").write_text(newer, encoding="utf-8")
    [fault] = faults(Folder(root).plugin)
    assert fault.place.startswith("mine/sector.toml, dòng/line 4")
    assert fault.what.vi == "Cần giao diện phiên bản 2; thidua này có phiên bản 1."
    assert "Needs interface version 2" in fault.what.en


def test_one_file_is_read_once(root: Path) -> None:
    folder = Folder(root)
    card = folder.plugin()
    (root / "sector.toml").unlink()
    assert folder.plugin() is card


def test_module_that_is_no_package_has_no_folder() -> None:
    with pytest.raises(ValueError, match="needs a package"):
        Folder("")
