"""What the operating system refuses, told in words."""

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import refuse

_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

_REASONS: Final[Mapping[int, Text]] = {
    errno.ENOENT: Text("không có tệp hoặc thư mục này", "there is no such file or folder"),
    errno.EACCES: Text("không có quyền đọc hoặc ghi", "there is no right to read or write it"),
    errno.EPERM: Text("không có quyền đọc hoặc ghi", "there is no right to read or write it"),
    errno.EROFS: Text("ổ đĩa chỉ cho đọc", "the disk can only be read"),
    errno.EISDIR: Text("là một thư mục, không phải tệp", "is a folder, not a file"),
    errno.ENOTDIR: Text(
        "trên đường dẫn có một tệp ở chỗ phải là thư mục",
        "on its path a file stands where a folder should be",
    ),
    errno.EEXIST: Text("đã có rồi", "exists already"),
    errno.ENAMETOOLONG: Text("tên tệp quá dài", "the file's name is too long"),
    **dict.fromkeys(
        _FULL,
        Text("đĩa đã đầy hoặc hết hạn mức", "the disk is full, or its quota used up"),
    ),
}


def reason_of(error: OSError) -> Text:
    """Why the operating system refused, to stand in a sentence."""
    number = error.errno or 0
    if number in _REASONS:
        return _REASONS[number]
    known = number in errno.errorcode
    name = f"{errno.errorcode[number]} ({number})" if known else type(error).__name__
    return Text(f"hệ điều hành báo lỗi {name}", f"the operating system reports {name}")


def remedy_of(error: OSError) -> Text | None:
    """What to do about it, where that is known."""
    if isinstance(error, PermissionError):
        return Text(
            "Nếu tệp đang mở trong chương trình khác thì hãy đóng lại.",
            "If the file is open in another program, close it there.",
        )
    return None


@contextmanager
def guarded_read(place: Path) -> Iterator[None]:
    """Within the block, an ``OSError`` is Refused: the place, and why it cannot be read."""
    try:
        yield
    except FileNotFoundError:
        raise refuse("không có tệp này.", "there is no such file.", place=str(place)) from None
    except OSError as cause:
        why = reason_of(cause)
        raise refuse(
            f"không đọc được: {why.vi}.",
            f"cannot be read: {why.en}.",
            place=str(place),
            remedy=remedy_of(cause),
        ) from cause


@contextmanager
def guarded_write(place: Path) -> Iterator[None]:
    """Within the block, an ``OSError`` is Refused: the place, and why it cannot be written."""
    try:
        yield
    except OSError as cause:
        why = reason_of(cause)
        raise refuse(
            f"không ghi được: {why.vi}.",
            f"cannot be written: {why.en}.",
            place=str(place),
            remedy=_FREE_SPACE if cause.errno in _FULL else remedy_of(cause),
        ) from cause


_FREE_SPACE: Final = Text(
    "Hãy giải phóng chỗ trống rồi chạy lại; chưa có gì bị thay đổi.",
    "Free some space and run it again; nothing has been changed.",
)
