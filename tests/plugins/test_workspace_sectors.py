"""Sectors that a workspace holds itself: TOML and workbooks, through the hooks of every plugin."""

import shutil
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from thidua.core.text.fault import Refused
from thidua.core.workspace.provision import Kind
from thidua.core.workspace.templates import TemplateFile
from thidua.plugins.manager import Plugins
from thidua.plugins.quarantine import OriginKind
from thidua.plugins.sector_adding import Added, By, Outcome, add_sector, content_at
from thidua.plugins.sector_content import content_of, left_behind, template_files_of
from thidua.plugins.sector_exporting import files_of, write_folder
from thidua.plugins.sector_sources import Source, of_folder, of_workbook
from thidua.plugins.sector_store import SectorStore
from thidua.plugins.statuses import State
from thidua.plugins.whereabouts import claims_on
from thidua.plugins.workspace_sectors import recorded, sector_folders

SAMPLE = Path(__file__).parents[1] / "data" / "sectors" / "y_te"
BY = By("an", "2026-02-01T08:00:00+07:00")

Inline = Callable[..., EntryPoint]


@pytest.fixture(scope="module")
def ours() -> Plugins:
    """What comes with the program."""
    return Plugins.load()


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample sector, to be changed."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "y_te"))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def loaded(workspace: Path) -> Plugins:
    return Plugins.load(folders=sector_folders(workspace))


def add(source: Source, workspace: Path) -> Added:
    return add_sector(source, workspace, loaded(workspace), BY)


def faults(source: Source, workspace: Path) -> list[str]:
    with pytest.raises(Refused) as caught:
        add(source, workspace)
    return [fault.in_language("en") for fault in caught.value.faults]


def test_sector_is_kept_as_toml_with_what_was_noted(sample: Path, workspace: Path) -> None:
    added = add(of_folder(sample), workspace)
    assert (added.code, added.outcome, added.title.vi) == ("y-te", Outcome.NEW, "Y tế")
    kept = workspace / "sectors" / "y-te"
    names = sorted(file.relative_to(kept).as_posix() for file in kept.rglob("*") if file.is_file())
    assert names == [
        "added.toml",
        "cases/phu-luc-2.toml",
        "criteria-2026.toml",
        "sector.toml",
        "templates/score-sheet.html",
    ]
    assert (kept / "sector.toml").read_bytes() == (sample / "sector.toml").read_bytes()
    assert recorded(kept) == {
        "digest": added.digest,
        "at": BY.at,
        "by": "an",
        "source": "y_te",
    }


def test_it_gives_what_any_plugin_gives(sample: Path, workspace: Path) -> None:
    added = add(of_folder(sample), workspace)
    plugins = loaded(workspace)
    assert plugins.quarantined == ()
    catalogue = plugins.catalogue(["y-te"])
    assert catalogue.compiled("y-te-2026").source.points == 100
    assert catalogue.template("y-te-score-sheet").title.vi == "Phiếu chấm điểm - Y tế"
    [status] = [it for it in plugins.overview() if it.origin is OriginKind.WORKSPACE]
    assert (status.code, status.sector, status.state) == ("y-te", "y-te", State.LOADED)
    assert (status.version, status.api_version) == (added.digest[:12], 1)
    assert status.counts[Kind.TEMPLATE] == 1
    [claim] = claims_on(plugins, "Y-2")
    assert claim.place == f"{workspace / 'sectors' / 'y-te' / 'criteria-2026.toml'}:17"


def test_card_is_made_of_the_sector_where_none_is_written(sample: Path, workspace: Path) -> None:
    card = (sample / "sector.toml").read_text("utf-8")
    (sample / "sector.toml").write_text(card[card.index("[sector]") :], encoding="utf-8")
    add(of_folder(sample), workspace)
    card_made = loaded(workspace).enabling("y-te").card
    assert (card_made.code, card_made.title.en, card_made.api_version) == ("y-te", "Health", 1)


def test_same_content_is_no_new_version(sample: Path, workspace: Path) -> None:
    first = add(of_folder(sample), workspace)
    change(sample / "sector.toml", "# Ngành mẫu", "# Lời khác: ngành mẫu")
    again = add(of_folder(sample), workspace)
    assert (again.outcome, again.digest, again.changes) == (Outcome.SAME, first.digest, ())
    assert not (workspace / "sectors" / ".earlier").exists()


