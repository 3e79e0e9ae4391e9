"""Workspaces: made, found, and what is said where there is none or its files are broken."""

import gc
import os
import runpy
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from thidua.cli import main, session
from thidua.cli.failures import fault_of_system, keep_defect
from thidua.cli.main import run
from thidua.cli.output import show_json
from thidua.cli.words import use_utf8
from thidua.core.text.bilingual import Text
from thidua.plugins.manager import Plugins

if TYPE_CHECKING:
    from tests.cli.conftest import Desk

Twice = Callable[..., tuple[str, str]]


@pytest.fixture
def nowhere(desk: "Desk", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no workspace, with none named."""
    folder = tmp_path / "nowhere"
    folder.mkdir()
    monkeypatch.delenv("THIDUA_WORKSPACE")
    monkeypatch.chdir(folder)
    return folder


def test_no_workspace(nowhere: Path, refused_twice: Twice) -> None:
    assert refused_twice("unit", "list") == (
        "không có không gian làm việc (tệp thidua.toml) ở thư mục này và các thư mục trên nó."
        " Hãy lập bằng lệnh: thidua init THƯ_MỤC; hoặc chỉ ra bằng -w THƯ_MỤC.",
        "there is no workspace (file thidua.toml) in this folder or above it."
        " Make one with: thidua init DIR; or name one with -w DIR.",
    )
    vi, en = refused_twice("rank", "phong", "--period", "2026", "-w", nowhere)
    assert vi.startswith(f"không có không gian làm việc (tệp thidua.toml) trong thư mục {nowhere}.")
    assert en.startswith(f"there is no workspace (file thidua.toml) in {nowhere}.")


def test_workspace_is_named_or_found_above(
    desk: "Desk", nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = desk.done("unit", "list", "-w", desk.folder)
    assert desk.done("-w", desk.folder, "unit", "list") == expected
    (desk.folder / "báo cáo").mkdir()
    monkeypatch.chdir(desk.folder / "báo cáo")
    assert desk.done("unit", "list") == expected
    monkeypatch.chdir(nowhere)
    monkeypatch.setenv("THIDUA_WORKSPACE", str(desk.folder))
    assert desk.done("unit", "list") == expected
    assert "Phòng Việc làm" in expected
    # What is named with the command counts more than the environment.
    assert "không có không gian làm việc" in desk.refused("unit", "list", "-w", nowhere)


def test_workspace_is_made_with_its_sectors(desk: "Desk", nowhere: Path) -> None:
    said = desk.done("init", "kho", "--sector", "labour-social", "--sector", "industry-trade")
    assert said == "Đã lập không gian làm việc tại “kho”.\n"
    listed = desk.done("sector", "list", "-w", "kho", "--format", "csv")
    assert listed.splitlines()[1:] == [
        "industry-trade,Công Thương,industry-trade-2026,built-in,*",
        "labour-social,Lao động - Thương binh và Xã hội,labour-social-2026,built-in,*",
    ]
    assert desk.done("init", "store", "--lang", "en") == "The workspace stands in “store”.\n"


def test_workspace_is_not_made_over_another(desk: "Desk", refused_twice: Twice) -> None:
    assert refused_twice("init", desk.folder) == (
        f"{desk.folder}: đã là một không gian làm việc. Hãy chọn thư mục khác.",
        f"{desk.folder}: is a workspace already. Choose another folder.",
    )


def test_nothing_is_made_for_a_sector_that_is_not_there(desk: "Desk", nowhere: Path) -> None:
    said = desk.refused("init", "kho", "--sector", "labour-socail", "--sector", "nothing")
    assert said.splitlines() == [
        "Không thực hiện được, 2 lỗi:",
        "  1. Không có ngành nào mang mã “labour-socail”. Có phải ý bạn là “labour-social”?",
        "  2. Không có ngành nào mang mã “nothing”.",
    ]
    assert not (nowhere / "kho").exists()


def test_settings_that_are_misspelt(desk: "Desk", refused_twice: Twice) -> None:
    file = desk.file("thidua.toml", 'nam = "Sở"\n')
    assert refused_twice("unit", "list") == (
        f"{file}: không có mục cài đặt “nam”. Có phải là “name”?",
        f"{file}: there is no setting “nam”. Did you mean “name”?",
    )
    desk.file("thidua.toml", "name = \n")
    vi, en = refused_twice("unit", "list")
    assert vi.startswith(f"{file}: không đọc được:") and en.startswith(f"{file}: cannot be read:")


def test_sound_database(desk: "Desk") -> None:
    assert desk.done("db", "check") == "Cơ sở dữ liệu không có lỗi.\n"
    assert desk.done("db", "check", "--lang", "en") == "The database is sound.\n"


def test_damaged_database(desk: "Desk", refused_twice: Twice) -> None:
    file = desk.folder / "thidua.db"
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * 8192 + content[12288:])
    vi, en = refused_twice("db", "check")
    assert "hỏng" in vi and "damaged" in en
    assert "bản sao lưu" in vi and "backup" in en
    assert "db check" not in vi + en


@pytest.mark.parametrize("is_missing", [False, True])
def test_lost_database_is_put_back_or_another_workspace_is_made(
    desk: "Desk", refused_twice: Twice, tmp_path: Path, is_missing: bool
) -> None:
    """In this folder ``init`` would be refused, for it is a workspace already."""
    file = desk.folder / "thidua.db"
    kept = file.read_bytes()
    file.unlink() if is_missing else file.write_bytes(b"")
    vi, en = refused_twice("unit", "list")
    assert "chép thidua.db từ bản sao lưu" in vi and "Put thidua.db back" in en
    assert "ở thư mục khác: thidua init THƯ_MỤC." in vi and "another folder: thidua init DIR." in en
    desk.done("init", tmp_path / "khac")
    file.write_bytes(kept)
    desk.done("unit", "list")


def test_altered_scheme_is_found(desk: "Desk", refused_twice: Twice) -> None:
    with sqlite3.connect(desk.folder / "thidua.db") as connection:
        connection.execute("UPDATE frozen_scheme SET scheme = replace(scheme, '950', '951')")
    connection.close()
    vi, en = refused_twice("db", "check")
    assert "nội dung đã bị sửa" in vi and "it has been altered" in en


def test_foreign_database(desk: "Desk", refused_twice: Twice) -> None:
    (desk.folder / "thidua.db").unlink()
    with sqlite3.connect(desk.folder / "thidua.db") as connection:
        connection.execute("CREATE TABLE songs (title)")
    connection.close()
    for command in (("db", "check"), ("unit", "list")):
        vi, en = refused_twice(*command)
        assert "thidua.db" in vi and "thidua.db" in en


def test_missing_database(desk: "Desk", refused_twice: Twice) -> None:
    (desk.folder / "thidua.db").unlink()
    vi, en = refused_twice("unit", "list")
    assert "thidua.db" in vi and "thidua.db" in en


@pytest.mark.parametrize("command", [("db", "check"), ("period", "list"), ("unit", "list")])
def test_commands_that_need_no_plugin_load_none(
    desk: "Desk", monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    def refuse() -> None:
        raise AssertionError("plugins were loaded")

    monkeypatch.setattr(session, "installed_plugins", refuse)
    desk.done(*command)
    for ranked in (("rank", "phong"), ("explain", "vl", "--cluster", "phong")):
        desk.done(*ranked, "--period", "2026")


@pytest.mark.parametrize(
    ("error", "vi", "en"),
    [
        (FileNotFoundError(2, "no", "a.csv"), "a.csv: không có tệp hoặc thư mục này.",
         "a.csv: there is no such file or folder."),
        (PermissionError(13, "no", "a.csv"),
         "a.csv: không có quyền đọc hoặc ghi."
         " Nếu tệp đang mở trong chương trình khác thì hãy đóng lại.",
         "a.csv: there is no right to read or write it."
         " If the file is open in another program, close it there."),
        (OSError(28, "full"), "đĩa đã đầy hoặc hết hạn mức.",
         "the disk is full, or its quota used up."),
        (OSError(5, "io", "a.csv"), "a.csv: hệ điều hành báo lỗi EIO (5).",
         "a.csv: the operating system reports EIO (5)."),
        (OSError("odd"), "hệ điều hành báo lỗi OSError.", "the operating system reports OSError."),
    ],
)  # fmt: skip
def test_what_the_system_refuses(error: OSError, vi: str, en: str) -> None:
    fault = fault_of_system(error)
    assert (fault.in_language("vi"), fault.in_language("en")) == (vi, en)


def test_system_that_refuses_is_no_traceback(
    desk: "Desk", monkeypatch: pytest.MonkeyPatch, refused_twice: Twice
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "bao-cao.html")

    monkeypatch.setattr("thidua.cli.unit.show_rows", full)
    assert refused_twice("unit", "list") == (
        "bao-cao.html: đĩa đã đầy hoặc hết hạn mức.",
        "bao-cao.html: the disk is full, or its quota used up.",
    )


def test_file_where_a_folder_should_be(desk: "Desk", refused_twice: Twice) -> None:
    file = desk.file("note.txt", "x")
    vi, en = refused_twice("init", file / "kho")
    assert vi.startswith(str(file)) and en.startswith(str(file))


def test_account_without_a_name(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nameless)
    assert session.Session().actor == session.NAMELESS
    desk.done("sector", "disable", "labour-social")
    desk.done("sector", "enable", "labour-social")


def test_defect_is_kept_in_a_file_and_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    try:
        raise ZeroDivisionError("a defect")
    except ZeroDivisionError as error:
        keep_defect(error, "vi")
    said = capsys.readouterr().err
    [file] = tmp_path.glob("thidua-*.txt")
    assert "chương trình có lỗi (ZeroDivisionError)" in said and str(file) in said
    assert "ZeroDivisionError: a defect" in file.read_text("utf-8")


def test_defect_is_not_taken_for_a_mistake(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("thidua.cli.unit.show_rows", broken)
    with pytest.raises(ZeroDivisionError):
        run(["unit", "list"])


def test_interrupt_before_the_command_is_no_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["thidua", "--lang", "en"])
    main._tell_of_defect(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert capsys.readouterr().err == "Refused: stopped as asked.\n"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Type a command into the script; what it sets for its whole process is set back."""
    threshold = gc.get_threshold()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    yield lambda *words: monkeypatch.setattr(sys, "argv", ["thidua", *words])
    gc.set_threshold(*threshold)
    gc.unfreeze()


def test_script_ends_with_the_exit_code(
    typed: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    for words, code in ((("--version",), 0), (("rnak",), 2)):
        typed(*words)
        with pytest.raises(SystemExit) as ended:
            main.main()
        assert ended.value.code == code
    assert capsys.readouterr().out.startswith("thidua ")


def test_module_runs_the_script(
    typed: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed("--version")
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("thidua.cli", run_name="__main__")
    assert ended.value.code == 0


def test_defect_is_told_by_the_script(
    typed: Callable[..., None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    typed("unit", "list")
    main._tell_of_defect(ZeroDivisionError, ZeroDivisionError("a defect"), None)
    assert "chương trình có lỗi (ZeroDivisionError)" in capsys.readouterr().err
    [file] = tmp_path.glob("thidua-*.txt")
    assert file.read_text("utf-8").startswith("thidua unit list\n")


class Gone:
    """A stream whose reader has gone away."""

    def __init__(self, file: Path) -> None:
        self.file = file.open("w", encoding="utf-8")

    def flush(self) -> None:
        raise BrokenPipeError

    def fileno(self) -> int:
        return self.file.fileno()


def test_output_that_nobody_reads_ends_in_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = Gone(tmp_path / "out")
    monkeypatch.setattr(sys, "stdout", gone)
    use_utf8()  # which it knows nothing of
    main._flush()
    gone.file.write("nowhere")
    gone.file.close()
    assert (tmp_path / "out").read_text("utf-8") == ""


def test_formulas_are_fetched_once_and_only_when_asked() -> None:
    fetched: list[str] = []

    def fetch() -> dict[str, Any]:
        fetched.append("now")
        return {"a": 1, "b": 2}

    formulas = session.FormulasOnDemand(fetch)
    assert not fetched
    assert formulas.get("c") is None and list(formulas) == ["a", "b"] and len(formulas) == 2
    assert fetched == ["now"]


def test_what_plugins_should_no_longer_use_is_noticed(
    desk: "Desk", monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = Text("Phần mở rộng dùng hook cũ.", "A plugin uses an old hook.")
    plugins = evolve(Plugins.load(), notices=(notice,))
    monkeypatch.setattr(Plugins, "load", lambda **_: plugins)
    answer = desk.run("sector", "list", "--lang", "en")
    assert answer.err == "Notice: A plugin uses an old hook.\n"


def test_value_without_a_form_for_programs_is_a_defect() -> None:
    with pytest.raises(TypeError, match="no JSON form for object"):
        show_json([object()])


def process(
    *arguments: str, stdout: int = subprocess.PIPE, encoding: str = "utf-8"
) -> "subprocess.Popen[bytes]":
    """``python -m thidua.cli`` as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "thidua.cli", *arguments],
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


def test_module_is_the_same_as_the_script(desk: "Desk") -> None:
    running = process("unit", "list", encoding="cp1252")
    said, _ = running.communicate()
    # Vietnamese comes out whole where the console says that it knows no Vietnamese.
    assert running.returncode == 0
    assert "Phòng Người có công" in said.decode("utf-8")


def test_refusal_of_a_process(desk: "Desk") -> None:
    running = process("rnak")
    said, complaint = running.communicate()
    assert (running.returncode, said) == (2, b"")
    assert complaint.decode("utf-8").startswith("Không thực hiện được: không có lệnh “rnak”.")


def test_reader_that_goes_away_is_no_traceback(desk: "Desk") -> None:
    for shape in ("csv", "json", "table"):
        reading, writing = os.pipe()
        os.close(reading)
        running = process("unit", "list", "--format", shape, stdout=writing)
        os.close(writing)
        _, complaint = running.communicate()
        assert complaint == b"", shape


def test_defect_of_a_process_is_told_in_words(desk: "Desk", tmp_path: Path) -> None:
    code = (
        "import sys, thidua.cli.main as m; sys.argv[1:] = ['--lang', 'en'];"
        "m.run = lambda arguments: 1 / 0; m.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 1
    said = done.stderr.decode("utf-8")
    assert said.startswith("Refused: the program has a defect (ZeroDivisionError)")
    assert "Traceback" not in said
