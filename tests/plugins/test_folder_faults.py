"""A sector in a folder, not installed: all its faults at once, each with its place."""

import importlib
import shutil
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from thidua.core.model.indicator import Indicator
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault
from thidua.core.workspace.catalogue import Catalogue
from thidua.plugins.folder_faults import faults_of_folder, read_folder
from thidua.plugins.manager import Plugins

from_standard = Catalogue(
    indicators={"staff": Indicator("staff", Text("Số cán bộ", "Staff"), Text("người", "persons"))},
    renderers=Plugins.load(only=()).catalogue().renderers,
)


@pytest.fixture
def health(site: Path, tmp_path: Path) -> Path:
    """A copy of the sound sector, to be spoilt."""
    return Path(shutil.copytree(site / "thidua_health", tmp_path / "thidua_health"))


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def check(folder: Path) -> tuple[Fault, ...]:
    return faults_of_folder(folder, from_standard)


def test_sound_sector_has_none(health: Path) -> None:
    assert check(health) == ()


def test_our_own_sectors_have_none() -> None:
    import thidua.sectors.industry_trade as industry_trade
    import thidua.sectors.labour_social as labour_social

    for package in (labour_social, industry_trade):
        assert faults_of_folder(Path(package.__path__[0])) == ()


def test_faults_of_every_file_come_at_once_each_with_file_and_line(health: Path) -> None:
    spoil(health / "sector.toml", 'severity = "error"', 'severity = "fatal"')
    spoil(health / "criteria-2026.toml", "points = 6", "points = 5")
    found = check(health)
    places = [fault.place for fault in found]
    assert any(place.startswith("thidua_health/sector.toml, dòng/line 34") for place in places)
    assert any(place.startswith("thidua_health/criteria-2026.toml, dòng/line ") for place in places)
    assert len(places) == len(set(places))


def test_names_are_resolved_against_the_folder_and_the_standard(health: Path) -> None:
    spoil(health / "criteria-2026.toml", 'total = "children_born" }\n\n', 'total = "staff" }\n\n')
    assert check(health) == ()
    spoil(health / "criteria-2026.toml", '"staff"', '"stafff"')
    [fault] = check(health)
    assert fault.place.startswith("thidua_health/criteria-2026.toml, dòng/line 12")
    assert "stafff" in fault.what.vi and "“staff”" in fault.in_language("vi")


def test_kinds_of_unit_are_those_of_the_sector_and_of_the_others_there_are(health: Path) -> None:
    set_file = health / "criteria-2026.toml"
    spoil(set_file, 'code = "H-01"\n', 'code = "H-01"\napplies_to = ["clinic"]\n')
    assert check(health) == ()
    spoil(set_file, '"clinic"', '"commune"')
    assert check(health) == ()  # labour and social affairs has it
    spoil(set_file, '"commune"', '"comune"')
    [fault] = check(health)
    assert "dòng/line" in fault.place and fault.place.endswith(".applies_to")
    assert fault.what.vi == "Không có loại đơn vị nào mang mã “comune”."
    assert fault.remedy == Text("Có phải là “commune”?", "Did you mean “commune”?")
    [fault] = read_folder(health, from_standard, others={}).faults
    assert fault.remedy == Text("Các loại đang có: clinic.", "The kinds there are: clinic.")
    spoil(health / "sector.toml", '{ code = "clinic"', '{ code = "cli nic"')
    assert not any("comune" in it.what.vi for it in check(health))


def test_a_kind_where_nobody_declares_any(health: Path) -> None:
    set_file = health / "criteria-2026.toml"
    spoil(set_file, 'code = "H-01"\n', 'code = "H-01"\napplies_to = ["clinic"]\n')
    card = (health / "sector.toml").read_text("utf-8")
    start, end = card.index("unit_kinds"), card.index("[[indicators]]")
    (health / "sector.toml").write_text(card[:start] + "\n" + card[end:], encoding="utf-8")
    [fault] = read_folder(health, from_standard, others={}).faults
    assert fault.remedy is not None
    assert fault.remedy.en == "Declare it as a kind of the sector."


def test_unknown_indicator_in_a_check(health: Path) -> None:
    spoil(health / "sector.toml", "vaccinated <= children_born", "vaccinated <= children_borm")
    [fault] = check(health)
    assert fault.place == (
        "thidua_health/sector.toml, dòng/line 33, checks[vaccinated-within-born].expression"
    )
    assert fault.what.en == "There is no indicator “children_borm”."
    assert fault.remedy == Text(
        "Có phải ý bạn là “children_born”?", "Did you mean “children_born”?"
    )
    spoil(health / "sector.toml", "children_borm", "zzz")
    assert check(health)[0].remedy is None