def test_new_version_says_what_changed_and_keeps_the_one_before(
    sample: Path, workspace: Path
) -> None:
    first = add(of_folder(sample), workspace)
    change(sample / "criteria-2026.toml", "points = 70", "points = 60")
    change(sample / "criteria-2026.toml", "deduct = 5", "deduct = 4")
    with (sample / "criteria-2026.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[criteria]]\ncode = "Y-3"\ntitle = { vi = "Khác", en = "Else" }\npoints = 10\n'
        )
    change(sample / "sector.toml", 'legal_basis = "', 'legal_basis = "Theo ')
    added = add(of_folder(sample), workspace)
    assert added.outcome is Outcome.REPLACED
    assert [it.en for it in added.changes] == [
        "card and sector changed: y-te.",
        "criteria added: Y-3.",
        "criteria changed: Y-1 (Points 70 → 60), Y-2 (Rows Y-2.1: Deducts 5 → 4).",
    ]
    assert [it.vi for it in added.changes][1] == "thêm tiêu chí: Y-3."
    [before] = (workspace / "sectors" / ".earlier").iterdir()
    assert before.name == f"y-te-{first.digest[:12]}"
    earlier = content_at(before)
    assert earlier is not None and earlier.digest == first.digest
    assert [folder.name for folder in sector_folders(workspace)] == ["y-te"]


def test_version_that_comes_back_is_kept_once(sample: Path, workspace: Path) -> None:
    add(of_folder(sample), workspace)
    for old, new in (("số 01", "số 02"), ("số 02", "số 01"), ("số 01", "số 02")):
        change(sample / "sector.toml", old, new)
        assert add(of_folder(sample), workspace).outcome is Outcome.REPLACED
    kept = {it.name for it in (workspace / "sectors" / ".earlier").iterdir()}
    assert len(kept) == 2
    # Other comments are the same version in other files, which are kept as well.
    change(sample / "sector.toml", "# Ngành mẫu", "# Ngành mẫu, lời khác")
    change(sample / "sector.toml", "số 02", "số 01")
    add(of_folder(sample), workspace)
    change(sample / "sector.toml", "số 01", "số 02")
    add(of_folder(sample), workspace)
    again = {it.name for it in (workspace / "sectors" / ".earlier").iterdir()}
    assert len(again - kept) == 1 and all(name.endswith("-2") for name in again - kept)


def test_every_fault_comes_at_once_under_the_name_that_was_given(
    sample: Path, workspace: Path
) -> None:
    change(sample / "sector.toml", 'direction = "lower"', 'direction = "down"')
    change(sample / "criteria-2026.toml", 'whole = "vaccinated.target"', 'whole = "vacinated"')
    (sample / "templates" / "score-shet.html").write_text("x", encoding="utf-8")
    said = faults(of_folder(sample), workspace)
    assert any(it.startswith("y_te/sector.toml, dòng/line 21") for it in said)
    assert any(it.startswith("y_te/criteria-2026.toml, dòng/line ") for it in said)
    assert any("A template file is named after its document, not “score-shet”" in it for it in said)
    assert not (workspace / "sectors").exists()


def test_file_that_is_no_toml_does_not_hide_the_faults_of_the_others(
    sample: Path, workspace: Path
) -> None:
    change(sample / "sector.toml", "[sector]", "[sector")
    change(sample / "criteria-2026.toml", "points = 70", "points = 71")
    said = faults_of_reading(sample)
    assert {it.partition(",")[0] for it in said} == {
        "y_te/sector.toml",
        "y_te/criteria-2026.toml",
    }


def faults_of_reading(folder: Path) -> list[str]:
    with pytest.raises(Refused) as caught:
        of_folder(folder)
    return [fault.in_language("en") for fault in caught.value.faults]


def test_python_is_refused_with_the_reason(sample: Path) -> None:
    (sample / "formulas.py").write_text("", encoding="utf-8")
    (sample / "bang.toml").write_text("", encoding="utf-8")
    code, strange = faults_of_reading(sample)
    assert code == (
        "y_te/formulas.py: A sector of a workspace holds no Python code."
        " Install the folder as a package: pip install DIR."
    )
    assert strange.startswith("y_te/bang.toml: No sector has this file")


def test_what_is_no_sector(tmp_path: Path) -> None:
    assert faults_of_reading(tmp_path) == [
        f"{tmp_path}: is no sector: the file sector.toml is missing."
    ]
    assert "there is no such file or folder" in faults_of_reading(tmp_path / "not-there")[0]


