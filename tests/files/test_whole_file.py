"""A file is there whole, or it is not there."""

import os
from pathlib import Path

import pytest

from thidua.core.files.whole_file import write_whole
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
