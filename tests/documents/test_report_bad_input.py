"""What can go wrong when documents are written by command: told in full, nothing half-written."""

import io
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import docx
import pytest
from attrs import frozen

from thidua.cli.main import run
from thidua.cli.session import Session

CLUSTER: Final = ("--cluster", "cum-nho", "--period", "2026")
OLD: Final = b"what was there before"


@frozen
class Office:
    """A copy of the made-up department's workspace, and the commands run in it."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    def run(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Exit code, and what was printed."""
        self.capture.readouterr()
        code = run([str(argument) for argument in arguments])
        printed = self.capture.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out, printed.err

    def done(self, *arguments: str | Path) -> str:
        """What a command printed that must succeed."""
        code, out, err = self.run(*arguments)
        assert code == 0, err
        return out

    def refused(self, *arguments: str | Path) -> str:
        """What a command said that must be refused, in both languages."""
        told = []
        for language in ("vi", "en"):
            code, out, err = self.run("--lang", language, *arguments)
            assert code == 1, out
            told.append(err)
        return "\n".join(told)

    @property
    def out(self) -> Path:
        """A folder for what is written."""
        folder = self.folder.parent / "out"
        folder.mkdir(exist_ok=True)
        return folder

    def own(self, name: str, content: bytes) -> Path:
        """A department's own template."""
        folder = self.folder / "templates"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
        return folder / name


@pytest.fixture
def office(
    made_up: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Office:
    """To be spoilt by one test."""
    folder = tmp_path / "workspace"
    skipped = shutil.ignore_patterns("reports", "templates", "*.docx")
    shutil.copytree(made_up.workspace.folder, folder, ignore=skipped)
    monkeypatch.setenv("THIDUA_WORKSPACE", str(folder))
    monkeypatch.setenv("LOGNAME", "nguyen.van.an")
    monkeypatch.delenv("THIDUA_LANG", raising=False)
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    return Office(folder, capsys)


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def minutes(file: Path) -> tuple[str | Path, ...]:
    return ("report", "write", "minutes", *CLUSTER, "-o", file)


# A department's own templates


def test_an_own_copy_is_used_with_the_words_that_were_changed_in_it(office: Office) -> None:
    told = office.done("report", "template", "minutes")
    file = office.folder / "templates" / "minutes.docx"
    assert str(file) in told and "thidua report check" in told
    document: Any = docx.Document(str(file))
    (spot,) = [run for it in document.paragraphs for run in it.runs if run.text == "BIÊN BẢN"]
    spot.text = "BIÊN BẢN CỦA RIÊNG SỞ"
    document.save(str(file))
    assert "templates/minutes.docx: dùng được" in office.done("report", "check")
    target = office.out / "bien-ban.docx"
    office.done(*minutes(target))
    words = [it.text for it in docx.Document(str(target)).paragraphs]
    assert "BIÊN BẢN CỦA RIÊNG SỞ" in words and "BIÊN BẢN" not in words
    assert any(it.startswith("Biên bản được lập thành") for it in words)


def test_a_copy_that_may_have_been_edited_is_not_overwritten(office: Office) -> None:
    office.done("report", "template", "submission")
    file = office.folder / "templates" / "submission.docx"
    file.write_bytes(OLD)
    told = office.refused("report", "template", "submission")
    assert "không ghi đè" in told and "not overwritten" in told
    assert file.read_bytes() == OLD


def test_an_unknown_field_is_named_with_the_nearest_and_nothing_is_written(office: Office) -> None:
    office.own("minutes.docx", word("{{ cluster.nam }} {{ letterhed.issuer }} {{ period }}"))
    target = office.out / "bien-ban.docx"
    for arguments in (minutes(target), ("report", "check")):
        told = office.refused(*arguments)
        assert "templates/minutes.docx" in told
        for word_given, nearest in (("nam", "name"), ("letterhed", "letterhead")):
            assert f"không có trường “{word_given}”. Có phải ý là “{nearest}”?" in told
            assert f"no field “{word_given}”. Did you mean “{nearest}”?" in told
    assert list(office.out.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 no archive at all", "Không phải là tệp Word .docx đọc được"),
        (b"just text", "Không phải là tệp Word .docx đọc được"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "Word đời cũ"),
        (b"", "Tệp mẫu rỗng"),
        (word("{% for row in ranking.rows %}"), "templates/minutes.docx"),
        (word("{{ cluster.name "), "templates/minutes.docx"),
    ],
    ids=["torn", "text", "old word", "empty", "open loop", "open field"],
)
def test_a_broken_own_template_is_told_and_nothing_is_written(
    office: Office, content: bytes, words: str
) -> None:
    office.own("minutes.docx", content)
    target = office.out / "bien-ban.docx"
    target.write_bytes(OLD)
    told = office.refused(*minutes(target))
    assert words in told and "templates/minutes.docx" in told
    assert target.read_bytes() == OLD and len(list(office.out.iterdir())) == 1