def test_file_that_no_sector_has_is_left_out_and_said(sample: Path, workspace: Path) -> None:
    (sample / "README.md").write_text("x", encoding="utf-8")
    (sample / ".git").mkdir()
    (sample / ".git" / "HEAD").write_text("x", encoding="utf-8")
    added = add(of_folder(sample), workspace)
    assert [it.en for it in added.notices] == ["README.md: no part of a sector, left out."]
    assert not (workspace / "sectors" / "y-te" / "README.md").exists()


def test_code_of_an_installed_sector_is_taken(sample: Path, workspace: Path) -> None:
    for file in ("sector.toml", "criteria-2026.toml"):
        text = (sample / file).read_text("utf-8").replace('"y-te"', '"labour-social"')
        (sample / file).write_text(text, encoding="utf-8")
    [said] = faults(of_folder(sample), workspace)
    assert said.startswith(
        "y_te/sector.toml, sector.code: The code “labour-social” is that of a sector that is"
        " installed: “labour-social” (package thidua"
    )
    assert "thidua sector add FILE.xlsx --as NEW_CODE" in said
    assert "thidua sector export labour-social --as NEW_CODE -o FILE" in said
    with pytest.raises(Refused, match="labour-social"):
        add_sector(of_folder(sample), workspace, Plugins.load(only=()), BY)


def test_code_that_another_sector_holds_is_refused_at_its_line(
    sample: Path, workspace: Path
) -> None:
    change(sample / "sector.toml", 'code = "vaccinated"', 'code = "jobs_created"')
    change(sample / "sector.toml", "vaccinated <= vaccinated.", "jobs_created <= jobs_created.")
    change(sample / "criteria-2026.toml", '"vaccinated"', '"jobs_created"')
    change(sample / "criteria-2026.toml", '"vaccinated.target"', '"jobs_created.target"')
    change(sample / "criteria-2026.toml", 'code = "y-te-2026"', 'code = "labour-social-2026"')
    indicator, criteria_set = sorted(faults(of_folder(sample), workspace), reverse=True)
    assert indicator.startswith("y_te/sector.toml, dòng/line 13, indicators[jobs_created].code: ")
    assert "also given by labour-social" in indicator
    assert criteria_set.startswith("y_te/criteria-2026.toml, dòng/line 1, code: ")


def test_copy_of_an_installed_sector_shares_its_indicators(ours: Plugins, workspace: Path) -> None:
    content = content_of(ours.enabling("labour-social")).under("ls-hb")
    folder = workspace.parent / "hb"
    write_folder(content, folder)
    added = add(of_folder(folder), workspace)
    assert added.digest == content.digest
    plugins = loaded(workspace)
    assert plugins.quarantined == () and plugins.disputed == {}
    both = plugins.catalogue(["labour-social", "ls-hb"])
    assert {"labour-social-2026", "ls-hb-2026"} <= set(both.criteria_sets)
    alone = plugins.catalogue(["ls-hb"])
    assert alone.compiled("ls-hb-2026").source.sector == "ls-hb"
    assert "ls-hb-summary" in alone.templates


def test_changed_indicator_of_a_copy_is_a_dispute(ours: Plugins, workspace: Path) -> None:
    folder = workspace.parent / "hb"
    write_folder(content_of(ours.enabling("labour-social")).under("ls-hb"), folder)
    change(folder / "sector.toml", 'vi = "Số lao động', 'vi = "Tổng số lao động')
    [said] = faults(of_folder(folder), workspace)
    assert said.endswith(
        ", and differs in: “Title”. Keep it as labour-social has it; or give it a code of its own,"
        " here and in the formulas."
    )
    assert "also given by labour-social" in said


def test_copy_may_say_in_its_own_words_where_an_indicator_comes_from(
    ours: Plugins, workspace: Path
) -> None:
    folder = workspace.parent / "hb"
    write_folder(content_of(ours.enabling("labour-social")).under("ls-hb"), folder)
    change(folder / "sector.toml", 'reference = "', 'reference = "Theo ')
    add(of_folder(folder), workspace)
    plugins = loaded(workspace)
    assert plugins.quarantined == () and plugins.disputed == {}


