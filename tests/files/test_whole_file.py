"""A file is there whole, or it is not there."""

import errno
import fcntl
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from thidua.core.files.whole_file import clear_unfinished, is_unfinished, write_whole
from thidua.core.text.fault import Refused


def test_a_file_is_written_or_replaced(tmp_path: Path) -> None:
    file = tmp_path / "bao-cao.html"
    for content in (b"one", b"two"):
        write_whole(file, content)
        assert file.read_bytes() == content
    assert list(tmp_path.iterdir()) == [file]


def test_a_missing_folder_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "no" / "bao-cao.html"
    with pytest.raises(Refused) as refusal:
        write_whole(file, b"one")
    (fault,) = refusal.value.faults
    assert fault.place == str(file)
    assert fault.what.vi.startswith("không ghi được")
    assert fault.what.en.startswith("cannot be written")


def test_where_writing_fails_the_earlier_file_stays_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bao-cao.html"
    write_whole(file, b"one")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(Refused, match="the disk is full"):
        write_whole(file, b"two")
    assert file.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_the_rights_are_those_that_the_user_gives_new_files(
    tmp_path: Path, umask: int, mode: int
) -> None:
    before = os.umask(umask)
    try:
        write_whole(tmp_path / "bao-cao.html", b"one")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "bao-cao.html").stat().st_mode) == mode


HALF = """
import sys
from pathlib import Path
from thidua.core.files.whole_file import placed_whole

with placed_whole(Path(sys.argv[1])) as out:
    out.write(b"half")
    out.flush()
    print("begun", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def write_half() -> Iterator[Callable[[Path], Popen[str]]]:
    """Starts a program that writes half of a file and then waits."""
    with ExitStack() as stack:

        def start(file: Path) -> Popen[str]:
            words = [sys.executable, "-c", HALF, str(file)]
            program = stack.enter_context(Popen(words, stdin=PIPE, stdout=PIPE, text=True))
            stack.callback(program.kill)
            assert program.stdout is not None and program.stdout.readline() == "begun\n"
            return program

        yield start


def test_what_a_killed_program_left_is_known_and_cleared(
    tmp_path: Path, write_half: Callable[[Path], Popen[str]]
) -> None:
    file = tmp_path / "[1] bao-cao.html"
    program = write_half(file)
    program.kill()
    program.wait()
    (left,) = tmp_path.iterdir()
    assert is_unfinished(left) and not is_unfinished(file)
    assert left.read_bytes() == b"half"
    clear_unfinished(tmp_path, "bao-cao.html")
    assert left.exists()
    clear_unfinished(tmp_path, file.name)
    assert list(tmp_path.iterdir()) == []


def test_what_a_living_program_writes_is_left_to_it(
    tmp_path: Path, write_half: Callable[[Path], Popen[str]]
) -> None:
    file = tmp_path / "bao-cao.html"
    program = write_half(file)
    clear_unfinished(tmp_path)
    program.communicate()
    assert program.returncode == 0
    assert [one.name for one in tmp_path.iterdir()] == ["bao-cao.html"]
    assert file.read_bytes() == b"half"


def test_a_file_cleared_before_it_is_held_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold = fcntl.flock
    cleared: list[Path] = []

    def hold_late(handle: int, how: int) -> None:
        if not cleared:
            cleared.extend(tmp_path.iterdir())
            cleared[0].unlink()
        hold(handle, how)

    monkeypatch.setattr(fcntl, "flock", hold_late)
    write_whole(tmp_path / "bao-cao.html", b"one")
    assert len(cleared) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["bao-cao.html"]


def test_what_the_system_does_not_let_go_stays(tmp_path: Path) -> None:
    folder = tmp_path / ".bao-cao.html.0123.thidua-tmp"
    folder.mkdir()
    clear_unfinished(tmp_path)
    clear_unfinished(tmp_path / "absent")
    assert folder.is_dir()


def test_without_locks_files_are_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    left = tmp_path / ".bao-cao.html.0123.thidua-tmp"
    left.write_bytes(b"half")
    write_whole(tmp_path / "bao-cao.html", b"one")
    clear_unfinished(tmp_path)
    assert left.exists()
    assert (tmp_path / "bao-cao.html").read_bytes() == b"one"