def test_criteria_set_that_no_hook_contributes(health: Path) -> None:
    shutil.copy(health / "criteria-2026.toml", health / "criteria-2027.toml")
    spoil(health / "criteria-2027.toml", "health-2026", "health-2027")
    [fault] = check(health)
    assert fault.in_language("vi") == (
        "thidua_health/criteria-2027.toml: Không hook nào đóng góp bảng điểm trong tệp này. "
        "Thêm vào thidua_criteria_sets: yield here.criteria_set('criteria-2027.toml')"
    )


def test_hooks_are_called_as_if_it_were_installed(health: Path) -> None:
    spoil(health / "__init__.py", "def thidua_checks", "def thidua_cheks")
    [fault] = check(health)
    assert "thidua_cheks" in fault.what.vi
    assert fault.remedy is not None and "thidua_checks" in fault.remedy.vi


def test_code_that_cannot_be_imported_does_not_hide_the_faults_of_the_files(health: Path) -> None:
    spoil(health / "formulas.py", "from math import floor", "from math import flor")
    spoil(health / "sector.toml", 'severity = "error"', 'severity = "fatal"')
    said = [fault.in_language("en") for fault in check(health)]
    assert any("cannot import name 'flor'" in text for text in said)
    assert any("dòng/line 34" in text for text in said)


def test_folder_without_code_is_read_by_its_files_alone(health: Path) -> None:
    (health / "__init__.py").unlink()
    [fault] = check(health)
    assert "health-halves" in fault.what.vi
    code = read_folder(health, from_standard).code
    assert code.is_toml and not code.quarantined


def test_file_with_a_card_is_told_by_its_tables_and_others_are_left_alone(health: Path) -> None:
    (health / "settings.toml").write_text("colour = 'red'", encoding="utf-8")
    (health / "more.toml").write_text("[[indicators]]\ncode = 'Wrong Code'\n", encoding="utf-8")
    assert {fault.place.split(",")[0] for fault in check(health)} == {"thidua_health/more.toml"}


def test_looking_at_a_folder_changes_nothing_in_the_program(health: Path) -> None:
    installed = importlib.import_module("thidua_health")
    before = sys.modules["thidua_health.formulas"]
    assert check(health) == ()
    assert sys.modules["thidua_health"] is installed
    assert sys.modules["thidua_health.formulas"] is before


def test_folder_that_does_not_exist(tmp_path: Path) -> None:
    [fault] = check(tmp_path / "nowhere")
    assert fault.in_language("vi").endswith("nowhere: Không có thư mục này.")


def test_folder_that_is_no_sector(tmp_path: Path) -> None:
    [fault] = check(tmp_path)
    assert "thiếu tệp sector.toml" in fault.what.vi
    assert fault.remedy is not None and "docs/authors" in fault.remedy.en


def test_standard_plugin_is_used_unless_another_is_given(health: Path) -> None:
    file = health / "criteria-2026.toml"
    spoil(file, 'formula = "health-share"', 'formula = "share"')
    spoil(
        file,
        'inputs = { done = "children_vaccinated", total = "children_born" }\n\n',
        'inputs = { part = "children_vaccinated", whole = "children_born" }\n\n',
    )
    assert faults_of_folder(health) == ()
    assert check(health)[0].what.en == "There is no formula “share”."


