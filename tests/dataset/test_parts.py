"""Finished partitions are kept whole, known by their digest, and never mixed with others'."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from thidua.core.dataset.parts import open_parts
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