def test_changed_check_and_formula_of_another_sector_say_what_differs(
    sample: Path, workspace: Path
) -> None:
    add(of_folder(sample), workspace)
    for file in ("sector.toml", "criteria-2026.toml"):
        text = (sample / file).read_text("utf-8").replace('"y-te"', '"y-te-hai"')
        (sample / file).write_text(text.replace('"y-te-2026"', '"b-2026"'), encoding="utf-8")
    change(sample / "sector.toml", 'expression = "points *', 'expression = "1 * points *')
    change(sample / "sector.toml", 'expression = "vaccinated <=', 'expression = "vaccinated <')
    formula, check = sorted(faults(of_folder(sample), workspace), key=lambda it: "check" in it)
    assert "and differs in: “Expression”" in formula
    assert "and differs in: “Condition”" in check


def test_broken_sector_is_quarantined_and_the_rest_work(sample: Path, workspace: Path) -> None:
    add(of_folder(sample), workspace)
    broken = workspace / "sectors" / "y-te" / "sector.toml"
    change(broken, 'direction = "lower"', 'direction = "down"')
    plugins = loaded(workspace)
    assert "labour-social" in plugins.sectors and "y-te" not in plugins.sectors
    [fault] = {item.fault for item in plugins.quarantined}
    assert fault.in_language("en").startswith("y-te/sector.toml, dòng/line 21")
    assert "Plugin “sectors/y-te”" in fault.in_language("en")
    [status] = [it for it in plugins.overview() if it.origin is OriginKind.WORKSPACE]
    assert status.state is State.QUARANTINED
    # A version with faults is replaced all the same, with nothing to compare.
    change(sample / "sector.toml", "số 01", "số 02")
    replaced = add(of_folder(sample), workspace)
    assert replaced.outcome is Outcome.REPLACED
    assert [it.en for it in replaced.changes] == [
        "the version before has faults: nothing to compare."
    ]


def test_folder_that_somebody_put_there_works_without_a_note(sample: Path, workspace: Path) -> None:
    shutil.copytree(sample, workspace / "sectors" / "y-te")
    plugins = loaded(workspace)
    assert plugins.enabling("y-te").origin.version == ""
    assert plugins.quarantined == ()


def test_workspace_sector_is_called_by_its_code(sample: Path, workspace: Path) -> None:
    add(of_folder(sample), workspace)
    plugins = Plugins.load(folders=sector_folders(workspace), only=["y-te"])
    assert list(plugins.sectors) == ["y-te"]


def test_removed_sector_is_kept_among_the_earlier(sample: Path, workspace: Path) -> None:
    added = add(of_folder(sample), workspace)
    kept = SectorStore(workspace).remove("y-te")
    assert kept == workspace / "sectors" / ".earlier" / f"y-te-{added.digest[:12]}"
    assert sector_folders(workspace) == ()


def workbook(content_files: Path, ours: Plugins, file: Path) -> None:
    from thidua.core.workspace.sector_sheets.sector_plain import plain_of_records
    from thidua.core.workspace.sector_sheets.workbook_data import workbook_data
    from thidua.core.workspace.sector_sheets.writing import sheets_of

    content = content_at(content_files)
    assert content is not None
    renderer = ours.catalogue().renderer("sector-workbook")
    plain = plain_of_records(content.sector_file, content.criteria_sets, content.cases)
    nothing = TemplateFile(renderer.format, b"-", file.name)
    file.write_bytes(renderer.write(nothing, workbook_data(sheets_of(plain), "vi"), "vi"))


def test_workbook_and_toml_are_the_same_sector(
    sample: Path, workspace: Path, ours: Plugins
) -> None:
    file = workspace.parent / "y-te.xlsx"
    workbook(sample, ours, file)
    standard = ours.catalogue()
    tables = standard.reader_for(file).read(file)
    first = add(of_folder(sample), workspace)
    # The workbook cannot hold the template of the version before, which is kept.
    again = add(of_workbook(file, tables, standard), workspace)
    assert (again.outcome, again.digest) == (Outcome.SAME, first.digest)
    shutil.rmtree(sample / "templates")
    plain = add(of_folder(sample), workspace)
    assert [it.en for it in plain.changes] == ["report templates removed: score-sheet.html."]


