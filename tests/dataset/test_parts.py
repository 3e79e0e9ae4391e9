"""Finished partitions are kept whole, known by their digest, and never mixed with others'."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from thidua.core.dataset.parts import open_parts
from thidua.core.files.whole_file import placed_whole, write_whole
from thidua.core.text.fault import Refused


def test_parts_are_kept_until_they_are_removed(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    store = open_parts(out, "figures, rules")
    assert store.kept("1") is None and not store.folder.exists()
    store.keep("1", b"first")
    store.keep("2", b"")
    again = open_parts(out, "figures, rules")
    assert (again.kept("1"), again.kept("2"), again.kept("3")) == (b"first", b"", None)
    again.remove()
    assert list(tmp_path.iterdir()) == []
    again.remove()


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 100])
def test_a_damaged_part_counts_as_none(tmp_path: Path, content: bytes) -> None:
    store = open_parts(tmp_path / "out", "figures")
    store.keep("1", b"first")
    (store.folder / "1.part").write_bytes(content)
    assert store.kept("1") is None
    store.keep("1", b"first")
    assert store.kept("1") == b"first"


def test_a_part_under_another_name_counts_as_none(tmp_path: Path) -> None:
    store = open_parts(tmp_path / "out", "figures")
    store.keep("1", b"first")
    (store.folder / "1.part").rename(store.folder / "2.part")
    assert store.kept("2") is None


def test_parts_of_other_figures_are_refused(tmp_path: Path) -> None:
    out = tmp_path / "out"
    open_parts(out, "figures").keep("1", b"first")
    with pytest.raises(Refused) as refused:
        open_parts(out, "corrected figures")
    (fault,) = refused.value.faults
    assert fault.place == f"{out}.parts"
    assert "the parts of another run" in fault.what.en
    assert open_parts(out, "figures").kept("1") == b"first"


def test_parts_of_other_figures_are_dropped_where_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "out"
    open_parts(out, "figures").keep("1", b"first")
    store = open_parts(out, "corrected figures", afresh=True)
    assert store.kept("1") is None and not store.folder.exists()


@pytest.mark.parametrize("afresh", [False, True])
def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path, afresh: bool) -> None:
    folder = tmp_path / "out.parts"
    folder.mkdir()
    assert open_parts(tmp_path / "out", "figures").kept("1") is None
    (folder / "letter.docx").write_bytes(b"dear")
    with pytest.raises(Refused, match="holds something else"):
        open_parts(tmp_path / "out", "figures", afresh=afresh)
    assert (folder / "letter.docx").read_bytes() == b"dear"


@pytest.fixture
def leave(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Does what is killed by the system before what it writes gets its name: like a power cut,
    that leaves the temporary file."""

    def run(work: Callable[[], None]) -> None:
        def killed(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(Path, "unlink", lambda *_, **__: None)
            patch.setattr(Path, "replace", killed)
            work()

    return run


@pytest.mark.parametrize("afresh", [False, True])
def test_what_was_killed_at_its_first_file_is_taken_up(
    tmp_path: Path, leave: Callable[[Callable[[], None]], None], afresh: bool
) -> None:
    store = open_parts(tmp_path / "out", "figures")
    leave(lambda: store.keep("1", b"first"))
    (left,) = store.folder.iterdir()
    assert left.name.startswith(".of.")
    store = open_parts(tmp_path / "out", "figures", afresh=afresh)
    store.keep("1", b"first")
    store.remove()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("afresh", [False, True])
def test_what_was_killed_at_a_part_is_taken_up_and_leaves_nothing(
    tmp_path: Path, leave: Callable[[Callable[[], None]], None], afresh: bool
) -> None:
    store = open_parts(tmp_path / "out", "figures")
    store.keep("1", b"first")
    leave(lambda: store.keep("2", b"second"))
    assert len(list(store.folder.iterdir())) == 3
    store = open_parts(tmp_path / "out", "figures", afresh=afresh)
    assert store.kept("1") == (None if afresh else b"first")
    leave(lambda: store.keep("2", b"second"))
    store.remove()
    assert list(tmp_path.iterdir()) == []


def test_what_was_killed_at_the_output_is_cleared(
    tmp_path: Path, leave: Callable[[Callable[[], None]], None]
) -> None:
    leave(lambda: write_whole(tmp_path / "out", b"gigabytes"))
    assert len(list(tmp_path.iterdir())) == 1
    open_parts(tmp_path / "out", "figures")
    assert list(tmp_path.iterdir()) == []


def test_what_another_run_is_writing_is_no_strange_thing(tmp_path: Path) -> None:
    folder = tmp_path / "out.parts"
    folder.mkdir()
    with placed_whole(folder / "of") as out:
        store = open_parts(tmp_path / "out", "figures")
        out.write(b"figures")
        store.remove()
    assert open_parts(tmp_path / "out", "figures").folder.is_dir()


def test_what_others_put_among_the_parts_stays(tmp_path: Path) -> None:
    store = open_parts(tmp_path / "out", "figures")
    store.keep("1", b"first")
    (store.folder / "letter.docx").write_bytes(b"dear")
    store.remove()
    assert [file.name for file in store.folder.iterdir()] == ["letter.docx"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out.parts").write_bytes(b"")
    with pytest.raises(Refused, match="the folder for unfinished parts cannot be used"):
        open_parts(tmp_path / "out", "figures")


def test_a_part_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    store = open_parts(tmp_path / "out", "figures")
    (store.folder / "1.part").mkdir(parents=True)
    with pytest.raises(Refused, match="cannot be used"):
        store.kept("1")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be used"):
        open_parts(tmp_path / "absent" / "out", "figures").keep("1", b"first")


def test_a_full_disk_leaves_the_finished_parts_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_parts(tmp_path / "out", "figures")
    store.keep("1", b"first")
    before = sorted(store.folder.iterdir())

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="the disk is full"):
        store.keep("2", b"second")
    assert sorted(store.folder.iterdir()) == before
    assert store.kept("1") == b"first"