def test_folder_that_python_cannot_import(health: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> ModuleSpec | None:
        return None

    monkeypatch.setattr("importlib.util.spec_from_file_location", none)
    assert any("is not a package" in fault.what.en for fault in check(health))


def said(folder: Path) -> list[str]:
    """Its faults in English, without the folder."""
    return [fault.in_language("en").replace("thidua_health/", "") for fault in check(folder)]


def test_templates_are_checked_without_a_report(health: Path) -> None:
    spoil(health / "templates" / "summary.html", "period", "perod")
    assert said(health) == [
        "templates/summary.html:1: The report has no field “perod”. Did you mean “period”?"
    ]


def test_template_of_a_format_that_nobody_writes(health: Path) -> None:
    (health / "templates/summary.htm").write_text("x")
    spoil(health / "__init__.py", "summary.html", "summary.htm")
    assert said(health) == [
        "templates/summary.htm: No renderer takes report templates of the format “htm”."
        " Formats that can be used: chart, docx, html, sector, toml"
    ]


def test_template_whose_renderer_checks_nothing(health: Path) -> None:
    (health / "templates/summary.txt").write_text("x")
    spoil(health / "__init__.py", "summary.html", "summary.txt")
    renderer = (
        "\n\n@hookimpl\ndef thidua_renderers():\n"
        "    from thidua.plugins import Renderer\n\n"
        '    yield Renderer("plain", Text("Văn bản", "Text"), "txt", ".txt", lambda them, _: [])\n'
    )
    code = health / "__init__.py"
    code.write_text(code.read_text("utf-8") + renderer, encoding="utf-8")
    assert said(health) == []


def test_one_fault_of_the_sector_file_makes_no_others(health: Path) -> None:
    spoil(health / "sector.toml", 'unit = { vi = "trẻ", en = "children" }', 'unit = { vi = "trẻ" }')
    first, second = said(health)
    assert "indicators[children_born].unit" in first
    assert "indicators[children_vaccinated].unit" in second


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[sector]", "[sector"),
        ('code = "children_born"', 'code = "Children-Born"'),
        ('code = "health-share"', 'code = "Health Share"'),
        ('inputs = ["done", "total"]', 'inputs = ["done", "points"]'),
        ('[sector]\ncode = "health"', '[sector]\ncode = "Health!"'),
    ],
)
def test_names_that_cannot_be_read_are_not_held_against_who_uses_them(
    health: Path, old: str, new: str
) -> None:
    spoil(health / "sector.toml", old, new)
    assert all(text.startswith("sector.toml, ") for text in said(health))
    assert said(health)


def test_unknown_names_are_found_beside_other_faults_of_the_set(health: Path) -> None:
    file = health / "criteria-2026.toml"
    spoil(file, "points = 6", "points = 5")
    spoil(file, 'total = "children_born" }\n\n', 'total = "children_bron" }\n\n')
    spoil(file, '"health-halves"', '"health-halfs"')
    found = said(health)
    assert len(found) == 3
    assert "There is no name “children_bron”" in found[1]
    assert "There is no formula “health-halfs”" in found[2]


def test_code_at_fault_hides_no_formula_and_makes_none_unknown(health: Path) -> None:
    spoil(health / "formulas.py", "return Fraction(", "return ) Fraction(")
    [fault] = said(health)
    assert "/formulas.py:12: " in fault and "SyntaxError" in fault


def test_indicators_that_only_the_code_gives_may_be_hidden_by_its_fault(health: Path) -> None:
    (health / "more.toml").write_text(
        (health / "sector.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    spoil(health / "__init__.py", "def thidua_indicators():", "def thidua_indicators():\n    1 / 0")
    assert len(said(health)) == 1


@pytest.mark.parametrize("name", ["criteria-2026.toml", "__init__.py"])
def test_sector_that_does_not_exist(health: Path, name: str) -> None:
    spoil(health / name, 'sector = "health"' if "toml" in name else 'sector="health"',
          'sector = "helth"')  # fmt: skip
    [fault] = said(health)
    assert "There is no sector “helth”. Did you mean “health”?" in fault
    assert ("criteria-2026.toml, dòng/line 4" if "toml" in name else "summary.html") in fault


def test_sector_of_another_plugin_is_no_fault(health: Path) -> None:
    spoil(health / "__init__.py", 'sector="health"', 'sector="labour-social"')
    assert faults_of_folder(health) == ()
    spoil(health / "__init__.py", 'sector="labour-social"', 'sector="zzz"')
    [fault] = faults_of_folder(health)
    assert fault.remedy is not None and "Leave “sector” out" in fault.remedy.en


def test_oddities_are_noticed_with_file_and_line(health: Path) -> None:
    spoil(health / "criteria-2026.toml", 'formula = "health-share"', "rows = [{ earn = 1 }]")
    spoil(
        health / "criteria-2026.toml",
        'inputs = { done = "children_vaccinated", total = "children_born" }\n\n',
        "\n",
    )
    read = read_folder(health, from_standard)
    assert read.faults == ()
    [notice] = read.notices
    assert notice.place == (
        "thidua_health/criteria-2026.toml, dòng/line 11, criteria[H-01].rows[1]"
    )


def test_check_that_does_not_parse_is_named_once(health: Path) -> None:
    spoil(health / "sector.toml", "vaccinated <= children_born", "vaccinated <= (children_borm")
    [fault] = said(health)
    assert "checks[vaccinated-within-born].expression" in fault


def test_criteria_set_without_criteria(health: Path) -> None:
    (health / "criteria-2027.toml").write_text('code = "empty"\n', encoding="utf-8")
    found = said(health)
    assert found and all("criteria-2027.toml" in text for text in found)
