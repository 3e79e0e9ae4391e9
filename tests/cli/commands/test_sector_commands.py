"""``sector add``, ``export`` and ``remove``, and how an added sector is shown."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from thidua.plugins.sector_store import SectorStore

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

Install = Callable[..., None]
Twice = Callable[..., tuple[str, str]]

SAMPLE = Path(__file__).parents[2] / "data" / "sectors" / "y_te"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample sector, to be changed."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "y_te"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def digest_of(desk: "Desk", code: str = "y-te") -> str:
    card = json.loads(desk.done("sector", "show", code, "--format", "json"))
    return str(card["digest"])


def test_folder_is_added_and_used(desk: "Desk", sample: Path) -> None:
    assert desk.done("sector", "add", sample).splitlines() == [
        "Đã thêm ngành y-te: Y tế.",
        f"Mã băm: {digest_of(desk)}",
        "Bật cho đơn vị: thidua sector enable y-te",
    ]
    [listed] = [
        it
        for it in json.loads(desk.done("sector", "list", "--format", "json"))
        if it["code"] == "y-te"
    ]
    assert listed == {
        "code": "y-te", "title": "Y tế", "criteria_sets": ["y-te-2026"],
        "origin": "workspace", "enabled_for": [],
    }  # fmt: skip
    table = desk.done("sector", "list")
    assert "không gian làm việc" in table and "có sẵn" in table
    assert desk.done("sector", "enable", "y-te") == "Đã bật ngành y-te.\n"


def test_file_of_the_sector_stands_for_its_folder(desk: "Desk", sample: Path) -> None:
    said = desk.done("sector", "add", sample / "sector.toml", "--lang", "en")
    assert said.splitlines()[0] == "Added y-te: Health."
    assert said.splitlines()[2] == "To use it: thidua sector enable y-te"


def test_same_content_changes_nothing(desk: "Desk", sample: Path) -> None:
    desk.done("sector", "add", sample)
    assert desk.done("sector", "add", sample).splitlines() == [
        "Ngành y-te đã có đúng nội dung này; không đổi gì.",
        f"Mã băm: {digest_of(desk)}",
    ]
    assert "nothing was changed." in desk.done("sector", "add", sample, "--lang", "en")


def test_new_version_says_what_changed(desk: "Desk", sample: Path) -> None:
    desk.done("sector", "add", sample)
    before = digest_of(desk)
    change(sample / "criteria-2026.toml", "deduct = 5", "deduct = 4")
    assert desk.done("sector", "add", sample).splitlines() == [
        "Đã thay ngành y-te bằng bản mới; bản trước được giữ lại.",
        "  sửa tiêu chí: Y-2 (Dòng điểm Y-2.1: Điểm trừ 5 → 4).",
        f"Mã băm: {digest_of(desk)}",
        "! Các kỳ đã mở vẫn chấm theo bảng điểm cũ; bản mới dùng cho kỳ mở sau.",
    ]
    assert digest_of(desk) != before
    assert (desk.folder / "sectors" / ".earlier" / f"y-te-{before[:12]}").is_dir()


def test_broken_version_is_replaced_without_a_comparison(desk: "Desk", sample: Path) -> None:
    desk.done("sector", "add", sample)
    (desk.folder / "sectors" / "y-te" / "sector.toml").write_text("[", encoding="utf-8")
    answer = desk.run("sector", "add", sample, "--lang", "en")
    assert answer.code == 0
    assert "  the version before has faults: nothing to compare." in answer.out.splitlines()


def test_every_fault_with_its_line_and_nothing_is_kept(desk: "Desk", sample: Path) -> None:
    table = sample / "criteria-2026.toml"
    change(table, "y-te-share", "y-te-shares")
    change(table, "late_reports", "late_report")
    said = desk.refused("sector", "add", sample).splitlines()
    assert said[0] == "Không thực hiện được, 2 lỗi:"
    assert "y_te/criteria-2026.toml, dòng/line 14, criteria[Y-1].formula" in said[1]
    assert "Có phải là “y-te-share” không?" in said[1]
    assert "y_te/criteria-2026.toml, dòng/line 21" in said[2]
    assert "“late_reports”" in said[2]
    assert not (desk.folder / "sectors").exists()


def test_what_is_no_sector(desk: "Desk", tmp_path: Path, refused_twice: Twice) -> None:
    gone = tmp_path / "gone"
    assert refused_twice("sector", "add", gone) == (
        f"{gone}: không có tệp hoặc thư mục này.",
        f"{gone}: there is no such file or folder.",
    )
    text = desk.file("note.txt", "x")
    vi, en = refused_twice("sector", "add", text)
    assert "note.txt" in vi and "note.txt" in en
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "thiếu tệp sector.toml" in desk.refused("sector", "add", empty)


def test_code_of_an_installed_sector_is_taken_also_while_it_is_off(
    desk: "Desk", sample: Path, refused_twice: Twice
) -> None:
    change(sample / "sector.toml", 'code = "y-te"', 'code = "labour-social"')
    change(sample / "criteria-2026.toml", 'sector = "y-te"', 'sector = "labour-social"')
    for step in ("enable", "disable"):
        vi, en = refused_twice("sector", "add", sample)
        assert "Mã “labour-social” là của một ngành đã cài đặt: “labour-social”" in vi, step
        assert "thidua sector export labour-social --as NEW_CODE" in en, step
        desk.run("plugin", "disable", "labour-social")


def test_workbook_says_the_same_as_the_folder(desk: "Desk", sample: Path, tmp_path: Path) -> None:
    desk.done("sector", "add", sample)
    book = tmp_path / "y-te.xlsx"
    answer = desk.run("sector", "export", "y-te", "-o", book)
    assert answer.out == f"Đã ghi ngành y-te vào “{book}”.\n"
    assert answer.err == "Lưu ý: sổ tính không chứa mẫu báo cáo: score-sheet.html.\n"
    assert desk.done("sector", "add", book).startswith("Ngành y-te đã có đúng nội dung này")
    answer = desk.run("sector", "export", "y-te", "-o", tmp_path / "en.xlsx", "--lang", "en")
    assert answer.err == "Notice: a workbook holds no report templates: score-sheet.html.\n"
    assert openpyxl.load_workbook(book).sheetnames != (
        openpyxl.load_workbook(tmp_path / "en.xlsx").sheetnames
    )


def test_workbook_is_written_over_nothing_and_in_its_own_format_only(
    desk: "Desk", tmp_path: Path, refused_twice: Twice
) -> None:
    book = tmp_path / "lai.xlsx"
    book.write_text("sửa dở", encoding="utf-8")
    assert refused_twice("sector", "export", "labour-social", "-o", book) == (
        f"{book}: đã có rồi; không ghi đè, vì có thể đã sửa trong đó."
        " Hãy đặt tên khác, hoặc xoá tệp cũ.",
        f"{book}: exists already and is not overwritten, for it may have been changed."
        " Choose another name, or delete it.",
    )
    assert book.read_text(encoding="utf-8") == "sửa dở"
    for name in ("x.xls", "x.ODS"):
        vi, en = refused_twice("sector", "export", "labour-social", "-o", tmp_path / name)
        assert "chỉ xuất ra sổ tính .xlsx hoặc một thư mục" in vi
        assert "Write x.xlsx." in en
        assert not (tmp_path / name).exists()


def test_workbook_of_a_sector_without_templates_says_nothing_of_them(
    desk: "Desk", sample: Path, tmp_path: Path
) -> None:
    shutil.rmtree(sample / "templates")
    desk.done("sector", "add", sample)
    answer = desk.run("sector", "export", "y-te", "-o", tmp_path / "y-te.xlsx")
    assert (answer.code, answer.err) == (0, "")


def test_changed_workbook_is_a_new_version_that_keeps_the_templates(
    desk: "Desk", sample: Path, tmp_path: Path
) -> None:
    desk.done("sector", "add", sample)
    book = tmp_path / "y-te.xlsx"
    desk.run("sector", "export", "y-te", "-o", book)
    opened = openpyxl.load_workbook(book)
    for sheet in opened.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "Báo cáo đúng hạn":
                    cell.value = "Nộp báo cáo đúng hạn"
    opened.save(book)
    said = desk.done("sector", "add", book).splitlines()
    assert said[:2] == [
        "Đã thay ngành y-te bằng bản mới; bản trước được giữ lại.",
        "  sửa tiêu chí: Y-2 (Tên gọi Báo cáo đúng hạn → Nộp báo cáo đúng hạn).",
    ]
    assert (desk.folder / "sectors" / "y-te" / "templates" / "score-sheet.html").is_file()


def test_own_folder_is_exported_as_it_was_written(
    desk: "Desk", sample: Path, tmp_path: Path
) -> None:
    desk.done("sector", "add", sample)
    out = tmp_path / "ra"
    answer = desk.run("sector", "export", "y-te", "-o", out)
    assert (answer.out, answer.err) == (f"Đã ghi ngành y-te vào “{out}”.\n", "")
    written = {it.relative_to(out).as_posix(): it.read_bytes() for it in out.rglob("*.*")}
    assert written == {
        it.relative_to(sample).as_posix(): it.read_bytes() for it in sample.rglob("*.*")
    }
    assert "đã có rồi và không trống" in desk.refused("sector", "export", "y-te", "-o", out)


def test_installed_sector_is_copied_changed_and_used_beside_itself(
    desk: "Desk", tmp_path: Path
) -> None:
    out = tmp_path / "lao-dong"
    answer = desk.run("sector", "export", "labour-social", "--as", "lao-dong", "-o", out)
    assert (answer.code, answer.err) == (0, "")
    change(
        out / "criteria-2026.toml"
        if (out / "criteria-2026.toml").exists()
        else next(iter(out.glob("criteria*.toml"))),
        "Giải quyết việc làm",
        "Tạo việc làm mới",
    )
    assert desk.done("sector", "add", out).startswith("Đã thêm ngành lao-dong: ")
    listed = json.loads(desk.done("sector", "list", "--format", "json"))
    assert [(it["code"], it["criteria_sets"]) for it in listed][1:] == [
        ("labour-social", ["labour-social-2026"]),
        ("lao-dong", ["lao-dong-2026"]),
    ]
    assert [
        it["status"]
        for it in json.loads(desk.done("plugin", "why", "jobs_created", "--format", "json"))
    ] == ["held", "held"]


def test_copy_under_its_own_code_says_that_it_needs_another(desk: "Desk", tmp_path: Path) -> None:
    answer = desk.run("sector", "export", "labour-social", "-o", tmp_path / "a", "--lang", "en")
    assert answer.out == f"Wrote labour-social to “{tmp_path / 'a'}”.\n"
    assert answer.err == (
        "Notice: to add it to a workspace it needs a code of its own: --as NEW_CODE"
        " (labour-social is that of the installed sector).\n"
    )


def test_what_cannot_be_exported(
    desk: "Desk", tmp_path: Path, install: Install, refused_twice: Twice
) -> None:
    out = tmp_path / "out"
    assert refused_twice("sector", "export", "labour-socail", "-o", out) == (
        "Không có ngành nào mang mã “labour-socail”. Có phải ý bạn là “labour-social”?",
        "There is no sector with the code “labour-socail”. Did you mean “labour-social”?",
    )
    vi, en = refused_twice("sector", "export", "labour-social", "--as", "Lao động", "-o", out)
    assert vi.startswith("--as: ") and en.startswith("--as: ")
    install("health")
    for place in (out, out.with_suffix(".xlsx")):
        vi, en = refused_twice("sector", "export", "health", "-o", place)
        assert "health-halves" in vi and "health-halves" in en
        assert not place.exists()
    missing = tmp_path / "no" / "such" / "out"
    assert "không ghi được" in desk.refused("sector", "export", "labour-social", "-o", missing)


def test_what_needs_code_is_left_behind_and_said(
    desk: "Desk", install: Install, tmp_path: Path
) -> None:
    install("forest")
    answer = desk.run(
        "sector", "export", "forestry", "--as", "rung", "-o", tmp_path / "rung", "--lang", "en"
    )
    assert answer.code == 0
    assert "it needs Python code." in answer.err
    assert answer.err.count("Notice: ") == 2


def test_sector_is_removed_when_nobody_has_it_enabled(
    desk: "Desk", sample: Path, refused_twice: Twice
) -> None:
    desk.done("sector", "add", sample)
    desk.done("sector", "enable", "y-te", "--department", "so")
    assert refused_twice("sector", "remove", "y-te") == (
        "ngành “y-te” đang bật cho so. Tắt trước: thidua sector disable y-te --department so",
        "the sector “y-te” is enabled for so."
        " Disable it first: thidua sector disable y-te --department so",
    )
    desk.done("sector", "disable", "y-te", "--department", "so")
    digest = digest_of(desk)
    assert desk.done("sector", "remove", "y-te") == (
        f"Đã bỏ ngành y-te; bản cuối được giữ ở sectors/.earlier/y-te-{digest[:12]}."
        " Các kỳ đã mở vẫn chấm được.\n"
    )
    assert "y-te" not in desk.done("sector", "list")
    # What was removed can be taken in again.
    kept = desk.folder / "sectors" / ".earlier" / f"y-te-{digest[:12]}"
    assert desk.done("sector", "add", kept, "--lang", "en").startswith("Added y-te: Health.")
    assert digest_of(desk) == digest


def test_only_a_sector_of_the_workspace_is_removed(
    desk: "Desk", sample: Path, refused_twice: Twice
) -> None:
    desk.done("sector", "add", sample)
    assert refused_twice("sector", "remove", "y-tee") == (
        "không gian làm việc không có ngành “y-tee” của riêng nó. Có phải là “y-te”?",
        "the workspace holds no sector “y-tee” of its own. Did you mean “y-te”?",
    )
    assert "labour-social" in desk.refused("sector", "remove", "labour-social")


def test_broken_sector_can_be_removed(desk: "Desk", sample: Path) -> None:
    desk.done("sector", "add", sample)
    (desk.folder / "sectors" / "y-te" / "sector.toml").write_text("[", encoding="utf-8")
    assert desk.done("sector", "remove", "y-te", "--lang", "en").startswith("y-te is removed;")


def test_files_changed_by_hand_are_noticed(desk: "Desk", sample: Path) -> None:
    desk.done("sector", "add", sample)
    answer = desk.run("sector", "show", "y-te")
    assert (answer.err, "Mã băm" in answer.out) == ("", True)
    change(desk.folder / "sectors" / "y-te" / "criteria-2026.toml", "deduct = 5", "deduct = 3")
    answer = desk.run("sector", "show", "y-te", "--lang", "en")
    assert answer.err == (
        "Notice: the sector's files were changed by hand after it was added; add it again.\n"
    )


def test_nothing_is_half_written_where_the_disk_refuses(
    desk: "Desk", sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.done("sector", "add", sample)
    digest = digest_of(desk)
    change(sample / "criteria-2026.toml", "deduct = 5", "deduct = 4")
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.parent.name.startswith(".new-"):
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    said = desk.refused("sector", "add", sample, "--lang", "en")
    assert "cannot be written: the disk is full, or its quota used up." in said
    monkeypatch.undo()
    monkeypatch.setenv("THIDUA_WORKSPACE", str(desk.folder))
    assert digest_of(desk) == digest
    assert SectorStore(desk.folder).holds("y-te")
    left = sorted(it.name for it in (desk.folder / "sectors").iterdir())
    assert left == [".earlier", "y-te"]


def test_workspace_is_needed(desk: "Desk", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("THIDUA_WORKSPACE")
    monkeypatch.chdir(tmp_path)
    for command in (("add", str(SAMPLE)), ("remove", "y-te")):
        assert "không có không gian làm việc" in desk.refused("sector", *command)
    # What is installed can be exported from anywhere.
    assert desk.run("sector", "export", "labour-social", "-o", tmp_path / "ls").code == 0