def test_a_template_whose_parts_are_damaged_is_told(office: Office) -> None:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word("{{ period }}"))) as whole,
        zipfile.ZipFile(made, "w") as torn,
    ):
        for name in whole.namelist():
            content = whole.read(name)
            torn.writestr(name, content[:200] if name == "word/document.xml" else content)
    office.own("minutes.docx", made.getvalue())
    assert "đã bị hỏng" in office.refused(*minutes(office.out / "a.docx"))
    assert list(office.out.iterdir()) == []


def test_other_documents_are_written_whatever_is_wrong_with_one_template(office: Office) -> None:
    office.own("minutes.docx", b"broken")
    target = office.out / "to-trinh.docx"
    office.done("report", "write", "submission", *CLUSTER, "-o", target)
    assert target.exists()


def test_a_file_of_no_report_is_told_with_the_nearest_name(office: Office) -> None:
    office.own("minute.docx", word("{{ period }}"))
    told = office.refused("report", "check")
    assert "templates/minute.docx" in told and "minutes.docx" in told
    assert "Không có báo cáo nào dùng tệp mẫu này." in told
    assert "No report uses this template file." in told


def test_all_faults_of_all_own_templates_are_told_at_once(office: Office) -> None:
    office.own("minutes.docx", word("{{ mintues }}"))
    office.own("covenant.docx", b"broken")
    told = office.refused("report", "check")
    assert "mintues" in told and "templates/covenant.docx" in told


def test_without_own_templates_the_check_says_how_to_get_one(office: Office) -> None:
    assert "thidua report template" in office.done("report", "check")


def test_no_template_is_copied_of_a_report_that_is_none(office: Office) -> None:
    told = office.refused("report", "template", "minuets")
    assert "minuets" in told and "minutes" in told
    assert not (office.folder / "templates").exists()


# What a report is asked about


def test_a_score_sheet_needs_a_unit_and_tells_of_the_way_to_have_all(office: Office) -> None:
    told = office.refused(
        "report", "write", "score-sheet", *CLUSTER, "-o", office.out / "phieu.docx"
    )
    assert "--unit" in told and "-o phieu-{unit}.docx" in told and "-o sheet-{unit}.docx" in told
    assert list(office.out.iterdir()) == []


def test_unit_in_the_name_of_the_file_gives_one_for_each_member(office: Office) -> None:
    pattern = office.out / "phieu-{unit}.docx"
    told = office.done("report", "write", "score-sheet", *CLUSTER, "-o", pattern)
    names = [f"phieu-p0{number}.docx" for number in (1, 2, 3)]
    assert sorted(it.name for it in office.out.iterdir()) == names
    assert all(name in told for name in names)
    for name, unit in zip(names, ("Chu Lai", "Nghi Sơn", "chế xuất"), strict=True):
        document = docx.Document(str(office.out / name))
        assert any(unit in it.text for it in document.paragraphs)


