"""What the operating system refuses, told in words."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from thidua.core.text.bilingual import Text
from thidua.core.text.fault import Refused, refuse

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def guarded_write(place: Path) -> Iterator[None]:
    """Within the block, an ``OSError`` is Refused: the place, and why it cannot be written."""
    try:
        yield
    except OSError as cause:
        raise _not_written(place, cause) from cause


def _not_written(place: Path, cause: OSError) -> Refused:
    if cause.errno in _FULL:
        return refuse(
            "không ghi được: đĩa đã đầy hoặc hết hạn mức.",
            "cannot be written: the disk is full, or its quota used up.",
            place=str(place),
            remedy=Text(
                "Hãy giải phóng chỗ trống rồi chạy lại; chưa có gì bị thay đổi.",
                "Free some space and run it again; nothing has been changed.",
            ),
        )
    told = cause.strerror or str(cause)
    return refuse(f"không ghi được: {told}.", f"cannot be written: {told}.", place=str(place))