def test_fault_of_a_workbook_is_told_at_its_cell(
    sample: Path, workspace: Path, ours: Plugins
) -> None:
    import openpyxl

    file = workspace.parent / "y-te.xlsx"
    workbook(sample, ours, file)
    book = openpyxl.load_workbook(file)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "vaccinated":
                    cell.value = "jobs_created"
                elif isinstance(cell.value, str) and "vaccinated." in cell.value:
                    cell.value = cell.value.replace("vaccinated", "jobs_created")
    book.save(file)
    standard = ours.catalogue()
    source = of_workbook(file, standard.reader_for(file).read(file), standard)
    [said] = faults(source, workspace)
    assert said.startswith("y-te.xlsx, 'Chỉ tiêu'!A")
    assert "also given by labour-social" in said


def test_workbook_of_another_kind_is_refused(workspace: Path, ours: Plugins) -> None:
    import openpyxl

    file = workspace.parent / "khac.xlsx"
    openpyxl.Workbook().save(file)
    standard = ours.catalogue()
    with pytest.raises(Refused, match=r"khac\.xlsx"):
        of_workbook(file, standard.reader_for(file).read(file), standard)


def test_folder_is_written_whole_into_a_new_place_only(sample: Path, tmp_path: Path) -> None:
    content = content_at(sample)
    assert content is not None
    empty = tmp_path / "empty"
    empty.mkdir()
    write_folder(content, empty)
    assert sorted(it.name for it in empty.iterdir()) == [
        "cases", "criteria-2026.toml", "sector.toml", "templates",
    ]  # fmt: skip
    back = content_at(empty)
    assert back is not None and back.digest == content.digest
    with pytest.raises(Refused, match="exists already and is not empty"):
        write_folder(content, empty)
    with pytest.raises(Refused, match="cannot be written"):
        write_folder(content, tmp_path / "no" / "such")


def test_formula_in_python_cannot_be_written(site: Path) -> None:
    from importlib import metadata

    found = metadata.distributions(path=[str(site)])
    own = [it for distribution in found for it in distribution.entry_points if it.name == "health"]
    health = Plugins.load(own).enabling("health")
    with pytest.raises(Refused, match="health-halves"):
        files_of(content_of(health))


def test_criteria_set_of_another_sector_is_refused_at_its_line(
    sample: Path, workspace: Path
) -> None:
    add(of_folder(sample), workspace)
    text = (sample / "sector.toml").read_text("utf-8")
    (sample / "sector.toml").write_text(text.replace('"y-te"', '"y-te-hai"'), encoding="utf-8")
    change(sample / "criteria-2026.toml", 'sector = "y-te"', 'sector = "y-te-hai"')
    # Indicators, formulas and checks are the same in both, and belong to both.
    [said] = faults(of_folder(sample), workspace)
    assert said.startswith("y_te/criteria-2026.toml, dòng/line 1, code: ")
    assert "the criteria set code “y-te-2026” is also given by y-te (workspace, version" in said


def test_long_list_of_changes_is_cut(sample: Path, workspace: Path) -> None:
    add(of_folder(sample), workspace)
    for number in range(30):
        with (sample / "sector.toml").open("a", encoding="utf-8") as file:
            title = f'{{ vi = "Số {number}", en = "Number {number}" }}'
            file.write(f'\n[[indicators]]\ncode = "more_{number:02}"\ntitle = {title}\n')
            file.write('unit = { vi = "việc", en = "items" }\n')
    [change_made] = add(of_folder(sample), workspace).changes
    assert "more_00" in change_made.vi and "more_29" not in change_made.vi
    assert change_made.vi.endswith(" mã khác.") and change_made.en.endswith(" more.")


TWO_SUMMARIES = """
    from thidua.plugins import Document, ReportTemplate, Text, TemplateFile, hookimpl

    def summary(code):
        files = (TemplateFile("html", b"<p></p>", "mine/templates/tong-ket.html"),)
        return ReportTemplate(code, Text("Báo cáo", "Report"), Document.SUMMARY, files)

    @hookimpl
    def thidua_report_templates():
        return [summary("first"), summary("second")]
"""


def test_second_template_of_a_document_is_left_behind(inline: Inline) -> None:
    plugin = Plugins.load([inline(TWO_SUMMARIES)], strict=True).enabling("mine")
    assert list(content_of(plugin).templates) == ["summary.html"]
    assert template_files_of(plugin) == ("tong-ket.html",)
    [said] = left_behind(plugin)
    assert said.en == (
        "the report template “second” is left out: “first” is of the document summary too."
    )