def test_a_named_unit_stands_in_the_name_of_the_file(office: Office) -> None:
    pattern = office.out / "phieu-{unit}.html"
    office.done("report", "write", "score-sheet", *CLUSTER, "--unit", "p02", "-o", pattern)
    assert [it.name for it in office.out.iterdir()] == ["phieu-p02.html"]


@pytest.mark.parametrize("unit", ["p99", "p04"])
def test_a_unit_that_is_no_member_is_refused(office: Office, unit: str) -> None:
    target = office.out / "phieu.docx"
    told = office.refused("report", "write", "score-sheet", *CLUSTER, "--unit", unit, "-o", target)
    assert unit in told
    assert not target.exists()


def test_a_document_of_a_cluster_needs_the_cluster(office: Office) -> None:
    told = office.refused(
        "report", "write", "minutes", "--period", "2026", "-o", office.out / "a.docx"
    )
    assert "--cluster" in told


# Where it cannot be written


@pytest.fixture
def locked(office: Office) -> Iterator[Path]:
    """A folder in which nobody may write, not even root, for whom it is one of the kernel's."""
    if sys.platform == "win32":
        pytest.skip("permissions of folders are those of POSIX")
    if os.geteuid() == 0:
        yield Path("/sys/kernel")
        return
    folder = office.out / "locked"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    yield folder
    folder.chmod(stat.S_IRWXU)


def test_a_folder_in_which_nobody_may_write_is_told(office: Office, locked: Path) -> None:
    told = office.refused(*minutes(locked / "bien-ban.docx"))
    assert "không ghi được" in told and "cannot be written" in told
    assert not (locked / "bien-ban.docx").exists()


@pytest.mark.parametrize("place", ["nowhere/bien-ban.docx", "file/bien-ban.docx"])
def test_a_place_that_is_no_folder_is_told(office: Office, place: str) -> None:
    (office.out / "file").write_bytes(OLD)
    told = office.refused(*minutes(office.out / place))
    assert "không ghi được" in told and "cannot be written" in told
    assert [it.name for it in office.out.iterdir()] == ["file"]


ONE_THAT_FILLS: Final = """\
import resource, signal, sys
from thidua.cli.main import run
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from thidua.core.files import whole_file
write = whole_file.write_whole
def on_a_full_disk(file, content):
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(content) // 2, hard))
    try:
        write(file, content)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
whole_file.write_whole = on_a_full_disk
sys.exit(run(sys.argv[1:]))
"""
"""While a report is written, no file grows beyond half of it."""


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX limits the size of files")
@pytest.mark.parametrize("before", [None, OLD], ids=["no file before", "a file before"])
def test_a_full_disk_leaves_no_half_file_and_the_old_one_whole(
    office: Office, before: bytes | None
) -> None:
    target = office.out / "bien-ban.docx"
    if before is not None:
        target.write_bytes(before)
    command = [sys.executable, "-c", ONE_THAT_FILLS, *map(str, minutes(target))]
    ended = subprocess.run(command, capture_output=True, check=False)
    told = ended.stderr.decode("utf-8")
    assert ended.returncode == 1 and "không ghi được" in told and str(target) in told
    assert "Traceback" not in told
    left = {it.name: it.read_bytes() for it in office.out.iterdir()}
    assert left == ({} if before is None else {"bien-ban.docx": before})


# Without LibreOffice


def test_without_libreoffice_a_pdf_is_refused_with_what_to_do(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("THIDUA_SOFFICE", raising=False)
    monkeypatch.setattr("thidua.office.pdf_conversion._USUAL_PLACES", ())
    target = office.out / "bien-ban.pdf"
    told = office.refused(*minutes(target))
    assert "Chưa cài LibreOffice" in told and "LibreOffice is not installed" in told
    assert ".docx" in told and "THIDUA_SOFFICE" in told
    assert list(office.out.iterdir()) == []
