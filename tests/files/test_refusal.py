"""What the operating system refuses is told in two languages, with what to do."""

import errno
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from thidua.core.files.refusal import guarded_read, guarded_write, reason_of
from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Fault, Refused

PLACE = Path("bao-cao.html")
CLOSE_IT = Text(
    "Nếu tệp đang mở trong chương trình khác thì hãy đóng lại.",
    "If the file is open in another program, close it there.",
)


def told(guard: Callable[[Path], AbstractContextManager[None]], error: OSError) -> Fault:
    with pytest.raises(Refused) as refused, guard(PLACE):
        raise error
    (fault,) = refused.value.faults
    assert fault.place == str(PLACE)
    return fault


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_no_reason_is_in_the_language_of_the_system(number: int) -> None:
    reason = reason_of(OSError(number, os.strerror(number)))
    assert os.strerror(number) not in reason.vi
    assert reason.vi and reason.en and not reason.vi.endswith(".")


def test_what_is_not_known_is_named() -> None:
    assert reason_of(OSError(errno.EIO, "?")).vi == "hệ điều hành báo lỗi EIO (5)"
    assert reason_of(OSError(10**6, "?")).en == "the operating system reports OSError"
    assert reason_of(OSError("odd")).en == "the operating system reports OSError"


def test_a_file_that_cannot_be_read() -> None:
    fault = told(guarded_read, PermissionError(errno.EACCES, "Permission denied"))
    assert fault.what.vi == "không đọc được: không có quyền đọc hoặc ghi."
    assert fault.what.en == "cannot be read: there is no right to read or write it."
    assert fault.remedy == CLOSE_IT


def test_a_file_that_is_not_there() -> None:
    fault = told(guarded_read, FileNotFoundError(errno.ENOENT, "No such file"))
    assert (fault.what.vi, fault.remedy) == ("không có tệp này.", None)


def test_a_file_that_cannot_be_written() -> None:
    fault = told(guarded_write, PermissionError(errno.EPERM, "Operation not permitted"))
    assert fault.what.vi == "không ghi được: không có quyền đọc hoặc ghi."
    assert fault.remedy == CLOSE_IT


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_asks_for_space(number: int) -> None:
    fault = told(guarded_write, OSError(number, "full"))
    assert fault.what.en == "cannot be written: the disk is full, or its quota used up."
    assert fault.remedy is not None and fault.remedy.en.startswith("Free some space")


def test_what_goes_well_is_let_through() -> None:
    with guarded_read(PLACE), guarded_write(PLACE):
        pass
